// The assignment itself, by whatever way (R, Q2, A4), and what hangs on it:
// the notices (A15) and the sticky memory (R5).

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {

void Oracle::Assign(S& session, int agent, int group, How how, bool tells) {
  if (session.awaited && session.in_list) Dequeue(session, Reason::kAssigned);
  const int old_owner = session.owner;
  if (anew_ && agent == old_owner) {
    GiveBack(session);
    if (StaysBy(how.by)) Notice(session, how.why, false, true, true);
    OfflineText(session);
    return;
  }
  if (anew_) Notify(session, old_owner, NoticeWhat::kMovedAway);
  LeaveRobot(session);
  session.placed = true;
  session.state = SessionState::kServing;
  ComesInto(session, SessionState::kServing);
  session.in_list = false;
  session.owner = agent;
  session.group = group;
  if (how.by != AssignBy::kMerge || !Stays(session)) session.by = how.by;
  session.assigned_at = at_;
  session.returned = session.rejoined = false;
  session.owner_wrote = false;
  session.held = session.idle = session.to_reaccept = false;
  session.revived_at.reset();
  session.offer.reset();
  const bool given_away = session.giver != kNone;
  session.giver = kNone;
  At(agent).last_assignment = ++assignments_;
  At(agent).idle_since = at_;
  CountForRamp(agent, how.by);
  if (settings_.WrittenOf(session.desk) == WrittenWhen::kAssignment) {
    WriteMemory(session);
  }
  StartClocks(session);

  EffectRecord& assign = Emit(EffectType::kAssign, session);
  assign.agent = names_.AgentId(agent);
  assign.group = names_.GroupId(group);
  assign.detail = static_cast<uint8_t>(how.by);
  assign.rung = static_cast<uint8_t>(how.rung);
  assign.why = static_cast<uint16_t>(how.why);
  assign.asked = how.asked;
  if (tells) NotifyOfAssignment(session);
  if (how.by == AssignBy::kClaim) {
    Notify(session, old_owner, NoticeWhat::kMovedAway);
  }
  GreetOnAccept(session, given_away);
  if (Stays(session)) Notice(session, how.why, false, true, true);
  if (session.last_word == Word::kCustomer) OfflineText(session);
  if (how.template_for != Reason::kNone) {
    SendTemplate(session.customer, session.desk, session.number, agent,
                 how.template_for);
  }
  CourtesyReferee(*this).Assigned(session.customer);
  CourtesyReferee(*this).Prompt(session, ContactPoint::kAssignment);
  ratings_.ServedBy(session);
  if (old_owner >= 0) PostFill(old_owner);
}

void Oracle::NotifyOfAssignment(const S& session) {
  switch (session.by) {
    case AssignBy::kManual:
    case AssignBy::kClaim:
    case AssignBy::kReopen:
      return;  // he did it himself
    case AssignBy::kTransfer:
      Notify(session, session.owner, NoticeWhat::kTransferIn);
      return;
    default:
      if (!settings_.NewSessionNotice(session.owner)) return;
      Notify(session, session.owner, NoticeWhat::kNewSession);
  }
}

// A15, A8: those who are offline or away get no notices.
EffectRecord* Oracle::Notify(const S& session, int agent, NoticeWhat what) {
  if (agent >= 0 && !Reachable(agent)) return nullptr;
  EffectRecord& notice = Emit(EffectType::kNotifyAgent, session);
  notice.agent = names_.AgentId(agent);
  notice.detail = static_cast<uint8_t>(what);
  notice.value = settings_.PresenceDeclared() ? 1 : 0;  // push
  return &notice;
}

// Back to a list, or to be routed again.
void Oracle::LeaveServing(S& session) {
  const int owner = session.owner;
  session.state = SessionState::kWaiting;
  session.in_list = false;
  session.owner = kNone;
  session.returned = session.served = true;
  session.waits_since = at_;
  session.waiting_alarmed = false;
  session.held = session.idle = session.to_reaccept = false;
  session.revived_at.reset();
  StopClocks(session);
  PostFill(owner);
}

// ------------------------------------------------------------ sticky memory

Oracle::MemoryKey Oracle::KeyOf(const S& session) const {
  const bool one_for_all = settings_.MemoryScope() == StickyMemory::kTenant;
  return {session.customer, one_for_all ? kNone : session.desk};
}

Memory* Oracle::Remembered(const S& session) {
  const auto found = memories_.find(KeyOf(session));
  return found == memories_.end() ? nullptr : &found->second;
}

void Oracle::WriteMemory(const S& session) {
  memories_[KeyOf(session)] = {session.owner, at_};
}

// Moves its time, if it is still about the owner.
void Oracle::TouchMemory(const S& session) {
  Memory* memory = Remembered(session);
  if (memory != nullptr && memory->agent == session.owner) memory->at = at_;
}

// A message of one of the two in a session that is served.
void Oracle::RememberMessage(S& session, bool* first_word) {
  const bool both_before = session.customer_wrote && session.owner_wrote;
  *first_word = true;
  const bool both_now = session.customer_wrote && session.owner_wrote;
  if (both_now && !both_before &&
      settings_.WrittenOf(session.desk) == WrittenWhen::kBothTalked) {
    WriteMemory(session);
  }
  if (settings_.ClockOf(session.desk) == StickyClock::kLastMessage) {
    TouchMemory(session);
  }
}

}  // namespace kefu::oracle
