// Schedules (C1-C4) against tables made by others: every day of the Chinese
// calendar of 2007 to 2026, every change of eight time zones.

#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "doctest.h"
#include "kefu/ruleset.h"
#include "src/base/iso_time.h"
#include "src/model/schedule.h"

namespace kefu {
namespace {

std::vector<std::vector<std::string>> ReadCsv(const std::string& name) {
  std::ifstream file(std::string(KEFU_SOURCE_DIR "/tests/data/") + name);
  REQUIRE(file);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);  // the header
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string>& row = rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) {
      row.push_back(cell);
    }
  }
  return rows;
}

Instant At(std::string_view text) {
  Instant at;
  REQUIRE(ParseIso(text, &at) == nullptr);
  return at;
}

Config OneDesk() {
  Config config;
  config.desks.push_back({.name = "d"});
  return config;
}

std::shared_ptr<const Ruleset> Compiled(const Config& config) {
  RulesetResult result = Compile(config);
  for (const ConfigError& error : result.errors) MESSAGE(ToText(error));
  REQUIRE(result);
  return result.ruleset;
}

constexpr Weekday kWorkdays[] = {Weekday::kMonday, Weekday::kTuesday,
                                 Weekday::kWednesday, Weekday::kThursday,
                                 Weekday::kFriday};
constexpr Weekday kAllDays[] = {Weekday::kMonday,    Weekday::kTuesday,
                                Weekday::kWednesday, Weekday::kThursday,
                                Weekday::kFriday,    Weekday::kSaturday,
                                Weekday::kSunday};

template <size_t N>
WeekSlotConfig WeekSlot(const Weekday (&days)[N], std::string from,
                        std::string to) {
  return {{days, days + N}, std::move(from), std::move(to)};
}

}  // namespace

// ----------------------------------------------------------------- calendar

TEST_CASE("every day of 2007 to 2026 (C2)") {
  const auto rows = ReadCsv("cn_workdays_2007_2026.csv");
  REQUIRE(rows.size() == 7305);
  Config config = OneDesk();
  CalendarConfig calendar{.name = "cn"};
  for (const auto& row : rows) {
    if (row[3] == "off") calendar.days_off.push_back(row[0]);
    if (row[3] == "work") calendar.make_up_days.push_back(row[0]);
  }
  calendar.known_until = "2026-12-31";
  config.calendars.push_back(calendar);
  config.schedules.push_back(
      {.name = "office",
       .calendar = "cn",
       .slots = {WeekSlot(kWorkdays, "09:00", "12:00"),
                 WeekSlot(kWorkdays, "13:00", "18:00")}});
  const auto ruleset = Compiled(config);
  const ScheduleId office = ruleset->Schedule("office");
  const std::string& last = rows.back()[0];
  std::vector<Instant> working;  // each at 10:00
  for (const auto& row : rows) {
    const bool works = row[2] == "1";
    const Instant ten = At(row[0] + "T10:00:00+08:00");
    CAPTURE(row[0]);
    CHECK(ruleset->IsOpen(office, ten) == works);
    CHECK(ruleset->IsOpen(office, ten + Duration::Milliseconds(7'199'999)) ==
          works);
    CHECK(ruleset->IsOpen(office, ten + Duration::Hours(2)) == false);
    const Instant midnight{ten.ms - 10 * 3'600'000};
    if (row[0] != last) {
      CHECK(ruleset->OpenTime(office, midnight, midnight + Duration::Days(1))
                ->ms == (works ? 8 * 3'600'000 : 0));
    }
    if (works) working.push_back(ten);
  }
  for (size_t i = 0; i + 5 < working.size(); ++i) {
    CAPTURE(i);
    CHECK(ruleset->AddWorkingDays(office, working[i], 5) == working[i + 5]);
    CHECK(ruleset->NextOpening(office, working[i] + Duration::Hours(4)) ==
          Instant{working[i + 1].ms - 3'600'000});
    CHECK(ruleset->NextClosing(office, working[i]) ==
          working[i] + Duration::Hours(2));
    CHECK(ruleset->AddOpenTime(office, working[i], Duration::Hours(8)) ==
          working[i + 1]);
  }
}

