// What can be asked of the schedules of a ruleset (C4).

#include <algorithm>

#include "kefu/ruleset.h"
#include "src/model/ruleset_data.h"

namespace kefu {
namespace {

// A schedule's timetable, or one that is always open.
class Asked {
 public:
  Asked(const RulesetData& rules, ScheduleId id) : table_(Find(rules, id)) {}

  const Timetable* operator->() const { return &table_; }
  bool Knows(Instant t) const {
    return t >= kFirstScheduled && t < kLastScheduled && t < table_.KnownTo();
  }
  // An answer that rests on all days before it, and on its own if it is the
  // instant of a change.
  std::optional<Instant> Told(Instant t, bool with_its_day) const {
    const Instant known = table_.KnownTo();
    if (t > known || (with_its_day && t == known && !known.never())) {
      return std::nullopt;
    }
    return t >= kLastScheduled ? Instant::Never() : t;
  }
  // The next change to `open`.
  std::optional<Instant> Next(Instant t, bool open) const {
    if (!Knows(t)) return std::nullopt;
    Instant next = table_.NextChange(t);
    if (table_.IsOpen(t) == open) next = table_.NextChange(next);
    return Told(next, true);
  }

 private:
  static Timetable Find(const RulesetData& rules, ScheduleId id) {
    if (rules.Knows(id)) return rules.TimetableOf(id);
    static const Zone zone;
    static const CalendarData calendar;
    static const ScheduleData always = [] {
      ScheduleData schedule;
      for (auto& day : schedule.week) {
        day.push_back({0, static_cast<int32_t>(kDayMs)});
      }
      return schedule;
    }();
    return {zone, calendar, always};
  }

  Timetable table_;
};

}  // namespace

std::optional<bool> Ruleset::IsOpen(ScheduleId schedule, Instant at) const {
  const Asked table(*data_, schedule);
  if (!table.Knows(at)) return std::nullopt;
  return table->IsOpen(at);
}

std::optional<Instant> Ruleset::NextOpening(ScheduleId schedule,
                                            Instant at) const {
  return Asked(*data_, schedule).Next(at, true);
}

std::optional<Instant> Ruleset::NextClosing(ScheduleId schedule,
                                            Instant at) const {
  return Asked(*data_, schedule).Next(at, false);
}

std::optional<Duration> Ruleset::OpenTime(ScheduleId schedule, Instant from,
                                          Instant to) const {
  if (to <= from) return Duration{};
  const Asked table(*data_, schedule);
  if (!table.Knows(from) || to > kLastScheduled || to > table->KnownTo()) {
    return std::nullopt;
  }
  return table->OpenTime(from, to);
}

std::optional<Instant> Ruleset::AddOpenTime(ScheduleId schedule, Instant at,
                                            Duration open) const {
  const Asked table(*data_, schedule);
  if (!table.Knows(at)) return std::nullopt;
  return table.Told(table->AddOpenTime(at, open), false);
}

std::optional<Instant> Ruleset::AddWorkingDays(ScheduleId schedule, Instant at,
                                               int64_t n) const {
  const Asked table(*data_, schedule);
  if (!table.Knows(at)) return std::nullopt;
  return table.Told(table->AddWorkingDays(at, n), true);
}

ScheduleId Ruleset::HoursOf(DeskId desk) const {
  return data_->Knows(desk) ? data_->desks[desk.value].schedule : ScheduleId{};
}

}  // namespace kefu
