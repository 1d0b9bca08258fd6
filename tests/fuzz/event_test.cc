// What reads events is given broken ones: lines of a log and records. Each is
// refused or is an event, and the engine stays whole (T4, T9). The sanitizers
// see what this file does not.

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <set>
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

// Everything that an event can be about is switched on.
constexpr char kRuleset[] = R"({
  "tenant": {"name": "Tea & Co", "keep_unanswered": true},
  "limits": {"message_bytes": 256, "customers": 50, "forget_after": "20 min"},
  "channels": [
    {"name": "app", "type": "mini_program",
     "windows": {"fallback": "subscription"}},
    {"name": "kf", "type": "wecom_kf"}, {"name": "web", "type": "h5"}],
  "desks": [
    {"name": "shop", "channel": "app"},
    {"name": "help", "channel": "kf",
     "routing": {"reception": "robot", "hand_over": {
       "words": ["human"], "misunderstood": 2, "intents": ["complaint"]}}},
    {"name": "page", "channel": "web"}],
  "links": [{"name": "live", "desk": "shop"}],
  "stores": [{"name": "west"}],
  "agents": [{"name": "mei", "capacity": 2}, {"name": "bo"}],
  "groups": [{"name": "all", "agents": [{"agent": "mei"}, {"agent": "bo"}],
              "scope": {"products": ["tea"], "pages": ["home"],
                        "intents": ["complaint"], "languages": ["en"]}}],
  "attributes": [{"name": "spent", "type": "number", "dimension": "trade"}],
  "tags": [{"name": "vip"}],
  "crowds": {"list": [{"name": "big", "all": [{"any": [
    {"attribute": "spent", "is": "at_least", "number": 100}]}]}]},
  "keywords": {
    "rules": [
      {"name": "price", "words": ["price"], "match": "contained",
       "reply": {"texts": ["99, {customer}."]}, "limit": "window"},
      {"name": "menu", "words": ["menu"],
       "reply": {"menu": {"text": "Choose:", "items": [
         {"name": "ask price", "text": "price"},
         {"name": "ask person", "text": "human", "hands_over": true}]}}}],
    "default_replies": [{"name": "later", "reply": {"texts": ["Later."]}}]},
  "routing": {"session_starts": "enter_or_message"},
  "queue": {"notice": ["Place {position}."], "accept_greeting": ["I am {agent}."],
            "form": ["Leave a message."], "form_after": "30s",
            "offers": {"on": true, "within": "10s"}},
  "offline": {"plan_nobody": "pool", "offline_text": ["Later."],
              "reply_nobody": ["Nobody is here."]},
  "timers": {
    "customer_silent": {"after": "60s", "closing": ["Bye."], "warnings": [
      {"before": "30s", "texts": ["?"]}, {"before": "9s", "texts": ["??"]}]},
    "agent_silent": {"after": "40s", "reminders": [
      {"before": "20s"}, {"before": "5s", "texts": ["Soon."]}]},
    "robot_idle": {"after": "50s", "closing": ["Bye."]},
    "session_life": "5 min", "reaccept_after": "90s"},
  "welcomes": {"quiet": "30s", "list": [
    {"name": "welcome", "messages": {"texts": ["Welcome to {company}."]}}]},
  "greetings": {"list": [
    {"name": "hello", "desk": "shop", "after": "5s",
     "messages": {"texts": ["May we help?"]}},
    {"name": "back", "desk": "shop", "from": "exit", "after": "9s",
     "messages": {"texts": ["Come back."]}}]},
  "campaigns": {"list": [
    {"name": "gift", "texts": ["For you."], "gifts": [
      {"kind": "points", "amount": 5, "notify": true, "notice": ["Yours."]},
      {"kind": "coupon", "coupon": "tea-10"}]},
    {"name": "poster", "picture": {"image": "a.png", "target": "b"}}]},
  "contact": {"at": "messages", "after_messages": 2,
              "messages": {"texts": ["Add me."]}},
  "feedback": {"rating": {"on": true, "texts": ["1 to 5?"],
    "at_close": ["agent", "host"], "lapse_after": "40s",
    "lapse_texts": ["Thank you."]}}
})";

