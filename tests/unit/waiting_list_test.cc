// The order of a waiting list (Q1), walked from one to the next.

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "src/base/digest.h"
#include "src/model/waiting_list.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

struct Lists {
  std::unique_ptr<World> world = WorldOf(WithDesk(
      R"("agents": [{"name": "lan"}], "queue": {"priorities": [
          {"name": "first", "credit": "infinite"},
          {"name": "soon", "credit": "1 min"}]})"));
  ListId list = world->rules.desks[1].own_list;

  // Sessions with these numbers, which is their order.
  std::vector<WaitingLists::Joining> Make(
      const std::vector<uint64_t>& numbers) {
    std::vector<WaitingLists::Joining> made;
    world->sessions.Reserve(numbers.size());
    for (size_t i = 0; i < numbers.size(); ++i) {
      const uint32_t row = world->sessions.Add();
      world->sessions[row].number = numbers[i];
      world->sessions[row].order = static_cast<int64_t>(i);
      made.push_back({list, row});
    }
    return made;
  }
  // A session that has joined; its number is that of its row.
  uint32_t Join(int64_t order, const char* priority = "",
                bool returned = false) {
    world->sessions.Reserve(1);
    const uint32_t row = world->sessions.Add();
    SessionRow& s = world->sessions[row];
    s.number = row;
    s.order = order;
    s.priority = world->ruleset->Priority(priority).value;
    s.returned = returned;
    world->waiting.Join(list, row);
    return row;
  }
  std::vector<uint32_t> Walk() const {
    std::vector<uint32_t> rows;
    world->waiting.ForEach(list, [&](uint32_t row) {
      CHECK(world->waiting.Ahead(list, row) == rows.size());
      rows.push_back(row);
    });
    CHECK(world->waiting.FirstFor(list, 0, 1) == (rows.empty() ? 0 : rows[0]));
    return rows;
  }
};

TEST_CASE("returned, then infinite, then by time, then by number (Q1)") {
  Lists lists;
  const uint32_t late = lists.Join(900);
  const uint32_t tie = lists.Join(900);
  const uint32_t early = lists.Join(100);
  const uint32_t first = lists.Join(2000, "first");
  const uint32_t back = lists.Join(1500, "", true);
  CHECK(lists.Walk() == std::vector{back, first, early, late, tie});
  CHECK(lists.world->waiting.Count(lists.list) == 5);
  lists.world->waiting.Leave(lists.list, early);
  CHECK(lists.Walk() == std::vector{back, first, late, tie});
}

TEST_CASE("a walk passes every session once, however the list was made") {
  Lists lists;
  std::vector<uint32_t> rows;
  for (int64_t i = 0; i < 300; ++i) rows.push_back(lists.Join(i * 37 % 101));
  for (size_t i = 0; i < rows.size(); i += 3) {
    lists.world->waiting.Leave(lists.list, rows[i]);
  }
  const std::vector<uint32_t> walked = lists.Walk();
  CHECK(walked.size() == 200);
  CHECK(lists.world->waiting.Check(lists.list));
  CHECK(lists.world->waiting.total() == 200);
  for (size_t i = 1; i < walked.size(); ++i) {
    CHECK(lists.world->waiting.Before(walked[i - 1], walked[i]));
  }
}

