// Rights (P1): what an agent's role, and his certificates, permit.

#ifndef KEFU_FACTS_RIGHTS_H_
#define KEFU_FACTS_RIGHTS_H_

#include "kefu/config.h"
#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// In a ruleset without roles everybody may do everything. A right that needs
// a certificate holds while one for it has not ended. REQUIRES: a known agent.
bool IsPermitted(const World& world, AgentId agent, Right right);

}  // namespace kefu

#endif  // KEFU_FACTS_RIGHTS_H_
