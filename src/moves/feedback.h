// Feedback: what customers say of their sessions 客服评价 (F1, X3).
//
// The last session that somebody has served at a desk may be rated, from its
// first assignment until so long after its close, once, whether the customer
// was invited or not. The agent who served it last is credited. A rating is no
// message: no clock, no window and no stickiness moves with it (X6).

#ifndef KEFU_MOVES_FEEDBACK_H_
#define KEFU_MOVES_FEEDBACK_H_

#include <cstdint>

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::feedback {

// Each returns the reason of its refusal, or kNone.
Reason Rate(World& world, const CustomerRates& event);
Reason InviteByHand(World& world, const AgentInvitesRating& event);

// The invitation of this row of World::ratings lapses (X3). REQUIRES: room by
// ReserveMessage.
void Lapse(World& world, uint32_t row);

}  // namespace kefu::feedback

#endif  // KEFU_MOVES_FEEDBACK_H_
