// The routing order: whom a session goes to, or where it waits, and why.
//
// The rungs of this release, in order:
//   named (R4)           whom the host names: one who does not take part at
//                        the desk before all others; a participant if anybody
//                        of the desk is present
//   sticky (R5)          the agent who served before, by the desk's ladder.
//                        A rung that takes suspended agents is asked before
//                        "nobody present"; asking all rungs first gives the
//                        same, since an online one is a participant present
//   nobody present (R3)  plan_nobody (O1)
//   scope (R8)           the group for this customer, then its distribution
//                        (D1-D4); nobody available: it waits there
//
// One function decides, and with a trace it also tells every step (E1).

#ifndef KEFU_FACTS_ROUTING_ORDER_H_
#define KEFU_FACTS_ROUTING_ORDER_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/trace.h"
#include "src/facts/exclusion.h"
#include "src/facts/scope.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu {

// A session as the routing sees it.
struct RouteRequest {
  uint32_t customer = 0;  // row; 0: a customer not known yet
  DeskId desk;
  ScopeValues values{};
  uint16_t cost = 1;
  Exclusion exclusion;
  AgentId named;  // whom the host names (R4)
};

// The request of an open session; `left`: the owner who has just left it.
RouteRequest RequestOf(const World& world, const Contact& contact,
                       AgentId left);

// The list in which the session waits, would wait again, or, if that has no
// members (it came by a name or by the main account), where R8 would have it.
ListId ListToServe(const World& world, const Contact& contact);

// R8 alone, for a session whose owner is gone (A7 divert): kAssign to somebody
// available, else kWait, which means that there is nobody.
Signal AskScope(const World& world, const RouteRequest& request);

// Decides: a signal kAssign, or kWait with its list and reason. `trace` may be
// null; it then costs nothing.
Signal Route(const World& world, const RouteRequest& request,
             Explanation* trace);

// Why a session waits in a list now, by its row; 0: one that is not open yet.
Reason WhyWaiting(const World& world, ListId list, uint32_t session);

// The reasons of every member of a list for this session; `chosen`, if any, is
// told as such.
void TraceList(const World& world, const RouteRequest& request, ListId list,
               AgentId chosen, Explanation* trace);

}  // namespace kefu

#endif  // KEFU_FACTS_ROUTING_ORDER_H_
