#include "src/facts/presence.h"

namespace kefu {

bool AnybodyPresent(const World& world, DeskId desk) {
  const DeskData& data = world.rules.desks[desk.value];
  for (const GroupId group : data.groups) {
    if (world.roster.Present(world.rules.ListOf(group)) != 0) return true;
  }
  return world.roster.Present(data.own_list) != 0;
}

}  // namespace kefu
