// Eviction (Q3): of the sessions of a list whose last word is the agent's, the
// one that is silent longest makes room.

#ifndef KEFU_FACTS_EVICTION_H_
#define KEFU_FACTS_EVICTION_H_

#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// The contact whose session is evicted from `list` for `newcomer`, whose
// session waits there or would; 0 if there is none. It is one of the list whose
// owner could then be given the newcomer's: so nobody is sent away in vain. Of
// those silent equally long the one with the smaller number. Looks at them in
// this order, so its cost is that of those before it.
ContactRow FindEvictable(const World& world, ListId list,
                         const Contact& newcomer);

}  // namespace kefu

#endif  // KEFU_FACTS_EVICTION_H_
