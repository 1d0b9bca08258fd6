// Who is a customer's dedicated agent 专属客服 (R6).

#ifndef KEFU_FACTS_DEDICATED_H_
#define KEFU_FACTS_DEDICATED_H_

#include <cstdint>

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// `customer`: a row; 0: one who is not known yet. None: he has no such agent.
AgentId DedicatedAgent(const World& world, uint32_t customer);

}  // namespace kefu

#endif  // KEFU_FACTS_DEDICATED_H_
