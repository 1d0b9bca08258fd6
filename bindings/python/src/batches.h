// Many events at once, and their effects.

#ifndef KEFU_PYTHON_BATCHES_H_
#define KEFU_PYTHON_BATCHES_H_

#include <pybind11/pybind11.h>

#include <memory>
#include <span>
#include <utility>

#include "kefu/effect.h"
#include "kefu/event.h"
#include "records.h"
#include "state.h"

namespace kefu::python {

// Events with the ids of one engine. NumPy arrays may look into it: then a
// change goes into a copy.
class Batch {
 public:
  explicit Batch(EngineState& state)
      : engine_(state), events_(std::make_shared<EventBatch>()) {}

  const EngineRef& engine() const { return engine_; }
  const EventBatch& events() const { return *events_; }
  std::shared_ptr<const EventBatch> shared() const { return events_; }
  EventBatch* Change() {
    if (events_.use_count() > 1) {
      events_ = std::make_shared<EventBatch>(*events_);
    }
    return events_.get();
  }

 private:
  EngineRef engine_;
  std::shared_ptr<EventBatch> events_;
};

// The effects of a batch, which do not change any more.
class EffectList {
 public:
  EffectList(EngineState& state, std::shared_ptr<EffectsBlock> block)
      : engine_(state), block_(std::move(block)), pool_(state.pool) {}
  ~EffectList() {
    if (pool_) pool_->Put(std::move(block_));
  }
  EffectList(EffectList&&) = default;

  const EngineRef& engine() const { return engine_; }
  std::span<const EffectRecord> records() const {
    return block_->effects.records();
  }
  std::shared_ptr<const void> owner() const { return block_; }

 private:
  EngineRef engine_;
  std::shared_ptr<EffectsBlock> block_;
  std::shared_ptr<BlockPool> pool_;
};

}  // namespace kefu::python

#endif  // KEFU_PYTHON_BATCHES_H_
