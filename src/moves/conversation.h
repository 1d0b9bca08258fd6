// Conversation: what an agent writes in his session (A18, X6), and sessions
// that cost nothing for a while: on hold, or idle (A17).

#ifndef KEFU_MOVES_CONVERSATION_H_
#define KEFU_MOVES_CONVERSATION_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::conversation {

Reason Send(World& world, const AgentSends& event);
Reason Hold(World& world, const AgentHolds& event);
Reason Unhold(World& world, const AgentUnholds& event);

// The session costs nothing from now on: it is held, or has become idle.
void FreePlace(World& world, ContactRow c);

}  // namespace kefu::conversation

#endif  // KEFU_MOVES_CONVERSATION_H_
