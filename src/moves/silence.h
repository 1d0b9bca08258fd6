// Silence: the timers of a session. The customer says nothing: warn, then close
// (X1). The agent says nothing: remind him, then move the session on (X2). The
// customer does not write to the robot any more: warn, then close (X3). Alarms
// that only notify (X4). The end of its life (X5).

#ifndef KEFU_MOVES_SILENCE_H_
#define KEFU_MOVES_SILENCE_H_

#include "kefu/vocabulary.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu::silence {

// This timer of the contact is due now. Those of a waiting session are the
// business of moves/overflow.
void Fire(World& world, ContactRow c, TimerKind kind);

}  // namespace kefu::silence

#endif  // KEFU_MOVES_SILENCE_H_
