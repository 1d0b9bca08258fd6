// Side rows that have a deadline of their own, and the wheel of lazy entries
// that says when to look at which (timers.h).
//
// The rule: a row with a deadline d has one live entry at some a <= d, and its
// armed_for == a. An entry whose time is not armed_for is dead.

#ifndef KEFU_MODEL_TIMED_ROWS_H_
#define KEFU_MODEL_TIMED_ROWS_H_

#include <cstddef>
#include <cstdint>

#include "kefu/time.h"
#include "src/base/inline.h"
#include "src/base/side_rows.h"
#include "src/model/timers.h"

namespace kefu {

// Row is one of SideRows with a member `armed_for`: when the timers look at it
// next, INT64_MAX if they do not.
template <class Row>
class TimedRows {
 public:
  // `longest`: of the deadlines that are armed often.
  TimedRows(Duration longest, size_t customers, Watch* watch)
      : rows(customers), wheel(longest, 0, watch) {}

  // Makes room for n rows and entries. Throws std::bad_alloc.
  void Reserve(size_t n) {
    rows.Reserve(n);
    wheel.Reserve(n);
  }
  // Looks at the row at that time, or sooner; of several at one instant, by
  // `number` (T2). REQUIRES: room.
  void Arm(uint32_t row, Instant at, uint64_t number, Instant now) {
    int64_t& armed_for = rows[row].armed_for;
    if (at.ms >= armed_for) return;
    armed_for = at.ms;
    wheel.Arm({at.ms, number, row}, now);
  }
  // Takes out the entry of this row that the wheel has just given.
  void Drop(uint32_t row) {
    wheel.Drop();
    rows[row].armed_for = INT64_MAX;
  }
  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again. REQUIRES: made for the same deadlines.
  void CopyFrom(const TimedRows& other) {
    rows.CopyFrom(other.rows);
    wheel.CopyFrom(other.wheel);
  }
  KEFU_INLINE int64_t look_at() const { return wheel.look_at(); }
  size_t bytes() const { return rows.bytes() + wheel.bytes(); }

  SideRows<Row> rows;
  Timers wheel;
};

}  // namespace kefu

#endif  // KEFU_MODEL_TIMED_ROWS_H_
