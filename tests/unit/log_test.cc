// The event log: what is read, what is wrong with a bad line and where, and
// that what is written reads back.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "src/base/iso_time.h"
#include "tests/support/read_file.h"

namespace kefu {
namespace {

constexpr char kRuleset[] = R"({
  "agents": [{"name": "ann", "capacity": 2}, {"name": "安"}],
  "desks": [{"name": "shop"}],
  "links": [{"name": "live-1", "desk": "shop"}],
  "groups": [{"name": "sales", "agents": [{"agent": "ann"}, {"agent": "安"}],
              "scope": {"products": ["tea"], "intents": ["buy"],
                        "order_statuses": ["paid"]}}],
  "queue": {"priorities": [{"name": "vip", "credit": "infinite"}]},
  "limits": {"message_bytes": 8192}
})";

struct Log {
  Log() : engine(ParseRuleset(kRuleset).ruleset), reader(&engine) {}

  // The error of one line as "column: message"; "" if there is none.
  std::string ErrorOf(std::string_view line) {
    const size_t before = batch.size();
    const std::optional<LogError> error = reader.Add(line, &batch);
    if (!error) return "";
    CHECK(batch.size() == before);
    CHECK(error->line == reader.lines());
    return std::to_string(error->column) + ": " + error->message;
  }
  // One line read, and written again.
  std::string Again(std::string_view line) {
    batch.Clear();
    const std::string error = ErrorOf(line);
    if (!error.empty()) return error;
    REQUIRE(batch.size() == 1);
    std::string text;
    AppendJson(batch.records()[0], batch.payloads(), engine, &text);
    return text;
  }
  const EventRecord& Last() const { return batch.records().back(); }

  Engine engine;
  EventReader reader;
  EventBatch batch;
};

// Every event with all its fields, as the writer writes it.
const std::vector<std::string>& CanonicalLines() {
  static const std::vector<std::string> lines = {
      R"({"at":1,"event":"customer_enters","seq":1,"id":"x","customer":"c",)"
      R"("desk":"shop","link":"live-1","product":"tea",)"
      R"("order_status":"paid","intent":"buy","priority":"vip",)"
      R"("agent":"ann"})",
      R"({"at":2,"event":"customer_sends","seq":2,"customer":"客户 1",)"
      R"("desk":"shop","kind":"text","text":"多少钱？\n\"x\"\\","message":"m",)"
      R"("product":"tea","order_status":"paid","intent":"buy",)"
      R"("priority":"vip","agent":"安"})",
      R"({"at":3,"event":"customer_leaves","customer":"c","desk":"shop",)"
      R"("what":"queue"})",
      R"({"at":3,"event":"customer_erased","customer":"c"})",
      R"({"at":4,"event":"agent_connects","agent":"安"})",
      R"({"at":5,"event":"agent_disconnects","agent":"ann"})",
      R"({"at":6,"event":"agent_sets_status","agent":"ann",)"
      R"("status":"suspended","by":"安"})",
      R"({"at":7,"event":"agent_accepts","agent":"ann",)"
      R"("customers":["c",18446744073709551615,"7",7],"desk":"shop"})",
      R"({"at":8,"event":"agent_sends","agent":"ann","customer":"c",)"
      R"("desk":"shop","kind":"image","text":"\u0001","message":"m"})",
      R"({"at":9,"event":"agent_closes","customer":"c","desk":"shop",)"
      R"("agent":"ann"})",
      R"({"at":9,"event":"agent_transfers","agent":"ann","customer":"c",)"
      R"("desk":"shop","to_agent":"安","note":"在问退款"})",
      R"({"at":9,"event":"agent_transfers","agent":"ann","customer":"c",)"
      R"("desk":"shop","to_group":"sales","note":"n"})",
      R"({"at":9,"event":"agent_claims","agent":"ann","customer":"c",)"
      R"("desk":"shop"})",
      R"({"at":9,"event":"agent_holds","agent":"ann","customer":"c",)"
      R"("desk":"shop"})",
      R"({"at":9,"event":"agent_unholds","agent":"ann","customer":"c",)"
      R"("desk":"shop"})",
      R"({"at":10,"event":"agent_assigns","agent":"ann","customer":"c",)"
      R"("desk":"shop","to_agent":"安","intent":"buy"})",
      R"({"at":10,"event":"agent_assigns","agent":"ann","customer":"c",)"
      R"("desk":"shop","to_group":"sales","intent":"buy"})",
      R"({"at":10,"event":"agent_blocks","agent":"ann","customer":"c",)"
      R"("scope":"desk","desk":"shop","until":1763690400000})",
      R"({"at":10,"event":"agent_unblocks","agent":"ann","customer":"c",)"
      R"("scope":"tenant","desk":"shop"})",
      R"({"at":10,"event":"agent_discards","agent":"ann","customer":"c",)"
      R"("desk":"shop"})",
      R"({"at":11,"event":"agent_changes_settings","agent":"ann",)"
      R"("auto_accept":"on_login","capacity":0})",
      R"({"at":-12,"event":"time_passes","seq":0})"};
  return lines;
}

