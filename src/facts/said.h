// What was said to a customer and is not to be said again (K8): in this
// session, on this local day, or while the reply window lasts in which it was
// said. A window lasts from where something that he does opens it (W1), for as
// long as further things keep it open; a channel without windows has one that
// does not end.

#ifndef KEFU_FACTS_SAID_H_
#define KEFU_FACTS_SAID_H_

#include <cstdint>

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// Whether the row still says anything: what does not is neither kept nor
// compared, and may stay until it is used again.
bool Says(const World& world, uint32_t customer, const SaidRow& row);

// The row of something that is said now at the desk of the contact.
SaidRow SaidNow(const World& world, const Contact& contact, TextSource source,
                RuleId rule, TextLimit limit);

// Whether it may not be said again.
bool WasSaid(const World& world, const Contact& contact, TextSource source,
             RuleId rule, TextLimit limit);

// The latest end of what a customer has granted for any message (W1); INT64_MIN
// if he has granted nothing.
int64_t SharedUntil(const World& world, uint32_t customer, ChannelId channel);

}  // namespace kefu

#endif  // KEFU_FACTS_SAID_H_
