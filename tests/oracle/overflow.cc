// Q3: lists that take no more, and the ladder out of them.

#include <algorithm>
#include <tuple>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

size_t Oracle::LengthOf(List list) const {
  size_t length = 0;
  for (const auto& [number, session] : sessions_) {
    length += session.in_list && KeyOf(ListOf(session)) == KeyOf(list);
  }
  return length;
}

// At an opening or a requeue: the only joins that the length limits.
void Oracle::JoinByRouting(S& session, int group, Rung rung, Reason why) {
  // A returned place that is regained is nobody's return (Q7).
  const Reason reason =
      session.returned && !session.rejoined ? Reason::kRequeued : why;
  const auto join = [&] { Join(session, group, rung, why, reason); };
  const int64_t longest =
      settings_.MaxLength({.group = group, .desk = session.desk});
  if (longest == 0 ||
      LengthOf({group, session.desk}) < static_cast<size_t>(longest)) {
    join();
  } else if (!Overflow(session, group, Reason::kQueueFull, join)) {
    Close(session.number, ClosedBy::kRule, Reason::kRefusedOverflow);
  }
}

// The ladder of this list; whether a rung could be had. `join`: what an
// eviction does first with a session that does not wait yet.
bool Oracle::Overflow(S& session, int group, Reason cause,
                      const std::function<void()>& join) {
  const List list{group, session.desk};
  for (const OverflowRungConfig& rung :
       settings_.OverflowLadder({.group = group, .desk = session.desk})) {
    const int other = settings_.Group(rung.group);
    switch (rung.to) {
      case OverflowTo::kGroup:
        if (other == group || !Serves(other, session.desk) ||
            !AnyPresent(Members({other, session.desk}))) {
          continue;
        }
        if (session.in_list) Dequeue(session, cause);
        HandTo(session, other, AssignBy::kOverflow, Rung::kOverflow, cause);
        return true;
      case OverflowTo::kEvict:
        if (S* evicted = SilentLongest(list)) {
          if (!session.in_list) join();
          Close(evicted->number, ClosedBy::kRule, Reason::kEvicted);
          return true;
        }
        continue;
      case OverflowTo::kRefuse:
        Close(session.number, ClosedBy::kRule, Reason::kRefusedOverflow, cause);
        return true;
    }
  }
  return false;
}

// Of the list's sessions whose last word is the agent's, the one that is
// silent longest. An owner who does not take from the list would not make
// room.
Oracle::S* Oracle::SilentLongest(List list) {
  const std::vector<int> people = PeopleOf(list);
  S* longest = nullptr;
  for (auto& [number, session] : sessions_) {
    if (session.state != SessionState::kServing ||
        KeyOf(ListOf(session)) != KeyOf(list) ||
        session.last_word != Word::kAgent || Weighs(session) == 0 ||
        At(session.owner).status != AgentStatus::kOnline ||
        std::find(people.begin(), people.end(), session.owner) ==
            people.end()) {
      continue;
    }
    if (longest == nullptr || *session.last_message < *longest->last_message) {
      longest = &session;
    }
  }
  return longest;
}

}  // namespace kefu::oracle
