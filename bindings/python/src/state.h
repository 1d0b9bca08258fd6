// What stands behind one Python engine, and who may use it when.
//
// Short calls hold the GIL from beginning to end, so that they exclude each
// other. Long calls release it; while one runs, `use` keeps everybody out whom
// kefu's rule for threads keeps out: any number may read, or one may change.
// Who comes at the wrong time gets kefu.BusyError, at once and without harm.

#ifndef KEFU_PYTHON_STATE_H_
#define KEFU_PYTHON_STATE_H_

#include <pybind11/pybind11.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"

namespace kefu::python {

namespace py = pybind11;

// A list of effects that NumPy arrays may look into.
struct EffectsBlock {
  Effects effects;
  size_t reserved = 0;
};

// A few lists to be used again, so that batch after batch finds its memory
// warm. Guarded by the GIL.
class BlockPool {
 public:
  std::shared_ptr<EffectsBlock> Get(size_t room);
  // If nobody else has it; big ones are let go.
  void Put(std::shared_ptr<EffectsBlock> block);

 private:
  static constexpr size_t kKept = 2;
  static constexpr size_t kMaxRoom = 1 << 16;  // effects
  std::vector<std::shared_ptr<EffectsBlock>> blocks_;
};

struct EngineState : std::enable_shared_from_this<EngineState> {
  explicit EngineState(Engine engine_in) : engine(std::move(engine_in)) {}
  EngineState(const EngineState&) = delete;
  EngineState& operator=(const EngineState&) = delete;

  Engine engine;
  EventBatch batch;  // of a single call
  Effects effects;   // of a single call
  std::shared_ptr<BlockPool> pool = std::make_shared<BlockPool>();
  // Counts what fork_into() put in: ids of another generation mean others.
  uint64_t generation = 0;
  mutable std::atomic<int> use{0};  // -1: being changed; n: so many read it
};

[[noreturn]] void ThrowBusy();

// To be held by a call that changes the engine.
class Changing {
 public:
  explicit Changing(const EngineState& state) : use_(state.use) {
    int free = 0;
    if (!use_.compare_exchange_strong(free, -1, std::memory_order_acquire)) {
      ThrowBusy();
    }
  }
  ~Changing() { use_.store(0, std::memory_order_release); }
  Changing(const Changing&) = delete;
  Changing& operator=(const Changing&) = delete;

 private:
  std::atomic<int>& use_;
};

// To be held by a call that reads it.
class Reading {
 public:
  explicit Reading(const EngineState& state) : use_(state.use) {
    int now = use_.load(std::memory_order_relaxed);
    do {
      if (now < 0) ThrowBusy();
    } while (
        !use_.compare_exchange_weak(now, now + 1, std::memory_order_acquire));
  }
  ~Reading() { use_.fetch_sub(1, std::memory_order_release); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  std::atomic<int>& use_;
};

// The state of a Python engine. Throws TypeError for anything else and for an
// engine whose __init__ was not called.
EngineState& StateOf(PyObject* engine);
inline EngineState& StateOf(const py::object& engine) {
  return StateOf(engine.ptr());
}

// An engine as those see it who keep ids of it. They do not keep the Python
// object, which may keep them: that would be a ring that nothing breaks.
class EngineRef {
 public:
  explicit EngineRef(EngineState& state)
      : state_(state.shared_from_this()), generation_(state.generation) {}

  // Throws kefu.Error if the engine has become another by fork_into().
  EngineState& get() const {
    if (generation_ != state_->generation) ThrowReplaced();
    return *state_;
  }
  bool Is(const EngineState& state) const { return state_.get() == &state; }
  // As it is now, whatever it has become.
  const EngineState& state() const { return *state_; }
  // The Python object; None if there is none any more.
  py::object object() const;

 private:
  [[noreturn]] static void ThrowReplaced();

  std::shared_ptr<EngineState> state_;
  uint64_t generation_;
};

// The customer's key if that is how the host named him. `name` is his name.
std::optional<uint64_t> KeyOf(const Engine& engine, CustomerId id,
                              std::string_view name);
// The name or key of a customer; "" of nobody. A new reference.
PyObject* NameOf(const Engine& engine, CustomerId id);

}  // namespace kefu::python

#endif  // KEFU_PYTHON_STATE_H_
