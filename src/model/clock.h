// The clocks of a session and what starts and stops them (X6).
//
// Customer silent (X1), agent silent (X2) and robot idle (X3) are chains of
// steps: warnings or reminders, then the end. How many are done is counted, and
// the next one is that place of the chain which holds now: after a hand-over
// that of the new owner. What he would have had before now comes at once.
//
// A clock is a time stamp. Deadlines are computed from time stamps and from
// the ruleset; the timers only remember when to look. The clock of X1,
// customer silent, stands in the contact, where every message finds it; those
// that only some rulesets need stand in SessionMore.

#ifndef KEFU_MODEL_CLOCK_H_
#define KEFU_MODEL_CLOCK_H_

#include "kefu/time.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// The rows of X6's table.
enum class Happening : uint8_t {
  kNewOwner,  // assignment, transfer; the end of a hold
  kCustomerMessage,
  kAgentMessage,
  kStopped,  // on hold, waits again, or is closed
};

// The one writer of the clocks: what `happening` does to them, at world.now.
// `contact` is that of row c. REQUIRES: room for one timer entry.
KEFU_INLINE void TellClock(World& world, ContactRow c, Contact& contact,
                           Happening happening);

// The next timer of a session; Never if none. Of several at one instant the
// one with the smaller TimerKind (T2).
struct SessionDeadline {
  Instant at = Instant::Never();
  TimerKind kind = TimerKind::kNone;
};
SessionDeadline DeadlineOf(const World& world, const Contact& contact);

// What a chain of steps does next: a step before its end, or its end.
struct ChainNext {
  Duration after = Duration::Off();  // since its clock started
  bool ends = true;
  TextId texts;  // of the step
};
ChainNext NextOfCustomerSilent(const World& world, const Contact& contact);
ChainNext NextOfAgentSilent(const World& world, const Contact& contact);
ChainNext NextOfRobotIdle(const World& world, const Contact& contact);
// One more step of it is done.
void CountWarning(World& world, Contact& contact);
void CountReminder(World& world, const Contact& contact);
void CountRobotWarning(World& world, const Contact& contact);

// X3: the robot has got the session, or its customer has written to it.
// REQUIRES: room for one timer entry.
void StartRobotClock(World& world, ContactRow c);

// So long after `from`, of the time that counts: while the desk is outside its
// hours that may be none.
Instant CountedFrom(const World& world, DeskId desk, Instant from,
                    Duration after, TimerHours counted);

// Sets the timers' entry of a contact if it must be looked at sooner.
void ArmIfSooner(World& world, ContactRow c);
// The same where nothing has happened but a message: what that starts counts
// from now, and mostly an entry comes before it can go off.
KEFU_INLINE void ArmAfterMessage(World& world, ContactRow c,
                                 const Contact& contact) {
  if (Instant{contact.armed_for} > world.now + world.rules.soonest_clock) {
    ArmIfSooner(world, c);
  }
}

// ------------------------------------------------------------- inline parts

namespace clock {

enum class Move : uint8_t { kNothing, kStart, kStop };

// X6, columns X1: by happening and mode.
inline constexpr Move kMoves[4][3] = {
    // after_agent, both_silent, customer_silent
    {Move::kNothing, Move::kStart, Move::kStart},  // new owner
    {Move::kStop, Move::kStart, Move::kStart},     // customer's message
    {Move::kStart, Move::kStart, Move::kNothing},  // agent's message
    {Move::kStop, Move::kStop, Move::kStop},       // stopped
};

// X6, column X2, and X4.
void TellOthers(World& world, const Contact& contact, Happening happening);
// X6, column X1. Whether its deadline may be nearer now than it was.
KEFU_INLINE bool TellCustomerSilent(World& world, Contact& contact,
                                    Happening happening);

}  // namespace clock

KEFU_INLINE bool clock::TellCustomerSilent(World& world, Contact& contact,
                                           Happening happening) {
  const RulesetData& rules = world.rules;
  SilenceMode mode = rules.desks[contact.desk].silence.mode;
  bool off = false;
  if (rules.any_silence_override) {
    const SilenceRules own =
        rules.Silence({contact.desk}, {contact.group}, {contact.owner});
    mode = own.mode;
    off = own.after.off();
  }
  Move move = kMoves[static_cast<size_t>(happening)][static_cast<size_t>(mode)];
  // Where nobody is closed for his silence no clock runs either: the next owner
  // would find it there.
  if (off && move == Move::kStart) move = Move::kStop;
  if (move == Move::kNothing) return false;
  const bool stood = Instant{contact.silent_from}.never();
  const bool was_warned = contact.warned;
  contact.warned = false;
  contact.silent_from = move == Move::kStart ? world.now.ms : INT64_MAX;
  // A later start of a running clock has a later deadline, so the entry that
  // is set already comes early enough. Not so if it stood: its entry may be of
  // another owner with longer times; nor where it goes back from the close to
  // the warning.
  return move == Move::kStart && (stood || was_warned);
}

KEFU_INLINE void TellClock(World& world, ContactRow c, Contact& contact,
                           Happening happening) {
  const bool others = world.rules.serving_timers;
  if (others) clock::TellOthers(world, contact, happening);
  const bool nearer = clock::TellCustomerSilent(world, contact, happening);
  if (happening == Happening::kNewOwner) {
    // A clock that runs on may have a nearer deadline under its new owner.
    ArmIfSooner(world, c);
  } else if (happening != Happening::kStopped && (others || nearer)) {
    ArmAfterMessage(world, c, contact);
  }
}

}  // namespace kefu

#endif  // KEFU_MODEL_CLOCK_H_
