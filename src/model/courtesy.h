// What is remembered so that customers are greeted neither twice nor too late:
// of a customer at a desk (G1, G5), of his visits of a shop (G3), and marks
// that stand for good (G4, G5). All of it goes with the customer (T9).

#ifndef KEFU_MODEL_COURTESY_H_
#define KEFU_MODEL_COURTESY_H_

#include <cstdint>
#include <tuple>

#include "src/base/side_rows.h"
#include "src/model/timed_rows.h"

namespace kefu {

// A customer at a desk that welcomes, or that asks to add a contact.
struct DeskNote {
  int64_t welcomed_at = INT64_MIN;  // INT64_MIN: never (G1)
  int64_t wrote_at = INT64_MIN;     // his last message (G1)
  uint64_t session = 0;             // of which the rest speaks (G5)
  uint32_t next = 0;
  uint16_t desk = 0;
  uint8_t messages = 0;  // of his in that session, 255 at most
  bool prompted : 1 = false;
  bool in_head : 1 = false;

  uint16_t Key() const { return desk; }
};
static_assert(sizeof(DeskNote) == 32);

// A customer in the shop of a channel, or after he has left it (G3).
struct VisitRow {
  int64_t since = 0;              // the last visit, or when he left
  int64_t armed_for = INT64_MAX;  // when the timers look at it next
  uint32_t customer = 0;
  uint32_t next = 0;
  uint16_t channel = 0;
  uint16_t done = 0;  // bits of greetings that are sent or dropped
  bool inside = false;
  uint8_t reserved[3] = {};

  uint16_t Key() const { return channel; }
};
static_assert(sizeof(VisitRow) == 32);

using Visits = TimedRows<VisitRow>;

// Of what a mark is; what its number names.
enum class MarkKind : uint8_t {
  kCampaign = 1,  // a campaign: what has become of it (G4)
  kFollows = 2,   // a channel that he follows (G4)
  kContact = 3,   // an agent whom he has added (G5)
};

struct MarkRow {
  uint32_t id = 0;
  uint32_t next = 0;
  MarkKind kind = MarkKind::kCampaign;
  uint8_t state = 0;  // of a campaign: kShownMark, kClaimedMark
  uint16_t reserved = 0;

  auto Key() const { return std::tuple(kind, id); }
};
static_assert(sizeof(MarkRow) == 12);

inline MarkRow MarkOf(MarkKind kind, uint32_t id) {
  MarkRow mark;
  mark.kind = kind;
  mark.id = id;
  return mark;
}

inline constexpr uint8_t kShownMark = 1;
inline constexpr uint8_t kClaimedMark = 2;

using Marks = SideRows<MarkRow>;

}  // namespace kefu

#endif  // KEFU_MODEL_COURTESY_H_
