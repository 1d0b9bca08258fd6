// Conversation: what an agent writes in his session (A18, X6).

#ifndef KEFU_MOVES_CONVERSATION_H_
#define KEFU_MOVES_CONVERSATION_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::conversation {

Reason Send(World& world, const AgentSends& event);

}  // namespace kefu::conversation

#endif  // KEFU_MOVES_CONVERSATION_H_
