// Offering: a session is offered to the agent whom its list has chosen; it
// waits until he accepts, declines or lets the offer lapse (A16). His
// acceptance is the business of moves/assignment.

#ifndef KEFU_MOVES_OFFERING_H_
#define KEFU_MOVES_OFFERING_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/signals.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu::offering {

// Settles kOffer.
void Settle(World& world, const Signal& signal);

Reason Decline(World& world, const AgentDeclines& event);

// The time of an offer is over. ReserveLapse comes before it (T9).
void Lapse(World& world, ContactRow c);
void ReserveLapse(World& world, const Contact& contact);

}  // namespace kefu::offering

#endif  // KEFU_MOVES_OFFERING_H_
