// Eviction (Q3): of the sessions of a full list whose last word is the
// agent's, the one that is silent longest makes room.

#ifndef KEFU_FACTS_EVICTION_H_
#define KEFU_FACTS_EVICTION_H_

#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// The contact whose session is evicted; 0 if there is none: a session of the
// list that takes a place of somebody who is online. Of equal ones the one
// with the smaller number. Costs a pass over the sessions of the list's
// members.
ContactRow FindEvictable(const World& world, ListId list);

}  // namespace kefu

#endif  // KEFU_FACTS_EVICTION_H_
