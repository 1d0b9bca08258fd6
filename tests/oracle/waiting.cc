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
    int64_t joined = s.opened_at;
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

void Oracle::Enqueue(S& session, int group, Rung rung, Reason reason) {
  session.state = SessionState::kWaiting;
  session.in_list = true;
  session.group = group;
  EffectRecord& enqueue = Emit(EffectType::kEnqueue, session);
  enqueue.group = names_.GroupId(group);
  enqueue.value = PositionOf(session);
  enqueue.rung = static_cast<uint8_t>(rung);
  enqueue.why = static_cast<uint16_t>(reason);
  enqueue.reason =
      static_cast<uint16_t>(session.returned ? Reason::kRequeued : reason);
}

void Oracle::Dequeue(const S& session, Reason reason) {
  EffectRecord& dequeue = Emit(EffectType::kDequeue, session);
  dequeue.group = names_.GroupId(session.group);
  dequeue.reason = static_cast<uint16_t>(reason);
}

// Q2: all that wait in the agent's lists, in Q1 order across the lists; each
// gets the best available agent of its list, those without one are skipped.
void Oracle::Fill(int agent, bool login) {
  std::vector<S*> walk;
  for (auto& [number, session] : sessions_) {
    if (!session.in_list) continue;
    const std::vector<Member> members = Members(ListOf(session));
    if (std::any_of(members.begin(), members.end(),
                    [&](const Member& m) { return m.agent == agent; })) {
      walk.push_back(&session);
    }
  }
  std::sort(walk.begin(), walk.end(),
            [&](const S* a, const S* b) { return Before(*a, *b); });
  for (S* session : walk) {
    const Choice choice =
        Choose(ListOf(*session), *session, kNone, login ? agent : kNone);
    if (choice.agent < 0) continue;
    Dequeue(*session, Reason::kAssigned);
    Assign(*session, choice.agent, session->group, AssignBy::kQueue,
           Rung::kQueue, Reason::kNone, choice.asked);
  }
}

}  // namespace kefu::oracle
