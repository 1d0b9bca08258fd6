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

}  // namespace kefu

#endif  // KEFU_ENGINE_ENGINE_PARTS_H_
