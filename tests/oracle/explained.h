// What the referee says of a session that waits (E1): why, and of each member
// of its list what keeps him from it.

#ifndef KEFU_TESTS_ORACLE_EXPLAINED_H_
#define KEFU_TESTS_ORACLE_EXPLAINED_H_

#include <map>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

class Explained {
 public:
  // A session that waits there.
  Explained(const Oracle& oracle, CustomerId customer, DeskId desk);

  // Whether its list is one that hands out.
  bool hands_out() const { return hands_out_; }
  Reason reason() const { return reason_; }
  // By place in the ruleset.
  const std::map<int, Reason>& agents() const { return agents_; }

 private:
  static Reason OfDedicated(const Oracle& oracle, const OpenSession_& session);

  bool hands_out_ = false;
  Reason reason_ = Reason::kNone;
  std::map<int, Reason> agents_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_EXPLAINED_H_