TEST_CASE("what a calendar does not know is unknown, not guessed (C4)") {
  Config config = OneDesk();
  config.calendars.push_back({.name = "cn", .known_until = "2026-12-31"});
  config.schedules.push_back(
      {.name = "s",
       .calendar = "cn",
       .slots = {WeekSlot(kWorkdays, "09:00", "18:00")}});
  const auto ruleset = Compiled(config);
  const ScheduleId s = ruleset->Schedule("s");
  const Instant friday = At("2026-12-31T10:00:00+08:00");  // a Thursday
  const Instant end = At("2027-01-01T00:00:00+08:00");
  CHECK(ruleset->IsOpen(s, friday) == true);
  CHECK(ruleset->IsOpen(s, Instant{end.ms - 1}) == false);
  CHECK(ruleset->IsOpen(s, end) == std::nullopt);
  CHECK(ruleset->NextClosing(s, friday) == At("2026-12-31T18:00:00+08:00"));
  CHECK(ruleset->NextOpening(s, friday) == std::nullopt);
  CHECK(ruleset->OpenTime(s, friday, end) == Duration::Hours(8));
  CHECK(ruleset->OpenTime(s, friday, end + Duration{1}) == std::nullopt);
  CHECK(ruleset->AddOpenTime(s, friday, Duration::Hours(8)) ==
        At("2026-12-31T18:00:00+08:00"));
  CHECK(ruleset->AddOpenTime(s, friday, Duration::Hours(9)) == std::nullopt);
  CHECK(ruleset->AddWorkingDays(s, friday, 1) == std::nullopt);
  CHECK(ruleset->AddWorkingDays(s, friday, 0) == friday);
}

TEST_CASE("days with slots of their own, make-up days as another (C2)") {
  Config config = OneDesk();
  CalendarConfig calendar{.name = "c"};
  calendar.days_off = {"2026-02-17", "2026-02-18"};
  calendar.make_up_days = {"2026-02-14", "2026-02-15"};
  calendar.make_up_as = Weekday::kFriday;
  calendar.days = {{"2026-02-15", {{"10:00", "11:00"}}},
                   {"2026-02-18", {{"22:00", "02:00"}}}};
  config.calendars.push_back(calendar);
  ScheduleConfig schedule{.name = "s", .calendar = "c"};
  schedule.slots = {WeekSlot(kWorkdays, "09:00", "18:00")};
  const Weekday friday[] = {Weekday::kFriday};
  schedule.slots.push_back(WeekSlot(friday, "20:00", "21:00"));
  config.schedules.push_back(schedule);
  const auto ruleset = Compiled(config);
  const ScheduleId s = ruleset->Schedule("s");
  const auto open = [&](const char* at) {
    return *ruleset->IsOpen(s, At(std::string(at) + ":00+08:00"));
  };
  CHECK(open("2026-02-14T09:00"));  // Saturday, as a Friday
  CHECK(open("2026-02-14T20:30"));
  CHECK(!open("2026-02-15T09:30"));  // Sunday, its own slots
  CHECK(open("2026-02-15T10:30"));
  CHECK(!open("2026-02-17T10:00"));
  CHECK(!open("2026-02-18T10:00"));  // a day off that has slots all the same
  CHECK(open("2026-02-18T23:00"));
  CHECK(open("2026-02-19T01:59"));
  CHECK(!open("2026-02-19T02:00"));
  CHECK(open("2026-02-19T09:00"));
}

// ---------------------------------------------------------------------- week

