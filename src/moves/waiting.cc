#include "src/moves/waiting.h"

#include <algorithm>
#include <vector>

#include "src/facts/dedicated_rung.h"
#include "src/facts/full_list.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu::waiting {
namespace {

// What can be handed out now.
struct Head {
  uint32_t row = 0;
  ListId list = 0;
  Needs needs;
  bool dedicated = false;  // it waits for this agent alone (R6)
};

// What a freed agent could take, of the waiting lists or of the pool.
class Finder {
 public:
  Finder(const World& world, const WaitingLists& lists, AgentId agent)
      : world_(world), lists_(lists), agent_(agent) {}

  // The first session, in their order over all his lists, that he could take.
  Head Run() {
    world_.EachGiving(agent_, [this](uint32_t m) { Look(m); });
    lists_.EachLaneOf(agent_.value, [this](const auto& lane) {
      const uint32_t row = lists_.FirstFor(lane, agent_.value);
      if (IsThere(world_, agent_, lane, row)) {
        Offer({row, lane.list, lane.needs, true});
      }
    });
    return best_;
  }

  // Whether he could be given one that waits for him alone.
  static bool IsThere(const World& world, AgentId agent,
                      const WaitingLists::Lane& lane, uint32_t row) {
    return !world.roster.IsClosed(lane.list, lane.needs.klass) &&
           IsThereFor(world, agent,
                      world.contacts[world.sessions[row].contact]);
  }

 private:
  void Look(uint32_t member) {
    const uint8_t mask = world_.roster.SeatOf(member).mask;
    const ListId list = world_.roster[member].list;
    const ListData& data = world_.rules.lists[list];
    if (mask == 0) return;
    if (&lists_ == &world_.pool && !data.pool_auto) return;  // (O2)
    if (!data.laned) {
      for (uint8_t k = 0; mask >> k != 0; ++k) {
        if (!Fits(mask, list, k)) continue;
        Offer({lists_.FirstFor(list, k, agent_.value), list, {.klass = k}});
      }
      return;
    }
    const MemberKind& kind = data.kinds[world_.roster[member].kind];
    lists_.EachLane(list, kind, [&](const auto& lane) {
      if (!Fits(mask, list, lane.needs.klass)) return;
      Offer({lists_.FirstFor(lane, agent_.value), list, lane.needs});
    });
  }
  bool Fits(uint8_t mask, ListId list, uint8_t klass) const {
    return (mask >> klass & 1) != 0 && !world_.roster.IsClosed(list, klass);
  }
  void Offer(const Head& head) {
    if (head.row == 0) return;
    if (best_.row == 0 || lists_.Before(head.row, best_.row)) best_ = head;
  }

