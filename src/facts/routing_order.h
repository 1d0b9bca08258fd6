// The routing order: whom a session goes to, or where it waits, and why.
//
// The order is data (`routing_order` of a desk); the first rung that yields an
// agent or a place ends it. The rungs, in the default order:
//   named_outside (R4a)  whom the host names, if he does not take part at the
//                        desk
//   hours (R2)           plan_closed (O1), outside the hours of the desk
//   nobody_present (R3)  plan_nobody (O1). Rungs of the sticky ladder that
//                        take suspended agents are asked before it (R5)
//   named (R4b, c)       whom the host names
//   sticky (R5)          the agent who served before, by the desk's ladder
//   dedicated (R6)       the customer's dedicated agent; it may wait for him
//   robot (R7)           where a robot is first, at the opening. Not in the
//                        default order: the robot then comes before all rungs
//                        but the sticky one
//   scope (R8)           the group for this customer, then its distribution
//                        (D1-D6), or at the opening its own robot (R7);
//                        nobody available: it waits there
// At an all-day desk every session waits, whatever the order (R13).
//
// A session that opens again after a close (S1) is its agent's before all this.
//
// One function decides, and with a trace it also tells every step (E1).

#ifndef KEFU_FACTS_ROUTING_ORDER_H_
#define KEFU_FACTS_ROUTING_ORDER_H_

#include "kefu/trace.h"
#include "src/facts/route_request.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu {

// The list in which the session waits, would wait again, or, if that has no
// members (it came by a name or by the main account), where R8 would have it.
ListId ListToServe(const World& world, const Contact& contact);

// R8 alone, for a session whose owner is gone (A7 divert): kAssign to somebody
// available, else kWait, which means that there is nobody. `trace`: as below.
Signal AskScope(const World& world, const RouteRequest& request,
                Explanation* trace);

// Decides: a signal kAssign, kWait, kPool (each with its list and reason),
// kRobot, or kClose where a text is all there is (O1), without its contact.
// `trace` may be null; it then costs nothing.
void Route(const World& world, const RouteRequest& request, Explanation* trace,
           Signal* decided);

// The rest of the order, for a session that has waited for its dedicated agent
// long enough (R6).
Signal RouteOn(const World& world, const RouteRequest& request,
               Explanation* trace);

}  // namespace kefu

#endif  // KEFU_FACTS_ROUTING_ORDER_H_
