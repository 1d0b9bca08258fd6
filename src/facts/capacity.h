// Capacity and room (A2, A12, A13): how much more an agent may be given.
//
// Several limits hold at once: his own, that of the channel, that of the
// group, and the hard maximum. The smallest room decides; of limits with equal
// room the first in this order is named: agent, channel, group, maximum.

#ifndef KEFU_FACTS_CAPACITY_H_
#define KEFU_FACTS_CAPACITY_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/trace.h"
#include "src/model/world.h"

namespace kefu {

struct Room {
  int64_t units = 0;  // negative if he is above the limit
  AgentTrace::Limit limit = AgentTrace::Limit::kAgent;
  uint32_t load = 0;      // that this limit counts
  uint32_t capacity = 0;  // of this limit
};

// A session of the list that the agent is thought not to have.
struct Freed {
  uint32_t cost = 0;
  ChannelId channel;
};

// The agent's room for a session of this channel in this list (a group's, or a
// desk's own, which has no limit).
Room RoomOf(const World& world, AgentId agent, ListId list, ChannelId channel,
            const Freed& freed = {});

// How many units of a session of this channel a member of a list may still be
// given: those of RoomOf. Without a channel: of one that has no limit.
int64_t UnitsFor(const World& world, uint32_t member, ChannelId channel);

// Whether the hard maximum permits `cost` more (A4, A13).
bool UnderMaximum(const World& world, AgentId agent, uint32_t cost);

}  // namespace kefu

#endif  // KEFU_FACTS_CAPACITY_H_
