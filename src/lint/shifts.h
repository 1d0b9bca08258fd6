// When somebody is on duty in a week (A18, C5, R13): by the hours of agents and
// groups and by the slots of desks.

#ifndef KEFU_LINT_SHIFTS_H_
#define KEFU_LINT_SHIFTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "src/lint/week.h"
#include "src/model/ruleset_data.h"

namespace kefu::lint {

// Remembers what it was asked; the ruleset must outlive it.
class Shifts {
 public:
  explicit Shifts(const RulesetData& rules);

  // Of no schedule: the whole week.
  const Week& WeekOf(ScheduleId schedule) const {
    return weeks_[schedule.value];
  }
  // When a member of the group is on duty for a desk that it serves.
  const Week& OfGroup(GroupId group, DeskId desk);
  // When somebody is who may be given the desk's sessions: with groups a member
  // of one that serves it.
  Week OfDesk(DeskId desk);

 private:
  // Schedules of agents; of thousands of agents few are different.
  using Schedules = std::set<uint16_t>;

  Week Union(const Schedules& schedules) const;
  const Week& HoursOfList(ListId list);
  Week InSlots(GroupId group, DeskId desk) const;

  const RulesetData& rules_;
  std::vector<Week> weeks_;                   // by schedule
  std::vector<std::optional<Week>> of_list_;  // hours of the members
  std::map<std::pair<uint16_t, uint16_t>, Week> of_group_;  // at a desk, 0: any
};

}  // namespace kefu::lint

#endif  // KEFU_LINT_SHIFTS_H_
