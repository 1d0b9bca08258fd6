// The engine of a replay and who watches it.

#ifndef KEFU_REPLAY_CALLER_H_
#define KEFU_REPLAY_CALLER_H_

#include <span>
#include <utility>
#include <vector>

#include "kefu/replay.h"

namespace kefu {

class Caller {
 public:
  explicit Caller(Engine given) : engine(std::move(given)) {}

  // Each applies, tells the watcher and returns the effects, which stand until
  // the next call. Throws std::bad_alloc if the engine could not even refuse.
  std::span<const EffectRecord> Apply(const EventRecord& event,
                                      std::span<const std::byte> payloads);
  std::span<const EffectRecord> ApplyAll(const EventBatch& batch);

  Engine engine;
  ReplayDetail detail = ReplayDetail::kBatches;
  ReplayWatcher watcher;

 private:
  std::span<const EffectRecord> Tell();

  Effects effects_;
  std::vector<Explanation> explanations_;
};

}  // namespace kefu

#endif  // KEFU_REPLAY_CALLER_H_
