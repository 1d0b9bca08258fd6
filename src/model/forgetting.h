// When to forget whom (T9): the last event of each customer, and a wheel of
// lazy entries that says when to look at him. Nothing sweeps all customers: an
// event writes a time stamp, and whoever is looked at too early is looked at
// again later.
//
// The rule: a customer with a first event who is to be forgotten at d has one
// live entry at some a <= d, and CustomerStamp::armed_for == a; nobody who has
// an open session needs one. An entry whose time is not armed_for is dead.

#ifndef KEFU_MODEL_FORGETTING_H_
#define KEFU_MODEL_FORGETTING_H_

#include <cstddef>
#include <cstdint>

#include "kefu/time.h"
#include "src/base/chunked_table.h"
#include "src/base/inline.h"
#include "src/model/tables.h"
#include "src/model/timers.h"

namespace kefu {

class Forgetting {
 public:
  // `after` off: nobody is ever forgotten, and nothing is kept unless others
  // go by the order of first contact (T2), which `orders` says.
  Forgetting(Duration after, bool orders, uint64_t customers, Watch* watch)
      : after_(after),
        keeps_(orders || !after.off()),
        wheel_(after.off() ? Duration{1} : after, after.off() ? 0 : customers,
               watch),
        stamps_(keeps_ ? customers + 1 : 0) {}

  bool on() const { return !after_.off(); }
  // Whether there are stamps.
  bool keeps() const { return keeps_; }
  Duration after() const { return after_; }

  // Makes room for the rows below n. Throws std::bad_alloc.
  void ReserveRows(size_t n) {
    if (!keeps()) return;
    while (stamps_.size() < n) {
      stamps_.Reserve(1);
      stamps_.Add();
    }
  }
  // Makes room for n more entries. Throws std::bad_alloc.
  KEFU_INLINE void Reserve(size_t n) {
    if (on()) wheel_.Reserve(n);
  }
  KEFU_INLINE bool HasRoom(size_t n) const {
    return !on() || wheel_.HasRoom(n);
  }

  // REQUIRES: keeps(), ReserveRows.
  const CustomerStamp& operator[](uint32_t row) const { return stamps_[row]; }

  // An event of this customer, now. REQUIRES: room.
  void Touch(uint32_t row, Instant now) {
    CustomerStamp& stamp = stamps_[row];
    stamp.last_at = now.ms;
    if (stamp.first != 0) return;
    stamp.first = ++firsts_;
    if (on()) List(row, now + after_, now);
  }
  // Undoes that: the event was refused (T4). REQUIRES: it was not his first.
  void Untouch(uint32_t row, int64_t last_at) {
    stamps_[row].last_at = last_at;
  }
  // Looks at him at that time, or sooner. REQUIRES: room.
  void List(uint32_t row, Instant at, Instant now) {
    CustomerStamp& stamp = stamps_[row];
    if (at.ms >= stamp.armed_for) return;
    stamp.armed_for = at.ms;
    wheel_.Arm({at.ms, stamp.first, row}, now);
  }
  // What the live entry of his has become; INT64_MAX: he needs none.
  void Move(uint32_t row, int64_t at) { stamps_[row].armed_for = at; }
  // All about him is forgotten.
  void Clear(uint32_t row) { stamps_[row] = {}; }
  // How many have had a first event so far.
  uint64_t firsts() const { return firsts_; }
  void SetFirsts(uint64_t firsts) { firsts_ = firsts; }
  // For restoring.
  void Put(uint32_t row, const CustomerStamp& stamp) { stamps_[row] = stamp; }

  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again. REQUIRES: made for the same time and customers.
  void CopyFrom(const Forgetting& other) {
    firsts_ = other.firsts_;
    wheel_.CopyFrom(other.wheel_);
    stamps_.CopyFrom(other.stamps_);
  }
  KEFU_INLINE int64_t look_at() const { return wheel_.look_at(); }
  Timers& wheel() { return wheel_; }
  const Timers& wheel() const { return wheel_; }
  size_t bytes() const { return stamps_.bytes() + wheel_.bytes(); }

 private:
  Duration after_;
  bool keeps_;
  uint64_t firsts_ = 0;
  Timers wheel_;
  ChunkedTable<CustomerStamp> stamps_;
};

}  // namespace kefu

#endif  // KEFU_MODEL_FORGETTING_H_
