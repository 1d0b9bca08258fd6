// Routing: a session looks for its agent (R). The decision is a fact
// (facts/routing_order.h); this room asks for it and passes it on.

#ifndef KEFU_MOVES_ROUTING_H_
#define KEFU_MOVES_ROUTING_H_

#include "src/facts/routing_order.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::routing {

// Settles kRoute.
void Settle(World& world, const Signal& signal);
// Settles kHand: somebody available of the list has it, or it waits there
// (S3, A7, X2, Q3, Q5).
void SettleHand(World& world, const Signal& signal);
// Settles kTryPool: who is available has it, or it stays in the pool (O2).
void SettlePooled(World& world, const Signal& signal);
// Settles kDivert (A7).
void SettleDivert(World& world, const Signal& signal);
// Settles kAnew: it is its owner's again if he is available, or if the whole
// routing gives it to him; otherwise whoever that finds has it (A9).
void SettleAnew(World& world, const Signal& signal);

// The timer of a session that waits for its dedicated agent: the rest of the
// order is asked, its join time kept (R6).
void EndDedicatedWait(World& world, ContactRow c);

}  // namespace kefu::routing

#endif  // KEFU_MOVES_ROUTING_H_
