// What is said automatically, and how often (K3, K5, K8), and what the robot
// has not understood (K2).

#ifndef KEFU_MOVES_STEP_SAY_H_
#define KEFU_MOVES_STEP_SAY_H_

#include "src/facts/keywords.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu {

// Sends what the rule says, unless it has been said as often as it may be, or
// may not go out now (K8, K9). REQUIRES: room for a row of World::said.
void Say(World& world, const Contact& contact, TextSource source,
         const SayRule& rule);

// A customer's text in a session that the robot has: nobody else has answered.
// Where there is none, the default reply does, if there is one (K3).
void AskRobotOrReply(World& world, const Contact& contact,
                     const Decision& decision = {});

// The greeting of an agent who gets the session (K5). `given_away`: somebody
// has transferred it, and nobody has had it since.
void GreetOnAccept(World& world, const Contact& contact, AssignBy by,
                   bool given_away);

// K2: one more turn in a row that the robot has not understood; how many that
// makes. It has understood, or has the session no longer.
uint32_t CountMisunderstood(World& world, const Contact& contact);
void ForgetMisunderstood(World& world, const Contact& contact);

// The robot hands the session over (K2). `written`: if it comes to nothing, the
// customer's text is the robot's after all. REQUIRES: the robot has it, or it
// is in the pool; room by ReserveOpen.
void PostHandOver(World& world, ContactRow c, bool written);

// The windows of the customer at the channel have changed: what is said once a
// window follows the one in which it was said (K8).
void FollowWindow(World& world, uint32_t customer, ChannelId channel);

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_SAY_H_
