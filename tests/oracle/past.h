// S4 and S5, as the referee sees them: past customers, and those who have had
// no answer.

#ifndef KEFU_TESTS_ORACLE_PAST_H_
#define KEFU_TESTS_ORACLE_PAST_H_

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "kefu/engine.h"
#include "kefu/query.h"
#include "kefu/reason.h"
#include "tests/oracle/state.h"

namespace kefu::oracle {

class Oracle;

class Past {
 public:
  explicit Past(Oracle* oracle) : o_(*oracle) {}

  // S4
  Reason Reopens(const Incoming& event);

  // S5: a message in a session; a new one has opened, one is closed.
  void CustomerWrote(const OpenSession_& session);
  void AgentWrote(const OpenSession_& session);
  void Opened(const OpenSession_& session);
  void Closed(const OpenSession_& session, Reason reason);
  void Forget(uint64_t customer);
  std::vector<UnansweredInfo> Unanswered(
      const Engine::UnansweredQuestion& question);

 private:
  using Key = std::pair<uint64_t, int>;  // customer, desk
  struct Open {
    uint64_t session = 0;
    int64_t since = 0;
  };
  struct Taking {
    int64_t count = 0;
    std::vector<uint64_t> customers;
  };

  Reason Check(const Incoming& event, uint64_t customer, const Taking& taking,
               Reason* template_for) const;
  Facts FactsFor(uint64_t customer, int desk) const;
  int LastAgent(uint64_t customer, int desk) const;

  Oracle& o_;
  std::map<Key, Open> unanswered_;
  std::set<Key> been_;  // who has had a session where
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_PAST_H_
