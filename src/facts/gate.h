// The gates (R1): who is turned away before anything else is asked.

#ifndef KEFU_FACTS_GATE_H_
#define KEFU_FACTS_GATE_H_

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu {

// Whether the desk or the link is deleted: desk_deleted, else none. A desk
// that a ruleset no longer has counts as deleted.
Reason AskDeleted(const World& world, DeskId desk, LinkId link);

// Whether the customer is blocked at this desk, or at all (F4): blocked, else
// none.
Reason AskBlocked(const World& world, uint32_t customer, DeskId desk);

}  // namespace kefu

#endif  // KEFU_FACTS_GATE_H_
