// The roster: why nobody takes a session, and who is longest idle (D5).

#include <doctest/doctest.h>

#include "src/facts/standing.h"
#include "src/model/roster.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

Seat SeatFor(Reason reason, uint16_t capacity = 10) {
  return {reason, 0, 1, capacity, 0};
}

constexpr char kDesk[] = R"({
  "desks": [{"name": "d"}],
  "agents": [{"name": "a"}, {"name": "b"}, {"name": "c"}]})";

TEST_CASE("why nobody: who is nearest to taking it is told (A11)") {
  // In the order in which an enqueue names them; each is given to one agent,
  // the next one to another: the first of the two is told.
  const Reason kOrder[] = {Reason::kAtCapacity,   Reason::kWrapUp,
                           Reason::kRamp,         Reason::kAutoAcceptOff,
                           Reason::kDisconnected, Reason::kWeightZero};
  const auto world = WorldOf(kDesk);
  const ListId list = world->rules.desks[1].own_list;
  const uint32_t first = world->rules.lists[list].members_begin;
  Roster& roster = world->roster;
  CHECK(roster.WhyNobody(list, {}) == Reason::kGroupAbsent);
  roster.Sit(first + 2, SeatFor(Reason::kSuspended));  // is not present
  CHECK(roster.WhyNobody(list, {}) == Reason::kGroupAbsent);
  for (size_t i = 0; i < std::size(kOrder); ++i) {
    roster.Sit(first, SeatFor(kOrder[i]));
    roster.Sit(first + 1, SeatFor(kOrder[i]));
    CHECK(roster.WhyNobody(list, {}) == kOrder[i]);
    for (size_t k = i + 1; k < std::size(kOrder); ++k) {
      roster.Sit(first + 1, SeatFor(kOrder[k]));
      CHECK(roster.WhyNobody(list, {}) == kOrder[i]);
      CHECK(roster.Check(list));
    }
  }
}

TEST_CASE("the capacity of those who are online, busy or not (Q6)") {
  const auto world = WorldOf(kDesk);
  const ListId list = world->rules.desks[1].own_list;
  const uint32_t first = world->rules.lists[list].members_begin;
  Roster& roster = world->roster;
  CHECK(roster.PresentCapacity(list, {}) == 0);
  roster.Sit(first, {Reason::kNone, 1, 1, 4, 7});
  roster.Sit(first + 1, SeatFor(Reason::kWrapUp, 5));
  roster.Sit(first + 2, SeatFor(Reason::kAgentAway, 0));
  CHECK(roster.PresentCapacity(list, {}) == 9);
  CHECK(roster.Present(list, {}) == 2);
  roster.Sit(first, {Reason::kNone, 1, 1, 6, 7});  // he has changed it
  CHECK(roster.PresentCapacity(list, {}) == 11);
  roster.Sit(first, SeatFor(Reason::kAgentOffline, 0));
  CHECK(roster.PresentCapacity(list, {}) == 5);
  CHECK(roster.Check(list));
}

// -------------------------------------------------------- by what they are

struct Desk {
  explicit Desk(const char* distribution)
      : world(WorldOf(R"({"desks": [{"name": "d"}], "agents": [
            {"name": "a"}, {"name": "b"}, {"name": "c"}],
            "routing": {"distribution": ")" +
                      std::string(distribution) + "\"}}")),
        list(world->rules.desks[1].own_list) {
    for (const char* name : {"a", "b", "c"}) {
      Row(name).status = AgentStatus::kOnline;
    }
    Seat();
  }
  AgentRow& Row(const char* name) {
    return world->agents[world->ruleset->Agent(name).value];
  }
  void Seat() {
    const ListData& data = world->rules.lists[list];
    for (uint32_t i = 0; i < data.members_count; ++i) {
      const uint32_t member = data.members_begin + i;
      world->roster.Sit(member, StandingOf(*world, member));
    }
  }
  std::string Choice() {
    Seat();
    CHECK(world->roster.Check(list));
    const uint32_t member = world->roster.Choose(list, {}).member;
    if (member == Roster::kNobody) return "nobody";
    return std::string(
        world->ruleset->Name(AgentId{world->rules.members[member].agent}));
  }

  std::unique_ptr<World> world;
  ListId list;
};

TEST_CASE("longest idle: no load first, then time, then declaration (D5)") {
  Desk desk("longest_idle");
  desk.world->first_at = Instant{1000};
  for (const char* name : {"a", "b", "c"}) desk.Row(name).idle_since = 5000;
  CHECK(desk.Choice() == "a");
  desk.Row("c").idle_since = 4999;
  CHECK(desk.Choice() == "c");
  desk.Row("c").load = 1;
  CHECK(desk.Choice() == "a");
  desk.Row("a").load = 9;
  desk.Row("b").load = 2;
  CHECK(desk.Choice() == "c");  // all are busy: how much does not count
  desk.Row("b").idle_since = 1000;
  CHECK(desk.Choice() == "b");
}

TEST_CASE("a list that is served by hand hands nothing out (D6)") {
  Desk desk("manual");
  CHECK(desk.Choice() == "nobody");
  CHECK(desk.world->roster.Available(desk.list, {}) == 0);
  CHECK(desk.world->roster.Present(desk.list, {}) == 3);
  CHECK(desk.world->roster.WhyNobody(desk.list, {}) == Reason::kByHand);
}

