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
  explicit Batch(py::object engine)
      : engine_(std::move(engine)), events_(std::make_shared<EventBatch>()) {}

  const py::object& engine() const { return engine_; }
  const EventBatch& events() const { return *events_; }
  std::shared_ptr<const EventBatch> shared() const { return events_; }
  EventBatch* Change() {
    if (events_.use_count() > 1) {
      events_ = std::make_shared<EventBatch>(*events_);
    }
    return events_.get();
  }

 private:
  py::object engine_;
  std::shared_ptr<EventBatch> events_;
};

// The effects of a batch, which do not change any more.
class EffectList {
 public:
  EffectList(py::object engine, std::shared_ptr<EffectsBlock> block)
      : engine_(std::move(engine)),
        block_(std::move(block)),
        pool_(StateOf(engine_).pool) {}
  ~EffectList() {
    if (pool_) pool_->Put(std::move(block_));
  }
  EffectList(EffectList&&) = default;

  const py::object& engine() const { return engine_; }
  std::span<const EffectRecord> records() const {
    return block_->effects.records();
  }
  std::shared_ptr<const void> owner() const { return block_; }

 private:
  py::object engine_;
  std::shared_ptr<EffectsBlock> block_;
  std::shared_ptr<BlockPool> pool_;
};

}  // namespace kefu::python

#endif  // KEFU_PYTHON_BATCHES_H_
