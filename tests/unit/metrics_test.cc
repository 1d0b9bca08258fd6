// Figures about waiting and load, from hand-made effects.

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "kefu/effect.h"
#include "kefu/metrics.h"

namespace kefu {
namespace {

EffectRecord Make(EffectType type, int64_t at, uint64_t session) {
  EffectRecord record;
  record.type = static_cast<uint8_t>(type);
  record.at = at;
  record.session = session;
  record.customer = session + 100;
  record.desk = 1;
  return record;
}
EffectRecord Opens(int64_t at, uint64_t session) {
  return Make(EffectType::kOpenSession, at, session);
}
EffectRecord Joins(int64_t at, uint64_t session, uint16_t group,
                   uint32_t position) {
  EffectRecord record = Make(EffectType::kEnqueue, at, session);
  record.group = group;
  record.value = position;
  record.reason = static_cast<uint16_t>(Reason::kAtCapacity);
  return record;
}
EffectRecord Leaves(int64_t at, uint64_t session) {
  return Make(EffectType::kDequeue, at, session);
}
EffectRecord Goes(int64_t at, uint64_t session, uint32_t agent, AssignBy by) {
  EffectRecord record = Make(EffectType::kAssign, at, session);
  record.agent = agent;
  record.group = 7;
  record.detail = static_cast<uint8_t>(by);
  return record;
}
EffectRecord Closes(int64_t at, uint64_t session, Reason reason) {
  EffectRecord record = Make(EffectType::kCloseSession, at, session);
  record.reason = static_cast<uint16_t>(reason);
  return record;
}

Metrics Of(const std::vector<EffectRecord>& effects, int64_t end) {
  Metrics metrics;
  for (const EffectRecord& effect : effects) metrics.Add(effect);
  metrics.Finish(Instant{end});
  return metrics;
}

TEST_CASE("quantiles are those of the nearest rank") {
  Waits waits;
  CHECK(waits.Quantile(50) == 0);
  CHECK(waits.Worst() == 0);
  for (const int64_t ms : {50, 15, 40, 20, 35}) waits.Add(ms);
  CHECK(waits.Quantile(0) == 15);
  CHECK(waits.Quantile(5) == 15);
  CHECK(waits.Quantile(20) == 15);
  CHECK(waits.Quantile(21) == 20);
  CHECK(waits.Quantile(30) == 20);
  CHECK(waits.Quantile(40) == 20);
  CHECK(waits.Quantile(50) == 35);
  CHECK(waits.Quantile(100) == 50);
  CHECK(waits.Worst() == 50);
  CHECK(waits.Total() == 160);
  CHECK(waits.count() == 5);
  CHECK(waits.AtMost(14) == 0);
  CHECK(waits.AtMost(20) == 2);
  CHECK(waits.AtMost(50) == 5);
  waits.Add(1);  // after a query
  CHECK(waits.Quantile(0) == 1);
  Waits ten;
  for (int64_t ms = 10; ms >= 1; --ms) ten.Add(ms);
  CHECK(ten.Quantile(90) == 9);
  CHECK(ten.Quantile(91) == 10);
}

TEST_CASE("a session that is taken at once waited for nothing") {
  const Metrics m =
      Of({Opens(1000, 1), Goes(1000, 1, 3, AssignBy::kScope)}, 5000);
  CHECK(m.opened() == 1);
  CHECK(m.assigned() == 1);
  CHECK(m.AllWaits().Worst() == 0);
  CHECK(m.peak_waiting() == 0);
  CHECK(m.ByWay().at(AssignBy::kScope) == 1);
  CHECK(m.ByGroup().at(GroupId{7}) == 1);
  REQUIRE(m.Sessions().size() == 1);
  const WaitRecord& record = m.Sessions()[0];
  CHECK(record.session.value == 1);
  CHECK(record.customer.value == 101);
  CHECK(record.agent.value == 3);
  CHECK(record.position == 0);
  CHECK(record.ended == Reason::kAssigned);
}

TEST_CASE("waiting counts from the opening, the peak over all lists") {
  const Metrics m = Of({Opens(1000, 1), Joins(1000, 1, 7, 1), Opens(1500, 2),
                        Joins(1500, 2, 8, 1), Leaves(3000, 1),
                        Goes(3000, 1, 3, AssignBy::kQueue)},
                       9000);
  CHECK(m.peak_waiting() == 2);
  CHECK(m.assigned() == 1);
  CHECK(m.AllWaits().Worst() == 2000);
  REQUIRE(m.Sessions().size() == 1);  // the other one waits still
  CHECK(m.Sessions()[0].reason == Reason::kAtCapacity);
  CHECK(m.Sessions()[0].position == 1);
}

TEST_CASE("who is closed while waiting has abandoned") {
  const Metrics m = Of({Opens(1000, 1), Joins(1000, 1, 7, 4), Leaves(1800, 1),
                        Closes(1800, 1, Reason::kCustomerLeft)},
                       9000);
  CHECK(m.abandoned() == 1);
  CHECK(m.assigned() == 0);
  CHECK(m.AllWaits().count() == 0);
  REQUIRE(m.Sessions().size() == 1);
  CHECK(m.Sessions()[0].ended == Reason::kCustomerLeft);
  CHECK(m.Sessions()[0].wait_ms == 800);
  CHECK(m.Sessions()[0].position == 4);
  CHECK(!m.Sessions()[0].agent);
}

TEST_CASE("a close of a served session is no abandonment") {
  const Metrics m = Of({Opens(1000, 1), Goes(1000, 1, 3, AssignBy::kSticky),
                        Closes(4000, 1, Reason::kByAgent)},
                       9000);
  CHECK(m.abandoned() == 0);
  CHECK(m.Sessions().size() == 1);
}

TEST_CASE("loads: sessions, peak, busy time and the sum over sessions") {
  const Metrics m =
      Of({Opens(1000, 1), Goes(1000, 1, 3, AssignBy::kScope), Opens(2000, 2),
          Goes(2000, 2, 3, AssignBy::kScope), Closes(4000, 1, Reason::kByAgent),
          Closes(5000, 2, Reason::kByAgent), Opens(8000, 3),
          Goes(8000, 3, 3, AssignBy::kScope)},
         10'000);
  const std::vector<AgentLoad> loads = m.Loads();
  REQUIRE(loads.size() == 1);
  CHECK(loads[0].agent.value == 3);
  CHECK(loads[0].sessions == 3);
  CHECK(loads[0].peak == 2);
  CHECK(loads[0].busy_ms == 4000 + 2000);  // the last one runs still
  CHECK(loads[0].session_ms == 3000 + 3000 + 2000);
}

TEST_CASE("who comes back from an agent ends his load, not his first wait") {
  const Metrics m = Of(
      {Opens(1000, 1), Goes(1000, 1, 3, AssignBy::kScope), Joins(3000, 1, 7, 1),
       Leaves(6000, 1), Goes(6000, 1, 4, AssignBy::kQueue),
       Closes(7000, 1, Reason::kByAgent)},
      9000);
  CHECK(m.assigned() == 1);
  CHECK(m.Sessions().size() == 1);
  CHECK(m.AllWaits().Worst() == 0);
  CHECK(m.peak_waiting() == 1);
  const std::vector<AgentLoad> loads = m.Loads();
  REQUIRE(loads.size() == 2);
  CHECK(loads[0].session_ms == 2000);
  CHECK(loads[1].session_ms == 1000);
}

TEST_CASE("refusals are counted, other effects are not") {
  const Metrics m = Of({Make(EffectType::kRefuse, 1000, 0),
                        Make(EffectType::kNotifyAgent, 1000, 1),
                        Make(EffectType::kDeliver, 1000, 1)},
                       9000);
  CHECK(m.refused() == 1);
  CHECK(m.opened() == 0);
  CHECK(m.Sessions().empty());
  CHECK(m.Loads().empty());
}

TEST_CASE("effects of sessions that opened before the log are left out") {
  const Metrics m = Of({Leaves(1000, 1), Goes(1000, 1, 3, AssignBy::kQueue),
                        Closes(2000, 1, Reason::kByAgent)},
                       9000);
  CHECK(m.assigned() == 0);
  CHECK(m.abandoned() == 0);
  CHECK(m.Loads().empty());
}

}  // namespace
}  // namespace kefu
