// The counters for monitoring say what has happened.

#include <doctest/doctest.h>

#include "kefu/engine.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

TEST_CASE("counters follow sessions, agents and customers") {
  Engine engine(RulesetOf(R"({
    "desks": [{"name": "d"}], "agents": [{"name": "a", "capacity": 1}],
    "limits": {"forget_after": "1 d"}, "routing": {"sticky": []}})"));
  const DeskId desk = engine.ruleset().Desk("d");
  const AgentId agent = engine.ruleset().Agent("a");
  const CustomerId one = engine.Customer("one"), two = engine.Customer("two");
  const auto sends = [&](int64_t at, CustomerId customer) {
    engine.Apply(CustomerSends{.at = Instant{at},
                               .customer = customer,
                               .desk = desk,
                               .kind = MessageKind::kText});
  };
  engine.Apply(AgentConnects{.at = Instant{0}, .agent = agent});
  sends(1, one);
  sends(2, two);
  sends(1, two);  // time went back
  StatsInfo stats = engine.Stats();
  CHECK(stats.customers == 2);
  CHECK(stats.agents_online == 1);
  CHECK(stats.sessions == 2);
  CHECK(stats.waiting == 1);
  CHECK(stats.serving == 1);
  CHECK(stats.load == 1);
  CHECK(stats.events == 4);
  CHECK(stats.refusals == 1);
  CHECK(stats.opened == 2);
  CHECK(stats.closed == 0);
  CHECK(stats.assignments == 1);
  CHECK(stats.timers == 0);

  // The alarm of who waits, then both are closed and forgotten.
  engine.Apply(TimePasses{.at = Instant{100'002}});
  CHECK(engine.Stats().timers == 1);
  for (const CustomerId customer : {one, two}) {
    engine.Apply(AgentCloses{
        .at = Instant{200'000}, .customer = customer, .desk = desk});
  }
  engine.Apply(TimePasses{.at = Instant{0} + Duration::Days(2)});
  stats = engine.Stats();
  CHECK(stats.sessions == 0);
  CHECK(stats.load == 0);
  CHECK(stats.closed == 2);
  CHECK(stats.assignments == 2);
  CHECK(stats.forgotten == 2);
  CHECK(stats.timers == 3);
}

}  // namespace
}  // namespace kefu
