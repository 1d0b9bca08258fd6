// Desks at which much is asked before an agent is chosen: what kefu-bench
// measures routing with. One group has all agents; the work is like W's: of
// eight events of a session one opens it, one closes it, six are messages.

#ifndef KEFU_BENCH_ROUTING_WORLD_H_
#define KEFU_BENCH_ROUTING_WORLD_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"

namespace kefu_bench {

enum class RoutingRules : uint8_t {
  // 45 stores in 5 regions, isolated (R11), three levels (R10), sessions that
  // cost 1, 2 or 3 (A12), reception slots (R13), `no_flood` (D4). One agent in
  // ten comes on duty at noon.
  kStores,
  // 8 skills, of which a session requires one and lets it go (D8), three
  // tiers (D7), the same costs.
  kSkills,
};

std::string RoutingJson(RoutingRules rules, uint32_t agents);

// The morning: everybody is logged in, of ten units of each agent on duty nine
// are taken, with tiers seven.
struct RoutingWorld {
  RoutingRules rules;
  uint32_t agents;
  std::shared_ptr<const kefu::Ruleset> ruleset;
  kefu::Engine begin;
  // What happens then, before noon, and what it comes to.
  kefu::EventBatch events;
  uint64_t digest = 0;
  uint64_t assigned = 0;
  uint64_t enqueued = 0;
};

RoutingWorld MakeRoutingWorld(RoutingRules rules, uint32_t agents,
                              size_t events);

// The first message of somebody new, as `number` decides; it names no
// customer yet.
kefu::CustomerSends RoutingCall(const RoutingWorld& world, uint64_t number);

// So many new customers write now; returns how many of all wait then.
uint32_t RoutingRush(const RoutingWorld& world, uint32_t count,
                     kefu::Engine* engine);

}  // namespace kefu_bench

#endif  // KEFU_BENCH_ROUTING_WORLD_H_
