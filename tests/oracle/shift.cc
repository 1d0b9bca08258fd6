// A7, A8, A18: the statuses of agents, and what becomes of their sessions when
// they go.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// At a desk, if one is given (A14).
bool Oracle::Reachable(int agent, int desk) const {
  const AgentStatus status =
      desk == kNone ? At(agent).status : StatusAt(agent, desk);
  return status == AgentStatus::kOnline || status == AgentStatus::kSuspended;
}

Reason Oracle::SetsStatus(const Incoming& e) {
  const auto status = static_cast<AgentStatus>(e.detail);
  if (e.by >= 0 && e.by != e.agent && !May(e.by, Right::kManagePresence)) {
    return Reason::kNotPermitted;
  }
  const bool goes =
      status == AgentStatus::kAway || status == AgentStatus::kOffline;
  if (goes && Reachable(e.agent)) {
    for (const auto& [number, session] : sessions_) {
      const bool lapses = status == AgentStatus::kOffline && Lapses(session);
      if (session.owner == e.agent && !Stays(session) && !lapses &&
          PlanOf(session) == OfflineSessions::kForbid) {
        return Reason::kOpenSessions;
      }
    }
  }
  if (status != AgentStatus::kOffline && NoSeat(e.agent)) {
    return Reason::kNoSeat;
  }
  if (status == AgentStatus::kOffline && At(e.agent).lost_at) {
    At(e.agent).lost_at.reset();
    At(e.agent).connected = false;
    At(e.agent).desks.clear();
  }
  const bool himself = e.by < 0 || e.by == e.agent;
  if (status == AgentStatus::kOnline && himself && At(e.agent).lost_at) {
    At(e.agent).lost_at.reset();
    PostFill(e.agent);
  }
  ChangeStatus(e.agent, status);
  return Reason::kNone;
}

Reason Oracle::Connects(const Incoming& e) {
  if (const Reason r = CheckDesks(e); r != Reason::kNone) return r;
  if (settings_.PresenceDeclared()) return Reason::kNone;
  if (NoSeat(e.agent)) return Reason::kNoSeat;
  if (config_.tenant.chosen_desks) {
    std::set<int>& desks = At(e.agent).desks;
    const bool all = LoggedIn(e.agent) && desks.empty();
    desks.insert(e.desks.begin(), e.desks.end());
    if (all || e.desks.empty() || desks == DesksOf(e.agent)) desks.clear();
    if (At(e.agent).status == AgentStatus::kOnline && !At(e.agent).lost_at) {
      PostFill(e.agent);
    }
  }
  At(e.agent).connected = true;
  if (At(e.agent).lost_at) {  // back within the grace: nothing happened
    At(e.agent).lost_at.reset();
    PostFill(e.agent);
    return Reason::kNone;
  }
  ChangeStatus(e.agent, AgentStatus::kOnline);
  return Reason::kNone;
}

Reason Oracle::Disconnects(const Incoming& e) {
  AgentState& agent = At(e.agent);
  if (const Reason r = CheckDesks(e); r != Reason::kNone) return r;
  if (settings_.PresenceDeclared() || agent.lost_at) return Reason::kNone;
  if (!e.desks.empty() && config_.tenant.chosen_desks) {
    if (!agent.connected) return Reason::kNone;
    std::set<int> stays = agent.desks.empty() ? DesksOf(e.agent) : agent.desks;
    for (const int desk : e.desks) stays.erase(desk);
    if (!stays.empty()) {
      LeavesDesks(e.agent, stays);
      return Reason::kNone;
    }
  }
  if (agent.status == AgentStatus::kOffline) {
    agent.connected = false;
    agent.desks.clear();
    return Reason::kNone;
  }
  if (settings_.Grace(e.agent).off()) {
    agent.connected = false;
    agent.desks.clear();
    ChangeStatus(e.agent, AgentStatus::kOffline);
  } else if (!agent.lost_at) {
    agent.lost_at = at_;
  }
  return Reason::kNone;
}

void Oracle::GraceEnds(int agent) {
  At(agent).lost_at.reset();
  At(agent).connected = false;
  At(agent).desks.clear();
  EffectRecord& effect = Emit(EffectType::kSetAgentStatus);
  effect.agent = names_.AgentId(agent);
  effect.detail = static_cast<uint8_t>(AgentStatus::kOffline);
  effect.reason = static_cast<uint16_t>(Reason::kConnectionLost);
  ChangeStatus(agent, AgentStatus::kOffline);
}

void Oracle::ChangeStatus(int agent, AgentStatus status) {
  AgentState& state = At(agent);
  const AgentStatus old = state.status;
  const bool was_reachable = Reachable(agent);
  if (old == status) return;
  state.status = status;
  if (status == AgentStatus::kOnline) {
    state.idle_since = at_;
    if (AnyNoFlood()) state.online_number = ++assignments_;
    if (!state.resumes) {
      state.ramped_until.reset();
      state.online_at = at_;
      state.since_online.clear();
    }
    state.resumes = true;
    PostFill(agent, old == AgentStatus::kOffline);
  }
  if (!Reachable(agent)) state.resumes = false;
  TakeBackAll(agent, status == AgentStatus::kSuspended ? Reason::kSuspended
                     : status == AgentStatus::kAway    ? Reason::kAgentAway
                                                       : Reason::kAgentOffline);
  // The plans run once, on leaving online or suspended.
  const bool plans = was_reachable && !Reachable(agent);
  if (!plans && status != AgentStatus::kOffline) return;
  Post([this, agent, plans] { Leaves(agent, plans); });
}

