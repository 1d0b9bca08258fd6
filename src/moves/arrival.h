// Arrival: customers enter, write and leave (S1, Q7, X6).
//
// At most one open session for each customer and desk. What opens it is the
// desk's `session_starts`; what an entry that opens nothing said about product,
// intent, order status, link and priority is kept for the message that does.

#ifndef KEFU_MOVES_ARRIVAL_H_
#define KEFU_MOVES_ARRIVAL_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::arrival {

// Each returns the reason of its refusal, or kNone.
Reason Enter(World& world, const CustomerEnters& event);
Reason Send(World& world, const CustomerSends& event);
Reason Depart(World& world, const CustomerLeaves& event);

}  // namespace kefu::arrival

#endif  // KEFU_MOVES_ARRIVAL_H_
