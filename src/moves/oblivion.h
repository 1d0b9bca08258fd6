// Oblivion (T9): a customer with nothing running is forgotten a time after his
// last event, or at once if the host asks for it.

#ifndef KEFU_MOVES_OBLIVION_H_
#define KEFU_MOVES_OBLIVION_H_

#include <cstdint>

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::oblivion {

Reason Erase(World& world, const CustomerErased& event);

// The timer of the customer. REQUIRES: his time has come (facts/running.h).
void Fire(World& world, uint32_t customer);

// Settles kForget.
void Settle(World& world, const Signal& signal);

}  // namespace kefu::oblivion

#endif  // KEFU_MOVES_OBLIVION_H_
