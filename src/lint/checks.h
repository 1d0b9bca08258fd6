// The checks of lint (E4), by what they look at. Each appends what it finds.
// They read the ruleset as the engine does, compiled, and ask no world: what is
// unwise is so before anything has happened.

#ifndef KEFU_LINT_CHECKS_H_
#define KEFU_LINT_CHECKS_H_

#include "src/lint/findings.h"
#include "src/model/ruleset_data.h"

namespace kefu::lint {

// Scopes that nobody meets, or only who has gone to another group already;
// customers whom no group takes.
void CheckScopes(const RulesetData& rules, Findings* found);

// Groups and agents that are given nobody.
void CheckPeople(const RulesetData& rules, Findings* found);

// Limits of 0.
void CheckLimits(const RulesetData& rules, Findings* found);

// The week: hours of a desk when nobody is on duty, schedules that never open,
// slots that overlap. Calendars and leave are not looked at: they are single
// days.
void CheckHours(const RulesetData& rules, Findings* found);

// Keywords that another rule or a switch word is always before.
void CheckKeywords(const RulesetData& rules, Findings* found);

// Texts of which two go out at once, that never go out, or that a channel does
// not carry; accounts that the platform does not connect.
void CheckTexts(const RulesetData& rules, Findings* found);
void CheckAccounts(const RulesetData& rules, Findings* found);

}  // namespace kefu::lint

#endif  // KEFU_LINT_CHECKS_H_
