// What Engine::Explain asks the routing for a session that is not open (E1).

#ifndef KEFU_ENGINE_ASKED_ROUTE_H_
#define KEFU_ENGINE_ASKED_ROUTE_H_

#include <cstdint>

#include "kefu/engine.h"
#include "src/facts/route_request.h"
#include "src/model/world.h"

namespace kefu {

// That of the session that the customer would open now. `customer`: his row, 0
// for one who is not known.
RouteRequest AskedRoute(const World& world, const Engine::Request& request,
                        uint32_t customer);

}  // namespace kefu

#endif  // KEFU_ENGINE_ASKED_ROUTE_H_
