#include "src/facts/list_trace.h"

#include <array>
#include <cstddef>

#include "src/facts/capacity.h"
#include "src/facts/hours.h"
#include "src/facts/standing.h"

namespace kefu {

Reason WhyNobody(const World& world, ListId list, const RouteRequest& request) {
  const Needs needs = NeedsOf(world, request, list);
  const uint32_t session = request.exclusion.session;
  if (session == 0 || !world.sessions[session].has_far) {
    return world.roster.WhyNobody(list, needs);
  }
  std::array<uint32_t, kMostBarred + 1> barred;
  size_t count = 0;
  for (const uint32_t agent : BarredOf(world.sessions.More(session))) {
    const uint32_t member =
        agent != 0 ? world.FindMember({agent}, list) : Roster::kNobody;
    if (member != Roster::kNobody) barred[count++] = member;
  }
  return world.roster.WhyNobody(list, needs, {barred.data(), count});
}

Reason WhyWaiting(const World& world, ListId list,
                  const RouteRequest& request) {
  const uint32_t session = request.exclusion.session;
  if (session != 0 && world.sessions.More(session).dedicated != 0) {
    return Reason::kDedicatedAbsent;
  }
  const uint8_t klass = world.rules.ClassOf(list, request.desk, request.cost);
  return world.rules.lists[list].chooses || world.roster.IsClosed(list, klass)
             ? WhyNobody(world, list, request)
             : Reason::kNoGroup;
}

namespace {

// Why the two do not go together, whatever he does (R11, D7, D8); kNone if
// they do.
Reason Misfit(const World& world, const MemberData& m, const Needs& needs,
              uint32_t store) {
  if (!world.rules.ServesStore(AgentId{m.agent}, store)) {
    return Reason::kOtherStore;
  }
  const MemberKind& kind = world.rules.lists[m.list].kinds[m.kind];
  if ((needs.skills & ~kind.skills) != 0) return Reason::kSkillMissing;
  return kind.tier > needs.tiers ? Reason::kTierClosed : Reason::kNone;
}

// What keeps him from it; kNone if he is available for it.
Reason ReasonOf(const World& world, const RouteRequest& request,
                const Needs& needs, uint32_t member, const Seat& seat) {
  const MemberData& m = world.rules.members[member];
  const ListData& data = world.rules.lists[m.list];
  const AgentId agent{m.agent};
  const uint32_t dedicated =
      world.sessions.More(request.exclusion.session).dedicated;
  // Who is waited for is asked neither his tier nor his skills, nor the list's
  // way (R6).
  if (dedicated == m.agent) {
    return ReasonUnavailable(world, agent, request.desk, m.list, request.cost);
  }
  // Whoever is there and is not given it, whatever else keeps him from it.
  if (world.roster.IsPresent(member, request.desk)) {
    if (IsExcluded(world, request.exclusion, agent)) return Reason::kExcluded;
    if (dedicated != 0) return Reason::kAwaitsDedicated;
    const Reason misfit = Misfit(world, m, needs, request.store);
    if (misfit != Reason::kNone) return misfit;
  }
  const uint8_t duty = data.classes[needs.klass].duty_bit;
  const bool online = world.agents[m.agent].status == AgentStatus::kOnline;
  if (online && (seat.duty >> duty & 1) == 0) {
    return ReasonOffDuty(world, agent);
  }
  if (seat.reason == Reason::kNone && (seat.mask >> needs.klass & 1) == 0) {
    return Reason::kAtCapacity;
  }
  // A list that hands nothing out: whoever is there accepts by hand.
  return !data.chooses && seat.reason == Reason::kWeightZero
             ? Reason::kAutoAcceptOff
             : seat.reason;
}

}  // namespace

void TraceList(const World& world, const RouteRequest& request, ListId list,
               AgentId chosen, Explanation* trace) {
  const ChannelId channel = world.rules.desks[request.desk.value].channel;
  const Needs needs = NeedsOf(world, request, list);
  const ListData& data = world.rules.lists[list];
  const uint8_t first = world.roster.FirstLevel(list, needs);
  trace->agents.reserve(trace->agents.size() + data.members_count);
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const uint32_t member = data.members_begin + i;
    const MemberData& m = world.rules.members[member];
    const AgentId agent{m.agent};
    const Seat seat = StandingOf(world, member);
    const Room room = RoomOf(world, agent, list, channel);
    AgentTrace told{agent, ReasonOf(world, request, needs, member, seat),
                    AgentTrace::Limit::kNone, room.load, room.capacity};
    if (told.reason == Reason::kAtCapacity) {
      told.limit = room.limit;
    } else if (told.reason == Reason::kNone &&
               world.roster.IsClosed(list, needs.klass)) {
      told.reason = world.roster.WhyNobody(list, needs);
    } else if (told.reason == Reason::kNone) {
      const bool later = data.by_level && data.kinds[m.kind].level > first;
      told.reason = agent == chosen ? Reason::kChosen
                    : later         ? Reason::kLaterLevel
                                    : Reason::kBeaten;
    }
    trace->agents.push_back(told);
  }
}

}  // namespace kefu