TEST_CASE("what is written reads back, for every event and field") {
  Log log;
  for (const std::string& line : CanonicalLines()) {
    CHECK(log.Again(line) == line + "\n");
  }
}

TEST_CASE("blanks, escapes and the order of the fields do not matter") {
  Log log;
  const std::string canonical =
      R"({"at":5,"event":"agent_connects","agent":"安"})"
      "\n";
  CHECK(log.Again("  { \"agent\" : \"\\u5b89\" ,\t\"\\u0061t\": 5 , "
                  "\"event\":\"agent_connects\" }\r") == canonical);
}

TEST_CASE("empty lines hold no event") {
  Log log;
  for (const char* line : {"", " ", "\t \r"}) CHECK(log.ErrorOf(line) == "");
  CHECK(log.batch.size() == 0);
  CHECK(log.reader.lines() == 3);
}

TEST_CASE("a name that the ruleset does not have is the engine's business") {
  Log log;
  const auto add = [&](std::string_view line) {
    CHECK(log.ErrorOf(line) == "");
    return log.Last();
  };
  const auto agent =
      add(R"({"at":1,"event":"agent_connects","agent":"nobody"})");
  CHECK(agent.agent == UINT32_MAX);
  const auto desk =
      add(R"({"at":1,"event":"agent_closes","customer":"c","desk":"nowhere"})");
  CHECK(desk.desk == UINT16_MAX);
  // Given, and in no scope: it wins over what an entry left.
  const auto product =
      add(R"({"at":1,"event":"customer_sends","customer":"c","desk":"shop",)"
          R"("kind":"text","product":"?"})");
  CHECK(product.value == UINT32_MAX);
  CHECK(product.payload == 0);
  // Nobody: refused by the engine.
  const auto customer =
      add(R"({"at":1,"event":"agent_closes","customer":"","desk":"shop"})");
  CHECK(!log.engine.Knows({customer.customer}));
  Effects effects;
  log.engine.ApplyBatch(log.batch, &effects);
  REQUIRE(effects.size() >= 2);
  CHECK(As<Refuse>(effects[0])->reason == Reason::kUnknownAgent);
  CHECK(As<Refuse>(effects[1])->reason == Reason::kUnknownDesk);
}

TEST_CASE("a wrong line adds no customer") {
  Log log;
  CHECK(log.ErrorOf(R"({"at":1,"event":"customer_sends","customer":"c"})") !=
        "");
  CHECK(log.engine.Customers() == 0);
}

// ------------------------------------------------------------------ times

int64_t Ms(std::string_view text) {
  Instant instant;
  const char* const error = ParseIso(text, &instant);
  CHECK_MESSAGE(error == nullptr, text);
  return instant.ms;
}

