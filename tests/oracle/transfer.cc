// Q5, S3, S9: sessions that change hands, and the handing to a list.

#include <algorithm>

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {

// To somebody available there, or it waits there.
void Oracle::HandTo(S& session, int group, AssignBy by, Rung rung,
                    Reason reason) {
  LetSkillsGo(session);
  const Choice choice = Choose({group, session.desk}, session, kNone, kNone);
  if (choice.agent >= 0) {
    if (by != AssignBy::kOverflow) session.returned = true;
    Give(session, choice.agent, group, {by, rung, Reason::kNone, choice.asked});
    return;
  }
  if (session.state == SessionState::kServing) LeaveServing(session);
  if (by != AssignBy::kOverflow) session.returned = true;
  Join(session, group, rung, reason, reason, reason == Reason::kQueueFull);
}

void Oracle::TellTransfer(const S& session, int to_agent, int to_group,
                          Reason why) {
  EffectRecord& transfer = Emit(EffectType::kTransfer, session);
  transfer.agent = names_.AgentId(session.owner);
  transfer.value = names_.AgentId(to_agent);
  transfer.group = names_.GroupId(to_group);
  transfer.reason = static_cast<uint16_t>(why);
}

// Whether the receiver can have it (S3, Q5).
Reason Oracle::CheckTarget(const Incoming& e, const S& session) const {
  if (e.to_agent >= 0) {
    if (e.to_agent == e.agent && session.state != SessionState::kPooled) {
      return Reason::kToSelf;
    }
    return CheckReceiver(e.to_agent, session);
  }
  const auto& group = config_.groups[static_cast<size_t>(e.to_group)];
  if (!Serves(e.to_group, e.desk)) return Reason::kTargetUnavailable;
  if (group.agents.empty() || !HoursOpen(group.schedule)) {
    return Reason::kNoAgent;
  }
  if (!AnyServesStore(e.to_group, StoreOf(session.facts))) {
    return Reason::kOtherStore;
  }
  const bool there =
      session.in_list && session.group == e.to_group && session.dedicated < 0;
  return there ? Reason::kToSelf : Reason::kNone;
}

Reason Oracle::CheckReceiver(int agent, const S& session) const {
  if (StatusAt(agent, session.desk) != AgentStatus::kOnline) {
    return Reason::kTargetUnavailable;
  }
  if (!ServesStore(agent, StoreOf(session.facts))) return Reason::kOtherStore;
  if (Load(agent) + session.cost > HardMaximum(agent)) {
    return Reason::kOverMaximum;
  }
  const int group = OwnGroup(agent, session.desk);
  if (!settings_.TransferOverCapacity({agent, group, session.desk}) &&
      Room(agent, group, session.desk) < session.cost) {
    return Reason::kOverCapacity;
  }
  return Reason::kNone;
}

// S3
Reason Oracle::Transfers(const Incoming& e) {
  if (At(e.agent).status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (!May(e.agent, Right::kTransfer)) return Reason::kNotPermitted;
  S* session = nullptr;
  Reason refused = OwnSession(e, &session);
  if (refused == Reason::kNone) refused = CheckTarget(e, *session);
  if (refused != Reason::kNone) return refused;
  session->moves = 0;
  session->lapsed.clear();
  TellTransfer(*session, e.to_agent, e.to_group, Reason::kNone);
  if (e.to_agent >= 0) {
    Assign(*session, e.to_agent, OwnGroup(e.to_agent, e.desk),
           {.by = AssignBy::kTransfer, .rung = Rung::kByHand});
  } else {
    session->giver = e.agent;
    HandTo(*session, e.to_group, AssignBy::kTransfer, Rung::kByHand,
           Reason::kTransferred);
  }
  return Reason::kNone;
}

// Q5
Reason Oracle::Dispatches(const Incoming& e) {
  const AgentStatus status = StatusAt(e.agent, e.desk);
  if (status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (status == AgentStatus::kAway) return Reason::kAgentAway;
  S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state == SessionState::kServing) return Reason::kAlreadyAssigned;
  const bool waits = session->state == SessionState::kWaiting;
  if (!waits && session->state != SessionState::kPooled) {
    return Reason::kWrongState;
  }
  if (!(waits && HisList(e.agent, *session)) &&
      !May(e.agent, Right::kDispatch)) {
    return Reason::kNotPermitted;
  }
  if (!ServesStore(e.agent, StoreOf(session->facts))) {
    return Reason::kOtherStore;
  }
  const Reason refused = CheckTarget(e, *session);
  if (refused != Reason::kNone) return refused;
  session->moves = 0;
  session->lapsed.clear();
  if (!e.facts.intent.empty()) {
    session->facts.intent = e.facts.intent;
    session->skills = SkillsFor(session->facts, e.customer);
    LetSkillsGo(*session);
  }
  if (e.to_agent >= 0) {
    if (waits) Dequeue(*session, Reason::kAssigned);
    Assign(*session, e.to_agent, OwnGroup(e.to_agent, e.desk),
           {.by = AssignBy::kTransfer, .rung = Rung::kByHand});
  } else {
    if (waits) Dequeue(*session, Reason::kTransferred);
    HandTo(*session, e.to_group, AssignBy::kTransfer, Rung::kByHand,
           Reason::kTransferred);
  }
  return Reason::kNone;
}

// S9
Reason Oracle::Claims(const Incoming& e) {
  const AgentStatus status = StatusAt(e.agent, e.desk);
  if (status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (status == AgentStatus::kAway) return Reason::kAgentAway;
  if (!May(e.agent, Right::kClaim)) return Reason::kNotPermitted;
  S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state != SessionState::kServing) return Reason::kWrongState;
  if (session->owner == e.agent) return Reason::kToSelf;
  if (!ServesStore(e.agent, StoreOf(session->facts))) {
    return Reason::kOtherStore;
  }
  const Duration protection = settings_.ClaimProtection(e.desk);
  if (session->claimed_at && !protection.off() &&
      at_ < *session->claimed_at + protection.ms) {
    return Reason::kRecentlyClaimed;
  }
  if (Load(e.agent) + session->cost > HardMaximum(e.agent)) {
    return Reason::kOverMaximum;
  }
  session->claimed_at = at_;
  Assign(*session, e.agent, OwnGroup(e.agent, e.desk),
         {.by = AssignBy::kClaim, .rung = Rung::kByHand});
  Record(RecordWhat::kClaim, e.customer, e.desk, e.agent).session =
      session->number;
  return Reason::kNone;
}

}  // namespace kefu::oracle
