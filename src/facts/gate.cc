#include "src/facts/gate.h"

namespace kefu {

Reason AskDeleted(const World& world, DeskId desk, LinkId link) {
  const bool desk_gone = !world.rules.Serves(desk);
  const bool link_gone = link && (!world.rules.Knows(link) ||
                                  world.rules.links[link.value].deleted);
  return desk_gone || link_gone ? Reason::kDeskDeleted : Reason::kNone;
}

Reason AskBlocked(const World& world, uint32_t customer, DeskId desk) {
  const auto holds = [&](ContactRow c, DeskId where) {
    return c != 0 && world.contacts[c].blocked &&
           world.now < world.blocks.Until(customer, where);
  };
  if (holds(customer, {})) return Reason::kBlocked;
  return holds(world.contacts.Find(customer, desk), desk) ? Reason::kBlocked
                                                          : Reason::kNone;
}

}  // namespace kefu
