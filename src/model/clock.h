// The clock of X1, customer silent, and what starts and stops it (X6).
//
// The clock is one time stamp in the contact. Its deadlines are computed from
// it and from the ruleset; the timers only remember when to look.

#ifndef KEFU_MODEL_CLOCK_H_
#define KEFU_MODEL_CLOCK_H_

#include "kefu/time.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// The rows of X6's table that exist in this release.
enum class Happening : uint8_t {
  kNewOwner,  // assignment
  kCustomerMessage,
  kAgentMessage,
  kLeftServing,  // waits again, or is closed
};

// The one writer of the clock: what `happening` does to it, at world.now.
// `contact` is that of row c. REQUIRES: room for one timer entry.
void TellClock(World& world, ContactRow c, Contact& contact,
               Happening happening);

// The next deadline of a contact; Never if none.
Instant DeadlineOf(const World& world, const Contact& contact);

// Sets the timers' entry of a contact if it must be looked at sooner.
void ArmIfSooner(World& world, ContactRow c);

}  // namespace kefu

#endif  // KEFU_MODEL_CLOCK_H_
