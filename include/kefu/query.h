// What the engine can be asked. Queries are const and change nothing.

#ifndef KEFU_QUERY_H_
#define KEFU_QUERY_H_

#include <cstdint>
#include <optional>
#include <string>

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// A customer's open session at a desk. `number` is none if there is none.
struct SessionInfo {
  SessionNumber number;
  SessionState state = SessionState::kClosed;
  AgentId agent;  // who serves
  GroupId group;  // where it waits, was assigned or was pooled; whose robot
                  // has it
  PriorityId priority;
  uint32_t cost = 0;  // units of capacity (A12), also while on hold or idle
  Instant opened_at;
  Instant joined_at;    // from when it counts in the waiting list (Q1, Q10)
  Instant assigned_at;  // of the present agent; Never while nobody serves it
  bool held = false;    // on hold (A17)
  bool lapsed = false;  // its agent must accept it again (A9)
  AgentId offered_to;   // who is asked while it waits (A16)
  Instant offered_until = Instant::Never();
};

// A session in a list of several (S7).
struct ListedSession {
  CustomerId customer;
  DeskId desk;
  SessionInfo session;
};

// The place of a waiting session (Q6). `position` is 0 if it does not wait.
struct PositionInfo {
  uint32_t position = 0;  // from 1
  uint32_t ahead = 0;
  // (ahead + 1) x the mean handling time of the list's last 20 closes, by the
  // capacity of its members who are online; in whole milliseconds, rounded
  // down, at most kLongestDuration. Not known before the first close, or while
  // nobody is online.
  std::optional<Duration> estimated_wait;
};

// The message pool of a group, or of a desk's own list (O2).
struct PoolInfo {
  uint32_t sessions = 0;
  CustomerId oldest;  // whose session has been there longest; none: it is empty
  Instant since = Instant::Never();  // when that one came
};

// An agent as the engine sees him now.
struct AgentInfo {
  AgentStatus status = AgentStatus::kOffline;
  AutoAccept auto_accept = AutoAccept::kOn;
  uint32_t capacity = 0;  // units
  uint32_t load = 0;      // units, of all his serving sessions
  uint32_t sessions = 0;  // how many he serves
};

// Whether a message may be sent to a customer (W2).
struct SendInfo {
  bool allowed = false;           // it goes out as it is
  bool template_only = false;     // a template goes out instead (W3), at an H5
                                  // page when the time of W4 is over
  Reason reason = Reason::kNone;  // why it does not go out as it is
  // How many messages may go out as they are; not given: any number.
  std::optional<uint32_t> left;
  // Until when the last of those may; not given: nothing ends, or none may.
  std::optional<Instant> until;
};

// A session whose last message is the customer's, and that nobody serves 未回复
// 对话 (S5).
struct UnansweredInfo {
  CustomerId customer;
  DeskId desk;
  SessionNumber session;
  SessionState state = SessionState::kClosed;  // waiting, pooled or closed
  Instant since;   // his first message that has had no answer
  AgentId agent;   // whom the customer talked to last there (R5), whoever the
                   // session is for; none: nobody is remembered
  SendInfo sends;  // whether an agent's text may be sent to him now (W2)
};

// Counters for monitoring (Stats). The first part is how things are now, the
// second counts from the making of the engine on and survives a snapshot.
struct StatsInfo {
  uint64_t customers = 0;      // known
  uint64_t agents_online = 0;  // status online
  uint64_t sessions = 0;       // open
  uint64_t waiting = 0;        // of those
  uint64_t serving = 0;        // of those
  uint64_t load = 0;           // units, of all agents together
  uint64_t events = 0;         // applied, refused ones too
  uint64_t refusals = 0;       // `refuse` effects
  uint64_t opened = 0;         // sessions
  uint64_t closed = 0;         // sessions
  uint64_t assignments = 0;    // `assign` effects
  uint64_t timers = 0;         // fired
  uint64_t forgotten = 0;      // customers, erased ones too
  // As it is now, of the sessions that are open:
  uint64_t robot = 0;   // the robot has them (R7)
  uint64_t pooled = 0;  // in the message pool (O2)
};

// What CheckInvariants found (T11): empty if all is well, otherwise the
// violated invariant in words.
using Violation = std::string;

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_QUERY_H_
