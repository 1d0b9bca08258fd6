// The world inside an engine, for those who save and restore it.

#ifndef KEFU_ENGINE_ENGINE_PARTS_H_
#define KEFU_ENGINE_ENGINE_PARTS_H_

#include "kefu/engine.h"
#include "src/model/world.h"

namespace kefu {

struct EngineParts {
  static const World& WorldOf(const Engine& engine);
  static World& WorldOf(Engine& engine);
};

// The list of a group, or the own one of a desk, which is what questions are
// about; 0, in which nobody ever is, for what the ruleset does not have.
inline ListId FindList(const World& world, GroupId group) {
  return world.rules.Knows(group) ? world.rules.ListOf(group) : 0;
}
inline ListId FindList(const World& world, DeskId desk) {
  return world.rules.Knows(desk) ? world.rules.desks[desk.value].own_list : 0;
}

}  // namespace kefu

#endif  // KEFU_ENGINE_ENGINE_PARTS_H_
