// Greetings 主动打招呼 (G3): sent by themselves so long after a visit of the
// shop or after leaving it, unless the customer has left, or come again, or a
// person has talked to him meanwhile.

#ifndef KEFU_MOVES_GREETINGS_H_
#define KEFU_MOVES_GREETINGS_H_

#include <cstdint>

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/facts/greeting.h"
#include "src/model/world.h"

namespace kefu::greetings {

// Returns the reason of its refusal, or kNone.
Reason Exit(World& world, const CustomerExits& event);

// A greeting is due. REQUIRES: room by ReserveMessage and Visits::Reserve.
void Fire(World& world, uint32_t customer, const NextGreeting& next);

}  // namespace kefu::greetings

#endif  // KEFU_MOVES_GREETINGS_H_