TEST_CASE("times with an offset") {
  CHECK(Ms("1970-01-01T00:00:00Z") == 0);
  CHECK(Ms("2025-11-21T10:00:00.250+08:00") == 1'763'690'400'250);
  CHECK(Ms("2025-11-21T10:00:00+08:00") == 1'763'690'400'000);
  CHECK(Ms("1969-12-31T23:59:59.999Z") == -1);
  CHECK(Ms("1970-01-01T00:00:00-00:30") == 1'800'000);
  CHECK(Ms("2000-02-29T00:00:00Z") == 951'782'400'000);
  CHECK(Ms("2024-02-29T23:59:59Z") == 1'709'251'199'000);
  CHECK(Ms("0000-01-01T00:00:00Z") == -62'167'219'200'000);
  CHECK(Ms("9999-12-31T23:59:59.9Z") == 253'402'300'799'900);
  CHECK(Ms("2025-11-21T10:00:00.5Z") - Ms("2025-11-21T10:00:00Z") == 500);
  CHECK(Ms("2025-11-21T10:00:00.1230000Z") % 1000 == 123);
}

TEST_CASE("every day of 800 years is one after the day before") {
  int64_t expected = Ms("1600-01-01T00:00:00Z") / 86'400'000;
  for (int64_t year = 1600; year < 2400; ++year) {
    for (int64_t month = 1; month <= 12; ++month) {
      for (int64_t day = 1; day <= DaysInMonth(year, month); ++day) {
        if (DaysFromDate(year, month, day) != expected++) {
          FAIL(year << "-" << month << "-" << day);
        }
      }
    }
  }
}

TEST_CASE("times that do not exist or say too little") {
  Instant instant;
  for (const char* text : {"2025-02-29T00:00:00Z",
                           "1900-02-29T00:00:00Z",
                           "2025-04-31T00:00:00Z",
                           "2025-13-01T00:00:00Z",
                           "2025-00-01T00:00:00Z",
                           "2025-01-00T00:00:00Z",
                           "2025-01-01T24:00:00Z",
                           "2025-01-01T00:60:00Z",
                           "2025-01-01T00:00:60Z",
                           "2025-01-01T00:00:00",
                           "2025-01-01 00:00:00Z",
                           "2025-01-01T00:00Z",
                           "2025-01-01T00:00:00.Z",
                           "2025-01-01T00:00:00.0001Z",
                           "2025-01-01T00:00:00+8:00",
                           "2025-01-01T00:00:00+0800",
                           "2025-01-01T00:00:00+24:00",
                           "2025-01-01T00:00:00+08:60",
                           "2025-01-01T00:00:00Z ",
                           " 2025-01-01T00:00:00Z",
                           "25-01-01T00:00:00Z",
                           "2025-1-1T00:00:00Z",
                           "",
                           "now"}) {
    CHECK_MESSAGE(ParseIso(text, &instant) != nullptr, text);
  }
}

// ---------------------------------------------------------------- effects

TEST_CASE("effects as JSON") {
  Log log;
  const auto all = [&](std::string_view line) {
    log.batch.Clear();
    CHECK(log.ErrorOf(line) == "");
    Effects effects;
    log.engine.ApplyBatch(log.batch, &effects);
    std::string text;
    for (const EffectRecord& effect : effects) {
      AppendJson(effect, log.engine, &text);
    }
    return text;
  };
  CHECK(all(R"({"at":1,"event":"agent_connects","agent":"安"})") == "");
  CHECK(all(R"({"at":2,"event":"customer_sends","customer":"c\"1",)"
            R"("desk":"shop","kind":"text","product":"tea","intent":"buy",)"
            R"("order_status":"paid"})") ==
        "{\"at\":2,\"effect\":\"open_session\",\"event\":2,\"index\":0,"
        "\"session\":1,\"customer\":\"c\\\"1\",\"desk\":\"shop\"}\n"
        "{\"at\":2,\"effect\":\"assign\",\"event\":2,\"index\":1,"
        "\"session\":1,\"customer\":\"c\\\"1\",\"desk\":\"shop\","
        "\"agent\":\"安\",\"group\":\"sales\",\"by\":\"scope\","
        "\"decision\":{\"rung\":\"scope\",\"reason\":\"no_memory\","
        "\"group\":\"sales\",\"agent\":\"安\",\"asked\":1}}\n"
        "{\"at\":2,\"effect\":\"notify_agent\",\"event\":2,\"index\":2,"
        "\"session\":1,\"customer\":\"c\\\"1\",\"desk\":\"shop\","
        "\"agent\":\"安\",\"what\":\"new_session\"}\n");
  CHECK(all(R"({"at":1,"event":"time_passes"})") ==
        "{\"at\":2,\"effect\":\"refuse\",\"event\":3,\"index\":0,"
        "\"reason\":\"time_went_back\"}\n");
}

// ------------------------------------------------------------ many lines

// Lines in pieces of `chunk` bytes, as a host that reads a file does it.
std::string ReadInChunks(std::string_view text, size_t chunk, Log* log) {
  std::string window;
  size_t taken = 0;
  while (true) {
    const std::string_view more = text.substr(taken, chunk);
    taken += more.size();
    window.append(more);
    const bool last = taken == text.size();
    size_t used = 0;
    const auto error =
        log->reader.AddLines(window, last, SIZE_MAX, &log->batch, &used);
    window.erase(0, used);
    if (error) return ToText(*error, "log");
    if (last) return "";
  }
}

