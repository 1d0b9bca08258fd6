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

// At an opening, which the length limits, or a requeue, which it does not.
void Oracle::JoinByRouting(S& session, int group, Rung rung, Reason why,
                           int preferred) {
  if (session.awaited) return JoinAfterWait(session, group, rung, why);
  if (anew_) {
    Notify(session, session.owner, NoticeWhat::kMovedAway);
    LeaveServing(session);
  }
  // A returned place that is regained is nobody's return (Q7).
  const Reason reason = session.returned && session.served && !session.rejoined
                            ? Reason::kRequeued
                            : why;
  const auto join = [&] {
    Join(session, group, rung, why, reason, true, preferred);
  };
  const int64_t longest =
      settings_.MaxLength({.group = group, .desk = session.desk});
  if (longest == 0 || session.served || session.rejoined ||
      Participants(session.desk).empty() ||
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
            !AnybodyFor({other, session.desk}, session, kNone)) {
          continue;
        }
        if (session.in_list) Dequeue(session, cause);
        HandTo(session, other, AssignBy::kOverflow, Rung::kOverflow, cause);
        return true;
      case OverflowTo::kEmergencyAgent: {
        const int agent = settings_.Agent(rung.agent);
        if (!EmergencyTakes(session, agent)) continue;
        if (session.in_list) Dequeue(session, Reason::kAssigned);
        Assign(session, agent, OwnGroup(agent, session.desk),
               {AssignBy::kOverflow, Rung::kEmergency, cause});
        return true;
      }
      case OverflowTo::kPool:
        if (session.in_list) Dequeue(session, cause);
        ToPool(session, group, Rung::kOverflow, cause, cause,
               cause == Reason::kQueueFull);
        return true;
      case OverflowTo::kRobot:
        if (session.in_list) Dequeue(session, cause);
        ToRobot(session, kNone, Rung::kOverflow, cause);
        return true;
      case OverflowTo::kEvict:
        if (S* evicted = SilentLongest(list, session)) {
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

// Online and with room; nothing else is asked of him. The desk is open (R2).
bool Oracle::EmergencyTakes(const S& session, int agent) const {
  return DeskOpen(session.desk) && !AllDay(session.desk) &&
         IsThere(agent, session.desk) && !At(agent).lost_at &&
         !Barred(session, agent) &&
         ServesStore(agent, StoreOf(session.facts)) &&
         Room(agent, OwnGroup(agent, session.desk), session.desk) >=
             session.cost;
}

// Whether the owner of `evicted` could be given the newcomer in its place.
bool Oracle::WouldTake(const S& evicted, const S& newcomer, List list) const {
  if (!DeskOpen(newcomer.desk) || AllDay(newcomer.desk)) return false;
  const int owner = evicted.owner;
  list.desk = newcomer.desk;
  const std::vector<Member> members = Members(list);
  const auto member =
      std::find_if(members.begin(), members.end(),
                   [&](const Member& m) { return m.agent == owner; });
  if (member == members.end() || Barred(newcomer, owner)) return false;
  if (Misfit(*member, list, newcomer) != Reason::kNone) return false;
  const Reason standing = Standing(*member, list, newcomer, kNone);
  if (standing == Reason::kNone) return true;
  if (standing != Reason::kAtCapacity) return false;
  Oracle without(*this);
  without.sessions_.erase(evicted.number);
  return without.Standing(*member, list, newcomer, kNone) == Reason::kNone;
}

// Of the list's sessions whose last word is the agent's, the one that is
// silent longest and makes room.
Oracle::S* Oracle::SilentLongest(List list, const S& newcomer) {
  S* longest = nullptr;
  for (auto& [number, session] : sessions_) {
    if (session.state != SessionState::kServing ||
        KeyOf(ListOf(session)) != KeyOf(list) ||
        session.last_word != Word::kAgent || Weighs(session) == 0 ||
        !WouldTake(session, newcomer, list)) {
      continue;
    }
    if (longest == nullptr || *session.last_message < *longest->last_message) {
      longest = &session;
    }
  }
  return longest;
}

}  // namespace kefu::oracle
