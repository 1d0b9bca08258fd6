// What reads events is given broken ones: lines of a log and records. Each is
// refused or is an event, and the engine stays whole (T4, T9). The sanitizers
// see what this file does not.

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "tests/fuzz/mutator.h"

namespace kefu::fuzz {
namespace {

constexpr char kRuleset[] = R"({
  "agents": [{"name": "mei", "capacity": 2}, {"name": "bo"}],
  "desks": [{"name": "shop"}, {"name": "help"}],
  "links": [{"name": "live", "desk": "shop"}],
  "groups": [{"name": "all", "agents": [{"agent": "mei"}, {"agent": "bo"}]}],
  "timers": {"customer_silent": {"after": "60s"}},
  "limits": {"message_bytes": 256, "customers": 50}
})";

const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines = {
      R"({"at": 1000, "event": "agent_connects", "agent": "mei"})",
      R"({"at": 1001, "event": "customer_enters", "customer": "a",)"
      R"( "link": "live", "product": "tea"})",
      R"({"at": 1002, "event": "customer_sends", "customer": "a",)"
      R"( "desk": "shop", "kind": "text", "text": "in\u5ba2\n", "id": "m1"})",
      R"({"at": "2025-11-21T10:00:00.250+08:00", "seq": 4,)"
      R"( "event": "customer_sends", "customer": "b", "desk": "help",)"
      R"( "kind": "image"})",
      R"({"at": 1004, "event": "agent_accepts", "agent": "bo",)"
      R"( "customers": ["a", "b"], "desk": "shop"})",
      R"({"at": 1005, "event": "agent_sends", "agent": "mei",)"
      R"( "customer": "a", "desk": "shop", "kind": "text"})",
      R"({"at": 1006, "event": "agent_changes_settings", "agent": "bo",)"
      R"( "auto_accept": "off", "capacity": 5})",
      R"({"at": 1007, "event": "agent_sets_status", "agent": "bo",)"
      R"( "status": "online"})",
      R"({"at": 1008, "event": "customer_leaves", "customer": "b",)"
      R"( "desk": "help", "what": "queue"})",
      R"({"at": 1009, "event": "agent_closes", "customer": "a",)"
      R"( "desk": "shop"})",
      R"({"at": 99999, "event": "time_passes"})"};
  return lines;
}

Engine MakeEngine() {
  const RulesetResult result = ParseRuleset(kRuleset);
  const std::string error = result ? "" : ToText(result.errors.front());
  REQUIRE_MESSAGE(result, error);
  return Engine(result.ruleset);
}

TEST_CASE("the good lines are good") {
  Engine engine = MakeEngine();
  EventReader reader(&engine);
  EventBatch batch;
  for (const std::string& line : Lines()) {
    const std::optional<LogError> error = reader.Add(line, &batch);
    CHECK_MESSAGE(!error, line);
  }
  CHECK(batch.size() == Lines().size());
}

TEST_CASE("broken lines are refused, or are events") {
  Engine engine = MakeEngine();
  EventReader reader(&engine);
  Mutator mutator(2, Lines());
  Effects effects;
  int refused = 0;
  for (int i = Runs(30'000); i > 0; --i) {
    const std::string line = mutator.Next();
    EventBatch batch;
    batch.Add(TimePasses{.at = Instant{1}});
    const std::optional<LogError> error = reader.Add(line, &batch);
    if (error) {
      ++refused;
      if (error->message.empty() || error->column < 1 || batch.size() != 1) {
        FAIL_CHECK("a wrong error for\n" << line);
      }
    }
    effects.Clear();
    engine.ApplyBatch(batch, &effects);
  }
  CHECK(refused > 0);
  CHECK(engine.CheckInvariants() == "");
}

// Bytes as a program in another language might hand them over.
EventRecord RandomRecord(property::Random* random) {
  EventRecord record;
  record.at = random->Chance(95) ? random->Between(0, 1'000'000)
                                 : static_cast<int64_t>(random->Next());
  record.customer = random->Chance(90) ? random->Next() % 20 : random->Next();
  record.agent = static_cast<uint32_t>(random->Below(5));
  record.value = static_cast<uint32_t>(random->Below(5));
  record.desk = static_cast<uint16_t>(random->Below(5));
  record.type = static_cast<uint8_t>(random->Below(40));
  record.detail = static_cast<uint8_t>(random->Below(14));
  record.payload = static_cast<uint32_t>(random->Below(12));
  if (random->Chance(2)) record.payload = UINT32_MAX;
  return record;
}

// Mostly zeros and small numbers, so that some of it looks like fields.
std::vector<std::byte> RandomPayload(property::Random* random) {
  std::vector<std::byte> bytes(static_cast<size_t>(random->Below(96)));
  for (std::byte& byte : bytes) {
    const int value = random->Chance(60)   ? 0
                      : random->Chance(70) ? random->Below(33)
                                           : random->Below(256);
    byte = static_cast<std::byte>(value);
  }
  return bytes;
}

TEST_CASE("broken records are refused, and the engine stays whole") {
  property::Random random(3);
  Engine engine = MakeEngine();
  for (uint64_t key = 0; key < 15; ++key) engine.CustomerByKey(key);
  Effects effects;
  const int runs = Runs(50'000);
  for (int i = 0; i < runs; ++i) {
    const EventRecord record = RandomRecord(&random);
    effects.Clear();
    engine.Apply(record, RandomPayload(&random), &effects);
    if (i % 1'000 == 0) CHECK(engine.CheckInvariants() == "");
  }
  CHECK(engine.Events() == static_cast<uint64_t>(runs));
  CHECK(engine.CheckInvariants() == "");
}

TEST_CASE("an instant of any bits is refused, or is one") {
  Engine engine = MakeEngine();
  EventBatch batch;
  batch.Add(AgentBlocks{.at = Instant{1},
                        .agent = engine.ruleset().Agent("bo"),
                        .customer = engine.CustomerByKey(1),
                        .scope = BlockScope::kDesk,
                        .desk = engine.ruleset().Desk("shop"),
                        .until = Instant{1'000}});
  std::vector<std::byte> payload(batch.payloads().begin(),
                                 batch.payloads().end());
  for (const uint64_t bits :
       {uint64_t{1}, uint64_t{1} << 53, (uint64_t{1} << 63) - 1,
        uint64_t{1} << 63, (uint64_t{1} << 63) + 1, UINT64_MAX}) {
    std::memcpy(&payload[payload.size() - sizeof bits], &bits, sizeof bits);
    Effects effects;
    engine.Apply(batch.records()[0], payload, &effects);
    REQUIRE(effects.size() == 1);
    CHECK(As<Refuse>(effects.records()[0])->reason ==
          (bits >> 62 != 0 ? Reason::kBadRecord : Reason::kAgentOffline));
  }
}

}  // namespace
}  // namespace kefu::fuzz
