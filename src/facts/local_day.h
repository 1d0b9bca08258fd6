// The local day of an instant, for what goes out once a day (O5).

#ifndef KEFU_FACTS_LOCAL_DAY_H_
#define KEFU_FACTS_LOCAL_DAY_H_

#include <cstdint>

#include "kefu/time.h"
#include "src/model/world.h"

namespace kefu {

// Days since 1970-01-01 by the clocks of the tenant; negative before.
int64_t LocalDay(const World& world, Instant at);

}  // namespace kefu

#endif  // KEFU_FACTS_LOCAL_DAY_H_
