#include "tests/property/generator_hours.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

constexpr Weekday kDays[] = {Weekday::kMonday,    Weekday::kTuesday,
                             Weekday::kWednesday, Weekday::kThursday,
                             Weekday::kFriday,    Weekday::kSaturday,
                             Weekday::kSunday};

class HoursMaker {
 public:
  HoursMaker(Random* random, Config* config)
      : random_(*random), config_(*config) {}

  void Make() {
    MakeZone();
    const int calendars = random_.Below(3);
    for (const auto& name : MakeNames(&random_, "calendar", calendars)) {
      MakeCalendar(name);
    }
    const int schedules = random_.Between(1, 4);
    for (const auto& name : MakeNames(&random_, "schedule", schedules)) {
      MakeSchedule(name);
    }
    for (GroupConfig& group : config_.groups) Maybe(&group.schedule, 30);
    for (AgentConfig& agent : config_.agents) {
      Maybe(&agent.schedule, 20);
      MakeLeave(&agent);
    }
    for (DeskConfig& desk : config_.desks) MakeDesk(&desk);
  }

 private:
  std::string Text(const char* format, int a, int b, int c) {
    char text[64];
    std::snprintf(text, sizeof text, format, a, b, c);
    return text;
  }

  // A story begins on Friday, 2025-11-21, at 10:00 in China, and goes on for
  // minutes and hours: so do these.
  std::string TimeOfDay() {
    const int hour = random_.Chance(70) ? 10 : random_.Below(24);
    if (random_.Chance(40))
      return Text("%02d:%02d", hour, random_.Below(60), 0);
    return Text("%02d:%02d:%02d", hour, random_.Below(12),
                random_.Below(12) * 5);
  }
  template <class Slot>
  bool FillSlot(Slot* slot) {
    slot->from = TimeOfDay();
    slot->to = random_.Chance(5) ? "24:00" : TimeOfDay();
    return slot->from + ":00" != slot->to && slot->to + ":00" != slot->from &&
           slot->from != slot->to;
  }
  std::string Date() {
    return Text("2025-11-%02d", random_.Between(20, 26), 0, 0);
  }
  std::string Time() {
    return Text("2025-11-21T%02d:%02d:%02dZ", random_.Chance(80) ? 2 : 3,
                random_.Chance(60) ? random_.Below(10) : random_.Below(60),
                random_.Below(12) * 5);
  }

  void MakeZone() {
    TimeZoneConfig& zone = config_.time_zone;
    if (random_.Chance(20)) zone.offset = random_.Chance(50) ? "+07:30" : "Z";
    if (!random_.Chance(50)) return;
    int minute = 0;
    while (random_.Chance(70) && minute < 50) {
      minute += random_.Between(1, 8);
      zone.changes.push_back(
          {Text("2025-11-21T02:%02d:%02dZ", minute, random_.Below(12) * 5, 0),
           random_.Pick(std::vector<std::string>{"+08:00", "+08:10", "+07:55",
                                                 "+09:00", "+08:00:30"})});
    }
  }

  void MakeCalendar(const std::string& name) {
    CalendarConfig calendar;
    calendar.name = name;
    std::vector<std::string> dates;
    for (int day = 20; day < 28; ++day) {
      dates.push_back(Text("2025-11-%02d", day, 0, 0));
    }
    random_.Shuffle(&dates);
    for (size_t i = 0; i < 4; ++i) {
      if (!random_.Chance(50)) continue;
      (random_.Chance(50) ? calendar.days_off : calendar.make_up_days)
          .push_back(dates[i]);
    }
    calendar.make_up_as = kDays[random_.Below(7)];
    if (random_.Chance(50)) {
      CalendarDayConfig own;
      own.date = Date();
      const int slots = random_.Between(1, 3);
      for (int i = 0; i < slots; ++i) {
        DaySlotConfig slot;
        if (FillSlot(&slot)) own.slots.push_back(slot);
      }
      if (!own.slots.empty()) calendar.days.push_back(own);
    }
    config_.calendars.push_back(std::move(calendar));
  }

  void MakeSchedule(const std::string& name) {
    ScheduleConfig schedule;
    schedule.name = name;
    if (!config_.calendars.empty() && random_.Chance(60)) {
      schedule.calendar = random_.Pick(NamesOf(config_.calendars));
    }
    const int slots = random_.Between(0, 7);
    for (int i = 0; i < slots; ++i) {
      WeekSlotConfig slot;
      for (const Weekday day : kDays) {
        if (day == Weekday::kFriday || random_.Chance(40)) {
          slot.days.push_back(day);
        }
      }
      if (FillSlot(&slot)) schedule.slots.push_back(slot);
    }
    config_.schedules.push_back(std::move(schedule));
  }

  void Maybe(std::string* schedule, int percent) {
    if (!random_.Chance(percent)) return;
    *schedule = random_.Pick(NamesOf(config_.schedules));
  }

  void MakeLeave(AgentConfig* agent) {
    while (random_.Chance(35)) {
      LeaveConfig leave{Time(), Time()};
      if (leave.from == leave.until) continue;
      if (leave.until < leave.from) std::swap(leave.from, leave.until);
      agent->leave.push_back(leave);
    }
  }

  void MakeDesk(DeskConfig* desk) {
    if (random_.Chance(15)) {
      desk->all_day = true;
      return;
    }
    Maybe(&desk->schedule, 55);
    if (config_.agents.empty() || !random_.Chance(40)) return;
    const int slots = random_.Between(1, 3);
    for (int i = 0; i < slots; ++i) {
      ReceptionSlotConfig slot;
      slot.schedule = random_.Pick(NamesOf(config_.schedules));
      slot.agents = Some(&random_, NamesOf(config_.agents), 50);
      if (slot.agents.empty()) {
        slot.agents.push_back(random_.Pick(NamesOf(config_.agents)));
      }
      using D = Distribution;
      slot.distribution = random_.Pick(
          std::vector<D>{D::kEven, D::kEven, D::kSequential, D::kWeighted,
                         D::kLeastLoaded, D::kLongestIdle, D::kManual});
      desk->slots.push_back(std::move(slot));
    }
  }

  Random& random_;
  Config& config_;
};

}  // namespace

void MakeLeaves(Random* random, Config* config) {
  for (AgentConfig& agent : config->agents) {
    for (int n = random->Below(60); n > 0; --n) {
      const bool soon = random->Chance(50);
      const int day = soon ? 21 : random->Between(22, 30);
      const int hour = soon ? 2 : random->Below(23);
      const int minute = random->Below(60);
      agent.leave.push_back({fmt::format("2025-11-{:02}T{:02}:{:02}:{:02}Z",
                                         day, hour, minute, random->Below(60)),
                             fmt::format("2025-11-{:02}T{:02}:{:02}:00Z", day,
                                         hour + 1, random->Below(60))});
    }
  }
}

void MakeHours(Random* random, Config* config) {
  HoursMaker(random, config).Make();
}

}  // namespace kefu::property
