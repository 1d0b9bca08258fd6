// Binary logs to test with: every event that the tables have, and readers.

#ifndef KEFU_TESTS_UNIT_BINARY_LOG_TESTING_H_
#define KEFU_TESTS_UNIT_BINARY_LOG_TESTING_H_

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kefu/binary_log.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "tests/support/read_file.h"

namespace kefu::testing {

inline constexpr char kRuleset[] = R"({
  "agents": [{"name": "ann", "capacity": 2}, {"name": "安"}],
  "desks": [{"name": "shop"}, {"name": "help"}],
  "links": [{"name": "live-1", "desk": "shop"}],
  "groups": [{"name": "sales", "agents": [{"agent": "ann"}, {"agent": "安"}],
              "scope": {"products": ["tea"], "intents": ["buy"],
                        "order_statuses": ["paid"], "pages": ["home"],
                        "languages": ["zh"]}}],
  "attributes": [{"name": "city \"a\"", "type": "text"},
                 {"name": "likes", "type": "texts"}],
  "tags": [{"name": "vip"}, {"name": "new"}],
  "crowds": {"list": [{"name": "all", "all": [{"any": [{"is": "known"}]}]}]},
  "queue": {"priorities": [{"name": "vip", "credit": "infinite"}]}
})";
// The same names in another order, and some of them missing.
inline constexpr char kOther[] = R"({
  "agents": [{"name": "bob"}, {"name": "安"}, {"name": "ann", "capacity": 2}],
  "desks": [{"name": "help"}, {"name": "new"}, {"name": "shop"}],
  "links": [{"name": "x", "desk": "help"}, {"name": "live-1", "desk": "shop"}],
  "groups": [{"name": "all", "agents": [{"agent": "bob"}],
              "scope": {"products": ["pot", "tea"]}}]
})";

inline std::shared_ptr<const Ruleset> Parse(const char* text) {
  const RulesetResult result = ParseRuleset(text);
  const std::string error = result ? "" : ToText(result.errors.front());
  REQUIRE_MESSAGE(result, error);
  return result.ruleset;
}

inline Engine MakeEngine() {
  static const auto ruleset = Parse(kRuleset);
  return Engine(ruleset);
}
inline Engine MakeOtherEngine() { return Engine(Parse(kOther)); }

// ------------------------------------------------- events from the tables

// Gives every field of an event something. `round` chooses what.
struct Filler {
  template <class T>
  void operator()(Field, T* value) {
    if constexpr (std::is_same_v<T, TextSource>) {
      *value = round == 0 ? TextSource::kAccountReply : TextSource::kWarning;
    } else if constexpr (std::is_enum_v<T>) {
      *value = static_cast<T>(1 + round % 2);
    } else if constexpr (std::is_same_v<T, Capacity>) {
      *value = static_cast<uint32_t>(round * 500);
    } else if constexpr (std::is_same_v<T, Until>) {
      *value = Instant{round * 86'400'000 - 1};
    } else if constexpr (std::is_same_v<T, MaybeAgent>) {
      *value = AgentId{static_cast<uint32_t>(round)};
    } else if constexpr (std::is_same_v<T, MaybeStore>) {
      *value = StoreId{static_cast<uint32_t>(round)};
    } else if constexpr (std::is_same_v<T, TagList>) {
      *value = std::span(tags).first(static_cast<size_t>(2 - round));
    } else if constexpr (std::is_same_v<T, AttributeList>) {
      attributes.Clear();
      if (round == 0) attributes.Text({1}, "上海 \"x\"\n");
      if (round == 1) attributes.Remove({1}).Item({2}, "a").Item({2}, "");
      attributes.Number({1}, -1).Flag({2}, true).Item({2}, "z");
      *value = attributes.list();
    } else if constexpr (std::is_same_v<T, CustomerId>) {
      *value = customers[static_cast<size_t>(round) % 4];
    } else if constexpr (std::is_same_v<T, DeskList>) {
      *value = desks;
    } else if constexpr (std::is_same_v<T, CustomerList>) {
      *value = customers;
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      *value = round == 0 ? "多少钱？\n\"x\"\\\x01" : "m";
    } else if constexpr (std::is_integral_v<T>) {
      *value = static_cast<T>(1 + round);
    } else {
      *value = {1};  // the first that the ruleset has
    }
  }
  int round;
  const std::vector<CustomerId>& customers;
  const std::vector<TagId> tags{{1}, {2}};
  Attributes attributes{};
  std::vector<DeskId> desks = {{1}, {1}};
};

template <class E>
void AddFilled(const std::vector<CustomerId>& customers, EventBatch* batch) {
  for (int round = 0; round < 3; ++round) {
    E event;
    event.at = Instant{1000 + static_cast<int64_t>(batch->size())};
    if (round > 0) event.seq = round - 1;
    if (round == 2) event.id = "push-1";
    Filler fill{round, customers};
    bool chosen = false;  // one of those of which exactly one is given
    VisitFields(event, [&](Field field, Slot, Presence presence, auto& value) {
      const bool other = presence == Presence::kOneOf && chosen;
      const bool given = round < 2 || presence != Presence::kOptional;
      chosen |= presence == Presence::kOneOf;
      if (given && !other) fill(field, &value);
    });
    batch->Add(event);
  }
}

// Every event that events.def has, with all its fields and with few.
inline EventBatch AllEvents(Engine* engine) {
  const std::vector<CustomerId> customers = {
      engine->Customer("客户 1"), engine->CustomerByKey(7),
      engine->Customer("7"), engine->CustomerByKey(UINT64_MAX)};
  EventBatch batch;
#define KEFU_EVENT(number, Struct, json, doc) \
  AddFilled<Struct>(customers, &batch);
#include "kefu/events.def"
  return batch;
}

inline std::string JsonOf(const EventBatch& batch, const Engine& engine) {
  std::string text;
  for (const EventRecord& record : batch.records()) {
    AppendJson(record, batch.payloads(), engine, &text);
  }
  return text;
}

inline std::string LogOf(const EventBatch& batch, const Engine& engine) {
  BinaryLogWriter writer(&engine);
  writer.Add(batch);
  std::string log;
  writer.Flush(&log);
  return log;
}

// A small log of a few blocks.
inline std::string SmallLog(size_t* events = nullptr) {
  Engine engine = MakeEngine();
  const EventBatch batch = AllEvents(&engine);
  BinaryLogWriter writer(&engine);
  std::string log;
  size_t added = 0;
  for (const EventRecord& record : batch.records()) {
    if (added == 11) break;
    writer.Add(record, batch.payloads());
    if (++added % 3 == 0) writer.Flush(&log);
    if (added == 6) writer.BeginSegment();
  }
  writer.Flush(&log);
  if (events != nullptr) *events = added;
  return log;
}

struct Read {
  std::optional<BinaryLogError> error;
  EventBatch batch;
  size_t used = 0;
};

// As a file that is read whole.
inline Read ReadAll(std::string_view log, Engine* engine) {
  Read read;
  BinaryLogReader reader(engine);
  read.error = reader.AddBlocks(log, true, SIZE_MAX, &read.batch, &read.used);
  CHECK(reader.offset() == read.used);
  CHECK(reader.events() == read.batch.size());
  return read;
}

}  // namespace kefu::testing

#endif  // KEFU_TESTS_UNIT_BINARY_LOG_TESTING_H_
