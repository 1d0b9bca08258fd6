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
    CHECK(world->waiting.First(list, 0) == (rows.empty() ? 0 : rows[0]));
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
    CHECK(waiting.First(lists.list, 0) == joining[30'001].row);
    uint64_t passed = 0;
    waiting.ForEach(lists.list, [&](uint32_t) { ++passed; });
    CHECK(passed == waiting.Count(lists.list));
  }
}

// Against a scan: sessions join and leave, each bars some agents, and now these
// agents could take one, now those.
TEST_CASE("the first whom somebody may have, however many bar everybody (X2)") {
  Lists lists;
  WaitingLists& waiting = lists.world->waiting;
  SessionTable& sessions = lists.world->sessions;
  uint32_t seed = 1;
  const auto random = [&](uint32_t n) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % n;
  };
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
    const uint32_t able = 1 + random(7);  // a bit for each of three agents
    const auto covers = [&](const BarredAgents& agents) {
      uint32_t left = able;
      for (const uint32_t agent : agents) {
        if (agent != 0) left &= ~(1u << (agent - 1));
      }
      return left == 0;
    };
    uint32_t first = 0;
    for (const uint32_t row : there) {
      const SessionMore& more = sessions.More(row);
      if (!sessions[row].barred || covers(BarredOf(more))) continue;
      if (first == 0 || waiting.Before(row, first)) first = row;
    }
    REQUIRE(waiting.FirstBarred(lists.list, 0, covers) == first);
  }
}

}  // namespace
}  // namespace kefu