  const World& world_;
  const WaitingLists& lists_;
  AgentId agent_;
  Head best_;
};

// Who waits comes before the pool (Q2, O2).
Head FirstToHandOut(const World& world, AgentId agent) {
  const Head head = Finder(world, world.waiting, agent).Run();
  if (head.row != 0 || world.pool.total() == 0) return head;
  return Finder(world, world.pool, agent).Run();
}

// Whether he stands anywhere to be chosen, or is waited for. If not, no place
// has become free.
bool CanTake(const World& world, AgentId agent) {
  if (world.waiting.AnyWaitsFor(agent.value)) return true;
  bool can = false;
  world.EachGiving(
      agent, [&](uint32_t m) { can |= world.roster.SeatOf(m).mask != 0; });
  return can;
}

// Posts to whom of its list it goes; null if nobody can have it. REQUIRES: it
// is not on offer.
Signal* HandOut(World& world, const Head& head) {
  const SessionRow& row = world.sessions[head.row];
  const ContactRow c = row.contact;
  world.contacts.Prefetch(c);
  world.sessions.PrefetchNear(head.row);
  const WithoutBarred guard(world, head.row, row.barred);
  const auto [member, agent, available] =
      world.roster.Choose(head.list, head.needs);
  if (member == Roster::kNobody) return nullptr;
  Signal& s = world.signals.PostNext(SignalKind::kAssign);
  s.member = member;
  const bool pooled = world.contacts[c].state == SessionState::kPooled;
  s.by = pooled ? AssignBy::kPool : AssignBy::kQueue;
  s.by_distribution = true;
  s.contact = c;
  s.list = head.list;
  s.agent = agent;
  world.PrefetchAgent({agent});
  s.decision = {pooled ? Rung::kPool : Rung::kQueue,
                Reason::kNone,
                world.rules.lists[head.list].group.value,
                {s.agent},
                available};
  return &s;
}

// The same, to the agent for whom it waits (R6).
Signal* HandToDedicated(World& world, const Head& head, AgentId agent) {
  Signal& s = world.signals.PostNext(SignalKind::kAssign);
  s.by = AssignBy::kDedicated;
  s.contact = world.sessions[head.row].contact;
  s.agent = agent.value;
  s.list = head.list;
  s.decision = {Rung::kDedicated, Reason::kNone,
                world.rules.lists[head.list].group.value, agent, 1};
  return &s;
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
// routed; what overflows into another list at its opening is. After a wait for
// the dedicated agent the rest of the order may have found the desk closed
// (R6).
Routed RoutedBy(const Signal& signal) {
  const bool overflows = signal.reason == Reason::kQueueFull;
  const bool evicts = signal.member != 0;
  const bool closed = signal.decision.reason == Reason::kOutOfHours;
  return {closed ? Reason::kOutOfHours : signal.reason, true, false,
          !signal.handed || overflows || evicts};
}

}  // namespace

void SettleWait(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  if (HasNobody(world, contact)) return world.signals.PostNext(ToRobot(signal));
  if (Overflows(world, contact, signal)) {
    Signal overflow = signal;
    overflow.kind = SignalKind::kOverflow;
    return world.signals.PostNext(overflow);
  }
  Join(world, signal.contact, signal.list, {signal.agent});
  if (world.rules.waiting_timers) ArmIfSooner(world, signal.contact);
  const SessionRow& s = world.sessions[contact.row];
  const bool returned = s.returned && s.served && !signal.handed;
  EmitEnqueue(world, contact, returned ? Reason::kRequeued : signal.reason,
              signal.decision, signal.decision.agent);
  if (world.rules.notices) EmitNotice(world, contact, RoutedBy(signal));
  if (signal.member != 0) {
    PostCloseNext(world, signal.member, Reason::kEvicted, ClosedBy::kRule);
  }
}

void SettleFill(World& world, const Signal& signal) {
  const AgentId agent{signal.agent};
  const bool any = world.waiting.total() + world.pool.total() != 0;
  const Head head =
      any && CanTake(world, agent) ? FirstToHandOut(world, agent) : Head{};
  Signal* next = nullptr;
  if (head.dedicated) {
    next = HandToDedicated(world, head, agent);
  } else if (head.row != 0) {
    next = HandOut(world, head);
  }
  if (next != nullptr) {
    next->fills_on = true;
    next->filler = signal.agent;
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
      if (lists_.HasLanes(list)) {
        lists_.EveryLane(list, [&](uint32_t i) { Push({0, list, 0, i}); });
        continue;
      }
      const auto classes = static_cast<uint8_t>(lists_.Classes(list));
      for (uint8_t k = 0; k < classes; ++k) Push({0, list, k});
    }
  }
  void Push(FillHead head) {
    head.row = FirstOf(head);
    if (head.row == 0) return;
    heads_.push_back(head);
    std::push_heap(heads_.begin(), heads_.end(), Later{lists_});
  }
  // Hands out the first; null if none can be.
  Signal* HandOutFirst() {
    while (!heads_.empty()) {
      std::pop_heap(heads_.begin(), heads_.end(), Later{lists_});
      const FillHead head = heads_.back();
      heads_.pop_back();
      if (FirstOf(head) != head.row) {
        Push(head);
        continue;
      }
      world_.fill_from = head;
      if (Signal* const next = HandOutOf(head)) return next;
    }
    return nullptr;
  }

