#include "src/moves/robot.h"

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::robot {

void Settle(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  if (contact.session == 0 || contact.state == SessionState::kRobot) return;
  if (contact.state == SessionState::kWaiting && !signal.has_left) {
    TakeBackAny(world, signal.contact, signal.reason);
    EmitDequeue(world, contact, signal.reason);
    Leave(world, signal.contact);
  }
  const GroupId group =
      signal.list != 0 ? world.rules.lists[signal.list].group : GroupId{};
  GiveToRobot(world, signal.contact, group);
  StartRobotClock(world, signal.contact);
  if (world.rules.serving_timers) ArmIfSooner(world, signal.contact);
  if (contact.customer_last) EmitAskRobot(world, contact, signal.decision);
}

Reason HandOver(World& world, const RobotHandsOver& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  const bool pooled = contact.state == SessionState::kPooled;
  if (!pooled && contact.state != SessionState::kRobot) {
    return Reason::kWrongState;
  }
  world.ReserveOpen();
  if (event.intent) {
    world.sessions[contact.row].intent = event.intent.value;
    RequireSkillsAnew(world, contact);
  }
  Signal signal;
  signal.kind = pooled ? SignalKind::kTryPool : SignalKind::kRoute;
  signal.contact = c;
  world.signals.Post(signal);
  return Reason::kNone;
}

}  // namespace kefu::robot