TEST_CASE("sessions in any order fill a list at once") {
  Lists lists;
  std::vector<uint64_t> numbers(1'000);
  for (size_t i = 0; i < numbers.size(); ++i) numbers[i] = i + 1;
  auto joining = lists.Make(numbers);
  const auto in_order = joining;
  std::sort(joining.begin(), joining.end(), [](const auto& a, const auto& b) {
    return Mix(a.row) < Mix(b.row);
  });
  WaitingLists& waiting = lists.world->waiting;
  waiting.Fill(&joining);
  CHECK(waiting.Check(lists.list));
  CHECK(waiting.total() == 1'000);
  const std::vector<uint32_t> walked = lists.Walk();
  REQUIRE(walked.size() == 1'000);
  for (size_t i = 0; i < walked.size(); ++i) {
    CHECK(walked[i] == in_order[i].row);
  }
}

// Numbers whose hashes rise with the place: what a forger of snapshots would
// choose against a tree that is balanced by hashes.
TEST_CASE("no choice of numbers makes a tree deep") {
  constexpr uint64_t kSessions = 100'000;
  std::vector<uint64_t> numbers(kSessions);
  for (uint64_t i = 0; i < kSessions; ++i) numbers[i] = i + 1;
  std::sort(numbers.begin(), numbers.end(),
            [](uint64_t a, uint64_t b) { return Mix(a) < Mix(b); });
  for (const bool at_once : {true, false}) {
    Lists lists;
    WaitingLists& waiting = lists.world->waiting;
    auto joining = lists.Make(numbers);
    if (at_once) {
      waiting.Fill(&joining);
    } else {
      for (const auto& j : joining) waiting.Join(j.list, j.row);
    }
    REQUIRE(waiting.Check(lists.list));
    REQUIRE(waiting.Count(lists.list) == kSessions);
    // From one end, and then from the other.
    for (size_t i = 0; i < 30'000; ++i) {
      waiting.Leave(lists.list, joining[i].row);
      waiting.Leave(lists.list, joining[kSessions - 1 - i].row);
    }
    REQUIRE(waiting.Check(lists.list));
    // One in seven of those that are left, from the middle of the tree.
    for (size_t i = 30'000; i < 70'000; i += 7) {
      waiting.Leave(lists.list, joining[i].row);
    }
    REQUIRE(waiting.Check(lists.list));
    CHECK(waiting.FirstFor(lists.list, 0, 1) == joining[30'001].row);
    uint64_t passed = 0;
    waiting.ForEach(lists.list, [&](uint32_t) { ++passed; });
    CHECK(passed == waiting.Count(lists.list));
  }
}

// A small generator of numbers.
struct Numbers {
  uint32_t seed = 1;
  uint32_t operator()(uint32_t n) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % n;
  }
};

// Against a scan: sessions join and leave, each bars some agents.
TEST_CASE("the first whom an agent may have, however many bar him (X2)") {
  Lists lists;
  WaitingLists& waiting = lists.world->waiting;
  SessionTable& sessions = lists.world->sessions;
  Numbers random;
  std::vector<uint32_t> there;
  for (int round = 0; round < 3000; ++round) {
    if (there.size() < 40 + random(200)) {
      sessions.Reserve(1);
      const uint32_t row = sessions.Add();
      sessions[row].number = row;
      sessions[row].order = random(50);
      SessionMore& more = sessions.Write(row);
      // Few agents, so that whole subtrees bar the same ones.
      more.giver = random(3);
      for (uint32_t n = random(4); more.barred_count < n;) {
        const uint32_t agent = 1 + random(3);
        if (Bars(more, agent) && agent != more.giver) break;
        more.barred[more.barred_count++] = agent;
      }
      waiting.Join(lists.list, row);
      there.push_back(row);
    } else {
      const uint32_t at = random(static_cast<uint32_t>(there.size()));
      waiting.Leave(lists.list, there[at]);
      sessions.Free(there[at]);
      there[at] = there.back();
      there.pop_back();
    }
    REQUIRE(waiting.Check(lists.list));
    for (uint32_t agent = 1; agent <= 3; ++agent) {
      uint32_t first = 0;
      for (const uint32_t row : there) {
        if (Bars(sessions.More(row), agent)) continue;
        if (first == 0 || waiting.Before(row, first)) first = row;
      }
      REQUIRE(waiting.FirstFor(lists.list, 0, agent) == first);
    }
  }
}

// Stores under a region, two skills, tiers; all kinds of members.
constexpr char kKinds[] = R"({
  "desks": [{"name": "d"}],
  "levels": [{"name": "shop"}, {"name": "above"}],
  "stores": [{"name": "s1", "parent": "r", "level": "shop"},
             {"name": "r", "level": "above"},
             {"name": "s2", "parent": "r", "level": "shop"}, {"name": "s3"}],
  "skills": [{"name": "x"}, {"name": "y"}],
  "agents": [
    {"name": "a1", "store": "s1", "skills": ["x"]},
    {"name": "a2", "store": "s1"}, {"name": "a3", "store": "s2"},
    {"name": "a4", "store": "r", "skills": ["y", "x"]}, {"name": "a5"},
    {"name": "a6", "skills": ["y"]}, {"name": "a7", "store": "s3"},
    {"name": "a8", "store": "s1", "skills": ["x"]}],
  "groups": [{"name": "g", "agents": [
    {"agent": "a1", "tier": 1}, {"agent": "a2", "tier": 3},
    {"agent": "a3", "tier": 2}, {"agent": "a4", "tier": 1},
    {"agent": "a5", "tier": 2}, {"agent": "a6", "tier": 1},
    {"agent": "a7", "tier": 1}, {"agent": "a8", "tier": 2}]}],
  "routing": {"store_isolation": true, "distribution": "tiers",
              "tiers": [{"after": "10s"}, {"after": "20s"}]}})";

// Against a scan: in lanes, for each member what he may take.
TEST_CASE("the first session that fits a member, of any kind (R11, D7, D8)") {
  const auto world = WorldOf(kKinds);
  const ListId list = world->rules.ListOf(world->ruleset->Group("g"));
  const ListData& data = world->rules.lists[list];
  REQUIRE(data.laned);
  WaitingLists& waiting = world->waiting;
  SessionTable& sessions = world->sessions;
  Numbers random;
  std::vector<uint32_t> there;
  const auto change = [&](uint32_t row) {
    SessionMore& more = sessions.Write(row);
    more.store = random(5);
    more.skills = random(4);
    more.tiers = static_cast<uint8_t>(1 + random(3));
  };
  for (int round = 0; round < 3000; ++round) {
    waiting.Reserve(1);
    const uint32_t what = random(3);
    if (there.empty() || (what == 0 && there.size() < 300)) {
      sessions.Reserve(1);
      const uint32_t row = sessions.Add();
      sessions[row].number = row;
      sessions[row].order = random(50);
      change(row);
      if (random(4) == 0) sessions.Write(row).giver = 1 + random(8);
      waiting.Join(list, row);
      there.push_back(row);
    } else if (what == 1) {
      const uint32_t row = there[random(static_cast<uint32_t>(there.size()))];
      change(row);
      waiting.ChangeLane(list, row);
    } else {
      const uint32_t at = random(static_cast<uint32_t>(there.size()));
      waiting.Leave(list, there[at]);
      sessions.Free(there[at]);
      there[at] = there.back();
      there.pop_back();
    }
    REQUIRE(waiting.Check(list));
    for (uint32_t i = 0; i < data.members_count; ++i) {
      const MemberData& m = world->rules.members[data.members_begin + i];
      const MemberKind& kind = data.kinds[m.kind];
      uint32_t first = 0, found = 0;
      for (const uint32_t row : there) {
        if (!world->rules.Fits(kind, waiting.NeedsOf(list, row))) continue;
        if (Bars(sessions.More(row), m.agent)) continue;
        if (first == 0 || waiting.Before(row, first)) first = row;
      }
      waiting.EachLane(list, kind, [&](const auto& lane) {
        const uint32_t row = waiting.FirstFor(lane, m.agent);
        if (row == 0) return;
        if (found == 0 || waiting.Before(row, found)) found = row;
      });
      REQUIRE(found == first);
    }
  }
}

// What is given up is used again: a shop in balance needs no memory.
TEST_CASE("lanes that nobody stands in are used again") {
  const auto world = WorldOf(kKinds);
  const ListId list = world->rules.ListOf(world->ruleset->Group("g"));
  world->sessions.Reserve(1);
  const uint32_t row = world->sessions.Add();
  world->sessions[row].number = row;
  world->waiting.Reserve(1);
  const size_t bytes = world->waiting.bytes();
  for (uint32_t i = 0; i < 100; ++i) {
    SessionMore& more = world->sessions.Write(row);
    more.store = i % 5;
    more.skills = i % 4;
    more.tiers = static_cast<uint8_t>(1 + i % 3);
    REQUIRE(world->waiting.HasRoom(1));
    world->waiting.Join(list, row);
    world->waiting.Leave(list, row);
  }
  CHECK(world->waiting.bytes() == bytes);
}

}  // namespace
}  // namespace kefu
