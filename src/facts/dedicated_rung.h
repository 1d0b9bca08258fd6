// The dedicated agent 专属客服 of a customer as a rung of the order (R6): the
// session is his if he is available. If he is not it may wait for him.

#ifndef KEFU_FACTS_DEDICATED_RUNG_H_
#define KEFU_FACTS_DEDICATED_RUNG_H_

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/facts/route_request.h"
#include "src/model/world.h"

namespace kefu {

struct DedicatedAnswer {
  Reason reason = Reason::kNone;  // kChosen; why he cannot have it; kNone: the
                                  // customer has no such agent
  AgentId agent;
  GroupId group;       // his own group at the desk
  bool waits = false;  // he is worth waiting for, and the desk waits
};

DedicatedAnswer AskDedicated(const World& world, const RouteRequest& request);

// Whether who waits for him alone could be given to him now.
bool IsThereFor(const World& world, AgentId agent, const Contact& contact);

}  // namespace kefu

#endif  // KEFU_FACTS_DEDICATED_RUNG_H_