// A9: going offline, sessions that are to be accepted again lapse, and no plan
// runs for them.
void Oracle::Leaves(int agent, bool plans) {
  for (auto& [number, session] : sessions_) {
    if (session.owner != agent) continue;
    if (At(agent).status == AgentStatus::kOffline && Lapses(session)) {
      if (!session.to_reaccept) Lapse(session);
    } else if (plans && !Stays(session)) {
      RunPlan(session);
    }
  }
}

// A14: what he has chosen lasts as long as he is connected.
bool Oracle::LoggedInAt(int agent, int desk) const {
  const AgentState& state = At(agent);
  return !state.connected || state.desks.empty() ||
         state.desks.count(desk) != 0;
}

AgentStatus Oracle::StatusAt(int agent, int desk) const {
  const bool absent = !LoggedInAt(agent, desk) && Participates(agent, desk);
  return absent ? AgentStatus::kOffline : At(agent).status;
}

std::set<int> Oracle::DesksOf(int agent) const {
  std::set<int> desks;
  for (size_t d = 0; d < config_.desks.size(); ++d) {
    const int desk = static_cast<int>(d);
    if (!config_.desks[d].deleted && Participates(agent, desk)) {
      desks.insert(desk);
    }
  }
  return desks;
}

Reason Oracle::CheckDesks(const Incoming& e) const {
  for (const int desk : e.desks) {
    if (desk < 0) return Reason::kUnknownDesk;
    if (config_.desks[static_cast<size_t>(desk)].deleted) {
      return Reason::kDeskDeleted;
    }
    if (!Participates(e.agent, desk)) return Reason::kNotParticipant;
  }
  const std::set<int> desks(e.desks.begin(), e.desks.end());
  const bool chooses = !desks.empty() && desks != DesksOf(e.agent);
  return chooses && !config_.tenant.chosen_desks ? Reason::kUnifiedSetting
                                                 : Reason::kNone;
}

// He is offline at the others: what is offered to him there is withdrawn, and
// his sessions lapse where they are to be accepted again.
void Oracle::LeavesDesks(int agent, const std::set<int>& stays) {
  At(agent).desks = stays;
  bool withdrawn = false;
  for (auto& [number, session] : sessions_) {
    if (!session.offer || session.offer->agent != agent ||
        LoggedInAt(agent, session.desk)) {
      continue;
    }
    TakeBack(session, Reason::kAgentOffline);
    Post([this, n = number] { AskNext(n); });
    withdrawn = true;
  }
  if (withdrawn) PostFill(agent);
  for (auto& [number, session] : sessions_) {
    if (session.owner == agent && !LoggedInAt(agent, session.desk) &&
        !session.to_reaccept && Lapses(session)) {
      Lapse(session);
    }
  }
}

// A6, A8: while he is connected, or says that he is there.
bool Oracle::LoggedIn(int agent) const {
  return At(agent).connected || At(agent).status != AgentStatus::kOffline;
}

bool Oracle::NoSeat(int agent) const {
  if (config_.tenant.seats == 0 || LoggedIn(agent)) return false;
  int64_t taken = 0;
  for (size_t i = 0; i < agents_.size(); ++i) {
    taken += LoggedIn(static_cast<int>(i));
  }
  return taken >= config_.tenant.seats;
}

OfflineSessions Oracle::PlanOf(const S& session) const {
  return settings_.OfflineOf(PlaceOf(session));
}

// What follows is settled in the order of the sessions' numbers.
void Oracle::RunPlan(S& session) {
  const uint64_t number = session.number;
  const int owner = session.owner;
  switch (PlanOf(session)) {
    case OfflineSessions::kKeep:
    case OfflineSessions::kForbid:
      break;
    case OfflineSessions::kDivert:
      if (session.last_word != Word::kCustomer) break;
      Post([this, number] { TryDivert(sessions_.at(number)); });
      break;
    case OfflineSessions::kRequeue:
      LeaveServing(session);
      Post([this, number, owner] { Route(sessions_.at(number), owner); });
      break;
    case OfflineSessions::kTransfer:
      Post([this, number] {
        S& s = sessions_.at(number);
        const int group = GroupToServe(s);
        TellTransfer(s, kNone, group, Reason::kAgentOffline);
        HandTo(s, group, AssignBy::kTransfer, Rung::kOffline,
               Reason::kTransferred);
      });
      break;
    case OfflineSessions::kClose:
      Post([this, number] {
        Close(number, ClosedBy::kRule, Reason::kAgentOffline);
      });
      break;
  }
}

// To somebody available of the group of R8, or it stays.
void Oracle::TryDivert(S& session) {
  LetSkillsGo(session);
  if (const std::optional<int> group = GroupFor(session)) {
    const Choice choice =
        Choose({*group, session.desk}, session, session.owner, kNone);
    if (choice.agent >= 0) {
      Give(session, choice.agent, *group,
           {AssignBy::kDivert, Rung::kScope, Reason::kNone, choice.asked});
      return;
    }
  }
  OfflineText(session);
}

// Once a session, for an owner who is offline or away.
void Oracle::OfflineText(S& session) {
  const Settings::Texts& texts = settings_.OfflineText(PlaceOf(session));
  if (Reachable(session.owner, session.desk) || session.offline_text ||
      texts.empty()) {
    return;
  }
  session.offline_text = Send(session, TextSource::kAgentOffline, texts);
}

}  // namespace kefu::oracle
