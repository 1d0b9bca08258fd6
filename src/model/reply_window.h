// The reply window 回复时限 as the waiting list sees it: until when a waiting
// customer may be answered, and when his session gets credit for that (Q8).

#ifndef KEFU_MODEL_REPLY_WINDOW_H_
#define KEFU_MODEL_REPLY_WINDOW_H_

#include <algorithm>

#include "kefu/time.h"
#include "src/model/grants.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// When the window of an open session's customer ends, however much of it is
// used up; Never if there is none.
inline Instant WindowEnds(const World& world, const Contact& contact) {
  const ChannelId channel = world.rules.desks[contact.desk].channel;
  int64_t ends = INT64_MIN;
  world.grants.EachOf(contact.customer, [&](const GrantRow& row) {
    if (row.channel == channel.value && row.use == SendUse::kAny &&
        row.OpenAt(world.now) &&
        row.Serves({contact.desk}, StateFor(contact.state))) {
      ends = std::max(ends, row.until);
    }
  });
  return ends == INT64_MIN ? Instant::Never() : Instant{ends};
}

// From when it counts as having joined earlier, until its window is opened
// anew; Never where windows do not count.
inline Instant CreditFrom(const World& world, const Contact& contact) {
  const Duration within = world.rules.desks[contact.desk].window_within;
  if (within.off()) return Instant::Never();
  const Instant ends = WindowEnds(world, contact);
  return ends.never() ? ends : Instant{ends.ms - within.ms};
}

}  // namespace kefu

#endif  // KEFU_MODEL_REPLY_WINDOW_H_
