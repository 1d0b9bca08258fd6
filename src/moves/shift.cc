#include "src/moves/shift.h"

#include <algorithm>
#include <vector>

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::shift {
namespace {

bool Serves(AgentStatus status) {
  return status == AgentStatus::kOnline || status == AgentStatus::kSuspended;
}

// The plan for a session of an agent who goes: agent > group > desk (T13).
OfflineSessions PlanFor(const World& world, const Contact& contact) {
  const RulesetData& rules = world.rules;
  const auto& own = rules.agents[contact.owner].offline_sessions;
  if (own) return *own;
  const auto& group = rules.groups[contact.group].offline_sessions;
  return group ? *group : rules.desks[contact.desk].offline_sessions;
}

// A7 `requeue`: his sessions in the order of their numbers, but not those
// that the main account was given (O1).
std::vector<ContactRow> ToRequeue(const World& world, AgentId agent) {
  std::vector<ContactRow> result;
  for (uint32_t row = world.agents[agent.value].first_session; row != 0;
       row = world.sessions[row].right) {
    const SessionRow& s = world.sessions[row];
    if (s.by != AssignBy::kMainAccount &&
        PlanFor(world, world.contacts[s.contact]) ==
            OfflineSessions::kRequeue) {
      result.push_back(s.contact);
    }
  }
  std::sort(result.begin(), result.end(), [&](ContactRow a, ContactRow b) {
    return world.contacts[a].session < world.contacts[b].session;
  });
  return result;
}

void Requeue(World& world, AgentId agent, ContactRow c) {
  Contact& contact = world.contacts[c];
  TellClock(world, c, contact, Happening::kLeftServing);
  Take(world, c);
  world.sessions[contact.row].returned = true;
  Signal signal;
  signal.kind = SignalKind::kRoute;
  signal.contact = c;
  signal.agent = agent.value;
  world.signals.Post(signal);
}

// Room for as many sessions as he may be handed at once.
void ReserveFill(World& world, AgentId agent) {
  const uint64_t room = world.agents[agent.value].capacity;
  world.Reserve(std::min(room, world.waiting.total()) + 1);
}

Reason Change(World& world, AgentId agent, AgentStatus to) {
  AgentRow& row = world.agents[agent.value];
  const AgentStatus from = row.status;
  if (from == to) return Reason::kNone;
  std::vector<ContactRow> requeued;
  if (Serves(from) && !Serves(to)) {
    requeued = ToRequeue(world, agent);
    world.Reserve(requeued.size() + 1);
  } else {
    ReserveFill(world, agent);
  }
  row.status = to;
  row.filling = to == AgentStatus::kOnline && from == AgentStatus::kOffline &&
                row.auto_accept == AutoAccept::kOnLogin;
  SeatAgent(world, agent);
  for (const ContactRow c : requeued) Requeue(world, agent, c);
  if (to == AgentStatus::kOnline) PostFill(world, agent);
  return Reason::kNone;
}

}  // namespace

Reason Connect(World& world, const AgentConnects& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  return Change(world, event.agent, AgentStatus::kOnline);
}

Reason Disconnect(World& world, const AgentDisconnects& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  return Change(world, event.agent, AgentStatus::kOffline);
}

Reason SetStatus(World& world, const AgentSetsStatus& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (event.by && !world.Knows(event.by)) return Reason::kUnknownAgent;
  return Change(world, event.agent, event.status);
}

Reason ChangeSettings(World& world, const AgentChangesSettings& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  AgentRow& row = world.agents[event.agent.value];
  world.Reserve(std::min<uint64_t>(event.capacity.value_or(row.capacity),
                                   world.waiting.total()) +
                1);
  if (event.auto_accept != AutoAccept::kNone) {
    row.auto_accept = event.auto_accept;
  }
  if (event.capacity) row.capacity = static_cast<uint16_t>(*event.capacity);
  SeatAgent(world, event.agent);
  PostFill(world, event.agent);
  return Reason::kNone;
}

}  // namespace kefu::shift
