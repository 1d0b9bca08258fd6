// What the routing is asked for: a session with what its customer came for.

#ifndef KEFU_FACTS_ROUTE_REQUEST_H_
#define KEFU_FACTS_ROUTE_REQUEST_H_

#include <cstdint>

#include "kefu/ids.h"
#include "src/facts/exclusion.h"
#include "src/facts/scope.h"
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

}  // namespace kefu

#endif  // KEFU_FACTS_ROUTE_REQUEST_H_
