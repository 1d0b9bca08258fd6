// Instants as text: ISO 8601 with an offset, to the millisecond (spec.md 3);
// the dates, times of day and offsets of a config (C1-C3).
// Integers only; nothing is read from the host's clock or time zones.

#ifndef KEFU_BASE_ISO_TIME_H_
#define KEFU_BASE_ISO_TIME_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kefu/time.h"

namespace kefu {

// Days since 1970-01-01 of a date of the Gregorian calendar. The year begins
// in March here, so that the leap day is its last one.
constexpr int64_t DaysFromDate(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  const int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

struct CalendarDate {
  int64_t year, month, day;
};

// The opposite of DaysFromDate.
constexpr CalendarDate DateOf(int64_t days) {
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

constexpr int64_t DaysInMonth(int64_t year, int64_t month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Reads its text from left to right; after a failure `error` says why.
class IsoReader {
 public:
  explicit constexpr IsoReader(std::string_view text) : text_(text) {}

  constexpr const char* error() const { return error_; }

  // `count` digits whose value is from `low` to `high`.
  constexpr int64_t Digits(size_t count, int64_t low, int64_t high,
                           const char* error) {
    int64_t value = 0;
    for (size_t i = 0; i < count; ++i) {
      if (!AtDigit()) return Fail(error);
      value = value * 10 + (text_[at_++] - '0');
    }
    return value < low || value > high ? Fail(error) : value;
  }

  constexpr void Mark(char mark, const char* error) {
    if (!Take(mark)) Fail(error);
  }

  // ".250" as milliseconds. Digits after the third must be zeros: rounding
  // would merge instants that the host holds apart.
  constexpr int64_t Fraction() {
    if (!Take('.')) return 0;
    if (!AtDigit()) return Fail("expected digits after the point");
    int64_t ms = 0;
    for (int64_t unit = 100; AtDigit(); unit /= 10) {
      const int64_t digit = text_[at_++] - '0';
      if (unit == 0 && digit != 0) return Fail("is finer than a millisecond");
      ms += digit * unit;
    }
    return ms;
  }

  // "Z" or "+08:00", in minutes.
  constexpr int64_t Offset() {
    if (Take('Z')) return 0;
    const bool minus = at_ < text_.size() && text_[at_] == '-';
    if (!minus && (at_ >= text_.size() || text_[at_] != '+')) {
      return Fail("has no offset; append Z or one such as +08:00");
    }
    ++at_;
    const char* const wrong = "expected an offset such as +08:00";
    const int64_t hours = Digits(2, 0, 23, wrong);
    Mark(':', wrong);
    const int64_t minutes = hours * 60 + Digits(2, 0, 59, wrong);
    return minus ? -minutes : minutes;
  }

  // "2025-11-21", as days since 1970-01-01.
  constexpr int64_t Date() {
    const char* const date = "expected a date such as 2025-11-21";
    const int64_t year = Digits(4, 0, 9999, date);
    Mark('-', date);
    const int64_t month = Digits(2, 1, 12, "expected a month from 01 to 12");
    Mark('-', date);
    const int64_t day = Digits(2, 1, DaysInMonth(year, month),
                               "expected a day that the month has");
    return DaysFromDate(year, month, day);
  }

  constexpr bool AtEnd() const { return at_ == text_.size(); }
  constexpr void End(const char* error) {
    if (!AtEnd()) Fail(error);
  }

 private:
  constexpr bool AtDigit() const {
    return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9';
  }
  constexpr bool Take(char mark) {
    if (at_ >= text_.size() || text_[at_] != mark) return false;
    ++at_;
    return true;
  }
  // The first failure counts. Returns a value that is harmless to go on with.
  constexpr int64_t Fail(const char* error) {
    if (error_ == nullptr) error_ = error;
    return 0;
  }

  std::string_view text_;
  size_t at_ = 0;
  const char* error_ = nullptr;
};

// "2025-11-21T10:00:00.250+08:00". Returns null, or what is wrong with it.
constexpr const char* ParseIso(std::string_view text, Instant* instant) {
  IsoReader in(text);
  const int64_t days = in.Date();
  in.Mark('T', "expected T between date and time");
  const int64_t hour = in.Digits(2, 0, 23, "expected an hour from 00 to 23");
  in.Mark(':', "expected a time such as 10:00:00");
  const int64_t minute = in.Digits(2, 0, 59, "expected minutes from 00 to 59");
  in.Mark(':', "expected a time with seconds, such as 10:00:00");
  const int64_t second = in.Digits(2, 0, 59, "expected seconds from 00 to 59");
  const int64_t ms = in.Fraction();
  const int64_t offset = in.Offset();
  in.End("goes on after its offset");
  if (in.error() != nullptr) return in.error();
  const int64_t minutes = (days * 24 + hour) * 60 + minute - offset;
  instant->ms = (minutes * 60 + second) * 1000 + ms;
  return nullptr;
}

// "2025-11-21" as days since 1970-01-01. Returns null, or what is wrong.
constexpr const char* ParseDate(std::string_view text, int64_t* days) {
  IsoReader in(text);
  *days = in.Date();
  in.End("goes on after the day");
  return in.error();
}

// "09:00" or "09:00:30", up to "24:00", in milliseconds. Returns null, or what
// is wrong.
constexpr const char* ParseTimeOfDay(std::string_view text, int64_t* ms) {
  IsoReader in(text);
  const int64_t hour = in.Digits(2, 0, 24, "expected an hour from 00 to 24");
  in.Mark(':', "expected a time of day such as 09:00");
  const int64_t minute = in.Digits(2, 0, 59, "expected minutes from 00 to 59");
  int64_t second = 0;
  if (!in.AtEnd()) {
    in.Mark(':', "expected a time of day such as 09:00 or 09:00:30");
    second = in.Digits(2, 0, 59, "expected seconds from 00 to 59");
  }
  in.End("goes on after its seconds");
  if (in.error() != nullptr) return in.error();
  *ms = ((hour * 60 + minute) * 60 + second) * 1000;
  return *ms > 86'400'000 ? "is later than 24:00" : nullptr;
}

// "Z", "+08:00" or "+08:05:43", in milliseconds. Returns null, or what is
// wrong.
constexpr const char* ParseOffset(std::string_view text, int64_t* ms) {
  IsoReader in(text);
  const int64_t minutes = in.Offset();
  int64_t seconds = 0;
  if (!in.AtEnd()) {
    in.Mark(':', "expected an offset such as +08:00 or +08:05:43");
    seconds = in.Digits(2, 0, 59, "expected seconds from 00 to 59");
  }
  in.End("goes on after its seconds");
  if (in.error() != nullptr) return in.error();
  const bool minus = !text.empty() && text[0] == '-';
  *ms = (minutes * 60 + (minus ? -seconds : seconds)) * 1000;
  return nullptr;
}

}  // namespace kefu

#endif  // KEFU_BASE_ISO_TIME_H_
