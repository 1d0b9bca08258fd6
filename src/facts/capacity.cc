#include "src/facts/capacity.h"

namespace kefu {
namespace {

void Narrow(AgentTrace::Limit limit, uint32_t load, uint32_t capacity,
            Room* room) {
  const int64_t units = int64_t{capacity} - load;
  if (units < room->units) *room = {units, limit, load, capacity};
}

}  // namespace

Room RoomOf(const World& world, AgentId agent, ListId list, ChannelId channel,
            const Freed& freed) {
  const RulesetData& rules = world.rules;
  const AgentRow& row = world.agents[agent.value];
  const uint32_t own = row.load - freed.cost;
  Room room{int64_t{row.capacity} - own, AgentTrace::Limit::kAgent, own,
            row.capacity};
  const uint16_t column =
      rules.channel_columns == 0 ? 0 : rules.channel_slot[channel.value];
  if (column != 0) {
    const uint32_t limit = rules.ChannelCapacity(agent, channel);
    if (limit != UINT32_MAX) {
      const size_t i = agent.value * rules.channel_columns + column - 1;
      const uint32_t gone = freed.channel == channel ? freed.cost : 0;
      Narrow(AgentTrace::Limit::kChannel, world.channel_loads[i] - gone, limit,
             &room);
    }
  }
  if (rules.lists[list].capacity != UINT32_MAX) {
    const uint32_t member = world.FindMember(agent, list);
    if (member != Roster::kNobody) {
      Narrow(AgentTrace::Limit::kGroup, world.roster.Load(member) - freed.cost,
             rules.lists[list].capacity, &room);
    }
  }
  Narrow(AgentTrace::Limit::kMaximum, own, row.maximum, &room);
  return room;
}

bool UnderMaximum(const World& world, AgentId agent, uint32_t cost) {
  const AgentRow& row = world.agents[agent.value];
  return row.load + cost <= row.maximum;
}

}  // namespace kefu
