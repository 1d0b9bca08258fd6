#include "src/lint/shifts.h"

namespace kefu::lint {

Shifts::Shifts(const RulesetData& rules)
    : rules_(rules), of_list_(rules.lists.size()) {
  for (const ScheduleData& schedule : rules_.schedules) {
    weeks_.push_back(Week::Of(schedule));
  }
  weeks_[0] = Week::Whole();  // no schedule
}

Week Shifts::Union(const Schedules& schedules) const {
  Week week;
  for (const uint16_t id : schedules) {
    week.Add(weeks_[id]);
    if (week.whole()) break;
  }
  return week;
}

const Week& Shifts::HoursOfList(ListId id) {
  std::optional<Week>& week = of_list_[id];
  if (week) return *week;
  const ListData& list = rules_.lists[id];
  Schedules schedules;
  for (uint32_t i = 0; i < list.members_count; ++i) {
    const uint32_t agent = rules_.members[list.members_begin + i].agent;
    schedules.insert(rules_.agents[agent].schedule.value);
  }
  week = Union(schedules);
  return *week;
}

// The agents of each slot who are members of the group, or without groups all
// of them, while it is open.
Week Shifts::InSlots(GroupId group, DeskId desk) const {
  Week week;
  for (const SlotData& slot : rules_.desks[desk.value].slots) {
    Schedules schedules;
    for (const uint32_t index : slot.members) {
      const AgentId agent{rules_.members[index].agent};
      if (!group || rules_.FindMember(agent, rules_.ListOf(group)) != nullptr) {
        schedules.insert(rules_.agents[agent.value].schedule.value);
      }
    }
    week.Add(WeekOf(slot.schedule).And(Union(schedules)));
  }
  return week;
}

const Week& Shifts::OfGroup(GroupId group, DeskId desk) {
  const bool slots = !rules_.desks[desk.value].slots.empty();
  const std::pair<uint16_t, uint16_t> key(group.value, slots ? desk.value : 0);
  const auto [at, is_new] = of_group_.try_emplace(key);
  if (is_new) {
    const Week& own = WeekOf(rules_.groups[group.value].schedule);
    at->second = own.And(slots ? InSlots(group, desk)
                               : HoursOfList(rules_.ListOf(group)));
  }
  return at->second;
}

Week Shifts::OfDesk(DeskId desk) {
  const DeskData& data = rules_.desks[desk.value];
  if (rules_.simple) {
    return data.slots.empty() ? HoursOfList(data.own_list) : InSlots({}, desk);
  }
  Week week;
  for (const GroupId group : data.groups) {
    week.Add(OfGroup(group, desk));
    if (week.whole()) break;
  }
  return week;
}

}  // namespace kefu::lint
