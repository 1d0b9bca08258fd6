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
  AgentId named;        // whom the host names (R4)
  bool opens = false;   // it has just opened: robots are asked (R7)
  AgentId merges;       // who had it and has it again (S1)
  uint32_t store = 0;   // R11; 0: none
  uint64_t skills = 0;  // that it still requires (D8)
  Duration waited;      // since its first join (D7); Off: in the pool
};

// The request of an open session; `left`: the owner who has just left it.
RouteRequest RequestOf(const World& world, const Contact& contact,
                       AgentId left);

// What it needs of the members of a list.
Needs NeedsOf(const World& world, const RouteRequest& request, ListId list);

}  // namespace kefu

#endif  // KEFU_FACTS_ROUTE_REQUEST_H_
