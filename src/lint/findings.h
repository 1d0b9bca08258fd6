// What lint has found so far, bounded for each check.

#ifndef KEFU_LINT_FINDINGS_H_
#define KEFU_LINT_FINDINGS_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/lint.h"

namespace kefu::lint {

// As many as there are checks, with 0.
inline constexpr size_t kChecks = 1
#define KEFU_VALUE(Enum, Name, number, json) \
  +(std::string_view(#Enum) == "LintCheck")
#include "kefu/events.def"
    ;

class Findings {
 public:
  // Whether one more would be told. If not, it is counted: nobody need put it
  // into words.
  bool Takes(LintCheck check) {
    return ++count_[static_cast<size_t>(check)] <= kMostFindings;
  }
  // REQUIRES: Takes has said yes.
  void Add(LintCheck check, std::string pointer, std::string message) {
    found_.push_back({check, 0, 0, std::move(pointer), std::move(message)});
  }
  // All of them, in the order of the checks; of each as they were added.
  std::vector<LintFinding> Take();

 private:
  std::vector<LintFinding> found_;
  std::array<size_t, kChecks> count_{};
};

}  // namespace kefu::lint

#endif  // KEFU_LINT_FINDINGS_H_
