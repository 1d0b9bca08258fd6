#include "src/facts/audience.h"

#include <algorithm>
#include <optional>

#include "kefu/attributes.h"
#include "src/facts/crowd.h"

namespace kefu {
namespace {

std::optional<int64_t> NumberOf(const World& world, uint32_t customer,
                                AttributeId attribute) {
  for (AttributeList rest = world.profiles[customer].block.attributes();
       const auto value = rest.Take();) {
    if (value->attribute == attribute) return value->number;
  }
  return std::nullopt;
}

bool HasAnyTag(const World& world, uint32_t customer,
               const std::vector<uint32_t>& tags) {
  const auto own = world.profiles[customer].block.TagIds();
  return std::any_of(own.begin(), own.end(), [&](uint32_t tag) {
    return std::binary_search(tags.begin(), tags.end(), tag);
  });
}

bool FollowsAny(const World& world, uint32_t customer) {
  for (uint32_t i = world.marks.First(customer); i != 0;
       i = world.marks.Next(i)) {
    if (world.marks[i].kind == MarkKind::kFollows) return true;
  }
  return false;
}

bool IsInAudience(const World& world, const CampaignData& campaign,
                  uint32_t customer) {
  switch (campaign.audience) {
    case Audience::kAll:
      return true;
    case Audience::kNewCustomers:
      return NumberOf(world, customer, world.rules.orders_attribute)
                 .value_or(0) <= 0;
    case Audience::kMembers:
      return NumberOf(world, customer, world.rules.member_attribute) == 1;
    case Audience::kFollowers:
      return FollowsAny(world, customer);
    case Audience::kTags:
      return HasAnyTag(world, customer, campaign.tags);
    case Audience::kCrowds:
      return std::any_of(
          campaign.crowds.begin(), campaign.crowds.end(),
          [&](CrowdId crowd) { return InCrowd(world, customer, crowd); });
  }
  return false;
}

// A store that stands above others is all of them (R9).
bool IsInStores(const RulesetData& rules, const std::vector<uint32_t>& stores,
                uint32_t store) {
  if (store == 0) return false;
  const uint32_t place = rules.stores[store].begin;
  return std::any_of(stores.begin(), stores.end(), [&](uint32_t one) {
    return rules.stores[one].begin <= place && place < rules.stores[one].end;
  });
}

template <class T>
bool IsOneOf(const std::vector<T>& sorted, T value) {
  return sorted.empty() ||
         std::binary_search(sorted.begin(), sorted.end(), value);
}

}  // namespace

bool RunsNow(const World& world, const CampaignData& campaign) {
  return campaign.from <= world.now && world.now < campaign.until;
}

bool IsFor(const World& world, const CampaignData& campaign,
           const Visit& visit) {
  return RunsNow(world, campaign) &&
         IsOneOf(campaign.channels, visit.channel.value) &&
         IsOneOf(campaign.pages, visit.page.value) &&
         (campaign.stores.empty() ||
          IsInStores(world.rules, campaign.stores, visit.store)) &&
         IsInAudience(world, campaign, visit.customer);
}

}  // namespace kefu
