// What follows from who a customer is: his dedicated agent 专属客服 (R6), and
// the priority of the sessions that he opens (Q1).

#ifndef KEFU_FACTS_DEDICATED_H_
#define KEFU_FACTS_DEDICATED_H_

#include <cstdint>

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// The agent of his own, which customer_changes has set; else that of the first
// declared crowd that he is in, else that of the first declared tag that he
// has; none if there is none. Whether he serves now is not asked.
AgentId DedicatedAgent(const World& world, uint32_t customer);

// The priority that neither an event nor a link has given: of customers with a
// dedicated agent, of the first declared crowd, of the first declared tag.
PriorityId DerivedPriority(const World& world, uint32_t customer);

}  // namespace kefu

#endif  // KEFU_FACTS_DEDICATED_H_