std::vector<std::string> MostLines() {
  return {R"({"at": 1000, "event": "agent_connects", "agent": "mei"})",
          R"({"at": 1001, "event": "customer_enters", "customer": "a", )"
          R"("link": "live", "product": "tea", "page": "home", )"
          R"("language": "en", "store": "west", "attributes": {"spent": 7}})",
          R"({"at": 1002, "event": "customer_sends", "customer": "a", )"
          R"("desk": "shop", "kind": "text", "text": "in\u5ba2\n", )"
          R"("id": "m1"})",
          R"({"at": "2025-11-21T10:00:00.250+08:00", "seq": 4, )"
          R"("event": "customer_sends", "customer": "b", "desk": "help", )"
          R"("kind": "image"})",
          R"({"at": 1004, "event": "agent_accepts", "agent": "mei", )"
          R"("customers": ["a", "b"], "desk": "shop"})",
          R"({"at": 1005, "event": "agent_sends", "agent": "mei", )"
          R"("customer": "a", "desk": "shop", "kind": "file", "items": 2, )"
          R"("file_name": "a.pdf"})",
          R"({"at": 1006, "event": "agent_changes_settings", "agent": "bo", )"
          R"("auto_accept": "off", "capacity": 5})",
          R"({"at": 1007, "event": "agent_sets_status", "agent": "bo", )"
          R"("status": "online"})",
          R"({"at": 1008, "event": "customer_leaves", "customer": "b", )"
          R"("desk": "help", "what": "queue"})",
          R"({"at": 1009, "event": "agent_closes", "customer": "a", )"
          R"("desk": "shop"})",
          R"({"at": 1010, "event": "customer_visits", "customer": "a", )"
          R"("channel": "app", "page": "home", "store": "west"})",
          R"({"at": 1011, "event": "customer_exits", "customer": "a", )"
          R"("channel": "app"})",
          R"({"at": 1012, "event": "customer_clicks", "customer": "a", )"
          R"("campaign": "gift"})",
          R"({"at": 1013, "event": "customer_clicks", "customer": "a", )"
          R"("desk": "help", "item": "ask person"})",
          R"({"at": 1014, "event": "robot_replies", "customer": "b", )"
          R"("desk": "help", "understood": "no", "intent": "complaint", )"
          R"("messages": 2, "kind": "text"})",
          R"({"at": 1015, "event": "robot_hands_over", "customer": "b", )"
          R"("desk": "help", "intent": "complaint"})",
          R"({"at": 1016, "event": "customer_rates", "customer": "a", )"
          R"("desk": "shop", "score": 4, "comment": "good"})",
          R"({"at": 1017, "event": "agent_invites_rating", "agent": "mei", )"
          R"("customer": "a", "desk": "shop"})",
          R"({"at": 1018, "event": "agent_reopens", "agent": "mei", )"
          R"("customers": ["a"], "desk": "shop"})",
          R"({"at": 1019, "event": "customer_adds_contact", "customer": "a", )"
          R"("agent": "mei", "link": "live"})",
          R"({"at": 1020, "event": "customer_triggers", "customer": "a", )"
          R"("channel": "app", "trigger": "subscribe", "template_id": "t", )"
          R"("count": 2})",
          R"({"at": 1021, "event": "delivery_fails", "customer": "a", )"
          R"("desk": "shop", "cause": "unfollowed", "message": "m2", )"
          R"("source": "welcome"})",
          R"({"at": 1022, "event": "customer_submits_form", "customer": "a", )"
          R"("desk": "shop", "fields": "call me"})",
          R"({"at": 1023, "event": "customer_changes", "customer": "a", )"
          R"("attributes": {"spent": 120}, "tags": ["vip"], )"
          R"("dedicated_agent": "bo", "home_store": "west"})",
          R"({"at": 1024, "event": "crowd_refreshes", "agent": "mei", )"
          R"("crowd": "big"})",
          R"({"at": 1025, "event": "crowd_used", "crowd": "big", )"
          R"("campaign": "spring"})"};
}

// What agents do with a session, by hand.
std::vector<std::string> HandLines() {
  return {R"({"at": 1026, "event": "agent_declines", "agent": "mei", )"
          R"("customer": "a", "desk": "shop"})",
          R"({"at": 1027, "event": "agent_transfers", "agent": "mei", )"
          R"("customer": "a", "desk": "shop", "to_agent": "bo", )"
          R"("note": "vip"})",
          R"({"at": 1028, "event": "agent_claims", "agent": "mei", )"
          R"("customer": "a", "desk": "shop"})",
          R"({"at": 1029, "event": "agent_holds", "agent": "mei", )"
          R"("customer": "a", "desk": "shop"})",
          R"({"at": 1030, "event": "agent_unholds", "agent": "mei", )"
          R"("customer": "a", "desk": "shop"})",
          R"({"at": 1031, "event": "agent_discards", "agent": "mei", )"
          R"("customer": "b", "desk": "help"})",
          R"({"at": 1032, "event": "agent_assigns", "agent": "mei", )"
          R"("customer": "b", "desk": "help", "to_group": "all", )"
          R"("intent": "complaint"})",
          R"({"at": 1033, "event": "agent_blocks", "agent": "mei", )"
          R"("customer": "b", "scope": "desk", "desk": "help", "until": 9000})",
          R"({"at": 1034, "event": "agent_unblocks", "agent": "mei", )"
          R"("customer": "b", "scope": "tenant"})",
          R"({"at": 1035, "event": "customer_erased", "customer": "b"})",
          R"({"at": 1036, "event": "agent_disconnects", "agent": "bo", )"
          R"("desks": ["help"]})",
          R"({"at": 99999, "event": "time_passes"})"};
}

