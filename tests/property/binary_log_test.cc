// Random stories through a binary log: another engine that reads it, with
// other ids for the customers, does what the first one did, event by event.

#include "kefu/binary_log.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/log.h"
#include "tests/property/generator.h"
#include "tests/property/player.h"
#include "tests/property/random.h"

namespace kefu::property {
namespace {

std::string Told(const Effects& effects, const Engine& engine) {
  std::string text;
  for (const EffectRecord& effect : effects) {
    AppendJson(effect, engine, &text);
  }
  return text;
}

// A story that is told to an engine, and logged.
struct Recorded {
  std::string log;
  std::vector<std::string> told;  // the effects of each event
  uint64_t digest = 0;
};

Recorded Record(const World& world, std::shared_ptr<const Ruleset> ruleset,
                const std::vector<Step>& steps) {
  Recorded recorded;
  Random random(world.seed);
  Engine engine(ruleset);
  Cast cast = LookUp(world, *ruleset);
  LookUpCustomers(world, {}, &engine, &cast);
  std::optional<BinaryLogWriter> writer(&engine);
  EventBatch batch;
  Effects effects;
  for (const Step& step : steps) {
    batch.Clear();
    Add(step, cast, &batch);
    writer->Add(batch);
    if (random.Chance(10)) writer->Flush(&recorded.log);
    if (random.Chance(1)) writer->BeginSegment();
    effects.Clear();
    engine.Apply(batch.records()[0], batch.payloads(), &effects);
    recorded.told.push_back(Told(effects, engine));
    if (random.Chance(1)) {  // the host starts again
      writer->Flush(&recorded.log);
      writer.emplace(&engine);
    }
  }
  writer->Flush(&recorded.log);
  recorded.digest = engine.Digest();
  return recorded;
}

// What another engine does with the log; "" if it is the same.
std::string Difference(const Recorded& recorded,
                       std::shared_ptr<const Ruleset> ruleset) {
  Engine engine(std::move(ruleset));
  BinaryLogReader reader(&engine);
  EventBatch batch;
  Effects effects;
  size_t done = 0;
  for (std::string_view rest = recorded.log; !rest.empty();) {
    batch.Clear();
    size_t used = 0;
    if (const auto error = reader.AddBlocks(rest, true, 1, &batch, &used)) {
      return ToText(*error, "log");
    }
    rest.remove_prefix(used);
    for (const EventRecord& record : batch.records()) {
      if (done == recorded.told.size()) return "more events than were logged";
      effects.Clear();
      engine.Apply(record, batch.payloads(), &effects);
      const std::string told = Told(effects, engine);
      const std::string& before = recorded.told[done++];
      if (told != before) {
        return "event " + std::to_string(done) + ":\n" + before + "and\n" +
               told;
      }
    }
  }
  if (done != recorded.told.size()) return "events are missing";
  if (engine.Digest() != recorded.digest) return "another digest";
  return reader.next_event() == done ? "" : "another count of events";
}

// Without ceilings that are soon reached: there the order of look-ups decides
// who finds a place (T9).
TEST_CASE("a logged story is the same in another engine") {
  const Budget budget = BudgetOf(60, 400);
  size_t events = 0;
  for (uint64_t i = 0; i < budget.worlds; ++i) {
    const World world =
        MakeWorld(budget.first_seed + i, {.small_limits = false});
    const RulesetResult result = Compile(world.config);
    REQUIRE(result);
    const std::vector<Step> steps = MakeSteps(world, result.ruleset, world.seed,
                                              budget.events, StepOptions{});
    const Recorded recorded = Record(world, result.ruleset, steps);
    const std::string difference = Difference(recorded, result.ruleset);
    CHECK_MESSAGE(difference == "", "seed " << world.seed);
    events += steps.size();
  }
  CHECK(events > 0);
}

TEST_CASE("through JSON Lines the story is the same, too") {
  const Budget budget = BudgetOf(30, 400);
  size_t lines = 0;
  for (uint64_t i = 0; i < budget.worlds; ++i) {
    const World world =
        MakeWorld(budget.first_seed + i, {.small_limits = false});
    const RulesetResult result = Compile(world.config);
    REQUIRE(result);
    std::vector<Step> steps = MakeSteps(world, result.ruleset, world.seed,
                                        budget.events, StepOptions{});
    // Lines cannot say a record that is no event.
    Recorded recorded = Record(world, result.ruleset, steps);
    for (size_t step = steps.size(); step-- > 0;) {
      if (recorded.told[step].find("bad_record") != std::string::npos) {
        steps.erase(steps.begin() + static_cast<ptrdiff_t>(step));
      }
    }
    recorded = Record(world, result.ruleset, steps);
    BinaryLogToJson to_json;
    JsonToBinaryLog to_binary;
    std::string json, log, again;
    size_t used = 0;
    const auto unsayable =
        to_json.AddBlocks(recorded.log, true, SIZE_MAX, &json, &used);
    CHECK_MESSAGE(!unsayable, "seed " << world.seed << ": "
                                      << (unsayable ? unsayable->message : ""));
    CHECK(!to_binary.AddLines(json, true, &used));
    to_binary.Flush(&log);
    BinaryLogToJson back;
    CHECK(!back.AddBlocks(log, true, SIZE_MAX, &again, &used));
    CHECK(again == json);
    lines += steps.size();
  }
  CHECK(lines > 0);
}

}  // namespace
}  // namespace kefu::property
