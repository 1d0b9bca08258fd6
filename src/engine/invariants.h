// The invariants of T11, checked by a pass over everything.

#ifndef KEFU_ENGINE_INVARIANTS_H_
#define KEFU_ENGINE_INVARIANTS_H_

#include <cstdint>

#include "kefu/query.h"
#include "src/model/world.h"

namespace kefu {

Violation CheckInvariants(const World& world);

// The digest of the state, by names (T7).
uint64_t DigestOf(const World& world);

}  // namespace kefu

#endif  // KEFU_ENGINE_INVARIANTS_H_
