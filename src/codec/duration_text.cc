#include "src/codec/duration_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kefu::codec {
namespace {

struct Unit {
  std::string_view name;
  int64_t ms;
};

constexpr Unit kUnits[] = {{"d", 86'400'000},
                           {"h", 3'600'000},
                           {"min", 60'000},
                           {"s", 1000},
                           {"ms", 1}};

constexpr int64_t kTooLong = kLongestDuration.ms + 1;

}  // namespace

std::optional<Duration> ParseDuration(std::string_view text) {
  size_t digits = 0;
  int64_t number = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9';
       ++digits) {
    number = std::min(number * 10 + (text[digits] - '0'), kTooLong);
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  if (text.starts_with(' ')) text.remove_prefix(1);
  for (const Unit& unit : kUnits) {
    if (unit.name != text) continue;
    const bool fits = number <= kLongestDuration.ms / unit.ms;
    return Duration{fits ? number * unit.ms : kTooLong};
  }
  return std::nullopt;
}

std::string ToText(Duration duration) {
  for (const Unit& unit : kUnits) {
    if (duration.ms == 0 || duration.ms % unit.ms != 0) continue;
    return std::to_string(duration.ms / unit.ms) + ' ' + std::string(unit.name);
  }
  return "0 ms";
}

}  // namespace kefu::codec