TEST_CASE("the first reason why somebody is not available is told (A11)") {
  Desk desk("least_loaded");
  AgentRow& a = desk.Row("a");
  const uint32_t member = desk.world->rules.lists[desk.list].members_begin;
  const auto reason = [&] { return StandingOf(*desk.world, member).reason; };
  CHECK(reason() == Reason::kNone);
  a.load = a.capacity;
  CHECK(reason() == Reason::kAtCapacity);
  a.ramped = true;
  CHECK(reason() == Reason::kRamp);
  a.wrapping_up = true;
  CHECK(reason() == Reason::kWrapUp);
  a.auto_accept = AutoAccept::kOnLogin;
  CHECK(reason() == Reason::kAutoAcceptOff);
  a.filling = true;  // the one fill of his login (A3)
  CHECK(reason() == Reason::kWrapUp);
  a.disconnected = true;
  CHECK(reason() == Reason::kDisconnected);
  a.status = AgentStatus::kSuspended;
  CHECK(reason() == Reason::kSuspended);
}

// -------------------------------------------------------------------- kinds

// Against a scan: members of all kinds sit and go; each session finds the best
// of those who fit.
TEST_CASE("the best of those who fit a session (R10, R11, D8)") {
  const auto world = WorldOf(R"({
    "desks": [{"name": "d"}],
    "levels": [{"name": "low"}, {"name": "high"}],
    "stores": [{"name": "s1", "parent": "r", "level": "low"},
               {"name": "r", "level": "high"},
               {"name": "s2", "parent": "r", "level": "low"},
               {"name": "empty", "parent": "s1", "level": "low"}],
    "skills": [{"name": "x"}],
    "agents": [
      {"name": "a1", "store": "s1", "skills": ["x"]},
      {"name": "a2", "store": "r", "skills": ["x"]},
      {"name": "a3", "store": "s2"}, {"name": "a4"},
      {"name": "a5", "skills": ["x"]}, {"name": "a6", "store": "s1"},
      {"name": "a7", "store": "s1", "skills": ["x"]}],
    "routing": {"store_isolation": true, "distribution": "sequential",
                "level_order": ["low", "high"]}})");
  const RulesetData& rules = world->rules;
  const ListId list = rules.desks[1].own_list;
  const ListData& data = rules.lists[list];
  Roster& roster = world->roster;
  uint32_t seed = 1;
  for (int round = 0; round < 2000; ++round) {
    seed = seed * 1664525 + 1013904223;
    const uint32_t i = (seed >> 16) % data.members_count;
    const bool able = (seed >> 26) % 2 != 0;
    roster.Sit(data.members_begin + i, able ? Seat{Reason::kNone, 1, 1, 10, i}
                                            : SeatFor(Reason::kAtCapacity));
    REQUIRE(roster.Check(list));
    for (uint32_t store = 0; store <= 4; ++store) {
      for (uint64_t skills = 0; skills <= 1; ++skills) {
        const Needs needs{skills, store, 0, 1};
        uint32_t best = Roster::kNobody, available = 0;
        const auto level = [&](uint32_t member) {
          return data.kinds[rules.members[member].kind].level;
        };
        for (uint32_t k = 0; k < data.members_count; ++k) {
          const uint32_t member = data.members_begin + k;
          if (roster.SeatOf(member).mask == 0 ||
              !rules.Fits(data.kinds[rules.members[member].kind], needs)) {
            continue;
          }
          ++available;
          if (best == Roster::kNobody || level(member) < level(best)) {
            best = member;
          }
        }
        const Roster::Choice choice = roster.Choose(list, needs);
        REQUIRE(choice.member == best);
        REQUIRE(choice.available == available);
        REQUIRE(roster.Available(list, needs) == available);
      }
    }
  }
}

TEST_CASE("why nobody: who could have it comes before who could not (R11)") {
  const auto world = WorldOf(R"({
    "desks": [{"name": "d"}], "stores": [{"name": "s"}, {"name": "t"}],
    "skills": [{"name": "x"}],
    "agents": [{"name": "a", "store": "s"}, {"name": "b", "store": "t"},
               {"name": "c", "skills": ["x"]}],
    "routing": {"store_isolation": true}})");
  const ListId list = world->rules.desks[1].own_list;
  const uint32_t first = world->rules.lists[list].members_begin;
  Roster& roster = world->roster;
  const uint32_t s = world->ruleset->Store("s").value;
  const Needs needs{1, s, 0, 1};  // of s, and needs x
  roster.Sit(first + 1, SeatFor(Reason::kNone));
  CHECK(roster.WhyNobody(list, needs) == Reason::kOtherStore);
  CHECK(roster.PresentFor(list, {1}, s) == 0);
  roster.Sit(first, SeatFor(Reason::kWrapUp));
  CHECK(roster.WhyNobody(list, needs) == Reason::kSkillMissing);
  roster.Sit(first + 2, SeatFor(Reason::kDisconnected));
  CHECK(roster.WhyNobody(list, needs) == Reason::kDisconnected);
  const uint32_t barred[] = {first + 2};
  CHECK(roster.WhyNobody(list, needs, barred) == Reason::kExcluded);
  CHECK(roster.PresentFor(list, {1}, s) == 2);
}

}  // namespace
}  // namespace kefu
