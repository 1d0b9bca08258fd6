#include "src/moves/waiting.h"

#include "src/facts/dedicated_rung.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::waiting {
namespace {

// What can be handed out now.
struct Head {
  uint32_t row = 0;
  ListId list = 0;
  Needs needs;
  bool dedicated = false;  // it waits for this agent alone (R6)
};

class Finder {
 public:
  Finder(const World& world, AgentId agent) : world_(world), agent_(agent) {}

  // The first session, in the order of Q1 over all his lists, that he could
  // take.
  Head Run() {
    for (const uint32_t m : world_.MembersOf(agent_)) Look(m);
    world_.waiting.EachLaneOf(agent_.value, [this](const auto& lane) {
      const uint32_t row = world_.waiting.FirstFor(lane, agent_.value);
      const ContactRow c = world_.sessions[row].contact;
      if (IsThereFor(world_, agent_, world_.contacts[c])) {
        Offer({row, lane.list, lane.needs, true});
      }
    });
    return best_;
  }

 private:
  void Look(uint32_t member) {
    const uint8_t mask = world_.roster.SeatOf(member).mask;
    const ListId list = world_.rules.members[member].list;
    const ListData& data = world_.rules.lists[list];
    if (mask == 0) return;
    if (!data.laned) {
      for (uint8_t k = 0; mask >> k != 0; ++k) {
        if ((mask >> k & 1) == 0) continue;
        Offer({world_.waiting.FirstFor(list, k, agent_.value),
               list,
               {.klass = k}});
      }
      return;
    }
    const MemberKind& kind = data.kinds[world_.rules.members[member].kind];
    world_.waiting.EachLane(list, kind, [&](const auto& lane) {
      if ((mask >> lane.needs.klass & 1) == 0) return;
      Offer({world_.waiting.FirstFor(lane, agent_.value), list, lane.needs});
    });
  }
  void Offer(const Head& head) {
    if (head.row == 0) return;
    if (best_.row == 0 || world_.waiting.Before(head.row, best_.row)) {
      best_ = head;
    }
  }

  const World& world_;
  AgentId agent_;
  Head best_;
};

// Whether he stands anywhere to be chosen, or is waited for. If not, no place
// has become free.
bool CanTake(const World& world, AgentId agent) {
  if (world.waiting.AnyWaitsFor(agent.value)) return true;
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
  s.member = world.roster.Choose(head.list, head.needs);
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
                world.roster.Available(head.list, head.needs)};
  return true;
}

// To the agent for whom it waits (R6).
void HandToDedicated(const World& world, const Head& head, AgentId agent,
                     Signal* to) {
  Signal& s = *to;
  s.kind = SignalKind::kAssign;
  s.by = AssignBy::kDedicated;
  s.contact = world.sessions[head.row].contact;
  s.agent = agent.value;
  s.list = head.list;
  s.decision = {Rung::kDedicated, Reason::kNone,
                world.rules.lists[head.list].group.value, agent, 1};
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
  Join(world, signal.contact, signal.list, {signal.agent});
  if (world.rules.waiting_timers) ArmIfSooner(world, signal.contact);
  const SessionRow& s = world.sessions[contact.row];
  const bool returned = s.returned && s.served && !signal.handed;
  EmitEnqueue(world, contact, returned ? Reason::kRequeued : signal.reason,
              signal.decision);
  if (world.rules.limits_waiting) EmitQueueNotice(world, contact);
  if (signal.member != 0) {
    world.signals.PostNext(
        CloseOf(signal.member, Reason::kEvicted, ClosedBy::kRule));
  }
}

void SettleFill(World& world, const Signal& signal) {
  const AgentId agent{signal.agent};
  const Head head = CanTake(world, agent) ? Finder(world, agent).Run() : Head{};
  Signal next;
  if (head.dedicated) HandToDedicated(world, head, agent, &next);
  if (head.dedicated || (head.row != 0 && HandOut(world, head, &next))) {
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

void OpenTier(World& world, ContactRow c) {
  Widen(world, c);
  Signal ask;
  ask.kind = SignalKind::kAskNext;
  ask.contact = c;
  world.signals.Post(ask);
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
