// What an engineer writes in a day: maps, shared sessions, a priority queue of
// timers, and a look at every agent of the group. It serves workload W and
// nothing else. It is kept for two reasons: as the opponent that kefu is
// measured against in the same run, and as the judge that says which decisions
// are right.
//
// PlainEngine scans the agents of the group for each decision; OrderedEngine,
// the careful variant, keeps those who can take a session in a std::set.

#ifndef KEFU_BENCH_PLAIN_ENGINE_H_
#define KEFU_BENCH_PLAIN_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <unordered_map>
#include <vector>

#include "bench/hash.h"
#include "bench/workload.h"

namespace kefu_bench {

struct PlainAgent {
  uint32_t id = 0;
  uint32_t group = 0;
  uint32_t weight = 1;
  uint32_t capacity = 0;
  uint32_t load = 0;
  bool online = true;
  uint64_t last_assigned = 0;  // number of the assignment; 0: never

  bool available() const { return online && load < capacity; }
};

// Who takes the next session: the least loaded for his weight, then who has
// gone without for longest, then the first.
struct ComesFirst {
  bool operator()(const PlainAgent* a, const PlainAgent* b) const {
    const uint32_t load_a = a->load * b->weight;
    const uint32_t load_b = b->load * a->weight;
    if (load_a != load_b) return load_a < load_b;
    if (a->last_assigned != b->last_assigned) {
      return a->last_assigned < b->last_assigned;
    }
    return a->id < b->id;
  }
};

// The agents of a group. Who changes an agent takes him out and puts him back.
class ScannedAgents {
 public:
  void Join(PlainAgent* agent) { all_.push_back(agent); }
  void TakeOut(PlainAgent*) {}
  void PutBack(PlainAgent*) {}
  PlainAgent* Best() const;

 private:
  std::vector<PlainAgent*> all_;
};

class OrderedAgents {
 public:
  void Join(PlainAgent* agent) { PutBack(agent); }
  void TakeOut(PlainAgent* agent) { available_.erase(agent); }
  void PutBack(PlainAgent* agent) {
    if (agent->available()) available_.insert(agent);
  }
  PlainAgent* Best() const {
    return available_.empty() ? nullptr : *available_.begin();
  }

 private:
  std::set<PlainAgent*, ComesFirst> available_;
};

template <class Agents>
class BasicPlainEngine {
 public:
  explicit BasicPlainEngine(const LogHeader& header);
  BasicPlainEngine(const BasicPlainEngine&) = delete;
  BasicPlainEngine& operator=(const BasicPlainEngine&) = delete;

  void Apply(const LogRecord& record);
  // Closes the sessions whose time is over; Apply begins with this.
  void FireTimers(uint64_t at);

  const DecisionHash& hash() const { return hash_; }
  size_t open() const { return open_; }
  size_t open_or_waiting() const { return sessions_.size(); }
  size_t peak_open() const { return peak_open_; }

  // The agent who serves this customer, or who did last; none if nobody did.
  std::optional<uint32_t> ServedBy(uint32_t customer) const;
  bool HasSession(uint32_t customer) const {
    return sessions_.count(customer) != 0;
  }
  bool IsWaiting(uint32_t customer) const;

 private:
  struct Session {
    uint32_t customer = 0;
    uint32_t group = 0;
    PlainAgent* agent = nullptr;  // null while it waits
    bool ended = false;
    uint64_t deadline = 0;
    uint32_t customer_messages = 0;
    uint32_t agent_messages = 0;
  };
  using SessionPtr = std::shared_ptr<Session>;
  struct Memory {
    PlainAgent* agent = nullptr;
    uint64_t closed_at = 0;
  };
  struct Group {
    Agents agents;
    std::deque<SessionPtr> waiting;  // those who have left are skipped
  };
  struct Timer {
    uint64_t at;
    uint64_t number;  // of the arming: breaks ties
    SessionPtr session;
    friend bool operator>(const Timer& a, const Timer& b) {
      return a.at != b.at ? a.at > b.at : a.number > b.number;
    }
  };

  void Arrive(uint64_t at, uint32_t customer, uint32_t product);
  void CustomerSays(uint64_t at, const SessionPtr& session);
  void Close(uint64_t at, const SessionPtr& session);
  void Toggle(uint64_t at, uint32_t agent);
  void Assign(uint64_t at, Kind kind, const SessionPtr& session,
              PlainAgent* agent);
  void End(uint64_t at, Kind kind, const SessionPtr& session);
  void Pull(uint64_t at, uint32_t group);
  void Arm(uint64_t at, const SessionPtr& session);
  SessionPtr Find(uint32_t customer) const;

  uint64_t timeout_;
  uint64_t sticky_;
  std::unordered_map<uint32_t, PlainAgent> agents_;
  std::map<uint32_t, Group> groups_;
  std::unordered_map<uint32_t, uint32_t> group_of_product_;
  std::unordered_map<uint32_t, SessionPtr> sessions_;  // by customer
  std::unordered_map<uint32_t, Memory> memory_;        // by customer
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;
  uint64_t armings_ = 0;
  uint64_t assignments_ = 0;
  size_t open_ = 0;
  size_t peak_open_ = 0;
  DecisionHash hash_;
};

extern template class BasicPlainEngine<ScannedAgents>;
extern template class BasicPlainEngine<OrderedAgents>;

using PlainEngine = BasicPlainEngine<ScannedAgents>;
using OrderedEngine = BasicPlainEngine<OrderedAgents>;

}  // namespace kefu_bench

#endif  // KEFU_BENCH_PLAIN_ENGINE_H_
