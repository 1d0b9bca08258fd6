// The invariants of T11, checked by a pass over everything.

#ifndef KEFU_ENGINE_INVARIANTS_H_
#define KEFU_ENGINE_INVARIANTS_H_

#include "kefu/query.h"
#include "src/model/world.h"

namespace kefu {

Violation CheckInvariants(const World& world);

}  // namespace kefu

#endif  // KEFU_ENGINE_INVARIANTS_H_
