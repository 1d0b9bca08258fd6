// All that the referee keeps from event to event.

#ifndef KEFU_TESTS_ORACLE_MEMORIES_H_
#define KEFU_TESTS_ORACLE_MEMORIES_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kefu/effect.h"
#include "tests/oracle/say.h"
#include "tests/oracle/state.h"

namespace kefu::oracle {

struct KnownCustomers {
  std::set<uint64_t> customers_;
  std::set<uint64_t> forgotten_;           // whose rows are not used again yet
  std::map<uint64_t, Contacts> contacts_;  // T9
};

struct Memories : KnownCustomers {
  using MemoryKey = std::pair<uint64_t, int>;  // customer, desk
  using ListKey = std::pair<int, int>;         // group; kNone: desk

  std::vector<AgentState> agents_;
  std::map<uint64_t, OpenSession_> sessions_;  // the open ones, by number
  std::map<MemoryKey, Memory> memories_;
  std::map<std::pair<uint64_t, int>, Facts> kept_;       // customer, desk
  std::map<std::pair<uint64_t, int>, int64_t> blocks_;   // until; kNone: tenant
  std::map<std::pair<uint64_t, int>, OldPlace> places_;  // Q7
  std::map<uint64_t, Profile> profiles_;
  std::set<uint64_t> known_;                              // V3
  std::set<std::pair<uint64_t, int>> members_;            // of crowds
  std::map<std::pair<int, int64_t>, int64_t> refreshed_;  // crowd, day
  std::optional<int64_t> next_refresh_;
  std::map<std::pair<uint64_t, int>, ClosedSession> closed_;  // S1
  std::map<std::pair<uint64_t, int>, int64_t> told_days_;     // O5
  std::map<std::pair<uint64_t, int>, int64_t> agent_said_;    // O5
  // By customer and channel (W1, W3, W5); by customer and desk (W4).
  std::map<std::pair<uint64_t, int>, std::vector<Granted>> granted_;
  std::map<std::pair<uint64_t, int>, int64_t> subscriptions_;
  std::set<std::pair<uint64_t, int>> unfollowed_;
  std::map<std::pair<uint64_t, int>, Away> away_;
  SaidMemory says_;  // K2, K5, K8
  // By customer and desk (G1, G5); by customer and channel (G3).
  std::map<std::pair<uint64_t, int>, DeskMemory> desk_memories_;
  std::map<std::pair<uint64_t, int>, ShopVisit> visits_;
  std::set<std::pair<uint64_t, int>> follows_;             // channels (G4)
  std::set<std::pair<uint64_t, int>> added_;               // agents (G5)
  std::set<std::pair<uint64_t, size_t>> shown_, claimed_;  // campaigns (G4)
  std::map<ListKey, ListState> lists_;
  std::vector<Watched> watched_;                    // in the order of T2
  std::map<ListKey, std::deque<int64_t>> handled_;  // Q6: the last 20, in ms
  uint64_t sessions_opened_ = 0;
  uint64_t assignments_ = 0;

  uint64_t ordinal_ = 0;
  std::optional<int64_t> now_;
  std::optional<uint64_t> last_seq_;
  std::map<std::string, std::pair<int64_t, uint64_t>> ids_;  // time, order
  std::map<uint64_t, std::string> ids_by_order_;
  uint64_t ids_remembered_ = 0;

  // Of the step that runs.
  int64_t at_ = 0;
  bool anew_ = false;  // a session that has lapsed is routed (A9)
  TimerKind timer_ = TimerKind::kNone;
  std::deque<std::function<void()>> signals_;
  std::vector<EffectRecord> out_;
  std::vector<std::vector<std::string>> texts_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_MEMORIES_H_
