// Assignment: a session becomes an agent's, by a decision or by his own hand
// (A4, A13, D1-D4).

#ifndef KEFU_MOVES_ASSIGNMENT_H_
#define KEFU_MOVES_ASSIGNMENT_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::assignment {

// Settles kAssign.
void Settle(World& world, const Signal& signal);

// A4: an agent takes waiting customers by hand, one or a batch.
Reason Accept(World& world, const AgentAccepts& event);

}  // namespace kefu::assignment

#endif  // KEFU_MOVES_ASSIGNMENT_H_
