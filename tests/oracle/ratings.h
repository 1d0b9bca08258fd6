// F1 and the lapse of X3, as the referee sees them: what customers say of their
// sessions.

#ifndef KEFU_TESTS_ORACLE_RATINGS_H_
#define KEFU_TESTS_ORACLE_RATINGS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "kefu/config.h"
#include "kefu/reason.h"
#include "tests/oracle/state.h"

namespace kefu::oracle {

class Oracle;

class Ratings {
 public:
  explicit Ratings(Oracle* oracle) : o_(*oracle) {}

  Reason Rates(const Incoming& event);
  Reason Invites(const Incoming& event);
  // The session has come to its owner; he has written; it is closed.
  void ServedBy(const OpenSession_& session);
  void AgentWrote(const OpenSession_& session);
  void Closed(const OpenSession_& session, Reason reason);

  void AddTimers(std::vector<Timer>* timers) const;
  void Lapses(uint64_t session);
  // Until when something of his keeps the customer (T9).
  int64_t KeepsUntil(uint64_t customer) const;
  void Forget(uint64_t customer);

 private:
  using Key = std::pair<uint64_t, int>;  // customer, desk
  // The last session there that somebody has served.
  struct Rated {
    uint64_t session = 0;
    int agent = kNone;
    bool answered = false, invited = false, rated = false;
    std::optional<int64_t> closed_at;
    std::optional<int64_t> lapses_from;  // he is invited, and that may lapse
  };

  template <class T>
  T Of(int desk, std::optional<T> RatingConfig::*setting, T otherwise) const;
  bool On(int desk) const;
  int64_t Within(int desk) const;
  std::optional<int64_t> LapsesAt(const Key& key, const Rated& rated) const;
  void Invite(const OpenSession_& session, Rated* rated);
  void TellLapsed(const Key& key, const Rated& rated);

  Oracle& o_;
  std::map<Key, Rated> rated_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_RATINGS_H_
