// What a move leaves to be settled by another: moves never call each other,
// they post signals, and the engine hands them out first in, first out (T5).
// A decision and what it decides are one: it is posted to be the next.

#ifndef KEFU_MODEL_SIGNALS_H_
#define KEFU_MODEL_SIGNALS_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "kefu/trace.h"
#include "src/base/inline.h"
#include "src/model/tables.h"

namespace kefu {

enum class SignalKind : uint8_t {
  kRoute,      // a session looks for an agent (R); agent: excluded, if any
  kAssign,     // decided: the session becomes this agent's
  kWait,       // decided: the session waits in `list`
  kFill,       // a place of `agent` is free (Q2)
  kFillLists,  // somebody may take more from World::fill_lists (Q2)
  kFillNext,   // and so on
  kClose,      // the session ends
  kHand,       // the session is handed to `list`: somebody there, or it waits
  kDivert,     // its owner is gone: somebody available, or it stays (A7)
  kOverflow,   // `list` takes it no longer (Q3); reason: why
  kRobot,      // decided: the robot has it (R7); `list`: of whose own robot
  kPool,       // it goes to the pool as one of `list`'s (O2); reason: why
  kTryPool,    // of the pool: somebody of `list`, or without one of R8's group,
               // has it, or it stays (O2)
  kLeft,       // `agent` has gone offline or away: the plans of A7
  kForget,     // all about the customer `contact` goes (T9)
  kOffer,      // decided: the session is offered to this agent (A16)
  kAskNext,    // its offer is over: somebody else is asked, or it waits (A16)
  kSuspend,    // `agent` has missed too many offers (A16)
  kAnew,  // it has lapsed and the customer writes: owner first, then (R, A9)
};

struct Signal {
  SignalKind kind = SignalKind::kRoute;
  AssignBy by = AssignBy::kNone;         // kAssign
  ClosedBy closed_by = ClosedBy::kNone;  // kClose
  bool by_distribution = false;          // kAssign: moves the list's way
  bool fills_on = false;  // kAssign: `filler` may then take more; 0:
                          // the lists of kFillLists
  bool has_left = false;  // it was waiting and has left its list already;
                          // kLeft: he was away, and the plans have run
  bool handed = false;    // kWait: whatever the length; the reason as it is
  bool returns = false;   // kHand, kWait, kOffer: it is a returned session (Q1)
  bool accepted = false;  // kAssign: it was on offer to him (A16)
  bool opens = false;     // kRoute: the session has just opened
  bool written = false;   // kTryPool: its customer has just written
  Reason reason = Reason::kNone;  // kClose, kWait, kHand, kOverflow; kAssign
                                  // by kReopen: why a template goes out (S4)
  ContactRow contact = 0;
  uint32_t agent = 0;
  uint32_t filler = 0;
  uint32_t merges = 0;  // kRoute: the agent who has it again (S1)
  uint32_t list = 0;
  uint32_t member = 0;  // kAssign by distribution, kOffer; kWait: the contact
                        // that is evicted then, if any (Q3)
  Decision decision;
};

// Signals are written and read where they lie: one that is copied as soon as
// its parts are written waits until all writes before it are done.
class Signals {
 public:
  bool empty() const { return head_ == tail_ && !has_next_; }
  // With the one that was taken last, which may still be read.
  bool HasRoom(size_t n) const { return ring_.size() > tail_ - head_ + n; }
  // Throws std::bad_alloc; the signals are kept.
  void Reserve(size_t n) {
    if (!HasRoom(n)) Grow(n);
  }
  // A new one behind all others, to be filled in. REQUIRES: room for it.
  KEFU_INLINE Signal& Post(SignalKind kind) {
#ifdef KEFU_CHECK
    if (!HasRoom(1)) __builtin_trap();
#endif
    return Clear(&ring_[tail_++ & (ring_.size() - 1)], kind);
  }
  // Before all others. REQUIRES: no other that was posted so waits.
  KEFU_INLINE Signal& PostNext(SignalKind kind) {
#ifdef KEFU_CHECK
    if (has_next_) __builtin_trap();
#endif
    has_next_ = true;
    at_ = !at_;
    return Clear(&next_[at_], kind);
  }
  KEFU_INLINE void Post(const Signal& signal) { Post(signal.kind) = signal; }
  KEFU_INLINE void PostNext(const Signal& signal) {
    PostNext(signal.kind) = signal;
  }
  // Stays as it is until another one is taken; meanwhile others may be posted,
  // but no room reserved. REQUIRES: !empty().
  KEFU_INLINE const Signal& Take() {
    if (has_next_) {
      has_next_ = false;
      return next_[at_];
    }
    return ring_[head_++ & (ring_.size() - 1)];
  }
  // From the beginning of the ring again, where it is in cache. REQUIRES:
  // empty(), and the one that was taken last is read no more.
  void Restart() { head_ = tail_ = 0; }

 private:
  KEFU_INLINE static Signal& Clear(Signal* signal, SignalKind kind) {
    *signal = Signal{};
    signal->kind = kind;
    return *signal;
  }
  KEFU_COLD void Grow(size_t n) {
    std::vector<Signal> ring(std::bit_ceil(tail_ - head_ + n + 1));
    for (size_t i = head_; i != tail_; ++i) {
      ring[i - head_] = ring_[i & (ring_.size() - 1)];
    }
    tail_ -= head_;
    head_ = 0;
    ring_ = std::move(ring);
  }

  std::vector<Signal> ring_;  // a power of two
  size_t head_ = 0;           // the next, counted on and on
  size_t tail_ = 0;           // behind the last
  // One that comes next, while the one before it, which posted it, is read.
  std::array<Signal, 2> next_;
  bool at_ = false;
  bool has_next_ = false;
};

}  // namespace kefu

#endif  // KEFU_MODEL_SIGNALS_H_
