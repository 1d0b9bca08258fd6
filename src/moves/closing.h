// Closing a session (S2): frees its place and tells why.

#ifndef KEFU_MOVES_CLOSING_H_
#define KEFU_MOVES_CLOSING_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::closing {

// Settles kClose.
void Settle(World& world, const Signal& signal);

// The agent closes his session; without an agent the host closes any.
Reason Close(World& world, const AgentCloses& event);

}  // namespace kefu::closing

#endif  // KEFU_MOVES_CLOSING_H_
