// The reply window 回复时限: until when a customer may be answered, and when
// his waiting session gets credit for it (Q8).
//
// The one place that knows how a window ends: so far by its channel's
// `reply_window` after the customer's last message.

#ifndef KEFU_MODEL_REPLY_WINDOW_H_
#define KEFU_MODEL_REPLY_WINDOW_H_

#include "kefu/time.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// When the window of an open session ends; Never if it has none, or the
// customer has not written in it. REQUIRES: rules.credits_windows.
inline Instant WindowEnds(const World& world, const Contact& contact) {
  if (!contact.customer_wrote) return Instant::Never();
  const Instant last{world.sessions.More(contact.row).customer_last_at};
  return last + world.rules.desks[contact.desk].reply_window;
}

// From when it counts as having joined earlier, until its customer writes
// again; Never where windows do not count.
inline Instant CreditFrom(const World& world, const Contact& contact) {
  const Duration within = world.rules.desks[contact.desk].window_within;
  const Instant ends = WindowEnds(world, contact);
  if (within.off() || ends.never()) return Instant::Never();
  return {ends.ms - within.ms};
}

}  // namespace kefu

#endif  // KEFU_MODEL_REPLY_WINDOW_H_
