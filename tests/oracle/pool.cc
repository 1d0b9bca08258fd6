// O2, O3, O5, Q9: the message pool, the form that leads there, and the notices
// of a routing.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// `told`: the rules have routed it here, so its customer may be told.
void Oracle::ToPool(S& session, int group, Rung rung, Reason why, Reason reason,
                    bool told) {
  const bool opens = !session.placed;
  LeaveOwner(session);
  LeaveRobot(session);
  if (session.in_list) Dequeue(session, reason);
  session.placed = true;
  session.state = SessionState::kPooled;
  session.in_list = false;
  ComesInto(session, SessionState::kPooled);
  session.group = group;
  session.pooled_at = at_;
  LetSkillsGo(session);
  EffectRecord& pool = Emit(EffectType::kPool, session);
  pool.group = names_.GroupId(group);
  pool.reason = static_cast<uint16_t>(reason);
  pool.rung = static_cast<uint8_t>(rung);
  pool.why = static_cast<uint16_t>(why);
  if (told) Notice(session, reason, false, false, true);
  if (opens && session.last_word == Word::kCustomer &&
      says_.replied != session.number && settings_.RobotFirst(session.desk)) {
    AskRobot(session, Rung::kNone, Reason::kNone);
  }
  if (!ByRules(session)) return;
  Post([this, number = session.number, group] {
    TryPool(number, group, false);
  });
}

// Whether the rules hand it out.
bool Oracle::ByRules(const S& session) const {
  return settings_.PoolByRules(session.group, session.desk);
}

// Somebody of this group, or of R8's, has it, or it stays.
void Oracle::TryPool(uint64_t number, std::optional<int> group, bool written) {
  const auto found = sessions_.find(number);
  if (found == sessions_.end()) return;
  S& session = found->second;
  if (session.state != SessionState::kPooled) return;
  if (!group) group = GroupFor(session);
  Choice choice;
  if (group) choice = Choose({*group, session.desk}, session, kNone, kNone);
  if (choice.agent >= 0) {
    Give(session, choice.agent, *group,
         {.by = AssignBy::kPool, .rung = Rung::kPool, .asked = choice.asked});
  } else if (written) {
    AskRobotOrReply(session, Rung::kNone, Reason::kNone);
  }
}

// The customer's message in a session that nobody serves.
void Oracle::WriteUnserved(S& session, const Incoming& e) {
  const bool robots = session.state == SessionState::kRobot;
  const bool waits = session.state == SessionState::kWaiting;
  if (robots) {
    session.robot_since = at_;
    session.robot_warnings = 0;
  }
  bool answered = false;
  const bool hands_over =
      Hear(session, e, robots || (!waits && HasRobot(session.desk)), &answered);
  if (hands_over) {
    HandOver(session, !answered);
  } else if (robots && !answered) {
    AskRobotOrReply(session, Rung::kNone, Reason::kNone);
  } else if (session.state == SessionState::kPooled) {
    TryPool(session.number, std::nullopt, !answered);
  } else if (waits && !answered && settings_.AnswersWaiting(session.desk) &&
             HasRobot(session.desk)) {
    AskRobot(session, Rung::kNone, Reason::kNone);
  }
}

// -------------------------------------------------------------------- forms

Reason Oracle::SubmitsForm(const Incoming& e) {
  S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  const bool waits = session->state == SessionState::kWaiting;
  if ((!waits && session->state != SessionState::kPooled) ||
      session->form_submitted) {
    return Reason::kWrongState;
  }
  session->form_submitted = true;
  if (waits) {
    Dequeue(*session, Reason::kFormSubmitted);
    ToPool(*session, session->group, Rung::kPool, Reason::kNone,
           Reason::kFormSubmitted, false);
  }
  Record(RecordWhat::kForm, e.customer, e.desk, kNone).session =
      session->number;
  return Reason::kNone;
}

// Once a session.
void Oracle::Offer(S& session) {
  const Settings::Texts& form =
      settings_.Form({.group = session.group, .desk = session.desk});
  if (session.form_offered || form.empty()) return;
  session.form_offered = true;
  Send(session, TextSource::kForm, form);
}

// ------------------------------------------------------------------ notices

// The first that there is a text for; it goes out if it has not yet.
void Oracle::Notice(S& session, Reason why, bool waits, bool assigned,
                    bool routed) {
  const bool closed = why == Reason::kOutOfHours;
  const bool present = SomebodyPresent(session.desk);
  const Settings::Texts& queue =
      settings_.QueueNotice({.group = session.group, .desk = session.desk});
  const auto once = [&](bool* sent, TextSource source,
                        const Settings::Texts& texts) {
    if (!*sent) *sent = Send(session, source, texts);
    return *sent;
  };
  if (closed && !settings_.OutOfHoursText(session.desk).empty()) {
    if (MayTellHours(session) &&
        once(&session.hours_text, TextSource::kOutOfHours,
             settings_.OutOfHoursText(session.desk))) {
      told_days_[{session.customer, session.desk}] = LocalDay();
    }
  } else if (routed && !present &&
             !settings_.ReplyNobody(session.desk).empty()) {
    once(&session.nobody_reply, TextSource::kAccountReply,
         settings_.ReplyNobody(session.desk));
  } else if (routed && present && !closed && !assigned &&
             !settings_.ReplyBusy(session.desk).empty()) {
    once(&session.busy_reply, TextSource::kAccountReply,
         settings_.ReplyBusy(session.desk));
  } else if (waits) {
    once(&session.queue_notice, TextSource::kQueueNotice, queue);
  }
  const bool listed = session.in_list || session.state == SessionState::kPooled;
  if (closed && listed &&
      settings_.FormWhenClosed(
          {.group = session.group, .desk = session.desk})) {
    Offer(session);
  }
}

// C3
int64_t Oracle::LocalDay() const {
  const int64_t local = at_ + OffsetAt(at_);
  return local / 86'400'000 - (local % 86'400'000 < 0 ? 1 : 0);
}

// Once a session, once a local day, not soon after an agent's message.
bool Oracle::MayTellHours(const S& session) const {
  if (session.hours_text) return false;
  const std::pair key(session.customer, session.desk);
  const auto told = told_days_.find(key);
  if (settings_.OutOfHoursDaily(session.desk) && told != told_days_.end() &&
      told->second == LocalDay()) {
    return false;
  }
  const auto said = agent_said_.find(key);
  const Duration quiet = settings_.OutOfHoursQuiet(session.desk);
  return said == agent_said_.end() || quiet.off() ||
         at_ >= said->second + quiet.ms;
}

}  // namespace kefu::oracle
