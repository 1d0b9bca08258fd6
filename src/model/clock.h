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
KEFU_INLINE void TellClock(World& world, ContactRow c, Contact& contact,
                           Happening happening);

// The next deadline of a contact; Never if none.
Instant DeadlineOf(const World& world, const Contact& contact);

// Sets the timers' entry of a contact if it must be looked at sooner.
void ArmIfSooner(World& world, ContactRow c);

// ------------------------------------------------------------- inline parts

namespace clock {

enum class Move : uint8_t { kNothing, kStart, kStop };

// X6, columns X1: by happening and mode.
inline constexpr Move kMoves[4][3] = {
    // after_agent, both_silent, customer_silent
    {Move::kNothing, Move::kStart, Move::kStart},  // new owner
    {Move::kStop, Move::kStart, Move::kStart},     // customer's message
    {Move::kStart, Move::kStart, Move::kNothing},  // agent's message
    {Move::kStop, Move::kStop, Move::kStop},       // left serving
};

}  // namespace clock

KEFU_INLINE void TellClock(World& world, ContactRow c, Contact& contact,
                           Happening happening) {
  const RulesetData& rules = world.rules;
  const SilenceMode mode =
      rules.any_silence_override
          ? rules.Silence({contact.desk}, {contact.group}, {contact.owner}).mode
          : rules.desks[contact.desk].silence.mode;
  const clock::Move move =
      clock::kMoves[static_cast<size_t>(happening)][static_cast<size_t>(mode)];
  if (move == clock::Move::kNothing) return;
  const bool stood = Instant{contact.silent_from}.never();
  const bool was_warned = contact.warned;
  contact.warned = false;
  contact.silent_from = move == clock::Move::kStart ? world.now.ms : INT64_MAX;
  if (move == clock::Move::kStop) return;
  // A later start of a running clock has a later deadline, so the entry that
  // is set already comes early enough. Not so if it stood: its entry may be of
  // another owner with longer times; nor where it goes back from the close to
  // the warning.
  if (stood || was_warned || happening == Happening::kNewOwner) {
    ArmIfSooner(world, c);
  }
}

}  // namespace kefu

#endif  // KEFU_MODEL_CLOCK_H_
