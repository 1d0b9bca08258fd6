#include "src/facts/capacity.h"

#include <algorithm>

namespace kefu {
namespace {

// Calls see(limit, load, capacity) for what limits the agent, in the order in
// which it is named. `place`: his in the list, as a call.
template <class Place, class See>
KEFU_INLINE void EachLimit(const World& world, AgentId agent, ListId list,
                           Place&& place, ChannelId channel, const Freed& freed,
                           See&& see) {
  const RulesetData& rules = world.rules;
  const AgentRow& row = world.agents[agent.value];
  const uint32_t own = row.load - freed.cost;
  see(AgentTrace::Limit::kAgent, own, row.capacity);
  const uint16_t column =
      rules.channel_columns == 0 ? 0 : rules.channel_slot[channel.value];
  if (column != 0) {
    const uint32_t limit = rules.ChannelCapacity(agent, channel);
    if (limit != UINT32_MAX) {
      const size_t i = agent.value * rules.channel_columns + column - 1;
      const uint32_t gone = freed.channel == channel ? freed.cost : 0;
      see(AgentTrace::Limit::kChannel, world.channel_loads[i] - gone, limit);
    }
  }
  const uint32_t of_group = rules.lists[list].capacity;
  if (of_group != UINT32_MAX) {
    const uint32_t member = place();
    if (member != Roster::kNobody) {
      see(AgentTrace::Limit::kGroup, world.roster.Load(member) - freed.cost,
          of_group);
    }
  }
  see(AgentTrace::Limit::kMaximum, own, row.maximum);
}

}  // namespace

Room RoomOf(const World& world, AgentId agent, ListId list, ChannelId channel,
            const Freed& freed) {
  Room room{INT64_MAX, AgentTrace::Limit::kAgent, 0, 0};
  EachLimit(
      world, agent, list, [&] { return world.FindMember(agent, list); },
      channel, freed,
      [&](AgentTrace::Limit limit, uint32_t load, uint32_t capacity) {
        const int64_t units = int64_t{capacity} - load;
        if (units < room.units) room = {units, limit, load, capacity};
      });
  return room;
}

int64_t UnitsFor(const World& world, uint32_t member, ChannelId channel) {
  const Roster::Member& m = world.roster[member];
  int64_t least = INT64_MAX;
  EachLimit(
      world, AgentId{m.agent}, m.list, [&] { return member; }, channel, {},
      [&](AgentTrace::Limit, uint32_t load, uint32_t capacity) {
        least = std::min(least, int64_t{capacity} - load);
      });
  return least;
}

bool UnderMaximum(const World& world, AgentId agent, uint32_t cost) {
  const AgentRow& row = world.agents[agent.value];
  return row.load + cost <= row.maximum;
}

}  // namespace kefu
