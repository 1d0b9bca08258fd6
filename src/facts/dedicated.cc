#include "src/facts/dedicated.h"

#include <algorithm>
#include <span>

#include "src/facts/crowd.h"

namespace kefu {
namespace {

// The first of these crowds that he is in; none if he is in none of them.
CrowdId FirstCrowd(const World& world, uint32_t customer,
                   std::span<const CrowdId> crowds) {
  for (const CrowdId crowd : crowds) {
    if (InCrowd(world, customer, crowd)) return crowd;
  }
  return {};
}

TagId FirstTag(const World& world, uint32_t customer,
               std::span<const TagId> tags) {
  const auto own = world.profiles[customer].block.TagIds();
  if (own.empty()) return {};
  for (const TagId tag : tags) {
    if (std::binary_search(own.begin(), own.end(), tag.value)) return tag;
  }
  return {};
}

}  // namespace

AgentId DedicatedAgent(const World& world, uint32_t customer) {
  const RulesetData& rules = world.rules;
  const AgentId own{world.profiles[customer].dedicated};
  if (own && world.Knows(own)) return own;
  if (const CrowdId c = FirstCrowd(world, customer, rules.dedicated_crowds)) {
    return rules.crowds[c.value].dedicated;
  }
  if (const TagId tag = FirstTag(world, customer, rules.dedicated_tags)) {
    return rules.tags[tag.value].dedicated;
  }
  return {};
}

PriorityId DerivedPriority(const World& world, uint32_t customer) {
  const RulesetData& rules = world.rules;
  if (rules.dedicated_priority && DedicatedAgent(world, customer)) {
    return rules.dedicated_priority;
  }
  if (const CrowdId c = FirstCrowd(world, customer, rules.priority_crowds)) {
    return rules.crowds[c.value].priority;
  }
  if (const TagId tag = FirstTag(world, customer, rules.priority_tags)) {
    return rules.tags[tag.value].priority;
  }
  return {};
}

}  // namespace kefu
