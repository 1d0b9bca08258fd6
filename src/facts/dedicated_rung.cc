#include "src/facts/dedicated_rung.h"

#include "src/facts/dedicated.h"
#include "src/facts/standing.h"
#include "src/model/book.h"

namespace kefu {
namespace {

// What waiting would not change; kNone if there is nothing.
Reason ReasonNever(const World& world, const RouteRequest& request,
                   AgentId agent) {
  if (!world.rules.IsParticipant(agent, request.desk)) {
    return Reason::kNotParticipant;
  }
  if (!world.rules.ServesStore(agent, request.store)) {
    return Reason::kOtherStore;
  }
  if (world.hours.OnLeave(agent)) return Reason::kOnLeave;
  return IsExcluded(world, request.exclusion, agent) ? Reason::kExcluded
                                                     : Reason::kNone;
}

}  // namespace

DedicatedAnswer AskDedicated(const World& world, const RouteRequest& request) {
  DedicatedAnswer answer;
  answer.agent = DedicatedAgent(world, request.customer);
  if (!world.Knows(answer.agent)) return {};
  answer.group = world.OwnGroup(answer.agent, request.desk);
  const DeskData& desk = world.rules.desks[request.desk.value];
  const ListId list =
      answer.group ? world.rules.ListOf(answer.group) : desk.own_list;
  answer.reason = ReasonNever(world, request, answer.agent);
  if (answer.reason != Reason::kNone) return answer;
  answer.reason =
      ReasonUnavailable(world, answer.agent, request.desk, list, request.cost);
  answer.waits = answer.reason != Reason::kNone && !desk.dedicated_wait.off();
  if (answer.reason == Reason::kNone) answer.reason = Reason::kChosen;
  return answer;
}

bool IsThereFor(const World& world, AgentId agent, const Contact& contact) {
  return ReasonUnavailable(world, agent, {contact.desk}, ListOf(world, contact),
                           world.sessions[contact.row].cost) == Reason::kNone;
}

}  // namespace kefu
