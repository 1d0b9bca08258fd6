#include "src/moves/offering.h"

#include <algorithm>

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu::offering {
namespace {

// It waits in the list that has chosen, if it does not yet.
void JoinList(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  if (contact.owner != 0) TakeFromOwner(world, signal.contact);
  const bool pooled = contact.state == SessionState::kPooled;
  if (pooled && !signal.has_left) Leave(world, signal.contact);
  if (signal.returns) world.sessions[contact.row].returned = true;
  Join(world, signal.contact, signal.list);
  EmitEnqueue(world, contact, Reason::kOffered, signal.decision);
}

void EmitOffer(World& world, const Contact& contact, const Signal& signal) {
  EffectRecord& effect = Emit(world, EffectType::kOffer, contact);
  effect.agent = signal.agent;
  effect.value =
      static_cast<uint32_t>(world.rules.offer_within(PlaceOf(contact)).ms);
  effect.rung = static_cast<uint8_t>(signal.decision.rung);
  effect.why = static_cast<uint16_t>(signal.decision.reason);
  effect.asked = signal.decision.asked;
  Notify(world, contact, {signal.agent}, NoticeWhat::kOffer);
}

void AskNext(World& world, ContactRow c) {
  world.signals.Post(SignalKind::kAskNext).contact = c;
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  const bool joins = contact.state != SessionState::kWaiting || signal.has_left;
  if (joins) JoinList(world, signal);
  MakeOffer(world, signal.contact,
            {{signal.agent}, signal.by, signal.decision});
  SeatAgent(world, {signal.agent});
  EmitOffer(world, contact, signal);
  if (joins && world.rules.notices) {
    EmitNotice(world, world.contacts[signal.contact],
               {Reason::kOffered, true, false, false});
  }
  ArmIfSooner(world, signal.contact);
  FillOn(world, signal);
}

Reason Decline(World& world, const AgentDeclines& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckActor(world, event.agent, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  const AgentId asked = OfferedTo(world, contact);
  if (!asked) return Reason::kWrongState;
  if (asked != event.agent) return Reason::kNotYourSession;
  world.ReserveEnd(world.sessions[contact.row].cost);
  EndOffer(world, c, true);
  SeatAgent(world, event.agent);
  AskNext(world, c);
  PostFill(world, event.agent);
  return Reason::kNone;
}

// Only lapses are misses; too many in a row, and he is suspended.
void Lapse(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const AgentId agent = OfferedTo(world, contact);
  const int64_t most = world.rules.suspend_after(PlaceOf(contact));
  AgentMore& more = world.agents_more[agent.value];
  ++more.misses;
  TakeBackOffer(world, c, Reason::kLapsed, true);
  const bool suspends = most != 0 && more.misses >= most;
  if (suspends) {
    more.misses = 0;
    world.signals.Post(SignalKind::kSuspend).agent = agent.value;
  }
  AskNext(world, c);
  if (!suspends) PostFill(world, agent);
}

void ReserveLapse(World& world, const Contact& contact) {
  const uint32_t offers =
      world.agents_more[OfferedTo(world, contact).value].offers;
  const uint64_t units = uint64_t{2} * world.sessions[contact.row].cost;
  world.scratch.reserve(offers);
  world.Reserve(3 + 2 * size_t{offers} +
                std::min<uint64_t>(units, world.listed()));
}

}  // namespace kefu::offering
