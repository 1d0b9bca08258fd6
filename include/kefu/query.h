// What the engine can be asked. Queries are const and change nothing.

#ifndef KEFU_QUERY_H_
#define KEFU_QUERY_H_

#include <cstdint>
#include <string>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// A customer's open session at a desk. `number` is none if there is none.
struct SessionInfo {
  SessionNumber number;
  SessionState state = SessionState::kClosed;
  AgentId agent;  // who serves
  GroupId group;  // where it waits or was assigned
  PriorityId priority;
  uint32_t cost = 0;  // units of capacity (A12)
  Instant opened_at;
  Instant joined_at;    // from when it counts in the waiting list (Q1, Q10)
  Instant assigned_at;  // of the present agent; Never while it waits
};

// The place of a waiting session (Q6). `position` is 0 if it does not wait.
struct PositionInfo {
  uint32_t position = 0;  // from 1
  uint32_t ahead = 0;
};

// An agent as the engine sees him now.
struct AgentInfo {
  AgentStatus status = AgentStatus::kOffline;
  AutoAccept auto_accept = AutoAccept::kOn;
  uint32_t capacity = 0;  // units
  uint32_t load = 0;      // units, of all his serving sessions
  uint32_t sessions = 0;  // how many he serves
};

// What CheckInvariants found (T11): empty if all is well, otherwise the
// violated invariant in words.
using Violation = std::string;

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_QUERY_H_
