// The timers of agents: the grace of a lost connection (A7), wrap-up and ramp
// (A11), at their limits.

#include <doctest/doctest.h>

#include "src/model/agent_clock.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

constexpr char kRules[] = R"({
  "desks": [{"name": "d"}],
  "agents": [
    {"name": "lan"}, {"name": "mei", "offline": {"disconnect_grace": "1 s"}}],
  "offline": {"disconnect_grace": "10 s"},
  "timers": {"ramp": {"count": 2, "per": "60 s", "during": "600 s"}}})";

struct Clocks {
  std::unique_ptr<World> world = WorldOf(kRules);
  AgentId lan = world->ruleset->Agent("lan");
  AgentId mei = world->ruleset->Agent("mei");

  void At(int64_t seconds) { world->now = Instant{seconds * 1000}; }
  const AgentRow& Row(AgentId agent) const {
    return world->agents[agent.value];
  }
  // "kind at seconds" of the next timer.
  std::string Next(AgentId agent) const {
    const AgentDeadline next = DeadlineOf(*world, agent);
    if (next.at.never()) return "";
    return std::string(Name(next.kind)) + " " +
           std::to_string(next.at.ms / 1000);
  }
  // An automatic assignment; whether he has had his share then.
  bool Given(int64_t seconds) {
    At(seconds);
    CountForRamp(*world, lan);
    return Row(lan).ramped;
  }
  bool Ramped(int64_t seconds) {
    At(seconds);
    LookAtRamp(*world, lan);
    return Row(lan).ramped;
  }
};

TEST_CASE("the grace is the agent's own, else the tenant's (A7)") {
  Clocks c;
  c.At(100);
  CHECK(c.Next(c.lan) == "");
  LoseConnection(*c.world, c.lan);
  LoseConnection(*c.world, c.mei);
  CHECK(c.Row(c.lan).disconnected);
  CHECK(c.Next(c.lan) == "grace 110");
  CHECK(c.Next(c.mei) == "grace 101");
  CHECK(c.world->agent_timers.look_at() == 101'000);
  EndGrace(*c.world, c.mei);
  CHECK_FALSE(c.Row(c.mei).disconnected);
  CHECK(c.Next(c.mei) == "");
}

TEST_CASE("wrap-up ends with the longest of its sessions (A11)") {
  Clocks c;
  c.At(100);
  StartWrapUp(*c.world, c.lan, Duration::Seconds(30));
  CHECK(c.Next(c.lan) == "wrap_up 130");
  c.At(110);
  StartWrapUp(*c.world, c.lan, Duration::Seconds(5));  // ends before
  CHECK(c.Next(c.lan) == "wrap_up 130");
  StartWrapUp(*c.world, c.lan, Duration::Seconds(21));
  CHECK(c.Next(c.lan) == "wrap_up 131");
  EndWrapUp(*c.world, c.lan);
  CHECK_FALSE(c.Row(c.lan).wrapping_up);
  CHECK(c.Next(c.lan) == "");
}

TEST_CASE("at one instant: grace, wrap-up, ramp; who is declared first (T2)") {
  Clocks c;
  c.At(0);
  ComeOnline(*c.world, c.lan);
  c.Given(0);
  c.Given(0);
  CHECK(c.Next(c.lan) == "ramp 60");
  StartWrapUp(*c.world, c.lan, Duration::Seconds(60));
  CHECK(c.Next(c.lan) == "wrap_up 60");
  c.At(50);
  LoseConnection(*c.world, c.lan);
  CHECK(c.Next(c.lan) == "grace 60");
  StartWrapUp(*c.world, c.mei, Duration::Seconds(10));
  CHECK(c.world->agent_timers.front().at == 60'000);
  CHECK(c.world->agent_timers.front().agent == c.lan.value);
}

TEST_CASE("a ramp gives so many in any stretch of its length (A11)") {
  Clocks c;
  c.At(1000);
  ComeOnline(*c.world, c.lan);
  CHECK_FALSE(c.Given(1000));
  CHECK(c.Given(1010));  // the second of two
  CHECK(c.Next(c.lan) == "ramp 1060");
  c.world->now = Instant{1'059'999};
  LookAtRamp(*c.world, c.lan);
  CHECK(c.Row(c.lan).ramped);
  CHECK_FALSE(c.Ramped(1060));  // the first is a minute ago
  CHECK(c.Next(c.lan) == "");
  CHECK(c.Given(1065));  // with that of 1010
  CHECK(c.Next(c.lan) == "ramp 1070");
  CHECK_FALSE(c.Ramped(1070));
}

TEST_CASE("the ramp is over a while after coming online (A11)") {
  Clocks c;
  c.At(1000);
  ComeOnline(*c.world, c.lan);
  CHECK_FALSE(c.Given(1590));
  CHECK(c.Given(1599));
  CHECK(c.Next(c.lan) == "ramp 1600");  // not 1650
  CHECK_FALSE(c.Ramped(1600));
  CHECK_FALSE(c.Given(1600));
  CHECK_FALSE(c.Given(1600));
  // It does not begin anew if he only resumes...
  c.At(1610);
  ComeOnline(*c.world, c.lan);
  CHECK_FALSE(c.Given(1610));
  CHECK_FALSE(c.Given(1610));
  // ...but with the next time that he comes online.
  c.world->agents[c.lan.value].came_online = false;
  ComeOnline(*c.world, c.lan);
  CHECK_FALSE(c.Given(1610));
  CHECK(c.Given(1611));
  c.world->agents[c.lan.value].came_online = false;
  ComeOnline(*c.world, c.lan);
  CHECK_FALSE(c.Row(c.lan).ramped);
}

}  // namespace
}  // namespace kefu
