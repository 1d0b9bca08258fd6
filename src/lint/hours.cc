// The week (C1, C5, R2, R13): hours of a desk when nobody is on duty, schedules
// that never open, slots that overlap.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/base/iso_time.h"
#include "src/lint/checks.h"
#include "src/lint/week.h"

namespace kefu::lint {
namespace {

constexpr int64_t kMinuteMs = 60'000;

class Hours {
 public:
  Hours(const RulesetData& rules, Findings* found)
      : rules_(rules), found_(*found), of_list_(rules.lists.size()) {
    for (const ScheduleData& schedule : rules_.schedules) {
      weeks_.push_back(Week::Of(schedule));
    }
    weeks_[0] = Week::Whole();  // no schedule
  }

  void Run() {
    const Config& config = rules_.config;
    for (size_t i = 0; i < config.schedules.size(); ++i) LookAtSchedule(i);
    for (size_t i = 0; i < config.desks.size(); ++i) {
      const DeskData& desk =
          rules_.desks[rules_.desk_ids.Find(config.desks[i].name)];
      if (!desk.serves) continue;
      LookAtSlots(i, desk);
      LookAtDesk(i, desk);
    }
  }

 private:
  // Schedules of agents; of thousands of agents few are different.
  using Schedules = std::set<uint16_t>;

  const Week& WeekOf(ScheduleId schedule) const {
    return weeks_[schedule.value];
  }
  ScheduleId HoursOf(uint32_t agent) const {
    return rules_.agents[agent].schedule;
  }
  Week Union(const Schedules& schedules) const {
    Week week;
    for (const uint16_t id : schedules) {
      week.Add(weeks_[id]);
      if (week.whole()) break;
    }
    return week;
  }

  // ----------------------------------------------------------------- desks

  // When anybody of the list has hours.
  const Week& HoursOfList(ListId id) {
    std::optional<Week>& week = of_list_[id];
    if (week) return *week;
    const ListData& list = rules_.lists[id];
    Schedules schedules;
    for (uint32_t i = 0; i < list.members_count; ++i) {
      const uint32_t agent = rules_.members[list.members_begin + i].agent;
      schedules.insert(HoursOf(agent).value);
    }
    week = Union(schedules);
    return *week;
  }

  // When somebody is on duty for the desk (A18) who may be given its sessions:
  // with groups a member of one that serves it.
  Week OnDuty(DeskId id, const DeskData& desk) {
    Week week;
    for (const SlotData& slot : desk.slots) {
      week.Add(WeekOf(slot.schedule).And(OfSlot(id, slot)));
    }
    if (!desk.slots.empty()) return week;
    if (rules_.simple) return HoursOfList(desk.own_list);
    for (const GroupId group : desk.groups) {
      if (week.whole()) break;
      week.Add(WeekOf(rules_.groups[group.value].schedule)
                   .And(HoursOfList(rules_.ListOf(group))));
    }
    return week;
  }

  // When the agents of a slot have hours, whenever it is open.
  Week OfSlot(DeskId desk, const SlotData& slot) const {
    Schedules own;
    std::set<std::pair<uint16_t, uint16_t>> in_groups;  // his, the group's
    for (const uint32_t index : slot.members) {
      const uint32_t agent = rules_.members[index].agent;
      if (rules_.simple) own.insert(HoursOf(agent).value);
      for (const uint32_t place : rules_.MembersOf(AgentId{agent})) {
        const GroupId group = rules_.members[place].group;
        if (!group || !rules_.groups[group.value].Serves(desk)) continue;
        in_groups.emplace(HoursOf(agent).value,
                          rules_.groups[group.value].schedule.value);
      }
    }
    Week week = Union(own);
    for (const auto& [his, groups] : in_groups) {
      week.Add(weeks_[his].And(weeks_[groups]));
    }
    return week;
  }

