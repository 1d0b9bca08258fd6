#include "tests/oracle/explained.h"

namespace kefu::oracle {

// Why the agent who is waited for does not have it: tier, skills, weight and
// way of his list are not asked (R6).
Reason Explained::OfDedicated(const Oracle& oracle,
                              const OpenSession_& session) {
  const int agent = session.dedicated;
  if (oracle.DedicatedTakes(session, agent, false)) return Reason::kNone;
  const AgentState& state = oracle.At(agent);
  const bool here = oracle.LoggedInAt(agent, session.desk);  // A14
  if (state.status == AgentStatus::kOffline || !here) {
    return Reason::kAgentOffline;
  }
  if (state.status == AgentStatus::kAway) return Reason::kAgentAway;
  if (state.status == AgentStatus::kSuspended) return Reason::kSuspended;
  if (!oracle.OnDutyAt(agent, session.desk)) return oracle.OffDutyReason(agent);
  if (state.lost_at) return Reason::kDisconnected;
  if (state.auto_accept != AutoAccept::kOn) return Reason::kAutoAcceptOff;
  if (oracle.WrapsUp(agent)) return Reason::kWrapUp;
  return oracle.Ramped(agent) ? Reason::kRamp : Reason::kAtCapacity;
}

Explained::Explained(const Oracle& oracle, CustomerId customer, DeskId desk) {
  OpenSession_ session =
      *oracle.Find(customer.value, oracle.names_.Desk(desk.value));
  const List list = oracle.ListOf(session);
  // Where nothing is handed out no timer has done so yet (D7, D8).
  oracle.LetSkillsGo(session);
  session.tiers = oracle.TiersOpen(session, list);
  hands_out_ = list.group >= 0 || oracle.config_.groups.empty();
  const int awaited = session.dedicated;
  reason_ = awaited >= 0 ? Reason::kDedicatedAbsent
                         : oracle.WhyItWaits(list, session);
  const bool shut =  // R2, R13: nothing is handed out
      oracle.AllDay(session.desk) || !oracle.DeskOpen(session.desk);
  for (const Member& member : oracle.Members(list)) {
    const int agent = member.agent;
    const bool others = awaited >= 0 && agent != awaited &&
                        oracle.Present(agent, list) &&
                        !Oracle::Barred(session, agent);
    Reason own = others             ? Reason::kAwaitsDedicated
                 : agent == awaited ? OfDedicated(oracle, session)
                                    : oracle.ReasonOf(member, list, session);
    if (own == Reason::kNone && shut) own = oracle.WhyItWaits(list, session);
    agents_.emplace(agent, own);
  }
}

}  // namespace kefu::oracle
