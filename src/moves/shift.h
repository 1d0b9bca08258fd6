// The shift: agents come, pause and go, lose their connection, wrap up, are
// filled slowly, and change their own settings (A2, A3, A7, A8, A11, A18).
//
// Logged in (A6) is who is connected, within the grace too and whatever his
// status, or whose status is not offline. So the own status offline keeps the
// seat while the connection lasts (A8); where presence is declared it frees it.

#ifndef KEFU_MOVES_SHIFT_H_
#define KEFU_MOVES_SHIFT_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "kefu/vocabulary.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::shift {

Reason Connect(World& world, const AgentConnects& event);
Reason Disconnect(World& world, const AgentDisconnects& event);
Reason SetStatus(World& world, const AgentSetsStatus& event);
// A timer of the agent is due: the end of the grace, of a wrap-up, of a pause
// of the ramp. ReserveFire comes before it (T9).
void Fire(World& world, AgentId agent, TimerKind kind);
void ReserveFire(World& world, AgentId agent);
// Settles kSuspend: he is suspended by the rules (A8, A16). There is room, from
// who posts it.
void SettleSuspend(World& world, const Signal& signal);
Reason ChangeSettings(World& world, const AgentChangesSettings& event);

}  // namespace kefu::shift

#endif  // KEFU_MOVES_SHIFT_H_
