#include "src/facts/local_time.h"

#include "src/base/iso_time.h"

namespace kefu {
namespace {

int64_t InYear(const CalendarDate& date, int64_t year) {
  const int64_t last = DaysInMonth(year, date.month);
  return DaysFromDate(year, date.month, date.day < last ? date.day : last);
}

int64_t FloorDiv(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

int64_t LocalDay(const RulesetData& rules, Instant at) {
  return FloorDiv(rules.zone.ToLocal(at.ms), kDayMs);
}

int64_t MonthOf(int64_t day) {
  const CalendarDate date = DateOf(day);
  return date.year * 12 + date.month - 1;
}

int64_t DaysToAnniversary(int64_t day, int64_t today) {
  const CalendarDate date = DateOf(day);
  const int64_t year = DateOf(today).year;
  const int64_t next = InYear(date, year);
  return (next >= today ? next : InYear(date, year + 1)) - today;
}

// Where the zone skips that time the refresh is at the change, and where it
// repeats it, the first time.
Instant LastRefreshTime(const RulesetData& rules, Instant now) {
  const auto of_day = [&](int64_t day) {
    return rules.zone.FromLocal(day * kDayMs + rules.refresh_at.ms);
  };
  // A clock that was set back may be in the day before once more.
  int64_t day = LocalDay(rules, now) + 1;
  while (of_day(day) > now.ms) --day;
  return {of_day(day)};
}

}  // namespace kefu
