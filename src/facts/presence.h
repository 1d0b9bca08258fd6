// Who is there (R3): whether any participant of a desk is online
// and on duty there.

#ifndef KEFU_FACTS_PRESENCE_H_
#define KEFU_FACTS_PRESENCE_H_

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

bool AnybodyPresent(const World& world, DeskId desk);

}  // namespace kefu

#endif  // KEFU_FACTS_PRESENCE_H_
