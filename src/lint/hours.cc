// The week (C1, C5, R2, R13): hours of a desk when nobody is on duty, schedules
// that never open, slots that overlap.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
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
  const Week& WeekOf(ScheduleId schedule) const {
    return weeks_[schedule.value];
  }
  const Week& HoursOf(uint32_t agent) const {
    return WeekOf(rules_.agents[agent].schedule);
  }

  // ----------------------------------------------------------------- desks

  // When anybody of the list has hours.
  const Week& HoursOfList(ListId id) {
    std::optional<Week>& week = of_list_[id];
    if (week) return *week;
    week.emplace();
    const ListData& list = rules_.lists[id];
    for (uint32_t i = 0; i < list.members_count && !week->whole(); ++i) {
      week->Add(HoursOf(rules_.members[list.members_begin + i].agent));
    }
    return *week;
  }

  // When somebody is on duty for the desk (A18).
  Week OnDuty(const DeskData& desk) {
    Week week;
    for (const SlotData& slot : desk.slots) {
      Week agents;
      for (const uint32_t member : slot.members) {
        agents.Add(HoursOf(rules_.members[member].agent));
      }
      week.Add(WeekOf(slot.schedule).And(agents));
    }
    if (!desk.slots.empty()) return week;
    week.Add(HoursOfList(desk.own_list));
    for (const GroupId id : desk.groups) {
      if (week.whole()) break;
      const GroupData& group = rules_.groups[id.value];
      week.Add(WeekOf(group.schedule).And(HoursOfList(rules_.ListOf(id))));
    }
    return week;
  }

  // Another plan than to wait is an answer to it.
  void LookAtDesk(size_t index, const DeskData& desk) {
    if (desk.all_day || desk.agentless || desk.plan_nobody != Plan::kQueue) {
      return;
    }
    const Week left = WeekOf(desk.schedule).Without(OnDuty(desk));
    if (left.empty() || !found_.Takes(LintCheck::kHoursUnserved)) return;
    const int64_t minutes = left.Length() / kMinuteMs;
    found_.Add(
        LintCheck::kHoursUnserved, fmt::format("/desks/{}", index),
        fmt::format("is open on {} ({} h {} min in all of a week) while nobody "
                    "of it is on duty: who comes then waits; give it other "
                    "hours or a plan_nobody, or somebody these hours",
                    ToText(left.spans().front()), minutes / 60, minutes % 60));
  }

  // ----------------------------------------------------------------- slots

  // Tells of each of a row of weeks the first one before it that it overlaps.
  void LookForOverlaps(const std::vector<Week>& weeks, const std::string& at,
                       const char* follows) {
    for (size_t i = 0; i < weeks.size(); ++i) {
      for (size_t k = 0; k < i; ++k) {
        const Week both = weeks[i].And(weeks[k]);
        if (both.empty()) continue;
        if (!found_.Takes(LintCheck::kSlotsOverlap)) break;
        found_.Add(LintCheck::kSlotsOverlap, fmt::format("{}/{}", at, i),
                   fmt::format("overlaps {}/{} on {}: {}", at, k,
                               ToText(both.spans().front()), follows));
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
                    [](const auto& slots) { return !slots.empty(); }) ||
        !found_.Takes(LintCheck::kNeverOpen)) {
      return;
    }
    found_.Add(LintCheck::kNeverOpen, at,
               "has no slots, and its calendar has no days with slots of their "
               "own: it never opens; give it slots");
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