 private:
  Needs NeedsOf(const FillHead& head) const {
    return head.lane == 0 ? Needs{.klass = head.klass}
                          : lists_.LaneAt(head.lane).needs;
  }
  // The first whom somebody can take; 0 if there is none. Sessions that nobody
  // may have who could are passed over (S3, X2).
  uint32_t FirstOf(const FillHead& head) const {
    const WaitingLists::Lane& lane = lists_.LaneAt(head.lane);
    if (lane.dedicated != 0) return FirstOfDedicated(lane);
    const Needs needs = NeedsOf(head);
    const uint32_t available = world_.roster.Available(head.list, needs);
    if (available == 0) return 0;
    const auto covers = [&](const BarredAgents& agents) {
      uint32_t able = 0;
      for (const uint32_t agent : agents) {
        able += CouldTake({agent}, head.list, needs);
      }
      return able == available;
    };
    return head.lane != 0 ? lists_.FirstLeft(lane, covers)
                          : lists_.FirstLeft(head.list, head.klass, covers);
  }
  uint32_t FirstOfDedicated(const WaitingLists::Lane& lane) const {
    const uint32_t row = lists_.FirstFor(lane, lane.dedicated);
    return row != 0 && Finder::IsThere(world_, {lane.dedicated}, lane, row)
               ? row
               : 0;
  }
  // Whether he stands in the list to be given such a session.
  bool CouldTake(AgentId agent, ListId list, const Needs& needs) const {
    const uint32_t m = agent ? world_.FindMember(agent, list) : Roster::kNobody;
    if (m == Roster::kNobody) return false;
    const std::vector<MemberKind>& kinds = world_.rules.lists[list].kinds;
    return (world_.roster.SeatOf(m).mask >> needs.klass & 1) != 0 &&
           (!lists_.HasLanes(list) ||
            world_.rules.Fits(kinds[world_.roster[m].kind], needs));
  }
  Signal* HandOutOf(const FillHead& head) {
    const uint32_t agent = lists_.LaneAt(head.lane).dedicated;
    const Head found{head.row, head.list, NeedsOf(head), agent != 0};
    return agent == 0 ? HandOut(world_, found)
                      : HandToDedicated(world_, found, {agent});
  }

  World& world_;
  const WaitingLists& lists_;
  std::vector<FillHead>& heads_;
};

}  // namespace

// Q2 for many agents at once: the first of all heads of the lists, as long as
// there is one.
void SettleFillNext(World& world, const Signal& signal) {
  if (signal.kind == SignalKind::kFillLists) {
    world.fills_pool = false;
    world.fill_heads.clear();
    Heads(world).PushAll();
  } else {
    Heads(world).Push(world.fill_from);
  }
  Signal* next = Heads(world).HandOutFirst();
  if (next == nullptr && !world.fills_pool) {
    world.fills_pool = true;
    Heads(world).PushAll();
    world.fill_lists.clear();
    next = Heads(world).HandOutFirst();
  }
  if (next != nullptr) next->fills_on = true;
}

void OpenTier(World& world, ContactRow c) {
  Widen(world, c);
  world.signals.Post(SignalKind::kAskNext).contact = c;
}

void CreditWindow(World& world, ContactRow c) { SetCredited(world, c, true); }

void SettleNext(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  if (contact.session == 0 || contact.state != SessionState::kWaiting ||
      OfferedTo(world, contact)) {
    return;
  }
  const ListId list = ListOf(world, contact);
  const Head head{contact.row, list, world.waiting.NeedsOf(list, contact.row)};
  if (HandOut(world, head) == nullptr) ArmIfSooner(world, signal.contact);
}

Reason Discard(World& world, const AgentDiscards& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckMayAccept(world, event.agent, event.desk);
      r != Reason::kNone) {
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
  if (!SeesSession(world, event.agent, world.contacts[c])) {
    return Reason::kOtherStore;
  }
  if (OfferedTo(world, world.contacts[c])) {
    world.ReserveEnd(world.sessions[world.contacts[c].row].cost);
  }
  PostClose(world, c, Reason::kDiscarded, ClosedBy::kAgent);
  return Reason::kNone;
}

}  // namespace kefu::waiting
