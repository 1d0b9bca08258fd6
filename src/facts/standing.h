// Standing: whether an agent can be given sessions of a list now, why not, and
// his place in the order of choice (A1, A3, A7, A11, A18, D1-D7).
//
// Two callers: the roster is seated by it, and Explain tells it. So what is
// told is what decided.

#ifndef KEFU_FACTS_STANDING_H_
#define KEFU_FACTS_STANDING_H_

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu {

// Why his status keeps him from serving; kNone if he is online.
Reason StatusReason(AgentStatus status);

// His status at a desk: offline where he takes part and is not logged in (A14).
AgentStatus StatusAt(const World& world, AgentId agent, DeskId desk);

// Whether he is given sessions automatically now (A3).
bool AcceptsAutomatically(const AgentRow& agent);

// Whether he wraps up, or has had his share after coming online (A11).
Reason ReasonPaused(const AgentRow& agent);

// Why he cannot be given a session of this desk and list automatically now,
// whatever the list's own way (A1); kNone if he can.
Reason ReasonUnavailable(const World& world, AgentId agent, DeskId desk,
                         ListId list, uint32_t cost);

// Where he stands in a list; `member` is an index of RulesetData::members.
Seat StandingOf(const World& world, uint32_t member);
// The same, if only his load has changed since he was seated: where he is on
// duty is as his seat says, so that hours, slots and logins are not looked at.
Seat StandingByLoad(const World& world, uint32_t member);

}  // namespace kefu

#endif  // KEFU_FACTS_STANDING_H_
