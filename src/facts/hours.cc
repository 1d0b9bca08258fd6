#include "src/facts/hours.h"

namespace kefu {
namespace {

bool InSlot(const World& world, AgentId agent, DeskId desk) {
  const DeskData& data = world.rules.desks[desk.value];
  if (data.slots.empty()) return true;
  const uint32_t own = world.FindMember(agent, data.own_list);
  return own != Roster::kNobody && world.roster.InOpenSlot(data.own_list, own);
}

}  // namespace

bool IsGroupOpen(const World& world, GroupId group) {
  return world.hours.IsOpen(world.rules.groups[group.value].schedule);
}

uint8_t FindDuties(const World& world, const MemberData& m) {
  const RulesetData& rules = world.rules;
  const AgentId agent{m.agent};
  if (world.hours.OnLeave(agent) ||
      !world.hours.IsOpen(rules.agents[m.agent].schedule) ||
      !IsGroupOpen(world, m.group)) {
    return 0;
  }
  const std::vector<uint16_t>& desks = rules.lists[m.list].duty_desks;
  unsigned duties = 0;
  for (size_t i = 0; i < desks.size(); ++i) {
    const DeskId desk{desks[i]};
    if (world.logins.Holds(agent, desk) && InSlot(world, agent, desk)) {
      duties |= 1u << i;
    }
  }
  return static_cast<uint8_t>(duties);
}

Reason ReasonOffDuty(const World& world, AgentId agent) {
  return world.hours.OnLeave(agent) ? Reason::kOnLeave : Reason::kNotOnDuty;
}

bool IsOnDuty(const World& world, AgentId agent, DeskId desk) {
  const RulesetData& rules = world.rules;
  for (const uint32_t member : world.MembersOf(agent)) {
    const MemberData& m = rules.members[member];
    const bool here =
        m.group ? m.everywhere || rules.groups[m.group.value].Serves(desk)
                : rules.lists[m.list].desk == desk;
    if (here && (DutiesOf(world, m) >> rules.DutyBit(m.list, desk) & 1) != 0) {
      return true;
    }
  }
  return false;
}

bool IsPresent(const World& world, AgentId agent, DeskId desk) {
  if (world.agents[agent.value].status != AgentStatus::kOnline) return false;
  if (!world.rules.IsParticipant(agent, desk)) {
    return !world.hours.OnLeave(agent);
  }
  return !world.rules.any_duty || IsOnDuty(world, agent, desk);
}

}  // namespace kefu
