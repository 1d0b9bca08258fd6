#include "kefu/lint.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/lint/checks.h"
#include "src/lint/findings.h"

namespace kefu {
namespace lint {

std::vector<LintFinding> Findings::Take() {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const LintFinding& a, const LintFinding& b) {
                     return a.check < b.check;
                   });
  std::vector<LintFinding> all;
  for (size_t i = 0; i < found_.size(); ++i) {
    const LintCheck check = found_[i].check;
    all.push_back(std::move(found_[i]));
    const size_t count = count_[static_cast<size_t>(check)];
    const bool last = i + 1 == found_.size() || found_[i + 1].check != check;
    if (!last || count <= kMostFindings) continue;
    all.push_back({check, 0, 0, "",
                   fmt::format("{} more of these", count - kMostFindings)});
  }
  found_.clear();
  count_ = {};
  return all;
}

}  // namespace lint

std::vector<LintFinding> Lint(const Ruleset& ruleset) {
  const RulesetData& rules = ruleset.data();
  lint::Findings found;
  lint::CheckScopes(rules, &found);
  lint::CheckPeople(rules, &found);
  lint::CheckLimits(rules, &found);
  lint::CheckHours(rules, &found);
  lint::CheckKeywords(rules, &found);
  lint::CheckTexts(rules, &found);
  lint::CheckAccounts(rules, &found);
  return found.Take();
}

std::string ToText(const LintFinding& finding) {
  const std::string place =
      finding.line > 0 ? fmt::format("{}:{}: ", finding.line, finding.column)
                       : "";
  const std::string pointer =
      finding.pointer.empty() ? "" : finding.pointer + ": ";
  return fmt::format("{}{}{}: {}", place, pointer, Name(finding.check),
                     finding.message);
}

}  // namespace kefu
