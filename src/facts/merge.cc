#include "src/facts/merge.h"

#include "src/facts/capacity.h"
#include "src/facts/hours.h"

namespace kefu {

bool MayMergeAfter(Reason closed) {
  return closed != Reason::kDiscarded && closed != Reason::kBlocked &&
         closed != Reason::kSessionExpired && closed != Reason::kErased;
}

AgentId AskMerge(const World& world, const Contact& contact) {
  if (!world.rules.merges || contact.row == 0) return {};
  const SessionMore& more = world.sessions.More(contact.row);
  const AgentId agent{more.merge_agent};
  const Duration within = world.rules.desks[contact.desk].merge_within;
  if (!agent || within.off() || world.now >= Instant{more.closed_at} + within ||
      !world.Knows(agent) || !IsPresent(world, agent, {contact.desk})) {
    return {};
  }
  const uint32_t cost = world.sessions[contact.row].cost;
  return UnderMaximum(world, agent, cost) ? agent : AgentId{};
}

}  // namespace kefu
