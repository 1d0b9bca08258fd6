// Timers that are due (T2): hours, then those of agents, of sessions, of
// customers, each at its own deadline, each settled before the next.

#ifndef KEFU_ENGINE_DUE_H_
#define KEFU_ENGINE_DUE_H_

#include <optional>

#include "kefu/time.h"
#include "src/model/world.h"

namespace kefu {

// Fires every timer due by `until`, oldest first. Throws std::bad_alloc
// between two timers; those fired so far are done.
void FireDue(World& world, Instant until);

// When the next one is due, exactly (T3).
std::optional<Instant> NextDue(const World& world);

// Carries out what the moves have left to be settled (dispatch.cc).
void Settle(World& world);

}  // namespace kefu

#endif  // KEFU_ENGINE_DUE_H_