TEST_CASE("slots across midnight belong to the day of their beginning (C1)") {
  Config config = OneDesk();
  config.calendars.push_back({.name = "c", .days_off = {"2026-01-02"}});
  const Weekday days[] = {Weekday::kThursday, Weekday::kFriday};
  config.schedules.push_back({.name = "night",
                              .calendar = "c",
                              .slots = {WeekSlot(days, "22:00", "06:00")}});
  const auto ruleset = Compiled(config);
  const ScheduleId s = ruleset->Schedule("night");
  // Thursday 2026-01-01, then a Friday that is off.
  const Instant opens = At("2026-01-01T22:00:00+08:00");
  const Instant closes = At("2026-01-02T06:00:00+08:00");
  CHECK(ruleset->NextOpening(s, At("2025-12-31T00:00:00+08:00")) == opens);
  CHECK(ruleset->IsOpen(s, Instant{opens.ms - 1}) == false);
  CHECK(ruleset->IsOpen(s, opens) == true);
  CHECK(ruleset->NextClosing(s, opens) == closes);
  CHECK(ruleset->IsOpen(s, Instant{closes.ms - 1}) == true);
  CHECK(ruleset->IsOpen(s, closes) == false);
  CHECK(ruleset->NextOpening(s, closes) == At("2026-01-08T22:00:00+08:00"));
}

TEST_CASE("the union counts: slots that touch have no boundary (C1)") {
  Config config = OneDesk();
  config.schedules.push_back({.name = "s",
                              .slots = {WeekSlot(kAllDays, "09:00", "12:00"),
                                        WeekSlot(kAllDays, "12:00", "14:00"),
                                        WeekSlot(kAllDays, "13:00", "18:00")}});
  config.schedules.push_back(
      {.name = "always", .slots = {WeekSlot(kAllDays, "00:00", "24:00")}});
  config.schedules.push_back({.name = "never"});
  const auto ruleset = Compiled(config);
  const Instant at = At("2026-01-01T10:00:00+08:00");
  CHECK(ruleset->NextClosing(ruleset->Schedule("s"), at) ==
        At("2026-01-01T18:00:00+08:00"));
  const ScheduleId always = ruleset->Schedule("always");
  CHECK(ruleset->IsOpen(always, at) == true);
  CHECK(ruleset->NextClosing(always, at) == Instant::Never());
  CHECK(ruleset->AddOpenTime(always, at, Duration::Days(400)) ==
        at + Duration::Days(400));
  const ScheduleId never = ruleset->Schedule("never");
  CHECK(ruleset->IsOpen(never, at) == false);
  CHECK(ruleset->NextOpening(never, at) == Instant::Never());
  CHECK(ruleset->AddOpenTime(never, at, Duration{1}) == Instant::Never());
  CHECK(ruleset->AddOpenTime(never, at, Duration{0}) == at);
  CHECK(ruleset->AddWorkingDays(never, at, 1) == Instant::Never());
  // No schedule: always.
  CHECK(ruleset->IsOpen(ScheduleId{}, at) == true);
  CHECK(ruleset->NextClosing(ScheduleId{}, at) == Instant::Never());
}

// ---------------------------------------------------------------------- zone

TEST_CASE("every change of eight time zones (C3)") {
  const auto rows = ReadCsv("tz_transitions.csv");
  REQUIRE(rows.size() == 692);
  std::vector<std::vector<std::vector<std::string>>> zones;
  for (const auto& row : rows) {
    if (zones.empty() || zones.back()[0][0] != row[0]) zones.emplace_back();
    zones.back().push_back(row);
  }
  CHECK(zones.size() == 8);
  const auto number = [](const std::string& text) {
    return std::strtoll(text.c_str(), nullptr, 10);
  };
  const auto local_ms = [](const std::string& text) {
    return At(text.substr(0, 10) + "T" + text.substr(11, 8) + "Z").ms;
  };
  for (const auto& table : zones) {
    CAPTURE(table[0][0]);
    Zone zone;
    zone.changes[0].offset = number(table[0][5]) * 1000;
    for (const auto& row : table) {
      zone.changes.push_back({number(row[1]) * 1000, number(row[6]) * 1000});
    }
    for (const auto& row : table) {
      const int64_t at = number(row[1]) * 1000;
      CAPTURE(row[2]);
      CHECK(zone.ToLocal(at - 1000) == local_ms(row[3]));
      CHECK(zone.ToLocal(at) == local_ms(row[4]));
      const int64_t before = at + number(row[5]) * 1000;
      const int64_t after = at + number(row[6]) * 1000;
      if (row[7] == "gap") {
        // Skipped times are the instant of the change.
        CHECK(zone.FromLocal(before) == at);
        CHECK(zone.FromLocal(after - 1) == at);
        CHECK(zone.FromLocal(after) == at);
      } else if (after < before) {
        // Of repeated ones the first counts.
        CHECK(zone.FromLocal(after) == at - (before - after));
        CHECK(zone.FromLocal(before - 1) == at - 1);
        CHECK(zone.FromLocal(before) == at + (before - after));
      }
    }
  }
}

