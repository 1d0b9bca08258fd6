// A1, D1 to D6: whom a list gives a session to.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// A desk's own list has members only where there are no groups (R12).
std::vector<Member> Oracle::Members(List list) const {
  std::vector<Member> members;
  if (list.group >= 0) {
    const auto& group = config_.groups[static_cast<size_t>(list.group)];
    for (const MemberConfig& m : group.agents) {
      members.push_back({settings_.Agent(m.agent), m.weight, m.tier});
    }
  } else if (config_.groups.empty()) {
    // R13: in the order of the slots that are open now.
    std::vector<int> agents = SlotAgents(list.desk, true);
    for (const int agent : Participants(list.desk)) agents.push_back(agent);
    for (size_t i = 0; i < agents.size(); ++i) {
      const auto begin = agents.begin(), here = begin + static_cast<int>(i);
      if (std::find(begin, here, *here) == here) members.push_back({*here, 1});
    }
  }
  return members;
}

// Its members; of a desk's own list beside groups, from which nobody is given
// anything, those whom the desk names.
std::vector<int> Oracle::PeopleOf(List list) const {
  std::vector<int> people;
  const auto add = [&people](int agent) {
    if (std::count(people.begin(), people.end(), agent) == 0) {
      people.push_back(agent);
    }
  };
  for (const Member& member : Members(list)) add(member.agent);
  const auto& named = config_.desks[static_cast<size_t>(list.desk)].agents;
  if (list.group >= 0 || config_.groups.empty()) return people;
  if (named) {
    for (const auto& name : *named) add(settings_.Agent(name));
  }
  for (const int agent : SlotAgents(list.desk, false)) add(agent);
  return people;
}

// In the order in which the reasons are given. `login`: the agent whose log-in
// is being filled (A3), or kNone.
Reason Oracle::Standing(const Member& member, List list, const S& session,
                        int login) const {
  const AgentState& agent = At(member.agent);
  switch (agent.status) {
    case AgentStatus::kOffline:
      return Reason::kAgentOffline;
    case AgentStatus::kAway:
      return Reason::kAgentAway;
    case AgentStatus::kSuspended:
      return Reason::kSuspended;
    default:
      break;
  }
  if (!OnDuty(member.agent, list)) return OffDutyReason(member.agent);
  if (agent.lost_at) return Reason::kDisconnected;
  const bool accepts =
      agent.auto_accept == AutoAccept::kOn ||
      (agent.auto_accept == AutoAccept::kOnLogin && member.agent == login);
  if (!accepts) return Reason::kAutoAcceptOff;
  if (WayOf(list) == Distribution::kManual) return Reason::kByHand;
  if (member.weight == 0) return Reason::kWeightZero;
  if (WrapsUp(member.agent)) return Reason::kWrapUp;
  if (Ramped(member.agent)) return Reason::kRamp;
  return Room(member.agent, list.group, session.desk) < session.cost
             ? Reason::kAtCapacity
             : Reason::kNone;
}

// Whom a list does not give this session to (S3, X2).
bool Oracle::Barred(const S& session, int agent) {
  return session.giver == agent || session.lapsed.count(agent) != 0;
}

