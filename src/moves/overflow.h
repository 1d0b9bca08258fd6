// Overflow: a waiting list has its limits (Q3). A session too many, or one that
// has waited too long, goes down a ladder: another group, an emergency agent,
// the pool, the robot, eviction of a silent one, refusal. One that nobody takes
// at all expires.

#ifndef KEFU_MOVES_OVERFLOW_H_
#define KEFU_MOVES_OVERFLOW_H_

#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::overflow {

// Settles kOverflow: the session does not wait yet, its list is full.
void Settle(World& world, const Signal& signal);

// Timers of a waiting session.
void WaitedTooLong(World& world, ContactRow c);
void Expire(World& world, ContactRow c);

}  // namespace kefu::overflow

#endif  // KEFU_MOVES_OVERFLOW_H_
