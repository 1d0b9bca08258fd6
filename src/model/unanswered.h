// Sessions whose last message is the customer's 未回复对话 (S5): a list in the
// order in which they came to be so, through rows beside the customers. A row
// outlives its session, and goes with an agent's word, the customer's next
// session, or the customer. Kept only where `tenant.keep_unanswered` is on;
// each change costs the same however long the list is.
//
// Whoever asks passes over what does not count just now: sessions that are
// served, or the robot's.

#ifndef KEFU_MODEL_UNANSWERED_H_
#define KEFU_MODEL_UNANSWERED_H_

#include <cstddef>
#include <cstdint>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "src/base/side_rows.h"

namespace kefu {

struct UnansweredRow {
  int64_t since = 0;  // the first message that has had no answer
  uint64_t session = 0;
  uint32_t customer = 0;
  uint32_t before = 0;  // its neighbours in the list; 0: none
  uint32_t after = 0;
  uint32_t next = 0;
  uint16_t desk = 0;
  uint16_t reserved[3] = {};

  uint16_t Key() const { return desk; }
};
static_assert(sizeof(UnansweredRow) == 40);

class Unanswered {
 public:
  explicit Unanswered(size_t customers) : rows(customers) {}

  // The customer has written in the session. REQUIRES: room for a row.
  void Note(uint32_t customer, DeskId desk, uint64_t session, Instant now) {
    const uint32_t known = rows.Find(customer, desk.value);
    if (known != 0 && rows[known].session == session) return;
    if (known != 0) Erase(customer, desk);
    UnansweredRow row;
    row.since = now.ms;
    row.session = session;
    row.customer = customer;
    row.before = last_;
    row.desk = desk.value;
    const uint32_t i = rows.FindOrAdd(customer, row);
    (last_ != 0 ? rows[last_].after : first_) = i;
    last_ = i;
  }
  // It has its answer, or needs none.
  void Erase(uint32_t customer, DeskId desk) {
    rows.Erase(customer, [&](const UnansweredRow& row) {
      if (row.desk != desk.value) return false;
      Unlink(row);
      return true;
    });
  }
  void Clear(uint32_t customer) {
    rows.Erase(customer, [&](const UnansweredRow& row) {
      Unlink(row);
      return true;
    });
  }
  // The first of the list; each says which comes after it; 0: none.
  uint32_t First() const { return first_; }
  uint32_t Last() const { return last_; }

  void CopyFrom(const Unanswered& other) {
    rows.CopyFrom(other.rows);
    first_ = other.first_;
    last_ = other.last_;
  }
  size_t bytes() const { return rows.bytes(); }

  SideRows<UnansweredRow> rows;

 private:
  void Unlink(const UnansweredRow& row) {
    (row.before != 0 ? rows[row.before].after : first_) = row.after;
    (row.after != 0 ? rows[row.after].before : last_) = row.before;
  }

  uint32_t first_ = 0;
  uint32_t last_ = 0;
};

}  // namespace kefu

#endif  // KEFU_MODEL_UNANSWERED_H_
