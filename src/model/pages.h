// Customers who have left the page of a desk, and what has not reached them
// since (W4). A row means that he is off the page. Its timer is the session's
// in which an agent has written, and outlives it.

#ifndef KEFU_MODEL_PAGES_H_
#define KEFU_MODEL_PAGES_H_

#include <cstddef>
#include <cstdint>

#include "kefu/time.h"
#include "src/base/inline.h"
#include "src/base/side_rows.h"
#include "src/model/timers.h"

namespace kefu {

struct PageRow {
  int64_t waits_from = INT64_MAX;  // the first message that did not reach him;
                                   // INT64_MAX: there is none
  int64_t armed_for = INT64_MAX;   // when the timers look at it next
  uint64_t session = 0;            // of that message
  uint32_t agent = 0;              // who wrote it
  uint32_t customer = 0;
  uint32_t next = 0;
  uint16_t desk = 0;
  uint16_t reserved = 0;

  uint16_t Key() const { return desk; }
  bool waits() const { return waits_from != INT64_MAX; }
};
static_assert(sizeof(PageRow) == 40);

class Pages {
 public:
  Pages(Duration longest, size_t customers)
      : rows(customers), wheel(longest, 0) {}

  // Makes room for a row and an entry. Throws std::bad_alloc.
  void Reserve() {
    rows.Reserve(1);
    wheel.Reserve(1);
  }
  // Looks at the row at that time, or sooner. REQUIRES: room.
  void Arm(uint32_t row, Instant at, Instant now) {
    PageRow& page = rows[row];
    if (at.ms >= page.armed_for) return;
    page.armed_for = at.ms;
    wheel.Arm({at.ms, page.session, row}, now);
  }
  void CopyFrom(const Pages& other) {
    rows.CopyFrom(other.rows);
    wheel.CopyFrom(other.wheel);
  }
  KEFU_INLINE int64_t look_at() const { return wheel.look_at(); }
  size_t bytes() const { return rows.bytes() + wheel.bytes(); }

  SideRows<PageRow> rows;
  Timers wheel;
};

}  // namespace kefu

#endif  // KEFU_MODEL_PAGES_H_
