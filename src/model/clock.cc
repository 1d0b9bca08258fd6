#include "src/model/clock.h"

namespace kefu {
namespace {

enum class Move : uint8_t { kNothing, kStart, kStop };

// X6, columns X1.
Move MoveOf(Happening happening, SilenceMode mode) {
  switch (happening) {
    case Happening::kNewOwner:
      return mode == SilenceMode::kAfterAgent ? Move::kNothing : Move::kStart;
    case Happening::kCustomerMessage:
      return mode == SilenceMode::kAfterAgent ? Move::kStop : Move::kStart;
    case Happening::kAgentMessage:
      return mode == SilenceMode::kCustomerSilent ? Move::kNothing
                                                  : Move::kStart;
    case Happening::kLeftServing:
      return Move::kStop;
  }
  return Move::kNothing;
}

SilenceRules RulesOf(const World& world, const Contact& contact) {
  return world.rules.Silence({contact.desk}, {contact.group}, {contact.owner});
}

}  // namespace

Instant DeadlineOf(const World& world, const Contact& contact) {
  const Instant from{contact.silent_from};
  if (from.never()) return Instant::Never();
  const SilenceRules rules = RulesOf(world, contact);
  const Duration warn = contact.warned ? Duration::Off() : rules.WarnAfter();
  return from + (warn.off() ? rules.after : warn);
}

void ArmIfSooner(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const Instant deadline = DeadlineOf(world, contact);
  if (deadline.ms >= contact.armed_for) return;
  contact.armed_for = deadline.ms;
  world.timers.Arm({deadline.ms, contact.session, c}, world.now);
}

void TellClock(World& world, ContactRow c, Contact& contact,
               Happening happening) {
  const RulesetData& rules = world.rules;
  const SilenceMode mode = rules.any_silence_override
                               ? RulesOf(world, contact).mode
                               : rules.desks[contact.desk].silence.mode;
  const Move move = MoveOf(happening, mode);
  if (move == Move::kNothing) return;
  const bool was_warned = contact.warned;
  contact.warned = false;
  contact.silent_from = move == Move::kStart ? world.now.ms : INT64_MAX;
  if (move == Move::kStop) return;
  // A later start of the same clock has a later deadline, so the entry that
  // is set already comes early enough. Not so under another owner, and not
  // where the clock goes back from the close to the warning.
  if (happening == Happening::kNewOwner || was_warned ||
      contact.armed_for == INT64_MAX) {
    ArmIfSooner(world, c);
  }
}

}  // namespace kefu
