// Which schedules are open and who is on leave, as of the engine's time, and
// when that changes next (T2, C1-C5).
//
// All of it follows from the time alone: nothing of it is saved, and a restored
// engine computes it anew. Before an engine's first event nothing runs.

#ifndef KEFU_MODEL_HOURS_H_
#define KEFU_MODEL_HOURS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "src/base/inline.h"
#include "src/model/ruleset_data.h"
#include "src/model/watch.h"

namespace kefu {

class Hours {
 public:
  Hours(const RulesetData& rules, Watch* watch);

  // Of no schedule: always.
  KEFU_INLINE bool IsOpen(ScheduleId id) const { return open_[id.value] != 0; }
  bool OnLeave(AgentId agent) const { return on_leave_[agent.value] != 0; }

  // So much later than `from`, counted while it is open; only if that follows
  // from what is known of now: it has been open since then, and stays so.
  KEFU_INLINE std::optional<Instant> AddOpenTime(ScheduleId id, Instant from,
                                                 Duration open) const {
    const Stretch& stretch = stretches_[id.value];
    const Instant at = from + open;
    const bool known = from.ms >= stretch.begin && at <= Instant{stretch.end};
    return known ? std::optional(at) : std::nullopt;
  }

  // Computes all as it is at t; from then on it runs.
  void Start(Instant t);
  // Nothing changes before this.
  KEFU_INLINE int64_t look_at() const { return look_at_; }
  // All that changes at look_at() changes now: what that is, as indices of
  // RulesetData::watched, until the next call. REQUIRES: something does.
  std::span<const uint32_t> Turn();
  // Calls f(watched) for all that change at look_at().
  template <class F>
  void ForEachDue(F&& f) const {
    for (const Entry& entry : heap_) {
      if (entry.at == look_at_) f(rules_->watched[entry.watched]);
    }
  }

  size_t bytes() const;

 private:
  struct Entry {
    int64_t at = INT64_MAX;
    uint32_t watched = 0;
  };
  // Open from `begin`, or since before that, until before `end`; nothing is
  // known if it is empty.
  struct Stretch {
    int64_t begin = INT64_MAX;
    int64_t end = INT64_MIN;
  };
  static bool Later(const Entry& a, const Entry& b) {
    return a.at != b.at ? a.at > b.at : a.watched > b.watched;
  }
  // Its state at t, and when it changes after that.
  Instant Look(const WatchedData& watched, Instant t);

  const RulesetData* rules_;
  std::vector<uint8_t> open_;       // by schedule
  std::vector<Stretch> stretches_;  // by schedule
  std::vector<uint8_t> on_leave_;   // by agent
  std::vector<Entry> heap_;         // one for each of RulesetData::watched
  std::vector<uint32_t> turned_;    // as many of them
  int64_t look_at_ = INT64_MAX;
  WatchLink watch_;
};

}  // namespace kefu

#endif  // KEFU_MODEL_HOURS_H_
