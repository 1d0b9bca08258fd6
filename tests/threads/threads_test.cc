// Many engines in one process share a ruleset and nothing else (T12), and
// const members may be called from several threads. Built with the preset
// tsan the sanitizer proves it; here the outcomes are compared.

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"

namespace kefu {
namespace {

constexpr int kThreads = 4;
constexpr int kCustomers = 500;

std::shared_ptr<const Ruleset> MakeRuleset() {
  RulesetResult result = ParseRuleset(R"({
    "agents": [{"name": "mei", "capacity": 3}, {"name": "bo"}],
    "desks": [{"name": "shop"}],
    "groups": [{"name": "all", "agents": [{"agent": "mei"}, {"agent": "bo"}]}],
    "timers": {"customer_silent": {"after": "60s", "mode": "customer_silent"}}
  })");
  REQUIRE(result);
  return result.ruleset;
}

// Customers come one a second, more than two agents can serve.
void Play(Engine* engine) {
  const Ruleset& ruleset = engine->ruleset();
  Effects effects;
  for (const char* name : {"mei", "bo"}) {
    engine->Apply(
        AgentConnects{.at = Instant{1000}, .agent = ruleset.Agent(name)},
        &effects);
  }
  for (int i = 0; i < kCustomers; ++i) {
    effects.Clear();
    engine->Apply(
        CustomerSends{.at = Instant{2000 + i * 1000},
                      .customer = engine->Customer("c" + std::to_string(i)),
                      .desk = ruleset.Desk("shop"),
                      .kind = MessageKind::kText},
        &effects);
  }
}

void InThreads(const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

TEST_CASE("engines in several threads share a ruleset (T12)") {
  const std::shared_ptr<const Ruleset> ruleset = MakeRuleset();
  Engine alone(ruleset);
  Play(&alone);

  std::vector<uint64_t> digests(kThreads);
  InThreads([&](int i) {
    Engine engine(ruleset);
    Play(&engine);
    digests[static_cast<size_t>(i)] = engine.Digest();
  });
  for (const uint64_t digest : digests) CHECK(digest == alone.Digest());
}

TEST_CASE("const members may be called from several threads") {
  Engine engine(MakeRuleset());
  Play(&engine);
  const DeskId desk = engine.ruleset().Desk("shop");
  std::vector<std::string> answers(kThreads);
  InThreads([&](int i) {
    std::string* answer = &answers[static_cast<size_t>(i)];
    for (int c = 0; c < kCustomers; ++c) {
      const CustomerId id = engine.FindCustomer("c" + std::to_string(c));
      const Explanation why = engine.Explain({.customer = id, .desk = desk});
      *answer += std::to_string(engine.Position(id, desk).position) + " " +
                 ToText(why, engine.ruleset());
    }
    *answer += std::to_string(engine.Digest()) + engine.CheckInvariants();
  });
  CHECK(answers[0].size() > static_cast<size_t>(kCustomers));
  for (const std::string& answer : answers) CHECK(answer == answers[0]);
}

}  // namespace
}  // namespace kefu
