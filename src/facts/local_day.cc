#include "src/facts/local_day.h"

namespace kefu {

int64_t LocalDay(const World&, Instant at) {
  constexpr int64_t kDay = 24 * 3'600'000;
  constexpr int64_t kOffset = 8 * 3'600'000;  // +08:00
  const int64_t local = at.ms + kOffset;
  return local / kDay - (local % kDay < 0 ? 1 : 0);
}

}  // namespace kefu
