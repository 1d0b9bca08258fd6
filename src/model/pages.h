// Customers who have left the page of a desk, and what has not reached them
// since (W4). A row means that he is off the page. Its timer is the session's
// in which an agent has written, and outlives it.

#ifndef KEFU_MODEL_PAGES_H_
#define KEFU_MODEL_PAGES_H_

#include <cstdint>

#include "src/model/timed_rows.h"

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

using Pages = TimedRows<PageRow>;

}  // namespace kefu

#endif  // KEFU_MODEL_PAGES_H_