TEST_CASE("a skipped hour never opens, a repeated one opens twice (C3)") {
  Config config = OneDesk();
  config.time_zone.offset = "+01:00";  // Berlin, 2026
  config.time_zone.changes = {{"2026-03-29T01:00:00Z", "+02:00"},
                              {"2026-10-25T01:00:00Z", "+01:00"}};
  config.schedules.push_back(
      {.name = "night", .slots = {WeekSlot(kAllDays, "02:00", "03:00")}});
  config.schedules.push_back(
      {.name = "half", .slots = {WeekSlot(kAllDays, "02:15", "02:45")}});
  config.schedules.push_back(
      {.name = "late", .slots = {WeekSlot(kAllDays, "02:30", "03:30")}});
  const auto ruleset = Compiled(config);
  const ScheduleId night = ruleset->Schedule("night");
  const Instant spring = At("2026-03-28T23:00:00Z");  // midnight
  CHECK(ruleset->OpenTime(night, spring, spring + Duration::Hours(23)) ==
        Duration{});
  CHECK(ruleset->NextOpening(night, spring) == At("2026-03-30T00:00:00Z"));
  const Instant autumn = At("2026-10-24T22:00:00Z");
  CHECK(ruleset->OpenTime(night, autumn, autumn + Duration::Hours(25)) ==
        Duration::Hours(2));
  // One interval: it closes at 03:00, which comes once.
  CHECK(ruleset->NextOpening(night, autumn) == At("2026-10-25T00:00:00Z"));
  CHECK(ruleset->NextClosing(night, autumn) == At("2026-10-25T02:00:00Z"));
  const ScheduleId half = ruleset->Schedule("half");
  CHECK(ruleset->NextOpening(half, autumn) == At("2026-10-25T00:15:00Z"));
  CHECK(ruleset->NextOpening(half, At("2026-10-25T00:15:00Z")) ==
        At("2026-10-25T01:15:00Z"));
  CHECK(ruleset->NextClosing(half, At("2026-10-25T01:15:00Z")) ==
        At("2026-10-25T01:45:00Z"));
  // It opens in the skipped hour: at the change it is open already.
  const ScheduleId late = ruleset->Schedule("late");
  CHECK(ruleset->NextOpening(late, spring) == At("2026-03-29T01:00:00Z"));
  CHECK(ruleset->NextClosing(late, spring) == At("2026-03-29T01:30:00Z"));
  // The same time of day on the next day: 02:30 is skipped.
  CHECK(ruleset->AddWorkingDays(late, At("2026-03-28T01:30:00Z"), 1) ==
        At("2026-03-29T01:00:00Z"));
  CHECK(ruleset->AddWorkingDays(late, At("2026-10-24T00:30:00Z"), 1) ==
        At("2026-10-25T00:30:00Z"));
}

