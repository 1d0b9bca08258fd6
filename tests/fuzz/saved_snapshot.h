// A snapshot to be broken.

#ifndef KEFU_TESTS_FUZZ_SAVED_SNAPSHOT_H_
#define KEFU_TESTS_FUZZ_SAVED_SNAPSHOT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "kefu/engine.h"
#include "kefu/snapshot.h"
#include "tests/support/busy_desk.h"

namespace kefu::fuzz {

using Bytes = std::vector<std::byte>;

struct Saved {
  std::shared_ptr<const Ruleset> ruleset;
  Bytes bytes;
};

// The rulesets whose snapshots have every part between them.
inline constexpr int kVaried[] = {0, 2};

// Of an engine after so many events under one of the busy rulesets.
inline Saved Save(int which, uint64_t seed, int events) {
  Saved saved{testing::BusyRuleset(which), {}};
  Engine engine(saved.ruleset);
  Engine* const alone[] = {&engine};
  testing::BusyDesk desk(seed, saved.ruleset);
  for (int i = 0; i < events; ++i) {
    EventBatch batch;
    desk.Next(alone, &batch);
    Effects effects;
    engine.ApplyBatch(batch, &effects);
  }
  AppendSnapshot(engine, &saved.bytes);
  return saved;
}

}  // namespace kefu::fuzz

#endif  // KEFU_TESTS_FUZZ_SAVED_SNAPSHOT_H_
