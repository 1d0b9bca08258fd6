// The binary log: what goes in comes out, in another engine too, and as JSON.

#include "kefu/binary_log.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/effect.h"
#include "tests/unit/binary_log_testing.h"

namespace kefu {
namespace {

using namespace testing;

TEST_CASE("a batch takes in another one, payloads and all") {
  Engine engine = MakeEngine();
  const EventBatch all = AllEvents(&engine);
  EventBatch both;
  both.Add(CustomerSends{.kind = MessageKind::kText, .text = "first"});
  both.Add(all);
  both.Add(EventBatch{});
  REQUIRE(both.size() == all.size() + 1);
  EventBatch one;
  one.Add(CustomerSends{.kind = MessageKind::kText, .text = "first"});
  CHECK(JsonOf(both, engine) == JsonOf(one, engine) + JsonOf(all, engine));
}

TEST_CASE("an engine says whom it knows") {
  Engine engine = MakeEngine();
  const CustomerId a = engine.Customer("a"), b = engine.CustomerByKey(1);
  const CustomerId stale{a.value + (uint64_t{7} << 32)};
  CHECK(engine.Knows(a));
  for (const CustomerId id : {stale, CustomerId{}, kNoMoreCustomers}) {
    CHECK(!engine.Knows(id));
    CHECK(!engine.Knows(std::vector{a, id, b}));
  }
  std::vector<CustomerId> many(100, b);
  CHECK(engine.Knows(many));
  many[50] = {99};
  CHECK(!engine.Knows(many));
  CHECK(engine.Knows(std::vector<CustomerId>{}));
}

TEST_CASE("every event with every field comes back, in another engine too") {
  Engine engine = MakeEngine();
  const EventBatch batch = AllEvents(&engine);
  const std::string json = JsonOf(batch, engine);
  const std::string log = LogOf(batch, engine);
  CHECK(IsBinaryLog(log));
  CHECK(!IsBinaryLog(json));

  Engine same = MakeEngine();
  same.Customer("somebody else");  // other ids for the customers
  const Read read = ReadAll(log, &same);
  CHECK(!read.error);
  CHECK(JsonOf(read.batch, same) == json);
}

TEST_CASE("another ruleset refuses what it does not know, as for JSON") {
  Engine engine = MakeEngine();
  const EventBatch batch = AllEvents(&engine);
  Engine from_log = MakeOtherEngine();
  const Read read = ReadAll(LogOf(batch, engine), &from_log);
  REQUIRE(!read.error);

  Engine from_json = MakeOtherEngine();
  EventReader reader(&from_json);
  EventBatch lines;
  size_t used = 0;
  CHECK(!reader.AddLines(JsonOf(batch, engine), true, SIZE_MAX, &lines, &used));
  REQUIRE(lines.size() == read.batch.size());
  Effects a, b;
  from_log.ApplyBatch(read.batch, &a);
  from_json.ApplyBatch(lines, &b);
  std::string text_a, text_b;
  for (const EffectRecord& e : a) AppendJson(e, from_log, &text_a);
  for (const EffectRecord& e : b) AppendJson(e, from_json, &text_b);
  CHECK(text_a == text_b);
  CHECK(text_a.find("unknown_") != std::string::npos);
  CHECK(from_log.Digest() == from_json.Digest());
}

TEST_CASE("a name is written once in a segment") {
  Engine engine = MakeEngine();
  const std::string name(1000, 'n');
  const CustomerId customer = engine.Customer(name);
  BinaryLogWriter writer(&engine);
  std::string log;
  for (int i = 0; i < 10; ++i) {
    writer.Add(AgentCloses{.customer = customer, .desk = {1}});
    writer.Flush(&log);
  }
  CHECK(log.size() < 2000);
  writer.BeginSegment();
  writer.Add(AgentCloses{.customer = customer, .desk = {1}});
  writer.Flush(&log);
  CHECK(log.size() > 2000);
  Engine other = MakeEngine();
  const Read read = ReadAll(log, &other);
  CHECK(!read.error);
  CHECK(read.batch.size() == 11);
  CHECK(other.Customers() == 1);
}

TEST_CASE("blocks close by themselves, and a reader stops between two") {
  Engine engine = MakeEngine();
  BinaryLogWriter writer(&engine);
  constexpr size_t kEvents = 20'000;
  for (size_t i = 0; i < kEvents; ++i) {
    writer.Add(AgentCloses{.at = Instant{static_cast<int64_t>(i)},
                           .customer = engine.CustomerByKey(i % 1000),
                           .desk = {2}});
  }
  CHECK(writer.bytes() > kEvents * sizeof(EventRecord));
  std::string log;
  writer.Flush(&log);
  CHECK(writer.bytes() == 0);
  writer.Flush(&log);  // nothing is left

  Engine other = MakeEngine();
  BinaryLogReader reader(&other);
  EventBatch batch;
  std::string_view rest = log;
  size_t calls = 0, events = 0;
  while (!rest.empty()) {
    batch.Clear();
    size_t used = 0;
    CHECK(!reader.AddBlocks(rest, true, 1, &batch, &used));
    REQUIRE(used > 0);
    rest.remove_prefix(used);
    events += batch.size();
    ++calls;
  }
  CHECK(events == kEvents);
  CHECK(calls == reader.blocks());
  CHECK(calls > 5);
  CHECK(calls < 20);
}

TEST_CASE("bytes may come in any portions, and lie anywhere") {
  Engine engine = MakeEngine();
  size_t events = 0;
  const std::string log = SmallLog(&events);
  for (const size_t portion : {size_t{1}, size_t{7}, size_t{33}, size_t{500}}) {
    Engine other = MakeEngine();
    BinaryLogReader reader(&other);
    EventBatch batch;
    std::string window = "x";  // so that nothing lies at a multiple of 8
    size_t fed = 0;
    while (fed < log.size()) {
      const size_t next = std::min(portion, log.size() - fed);
      window.append(log, fed, next);
      fed += next;
      size_t used = 0;
      CHECK(!reader.AddBlocks(std::string_view(window).substr(1),
                              fed == log.size(), SIZE_MAX, &batch, &used));
      window.erase(1, used);
    }
    CHECK(window.size() == 1);
    CHECK(batch.size() == events);
  }
}

TEST_CASE("a host that starts again appends a segment") {
  Engine engine = MakeEngine();
  Effects effects;
  std::string log;
  {
    BinaryLogWriter writer(&engine);
    const AgentConnects event{.at = Instant{1}, .agent = {1}};
    writer.Add(event);
    writer.Flush(&log);
    engine.Apply(event, &effects);
  }
  const size_t second = log.size();
  BinaryLogWriter writer(&engine);
  writer.Add(AgentDisconnects{.at = Instant{2}, .agent = {1}});
  writer.Flush(&log);
  Engine other = MakeEngine();
  const Read read = ReadAll(log, &other);
  CHECK(!read.error);
  CHECK(read.batch.size() == 2);

  // The second segment alone says which event it begins with.
  BinaryLogReader reader(&other);
  EventBatch batch;
  size_t used = 0;
  CHECK(!reader.AddBlocks(std::string_view(log).substr(second), true, 0, &batch,
                          &used));
  CHECK(!reader.AddBlocks(std::string_view(log).substr(second), true, 9, &batch,
                          &used));
  CHECK(reader.events() == 1);
  CHECK(reader.next_event() == 2);
}

TEST_CASE("nothing at all is a log without events") {
  Engine engine = MakeEngine();
  CHECK(!ReadAll("", &engine).error);
  std::string log;
  BinaryLogWriter(&engine).Flush(&log);
  CHECK(log == "");
}

TEST_CASE("what is no event is kept, and refused again") {
  Engine engine = MakeEngine();
  const CustomerId customer = engine.Customer("c");
  EventBatch batch;
  EventRecord record;
  record.at = 5;
  record.customer = customer.value;
  record.agent = 1;
  record.desk = 77;  // unknown
  for (const int type : {0, 99, 2}) {
    record.type = static_cast<uint8_t>(type);
    record.detail = 99;
    batch.Add(record, {});
  }
  // A payload that says it is longer than what there is.
  record.type = 60;
  record.detail = 0;
  PayloadHeader header{1u << 30, 1};
  batch.Add(record, std::as_bytes(std::span(&header, 1)));
  // Nobody has these ids.
  batch.Add(AgentCloses{.customer = kNoMoreCustomers, .desk = {1}});
  batch.Add(AgentCloses{.customer = {99}, .desk = {1}});
  batch.Add(AgentCloses{.customer = {}, .desk = {}});
  batch.Add(AgentConnects{.agent = {99}});

  Engine other = MakeEngine();
  const Read read = ReadAll(LogOf(batch, engine), &other);
  REQUIRE(!read.error);
  REQUIRE(read.batch.size() == batch.size());
  Effects a, b;
  engine.ApplyBatch(batch, &a);
  other.ApplyBatch(read.batch, &b);
  std::string text_a, text_b;
  for (const EffectRecord& e : a) AppendJson(e, engine, &text_a);
  for (const EffectRecord& e : b) AppendJson(e, other, &text_b);
  CHECK(text_a == text_b);
  CHECK(text_a.find("limit_reached") != std::string::npos);
  CHECK(text_a.find("bad_record") != std::string::npos);
}

TEST_CASE("what is too long is not added, and the log goes on") {
  Engine engine = MakeEngine();
  BinaryLogWriter writer(&engine);
  const CustomerId long_name =
      engine.Customer(std::string(kMaxLoggedName + 1, 'n'));
  CHECK_THROWS_AS(writer.Add(AgentCloses{.customer = long_name}),
                  std::length_error);
  const std::string text(kMaxLoggedPayload, 't');
  CHECK_THROWS_AS(
      writer.Add(CustomerSends{.kind = MessageKind::kText, .text = text}),
      std::length_error);
  writer.Add(TimePasses{.at = Instant{1}});
  std::string log;
  writer.Flush(&log);
  Engine other = MakeEngine();
  const Read read = ReadAll(log, &other);
  CHECK(!read.error);
  CHECK(read.batch.size() == 1);
}

TEST_CASE("more names than ids of a kind can number begin a segment") {
  JsonToBinaryLog to_binary;
  std::string json, log, back;
  for (int i = 0; i < 70'000; ++i) {
    json += R"({"at":1,"event":"agent_closes","customer":1,"desk":"d)" +
            std::to_string(i) + "\"}\n";
  }
  size_t used = 0;
  CHECK(!to_binary.AddLines(json, true, &used));
  to_binary.Flush(&log);
  CHECK(log.find("KEFULOG", 8) != std::string::npos);
  BinaryLogToJson to_json;
  CHECK(!to_json.AddBlocks(log, true, SIZE_MAX, &back, &used));
  CHECK(back == json);
}

// ------------------------------------------------------------- conversions

std::string ToBinary(std::string_view json) {
  JsonToBinaryLog converter;
  size_t used = 0;
  const auto error = converter.AddLines(json, true, &used);
  CHECK_MESSAGE(!error, (error ? ToText(*error, "") : ""));
  std::string log;
  converter.Flush(&log);
  return log;
}

std::string ToJson(std::string_view log) {
  BinaryLogToJson converter;
  std::string json;
  size_t used = 0;
  const auto error = converter.AddBlocks(log, true, SIZE_MAX, &json, &used);
  CHECK_MESSAGE(!error, (error ? ToText(*error, "") : ""));
  return json;
}

TEST_CASE("JSON Lines to binary and back loses nothing") {
  Engine engine = MakeEngine();
  const std::string json = JsonOf(AllEvents(&engine), engine);
  CHECK(ToJson(ToBinary(json)) == json);
  // Names that no ruleset knows, too, and those who are nobody.
  const std::string unknown =
      R"({"at":-1,"event":"customer_sends","seq":0,"customer":"","desk":"?",)"
      R"("kind":"text","product":"p","priority":""})"
      "\n"
      R"({"at":2,"event":"agent_closes","customer":7,"desk":"","agent":"x"})"
      "\n";
  CHECK(ToJson(ToBinary(unknown)) == unknown);
  // Written in another way it has the same fields.
  CHECK(ToJson(ToBinary(R"( { "desk":"d", "text":"", "kind":"text",)"
                        R"("event":"customer_sends","customer":"\u5b89",)"
                        R"("at":"1970-01-01T00:00:01+00:00"} )")) ==
        R"({"at":1000,"event":"customer_sends","customer":"安","desk":"d",)"
        R"("kind":"text"})"
        "\n");
}

TEST_CASE("binary to JSON Lines and back loses nothing") {
  Engine engine = MakeEngine();
  EventBatch batch = AllEvents(&engine);
  // Required names that name nobody.
  batch.Add(CustomerEnters{.at = Instant{5}});
  batch.Add(AgentCloses{.at = Instant{6}, .customer = kNoMoreCustomers});
  const std::string log = LogOf(batch, engine);
  const std::string json = ToJson(log);
  CHECK(ToJson(ToBinary(json)) == json);
  Engine a = MakeEngine(), b = MakeEngine();
  CHECK(JsonOf(ReadAll(log, &a).batch, a) == json);
  CHECK(JsonOf(ReadAll(ToBinary(json), &b).batch, b) == json);
}

TEST_CASE("a wrong line is named, and those before it are converted") {
  JsonToBinaryLog converter;
  size_t used = 0;
  const auto error = converter.AddLines(
      "{\"at\":1,\"event\":\"time_passes\"}\n{\"at\":2}\n", true, &used);
  REQUIRE(error);
  CHECK(ToText(*error, "f") == "f:2:1: lacks \"event\"");
  CHECK(converter.events() == 1);
  const std::string name(kMaxLoggedName + 1, 'n');
  JsonToBinaryLog other;
  const auto too_long = other.AddLines(
      R"({"at":1,"event":"agent_connects","agent":")" + name + "\"}", true,
      &used);
  REQUIRE(too_long);
  CHECK(too_long->line == 1);
}

