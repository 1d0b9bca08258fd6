#include "src/facts/presence.h"

namespace kefu {

bool AnybodyPresent(const World& world, DeskId desk) {
  const DeskData& data = world.rules.desks[desk.value];
  for (const GroupId group : data.groups) {
    if (world.roster.Present(world.rules.ListOf(group), desk) != 0) return true;
  }
  return world.roster.Present(data.own_list, desk) != 0;
}

bool AnybodyPresentFor(const World& world, const Contact& contact, ListId list,
                       AgentId but) {
  const DeskId desk{contact.desk};
  const SessionMore& more = world.sessions.More(contact.row);
  uint32_t present = world.roster.PresentFor(list, desk, more.store);
  const auto leave_out = [&](uint32_t agent) {
    if (agent == 0) return;
    const uint32_t m = world.FindMember({agent}, list);
    if (m != Roster::kNobody &&
        world.rules.ServesStore(AgentId{agent}, more.store) &&
        world.roster.IsPresent(m, desk)) {
      --present;
    }
  };
  for (const uint32_t agent : BarredOf(more)) leave_out(agent);
  if (!Bars(more, but.value)) leave_out(but.value);
  return present != 0;
}

}  // namespace kefu