  // Another plan than to wait is an answer to it; a desk of which no group
  // takes care is told already.
  void LookAtDesk(size_t index, const DeskData& desk) {
    if (desk.all_day || desk.agentless || desk.plan_nobody != Plan::kQueue ||
        (!rules_.simple && desk.groups.empty())) {
      return;
    }
    const DeskId id{static_cast<uint16_t>(&desk - rules_.desks.data())};
    const Week left = WeekOf(desk.schedule).Without(OnDuty(id, desk));
    if (left.empty()) return;
    found_.Tell(
        LintCheck::kHoursUnserved, fmt::format("/desks/{}", index), [&] {
          return fmt::format(
              "is open {} while nobody is on duty who is given its sessions: "
              "who {} then waits; give it other hours or a plan_nobody, or "
              "somebody these hours",
              WhenOpen(left), desk.robot_first ? "is handed over" : "comes");
        });
  }

  static std::string WhenOpen(const Week& week) {
    if (week.whole()) return "at all hours";
    const int64_t minutes = (week.Length() + kMinuteMs - 1) / kMinuteMs;
    return fmt::format("on {} ({} h {} min in all of a week)",
                       ToText(week.spans().front()), minutes / 60,
                       minutes % 60);
  }

  // ----------------------------------------------------------------- slots

  // Tells of each of a row of weeks the first one before it that it overlaps.
  void LookForOverlaps(const std::vector<Week>& weeks, const std::string& at,
                       const char* follows) {
    for (size_t i = 0; i < weeks.size(); ++i) {
      for (size_t k = 0; k < i; ++k) {
        const Week both = weeks[i].And(weeks[k]);
        if (both.empty()) continue;
        found_.Tell(LintCheck::kSlotsOverlap, fmt::format("{}/{}", at, i), [&] {
          return fmt::format("overlaps {}/{} on {}: {}", at, k,
                             ToText(both.spans().front()), follows);
        });
        break;
      }
    }
  }

  void LookAtSlots(size_t index, const DeskData& desk) {
    std::vector<Week> weeks;
    for (const SlotData& slot : desk.slots) {
      weeks.push_back(WeekOf(slot.schedule));
    }
    LookForOverlaps(weeks, fmt::format("/desks/{}/slots", index),
                    "the agents of both are on duty then, and the first one's "
                    "distribution holds; where that is not meant, let one end "
                    "where the other begins");
  }

  static Week WeekOf(const WeekSlotConfig& slot) {
    int64_t from = 0, to = 0;
    ParseTimeOfDay(slot.from, &from);
    ParseTimeOfDay(slot.to, &to);
    if (to < from) to += kDayMs;  // C1
    Week week;
    for (const Weekday day : slot.days) {
      week.Add(static_cast<size_t>(day),
               {static_cast<int32_t>(from), static_cast<int32_t>(to)});
    }
    return week;
  }

  void LookAtSchedule(size_t index) {
    const ScheduleConfig& config = rules_.config.schedules[index];
    const ScheduleData& schedule =
        rules_.schedules[rules_.schedule_ids.Find(config.name)];
    std::vector<Week> weeks;
    for (const WeekSlotConfig& slot : config.slots) {
      weeks.push_back(WeekOf(slot));
    }
    const std::string at = fmt::format("/schedules/{}", index);
    LookForOverlaps(weeks, at + "/slots",
                    "what is in either is open; where that is meant, one slot "
                    "says it");
    const std::vector<std::vector<DaySlot>>& own =
        rules_.calendars[schedule.calendar].own;
    if (!config.slots.empty() ||
        std::any_of(own.begin(), own.end(),
                    [](const auto& slots) { return !slots.empty(); })) {
      return;
    }
    found_.Tell(LintCheck::kNeverOpen, at,
                "has no slots, and its calendar has no days with slots of "
                "their own: it never opens; give it slots");
  }

  const RulesetData& rules_;
  Findings& found_;
  std::vector<Week> weeks_;  // by schedule
  std::vector<std::optional<Week>> of_list_;
};

}  // namespace

void CheckHours(const RulesetData& rules, Findings* found) {
  Hours(rules, found).Run();
}

}  // namespace kefu::lint
