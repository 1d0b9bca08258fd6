// The explanations that come with the effects of a call (E1).

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "kefu/engine.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

TEST_CASE("who finds a full list is not said to wait") {
  Engine engine(RulesetOf(R"({
    "desks": [{"name": "d"}], "agents": [{"name": "a", "capacity": 1}],
    "queue": {"max_length": 1}, "routing": {"sticky": []}})"));
  const DeskId desk = engine.ruleset().Desk("d");
  engine.Apply(
      AgentConnects{.at = Instant{0}, .agent = engine.ruleset().Agent("a")});
  const auto opens = [&](std::string_view name) {
    EventBatch batch;
    batch.Add(CustomerSends{.at = Instant{1},
                            .customer = engine.Customer(name),
                            .desk = desk,
                            .kind = MessageKind::kText});
    Effects effects;
    std::vector<Explanation> explanations;
    engine.ApplyExplained(batch.records()[0], batch.payloads(), &effects,
                          &explanations);
    REQUIRE(explanations.size() == 1);
    return explanations[0];
  };
  CHECK(opens("served").rungs.back().rung == Rung::kScope);
  CHECK(opens("waits").rungs.back().reason == Reason::kAtCapacity);
  const RungTrace full = opens("refused").rungs.back();
  CHECK(full.rung == Rung::kOverflow);
  CHECK(full.reason == Reason::kQueueFull);
}

}  // namespace
}  // namespace kefu
