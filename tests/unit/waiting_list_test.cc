// The order of a waiting list (Q1), walked from one to the next.

#include <doctest/doctest.h>

#include <vector>

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
    for (uint32_t row = world->waiting.First(list, 0); row != 0;
         row = world->waiting.After(list, 0, row)) {
      CHECK(world->waiting.Ahead(list, row) == rows.size());
      rows.push_back(row);
    }
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
  CHECK(lists.world->waiting.After(lists.list, 0, tie) == 0);
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
  CHECK(lists.world->waiting.total() == 200);
  for (size_t i = 1; i < walked.size(); ++i) {
    CHECK(lists.world->waiting.Before(walked[i - 1], walked[i]));
  }
}

}  // namespace
}  // namespace kefu
