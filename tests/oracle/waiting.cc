// Q1, Q2, Q6: who waits, in what order, and who is fetched when there is room.

#include <algorithm>
#include <limits>
#include <tuple>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// Returned sessions first; then infinite credits, the first declared first;
// then the first join less the credit; then the number.
bool Oracle::Before(const S& a, const S& b) const {
  const auto key = [&](const S& s) {
    int infinite = std::numeric_limits<int>::max();
    int64_t joined = s.first_join;
    if (s.facts.priority >= 0) {
      const Duration credit =
          (*config_.queue.priorities)[static_cast<size_t>(s.facts.priority)]
              .credit;
      if (credit.off()) {
        infinite = s.facts.priority;
      } else {
        joined -= credit.ms;
      }
    }
    if (s.credited) joined -= settings_.WindowCredit(s.desk).ms;
    return std::tuple(!s.returned, infinite, joined, s.number);
  };
  return key(a) < key(b);
}

bool Oracle::SameList(const S& a, const S& b) {
  return a.group == b.group && (a.group >= 0 || a.desk == b.desk);
}

uint32_t Oracle::PositionOf(const S& session) const {
  uint32_t position = 1;
  for (const auto& [number, other] : sessions_) {
    if (other.in_list && SameList(session, other) && Before(other, session)) {
      ++position;
    }
  }
  return position;
}

void Oracle::Join(S& session, int group, Rung rung, Reason why, Reason reason,
                  bool routed, int preferred) {
  // R13: a desk without agents never queues.
  if (Participants(session.desk).empty()) {
    ToRobot(session, kNone, Rung::kRobot, Reason::kNoAgents);
    return;
  }
  Enqueue(session, group, rung, why, reason, preferred);
  Notice(session, why, true, false, routed);
}

void Oracle::Enqueue(S& session, int group, Rung rung, Reason why,
                     Reason reason, int preferred) {
  if (session.state == SessionState::kRobot ||
      session.state == SessionState::kPooled) {
    session.waits_since = at_;
    session.waiting_alarmed = false;
  }
  LeaveRobot(session);
  session.placed = true;
  session.state = SessionState::kWaiting;
  ComesInto(session, SessionState::kWaiting);
  session.in_list = true;
  session.group = group;
  session.joined_at = at_;
  LetSkillsGo(session);
  session.tiers = TiersOpen(session, ListOf(session));
  session.credited = IsCreditedNow(session);
  session.waited_out = false;
  session.rejoined = false;
  EffectRecord& enqueue = Emit(EffectType::kEnqueue, session);
  enqueue.group = names_.GroupId(group);
  enqueue.value = PositionOf(session);
  enqueue.rung = static_cast<uint8_t>(rung);
  enqueue.why = static_cast<uint16_t>(why);
  enqueue.reason = static_cast<uint16_t>(reason);
  enqueue.agent = names_.AgentId(preferred);
}

void Oracle::Dequeue(S& session, Reason reason) {
  if (session.offer) {
    const int asked = session.offer->agent;
    TakeBack(session, reason);
    PostFill(asked);
  }
  session.in_list = session.credited = false;
  session.dedicated = kNone;
  EffectRecord& dequeue = Emit(EffectType::kDequeue, session);
  dequeue.group = names_.GroupId(session.group);
  dequeue.reason = static_cast<uint16_t>(reason);
}

// An agent may be able to take more.
void Oracle::PostFill(int agent, bool login) {
  Post([this, agent, login] { Fill(agent, login); });
}

bool Oracle::CouldTake(int agent, const S& session, bool login) const {
  const List list = ListOf(session);
  for (const Member& member : Members(list)) {
    if (member.agent != agent || Barred(session, agent)) continue;
    return Misfit(member, list, session) == Reason::kNone &&
           Standing(member, list, session, login ? agent : kNone) ==
               Reason::kNone;
  }
  return false;
}

// Q2: all that wait in the agent's lists and that he could take, in Q1 order
// across the lists; each gets the best available agent of its list.
void Oracle::Fill(int agent, bool login) {
  const AgentState& state = At(agent);
  const bool accepts = state.auto_accept == AutoAccept::kOn ||
                       (state.auto_accept == AutoAccept::kOnLogin && login);
  if (state.status != AgentStatus::kOnline || state.lost_at || !accepts ||
      WrapsUp(agent) || Ramped(agent)) {
    return;  // he can take nothing
  }
  const auto his = [&](const S& session) {
    const std::vector<Member> members = Members(ListOf(session));
    return session.dedicated == agent ||
           std::any_of(members.begin(), members.end(),
                       [&](const Member& m) { return m.agent == agent; });
  };
  FillAllOf(his, agent, login);
}

// Who waits, in Q1 order, then the pool, who was left longest first (O2).
void Oracle::FillAllOf(const std::function<bool(const S&)>& among, int agent,
                       bool login) {
  std::vector<S*> walk, pool;
  for (auto& [number, session] : sessions_) {
    const bool pooled = session.state == SessionState::kPooled;
    if (session.offer || (!session.in_list && !(pooled && ByRules(session)))) {
      continue;
    }
    if (among(session)) (pooled ? pool : walk).push_back(&session);
  }
  std::sort(walk.begin(), walk.end(),
            [&](const S* a, const S* b) { return Before(*a, *b); });
  std::sort(pool.begin(), pool.end(), [](const S* a, const S* b) {
    return std::pair(a->pooled_at, a->number) <
           std::pair(b->pooled_at, b->number);
  });
  FillFrom(walk, agent, login, AssignBy::kQueue, Rung::kQueue);
  FillFrom(pool, agent, login, AssignBy::kPool, Rung::kPool);
}

void Oracle::FillFrom(std::vector<S*> walk, int agent, bool login, AssignBy by,
                      Rung rung) {
  for (S* session : walk) {
    if (session->dedicated >= 0) {
      const int dedicated = session->dedicated;
      if ((agent >= 0 && dedicated != agent) || !DeskOpen(session->desk) ||
          !DedicatedTakes(*session, dedicated, login)) {
        continue;
      }
      Dequeue(*session, Reason::kAssigned);
      Assign(*session, dedicated, session->group,
             {.by = AssignBy::kDedicated, .rung = Rung::kDedicated});
      continue;
    }
    if (agent >= 0 && !CouldTake(agent, *session, login)) continue;
    const Choice choice =
        Choose(ListOf(*session), *session, kNone, login ? agent : kNone);
    if (choice.agent < 0) continue;
    Give(*session, choice.agent, session->group,
         {.by = by, .rung = rung, .asked = choice.asked});
  }
}

}  // namespace kefu::oracle
