// Times as the scenarios write them.

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "tests/scenario/scenario.h"

namespace kefu::scenario {
namespace {

constexpr int64_t kDay = Duration::Days(1).ms;

// Takes a number from the front of `text`.
std::optional<int64_t> TakeNumber(std::string_view* text) {
  int64_t number = 0;
  const auto [end, error] =
      std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{}) return std::nullopt;
  text->remove_prefix(static_cast<size_t>(end - text->data()));
  return number;
}

bool Take(std::string_view prefix, std::string_view* text) {
  if (text->substr(0, prefix.size()) != prefix) return false;
  text->remove_prefix(prefix.size());
  return true;
}

// ".250" as milliseconds; nothing is 0.
std::optional<int64_t> TakeFraction(std::string_view* text) {
  if (!Take(".", text)) return 0;
  if (text->size() < 3) return std::nullopt;
  std::string_view digits = text->substr(0, 3);
  const std::optional<int64_t> ms = TakeNumber(&digits);
  if (!ms || !digits.empty()) return std::nullopt;
  text->remove_prefix(3);
  return ms;
}

// "47h59min59.999s"
std::optional<int64_t> ParseLength(std::string_view text) {
  struct Unit {
    std::string_view name;
    int64_t ms;
  };
  constexpr std::array<Unit, 5> kUnits = {
      {{"ms", 1}, {"min", 60'000}, {"s", 1000}, {"h", 3'600'000}, {"d", kDay}}};
  int64_t total = 0;
  while (!text.empty()) {
    const std::optional<int64_t> number = TakeNumber(&text);
    if (!number) return std::nullopt;
    const std::optional<int64_t> fraction = TakeFraction(&text);
    if (!fraction) return std::nullopt;
    int64_t unit = 0;
    for (const Unit& u : kUnits) {
      if (unit == 0 && Take(u.name, &text)) unit = u.ms;
    }
    if (unit == 0) return std::nullopt;
    total += *number * unit + *fraction * unit / 1000;
  }
  return total;
}

// "9:30", "9:30:15", "9:30:15.250"
std::optional<int64_t> ParseClock(std::string_view text) {
  const std::optional<int64_t> hours = TakeNumber(&text);
  if (!hours || !Take(":", &text)) return std::nullopt;
  const std::optional<int64_t> minutes = TakeNumber(&text);
  if (!minutes || *minutes > 59) return std::nullopt;
  int64_t ms = *hours * 3'600'000 + *minutes * 60'000;
  if (Take(":", &text)) {
    const std::optional<int64_t> seconds = TakeNumber(&text);
    if (!seconds || *seconds > 59) return std::nullopt;
    const std::optional<int64_t> fraction = TakeFraction(&text);
    if (!fraction) return std::nullopt;
    ms += *seconds * 1000 + *fraction;
  }
  if (!text.empty()) return std::nullopt;
  return ms;
}

}  // namespace

std::optional<Instant> ParseTime(std::string_view word, Instant previous) {
  if (Take("@", &word)) {
    const std::optional<int64_t> ms = TakeNumber(&word);
    if (!ms || !word.empty()) return std::nullopt;
    return Instant{*ms};
  }
  if (Take("+", &word)) {
    const std::optional<int64_t> length = ParseLength(word);
    if (!length) return std::nullopt;
    return previous + Duration{*length};
  }
  const std::optional<int64_t> clock = ParseClock(word);
  if (!clock) return std::nullopt;
  return kStart + Duration{*clock};
}

std::string TimeText(Instant at) {
  const int64_t since = at.ms - kStart.ms;
  if (since < 0 || since >= 1000 * kDay) return "@" + std::to_string(at.ms);
  const int64_t day = since / kDay;
  const int64_t ms = since % kDay;
  char clock[32];
  std::snprintf(
      clock, sizeof clock, "%d:%02d:%02d", static_cast<int>(ms / 3'600'000),
      static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1000 % 60));
  std::string text = clock;
  if (ms % 1000 != 0) {
    std::snprintf(clock, sizeof clock, ".%03d", static_cast<int>(ms % 1000));
    text += clock;
  }
  return day == 0 ? text : "d" + std::to_string(day) + " " + text;
}

}  // namespace kefu::scenario
