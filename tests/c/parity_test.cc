// The same log through C++ and through each door of C: the same effects, byte
// for byte, and the same digest.

#include <doctest/doctest.h>
#include <kefu.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/log.h"
#include "tests/support/busy_desk.h"

namespace kefu::testing {
namespace {

// What an engine made of a log.
struct Outcome {
  std::string effects;  // the records' bytes, or lines of JSON
  uint64_t digest = 0;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string Contents(const std::string& path) {
  std::ifstream file(KEFU_SOURCE_DIR "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Some thousand random events at a busy desk, as JSON Lines.
std::string BusyLog(uint64_t seed, int which) {
  const auto ruleset = BusyRuleset(which);
  BusyDesk desk(seed, ruleset);
  Engine engine(ruleset);
  Engine* const engines[] = {&engine};
  EventReader reader(&engine);
  EventBatch batch;
  EventBatch again;
  Effects effects;
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    batch.Clear();
    desk.Next(engines, &batch);
    std::string line;
    AppendJson(batch.records()[0], batch.payloads(), engine, &line);
    engine.ApplyBatch(batch, &effects);
    // JSON cannot say everything that a record can: an event without one of
    // its words, say.
    line.pop_back();
    if (!reader.Add(line, &again)) lines += line + '\n';
  }
  return lines;
}

template <class T>
std::string BytesOf(const T* data, size_t count) {
  return {reinterpret_cast<const char*>(data), count * sizeof(T)};
}

// ------------------------------------------------------------------------ C++

Outcome CppEach(Engine engine, std::string_view log, bool as_json) {
  EventReader reader(&engine);
  EventBatch batch;
  Effects effects;
  Outcome outcome;
  while (!log.empty()) {
    size_t used = 0;
    batch.Clear();
    REQUIRE_FALSE(reader.AddLines(log, true, 1, &batch, &used).has_value());
    log.remove_prefix(used);
    effects.Clear();
    engine.ApplyBatch(batch, &effects);
    for (const EffectRecord& effect : effects) {
      if (as_json) AppendJson(effect, engine, &outcome.effects);
    }
    if (!as_json) {
      outcome.effects += BytesOf(effects.records().data(), effects.size());
    }
  }
  outcome.digest = engine.Digest();
  return outcome;
}

Outcome CppBatch(Engine engine, std::string_view log) {
  EventReader reader(&engine);
  EventBatch batch;
  Effects effects;
  size_t used = 0;
  REQUIRE_FALSE(
      reader.AddLines(log, true, SIZE_MAX, &batch, &used).has_value());
  engine.ApplyBatch(batch, &effects);
  return {BytesOf(effects.records().data(), effects.size()), engine.Digest()};
}

// -------------------------------------------------------------------------- C

class CEngine {
 public:
  explicit CEngine(const std::string& ruleset) {
    REQUIRE(kefu_parse_ruleset(&rules_, nullptr, ruleset.data(), ruleset.size(),
                               nullptr) == KEFU_OK);
    REQUIRE(kefu_engine_new(&engine, rules_) == KEFU_OK);
    REQUIRE(kefu_batch_new(&batch) == KEFU_OK);
    REQUIRE(kefu_reader_new(&reader_, engine) == KEFU_OK);
  }
  ~CEngine() {
    kefu_reader_free(reader_);
    kefu_batch_free(batch);
    kefu_engine_free(engine);
    kefu_ruleset_release(rules_);
  }

  // Reads at most so many events into the batch (0: all).
  size_t Read(std::string_view log, size_t most) {
    size_t used = 0;
    kefu_batch_clear(batch);
    REQUIRE(kefu_reader_read(&used, batch, nullptr, reader_, log.data(),
                             log.size(), 1, most) == KEFU_OK);
    return used;
  }
  uint64_t Digest() const {
    uint64_t digest = 0;
    REQUIRE(kefu_digest(&digest, engine) == KEFU_OK);
    return digest;
  }

  kefu_engine* engine = nullptr;
  kefu_batch* batch = nullptr;

 private:
  kefu_ruleset* rules_ = nullptr;
  kefu_reader* reader_ = nullptr;
};

Outcome CEach(const std::string& ruleset, std::string_view log) {
  CEngine c(ruleset);
  Outcome outcome;
  while (!log.empty()) {
    log.remove_prefix(c.Read(log, 1));
    if (kefu_batch_count(c.batch) == 0) continue;
    const kefu_effect* effects = nullptr;
    size_t count = 0;
    size_t bytes = 0;
    const void* const payloads = kefu_batch_payloads(&bytes, c.batch);
    REQUIRE(kefu_apply(&effects, &count, c.engine, kefu_batch_records(c.batch),
                       payloads, bytes) == KEFU_OK);
    outcome.effects += BytesOf(effects, count);
  }
  outcome.digest = c.Digest();
  return outcome;
}

Outcome CBatch(const std::string& ruleset, std::string_view log, size_t limit) {
  CEngine c(ruleset);
  Outcome outcome;
  c.Read(log, 0);
  size_t first = 0;
  while (first < kefu_batch_count(c.batch)) {
    const kefu_effect* effects = nullptr;
    size_t count = 0;
    size_t applied = 0;
    REQUIRE(kefu_apply_batch(&effects, &count, &applied, c.engine, c.batch,
                             first, limit) == KEFU_OK);
    REQUIRE(applied > 0);
    outcome.effects += BytesOf(effects, count);
    first += applied;
  }
  outcome.digest = c.Digest();
  return outcome;
}

Outcome CBytes(const std::string& ruleset, std::string_view log, size_t room) {
  CEngine c(ruleset);
  c.Read(log, 0);
  size_t bytes = 0;
  const void* const payloads = kefu_batch_payloads(&bytes, c.batch);
  const auto count = static_cast<uint32_t>(kefu_batch_count(c.batch));
  const uint32_t head[] = {count, static_cast<uint32_t>(bytes)};
  const std::string in = BytesOf(head, 2) +
                         BytesOf(kefu_batch_records(c.batch), count) +
                         BytesOf(static_cast<const char*>(payloads), bytes);
  Outcome outcome;
  std::string out(room, '\0');
  size_t first = 0;
  int result = KEFU_MORE;
  while (result == KEFU_MORE) {
    size_t written = 0;
    size_t used = 0;
    result = kefu_apply_bytes(&written, &used, c.engine, out.data(), room,
                              in.data(), in.size(), first);
    first += used;
    outcome.effects += out.substr(0, written);
  }
  REQUIRE(result == KEFU_OK);
  REQUIRE(first == count);
  outcome.digest = c.Digest();
  return outcome;
}

Outcome CJson(const std::string& ruleset, std::string_view log, size_t room) {
  CEngine c(ruleset);
  Outcome outcome;
  std::string out(room, '\0');
  int result = KEFU_MORE;
  while (result == KEFU_MORE) {
    size_t written = 0;
    size_t used = 0;
    result = kefu_apply_json(&written, &used, c.engine, out.data(), room,
                             log.data(), log.size(), nullptr);
    log.remove_prefix(used);
    outcome.effects += out.substr(0, written);
  }
  REQUIRE(result == KEFU_OK);
  outcome.digest = c.Digest();
  return outcome;
}

void Compare(const std::string& json, const std::string& log) {
  const auto ruleset = ParseRuleset(json).ruleset;
  REQUIRE(ruleset);
  const Engine fresh(ruleset);
  const Outcome each = CppEach(fresh.Fork(), log, false);
  const Outcome lines = CppEach(fresh.Fork(), log, true);
  const Outcome batch = CppBatch(fresh.Fork(), log);
  REQUIRE(each.effects.size() > 1000 * sizeof(EffectRecord));
  CHECK((CEach(json, log) == each));
  CHECK((CBatch(json, log, 0) == batch));
  CHECK((CBatch(json, log, 7) == batch));
  CHECK((CBytes(json, log, 64) == batch));
  CHECK((CBytes(json, log, 100'000) == batch));
  CHECK((CJson(json, log, 4096) == lines));
  CHECK((CJson(json, log, 1'000'000) == lines));
}

TEST_CASE("a real day gives the same bytes through C") {
  Compare(Contents("examples/sffd/ageing.json"),
          Contents("examples/data/sffd-2017-01-01.jsonl"));
}

// A callback must not throw, and does: its exception ends in the library.
TEST_CASE("a callback that throws ends its replay with a code of its own") {
  const std::string log = "{\"at\": 1, \"event\": \"time_passes\"}\n";
  kefu_ruleset* rules = nullptr;
  kefu_replay* replay = nullptr;
  REQUIRE(kefu_parse_ruleset(&rules, nullptr,
                             "{\"desks\": [{\"name\": \"d\"}]}", KEFU_NUL,
                             nullptr) == KEFU_OK);
  kefu_replay_model model = KEFU_REPLAY_MODEL_INIT;
  model.detail = KEFU_CALLS;
  model.watcher = [](void*, const kefu_engine*, const kefu_effect*, size_t,
                     const kefu_explanations*) -> int {
    throw std::runtime_error("thrown by a host");
  };
  CHECK(kefu_replay_run(&replay, nullptr, rules, log.data(), log.size(),
                        &model) == KEFU_ERROR_CALLBACK);
  CHECK(replay == nullptr);
  kefu_ruleset_release(rules);
}

TEST_CASE("a busy desk gives the same bytes through C") {
  for (int which = 0; which < kBusyRulesets; ++which) {
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      CAPTURE(which);
      CAPTURE(seed);
      Compare(BusyRulesetJson(which), BusyLog(seed, which));
    }
  }
}

}  // namespace
}  // namespace kefu::testing
