#include "src/model/clock.h"

namespace kefu {
namespace {

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

}  // namespace kefu
