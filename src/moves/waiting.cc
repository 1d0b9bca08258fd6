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
uint32_t FirstOf(const World& world, const WaitingLists& lists, ListId list,
                 uint8_t klass) {
  const uint32_t available = world.roster.Available(list, klass);
  if (available == 0) return 0;
  const uint32_t row = lists.First(list, klass);
  const uint32_t barred =
      lists.FirstBarred(list, klass, [&](const BarredAgents& agents) {
        uint32_t able = 0;
        for (const uint32_t agent : agents) {
          able += CouldTake(world, {agent}, list, klass);
        }
        return able == available;
      });
  if (row == 0 || barred == 0) return row | barred;
  return lists.Before(barred, row) ? barred : row;
}

// `lists`: the waiting lists, or the pool where the rules hand it out (O2).
Head FirstToHandOut(const World& world, const WaitingLists& lists,
                    AgentId agent) {
  const bool pool = &lists == &world.pool;
  Head best;
  for (const uint32_t m : world.MembersOf(agent)) {
    const ListId list = world.rules.members[m].list;
    if (world.roster.ByHand(list)) continue;
    if (pool && !world.rules.lists[list].pool_auto) continue;
    const auto classes = static_cast<uint8_t>(lists.Classes(list));
    for (uint8_t k = 0; k < classes; ++k) {
      const uint32_t row = FirstOf(world, lists, list, k);
      if (row == 0) continue;
      if (best.row == 0 || lists.Before(row, best.row)) {
        best = {row, list, k};
      }
    }
  }
  return best;
}

// Who waits comes before the pool (Q2, O2).
Head FirstToHandOut(const World& world, AgentId agent) {
  const Head head = FirstToHandOut(world, world.waiting, agent);
  if (head.row != 0 || world.pool.total() == 0) return head;
  return FirstToHandOut(world, world.pool, agent);
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
  const bool pooled = world.contacts[c].state == SessionState::kPooled;
  s.by = pooled ? AssignBy::kPool : AssignBy::kQueue;
  s.by_distribution = true;
  s.contact = c;
  s.list = head.list;
  s.agent = world.rules.members[s.member].agent;
  s.decision = {pooled ? Rung::kPool : Rung::kQueue,
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

// A desk without agents never queues: the robot has it (R13).
bool HasNobody(const World& world, const Contact& contact) {
  return world.rules.desks[contact.desk].agentless;
}

Signal ToRobot(const Signal& wait) {
  Signal signal = wait;
  signal.kind = SignalKind::kRobot;
  signal.list = 0;
  signal.decision = {Rung::kRobot, Reason::kNoAgents, 0, {}, 0};
  return signal;
}

// How it came to wait, as the notices see it. What is handed to a list is not
// routed; what overflows into another list at its opening is.
Routed RoutedBy(const Signal& signal) {
  const bool overflows = signal.reason == Reason::kQueueFull;
  const bool evicts = signal.member != 0;
  return {signal.reason, true, false, !signal.handed || overflows || evicts};
}

}  // namespace

void SettleWait(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  if (HasNobody(world, contact)) return world.signals.PostNext(ToRobot(signal));
  // Who was served already does not lose his session to a full list (A7).
  const bool joins = signal.handed || contact.state == SessionState::kServing ||
                     world.sessions[contact.row].served;
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
  if (world.rules.notices) EmitNotice(world, contact, RoutedBy(signal));
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

namespace {

struct Later {
  const WaitingLists& lists;
  bool operator()(const FillHead& a, const FillHead& b) const {
    return lists.Before(b.row, a.row);
  }
};

// The heads of what many agents may take at once: of the waiting lists, then,
// when nothing there can be handed out, of the pool (O2). Meanwhile nobody
// comes who could take more, so a head only moves on; one that is not the first
// of its class any more stands further behind than it says.
class Heads {
 public:
  explicit Heads(World& world)
      : world_(world),
        lists_(world.fills_pool ? world.pool : world.waiting),
        heads_(world.fill_heads) {}

  void PushAll() {
    for (const ListId list : world_.fill_lists) {
      if (world_.fills_pool && !world_.rules.lists[list].pool_auto) continue;
      const auto classes = static_cast<uint8_t>(lists_.Classes(list));
      for (uint8_t k = 0; k < classes; ++k) Push(list, k);
    }
  }
  void Push(ListId list, uint8_t klass) {
    const uint32_t row = FirstOf(world_, lists_, list, klass);
    if (row == 0) return;
    heads_.push_back({row, list, klass});
    std::push_heap(heads_.begin(), heads_.end(), Later{lists_});
  }
  // Hands out the first; false if none can be.
  bool HandOutFirst(Signal* to) {
    while (!heads_.empty()) {
      std::pop_heap(heads_.begin(), heads_.end(), Later{lists_});
      const FillHead head = heads_.back();
      heads_.pop_back();
      if (FirstOf(world_, lists_, head.list, head.klass) != head.row) {
        Push(head.list, head.klass);
        continue;
      }
      world_.fill_from = head;
      if (HandOut(world_, {head.row, head.list, head.klass}, to)) return true;
    }
    return false;
  }

 private:
  World& world_;
  const WaitingLists& lists_;
  std::vector<FillHead>& heads_;
};

}  // namespace

// Q2 for many agents at once: the first of all heads of the lists, as long as
// there is one.
void SettleFillNext(World& world, const Signal& signal) {
  Signal next;
  bool found = false;
  if (signal.kind == SignalKind::kFillLists) {
    world.fills_pool = false;
    world.fill_heads.clear();
    Heads(world).PushAll();
  } else {
    Heads(world).Push(world.fill_from.list, world.fill_from.klass);
  }
  found = Heads(world).HandOutFirst(&next);
  if (!found && !world.fills_pool) {
    world.fills_pool = true;
    Heads(world).PushAll();
    world.fill_lists.clear();
    found = Heads(world).HandOutFirst(&next);
  }
  if (!found) return;
  next.fills_on = true;
  world.signals.PostNext(next);
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
  if (world.contacts[c].state != SessionState::kWaiting) {
    return Reason::kWrongState;
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
