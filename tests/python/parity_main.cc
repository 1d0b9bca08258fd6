// Writes what C++ makes of random worlds, for parity_test.py to compare with.
//
//   kefu_python_parity folder first_seed worlds events wild
//
// For each seed: SEED.json the ruleset, SEED.klog the events, SEED.effects the
// effects' bytes, SEED.digest the digest of the state at the end; and, where
// the log can be said in JSON, SEED.lines.effects of its lines and
// SEED.line.effects of them one by one. (Names that are unknown have other
// numbers in lines, and who is looked up when decides who gets which id.)
// `wild` is 1 for worlds that forget customers and events that break the
// contract.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/binary_log.h"
#include "kefu/engine.h"
#include "tests/property/generator.h"

namespace kefu::property {
namespace {

void Write(const std::string& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  if (out.flush()) return;
  std::fprintf(stderr, "%s cannot be written\n", file.c_str());
  std::exit(2);
}

void WriteEffects(const std::string& file, const Effects& effects) {
  const auto bytes = std::as_bytes(effects.records());
  Write(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// What lines and dicts cannot say: an attribute told twice (the texts of one
// stand side by side); somebody unknown where no name means nobody.
bool CannotBeSaid(const Step& step) {
  if (step.told.dedicated == kUnknown || step.told.home_store == kUnknown) {
    return true;
  }
  const auto& told = step.told.attributes;
  for (size_t i = 1; i < told.size(); ++i) {
    const bool text = told[i].kind == ValueKind::kItem &&
                      told[i - 1].kind == told[i].kind &&
                      told[i - 1].attribute == told[i].attribute;
    if (text) continue;
    for (size_t k = 0; k < i; ++k) {
      if (told[k].attribute == told[i].attribute) return true;
    }
  }
  return false;
}

// Whether JSON has words for it: a text that is no UTF-8, and an item that no
// menu has, have none.
bool HasWords(const EventBatch& batch, Engine* engine) {
  BinaryLogWriter writer(engine);
  writer.Add(batch);
  std::string log, text;
  writer.Flush(&log);
  BinaryLogToJson converter;
  size_t used = 0;
  return !converter.AddBlocks(log, true, SIZE_MAX, &text, &used);
}

// The steps of a world as a log.
std::string LogOf(const World& world, std::shared_ptr<const Ruleset> ruleset,
                  size_t events, bool wild) {
  Engine engine(ruleset);
  Cast cast = LookUp(world, *ruleset);
  LookUpCustomers(world, {}, &engine, &cast);
  BinaryLogWriter writer(&engine);
  for (const Step& step : MakeSteps(world, ruleset, world.seed, events,
                                    {.break_contract = wild})) {
    if (!wild && CannotBeSaid(step)) continue;
    EventBatch batch;
    Add(step, cast, &batch);
    if (!wild && !HasWords(batch, &engine)) continue;
    writer.Add(batch);
  }
  std::string log;
  writer.Flush(&log);
  return log;
}

// Reads the log into a new engine and applies it event by event.
bool Play(std::string_view log, std::shared_ptr<const Ruleset> ruleset,
          const std::string& stem) {
  Engine engine(std::move(ruleset));
  BinaryLogReader reader(&engine);
  EventBatch batch;
  size_t used = 0;
  if (reader.AddBlocks(log, true, SIZE_MAX, &batch, &used)) return false;
  Effects effects;
  for (const EventRecord& record : batch.records()) {
    engine.Apply(record, batch.payloads(), &effects);
  }
  WriteEffects(stem + ".effects", effects);
  Write(stem + ".digest", std::to_string(engine.Digest()));
  return true;
}

// The same from JSON, if the log can be said in it.
bool PlayLines(std::string_view log, std::shared_ptr<const Ruleset> ruleset,
               size_t lines, const std::string& file) {
  BinaryLogToJson converter;
  std::string text;
  size_t used = 0;
  if (converter.AddBlocks(log, true, SIZE_MAX, &text, &used)) return true;
  Engine engine(std::move(ruleset));
  EventReader reader(&engine);
  Effects effects;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(used)) {
    EventBatch batch;
    if (reader.AddLines(rest, true, lines, &batch, &used)) return false;
    engine.ApplyBatch(batch, &effects);
  }
  WriteEffects(file, effects);
  return true;
}

int Main(int argc, char** argv) {
  if (argc != 6) return 2;
  const std::string folder = argv[1];
  const uint64_t first = std::strtoull(argv[2], nullptr, 10);
  const uint64_t worlds = std::strtoull(argv[3], nullptr, 10);
  const size_t events = std::strtoull(argv[4], nullptr, 10);
  const bool wild = argv[5][0] == '1';
  for (uint64_t seed = first; seed < first + worlds; ++seed) {
    const World world =
        MakeWorld(seed, {.small_limits = wild, .forgets = wild});
    const RulesetResult result = Compile(world.config);
    if (!result) return 1;
    const std::string stem = folder + "/" + std::to_string(seed);
    const std::string log = LogOf(world, result.ruleset, events, wild);
    Write(stem + ".json", ToText(world.config));
    Write(stem + ".klog", log);
    if (!Play(log, result.ruleset, stem) ||
        !PlayLines(log, result.ruleset, 1, stem + ".line.effects") ||
        !PlayLines(log, result.ruleset, SIZE_MAX, stem + ".lines.effects")) {
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace kefu::property

int main(int argc, char** argv) { return kefu::property::Main(argc, argv); }
