// The decision hash of workload W: one number over every decision, in order.
// Two engines that agree on it agreed on all of them.

#ifndef KEFU_BENCH_HASH_H_
#define KEFU_BENCH_HASH_H_

#include <array>
#include <cstdint>

#include "kefu/effect.h"
#include "kefu/ids.h"

namespace kefu_bench {

enum class Kind : uint32_t {
  kNone = 0,
  kSticky = 1,     // to the agent who served before
  kAssigned = 2,   // to the best of the group
  kQueued = 3,     // to the group's list
  kPulled = 4,     // from the list to an agent
  kClosed = 5,     // by the agent
  kTimedOut = 6,   // by the timer
  kAbandoned = 7,  // while waiting
};

class DecisionHash {
 public:
  // `place`: the agent; of kQueued and kAbandoned, the group.
  void Add(uint64_t at, Kind kind, uint32_t customer, uint32_t place) {
    const auto number = static_cast<uint32_t>(kind);
    value_ = value_ * 31 + ((at << 3 | number) ^ uint64_t{customer} << 20 ^
                            uint64_t{place} << 44);
    ++counts_[number];
  }

  uint64_t value() const { return value_; }
  uint64_t count(Kind kind) const {
    return counts_[static_cast<uint32_t>(kind)];
  }

 private:
  uint64_t value_ = 0;
  std::array<uint64_t, 8> counts_{};
};

// What an effect of kefu is in W; kNone: not a decision of W. `by_timer`
// closes are those of X1.
inline Kind KindOf(const kefu::EffectRecord& effect) {
  switch (effect.Type()) {
    case kefu::EffectType::kAssign:
      switch (static_cast<kefu::AssignBy>(effect.detail)) {
        case kefu::AssignBy::kSticky:
          return Kind::kSticky;
        case kefu::AssignBy::kScope:
          return Kind::kAssigned;
        case kefu::AssignBy::kQueue:
          return Kind::kPulled;
        default:
          return Kind::kNone;
      }
    case kefu::EffectType::kEnqueue:
      return Kind::kQueued;
    case kefu::EffectType::kCloseSession:
      if (effect.agent == 0) return Kind::kAbandoned;
      return effect.timer == 0 ? Kind::kClosed : Kind::kTimedOut;
    default:
      return Kind::kNone;
  }
}

}  // namespace kefu_bench

#endif  // KEFU_BENCH_HASH_H_
