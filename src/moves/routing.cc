#include "src/moves/routing.h"

#include <new>
#include <utility>

#include "src/facts/full_list.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_say.h"
#include "src/moves/step_texts.h"

namespace kefu::routing {

namespace {

// The same decision once more, by ask(&told), with every step told. It changes
// nothing, so it may fail for lack of memory.
template <class Ask>
KEFU_COLD void Explain(World& world, const Contact& contact, Ask&& ask) {
  try {
    Explanation told;
    const Signal decided = ask(&told);
    told.session = {contact.session};
    told.customer = world.CustomerOf(contact);
    told.decision = decided.decision;
    told.group = world.rules.lists[decided.list].group;
    world.explanations->push_back(std::move(told));
  } catch (const std::bad_alloc&) {
  }
}

void ExplainRoute(World& world, const Contact& contact,
                  const RouteRequest& request) {
  Explain(world, contact, [&](Explanation* told) {
    Signal decided;
    Route(world, request, told, &decided);
    if (Overflows(world, contact, decided)) {
      TellFull(world, decided.list, told);
    }
    return decided;
  });
}

// Whom R8 finds for it now, by this rung; told if there is somebody, for
// otherwise it stays where it is.
Signal ScopeOf(World& world, const Contact& contact,
               const RouteRequest& request, Rung rung) {
  const auto ask = [&](Explanation* told) {
    Signal decided = AskScope(world, request, told);
    decided.decision.rung = rung;
    decided.decision.reason = Reason::kNone;
    return decided;
  };
  const Signal decided = ask(nullptr);
  const bool somebody = decided.kind == SignalKind::kAssign;
  if (somebody && world.explanations != nullptr) Explain(world, contact, ask);
  return decided;
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  LetSkillsGo(world, contact);
  RouteRequest request = RequestOf(world, contact, {signal.agent});
  request.opens = signal.opens;
  request.merges = {signal.merges};
  const WithoutBarred guard(world, contact);
  if (world.explanations != nullptr) ExplainRoute(world, contact, request);
  Signal& decided = world.signals.PostNext(SignalKind::kRoute);
  Route(world, request, nullptr, &decided);
  decided.contact = signal.contact;
}

namespace {

// Who of the list has it: kAssign, or kWait if nobody can.
Signal AskList(World& world, const Contact& contact, const Signal& hand) {
  const RulesetData& rules = world.rules;
  const Needs needs = NeedsIn(world, contact, hand.list);
  const WithoutBarred guard(world, contact);
  const auto [member, agent, available] = world.roster.Choose(hand.list, needs);
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
  s.agent = agent;
  s.reason = Reason::kNone;
  s.decision.agent = {s.agent};
  s.decision.asked = available;
  return s;
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
  const bool listed = IsListed(contact);
  if (contact.owner != 0 && signal.by == AssignBy::kTransfer) {
    EmitTransfer(world, contact, signal);
    // Who goes offline does not give it away: he may have it again.
    if (signal.decision.rung == Rung::kByHand) {
      world.sessions.Write(contact.row).giver = contact.owner;
    }
  }
  if (listed) {
    const bool waits = contact.state == SessionState::kWaiting;
    if (waits) TakeBackAny(world, signal.contact, signal.reason);
    Leave(world, signal.contact);
    if (waits) EmitDequeue(world, contact, signal.reason);
  }
  Signal next = AskList(world, contact, signal);
  next.has_left = listed;
  if (next.kind == SignalKind::kWait) {
    if (contact.owner != 0) TakeFromOwner(world, signal.contact);
    if (signal.returns) world.sessions[contact.row].returned = true;
  }
  world.signals.PostNext(next);
}

void SettlePooled(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  if (contact.state != SessionState::kPooled) return;  // moved since
  LetSkillsGo(world, contact);
  Signal decided;
  if (signal.list != 0) {
    decided = AskList(world, contact, signal);
  } else {
    const WithoutBarred guard(world, contact);
    decided =
        ScopeOf(world, contact, RequestOf(world, contact, {}), Rung::kPool);
  }
  if (decided.kind != SignalKind::kAssign) {
    if (signal.written) AskRobotOrReply(world, contact);
    return;
  }
  decided.contact = signal.contact;
  decided.by = AssignBy::kPool;
  decided.decision.rung = Rung::kPool;
  decided.decision.reason = Reason::kNone;
  world.signals.PostNext(decided);
}

void SettleDivert(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  // It may have been closed or moved since.
  if (contact.state != SessionState::kServing || contact.owner == 0 ||
      OwnerServes(world, contact)) {
    return;
  }
  LetSkillsGo(world, contact);
  const WithoutBarred guard(world, contact);
  const RouteRequest request = RequestOf(world, contact, {contact.owner});
  Signal decided = ScopeOf(world, contact, request, Rung::kScope);
  if (decided.kind != SignalKind::kAssign) {
    return AnswerForAbsent(world, contact);
  }
  decided.contact = signal.contact;
  decided.by = AssignBy::kDivert;
  decided.returns = true;
  world.signals.PostNext(decided);
}

namespace {

// A9: his again, without an assignment.
void GiveBack(World& world, ContactRow c) {
  ReviveSession(world, c);
  const Contact& contact = world.contacts[c];
  Notify(world, contact, {contact.owner}, NoticeWhat::kNewMessage);
}
// The same by the routing, which may give it to who is not there (R4, O1): what
// an assignment would say is said (O3, O4).
void GiveBackByRoute(World& world, const Signal& decided, ContactRow c) {
  GiveBack(world, c);
  Contact& contact = world.contacts[c];
  if (StaysHis(decided.by) && world.rules.notices) {
    EmitNotice(world, contact, {decided.decision.reason, false, true});
  }
  if (world.rules.answers_offline) AnswerForAbsent(world, contact);
}

}  // namespace

void SettleAnew(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  if (!contact.lapsed) return;  // closed since it was posted
  const AgentId owner{contact.owner};
  const Reason why =
      ReasonUnavailable(world, owner, {contact.desk}, ListOf(world, contact),
                        world.sessions[contact.row].cost);
  if (why == Reason::kNone) return GiveBack(world, signal.contact);
  LetSkillsGo(world, contact);
  const RouteRequest request = RequestOf(world, contact, {});
  Signal decided;
  {
    const WithoutBarred guard(world, contact);
    if (world.explanations != nullptr) ExplainRoute(world, contact, request);
    Route(world, request, nullptr, &decided);
  }
  const bool assigns = decided.kind == SignalKind::kAssign;
  if (assigns && decided.agent == owner.value) {
    return GiveBackByRoute(world, decided, signal.contact);
  }
  decided.contact = signal.contact;
  decided.returns = true;
  Notify(world, contact, owner, NoticeWhat::kMovedAway);
  if (!assigns) {
    TakeFromOwner(world, signal.contact);
    world.sessions[contact.row].returned = true;
  }
  world.signals.PostNext(decided);
}

void EndDedicatedWait(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  LetSkillsGo(world, contact);
  Signal decided;
  {
    const WithoutBarred guard(world, contact);
    const RouteRequest request = RequestOf(world, contact, {});
    if (world.explanations != nullptr) {
      Explain(world, contact,
              [&](Explanation* told) { return RouteOn(world, request, told); });
    }
    decided = RouteOn(world, request, nullptr);
  }
  decided.contact = c;
  if (decided.kind == SignalKind::kRobot) {
    decided.reason = Reason::kDedicatedAbsent;
  }
  if (decided.by == AssignBy::kScope) decided.by = AssignBy::kQueue;
  // In the list where it is it keeps its place, but for anybody there.
  if (decided.list == ListOf(world, contact)) {
    Widen(world, c);
    if (decided.kind == SignalKind::kWait) return;
  } else if (decided.by_distribution || decided.kind == SignalKind::kWait) {
    Leave(world, c);
    EmitDequeue(world, contact, Reason::kDedicatedAbsent);
    decided.has_left = decided.handed = true;
    decided.reason = Reason::kDedicatedAbsent;
  }
  world.signals.Post(decided);
}

}  // namespace kefu::routing
