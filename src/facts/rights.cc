#include "src/facts/rights.h"

namespace kefu {

bool IsPermitted(const World& world, AgentId agent, Right right) {
  const AgentData& data = world.rules.agents[agent.value];
  const auto bit = static_cast<unsigned>(right);
  if ((data.rights >> bit & 1) == 0) return false;
  if ((data.certified >> bit & 1) == 0) return true;
  for (uint32_t i = 0; i < data.certificate_count; ++i) {
    const Certificate& own = world.rules.certificates[data.certificates + i];
    if (own.right == right && world.now < own.until) return true;
  }
  return false;
}

}  // namespace kefu