TEST_CASE("what JSON cannot say is an error, and the log keeps it") {
  Engine engine = MakeEngine();
  const CustomerId customer = engine.Customer("\xff");
  EventRecord no_event;
  for (const bool bad_text : {true, false}) {
    BinaryLogWriter writer(&engine);
    std::string log, json;
    writer.Add(TimePasses{.at = Instant{1}});
    writer.Flush(&log);
    writer.Add(TimePasses{.at = Instant{2}});
    if (bad_text) writer.Add(AgentCloses{.customer = customer, .desk = {1}});
    if (!bad_text) writer.Add(no_event, {});
    writer.Flush(&log);
    BinaryLogToJson converter;
    size_t used = 0;
    const auto error = converter.AddBlocks(log, true, SIZE_MAX, &json, &used);
    REQUIRE(error);
    CHECK(error->trouble == LogTrouble::kNoJson);
    CHECK(error->block == 2);
    CHECK(error->event == 3);
    CHECK(json == "{\"at\":1,\"event\":\"time_passes\"}\n");
    Engine other = MakeEngine();
    CHECK(ReadAll(log, &other).batch.size() == 3);
  }
}

TEST_CASE("a real day goes through all three shapes") {
  const std::string json = ReadFile("examples/data/sffd-2017-01-01.jsonl");
  const std::string log = ToBinary(json);
  const std::string canonical = ToJson(log);
  CHECK(ToBinary(canonical) == log);
  CHECK(log.size() < json.size());
  const auto ruleset = ParseRuleset(ReadFile("examples/sffd/fcfs.json"));
  REQUIRE(ruleset);
  Engine a(ruleset.ruleset), b(ruleset.ruleset);
  EventReader reader(&a);
  EventBatch lines;
  size_t used = 0;
  CHECK(!reader.AddLines(json, true, SIZE_MAX, &lines, &used));
  const Read read = ReadAll(log, &b);
  CHECK(!read.error);
  Effects effects(1 << 20);
  CHECK(a.ApplyBatch(lines, &effects) == lines.size());
  effects.Clear();
  CHECK(b.ApplyBatch(read.batch, &effects) == lines.size());
  CHECK(a.Digest() == b.Digest());
}

// Written by version 1; read by every later one.
TEST_CASE("the log that was shipped with version 1 is read") {
  const std::string log = ReadFile("tests/data/binary_log_v1.klog");
  CHECK(ToJson(log) == ReadFile("tests/data/binary_log_v1.jsonl"));
}

}  // namespace
}  // namespace kefu
