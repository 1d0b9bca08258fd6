// What a move leaves to be settled by another: moves never call each other,
// they post signals, and the engine hands them out first in, first out (T5).
// A decision and what it decides are one: it is posted to be the next.

#ifndef KEFU_MODEL_SIGNALS_H_
#define KEFU_MODEL_SIGNALS_H_

#include <cstddef>
#include <cstdint>
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

class Signals {
 public:
  bool empty() const { return head_ == tail_; }
  bool HasRoom(size_t n) const { return list_.size() >= tail_ + n; }
  void Reserve(size_t n) {
    if (!HasRoom(n)) list_.resize(tail_ + n);
  }
  // REQUIRES: room for it.
  KEFU_INLINE void Post(const Signal& signal) { list_[tail_++] = signal; }
  // Before all others. REQUIRES: one was taken for each that is posted so.
  KEFU_INLINE void PostNext(const Signal& signal) {
    if (empty()) {
      Post(signal);
    } else {
      list_[--head_] = signal;
    }
  }
  // REQUIRES: !empty().
  KEFU_INLINE Signal Take() {
    const Signal signal = list_[head_++];
    if (head_ == tail_) head_ = tail_ = kFront;
    return signal;
  }

 private:
  // Room in front of an empty list, for one that comes before those that are
  // posted after the last one was taken.
  static constexpr size_t kFront = 2;

  std::vector<Signal> list_;
  size_t head_ = kFront;  // the next
  size_t tail_ = kFront;  // behind the last
};

}  // namespace kefu

#endif  // KEFU_MODEL_SIGNALS_H_
