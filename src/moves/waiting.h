// The waiting list 等待中 (Q1, Q2, Q4): joining, filling free places, and
// discarding junk.

#ifndef KEFU_MOVES_WAITING_H_
#define KEFU_MOVES_WAITING_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::waiting {

// Settles kWait.
void SettleWait(World& world, const Signal& signal);

// Settles kFill: the first waiting session, in the order of Q1 over all lists
// of the agent, that he could take goes to whoever is the best for it; then
// this signal again.
void SettleFill(World& world, const Signal& signal);
// Sessions of World::fill_lists look for agents, in the order of Q1 over all of
// these lists; kFillLists begins it, kFillNext goes on.
void SettleFillNext(World& world, const Signal& signal);

// Settles kAskNext: an offer of the session is over (A16), or more agents are
// open to it than before (D7, D8), so somebody else of its list may have it.
void SettleNext(World& world, const Signal& signal);

// Timers of a waiting session. A tier opens, or a skill is let go: it looks for
// somebody at once (D7, D8). Its reply window ends soon: it takes its new place
// (Q8).
void OpenTier(World& world, ContactRow c);
void CreditWindow(World& world, ContactRow c);

// Q4: junk leaves the waiting list without text or memory.
Reason Discard(World& world, const AgentDiscards& event);

}  // namespace kefu::waiting

#endif  // KEFU_MOVES_WAITING_H_
