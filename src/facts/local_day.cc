#include "src/facts/local_day.h"

namespace kefu {

int64_t LocalDay(const World& world, Instant at) {
  const int64_t local = world.rules.zone.ToLocal(at.ms);
  return local / kDayMs - (local % kDayMs < 0 ? 1 : 0);
}

}  // namespace kefu
