// The shift: agents come, pause and go, lose their connection, wrap up, are
// filled slowly, and change their own settings (A2, A3, A7, A8, A11, A18).

#ifndef KEFU_MOVES_SHIFT_H_
#define KEFU_MOVES_SHIFT_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "kefu/vocabulary.h"
#include "src/model/world.h"

namespace kefu::shift {

Reason Connect(World& world, const AgentConnects& event);
Reason Disconnect(World& world, const AgentDisconnects& event);
Reason SetStatus(World& world, const AgentSetsStatus& event);
// A timer of the agent is due: the end of the grace, of a wrap-up, of a pause
// of the ramp. ReserveFire comes before it (T9).
void Fire(World& world, AgentId agent, TimerKind kind);
void ReserveFire(World& world, AgentId agent);
Reason ChangeSettings(World& world, const AgentChangesSettings& event);

}  // namespace kefu::shift

#endif  // KEFU_MOVES_SHIFT_H_
