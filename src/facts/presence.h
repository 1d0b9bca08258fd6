// Who is there: whether any participant of a desk is online and on duty there
// (R3), or anybody of a list who may have a session (Q3, X2).

#ifndef KEFU_FACTS_PRESENCE_H_
#define KEFU_FACTS_PRESENCE_H_

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

bool AnybodyPresent(const World& world, DeskId desk);

// Whether anybody of the list is present who may have this session: who serves
// its store (R11), and to whom it is not barred (S3, X2), nor `but`.
bool AnybodyPresentFor(const World& world, const Contact& contact, ListId list,
                       AgentId but);

}  // namespace kefu

#endif  // KEFU_FACTS_PRESENCE_H_
