#include "src/replay/caller.h"

#include <new>

namespace kefu {

std::span<const EffectRecord> Caller::Apply(
    const EventRecord& event, std::span<const std::byte> payloads) {
  effects_.Clear();
  if (detail == ReplayDetail::kExplained) {
    explanations_.clear();
    engine.ApplyExplained(event, payloads, &effects_, &explanations_);
  } else {
    engine.Apply(event, payloads, &effects_);
  }
  return Tell();
}

std::span<const EffectRecord> Caller::ApplyAll(const EventBatch& batch) {
  effects_.Clear();
  engine.ApplyBatch(batch, &effects_);
  return Tell();
}

std::span<const EffectRecord> Caller::Tell() {
  if (watcher) watcher(effects_.records(), explanations_);
  if (effects_.incomplete()) throw std::bad_alloc();
  return effects_.records();
}

}  // namespace kefu
