// The only hand that appends to a list of effects (T5).

#ifndef KEFU_BASE_EFFECT_WRITER_H_
#define KEFU_BASE_EFFECT_WRITER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "kefu/effect.h"
#include "src/base/inline.h"

namespace kefu {

class EffectWriter {
 public:
  // Begins the effects of one event.
  KEFU_INLINE void Begin(Effects* effects, uint64_t event) {
    effects_ = effects;
    event_ = event;
    index_ = 0;
    timer_ = TimerKind::kNone;
#ifdef KEFU_CHECK
    reserved_ = 0;
#endif
  }
  // The instant, and the timer if one is the cause, of what follows.
  KEFU_INLINE void SetCause(Instant at, TimerKind timer) {
    at_ = at;
    timer_ = timer;
  }

  // Makes room for n more, and for one refusal after them. Throws
  // std::bad_alloc; the list is kept.
  KEFU_INLINE void Reserve(size_t n) {
    if (effects_->records_.size() - effects_->size_ <= n) Grow(n);
#ifdef KEFU_CHECK
    reserved_ = std::max(reserved_, effects_->size_ + n + 1);
#endif
  }
  // Calls refuse() if there is room for that; otherwise the list remembers
  // that it is not whole.
  template <class F>
  KEFU_COLD void ReportOutOfMemory(F&& refuse) {
    if (effects_->records_.size() == effects_->size_) {
      effects_->incomplete_ = true;
      return;
    }
#ifdef KEFU_CHECK
    reserved_ = std::max(reserved_, effects_->size_ + 1);  // by an earlier call
#endif
    refuse();
  }

  // REQUIRES: room for it. The reference holds until the next Reserve.
  KEFU_INLINE EffectRecord& Add(EffectType type) {
#ifdef KEFU_CHECK
    // Not only beyond the room there is, which an earlier call may have made.
    if (effects_->size_ >= reserved_) __builtin_trap();
#endif
    EffectRecord& record = effects_->records_[effects_->size_++];
    // Field by field: what clears a record of this size at once is slower.
    record.at = at_.ms;
    record.event = event_;
    record.session = record.customer = 0;
    record.agent = record.value = 0;
    record.index = index_++;
    record.asked = 0;
    record.desk = record.group = record.reason = record.why = 0;
    record.type = static_cast<uint8_t>(type);
    record.timer = static_cast<uint8_t>(timer_);
    record.detail = record.rung = 0;
    record.later = 0;
    return record;
  }

 private:
  KEFU_COLD void Grow(size_t n) {
    effects_->Reserve(
        std::max(effects_->size_ + n + 1, effects_->records_.size() * 2));
  }

#ifdef KEFU_CHECK
  size_t reserved_ = 0;
#endif
  Effects* effects_ = nullptr;
  uint64_t event_ = 0;
  uint32_t index_ = 0;
  Instant at_;
  TimerKind timer_ = TimerKind::kNone;
};

}  // namespace kefu

#endif  // KEFU_BASE_EFFECT_WRITER_H_
