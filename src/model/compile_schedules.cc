// Hours (C1-C5, R2, R13): the zone, calendars and schedules, who uses them, and
// what follows from them for the sessions of a desk.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/base/iso_time.h"
#include "src/model/compile.h"

namespace kefu {

// --------------------------------------------------------------------- zone

void Compiler::CompileZone() {
  const TimeZoneConfig& zone = c_.time_zone;
  const auto read = [this](const std::string& at, const std::string& text) {
    int64_t offset = 0;
    if (const char* error = ParseOffset(text, &offset)) {
      Report(at,
             fmt::format("is \"{}\", expected an offset such as \"+08:00\": "
                         "{}",
                         text, error));
    }
    return offset;
  };
  d_.zone.changes[0].offset = read("/time_zone/offset", zone.offset);
  for (size_t i = 0; i < zone.changes.size(); ++i) {
    const std::string at = fmt::format("/time_zone/changes/{}", i);
    const ZoneChangeConfig& change = zone.changes[i];
    Instant when;
    if (const char* error = ParseIso(change.at, &when)) {
      Report(at + "/at", fmt::format("is \"{}\", expected a time such as "
                                     "\"2026-03-29T01:00:00Z\": {}",
                                     change.at, error));
      continue;
    }
    if (when.ms <= d_.zone.changes.back().at) {
      Report(at + "/at", "is not later than the change before it");
    }
    d_.zone.changes.push_back({when.ms, read(at + "/offset", change.offset)});
  }
}

// ---------------------------------------------------------------- calendars

int64_t Compiler::ReadDate(const std::string& at, const std::string& text) {
  int64_t days = 0;
  if (const char* error = ParseDate(text, &days)) {
    Report(at, fmt::format("is \"{}\", expected a date such as \"2026-02-14\": "
                           "{}",
                           text, error));
  }
  return days;
}

bool Compiler::ReadSlot(const std::string& at, const std::string& from,
                        const std::string& to, DaySlot* slot) {
  int64_t begin = 0, end = 0;
  const size_t before = errors_.size();
  const auto read = [&](const char* name, const std::string& text,
                        int64_t* ms) {
    if (const char* error = ParseTimeOfDay(text, ms)) {
      Report(fmt::format("{}/{}", at, name),
             fmt::format("is \"{}\", expected a time of day such as \"09:00\": "
                         "{}",
                         text, error));
    }
  };
  read("from", from, &begin);
  read("to", to, &end);
  if (errors_.size() != before) return false;
  if (begin == kDayMs) {
    Report(at + "/from", "is 24:00; a slot begins before, at 00:00 at least");
    return false;
  }
  if (begin == end) {
    Report(at + "/to",
           "is the time at which it begins; a whole day is from "
           "00:00 to 24:00");
    return false;
  }
  if (end < begin) end += kDayMs;  // C1: it belongs to the day of its beginning
  *slot = {static_cast<int32_t>(begin), static_cast<int32_t>(end)};
  return true;
}

void Compiler::CompileCalendar(size_t index) {
  const CalendarConfig& config = c_.calendars[index];
  const std::string at = fmt::format("/calendars/{}", index);
  CalendarData& calendar = d_.calendars[calendar_ids_.Find(config.name)];
  calendar.make_up_as = static_cast<uint8_t>(config.make_up_as) % 7;
  if (!config.known_until.empty()) {
    calendar.known_to = ReadDate(at + "/known_until", config.known_until) + 1;
  }
  struct Found {
    CalendarData::Day day;
    const char* list;
    size_t index;
  };
  std::vector<Found> found;
  const auto add = [&](const char* list, size_t i, const std::string& date,
                       int32_t slots) {
    const int64_t day = ReadDate(fmt::format("{}/{}/{}", at, list, i), date);
    found.push_back({{static_cast<int32_t>(day), slots}, list, i});
  };
  for (size_t i = 0; i < config.days_off.size(); ++i) {
    add("days_off", i, config.days_off[i], CalendarData::kOff);
  }
  for (size_t i = 0; i < config.make_up_days.size(); ++i) {
    add("make_up_days", i, config.make_up_days[i], CalendarData::kMakeUp);
  }
  for (size_t i = 0; i < config.days.size(); ++i) {
    const CalendarDayConfig& own = config.days[i];
    std::vector<DaySlot>& slots = calendar.own.emplace_back();
    for (size_t k = 0; k < own.slots.size(); ++k) {
      DaySlot slot;
      if (ReadSlot(fmt::format("{}/days/{}/slots/{}", at, i, k),
                   own.slots[k].from, own.slots[k].to, &slot)) {
        slots.push_back(slot);
      }
    }
    const int64_t day =
        ReadDate(fmt::format("{}/days/{}/date", at, i), own.date);
    found.push_back(
        {{static_cast<int32_t>(day), static_cast<int32_t>(i)}, "days", i});
  }
  // What a day's own slots say stands above the two other lists.
  std::stable_sort(
      found.begin(), found.end(),
      [](const Found& a, const Found& b) { return a.day.date < b.day.date; });
  for (const Found& f : found) {
    if (calendar.days.empty() || calendar.days.back().date != f.day.date) {
      calendar.days.push_back(f.day);
    } else if (f.day.slots >= 0 && calendar.days.back().slots < 0) {
      calendar.days.back() = f.day;
    } else {
      Report(fmt::format("{}/{}/{}{}", at, f.list, f.index,
                         f.day.slots >= 0 ? "/date" : ""),
             "the calendar has this day already");
    }
  }
}

// ---------------------------------------------------------------- schedules

void Compiler::CompileSchedule(size_t index) {
  const ScheduleConfig& config = c_.schedules[index];
  const std::string at = fmt::format("/schedules/{}", index);
  ScheduleData& schedule = d_.schedules[d_.schedule_ids.Find(config.name)];
  schedule.alive = true;
  schedule.declared = static_cast<uint32_t>(index);
  if (!config.calendar.empty()) {
    schedule.calendar =
        Resolve(at + "/calendar", "calendar", config.calendar, calendars_);
  }
  for (size_t i = 0; i < config.slots.size(); ++i) {
    const WeekSlotConfig& own = config.slots[i];
    const std::string here = fmt::format("{}/slots/{}", at, i);
    DaySlot slot;
    if (!ReadSlot(here, own.from, own.to, &slot)) continue;
    std::array<bool, 7> seen{};
    for (size_t k = 0; k < own.days.size(); ++k) {
      if (Name(own.days[k]).empty()) continue;  // CheckBounds has said so
      const auto day = static_cast<size_t>(own.days[k]);
      if (std::exchange(seen[day], true)) {
        Report(fmt::format("{}/days/{}", here, k),
               fmt::format("\"{}\" stands here already", Name(own.days[k])));
      }
      schedule.week[day].push_back(slot);
    }
  }
}

void Compiler::CompileSchedules() {
  CompileZone();
  for (size_t i = 0; i < c_.calendars.size(); ++i) CompileCalendar(i);
  for (size_t i = 0; i < c_.schedules.size(); ++i) CompileSchedule(i);
}

ScheduleId Compiler::ResolveSchedule(const std::string& at,
                                     const std::string& name) {
  if (name.empty()) return {};
  return {static_cast<uint16_t>(Resolve(at, "schedule", name, schedules_))};
}

// -------------------------------------------------------------------- leave

void Compiler::CompileLeave(size_t index, AgentData* data) {
  const AgentConfig& agent = c_.agents[index];
  std::vector<LeaveData> leaves;
  for (size_t i = 0; i < agent.leave.size(); ++i) {
    const std::string at = fmt::format("/agents/{}/leave/{}", index, i);
    const auto read = [&](const char* name, const std::string& text) {
      Instant when;
      if (const char* error = ParseIso(text, &when)) {
        Report(fmt::format("{}/{}", at, name),
               fmt::format("is \"{}\", expected a time such as "
                           "\"2026-02-16T00:00:00+08:00\": {}",
                           text, error));
      }
      return when;
    };
    const size_t before = errors_.size();
    const LeaveData leave{read("from", agent.leave[i].from),
                          read("until", agent.leave[i].until)};
    if (errors_.size() != before) continue;
    if (leave.until <= leave.from) {
      Report(at + "/until", "is not later than from");
      continue;
    }
    leaves.push_back(leave);
  }
  std::sort(leaves.begin(), leaves.end(),
            [](const LeaveData& a, const LeaveData& b) {
              return std::pair(a.from, a.until) < std::pair(b.from, b.until);
            });
  data->leave = static_cast<uint32_t>(d_.leaves.size());
  for (const LeaveData& leave : leaves) {
    const bool joins =
        d_.leaves.size() > data->leave && leave.from <= d_.leaves.back().until;
    if (!joins) d_.leaves.push_back(leave);
    d_.leaves.back().until = std::max(d_.leaves.back().until, leave.until);
  }
  data->leave_count = static_cast<uint32_t>(d_.leaves.size()) - data->leave;
}

// -------------------------------------------------------------------- desks

void Compiler::CompileDeskHours(size_t index, DeskData* desk) {
  const DeskConfig& config = c_.desks[index];
  const std::string at = fmt::format("/desks/{}", index);
  desk->schedule = ResolveSchedule(at + "/schedule", config.schedule);
  desk->all_day = config.all_day;
  if (config.all_day && !config.slots.empty()) {
    Report(at + "/all_day",
           "is true, but the desk has slots; an all-day desk "
           "has none: leave one of the two out");
  }
  if (config.all_day && !config.schedule.empty()) {
    Report(at + "/all_day",
           "is true, but the desk has a schedule; an all-day "
           "desk has none: leave one of the two out");
  }
  for (size_t i = 0; i < config.slots.size(); ++i) {
    const ReceptionSlotConfig& slot = config.slots[i];
    const std::string here = fmt::format("{}/slots/{}", at, i);
    SlotData data;
    data.schedule = ResolveSchedule(here + "/schedule", slot.schedule);
    data.distribution = slot.distribution;
    desk->slots.push_back(std::move(data));
    for (size_t k = 0; k < slot.agents.size(); ++k) {
      Resolve(fmt::format("{}/agents/{}", here, k), "agent", slot.agents[k],
              agents_);
    }
    CheckTwice(here + "/agents", slot.agents);
  }
}

// Desks without slots share what their sessions need, unless agents log in to
// some of their desks only (A14).
void Compiler::CompileDuties() {
  std::vector<uint16_t> of_schedule(d_.schedules.size(), 0);
  uint16_t of_all_day = 0;
  const auto add = [this](const DutyData& duty) {
    d_.duties.push_back(duty);
    return static_cast<uint16_t>(d_.duties.size() - 1);
  };
  for (const DeskConfig& config : c_.desks) {
    const uint32_t id = d_.desk_ids.Find(config.name);
    DeskData& desk = d_.desks[id];
    if (!desk.slots.empty() || d_.chosen_desks) {
      desk.duty =
          add({desk.schedule, desk.all_day, {static_cast<uint16_t>(id)}});
    } else if (desk.all_day) {
      if (of_all_day == 0) of_all_day = add({{}, true, {}});
      desk.duty = of_all_day;
    } else if (desk.schedule) {
      uint16_t& duty = of_schedule[desk.schedule.value];
      if (duty == 0) duty = add({desk.schedule, false, {}});
      desk.duty = duty;
    }
    d_.any_hours |= desk.schedule || desk.all_day;
    d_.any_duty |= !desk.slots.empty() || d_.chosen_desks;
  }
}

// ------------------------------------------------------------------ watched

namespace {

template <class Id>
void AddOnce(Id id, std::vector<Id>* ids) {
  if (ids->empty() || ids->back() != id) ids->push_back(id);
}

}  // namespace

void Compiler::CompileWatched() {
  for (const DeskConfig& config : c_.desks) {
    const auto id = static_cast<uint16_t>(d_.desk_ids.Find(config.name));
    const DeskData& desk = d_.desks[id];
    if (desk.schedule) d_.schedules[desk.schedule.value].desks.push_back(id);
    for (const SlotData& slot : desk.slots) {
      AddOnce(id, &d_.schedules[slot.schedule.value].slots);
    }
  }
  for (const GroupConfig& config : c_.groups) {
    const auto id = static_cast<uint16_t>(d_.group_ids.Find(config.name));
    const GroupData& group = d_.groups[id];
    if (!group.schedule) continue;
    d_.schedules[group.schedule.value].groups.push_back(id);
    d_.any_duty = true;
  }
  std::vector<WatchedData> leaves;
  for (const AgentConfig& config : c_.agents) {
    const uint32_t id = d_.agent_ids.Find(config.name);
    const AgentData& agent = d_.agents[id];
    if (agent.schedule) {
      d_.schedules[agent.schedule.value].agents.push_back(id);
      d_.any_duty = true;
    }
    if (agent.leave_count == 0) continue;
    leaves.push_back({{}, {id}, 1});
    d_.any_duty = true;
  }
  for (const ScheduleConfig& config : c_.schedules) {
    const auto id = static_cast<uint16_t>(d_.schedule_ids.Find(config.name));
    const ScheduleData& s = d_.schedules[id];
    if (s.desks.empty() && s.groups.empty() && s.agents.empty() &&
        s.slots.empty()) {
      continue;
    }
    size_t told = s.agents.size();
    for (const uint16_t group : s.groups) {
      told += d_.lists[d_.ListOf(GroupId{group})].members_count;
    }
    for (const uint16_t desk : s.slots) {
      told += d_.lists[d_.desks[desk].own_list].members_count;
    }
    d_.watched.push_back({{id}, {}, static_cast<uint32_t>(told)});
  }
  d_.watched.insert(d_.watched.end(), leaves.begin(), leaves.end());
}

}  // namespace kefu
