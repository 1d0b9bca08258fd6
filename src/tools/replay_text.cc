#include "src/tools/replay_text.h"

#include <fmt/format.h>
#include <chrono>

namespace kefu::tools {
namespace {

std::string Thousandths(int64_t ms) {
  return ms % 1000 != 0 ? fmt::format(".{:03}", ms % 1000) : "";
}

}  // namespace

std::string TimeText(int64_t at_ms) {
  using std::chrono::days;
  using std::chrono::floor;
  using std::chrono::milliseconds;
  constexpr int64_t kFirst = -62'167'219'200'000;  // the year 0
  constexpr int64_t kEnd = 253'402'300'800'000;    // the year 10000
  if (at_ms < kFirst || at_ms >= kEnd) return std::to_string(at_ms);
  const std::chrono::sys_time<milliseconds> instant{milliseconds(at_ms)};
  const auto day = floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const int64_t ms = (instant - day).count();
  return fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, Thousandths(ms));
}

std::string WaitText(int64_t wait_ms) {
  const int64_t seconds = wait_ms / 1000;
  return fmt::format("{}:{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60,
                     seconds % 60, Thousandths(wait_ms));
}

}  // namespace kefu::tools