TEST_CASE("chunks of any size give the same events") {
  std::string text;
  for (const std::string& line : CanonicalLines()) text += line + "\r\n\n";
  text.erase(text.size() - 3);  // no line break after the last line
  for (size_t chunk = 1; chunk <= text.size(); chunk += 1 + chunk / 8) {
    Log log;
    CHECK(ReadInChunks(text, chunk, &log) == "");
    CHECK(log.batch.size() == CanonicalLines().size());
    CHECK(log.reader.lines() == CanonicalLines().size() * 2 - 1);
  }
}

TEST_CASE("reading stops when the batch is full, and goes on from there") {
  const std::string line = R"({"at":1,"event":"time_passes"})"
                           "\n";
  const std::string text = line + line + line;
  Log log;
  size_t used = 0;
  CHECK(!log.reader.AddLines(text, true, 2, &log.batch, &used));
  CHECK(used == 2 * line.size());
  CHECK(log.batch.size() == 2);
  CHECK(!log.reader.AddLines(text.substr(used), true, 9, &log.batch, &used));
  CHECK(log.batch.size() == 3);
}

TEST_CASE("after a wrong line reading can go on behind it") {
  Log log;
  size_t used = 0;
  const std::string text = "nonsense\n{\"at\":1,\"event\":\"time_passes\"}\n";
  const auto error = log.reader.AddLines(text, true, 9, &log.batch, &used);
  REQUIRE(error);
  CHECK(error->line == 1);
  CHECK(used == 9);
  CHECK(!log.reader.AddLines(text.substr(used), true, 9, &log.batch, &used));
  CHECK(log.batch.size() == 1);
  CHECK(log.reader.lines() == 2);
}

TEST_CASE("a line without an end is refused before it fills the memory") {
  Log log;
  size_t used = 0;
  const std::string text(1'000'000, ' ');
  const auto error = log.reader.AddLines(text, false, 9, &log.batch, &used);
  REQUIRE(error);
  CHECK(error->line == 1);
  CHECK(error->message.find("longer") != std::string::npos);
}

// ---------------------------------------------------------------- bad logs

// Every refusal of the engine as JSON, then the error with its place.
std::string Outcome(std::string_view text) {
  Log log;
  std::string error = ReadInChunks(text, 4096, &log);
  Effects effects;
  log.engine.ApplyBatch(log.batch, &effects);
  std::string outcome;
  for (const EffectRecord& effect : effects) {
    if (effect.Type() == EffectType::kRefuse) {
      AppendJson(effect, log.engine, &outcome);
    }
  }
  return error.empty() ? outcome : outcome + error + "\n";
}

TEST_CASE("bad logs give the errors that stand beside them") {
  int logs = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator("tests/bad/logs")) {
    std::filesystem::path path = entry.path();
    if (path.extension() != ".jsonl") continue;
    ++logs;
    const std::string outcome = Outcome(ReadFile(path));
    INFO(path);
    CHECK(outcome == ReadFile(path.replace_extension(".expect")));
    CHECK(outcome != "");
  }
  CHECK(logs >= 30);
}

// Any change of a few bits is an event or an error with a place in the line.
TEST_CASE("flipped bits") {
  Log log;
  uint64_t state = 20'170'101;
  const auto next = [&state](size_t below) {
    state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    return static_cast<size_t>(state >> 33) % below;
  };
  Effects effects;
  int errors = 0;
  for (int i = 0; i < 40'000; ++i) {
    std::string line = CanonicalLines()[next(CanonicalLines().size())];
    for (size_t flips = 1 + next(3); flips > 0; --flips) {
      line[next(line.size())] ^= static_cast<char>(1 << next(8));
    }
    if (next(4) == 0) line.resize(next(line.size()));
    log.batch.Clear();
    const auto error = log.reader.Add(line, &log.batch);
    const auto end = static_cast<int>(line.size()) + 1;
    if (error) ++errors;
    if (error && (error->column < 1 || error->column > end)) FAIL(line);
    if (error && log.batch.size() != 0) FAIL(line);
    effects.Clear();
    log.engine.ApplyBatch(log.batch, &effects);
  }
  CHECK(errors > 10'000);
  CHECK(log.engine.CheckInvariants() == "");
}

}  // namespace
}  // namespace kefu
