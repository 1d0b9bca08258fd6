#include "src/moves/waiting.h"

#include <algorithm>
#include <vector>

#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::waiting {
namespace {

// Whether he stands in the list to be given such a session.
bool CouldTake(const World& world, AgentId agent, ListId list, uint8_t klass) {
  const MemberData* const m =
      agent ? world.rules.FindMember(agent, list) : nullptr;
  if (m == nullptr) return false;
  const auto i = world.rules.IndexOf(*m);
  return (world.roster.SeatOf(i).mask >> klass & 1) != 0;
}

// The head of the agent's lists that can be handed out now.
struct Head {
  uint32_t row = 0;
  ListId list = 0;
  uint8_t klass = 0;
};

// The first of a class whom somebody can take; 0 if there is none. Sessions
// that nobody may have who could are passed over (S3, X2).
uint32_t FirstOf(const World& world, ListId list, uint8_t klass) {
  const uint32_t available = world.roster.Available(list, klass);
  if (available == 0) return 0;
  const uint32_t row = world.waiting.First(list, klass);
  const uint32_t barred =
      world.waiting.FirstBarred(list, klass, [&](const BarredAgents& agents) {
        uint32_t able = 0;
        for (const uint32_t agent : agents) {
          able += CouldTake(world, {agent}, list, klass);
        }
        return able == available;
      });
  if (row == 0 || barred == 0) return row | barred;
  return world.waiting.Before(barred, row) ? barred : row;
}

Head FirstToHandOut(const World& world, AgentId agent) {
  Head best;
  for (const uint32_t m : world.MembersOf(agent)) {
    const ListId list = world.rules.members[m].list;
    if (world.roster.ByHand(list)) continue;
    const auto classes = static_cast<uint8_t>(world.waiting.Classes(list));
    for (uint8_t k = 0; k < classes; ++k) {
      const uint32_t row = FirstOf(world, list, k);
      if (row == 0) continue;
      if (best.row == 0 || world.waiting.Before(row, best.row)) {
        best = {row, list, k};
      }
    }
  }
  return best;
}

// Whether he stands anywhere to be chosen. If not, no place has become free.
bool CanTake(const World& world, AgentId agent) {
  for (const uint32_t m : world.MembersOf(agent)) {
    if (world.roster.SeatOf(m).mask != 0) return true;
  }
  return false;
}

// To whom of its list it goes; false if nobody can have it.
bool HandOut(World& world, const Head& head, Signal* to) {
  const ContactRow c = world.sessions[head.row].contact;
  const WithoutBarred guard(world, world.contacts[c]);
  Signal& s = *to;
  s.member = world.roster.Choose(head.list, head.klass);
  if (s.member == Roster::kNobody) return false;
  s.kind = SignalKind::kAssign;
  s.by = AssignBy::kQueue;
  s.by_distribution = true;
  s.contact = c;
  s.list = head.list;
  s.agent = world.rules.members[s.member].agent;
  s.decision = {Rung::kQueue,
                Reason::kNone,
                world.rules.lists[head.list].group.value,
                {s.agent},
                world.roster.Available(head.list, head.klass)};
  return true;
}

// Q3: no more may wait there.
bool IsFull(const World& world, const Contact& contact, ListId list) {
  const int64_t most = world.rules.max_length(
      {{contact.desk}, world.rules.lists[list].group, {}});
  return most != 0 && world.waiting.Count(list) >= most;
}

}  // namespace

void SettleWait(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  // Who was served already does not lose his session to a full list (A7).
  const bool joins = signal.handed || contact.state == SessionState::kServing;
  if (!joins && world.rules.limits_waiting &&
      IsFull(world, contact, signal.list)) {
    Signal overflow = signal;
    overflow.kind = SignalKind::kOverflow;
    return world.signals.PostNext(overflow);
  }
  Join(world, signal.contact, signal.list);
  if (world.rules.waiting_timers) ArmIfSooner(world, signal.contact);
  const SessionRow& s = world.sessions[contact.row];
  const bool returned = s.returned && s.served && !signal.handed;
  EmitEnqueue(world, contact, returned ? Reason::kRequeued : signal.reason,
              signal.decision, signal.decision.agent);
  if (world.rules.limits_waiting) EmitQueueNotice(world, contact);
  if (signal.member != 0) {
    world.signals.PostNext(
        CloseOf(signal.member, Reason::kEvicted, ClosedBy::kRule));
  }
}

void SettleFill(World& world, const Signal& signal) {
  const AgentId agent{signal.agent};
  const Head head =
      CanTake(world, agent) ? FirstToHandOut(world, agent) : Head{};
  Signal next;
  if (head.row != 0 && HandOut(world, head, &next)) {
    next.fills_on = true;
    next.filler = signal.agent;
    world.signals.PostNext(next);
    return;
  }
  // The one fill of a login is over (A3).
  if (world.agents[agent.value].filling) {
    world.agents[agent.value].filling = false;
    SeatAgent(world, agent);
  }
}

// Q2 for many agents at once: the first of all heads of the lists, as long as
// there is one. Meanwhile nobody comes who could take more, so a head only
// moves on; one that is not the first of its class any more stands further
// behind than it says.
void SettleFillNext(World& world, const Signal& signal) {
  std::vector<FillHead>& heads = world.fill_heads;
  const auto later = [&world](const FillHead& a, const FillHead& b) {
    return world.waiting.Before(b.row, a.row);
  };
  const auto push = [&](ListId list, uint8_t klass) {
    const uint32_t row = FirstOf(world, list, klass);
    if (row == 0) return;
    heads.push_back({row, list, klass});
    std::push_heap(heads.begin(), heads.end(), later);
  };
  if (signal.kind == SignalKind::kFillLists) {
    heads.clear();
    for (const ListId list : world.fill_lists) {
      const auto classes = static_cast<uint8_t>(world.waiting.Classes(list));
      for (uint8_t k = 0; k < classes; ++k) push(list, k);
    }
    world.fill_lists.clear();
  } else {
    push(world.fill_from.list, world.fill_from.klass);
  }
  while (!heads.empty()) {
    std::pop_heap(heads.begin(), heads.end(), later);
    const FillHead head = heads.back();
    heads.pop_back();
    if (FirstOf(world, head.list, head.klass) != head.row) {
      push(head.list, head.klass);
      continue;
    }
    world.fill_from = head;
    Signal next;
    if (!HandOut(world, {head.row, head.list, head.klass}, &next)) continue;
    next.fills_on = true;
    return world.signals.PostNext(next);
  }
}

void SettleNext(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  if (contact.session == 0 || contact.state != SessionState::kWaiting ||
      OfferedTo(world, contact)) {
    return;
  }
  const Head head{contact.row, ListOf(world, contact),
                  world.sessions[contact.row].klass};
  Signal next;
  if (HandOut(world, head, &next)) return world.signals.PostNext(next);
  ArmIfSooner(world, signal.contact);
}

Reason Discard(World& world, const AgentDiscards& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckMayAccept(world, event.agent); r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  if (world.contacts[c].state == SessionState::kServing) {
    return Reason::kAlreadyAssigned;
  }
  if (!MayTakeFromList(world, event.agent, world.contacts[c])) {
    return Reason::kNotYourGroup;
  }
  if (OfferedTo(world, world.contacts[c])) {
    world.ReserveEnd(world.sessions[world.contacts[c].row].cost);
  }
  PostClose(world, c, Reason::kDiscarded, ClosedBy::kAgent);
  return Reason::kNone;
}

}  // namespace kefu::waiting
