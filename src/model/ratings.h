// What is known of the last served session of a customer at a desk, for its
// rating 客服评价 (F1). A row comes with the first assignment and outlives the
// session; its timer, the lapse of an invitation (X3), is the session's. Kept
// only at desks where ratings are on.

#ifndef KEFU_MODEL_RATINGS_H_
#define KEFU_MODEL_RATINGS_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "src/model/timed_rows.h"

namespace kefu {

struct World;
struct Contact;

struct RatingRow {
  int64_t closed_at = INT64_MAX;    // INT64_MAX: the session is open
  int64_t lapses_from = INT64_MAX;  // when he was invited, while that may
                                    // lapse; INT64_MAX: it may not
  int64_t armed_for = INT64_MAX;    // when the timers look at it next
  uint64_t session = 0;             // the last one that somebody has served
  uint32_t agent = 0;               // who did so last
  uint32_t customer = 0;
  uint32_t next = 0;
  uint16_t desk = 0;
  bool answered : 1 = false;  // an agent has written in it
  bool invited : 1 = false;
  bool rated : 1 = false;
  uint8_t reserved = 0;

  uint16_t Key() const { return desk; }
  bool closed() const { return closed_at != INT64_MAX; }
  bool may_lapse() const { return lapses_from != INT64_MAX; }
};
static_assert(sizeof(RatingRow) == 48);

using Ratings = TimedRows<RatingRow>;

// The row of that session; null if nobody has served it, or ratings are off.
RatingRow* RatingOf(World& world, const Contact& contact);
// An agent has written in the session.
void NoteAnswer(World& world, const Contact& contact);
// When the invitation lapses; Never if it does not (X3).
Instant LapseAt(const World& world, const RatingRow& row);
// Until when the row still lets anything happen: he may rate, or his invitation
// lapses (T9). REQUIRES: the session is closed.
Instant RatingUntil(const World& world, const RatingRow& row);
// May the session be rated at this time, as far as time goes (T14)?
bool IsRatable(const World& world, const RatingRow& row);

}  // namespace kefu

#endif  // KEFU_MODEL_RATINGS_H_
