#include "src/moves/shift.h"

#include <algorithm>

#include "src/facts/rights.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/moves/step.h"

namespace kefu::shift {
namespace {

// Room for as many sessions as he may be handed at once.
void ReserveFill(World& world, AgentId agent) {
  const uint64_t room = world.agents[agent.value].capacity;
  world.Reserve(std::min(room, world.listed()) + 1);
}

// Whether one of his sessions forbids him to go (A7). One that is to be
// accepted again lapses when he goes offline, and forbids nothing (A9).
bool MustStay(const World& world, AgentId agent, AgentStatus to) {
  for (uint32_t row = world.agents[agent.value].first_session; row != 0;
       row = world.sessions[row].right) {
    const SessionRow& s = world.sessions[row];
    const Place at = PlaceOf(world.contacts[s.contact]);
    const bool lapses =
        to == AgentStatus::kOffline && !world.rules.reaccept_after(at).off();
    if (!StaysHis(s.by) && !lapses &&
        world.rules.offline_sessions(at) == OfflineSessions::kForbid) {
      return true;
    }
  }
  return false;
}

// ------------------------------------------------------------- logging in

// Whether nobody more may log in (A6).
bool SeatsTaken(const World& world) {
  return world.rules.seats != 0 && world.logged_in >= world.rules.seats;
}

// Calls change(row) and counts whether he is logged in then.
template <class F>
void CountingLogin(World& world, AgentId agent, F&& change) {
  AgentRow& row = world.agents[agent.value];
  const bool before = IsLoggedIn(row);
  change(row);
  if (before != IsLoggedIn(row)) world.logged_in += before ? UINT32_MAX : 1;
}

void SetConnected(World& world, AgentId agent, bool connected) {
  CountingLogin(world, agent,
                [&](AgentRow& row) { row.connected = connected; });
}

// ---------------------------------------------------------------- statuses

// A change of status withdraws what is offered to him, without a miss (A16).
void TakeBackOffers(World& world, AgentId agent, Reason reason) {
  std::vector<ContactRow>& offers = world.scratch;
  offers.clear();
  for (uint32_t row = world.agents_more[agent.value].first_offer; row != 0;
       row = world.sessions.More(row).offer_right) {
    offers.push_back(world.sessions[row].contact);
  }
  std::sort(offers.begin(), offers.end(), [&](ContactRow a, ContactRow b) {
    return world.contacts[a].session < world.contacts[b].session;
  });
  for (const ContactRow c : offers) {
    TakeBackOffer(world, c, reason);
    Signal signal;
    signal.kind = SignalKind::kAskNext;
    signal.contact = c;
    world.signals.Post(signal);
  }
}

bool Goes(AgentStatus from, AgentStatus to) {
  return Serves(from) && !Serves(to);
}

// Room for Change. Each of his sessions is settled once, and may free a place
// elsewhere; each offer goes to somebody else.
void ReserveChange(World& world, AgentId agent, AgentStatus to) {
  const AgentRow& row = world.agents[agent.value];
  const uint32_t offers = world.agents_more[agent.value].offers;
  if (to == AgentStatus::kOnline) {
    ReserveFill(world, agent);
  } else {
    world.ReserveLeave(row.sessions + offers);
  }
}

// His status, and what follows from it. REQUIRES: it is another one; room by
// ReserveChange.
void Change(World& world, AgentId agent, AgentStatus to) {
  AgentRow& row = world.agents[agent.value];
  const AgentStatus from = row.status;
  CountingLogin(world, agent, [&](AgentRow& r) {
    r.status = to;
    // A lost connection that is not waited for any more is no login (A8).
    if (to == AgentStatus::kOffline && r.disconnected) r.connected = false;
  });
  if (to == AgentStatus::kOffline) EndGrace(world, agent);
  row.filling = to == AgentStatus::kOnline && from == AgentStatus::kOffline &&
                row.auto_accept == AutoAccept::kOnLogin;
  if (to == AgentStatus::kOnline) ComeOnline(world, agent);
  if (!Serves(to)) row.came_online = false;
  SeatAgent(world, agent);
  TakeBackOffers(world, agent, StatusReason(to));
  const bool logs_out = to == AgentStatus::kOffline && world.rules.any_reaccept;
  if (Goes(from, to) || logs_out) {
    Signal signal;
    signal.kind = SignalKind::kLeft;
    signal.agent = agent.value;
    signal.has_left = !Goes(from, to);
    world.signals.Post(signal);
  }
  if (to == AgentStatus::kOnline) PostFill(world, agent);
}

void ReserveAndChange(World& world, AgentId agent, AgentStatus to) {
  ReserveChange(world, agent, to);
  Change(world, agent, to);
}

// `set_agent_status`: the rules have changed it (A8).
void EmitStatus(World& world, AgentId agent, AgentStatus status,
                Reason reason) {
  EffectRecord& effect = world.out.Add(EffectType::kSetAgentStatus);
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(status);
  effect.reason = static_cast<uint16_t>(reason);
}

// Within the grace: nothing has happened (A7).
void ComeBack(World& world, AgentId agent) {
  ReserveFill(world, agent);
  EndGrace(world, agent);
  SeatAgent(world, agent);
  PostFill(world, agent);
}

}  // namespace

Reason Connect(World& world, const AgentConnects& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (world.rules.declared_presence) return Reason::kNone;
  const AgentRow& row = world.agents[event.agent.value];
  if (!IsLoggedIn(row) && SeatsTaken(world)) return Reason::kNoSeat;
  if (row.disconnected) {
    ComeBack(world, event.agent);
  } else if (row.status != AgentStatus::kOnline) {
    ReserveAndChange(world, event.agent, AgentStatus::kOnline);
  }
  SetConnected(world, event.agent, true);
  return Reason::kNone;
}

Reason Disconnect(World& world, const AgentDisconnects& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  const AgentRow& row = world.agents[event.agent.value];
  if (world.rules.declared_presence || row.disconnected) return Reason::kNone;
  if (row.status == AgentStatus::kOffline) {
    SetConnected(world, event.agent, false);
  } else if (world.rules.agents[event.agent.value].disconnect_grace.off()) {
    ReserveAndChange(world, event.agent, AgentStatus::kOffline);
    SetConnected(world, event.agent, false);
  } else {
    world.Reserve(1);
    LoseConnection(world, event.agent);
    SeatAgent(world, event.agent);
  }
  return Reason::kNone;
}

Reason SetStatus(World& world, const AgentSetsStatus& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (event.by && !world.Knows(event.by)) return Reason::kUnknownAgent;
  if (event.by && event.by != event.agent &&
      !IsPermitted(world, event.by, Right::kManagePresence)) {
    return Reason::kNotPermitted;
  }
  const AgentRow& row = world.agents[event.agent.value];
  const AgentStatus from = row.status;
  // Who says himself that he is online is there, connected or not (A8).
  const bool himself = !event.by || event.by == event.agent;
  if (row.disconnected && himself && event.status == AgentStatus::kOnline) {
    ComeBack(world, event.agent);
  }
  if (from == event.status) return Reason::kNone;
  if (Goes(from, event.status) && MustStay(world, event.agent, event.status)) {
    return Reason::kOpenSessions;
  }
  if (!IsLoggedIn(row) && SeatsTaken(world)) return Reason::kNoSeat;
  ReserveAndChange(world, event.agent, event.status);
  return Reason::kNone;
}

Reason ChangeSettings(World& world, const AgentChangesSettings& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  AgentRow& row = world.agents[event.agent.value];
  world.Reserve(std::min<uint64_t>(event.capacity.value_or(row.capacity),
                                   world.listed()) +
                1);
  if (event.auto_accept != AutoAccept::kNone) {
    row.auto_accept = event.auto_accept;
  }
  if (event.capacity) row.capacity = static_cast<uint16_t>(*event.capacity);
  SeatAgent(world, event.agent);
  PostFill(world, event.agent);
  return Reason::kNone;
}

void Fire(World& world, AgentId agent, TimerKind kind) {
  if (kind == TimerKind::kGrace) {
    EmitStatus(world, agent, AgentStatus::kOffline, Reason::kConnectionLost);
    return Change(world, agent, AgentStatus::kOffline);
  }
  if (kind == TimerKind::kWrapUp) {
    EndWrapUp(world, agent);
  } else {
    LookAtRamp(world, agent);
  }
  SeatAgent(world, agent);
  PostFill(world, agent);
}

void ReserveFire(World& world, AgentId agent) {
  ReserveChange(world, agent, AgentStatus::kOffline);
  ReserveFill(world, agent);
}

void SettleSuspend(World& world, const Signal& signal) {
  const AgentId agent{signal.agent};
  if (world.agents[agent.value].status != AgentStatus::kOnline) return;
  EmitStatus(world, agent, AgentStatus::kSuspended, Reason::kOffersMissed);
  Change(world, agent, AgentStatus::kSuspended);
}

}  // namespace kefu::shift
