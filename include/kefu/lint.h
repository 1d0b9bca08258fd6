// What is unwise in a ruleset (E4). A ruleset with errors is refused
// (kefu/ruleset.h); one that has none may still hold a group that no customer
// ever comes to, a keyword that never fires, hours that nobody serves. Lint
// names them, with place and remedy; docs/lint.md says what each check means.
//
//   const RulesetResult result = ParseRuleset(json);
//   for (const LintFinding& finding : Lint(*result.ruleset, json))
//     Print(ToText(finding));
//
// A finding is an opinion. A group that is there for transfers by hand only may
// well have nobody sent to it, and everything runs as it is told.

#ifndef KEFU_LINT_H_
#define KEFU_LINT_H_

#include <string>
#include <string_view>
#include <vector>

#include "kefu/ruleset.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// So many findings of one check are told at most; a further one, without a
// pointer, then says how many more there are.
inline constexpr int kMostFindings = 100;

struct LintFinding {
  LintCheck check = LintCheck::kNone;
  int line = 0;         // from 1; 0 where there is no JSON text
  int column = 0;       // from 1, in bytes
  std::string pointer;  // JSON pointer (RFC 6901) of what is unwise
  std::string message;  // what follows from it, and what to do

  friend bool operator==(const LintFinding&, const LintFinding&) = default;
};

// "3:14: /groups/1/scope: group_shadowed: ..."
std::string ToText(const LintFinding& finding);

// Everything that is found, in the order of the checks; the same ruleset gives
// the same findings. May be called from any thread; takes milliseconds for a
// thousand agents, seconds for the largest rulesets. Throws std::bad_alloc
// only.
std::vector<LintFinding> Lint(const Ruleset& ruleset);

// The same with line and column. `json`: the text that the ruleset was parsed
// from; of a pointer that it does not have, the place is that of the nearest
// value above.
std::vector<LintFinding> Lint(const Ruleset& ruleset, std::string_view json);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_LINT_H_
