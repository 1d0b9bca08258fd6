// The robot 机器人 (R7): it has a session from its opening, or from where the
// routing order, a plan or a ladder brings it there, until it hands over. While
// it has it, each message of the customer is `ask_robot`.

#ifndef KEFU_MOVES_ROBOT_H_
#define KEFU_MOVES_ROBOT_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::robot {

// Settles kRobot. What the robot has stays with it, without a word (O1).
void Settle(World& world, const Signal& signal);

// It says so itself (K2).
Reason HandOver(World& world, const RobotHandsOver& event);
// It has an answer, or none: after too many of these, or where the intent is
// for people, the session is handed over (K2).
Reason Reply(World& world, const RobotReplies& event);

}  // namespace kefu::robot

#endif  // KEFU_MOVES_ROBOT_H_
