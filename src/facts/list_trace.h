// Why a list has nobody for a session, and why each of its members is not
// given it (E1), from what decides: the roster and StandingOf.

#ifndef KEFU_FACTS_LIST_TRACE_H_
#define KEFU_FACTS_LIST_TRACE_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "kefu/trace.h"
#include "src/base/inline.h"
#include "src/facts/route_request.h"
#include "src/model/world.h"

namespace kefu {

// Why nobody of the list takes the session.
Reason WhyNobody(const World& world, ListId list, const RouteRequest& request);

// The same for a session that waits there, also where nothing is handed out,
// or only its dedicated agent may have it (R6).
Reason WhyWaiting(const World& world, ListId list, const RouteRequest& request);

// The reasons of every member of a list for this session, in declared order;
// `chosen`, if any, is told as such.
KEFU_COLD void TraceList(const World& world, const RouteRequest& request,
                         ListId list, AgentId chosen, Explanation* trace);

}  // namespace kefu

#endif  // KEFU_FACTS_LIST_TRACE_H_
