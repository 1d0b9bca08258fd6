// The places of findings in the text of a ruleset (E4, E6).

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/lint.h"
#include "src/codec/json_tree.h"

namespace kefu {

std::vector<LintFinding> Lint(const Ruleset& ruleset, std::string_view json) {
  std::vector<LintFinding> findings = Lint(ruleset);
  codec::JsonTree tree;
  if (tree.Read(json)) return findings;  // another text, or none
  std::vector<std::pair<size_t, LintFinding*>> by_place;
  for (LintFinding& finding : findings) {
    if (finding.pointer.empty()) continue;  // how many more there are
    by_place.emplace_back(tree[tree.Find(finding.pointer)].at, &finding);
  }
  std::stable_sort(
      by_place.begin(), by_place.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  codec::PlaceFinder finder(tree.source());
  for (const auto& [offset, finding] : by_place) {
    const codec::Place place = finder.Find(offset);
    finding->line = place.line;
    finding->column = place.column;
  }
  return findings;
}

}  // namespace kefu