Choice Oracle::Choose(List list, const S& session, int excluded, int login) {
  // R2, R13
  if (!DeskOpen(session.desk) || AllDay(session.desk)) return {};
  const std::vector<Member> members = Members(list);
  std::vector<size_t> places;  // of those available
  for (size_t i = 0; i < members.size(); ++i) {
    const int agent = members[i].agent;
    if (agent == excluded || Barred(session, agent)) continue;
    if (Misfit(members[i], list, session) != Reason::kNone) continue;
    if (Standing(members[i], list, session, login) == Reason::kNone) {
      places.push_back(i);
    }
  }
  if (places.empty()) return {};
  const auto asked = static_cast<uint32_t>(places.size());
  places = FirstLevel(members, places, list);
  ListState state = lists_[KeyOf(list)];
  size_t picked = places[0];
  switch (WayOf(list)) {
    case Distribution::kSequential:
    case Distribution::kManual:
      break;
    case Distribution::kEven:
      picked = PickEven(places, members, list, state);
      state.last = members[picked].agent;
      break;
    case Distribution::kWeighted:
      picked = PickWeighted(places, members, &state);
      break;
    case Distribution::kLeastLoaded:
    case Distribution::kTiers:
      picked = PickLeastLoaded(places, members, list, session.desk);
      break;
    case Distribution::kLongestIdle:
      picked = PickLongestIdle(places, members);
      break;
  }
  // Only an assignment moves the way: not that somebody is asked (A16), nor
  // that the owner has his session again (A9).
  const bool moves = !AsksFirst(session, list.group) &&
                     !(anew_ && members[picked].agent == session.owner);
  if (moves) lists_[KeyOf(list)] = state;
  return {members[picked].agent, asked};
}

// D2: the next one after the last, in a circle.
size_t Oracle::PickEven(const std::vector<size_t>& places,
                        const std::vector<Member>& members, List list,
                        const ListState& state) const {
  const auto& desk = config_.desks[static_cast<size_t>(list.desk)];
  int last = kNone;
  for (size_t i = 0; i < members.size(); ++i) {
    if (members[i].agent == state.last) last = static_cast<int>(i);
  }
  // R13: who is in no open slot leaves no trace in the circle of now.
  if (list.group < 0 && !desk.slots.empty() && last >= 0 &&
      !InOpenSlot(state.last, list.desk)) {
    last = kNone;
  }
  for (const size_t place : places) {
    if (static_cast<int>(place) > last) return place;
  }
  return places[0];
}

// D3: as nginx does it, over those available.
size_t Oracle::PickWeighted(const std::vector<size_t>& places,
                            const std::vector<Member>& members,
                            ListState* state) {
  int64_t total = 0;
  std::optional<size_t> best;
  for (const size_t place : places) {
    const auto value = [&](size_t i) -> int64_t& {
      return state->current[members[i].agent];
    };
    value(place) += members[place].weight;
    total += members[place].weight;
    if (!best || value(place) > value(*best)) best = place;
  }
  state->current[members[*best].agent] -= total;
  return *best;
}

// D4: the smallest fraction load / divisor, then the oldest last assignment,
// then the order of the list.
size_t Oracle::PickLeastLoaded(const std::vector<size_t>& places,
                               const std::vector<Member>& members, List list,
                               int desk) const {
  const bool by_capacity =
      settings_.RelativeOf(list.group, desk) == RelativeTo::kCapacity;
  const auto divisor = [&](size_t place) {
    return by_capacity ? At(members[place].agent).capacity
                       : members[place].weight;
  };
  const bool no_flood = settings_.NoFlood(list.group, desk);
  const auto number = [&](size_t place) {
    const AgentState& agent = At(members[place].agent);
    return no_flood ? std::max(agent.last_assignment, agent.online_number)
                    : agent.last_assignment;
  };
  size_t best = places[0];
  for (const size_t place : places) {
    const int64_t left = Load(members[place].agent) * divisor(best);
    const int64_t right = Load(members[best].agent) * divisor(place);
    const bool longer_ago = number(place) < number(best);
    if (left < right || (left == right && longer_ago)) best = place;
  }
  return best;
}

// D5: those who serve nobody first, then who is idle longest, then the order
// of the list.
size_t Oracle::PickLongestIdle(const std::vector<size_t>& places,
                               const std::vector<Member>& members) const {
  const auto key = [&](size_t place) {
    const int agent = members[place].agent;
    return std::pair(Load(agent) > 0, At(agent).idle_since);
  };
  size_t best = places[0];
  for (const size_t place : places) {
    if (key(place) < key(best)) best = place;
  }
  return best;
}

}  // namespace kefu::oracle