// NextChange, OpenTime and AddOpenTime against a look at every minute.
TEST_CASE("questions agree with a scan of every minute") {
  Config config = OneDesk();
  config.time_zone.offset = "+10:30";  // Lord Howe changes by 30 minutes
  config.time_zone.changes = {{"2026-04-04T15:00:00Z", "+11:00"},
                              {"2026-04-06T15:00:00Z", "+10:30"},
                              {"2026-04-08T10:10:00Z", "-11:00"}};
  config.calendars.push_back({.name = "c",
                              .days_off = {"2026-04-05"},
                              .days = {{"2026-04-07", {{"23:00", "01:00"}}}}});
  config.schedules.push_back(
      {.name = "s",
       .calendar = "c",
       .slots = {WeekSlot(kAllDays, "22:30", "01:30"),
                 WeekSlot(kAllDays, "01:15", "02:10"),
                 WeekSlot(kWorkdays, "10:00", "12:00")}});
  const auto ruleset = Compiled(config);
  const ScheduleId s = ruleset->Schedule("s");
  const int64_t begin = At("2026-04-03T00:00:00Z").ms;
  constexpr int64_t kMinute = 60'000;
  constexpr int kMinutes = 8 * 24 * 60;
  std::vector<bool> open;
  for (int i = 0; i < kMinutes; ++i) {
    open.push_back(*ruleset->IsOpen(s, {begin + i * kMinute}));
  }
  int64_t sum = 0;
  for (int i = 0; i < kMinutes - 2 * 24 * 60; ++i) {
    CAPTURE(i);
    const Instant at{begin + i * kMinute};
    int opening = i + 1, closing = i + 1;
    while (!(open[opening] && !open[opening - 1])) ++opening;
    while (!(!open[closing] && open[closing - 1])) ++closing;
    CHECK(ruleset->NextOpening(s, at) == Instant{begin + opening * kMinute});
    CHECK(ruleset->NextClosing(s, at) == Instant{begin + closing * kMinute});
    CHECK(ruleset->OpenTime(s, {begin}, at) == Duration{sum});
    if (open[i]) {
      sum += kMinute;
      CHECK(ruleset->AddOpenTime(s, {begin}, Duration{sum}) ==
            at + Duration{kMinute});
    }
  }
}

// ---------------------------------------------------------------- what is
// wrong

TEST_CASE("what is wrong with hours is told with its place") {
  Config config = OneDesk();
  config.agents.push_back({.name = "a", .schedule = "s1"});
  config.agents[0].leave = {
      {"2026-01-02T00:00:00+08:00", "2026-01-01T00:00:00+08:00"}};
  config.time_zone.offset = "8";
  config.time_zone.changes = {{"2026-01-01T00:00:00Z", "+09:00"},
                              {"2026-01-01T00:00:00Z", "+10:00"}};
  config.calendars.push_back({.name = "c",
                              .days_off = {"2026-02-30"},
                              .make_up_days = {"2026-01-01", "2026-01-01"}});
  config.schedules.push_back({.name = "s",
                              .calendar = "cn",
                              .slots = {WeekSlot(kAllDays, "09:00", "09:00"),
                                        WeekSlot(kAllDays, "9:00", "25:00")}});
  config.desks[0].all_day = true;
  config.desks[0].schedule = "s";
  config.desks[0].slots = {{.schedule = "s", .agents = {"a", "b"}}};
  const RulesetResult result = Compile(config);
  std::vector<std::string> places;
  for (const ConfigError& error : result.errors) {
    places.push_back(error.pointer);
  }
  const std::vector<std::string> expected{
      "/time_zone/offset",         "/time_zone/changes/1/at",
      "/calendars/0/days_off/0",   "/calendars/0/make_up_days/1",
      "/schedules/0/calendar",     "/schedules/0/slots/0/to",
      "/schedules/0/slots/1/from", "/schedules/0/slots/1/to",
      "/agents/0/schedule",        "/agents/0/leave/0/until",
      "/desks/0/all_day",          "/desks/0/all_day",
      "/desks/0/slots/0/agents/1"};
  CHECK(places == expected);
}

}  // namespace kefu
