#include "src/moves/robot.h"

#include <algorithm>

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_say.h"
#include "src/moves/step_window.h"

namespace kefu::robot {
namespace {

const HandOverRules& WaysOf(const World& world, const Contact& contact) {
  return world.rules.desks[contact.desk].saying.hand_over;
}

// What the robot has found out about a session that it has, or that is in the
// pool (R9).
void TakeIntent(World& world, const Contact& contact, IntentId intent) {
  if (!intent) return;
  world.sessions[contact.row].intent = intent.value;
  RequireSkillsAnew(world, contact);
}

// With the intent somebody may be able to take it out of the pool who could not
// before (D8, O2). Behind the hand-over, which looks at the intent's own group.
void PostTryWith(World& world, ContactRow c, IntentId intent) {
  const Contact& contact = world.contacts[c];
  if (!intent || contact.state != SessionState::kPooled) return;
  PostTryPool(world, c, ListOf(world, contact));
}

// All that the robot has to say goes out, or nothing (W1).
void Deliver(World& world, const Contact& contact, uint32_t messages,
             MessageKind kind) {
  SendAsk ask = AskOf(world, contact);
  ask.who = Sender::kRobot;
  ask.kind = kind;
  ask.times = messages;
  const SendAnswer answer = AskSend(world, ask);
  if (answer.way != SendWay::kDirect) {
    EmitNotSent(world, contact.customer, ask.desk, contact.session,
                answer.reason);
    return;
  }
  SendDirectly(world, contact, {}, ask, answer);
}

// Whether the session stays with the robot after this answer: its intent is
// not for people, and it has not failed too often in a row (K2).
bool Understands(World& world, const Contact& contact,
                 const RobotReplies& event) {
  const HandOverRules& ways = WaysOf(world, contact);
  uint32_t failed = 0;
  if (event.understood == Understanding::kNo) {
    failed = CountMisunderstood(world, contact);
  } else {
    ForgetMisunderstood(world, contact);
  }
  const bool for_people =
      event.intent &&
      std::binary_search(ways.intents.begin(), ways.intents.end(),
                         event.intent.value);
  if (for_people && IsWayOpen(world, ways.intents_hours)) return false;
  return ways.misunderstood == 0 || failed < ways.misunderstood ||
         !IsWayOpen(world, ways.misunderstood_hours);
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  if (contact.session == 0) return;
  if (contact.state == SessionState::kRobot) {
    if (world.asks_person_in == contact.session) {
      AskRobotOrReply(world, contact);
    }
    return;
  }
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
  if (contact.customer_last && world.replied_in != contact.session) {
    AskRobotOrReply(world, contact, signal.decision);
  }
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
  if (contact.state != SessionState::kPooled &&
      contact.state != SessionState::kRobot) {
    return Reason::kWrongState;
  }
  const HandOverRules& ways = WaysOf(world, contact);
  if (!ways.by_robot || !IsWayOpen(world, ways.by_robot_hours)) {
    return Reason::kHandOverOff;
  }
  world.ReserveOpen();
  TakeIntent(world, contact, event.intent);
  PostHandOver(world, c, false);
  PostTryWith(world, c, event.intent);
  return Reason::kNone;
}

Reason Reply(World& world, const RobotReplies& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  const bool hands_over = contact.state == SessionState::kRobot ||
                          contact.state == SessionState::kPooled;
  const bool goes_on = contact.state == SessionState::kWaiting &&
                       world.rules.desks[contact.desk].saying.goes_on;
  if (!hands_over && !goes_on) return Reason::kWrongState;
  world.ReserveOpen();
  world.said.Reserve(1);
  const uint32_t messages = event.messages.value_or(1);
  if (messages != 0) {
    Deliver(world, contact, messages,
            event.kind == MessageKind::kNone ? MessageKind::kText : event.kind);
  }
  if (!hands_over) return Reason::kNone;
  TakeIntent(world, contact, event.intent);
  if (!Understands(world, contact, event)) PostHandOver(world, c, false);
  PostTryWith(world, c, event.intent);
  return Reason::kNone;
}

}  // namespace kefu::robot
