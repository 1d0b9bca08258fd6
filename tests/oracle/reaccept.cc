// A9: a session that lapses stays its owner's, who must accept it again.

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

bool Oracle::Lapses(const S& session) const {
  return !settings_.ReacceptAfter(PlaceOf(session)).off();
}

void Oracle::Lapse(S& session) {
  const bool frees = Weighs(session) > 0;
  StopClocks(session);
  session.held = session.idle = false;
  session.to_reaccept = true;
  EffectRecord& change = Emit(EffectType::kChangeSession, session);
  change.agent = names_.AgentId(session.owner);
  change.detail = static_cast<uint8_t>(SessionChange::kLapsed);
  Notify(session, session.owner, NoticeWhat::kLapsed);
  if (frees) PostFill(session.owner);
}

void Oracle::Revive(S& session) {
  session.to_reaccept = false;
  session.revived_at = at_;
  EffectRecord& change = Emit(EffectType::kChangeSession, session);
  change.agent = names_.AgentId(session.owner);
  change.detail = static_cast<uint8_t>(SessionChange::kRevived);
  StartClocks(session);
}

// The customer writes first: it is routed anew, owner first.
void Oracle::WriteToLapsed(S& session) {
  session.last_word = Word::kCustomer;
  session.customer_at = session.last_message = at_;
  RememberMessage(session, &session.customer_wrote);
  Post([this, number = session.number] { RouteAnew(number); });
}

void Oracle::RouteAnew(uint64_t number) {
  const auto found = sessions_.find(number);
  if (found == sessions_.end() || !found->second.to_reaccept) return;
  if (OwnerAvailable(found->second)) {
    GiveBack(found->second);
    return;
  }
  anew_ = true;
  Route(found->second, kNone);
  anew_ = false;
}

// A1
bool Oracle::OwnerAvailable(const S& session) const {
  const int owner = session.owner;
  const AgentState& agent = At(owner);
  return agent.status == AgentStatus::kOnline && !agent.lost_at &&
         agent.auto_accept == AutoAccept::kOn && !WrapsUp(owner) &&
         !Ramped(owner) && OnDutyAt(owner, session.desk) &&
         Room(owner, session.group, session.desk) >= session.cost;
}

// His again without an assignment.
void Oracle::GiveBack(S& session) {
  Revive(session);
  if (settings_.NewMessageNotice(session.owner)) {
    Notify(session, session.owner, NoticeWhat::kNewMessage);
  }
}

}  // namespace kefu::oracle
