#include "src/moves/shift.h"

#include <algorithm>

#include "src/facts/rights.h"
#include "src/model/book.h"
#include "src/moves/step.h"

namespace kefu::shift {
namespace {

// Room for as many sessions as he may be handed at once.
void ReserveFill(World& world, AgentId agent) {
  const uint64_t room = world.agents[agent.value].capacity;
  world.Reserve(std::min(room, world.listed()) + 1);
}

// Whether one of his sessions forbids him to go (A7).
bool MustStay(const World& world, AgentId agent) {
  for (uint32_t row = world.agents[agent.value].first_session; row != 0;
       row = world.sessions[row].right) {
    const SessionRow& s = world.sessions[row];
    const Contact& contact = world.contacts[s.contact];
    if (!StaysHis(s.by) && world.rules.offline_sessions(
                               {{contact.desk}, {contact.group}, agent}) ==
                               OfflineSessions::kForbid) {
      return true;
    }
  }
  return false;
}

// His status, and what follows from it. REQUIRES: it is another one.
void Change(World& world, AgentId agent, AgentStatus to) {
  AgentRow& row = world.agents[agent.value];
  const AgentStatus from = row.status;
  const bool goes = Serves(from) && !Serves(to);
  if (goes) {
    // Each session is settled once, and may free a place elsewhere.
    world.ReserveLeave(row.sessions);
  } else {
    ReserveFill(world, agent);
  }
  row.status = to;
  if (to == AgentStatus::kOffline) EndGrace(world, agent);
  row.filling = to == AgentStatus::kOnline && from == AgentStatus::kOffline &&
                row.auto_accept == AutoAccept::kOnLogin;
  if (to == AgentStatus::kOnline) ComeOnline(world, agent);
  if (!Serves(to)) row.came_online = false;
  SeatAgent(world, agent);
  if (goes) {
    Signal signal;
    signal.kind = SignalKind::kLeft;
    signal.agent = agent.value;
    world.signals.Post(signal);
  }
  if (to == AgentStatus::kOnline) PostFill(world, agent);
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
  if (row.disconnected) {
    ComeBack(world, event.agent);
  } else if (row.status != AgentStatus::kOnline) {
    Change(world, event.agent, AgentStatus::kOnline);
  }
  return Reason::kNone;
}

Reason Disconnect(World& world, const AgentDisconnects& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  const AgentRow& row = world.agents[event.agent.value];
  if (world.rules.declared_presence || row.disconnected ||
      row.status == AgentStatus::kOffline) {
    return Reason::kNone;
  }
  if (world.rules.agents[event.agent.value].disconnect_grace.off()) {
    Change(world, event.agent, AgentStatus::kOffline);
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
  if (Serves(from) && !Serves(event.status) && MustStay(world, event.agent)) {
    return Reason::kOpenSessions;
  }
  Change(world, event.agent, event.status);
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
    Change(world, agent, AgentStatus::kOffline);
    EffectRecord& effect = world.out.Add(EffectType::kSetAgentStatus);
    effect.agent = agent.value;
    effect.detail = static_cast<uint8_t>(AgentStatus::kOffline);
    effect.reason = static_cast<uint16_t>(Reason::kConnectionLost);
    return;
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
  world.ReserveLeave(world.agents[agent.value].sessions);
  ReserveFill(world, agent);
}

}  // namespace kefu::shift
