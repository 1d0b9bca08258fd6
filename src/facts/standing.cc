#include "src/facts/standing.h"

#include <algorithm>

#include "src/facts/capacity.h"
#include "src/facts/hours.h"

namespace kefu {
namespace {

// The key of D4, smallest first: 24 bits of load relative to weight or
// capacity, then 40 bits of the last assignment's running number; who never
// had one comes first, in declared order.
//
// Fractions of denominators up to 100 (weights) differ by more than 2^-14,
// and up to 1000 (capacities) by more than 2^-20, so scaled and cut off they
// compare as the exact ones. An agent is seated only below his capacity, so
// both fit 24 bits.
constexpr int kOrderBits = 40;
constexpr uint64_t kFirstAssignment = uint64_t{1} << 20;  // above all places

uint64_t LeastLoadedKey(const ListData& list, const Roster::Member& m,
                        uint32_t place, const AgentRow& agent) {
  const uint32_t scaled =
      list.relative_to == RelativeTo::kWeight
          ? (agent.load << 14) / m.weight
          : static_cast<uint32_t>((uint64_t{agent.load} << 20) /
                                  agent.capacity);
  uint64_t last = agent.last_assigned;
  if (list.no_flood) {
    last = std::max(last, agent.online_number);
  }
  const uint64_t order = last == 0 ? place : kFirstAssignment + last;
  return uint64_t{scaled} << kOrderBits | order;
}

// The key of D5, smallest first: load or none, then how long idle, counted
// from the engine's first event (43 bits are 278 years), then declared order.
constexpr int kIdlePlaceBits = 20;
constexpr int kIdleBits = 43;

uint64_t LongestIdleKey(const World& world, uint32_t place,
                        const AgentRow& agent) {
  const auto since =
      static_cast<uint64_t>(agent.idle_since - world.first_at.ms);
  constexpr uint64_t kMost = (uint64_t{1} << kIdleBits) - 1;
  const uint64_t load = agent.load != 0 ? 1 : 0;
  return load << (kIdlePlaceBits + kIdleBits) |
         std::min(since, kMost) << kIdlePlaceBits | place;
}

KEFU_INLINE uint64_t KeyOf(const World& world, const ListData& list,
                           uint32_t member, const AgentRow& agent) {
  const Roster::Member& m = world.roster[member];
  const uint32_t place = world.roster.Place(member);
  switch (world.roster.Way(m.list)) {
    case Distribution::kLeastLoaded:
    case Distribution::kTiers:
      return LeastLoadedKey(list, m, place, agent);
    case Distribution::kSequential:
    case Distribution::kEven:
      return place;
    case Distribution::kLongestIdle:
      return LongestIdleKey(world, place, agent);
    case Distribution::kWeighted:
      return 0;  // the roster keeps the current values
    case Distribution::kManual:
      return 0;  // nobody is seated
  }
  return 0;
}

uint8_t MaskOfClasses(const World& world, const ListData& list, uint32_t member,
                      uint8_t duty) {
  uint16_t channel = 0;
  int64_t units = -1;  // for that one, which most have; negative: not asked yet
  uint8_t mask = 0;
  for (size_t k = 0; k < list.classes.size(); ++k) {
    const SessionClass& klass = list.classes[k];
    if ((duty >> klass.duty_bit & 1) == 0) continue;
    if (units < 0 || klass.channel != channel) {
      channel = klass.channel;
      units = UnitsFor(world, member, {channel});
    }
    if (units >= klass.cost) mask = static_cast<uint8_t>(mask | 1u << k);
  }
  return mask;
}

KEFU_INLINE uint8_t MaskOf(const World& world, const ListData& list,
                           uint32_t member, uint8_t duty) {
  if (!list.one_class) return MaskOfClasses(world, list, member, duty);
  const AgentRow& row = world.agents[world.roster[member].agent];
  const uint32_t most = std::min(row.capacity, row.maximum);
  return row.load + list.first_cost <= most ? 1 : 0;
}

}  // namespace

Reason StatusReason(AgentStatus status) {
  switch (status) {
    case AgentStatus::kOnline:
      return Reason::kNone;
    case AgentStatus::kSuspended:
      return Reason::kSuspended;
    case AgentStatus::kAway:
      return Reason::kAgentAway;
    case AgentStatus::kOffline:
    case AgentStatus::kNone:
      return Reason::kAgentOffline;
  }
  return Reason::kAgentOffline;
}

AgentStatus StatusAt(const World& world, AgentId agent, DeskId desk) {
  const bool absent = !world.logins.Holds(agent, desk) &&
                      world.rules.IsParticipant(agent, desk);
  return absent ? AgentStatus::kOffline : world.agents[agent.value].status;
}

bool AcceptsAutomatically(const AgentRow& agent) {
  return agent.auto_accept == AutoAccept::kOn || agent.filling;
}

Reason ReasonPaused(const AgentRow& agent) {
  if (agent.wrapping_up) return Reason::kWrapUp;
  return agent.ramped ? Reason::kRamp : Reason::kNone;
}

Reason ReasonUnavailable(const World& world, AgentId agent, DeskId desk,
                         ListId list, uint32_t cost) {
  const AgentRow& row = world.agents[agent.value];
  const Reason status = StatusReason(StatusAt(world, agent, desk));
  if (status != Reason::kNone) return status;
  if (!world.rules.IsParticipant(agent, desk)) return Reason::kNotParticipant;
  if (world.rules.any_duty && !IsOnDuty(world, agent, desk)) {
    return ReasonOffDuty(world, agent);
  }
  if (row.disconnected) return Reason::kDisconnected;
  if (!AcceptsAutomatically(row)) return Reason::kAutoAcceptOff;
  const Reason paused = ReasonPaused(row);
  if (paused != Reason::kNone) return paused;
  const ChannelId channel = world.rules.desks[desk.value].channel;
  const Room room = RoomOf(world, agent, list, channel);
  return room.units >= int64_t{cost} ? Reason::kNone : Reason::kAtCapacity;
}

namespace {

// What keeps who is online from being given anything here automatically.
Reason ReasonByHand(const World& world, const Roster::Member& m,
                    const AgentRow& agent) {
  if (agent.disconnected) return Reason::kDisconnected;
  if (!AcceptsAutomatically(agent)) return Reason::kAutoAcceptOff;
  if (world.roster.ByHand(m.list)) return Reason::kByHand;
  return m.weight == 0 ? Reason::kWeightZero : ReasonPaused(agent);
}

// `duties`: of who is not offline, as a call.
template <class Duties>
KEFU_INLINE Seat Stand(const World& world, uint32_t member, Duties&& duties) {
  const Roster::Member& m = world.roster[member];
  const AgentRow& agent = world.agents[m.agent];
  Seat seat{StatusReason(agent.status), 0, 0, 0, 0};
  if (seat.reason == Reason::kAgentOffline) return seat;
  seat.duty = duties();
  if (seat.reason != Reason::kNone) return seat;
  if (seat.duty == 0) {
    seat.reason = ReasonOffDuty(world, AgentId{m.agent});
    return seat;
  }
  seat.capacity = agent.capacity;
  seat.reason = ReasonByHand(world, m, agent);
  if (seat.reason != Reason::kNone) return seat;
  const ListData& list = world.rules.lists[m.list];
  seat.mask = MaskOf(world, list, member, seat.duty);
  if (seat.mask == 0) {
    seat.reason = Reason::kAtCapacity;
    return seat;
  }
  seat.key = KeyOf(world, list, member, agent);
  return seat;
}

}  // namespace

Seat StandingOf(const World& world, uint32_t member) {
  return Stand(world, member,
               [&] { return DutiesOf(world, world.rules.members[member]); });
}

Seat StandingByLoad(const World& world, uint32_t member) {
  return Stand(world, member, [&] {
    const Seat& seat = world.roster.SeatOf(member);
    // A seat does not say it of who is offline.
    return seat.reason == Reason::kAgentOffline
               ? DutiesOf(world, world.rules.members[member])
               : seat.duty;
  });
}

}  // namespace kefu
