// Closed loop: a log that says how long each session lasts, but not when it
// ends, because that depends on when it begins. The host closes a session so
// long after its assignment. This is the business of the replay; the engine
// knows nothing of it.

#ifndef KEFU_TOOLS_REPLAY_CLOSED_LOOP_H_
#define KEFU_TOOLS_REPLAY_CLOSED_LOOP_H_

#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ids.h"
#include "kefu/time.h"

namespace kefu::tools {

class ClosedLoop {
 public:
  // Reads lines of a customer's name, a tab and milliseconds. Throws
  // ReplayError with the place of what is wrong.
  void Read(const std::string& file);

  // To be told of each effect: an assignment plans the close of its session.
  void Watch(const EffectRecord& effect, const Engine& engine);

  // Takes the next close that is due by `until`, in the order of time, then of
  // session number; false if there is none. A session that has ended or moved
  // in the meantime is left out.
  bool Next(Instant until, const Engine& engine, AgentCloses* close);

 private:
  struct Plan {
    int64_t at;
    uint64_t session;
    CustomerId customer;
    DeskId desk;
    int64_t assigned_at;

    bool operator>(const Plan& other) const {
      return at != other.at ? at > other.at : session > other.session;
    }
  };

  std::unordered_map<std::string, int64_t> durations_;  // by customer
  std::priority_queue<Plan, std::vector<Plan>, std::greater<>> plans_;
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_CLOSED_LOOP_H_
