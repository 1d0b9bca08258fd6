// What a replay came to, and the differences of two (E3, M3).

#include "kefu/replay.h"

#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/replay_testing.h"

namespace kefu::testing {
namespace {

TEST_CASE("a comparison matches by customer, desk and ordinal, by name") {
  // The second ruleset and its engine number everybody otherwise.
  constexpr char kOther[] = R"({
    "agents": [{"name": "zoe"}, {"name": "ann", "capacity": 1}],
    "desks": [{"name": "old"}, {"name": "shop"}]
  })";
  const ReplayResult a = WhatIf(
      Rules(kAnn),
      LogOf({"0 on ann", "1000 says c1", "2000 closes ann c1", "3000 says c1",
             "3500 says c2", "4000 closes ann c1", "5000 closes ann c2"}),
      {});
  const ReplayResult b = WhatIf(
      Rules(kOther),
      LogOf({"0 on ann", "100 says c9", "200 closes ann c9", "1000 says c1",
             "2500 closes ann c1", "3000 says c1", "3600 says c2",
             "3700 on zoe", "4000 closes ann c1", "5000 closes zoe c2"}),
      {});
  CHECK(ToText(a) == "c1 ann 1000-2000; c1 ann 3000-4000; c2 ann 4000-5000");
  CHECK(ToText(b) ==
        "c9 ann 100-200; c1 ann 1000-2500; c1 ann 3000-4000; c2 zoe 3700-5000");
  const Comparison c = Compare(a, b);
  SessionDifference first{0, 1}, second{2, 3};
  first.closed = true;
  second.agent = second.waited = second.opened = true;
  CHECK(c.sessions ==
        std::vector<SessionDifference>{first, second, {std::nullopt, 0}});
  CHECK(c.both == 3);
  CHECK(c.only_first == 0);
  CHECK(c.only_second == 1);
  CHECK(c.other_agent == 1);
  CHECK(c.other_wait == 1);
  CHECK(c.other_close == 1);
  CHECK(c.other_opening == 1);
  CHECK(c.other_group + c.other_way + c.other_reassigned == 0);
  CHECK(c.first.sessions == 3);
  CHECK(c.second.sessions == 4);
  CHECK(c.first.wait_worst_ms == 500);
  CHECK(c.second.wait_total_ms == 100);
  CHECK(Compare(b, b).sessions.empty());
  CHECK(Compare(b, a).only_first == 1);
}

TEST_CASE("a customer's number and his like-named fellow are two") {
  const auto log = [](bool number_first) -> OpenLog {
    return [number_first](Engine* engine) -> EventFeed {
      CustomerId number, name;
      if (number_first) number = engine->CustomerByKey(7);
      name = engine->Customer("7");
      number = engine->CustomerByKey(7);
      const DeskId shop = engine->ruleset().Desk("shop");
      return [=, done = false](EventBatch* batch) mutable {
        if (std::exchange(done, true)) return false;
        batch->Add(CustomerSends{.at = Instant{1},
                                 .customer = name,
                                 .desk = shop,
                                 .kind = MessageKind::kText});
        batch->Add(CustomerSends{.at = Instant{2},
                                 .customer = number,
                                 .desk = shop,
                                 .kind = MessageKind::kText});
        return true;
      };
    };
  };
  const Comparison c = Compare(WhatIf(Rules(kAnn), log(true), {}),
                               WhatIf(Rules(kAnn), log(false), {}));
  CHECK(c.both == 2);
  CHECK(c.sessions.empty());
}

TEST_CASE("figures of a replay") {
  const ReplayResult result =
      WhatIf(Rules(kAnn),
             LogOf({"0 on ann", "1000 says c1", "2000 says c2", "3000 says c3",
                    "4000 says c4", "5000 gives_up c3", "6000 closes ann c1",
                    "7000 closes bob c2", "9000 time"}),
             {});
  const ReplayFigures figures = result.outcomes.Figures();
  CHECK(figures.sessions == 4);
  CHECK(figures.taken_at_once == 1);
  CHECK(figures.taken_after_wait == 1);
  CHECK(figures.abandoned == 1);
  CHECK(figures.still_waiting == 1);
  CHECK(figures.refused == 1);
  CHECK(figures.peak_waiting == 3);
  CHECK(figures.wait_median_ms == 0);
  CHECK(figures.wait_90_ms == 4000);
  const std::vector<SessionOutcome>& sessions = result.outcomes.Sessions();
  CHECK(sessions[1].waited == Duration{4000});
  CHECK(sessions[1].by == AssignBy::kQueue);
  CHECK(sessions[1].joined_at == Instant{2000});
  CHECK(sessions[2].waited == Duration{2000});
  CHECK(sessions[3].waited == Duration{5000});
}

}  // namespace
}  // namespace kefu::testing
