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

// To the best one available; REQUIRES: there is one.
Signal HandOut(World& world, const Head& head) {
  const ContactRow c = world.sessions[head.row].contact;
  const WithoutBarred guard(world, world.contacts[c]);
  Signal s;
  s.kind = SignalKind::kAssign;
  s.by = AssignBy::kQueue;
  s.by_distribution = true;
  s.contact = c;
  s.list = head.list;
  s.member = world.roster.Choose(head.list, head.needs);
  s.agent = world.rules.members[s.member].agent;
  s.decision = {Rung::kQueue,
                Reason::kNone,
                world.rules.lists[head.list].group.value,
                {s.agent},
                world.roster.Available(head.list, head.needs)};
  return s;
}

// To the agent for whom it waits (R6).
Signal HandToDedicated(const World& world, const Head& head, AgentId agent) {
  Signal s;
  s.kind = SignalKind::kAssign;
  s.by = AssignBy::kDedicated;
  s.contact = world.sessions[head.row].contact;
  s.agent = agent.value;
  s.list = head.list;
  s.decision = {Rung::kDedicated, Reason::kNone,
                world.rules.lists[head.list].group.value, agent, 1};
  return s;
}

// Q3: no more may wait there.
bool IsFull(const World& world, const Contact& contact, ListId list) {
  const int64_t most = world.rules.max_length(
      {{contact.desk}, world.rules.lists[list].group, {}});
  return most != 0 && world.waiting.Count(list) >= most;
}

// Q6: once a session.
void EmitNotice(World& world, const Contact& contact) {
  const TextId texts = world.rules.queue_notice(PlaceOf(contact));
  SessionRow& row = world.sessions[contact.row];
  if (!texts || row.noticed) return;
  row.noticed = true;
  EmitTexts(world, contact, TextSource::kQueueNotice, texts);
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
  const uint32_t row = contact.row;
  const SessionRow& s = world.sessions[row];
  const bool returned = s.returned && s.served && !signal.handed;
  EffectRecord& effect = Emit(world, EffectType::kEnqueue, contact);
  effect.value = world.waiting.Ahead(signal.list, row) + 1;
  effect.reason =
      static_cast<uint16_t>(returned ? Reason::kRequeued : signal.reason);
  effect.rung = static_cast<uint8_t>(signal.decision.rung);
  effect.why = static_cast<uint16_t>(signal.decision.reason);
  if (world.rules.limits_waiting) EmitNotice(world, contact);
  if (signal.member != 0) {
    world.signals.PostNext(
        CloseOf(signal.member, Reason::kEvicted, ClosedBy::kRule));
  }
}

void SettleFill(World& world, const Signal& signal) {
  const AgentId agent{signal.agent};
  const Head head = CanTake(world, agent) ? Finder(world, agent).Run() : Head{};
  if (head.row != 0) {
    Signal next = head.dedicated ? HandToDedicated(world, head, agent)
                                 : HandOut(world, head);
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
  const Contact& contact = world.contacts[c];
  const ListId list = ListOf(world, contact);
  const Head head{contact.row, list, world.waiting.NeedsOf(list, contact.row)};
  {
    const WithoutBarred guard(world, contact);
    if (world.roster.Available(list, head.needs) == 0) return;
  }
  world.signals.Post(HandOut(world, head));
}

void CreditWindow(World& world, ContactRow c) { SetCredited(world, c, true); }

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
  PostClose(world, c, Reason::kDiscarded, ClosedBy::kAgent);
  return Reason::kNone;
}

}  // namespace kefu::waiting
