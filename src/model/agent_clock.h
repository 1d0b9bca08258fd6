// The timers of agents: the grace of a lost connection (A7), wrap-up and ramp
// (A11). Their deadlines stand in AgentMore; an entry here only says when to
// look at whom, as for sessions (timers.h).

#ifndef KEFU_MODEL_AGENT_CLOCK_H_
#define KEFU_MODEL_AGENT_CLOCK_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"
#include "src/base/inline.h"
#include "src/model/watch.h"

namespace kefu {

struct World;

class AgentTimers {
 public:
  // Who is declared first comes first at equal times (T2).
  struct Entry {
    int64_t at = 0;
    uint32_t declared = 0;
    uint32_t agent = 0;
  };

  explicit AgentTimers(Watch* watch) : watch_(watch) {}

  // Throws std::bad_alloc.
  void Reserve(size_t n) {
    if (heap_.capacity() - heap_.size() < n) Grow(n);
  }
  // REQUIRES: room for it.
  void Arm(const Entry& entry);
  // No agent's timer is due before this.
  KEFU_INLINE int64_t look_at() const { return look_at_; }
  const Entry& front() const { return heap_.front(); }
  void Drop();
  // The earliest deadline(agent) of those whose entry is alive.
  template <class Deadline>
  int64_t Earliest(Deadline&& deadline) const {
    int64_t best = INT64_MAX;
    for (const Entry& e : heap_) {
      const int64_t at = deadline(e.agent, e.at);
      if (at < best) best = at;
    }
    return best;
  }
  size_t bytes() const { return heap_.capacity() * sizeof(Entry); }

 private:
  KEFU_COLD void Grow(size_t n);

  std::vector<Entry> heap_;
  int64_t look_at_ = INT64_MAX;  // of the first in the heap
  WatchLink watch_;
};

// The next timer of an agent.
struct AgentDeadline {
  Instant at = Instant::Never();
  TimerKind kind = TimerKind::kNone;
};
AgentDeadline DeadlineOf(const World& world, AgentId agent);

// Sets the timers' entry of an agent if he must be looked at sooner.
// REQUIRES: room for one entry.
void ArmIfSooner(World& world, AgentId agent);

// His connection is lost now; it is back, or the grace is over (A7).
void LoseConnection(World& world, AgentId agent);
void EndGrace(World& world, AgentId agent);
// One of his sessions has ended now: he wraps up for so long (A11).
void StartWrapUp(World& world, AgentId agent, Duration length);
void EndWrapUp(World& world, AgentId agent);
// He is online now (D5). The ramp begins if he comes from offline or away, and
// not if he only resumes (A11).
void ComeOnline(World& world, AgentId agent);
// He has been given a session automatically now (A11).
void CountForRamp(World& world, AgentId agent);
// Looks again whether he has had his share (A11).
void LookAtRamp(World& world, AgentId agent);

}  // namespace kefu

#endif  // KEFU_MODEL_AGENT_CLOCK_H_
