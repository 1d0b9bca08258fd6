#include "src/facts/sticky.h"

#include "src/facts/capacity.h"
#include "src/facts/hours.h"
#include "src/facts/standing.h"
#include "src/model/book.h"

namespace kefu {
namespace {

struct Memory {
  AgentId agent;
  Instant at;
};

Memory Recall(const World& world, uint32_t customer, DeskId desk) {
  if (customer == 0) return {};
  const ContactRow c = world.rules.tenant_memory
                           ? customer
                           : world.contacts.Find(customer, desk);
  if (c == 0) return {};
  const Contact& contact = world.contacts[c];
  return {{contact.memory_agent}, {contact.memory_at}};
}

// The first condition of the rung that fails; kChosen if none does.
Reason AskRung(const World& world, const StickyRequest& request,
               const StickyRung& rung, const Memory& memory, GroupId group) {
  if (!memory.agent) return Reason::kNoMemory;
  if (world.now >= memory.at + rung.within) return Reason::kTooLongAgo;
  if (!group && !world.rules.IsParticipant(memory.agent, request.desk)) {
    return Reason::kNotParticipant;
  }
  if (!world.rules.ServesStore(memory.agent, request.store)) {
    return Reason::kOtherStore;
  }
  if (IsExcluded(world, request.exclusion, memory.agent)) {
    return Reason::kExcluded;
  }
  const AgentRow& agent = world.agents[memory.agent.value];
  const Reason status =
      StatusReason(StatusAt(world, memory.agent, request.desk));
  if (status != Reason::kNone &&
      !(status == Reason::kSuspended && rung.suspended)) {
    return status;
  }
  if (world.hours.OnLeave(memory.agent)) return Reason::kOnLeave;
  if (rung.on_duty && !IsOnDuty(world, memory.agent, request.desk)) {
    return Reason::kNotOnDuty;
  }
  if (agent.disconnected) return Reason::kDisconnected;
  if (!AcceptsAutomatically(agent)) return Reason::kAutoAcceptOff;
  if (const Reason r = ReasonPaused(agent);
      r != Reason::kNone && !rung.over_capacity) {
    return r;
  }
  const DeskData& desk = world.rules.desks[request.desk.value];
  const ListId list = group ? world.rules.ListOf(group) : desk.own_list;
  if (RoomOf(world, memory.agent, list, desk.channel).units >= request.cost) {
    return Reason::kChosen;
  }
  if (!rung.over_capacity) return Reason::kAtCapacity;
  return UnderMaximum(world, memory.agent, request.cost) ? Reason::kChosen
                                                         : Reason::kOverMaximum;
}

}  // namespace

AgentId LastAgent(const World& world, uint32_t customer, DeskId desk) {
  return Recall(world, customer, desk).agent;
}

StickyAnswer AskSticky(const World& world, const StickyRequest& request) {
  const DeskData& desk = world.rules.desks[request.desk.value];
  const Memory memory = Recall(world, request.customer, request.desk);
  StickyAnswer answer;
  answer.agent = memory.agent;
  if (memory.agent) {
    answer.group = world.OwnGroup(memory.agent, request.desk);
  }
  for (const StickyRung& rung : desk.sticky) {
    if (request.suspended_only && !rung.suspended) continue;
    answer.reason = AskRung(world, request, rung, memory, answer.group);
    if (answer.reason == Reason::kChosen) break;
  }
  return answer;
}

}  // namespace kefu
