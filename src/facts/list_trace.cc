#include "src/facts/list_trace.h"

#include <array>
#include <cstddef>

#include "src/facts/capacity.h"
#include "src/facts/hours.h"
#include "src/facts/standing.h"

namespace kefu {

Reason WhyNobody(const World& world, ListId list, uint8_t klass,
                 uint32_t session) {
  if (session == 0 || !world.sessions[session].has_more) {
    return world.roster.WhyNobody(list, klass);
  }
  std::array<uint32_t, kMostBarred + 1> barred;
  size_t count = 0;
  for (const uint32_t agent : BarredOf(world.sessions.More(session))) {
    const MemberData* const m =
        agent != 0 ? world.rules.FindMember({agent}, list) : nullptr;
    if (m == nullptr) continue;
    barred[count++] = world.rules.IndexOf(*m);
  }
  return world.roster.WhyNobody(list, klass, {barred.data(), count});
}

Reason WhyWaiting(const World& world, ListId list, uint32_t session) {
  const uint8_t klass = world.sessions[session].klass;
  return world.rules.lists[list].chooses || world.roster.IsClosed(list, klass)
             ? WhyNobody(world, list, klass, session)
             : Reason::kNoGroup;
}

void TraceList(const World& world, const RouteRequest& request, ListId list,
               AgentId chosen, Explanation* trace) {
  const ChannelId channel = world.rules.desks[request.desk.value].channel;
  const uint8_t klass = world.rules.ClassOf(list, request.desk, request.cost);
  const ListData& data = world.rules.lists[list];
  const uint8_t duty = data.classes[klass].duty_bit;
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const uint32_t member = data.members_begin + i;
    const AgentId agent{world.rules.members[member].agent};
    const Seat seat = StandingOf(world, member);
    const Room room = RoomOf(world, agent, list, channel);
    AgentTrace told{agent, seat.reason, AgentTrace::Limit::kNone, room.load,
                    room.capacity};
    const bool online =
        world.agents[agent.value].status == AgentStatus::kOnline;
    if (online && (seat.duty >> duty & 1) == 0) {
      told.reason = ReasonOffDuty(world, agent);
    } else if (seat.reason == Reason::kNone && (seat.mask >> klass & 1) == 0) {
      told.reason = Reason::kAtCapacity;
    }
    // Whoever is there and is not given it, whatever else keeps him from it.
    if (world.roster.IsPresent(member, request.desk) &&
        IsExcluded(world, request.exclusion, agent)) {
      told.reason = Reason::kExcluded;
    }
    // A list that hands nothing out: whoever is there accepts by hand.
    if (!data.chooses && told.reason == Reason::kWeightZero) {
      told.reason = Reason::kAutoAcceptOff;
    }
    if (told.reason == Reason::kAtCapacity) {
      told.limit = room.limit;
    } else if (told.reason == Reason::kNone &&
               world.roster.IsClosed(list, klass)) {
      told.reason = world.roster.WhyNobody(list, klass);
    } else if (told.reason == Reason::kNone) {
      told.reason = agent == chosen ? Reason::kChosen : Reason::kBeaten;
    }
    trace->agents.push_back(told);
  }
}

}  // namespace kefu
