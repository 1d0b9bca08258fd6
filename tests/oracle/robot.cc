// R7, R13: what the robot has.

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// What it has stays with it, without a word (O1: no loop).
void Oracle::ToRobot(S& session, int group, Rung rung, Reason why) {
  if (session.state == SessionState::kRobot) {
    if (says_.asks_person == session.number) {
      AskRobotOrReply(session, Rung::kNone, Reason::kNone);
    }
    return;
  }
  LeaveOwner(session);
  if (session.in_list) Dequeue(session, Reason::kDedicatedAbsent);
  session.from_robot = !session.placed;
  session.placed = true;
  session.state = SessionState::kRobot;
  ComesInto(session, SessionState::kRobot);
  session.in_list = false;
  session.group = group;
  session.robot_since = at_;
  session.robot_warnings = 0;
  if (session.last_word == Word::kCustomer && says_.replied != session.number) {
    AskRobotOrReply(session, rung, why);
  }
}

void Oracle::AskRobot(const S& session, Rung rung, Reason why) {
  EffectRecord& ask = Emit(EffectType::kAskRobot, session);
  ask.group = names_.GroupId(session.group);
  ask.rung = static_cast<uint8_t>(rung);
  ask.why = static_cast<uint16_t>(why);
}

// Routed anew it tells its owner (A9).
void Oracle::LeaveOwner(S& session) {
  if (session.owner < 0) return;
  if (anew_) Notify(session, session.owner, NoticeWhat::kMovedAway);
  LeaveServing(session);
}

// What was the robot's from its opening counts as joining now (Q1), unless it
// has an old place (Q7).
void Oracle::LeaveRobot(S& session) {
  if (session.state != SessionState::kRobot) return;
  if (session.from_robot && !session.rejoined) session.first_join = at_;
  session.from_robot = false;
}

// Present (A18): online and on duty; of who does not take part only leave is
// asked.
bool Oracle::IsThere(int agent, int desk) const {
  if (At(agent).status != AgentStatus::kOnline) return false;
  return Participates(agent, desk) ? OnDutyAt(agent, desk) : !OnLeave(agent);
}

}  // namespace kefu::oracle
