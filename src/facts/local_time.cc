#include "src/facts/local_time.h"

#include "src/base/iso_time.h"

namespace kefu {
namespace {

struct Date {
  int64_t year, month, day;
};

// The opposite of DaysFromDate.
Date DateOf(int64_t days) {
  days += 719'468;
  const int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const int64_t day_of_era = days - era * 146'097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 +
                               day_of_era / 36'524 - day_of_era / 146'096) /
                              365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t part = (5 * day_of_year + 2) / 153;
  const int64_t month = part < 10 ? part + 3 : part - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * part + 2) / 5 + 1};
}

int64_t InYear(const Date& date, int64_t year) {
  const int64_t last = DaysInMonth(year, date.month);
  return DaysFromDate(year, date.month, date.day < last ? date.day : last);
}

int64_t FloorDiv(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

int64_t LocalDay(const RulesetData& rules, Instant at) {
  return FloorDiv(rules.zone.ToLocal(at.ms), kDayMs);
}

int64_t MonthOf(int64_t day) {
  const Date date = DateOf(day);
  return date.year * 12 + date.month - 1;
}

int64_t DaysToAnniversary(int64_t day, int64_t today) {
  const Date date = DateOf(day);
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
