// The week (C1, C5, R2, R13): hours of a desk when nobody is on duty, schedules
// that never open, slots that overlap.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "src/base/iso_time.h"
#include "src/lint/checks.h"
#include "src/lint/shifts.h"

namespace kefu::lint {
namespace {

constexpr int64_t kMinuteMs = 60'000;

class Hours {
 public:
  Hours(const RulesetData& rules, Findings* found)
      : rules_(rules), found_(*found), shifts_(rules) {}

  void Run() {
    const Config& config = rules_.config;
    for (size_t i = 0; i < config.schedules.size(); ++i) LookAtSchedule(i);
    for (size_t i = 0; i < config.desks.size(); ++i) {
      const DeskId id{
          static_cast<uint16_t>(rules_.desk_ids.Find(config.desks[i].name))};
      const DeskData& desk = rules_.desks[id.value];
      if (!desk.serves) continue;
      LookAtSlots(i, desk);
      LookAtDesk(i, id, desk);
    }
  }

 private:
  // ----------------------------------------------------------------- desks

  // Whether who waits there goes elsewhere by himself after a time (Q3).
  bool LeadsOn(DeskId desk, GroupId group) const {
    const Place at{desk, group, {}};
    return !rules_.max_wait(at).off() && rules_.overflow(at).value != 0;
  }

  // Whether somebody else than an agent has an answer: a robot of a group (R7),
  // or the ladder of its list.
  bool IsCaredFor(DeskId id, const DeskData& desk) const {
    return LeadsOn(id, {}) ||
           std::any_of(
               desk.groups.begin(), desk.groups.end(), [&](GroupId group) {
                 return rules_.groups[group.value].robot || LeadsOn(id, group);
               });
  }

  // Another plan than to wait is an answer to it; a desk that no group serves
  // is told already.
  void LookAtDesk(size_t index, DeskId id, const DeskData& desk) {
    if (desk.all_day || desk.agentless || desk.plan_nobody != Plan::kQueue ||
        (!rules_.simple && desk.groups.empty())) {
      return;
    }
    const Week left = shifts_.WeekOf(desk.schedule).Without(shifts_.OfDesk(id));
    if (left.empty() || IsCaredFor(id, desk)) return;
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
      weeks.push_back(shifts_.WeekOf(slot.schedule));
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
  Shifts shifts_;
};

}  // namespace

void CheckHours(const RulesetData& rules, Findings* found) {
  Hours(rules, found).Run();
}

}  // namespace kefu::lint
