// The blacklist 黑名单 (F4): an agent blocks a customer, and unblocks him.

#ifndef KEFU_MOVES_BLACKLIST_H_
#define KEFU_MOVES_BLACKLIST_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::blacklist {

// Closes what runs at the desk, or at all of them.
Reason Block(World& world, const AgentBlocks& event);
Reason Unblock(World& world, const AgentUnblocks& event);

}  // namespace kefu::blacklist

#endif  // KEFU_MOVES_BLACKLIST_H_
