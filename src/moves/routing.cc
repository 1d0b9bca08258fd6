#include "src/moves/routing.h"

#include <new>
#include <utility>

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::routing {

namespace {

// The same decision once more, with every step told. It changes nothing, so
// it may fail for lack of memory.
void Explain(World& world, const Contact& contact,
             const RouteRequest& request) {
  try {
    Explanation told;
    const Signal decided = Route(world, request, &told);
    told.session = {contact.session};
    told.customer = world.CustomerOf(contact);
    told.decision = decided.decision;
    told.group = world.rules.lists[decided.list].group;
    world.explanations->push_back(std::move(told));
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  LetSkillsGo(world, contact);
  const RouteRequest request = RequestOf(world, contact, {signal.agent});
  const WithoutBarred guard(world, contact);
  if (world.explanations != nullptr) Explain(world, contact, request);
  Signal decided = Route(world, request, nullptr);
  decided.contact = signal.contact;
  world.signals.PostNext(decided);
}

namespace {

// Who of the list has it: kAssign, or kWait if nobody can.
Signal AskList(World& world, const Contact& contact, const Signal& hand) {
  const RulesetData& rules = world.rules;
  const Needs needs = NeedsIn(world, contact, hand.list);
  const WithoutBarred guard(world, contact);
  const uint32_t member = world.roster.Choose(hand.list, needs);
  Signal s = hand;
  s.decision.list = rules.lists[hand.list].group.value;
  if (member == Roster::kNobody) {
    s.kind = SignalKind::kWait;
    s.handed = true;
    s.decision.reason = hand.reason;
    return s;
  }
  s.kind = SignalKind::kAssign;
  s.by_distribution = true;
  s.member = member;
  s.agent = rules.members[member].agent;
  s.reason = Reason::kNone;
  s.decision.agent = {s.agent};
  s.decision.asked = world.roster.Available(hand.list, needs);
  return s;
}

// It leaves its owner, who may then take another one.
void TakeFromOwner(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const AgentId owner{contact.owner};
  TellClock(world, c, contact, Happening::kStopped);
  Take(world, c);
  SeatAgent(world, owner);
  PostFill(world, owner);
}

// An agent hands it to a group, or the plan of his absence does.
void EmitTransfer(World& world, const Contact& contact, const Signal& hand) {
  EffectRecord& effect = Emit(world, EffectType::kTransfer, contact);
  effect.agent = contact.owner;
  effect.group = world.rules.lists[hand.list].group.value;
  if (hand.decision.rung == Rung::kOffline) {
    effect.reason = static_cast<uint16_t>(Reason::kAgentOffline);
  }
}

}  // namespace

void SettleHand(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  if (contact.session == 0) return;  // closed since it was posted
  LetSkillsGo(world, contact);
  const bool waits = contact.state == SessionState::kWaiting;
  if (contact.owner != 0 && signal.by == AssignBy::kTransfer) {
    EmitTransfer(world, contact, signal);
    // Who goes offline does not give it away: he may have it again.
    if (signal.decision.rung == Rung::kByHand) {
      world.sessions.Write(contact.row).giver = contact.owner;
    }
  }
  if (waits) {
    Leave(world, signal.contact);
    EmitDequeue(world, contact, signal.reason);
  }
  Signal next = AskList(world, contact, signal);
  next.has_left = waits;
  if (next.kind == SignalKind::kWait) {
    if (contact.owner != 0) TakeFromOwner(world, signal.contact);
    if (signal.returns) world.sessions[contact.row].returned = true;
  }
  world.signals.PostNext(next);
}

void SettleDivert(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  // It may have been closed or moved since.
  if (contact.state != SessionState::kServing || contact.owner == 0 ||
      Serves(world.agents[contact.owner].status)) {
    return;
  }
  LetSkillsGo(world, contact);
  const WithoutBarred guard(world, contact);
  RouteRequest request = RequestOf(world, contact, {contact.owner});
  Signal decided = AskScope(world, request);
  if (decided.kind != SignalKind::kAssign) {
    return AnswerForAbsent(world, contact);
  }
  decided.contact = signal.contact;
  decided.by = AssignBy::kDivert;
  decided.decision.reason = Reason::kNone;
  world.signals.PostNext(decided);
}

void EndDedicatedWait(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  LetSkillsGo(world, contact);
  Signal decided;
  {
    const WithoutBarred guard(world, contact);
    decided = RouteOn(world, RequestOf(world, contact, {}));
  }
  decided.contact = c;
  if (decided.kind == SignalKind::kAssign) {
    if (decided.by == AssignBy::kScope) decided.by = AssignBy::kQueue;
    return world.signals.Post(decided);
  }
  // In the list where it is it keeps its place, but waits for anybody there.
  if (decided.list == ListOf(world, contact)) return Widen(world, c);
  Leave(world, c);
  EmitDequeue(world, contact, Reason::kDedicatedAbsent);
  decided.handed = true;
  decided.reason = Reason::kDedicatedAbsent;
  world.signals.Post(decided);
}

}  // namespace kefu::routing
