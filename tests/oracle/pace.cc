// A11, A17: who has just finished a session or come online is given less; what
// is held costs nothing.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// Until the timer has fired: of several that end at one instant each settles
// before the next (T2).
bool Oracle::WrapsUp(int agent) const {
  return At(agent).wraps_until.has_value();
}

void Oracle::WrapUpAfter(const S& session) {
  const Duration wrap_up = settings_.WrapUp(PlaceOf(session));
  if (wrap_up.off()) return;
  auto& until = At(session.owner).wraps_until;
  until = std::max(until.value_or(at_), at_ + wrap_up.ms);
}

bool Oracle::Ramped(int agent) const {
  return At(agent).ramped_until.has_value();
}

// At most `count` automatic assignments in any `per`, for a while after he
// came online.
void Oracle::CountForRamp(int agent, AssignBy by) {
  AgentState& state = At(agent);
  if (by == AssignBy::kManual || by == AssignBy::kTransfer ||
      by == AssignBy::kClaim || by == AssignBy::kReopen) {
    return;
  }
  state.since_online.push_back(at_);
  const auto count = static_cast<size_t>(settings_.RampCount(agent));
  const size_t made = state.since_online.size();
  if (count == 0 || made < count || !state.online_at) {
    return;
  }
  const int64_t free =
      std::min(state.since_online[made - count] + settings_.RampPer(agent).ms,
               *state.online_at + settings_.RampDuring(agent).ms);
  if (at_ < free) state.ramped_until = free;
}

Reason Oracle::Holds(const Incoming& e) {
  S* session = nullptr;
  const Reason refused = OwnSession(e, &session);
  if (refused != Reason::kNone) return refused;
  if (session->to_reaccept) return Reason::kReacceptNeeded;
  if (session->held) return Reason::kWrongState;
  session->held = true;
  session->idle = false;
  StopClocks(*session);
  EffectRecord& change = Emit(EffectType::kChangeSession, *session);
  change.agent = names_.AgentId(e.agent);
  change.detail = static_cast<uint8_t>(SessionChange::kHeld);
  PostFill(e.agent);
  return Reason::kNone;
}

Reason Oracle::Unholds(const Incoming& e) {
  S* session = nullptr;
  const Reason refused = OwnSession(e, &session);
  if (refused != Reason::kNone) return refused;
  if (session->to_reaccept) return Reason::kReacceptNeeded;
  if (!session->held) return Reason::kWrongState;
  Unhold(*session);
  return Reason::kNone;
}

void Oracle::Unhold(S& session) {
  session.held = false;
  EffectRecord& change = Emit(EffectType::kChangeSession, session);
  change.agent = names_.AgentId(session.owner);
  change.detail = static_cast<uint8_t>(SessionChange::kUnheld);
  StartClocks(session);
}

}  // namespace kefu::oracle
