#include "src/moves/step_profile.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "src/facts/crowd.h"
#include "src/facts/profile_values.h"

namespace kefu {
namespace {

// Before what they depend on changes: which crowds the customer has been in
// since their last refresh.
void BringUpToDate(World& world, uint32_t customer) {
  const ProfileRow& before = world.profiles[customer];
  if (!world.rules.stores_crowds || !before.known) return;
  for (const CrowdId crowd : world.rules.declared_crowds) {
    const Refresh last = LastRefresh(world, crowd);
    if (!last.After(before.as_of, before.refreshes)) continue;
    world.profiles.SetBit(customer, crowd, InCrowd(world, customer, crowd));
  }
  ProfileRow& row = world.profiles.Write(customer);
  row.as_of = world.now.ms;
  row.refreshes = world.crowd_refreshes;
}

}  // namespace

Reason ToldProfile::Read(World& world, uint32_t customer,
                         const CustomerChanges& told) {
  customer_ = customer;
  dedicated_ = told.dedicated_agent;
  store_ = told.home_store;
  const ProfileBlock& old = world.profiles[customer].block;
  AttributeValues values;
  for (AttributeList rest = old.attributes(); auto value = rest.Take();) {
    values.push_back(*value);
  }
  if (const Reason r = TakeIn(world.rules, told.attributes, &values);
      r != Reason::kNone) {
    return r;
  }
  std::vector<uint32_t> ids(old.TagIds().begin(), old.TagIds().end());
  if (told.tags) {
    ids.clear();
    for (const TagId tag : *told.tags) {
      if (!world.rules.Knows(tag)) return Reason::kUnknownTag;
      ids.push_back(tag.value);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  if (dedicated_ && *dedicated_ && !world.Knows(*dedicated_)) {
    return Reason::kUnknownAgent;
  }
  if (store_ && *store_ && !world.rules.Knows(*store_)) {
    return Reason::kUnknownStore;
  }
  if (const Reason r = CheckLimits(world.rules.limits, values, ids.size());
      r != Reason::kNone) {
    return r;
  }
  const Attributes kept = Kept(std::move(values));
  world.profiles.Reserve(size_t{customer} + 1);
  new_block_ = !told.attributes.empty() || told.tags;
  if (new_block_) block_ = Profiles::Make(kept.list(), ids);
  return Reason::kNone;
}

void ToldProfile::Apply(World& world) {
  BringUpToDate(world, customer_);
  if (dedicated_) world.profiles.Write(customer_).dedicated = dedicated_->value;
  if (store_) world.profiles.Write(customer_).store = store_->value;
  if (!new_block_) return;
  world.profiles.SetBlock(customer_, block_);
  block_ = {};
  new_block_ = false;
}

}  // namespace kefu
