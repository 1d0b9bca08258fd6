// Windows as customers and platforms move them: what a customer does beside
// writing and entering (W1, W3, W5), messages that were not delivered (W5), and
// the template for who has left the page (W4).

#ifndef KEFU_MOVES_WINDOWS_H_
#define KEFU_MOVES_WINDOWS_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::windows {

Reason Trigger(World& world, const CustomerTriggers& event);
Reason Fail(World& world, const DeliveryFails& event);

// He is not back: one template for all that he has missed. REQUIRES: row of
// World::pages; room by ReserveMessage.
void EndPage(World& world, uint32_t row);

}  // namespace kefu::windows

#endif  // KEFU_MOVES_WINDOWS_H_
