// What a replay under one ruleset came to, collected from its effects.

#ifndef KEFU_TOOLS_REPLAY_REPORT_H_
#define KEFU_TOOLS_REPLAY_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/metrics.h"
#include "kefu/replay.h"
#include "kefu/trace.h"

namespace kefu::tools {

// One of the longest waits.
struct LongWait {
  int64_t wait_ms = 0;
  uint64_t session = 0;
  bool ended = true;     // false: it still waits where the log ends
  std::string customer;  // a name
  std::string priority;  // a name, or ""
  std::string from;      // when it began, ISO 8601
  std::string outcome;   // "taken by E03", "customer_left", "still waits"
  std::string why;       // the reasons when it joined
};

// The load of the agents of one group.
struct GroupLoad {
  std::string label;
  size_t agents = 0;
  uint64_t sessions = 0;
  int64_t session_ms = 0;  // of all of them together
  int64_t span_ms = 0;     // from the first event to the last
};

struct Report {
  std::string name;  // of the ruleset's file
  uint64_t events = 0;
  uint64_t resumed_at = 0;  // events before them, in the snapshot
  uint64_t opened = 0, at_once = 0, after_wait = 0, abandoned = 0;
  uint64_t still_waiting = 0, peak_waiting = 0;
  std::map<Reason, uint64_t> refused;
  // "all", then by priority and by group, in declared order.
  std::vector<std::pair<std::string, Waits>> waits;
  std::map<AssignBy, uint64_t> by_way;  // the first assignments
  std::vector<GroupLoad> loads;
  std::vector<uint64_t> sessions_per_agent;  // ascending, agents without too
  std::vector<LongWait> longest;             // longest first
  std::optional<ReplayResult> result;        // kept only to compare
  double seconds = 0;
  uint64_t digest = 0;
};

// "B03: 17 agents: 15 at_capacity, 2 agent_offline"
std::string BriefReasons(const Explanation& explanation,
                         const Ruleset& ruleset);

class Reporter {
 public:
  // `engine` must outlive it. `longest`: how many of the longest waits to
  // keep.
  Reporter(const Engine* engine, size_t longest)
      : engine_(*engine), most_(longest) {}

  // To be called after each event: an effect, and why the call that it arose
  // in routed as it did. The longest waits take their reasons from there.
  void Add(const EffectRecord& effect,
           std::span<const Explanation> explanations);

  Report Finish(Instant first, Instant last);
  // After Finish; to be taken once.
  Outcomes TakeOutcomes() { return std::move(outcomes_); }

 private:
  struct Waiting {
    PriorityId priority;
    std::string why;
    int64_t since = 0;
    CustomerId customer;
    bool waits = false;
  };

  std::string Why(const EffectRecord& enqueue,
                  std::span<const Explanation> explanations) const;
  void AddEnded(const WaitRecord& record);
  void AddWaits(Report* report) const;
  void AddLoads(Report* report, int64_t span_ms) const;
  void Keep(LongWait wait);
  LongWait Describe(const Waiting& waiting, uint64_t session,
                    int64_t wait_ms) const;

  const Engine& engine_;
  size_t most_;
  Outcomes outcomes_;
  size_t ended_ = 0;  // of the ended waits, how many have been seen
  std::unordered_map<uint64_t, Waiting> open_;  // by session, until it ends
  std::map<Reason, uint64_t> refused_;
  std::map<PriorityId, Waits> by_priority_;
  std::map<GroupId, Waits> by_group_;
  uint64_t at_once_ = 0;
  std::vector<LongWait> longest_;
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_REPORT_H_
