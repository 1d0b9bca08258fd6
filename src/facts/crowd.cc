#include "src/facts/crowd.h"

#include <algorithm>

#include "src/facts/local_time.h"

namespace kefu {
namespace {

// The values of one attribute: several where it is a set.
template <class F>
void ForEachValue(AttributeList attributes, AttributeId attribute, F&& f) {
  while (const auto value = attributes.Take()) {
    if (value->attribute == attribute) f(*value);
  }
}

bool Within(const Condition& condition, int64_t number) {
  return condition.from <= number && number <= condition.to;
}

class Judge {
 public:
  Judge(const RulesetData& rules, const Condition& condition,
        const Profile& profile, int64_t today)
      : rules_(rules), c_(condition), profile_(profile), today_(today) {}

  bool Run() const {
    switch (c_.is) {
      case Operator::kKnown:
        return Count() != 0;
      case Operator::kUnknown:
        return Count() == 0;
      case Operator::kAnyOf:
        return Hits() != 0;
      case Operator::kAllOf:
        return Hits() == c_.count();
      case Operator::kNoneOf:
        return Hits() == 0;
      case Operator::kYes:
        return Number() == 1;
      case Operator::kNo:
        return Number() != 1;
      case Operator::kDiffers: {
        const auto number = Number();
        return number && *number != c_.from;
      }
      case Operator::kAtLeast:
      case Operator::kAtMost:
      case Operator::kEquals:
      case Operator::kBetween:
      case Operator::kDays:
      case Operator::kMonths:
      case Operator::kAnniversary:
        break;
    }
    const auto number = Number();
    return number && Within(c_, Measured(*number));
  }

 private:
  // What is compared with the bounds.
  int64_t Measured(int64_t number) const {
    switch (c_.is) {
      case Operator::kDays:
        return LocalDay(rules_, {number}) - today_;
      case Operator::kMonths:
        return MonthOf(LocalDay(rules_, {number})) - MonthOf(today_);
      case Operator::kAnniversary:
        return DaysToAnniversary(LocalDay(rules_, {number}), today_);
      default:
        return number;
    }
  }

  size_t Count() const {
    if (!c_.attribute) return profile_.tags.size();
    size_t count = 0;
    ForEachValue(profile_.attributes, c_.attribute,
                 [&](const AttributeValue&) { ++count; });
    return count;
  }
  std::optional<int64_t> Number() const {
    std::optional<int64_t> number;
    ForEachValue(profile_.attributes, c_.attribute,
                 [&](const AttributeValue& value) { number = value.number; });
    return number;
  }
  // How many of the condition's texts or tags he has. Both are sets.
  size_t Hits() const {
    size_t hits = 0;
    if (!c_.attribute) {
      for (const uint32_t tag : profile_.tags) {
        hits += std::binary_search(c_.tags.begin(), c_.tags.end(), tag);
      }
      return hits;
    }
    ForEachValue(
        profile_.attributes, c_.attribute, [&](const AttributeValue& value) {
          hits +=
              std::binary_search(c_.texts.begin(), c_.texts.end(), value.text);
        });
    return hits;
  }

  const RulesetData& rules_;
  const Condition& c_;
  const Profile& profile_;
  int64_t today_;
};

Profile ProfileOf(const World& world, uint32_t customer) {
  const ProfileBlock& block = world.profiles[customer].block;
  return {block.attributes(), block.TagIds()};
}

}  // namespace

bool Meets(const RulesetData& rules, const Condition& condition,
           const Profile& profile, int64_t today) {
  return Judge(rules, condition, profile, today).Run();
}

bool Meets(const RulesetData& rules, const CrowdData& crowd,
           const Profile& profile, int64_t today) {
  const auto meets = [&](const Condition& condition) {
    return Meets(rules, condition, profile, today);
  };
  return std::all_of(crowd.all.begin(), crowd.all.end(),
                     [&](const std::vector<Condition>& any) {
                       return std::any_of(any.begin(), any.end(), meets);
                     });
}

Refresh LastRefresh(const World& world, CrowdId crowd) {
  // Hours come before the refresh of their instant (T2).
  const Instant now{world.now.ms - (world.hours_turn ? 1 : 0)};
  const Instant daily = LastRefreshTime(world.rules, now);
  const CrowdState& state = world.crowd_states[crowd.value];
  if (state.number == 0 || state.refreshed_at < daily.ms) return {daily, 0};
  return {{state.refreshed_at}, state.number};
}

bool InCrowd(const World& world, uint32_t customer, CrowdId crowd) {
  const CrowdData& data = world.rules.crowds[crowd.value];
  if (!data.alive || !data.on) return false;
  if (world.rules.live_crowds) {
    return Meets(world.rules, data, ProfileOf(world, customer),
                 LocalDay(world.rules, world.now));
  }
  const ProfileRow& row = world.profiles[customer];
  if (!row.known) return false;
  const Refresh last = LastRefresh(world, crowd);
  if (!last.After(row.as_of, row.refreshes)) {
    return world.profiles.Bit(customer, crowd);
  }
  return Meets(world.rules, data, ProfileOf(world, customer),
               LocalDay(world.rules, last.at));
}

std::vector<CrowdId> CrowdsOf(const World& world, uint32_t customer) {
  std::vector<CrowdId> crowds;
  for (const CrowdId crowd : world.rules.declared_crowds) {
    if (InCrowd(world, customer, crowd)) crowds.push_back(crowd);
  }
  return crowds;
}

}  // namespace kefu
