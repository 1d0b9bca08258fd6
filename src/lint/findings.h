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
  // Tells one more; if there are too many already it is only counted, and
  // message(), which puts it into words, is not called.
  template <class Message>
  void Tell(LintCheck check, std::string pointer, Message&& message) {
    if (++count_[static_cast<size_t>(check)] > kMostFindings) return;
    found_.push_back({check, 0, 0, std::move(pointer), message()});
  }
  void Tell(LintCheck check, std::string pointer, const char* message) {
    Tell(check, std::move(pointer), [=] { return std::string(message); });
  }
  // All of them, in the order of the checks; of each as they were told.
  std::vector<LintFinding> Take();

 private:
  std::vector<LintFinding> found_;
  std::array<size_t, kChecks> count_{};
};

}  // namespace kefu::lint

#endif  // KEFU_LINT_FINDINGS_H_
