#include "src/facts/presence.h"

namespace kefu {

bool AnybodyPresent(const World& world, DeskId desk) {
  const DeskData& data = world.rules.desks[desk.value];
  for (const GroupId group : data.groups) {
    if (world.roster.Present(world.rules.ListOf(group), desk) != 0) return true;
  }
  return world.roster.Present(data.own_list, desk) != 0;
}

}  // namespace kefu
