// X1, X2, X3, X6: the customer is silent, the agent is silent, the robot is
// idle.

#include <algorithm>

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {

// At an assignment, a new owner or the end of a hold. A chain of after_agent
// is left as it is: after waiting it stands.
void Oracle::StartClocks(S& session) {
  if (settings_.SilentMode(PlaceOf(session)) != SilenceMode::kAfterAgent) {
    StartSilence(session);
  }
  session.agent_silent_since.reset();
  session.unanswered_since.reset();
  if (session.last_word == Word::kCustomer) StartUnanswered(session);
}

void Oracle::StartSilence(S& session) {
  session.warnings = 0;
  session.silent_since = at_;
  // Where the chain is off it does not run.
  if (settings_.CustomerSilent(PlaceOf(session)).after.off()) {
    session.silent_since.reset();
  }
}

// Those of the two clocks that do not run.
void Oracle::StartUnanswered(S& session) {
  if (!session.agent_silent_since) {
    session.agent_silent_since = at_;
    session.reminders = 0;
  }
  if (!session.unanswered_since) {
    session.unanswered_since = at_;
    session.alarmed = false;
  }
}

// On hold, or no longer served.
void Oracle::StopClocks(S& session) {
  session.silent_since.reset();
  session.warnings = 0;
  session.agent_silent_since.reset();
  session.unanswered_since.reset();
}

// A customer's message in an open session.
void Oracle::CustomerSpoke(S& session, const Incoming& e) {
  TellDesk(session.customer, session.desk, TriggerOf(e), true);
  CourtesyReferee(*this).Wrote(session.customer, session.desk, session.number);
  past_.CustomerWrote(session);
  if (session.to_reaccept) {
    WriteToLapsed(session);
    return;
  }
  if (session.held) Unhold(session);
  session.idle = false;
  session.last_word = Word::kCustomer;
  session.customer_at = session.last_message = at_;
  if (session.state != SessionState::kServing) {
    session.customer_wrote = true;
    WriteUnserved(session, e);
    return;
  }
  RememberMessage(session, &session.customer_wrote);
  if (settings_.SilentMode(PlaceOf(session)) == SilenceMode::kAfterAgent) {
    session.silent_since.reset();
  } else {
    StartSilence(session);
  }
  StartUnanswered(session);
  if (settings_.NewMessageNotice(session.owner)) {
    Notify(session, session.owner, NoticeWhat::kNewMessage);
  }
  if (Reachable(session.owner, session.desk)) {
    CourtesyReferee(*this).Prompt(session, ContactPoint::kMessages);
    return;
  }
  // A7: he is offline or away. What is the main account's stays his (O1).
  if (PlanOf(session) == OfflineSessions::kDivert && !Stays(session)) {
    TryDivert(session);
  } else {
    OfflineText(session);
  }
}

// A message of the owner himself.
void Oracle::OwnerSpoke(S& session) {
  past_.AgentWrote(session);
  ratings_.AgentWrote(session);
  if (session.held) Unhold(session);
  session.idle = false;
  session.last_word = Word::kAgent;
  agent_said_[{session.customer, session.desk}] = at_;
  session.last_message = at_;
  session.agent_silent_since.reset();
  session.unanswered_since.reset();
  RememberMessage(session, &session.owner_wrote);
  if (settings_.SilentMode(PlaceOf(session)) == SilenceMode::kCustomerSilent) {
    return;
  }
  StartSilence(session);
}

// ------------------------------------------------------------------- chains

std::optional<int64_t> Oracle::Counted(int desk, TimerHours hours, int64_t from,
                                       Duration length) const {
  if (length.off()) return std::nullopt;
  if (hours == TimerHours::kAlways) return from + length.ms;
  return AfterOpenTime(desk, from, length.ms);
}

// Steps are counted: the next one is that which has as many before it.
ChainStep Oracle::NextOf(const Settings::Chain& chain, int desk,
                         std::optional<int64_t> since, size_t done) const {
  ChainStep next;
  Duration after = chain.after;
  next.ends = done >= chain.steps.size();
  if (!next.ends) {
    next.texts = chain.steps[done].texts;
    after.ms -= chain.steps[done].before.ms;
  }
  if (since) next.at = Counted(desk, chain.hours, *since, after);
  return next;
}

// ---------------------------------------------------------------------- X1

ChainStep Oracle::NextOfCustomer(const S& session) const {
  return NextOf(settings_.CustomerSilent(PlaceOf(session)), session.desk,
                session.silent_since, session.warnings);
}

void Oracle::CustomerIsSilent(S& session) {
  const ChainStep step = NextOfCustomer(session);
  if (!step.ends) {
    ++session.warnings;
    Send(session, TextSource::kWarning, step.texts);
    return;
  }
  const S closed = session;
  Close(session.number, ClosedBy::kRule, Reason::kCustomerSilent);
  Send(closed, TextSource::kClosing, settings_.Closing(PlaceOf(closed)));
  CourtesyReferee(*this).Prompt(closed, ContactPoint::kClose);
  ratings_.Closed(closed, Reason::kCustomerSilent);
}

// ---------------------------------------------------------------------- X3

ChainStep Oracle::NextOfRobot(const S& session) const {
  return NextOf(settings_.RobotIdle(PlaceOf(session)), session.desk,
                session.robot_since, session.robot_warnings);
}

void Oracle::RobotIsIdle(S& session) {
  const ChainStep step = NextOfRobot(session);
  if (!step.ends) {
    ++session.robot_warnings;
    Send(session, TextSource::kWarning, step.texts);
    return;
  }
  const S closed = session;
  Close(session.number, ClosedBy::kRule, Reason::kRobotIdle);
  Send(closed, TextSource::kClosing, settings_.RobotClosing(PlaceOf(closed)));
  ratings_.Closed(closed, Reason::kRobotIdle);
}

// ---------------------------------------------------------------------- X2

ChainStep Oracle::NextOfAgent(const S& session) const {
  return NextOf(settings_.AgentSilent(PlaceOf(session)), session.desk,
                session.agent_silent_since, session.reminders);
}

void Oracle::AgentIsSilent(S& session) {
  const ChainStep step = NextOfAgent(session);
  if (!step.ends) {
    ++session.reminders;
    Notify(session, session.owner, NoticeWhat::kReminder);
    Send(session, TextSource::kWarning, step.texts);
  } else if (settings_.MoveTo(PlaceOf(session)) == SilenceMove::kClose) {
    Close(session.number, ClosedBy::kRule, Reason::kAgentSilent);
  } else {
    MoveOn(session);
  }
}

void Oracle::MoveOn(S& session) {
  const Place place = PlaceOf(session);
  int group = GroupToServe(session);
  if (settings_.MoveTo(place) == SilenceMove::kGroup) {
    const int other = settings_.Group(settings_.MoveToGroup(place));
    if (other >= 0 && Serves(other, session.desk)) group = other;
  }
  const bool somebody =
      AnybodyFor({group, session.desk}, session, session.owner);
  const bool pools = settings_.MoveTo(place) == SilenceMove::kPool;
  if ((!somebody && !pools) || session.moves >= settings_.MaxMoves(place)) {
    session.agent_silent_since.reset();
    if (session.manager_told) return;
    session.manager_told = true;
    EffectRecord& notice = Emit(EffectType::kNotifyAgent, session);
    notice.agent = names_.AgentId(settings_.MainAccount());
    notice.group = names_.GroupId(session.group);
    notice.detail = static_cast<uint8_t>(NoticeWhat::kManagerAlarm);
    notice.value = settings_.PresenceDeclared() ? 1 : 0;
    return;
  }
  ++session.moves;
  session.lapsed.insert(session.owner);
  Notify(session, session.owner, NoticeWhat::kMovedAway);
  if (pools) {
    ToPool(session, group, Rung::kSilence, Reason::kNone, Reason::kMoved,
           false);
    return;
  }
  HandTo(session, group, AssignBy::kSilence, Rung::kSilence, Reason::kMoved);
}

}  // namespace kefu::oracle
