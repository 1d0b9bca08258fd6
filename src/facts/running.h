// What still runs for a customer (T9): he is forgotten when nothing does.

#ifndef KEFU_FACTS_RUNNING_H_
#define KEFU_FACTS_RUNNING_H_

#include <cstdint>

#include "kefu/time.h"
#include "src/model/world.h"

namespace kefu {

// When he is to be forgotten as things stand: `forget_after` after his last
// event, but not before the end of what still holds: stickiness (R5), a place
// to come back to (Q7), a block (F4), the time to rate (F1). Never while he has
// an open session. REQUIRES: world.forgetting.on().
Instant ForgetAt(const World& world, uint32_t customer);

}  // namespace kefu

#endif  // KEFU_FACTS_RUNNING_H_