// At least one of every event.
const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines = [] {
    std::vector<std::string> all = MostLines();
    for (const std::string& line : HandLines()) all.push_back(line);
    return all;
  }();
  return lines;
}

Engine MakeEngine() {
  const RulesetResult result = ParseRuleset(kRuleset);
  const std::string error = result ? "" : ToText(result.errors.front());
  REQUIRE_MESSAGE(result, error);
  return Engine(result.ruleset);
}

const std::vector<uint8_t>& Types() {
  static const std::vector<uint8_t> types = {
#define KEFU_EVENT(number, Struct, json, doc) number,
#include "kefu/events.def"
  };
  return types;
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
  // And none is missing.
  std::set<int> types;
  for (const EventRecord& record : batch.records()) types.insert(record.type);
  CHECK(types == std::set<int>(Types().begin(), Types().end()));
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
  record.customer = random->Chance(90) ? random->Next() % 20 : random->Next();
  record.agent = static_cast<uint32_t>(random->Below(5));
  record.value = static_cast<uint32_t>(random->Below(5));
  record.desk = static_cast<uint16_t>(random->Below(5));
  record.type = random->Chance(90) ? random->Pick(Types())
                                   : static_cast<uint8_t>(random->Below(256));
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

// Mostly a moment later than the one before.
int64_t RandomTime(property::Random* random, int64_t* now) {
  if (random->Chance(1)) return static_cast<int64_t>(random->Next());
  *now += random->Between(-50, 4'000);
  return *now;
}

bool IsRefused(const Effects& effects) {
  return effects.size() == 1 && As<Refuse>(effects.records()[0]);
}

TEST_CASE("broken records are refused, and the engine stays whole") {
  property::Random random(3);
  Engine engine = MakeEngine();
  for (uint64_t key = 0; key < 15; ++key) engine.CustomerByKey(key);
  Effects effects;
  int64_t now = 1'000;
  std::set<int> done;
  const int runs = Runs(50'000);
  for (int i = 0; i < runs; ++i) {
    EventRecord record = RandomRecord(&random);
    record.at = RandomTime(&random, &now);
    effects.Clear();
    engine.Apply(record, RandomPayload(&random), &effects);
    if (!IsRefused(effects)) done.insert(record.type);
    if (i % 1'000 == 0) CHECK(engine.CheckInvariants() == "");
  }
  CHECK(engine.Events() == static_cast<uint64_t>(runs));
  CHECK(engine.CheckInvariants() == "");
  CHECK(done.size() > Types().size() / 2);
}

// One or two fields of it, or some of its payload.
void Break(property::Random* random, EventRecord* record,
           std::vector<std::byte>* payloads) {
  const EventRecord other = RandomRecord(random);
  if (random->Chance(30)) record->customer = other.customer;
  if (random->Chance(20)) record->agent = other.agent;
  if (random->Chance(20)) record->value = other.value;
  if (random->Chance(20)) record->desk = other.desk;
  if (random->Chance(10)) record->type = other.type;
  if (random->Chance(10)) record->detail = other.detail;
  if (random->Chance(5)) record->payload = other.payload;
  if (record->payload == 0 || !random->Chance(30)) return;
  const size_t at = (size_t{record->payload} - 1) * 8 +
                    static_cast<size_t>(random->Below(48));
  if (at >= payloads->size()) return;
  (*payloads)[at] = static_cast<std::byte>(
      random->Chance(50) ? random->Below(33) : random->Below(256));
}

TEST_CASE("good records of which some is broken: the engine stays whole") {
  property::Random random(4);
  Engine engine = MakeEngine();
  EventReader reader(&engine);
  EventBatch batch;
  for (const std::string& line : Lines()) REQUIRE(!reader.Add(line, &batch));
  for (uint64_t key = 0; key < 15; ++key) engine.CustomerByKey(key);
  const std::vector<std::byte> good(batch.payloads().begin(),
                                    batch.payloads().end());
  Effects effects;
  int64_t now = 1'000;
  std::set<int> done;
  for (int i = Runs(50'000); i > 0; --i) {
    EventRecord record =
        batch.records()[random.Next() % batch.records().size()];
    std::vector<std::byte> payloads = good;
    Break(&random, &record, &payloads);
    record.at = RandomTime(&random, &now);
    effects.Clear();
    engine.Apply(record, payloads, &effects);
    if (!IsRefused(effects)) done.insert(record.type);
    if (i % 1'000 == 0) CHECK(engine.CheckInvariants() == "");
  }
  CHECK(engine.CheckInvariants() == "");
  CHECK(done == std::set<int>(Types().begin(), Types().end()));
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
