// The shift: agents come, pause and go, and change their own settings (A2, A3,
// A8, A18), and what becomes of the sessions of who goes (A7).

#ifndef KEFU_MOVES_SHIFT_H_
#define KEFU_MOVES_SHIFT_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::shift {

Reason Connect(World& world, const AgentConnects& event);
Reason Disconnect(World& world, const AgentDisconnects& event);
Reason SetStatus(World& world, const AgentSetsStatus& event);
Reason ChangeSettings(World& world, const AgentChangesSettings& event);

}  // namespace kefu::shift

#endif  // KEFU_MOVES_SHIFT_H_
