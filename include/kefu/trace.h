// Why: the reasons behind decisions (E1).
//
// Every assignment and every enqueue carries a 16-byte `Decision`. The full
// `Explanation` (each rung, each agent looked at, each with its reason) is
// made on request by the code that decides: see Engine::Explain.

#ifndef KEFU_TRACE_H_
#define KEFU_TRACE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// The decision behind an assignment or an enqueue.
struct Decision {
  Rung rung = Rung::kNone;        // the rung that decided
  Reason reason = Reason::kNone;  // why the rung before it did not, or why
                                  // nobody was found
  uint32_t list = 0;              // the group, 0: the desk's own list
  AgentId agent;                  // the agent chosen; none if it waits
  uint32_t asked = 0;             // how many agents could have taken it

  friend bool operator==(const Decision&, const Decision&) = default;
};

// What one rung of the routing order found. Where the session would wait in a
// list that is full, `overflow` is the last one, with kQueueFull (Q3).
struct RungTrace {
  Rung rung = Rung::kNone;
  Reason reason = Reason::kNone;  // kChosen, or why it passed the session on
  AgentId agent;                  // the agent that it looked at, if it was one
  GroupId group;                  // the group that it looked at, if it was one
  // With kNotInScope: where the group's scope does not hold the customer (R8).
  ScopeDimension dimension = ScopeDimension::kNone;

  friend bool operator==(const RungTrace&, const RungTrace&) = default;
};

// What became of one agent of the list that was asked.
struct AgentTrace {
  AgentId agent;
  Reason reason = Reason::kNone;  // kChosen, kBeaten, or why not available
  // For kAtCapacity: the limit with the smallest room (A2). kNone otherwise.
  enum class Limit : uint8_t { kNone, kAgent, kChannel, kGroup, kMaximum };
  Limit limit = Limit::kNone;
  // Units, and of the limit that is named; without one, of the smallest.
  uint32_t load = 0;
  uint32_t capacity = 0;

  friend bool operator==(const AgentTrace&, const AgentTrace&) = default;
};

// The reasons for one session: what a routing would decide now, or why the
// session still waits.
struct Explanation {
  SessionNumber session;  // none for a question about one that is not open
  CustomerId customer;
  Reason refused = Reason::kNone;  // there is nothing to explain, and why
  bool waiting = false;            // a session that waits already
  uint32_t position = 0;           // its place, from 1, if it waits
  uint32_t ahead = 0;
  Decision decision;
  GroupId group;
  std::vector<RungTrace> rungs;
  std::vector<AgentTrace> agents;  // in declared order

  friend bool operator==(const Explanation&, const Explanation&) = default;
};

class Ruleset;

// The explanation in words, one line for each rung and each agent.
std::string ToText(const Explanation& explanation, const Ruleset& ruleset,
                   Language language = Language::kEnglish);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_TRACE_H_
