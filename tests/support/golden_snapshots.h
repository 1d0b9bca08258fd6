// Golden snapshots, in tests/data/snapshots: made here, read by
// tests/unit/golden_snapshot_test.cc. Of each there are
//
//   NAME.kefu           the snapshot
//   NAME.ruleset.json   the ruleset under which it was taken
//   NAME.made.jsonl     the events that led to it
//   NAME.next.jsonl     some events more, and
//   NAME.effects.jsonl  their effects
//   NAME.digests        before and after these

#ifndef KEFU_TESTS_SUPPORT_GOLDEN_SNAPSHOTS_H_
#define KEFU_TESTS_SUPPORT_GOLDEN_SNAPSHOTS_H_

#include <doctest/doctest.h>

#include <bit>
#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "kefu/snapshot.h"

namespace kefu::testing {

inline const std::filesystem::path kGoldenFolder = "tests/data/snapshots";
// How many events follow a snapshot.
inline constexpr size_t kGoldenNext = 100;

// A ruleset in JSON and events, a line each.
struct GoldenLog {
  std::string ruleset;
  std::vector<std::string> events;
};

// The effects, as lines.
inline std::string Tell(std::string_view lines, Engine* engine) {
  EventReader reader(engine);
  std::string out;
  while (!lines.empty()) {
    EventBatch batch;
    size_t used = 0;
    const auto error = reader.AddLines(lines, true, 1, &batch, &used);
    REQUIRE_MESSAGE(!error, error->message);
    lines.remove_prefix(used);
    Effects effects;
    engine->ApplyBatch(batch, &effects);
    for (const EffectRecord& e : effects) AppendJson(e, *engine, &out);
  }
  return out;
}

// Whether an engine that knows nobody yet can be told this line.
inline bool CanBeTold(std::string_view line,
                      const std::shared_ptr<const Ruleset>& ruleset) {
  Engine other(ruleset);
  EventReader reader(&other);
  EventBatch read;
  size_t used = 0;
  return !reader.AddLines(line, true, 10, &read, &used);
}

inline std::string DigestLine(const Engine& engine) {
  char text[20];
  std::snprintf(text, sizeof text, "%016" PRIx64 "\n", engine.Digest());
  return text;
}

// The first state of several logs that holds most of the wanted kinds.
struct GoldenState {
  uint64_t seed = 0;
  size_t events = 0;
  uint32_t kinds = 0;
};

// `log_of`: the log of a seed; `kinds_of`: what the state of an engine holds, a
// bit each. Seeds from 1 to `seeds`.
template <class LogOf, class KindsOf>
GoldenState SearchGolden(uint64_t seeds, uint32_t wanted, const LogOf& log_of,
                         const KindsOf& kinds_of) {
  GoldenState best;
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    const GoldenLog log = log_of(seed);
    Engine engine(ParseRuleset(log.ruleset).ruleset);
    for (size_t i = 0; i + kGoldenNext < log.events.size(); ++i) {
      Tell(log.events[i], &engine);
      const uint32_t kinds = kinds_of(engine) & wanted;
      if (std::popcount(kinds) > std::popcount(best.kinds)) {
        best = {seed, i + 1, kinds};
      }
    }
  }
  return best;
}

inline void WriteGolden(const std::string& name, const char* extension,
                        std::string_view text) {
  const std::filesystem::path path = kGoldenFolder / (name + extension);
  REQUIRE_MESSAGE(!std::filesystem::exists(path), path.string()
                                                      << " is there already");
  std::ofstream(path, std::ios::binary) << text;
}

// The files of a snapshot after so many events of a log.
inline void MakeGolden(const std::string& name, const GoldenLog& log,
                       size_t events) {
  std::string made, next;
  for (size_t i = 0; i < events + kGoldenNext; ++i) {
    (i < events ? made : next) += log.events.at(i);
  }
  Engine engine(ParseRuleset(log.ruleset).ruleset);
  Tell(made, &engine);
  std::vector<std::byte> bytes;
  AppendSnapshot(engine, &bytes);
  const std::string before = DigestLine(engine);
  const std::string effects = Tell(next, &engine);
  std::filesystem::create_directories(kGoldenFolder);
  WriteGolden(name, ".kefu",
              {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  WriteGolden(name, ".ruleset.json", log.ruleset);
  WriteGolden(name, ".made.jsonl", made);
  WriteGolden(name, ".next.jsonl", next);
  WriteGolden(name, ".effects.jsonl", effects);
  WriteGolden(name, ".digests", before + DigestLine(engine));
}

// Searches and makes until all of the kinds are held, at most a file for each
// of `names`.
template <class LogOf, class KindsOf>
void MakeAllGolden(std::span<const std::string> names, uint64_t seeds,
                   uint32_t wanted, const LogOf& log_of,
                   const KindsOf& kinds_of) {
  for (const std::string& name : names) {
    if (wanted == 0) return;
    const GoldenState found = SearchGolden(seeds, wanted, log_of, kinds_of);
    REQUIRE(found.kinds != 0);
    MESSAGE(name << ": seed " << found.seed << ", " << found.events
                 << " events, kinds " << found.kinds);
    wanted &= ~found.kinds;
    MakeGolden(name, log_of(found.seed), found.events);
  }
  CHECK_MESSAGE(wanted == 0, "no snapshot holds the kinds " << wanted);
}

}  // namespace kefu::testing

#endif  // KEFU_TESTS_SUPPORT_GOLDEN_SNAPSHOTS_H_
