// What would have to be different (E2): for a session that waits, the single
// changes that would have it assigned now. "Why is c-1 waiting?" is Explain;
// this is "and what can I do about it?".
//
//   for (const Counterfactual& found :
//        Counterfactuals(engine, customer, desk).found)
//     Print(Name(found.what), found.agents);  // comes_online: li, wang
//
// Each change is made on a copy of the engine, by the rules themselves, and
// told only if the session has an agent then, or is on offer to one (A16): who
// comes online is given those who wait before it first, and may be full. So the
// first in a list hears of many changes, the fiftieth of few. "Now" is Now():
// let time pass first.
//
//   comes_online    the agent connects, to all his desks (A14), or his status
//                   is set online
//   resumes         a suspended agent's status is set online
//   auto_accept_on  he is given sessions automatically (A3)
//   capacity        his capacity is raised until there is room: to his load and
//                   the cost of the session (A2, A12)
//   hours_open      his own hours are open, his leave is over, and he is in the
//                   slots of the desk that are open (C5, R13)
//   joins_group     he becomes a member of the group in whose list the session
//                   waits, with weight 1 in the first tier and beside the group
//                   that he is in, even where an agent has one only (A10);
//                   without groups, of the desk. He is in its open slots, too
//   waits           nobody does anything: what timers bring by then
//
// While the session is on offer to somebody only `waits` is told: he has to say
// first whether he takes it.

#ifndef KEFU_COUNTERFACTUALS_H_
#define KEFU_COUNTERFACTUALS_H_

#include <cstddef>
#include <vector>

#include "kefu/engine.h"
#include "kefu/ids.h"
#include "kefu/reason.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// A change, and for whom it would do.
struct Counterfactual {
  Change what = Change::kNone;
  // What stands against him now: a reason of Explain. Of who is not in the
  // list kNotParticipant; of `waits` why the session waits.
  Reason reason = Reason::kNone;
  // Each of them alone would do, in the order of the list (of `joins_group` in
  // declared order). Of `waits` the one who has the session then, or is asked
  // to take it.
  std::vector<AgentId> agents;
  Instant at = Instant::Never();  // of `waits`: when

  friend bool operator==(const Counterfactual&,
                         const Counterfactual&) = default;
};

struct CounterfactualOptions {
  // So many agents are tried for each change and reason, in that order; 0: only
  // `waits` is told. A try costs a copy of the engine, and where it changes the
  // ruleset (hours_open, joins_group) a ruleset that is compiled and a snapshot
  // that is restored.
  size_t most_agents = 10;
  // How far it looks for `waits`; Off, or less than a millisecond: not at all.
  // Costs what the engine does in that time, if nobody has the session before.
  Duration within = Duration::Hours(24);
};

struct CounterfactualResult {
  // There is nothing to answer: kUnknownDesk, kUnknownCustomer, kNoSession, or
  // kWrongState of a session that does not wait, be it in the pool.
  Reason refused = Reason::kNone;
  // Grouped by change and reason: in the order of the changes, then of the
  // first agent that is told.
  std::vector<Counterfactual> found;
};

// The engine is as before. Throws std::bad_alloc.
CounterfactualResult Counterfactuals(const Engine& engine, CustomerId customer,
                                     DeskId desk,
                                     const CounterfactualOptions& options = {});

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_COUNTERFACTUALS_H_
