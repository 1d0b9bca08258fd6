// A world for tests of facts and of the model's parts, without an engine.

#ifndef KEFU_TESTS_UNIT_WORLD_TESTING_H_
#define KEFU_TESTS_UNIT_WORLD_TESTING_H_

#include <doctest/doctest.h>

#include <memory>
#include <string_view>

#include "kefu/ruleset.h"
#include "src/model/world.h"
#include "tests/unit/config_testing.h"

namespace kefu {

inline std::shared_ptr<const Ruleset> RulesetOf(std::string_view json) {
  RulesetResult result = ParseRuleset(json);
  REQUIRE_MESSAGE(result, RulesetErrors(json));
  return result.ruleset;
}

// World has its rows for one event reserved.
inline std::unique_ptr<World> WorldOf(std::string_view json) {
  auto world = std::make_unique<World>(RulesetOf(json));
  world->timers.Reserve(16);
  world->agent_timers.Reserve(16);
  return world;
}

// A customer whose contact is with this desk.
inline uint32_t AddCustomer(World& world, DeskId desk) {
  world.contacts.ReserveCustomers(1);
  const uint32_t row = world.contacts.AddCustomer();
  world.contacts[row].desk = desk.value;
  world.forgetting.ReserveRows(row + 1);
  world.forgetting.Reserve(1);
  return row;
}

}  // namespace kefu

#endif  // KEFU_TESTS_UNIT_WORLD_TESTING_H_
