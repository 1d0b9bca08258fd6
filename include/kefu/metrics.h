// Figures about waiting and load, made from the effects alone (M3): feed every
// effect of an engine, in order, and read the report.

#ifndef KEFU_METRICS_H_
#define KEFU_METRICS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/ids.h"
#include "kefu/time.h"

#pragma GCC visibility push(default)
namespace kefu {

// A distribution of waiting times, in milliseconds. The quantile at p percent
// is the nearest-rank one: the smallest value with at least p percent of all
// at or below it; 0 without data.
class Waits {
 public:
  void Add(int64_t wait_ms) {
    values_.push_back(wait_ms);
    sorted_ = false;
  }
  size_t count() const { return values_.size(); }
  int64_t Quantile(int percent) const;
  int64_t Worst() const { return Quantile(100); }
  int64_t Total() const;
  // How many waited at most this long (service level).
  size_t AtMost(int64_t wait_ms) const;

 private:
  mutable std::vector<int64_t> values_;
  mutable bool sorted_ = true;
};

// What became of one session, as far as waiting goes.
struct WaitRecord {
  SessionNumber session;
  CustomerId customer;
  DeskId desk;
  GroupId group;
  AgentId agent;  // who took it; none if nobody did
  AssignBy by = AssignBy::kNone;
  Instant opened_at;
  int64_t wait_ms = 0;    // from the opening to the first assignment, or to the
                          // end of waiting without one
  uint32_t position = 0;  // on joining; 0 if it was assigned at once
  Reason reason = Reason::kNone;  // why it had to wait
  Reason ended = Reason::kNone;   // kAssigned, or why it was closed first
};

// The load of one agent over time.
struct AgentLoad {
  AgentId agent;
  uint64_t sessions = 0;   // assigned to him
  uint32_t peak = 0;       // of sessions at once
  int64_t busy_ms = 0;     // with at least one session
  int64_t session_ms = 0;  // sum over his sessions of the time he had them
};

// Not to be used from two threads at once. Throws std::bad_alloc.
class Metrics {
 public:
  void Add(const EffectRecord& effect);
  // Closes the books at `end`: agents' running sessions count up to there.
  void Finish(Instant end);

  const Waits& AllWaits() const { return waits_; }  // of assigned sessions
  uint64_t opened() const { return opened_; }
  uint64_t assigned() const { return assigned_; }
  uint64_t abandoned() const { return abandoned_; }  // closed while waiting
  uint64_t refused() const { return refused_; }
  uint64_t peak_waiting() const { return peak_waiting_; }
  // By the way of the assignment: how many first assignments.
  const std::map<AssignBy, uint64_t>& ByWay() const { return by_way_; }
  const std::map<GroupId, uint64_t>& ByGroup() const { return by_group_; }
  // Every session whose waiting has ended, in the order in which it ended.
  const std::vector<WaitRecord>& Sessions() const { return ended_; }
  // Agents with at least one session, by id.
  std::vector<AgentLoad> Loads() const;

 private:
  struct Load : AgentLoad {
    uint32_t now = 0;
    Instant since;
  };
  struct Running : WaitRecord {
    bool with_robot = false;
  };
  void Begin(AgentId agent, Instant at);
  void End(AgentId agent, Instant at);

  Waits waits_;
  uint64_t last_opened_ = 0;  // number of the last session
  uint64_t opened_ = 0, assigned_ = 0, abandoned_ = 0, refused_ = 0;
  uint64_t waiting_ = 0, peak_waiting_ = 0;
  std::map<AssignBy, uint64_t> by_way_;
  std::map<GroupId, uint64_t> by_group_;
  std::vector<WaitRecord> ended_;
  std::unordered_map<uint64_t, Running> open_;  // by session number
  std::map<AgentId, Load> loads_;
};

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_METRICS_H_
