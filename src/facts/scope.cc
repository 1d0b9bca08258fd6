#include "src/facts/scope.h"

#include <algorithm>
#include <vector>

#include "src/facts/crowd.h"

namespace kefu {
namespace {

bool Holds(const World& world, const GroupData& group, ScopeDimension dimension,
           const ScopeValues& values) {
  const std::vector<uint32_t>& named = group.scope[At(dimension)];
  if (dimension != ScopeDimension::kCrowd) {
    return std::binary_search(named.begin(), named.end(), values[dimension]);
  }
  return std::any_of(named.begin(), named.end(), [&](uint32_t crowd) {
    return InCrowd(world, values.customer, {static_cast<uint16_t>(crowd)});
  });
}

class Matcher {
 public:
  Matcher(const World& world, DeskId desk, const ScopeValues& values,
          bool skip_absent)
      : world_(world),
        rules_(world.rules),
        desk_(desk),
        data_(world.rules.desks[desk.value]),
        values_(values),
        skip_absent_(skip_absent) {}

  GroupId Run() {
    for (uint8_t rank = 0; rank < data_.scope_dimensions; ++rank) {
      const ScopeDimension dimension = data_.scope_order[rank];
      if (Look(GroupsUnder(dimension), dimension)) return found_;
      higher_ = static_cast<DimensionBits>(higher_ | 1u << At(dimension));
    }
    if (Look(&rules_.unscoped, ScopeDimension::kNone)) return found_;
    return best_;
  }

 private:
  using Entries = std::vector<ScopeEntry>;

  // Those that may match in this dimension; null: none.
  const Entries* GroupsUnder(ScopeDimension dimension) const {
    if (dimension == ScopeDimension::kCrowd) return &rules_.groups_by_crowd;
    const auto& by_value = rules_.groups_by_value[At(dimension)];
    const uint32_t value = values_[dimension];
    return value != 0 && value < by_value.size() ? &by_value[value] : nullptr;
  }

  // Whether one of these groups, which are in declared order, is the one. A
  // group is looked at only under the highest dimension that it fills.
  bool Look(const Entries* groups, ScopeDimension dimension) {
    if (groups == nullptr) return false;
    for (const ScopeEntry& entry : *groups) {
      if ((entry.filled & higher_) != 0) continue;
      if (!Matches(entry, dimension)) continue;
      const GroupId id = entry.group;
      if (!skip_absent_ ||
          world_.roster.Present(rules_.ListOf(id), desk_) != 0) {
        found_ = id;
        return true;
      }
      if (!best_) best_ = id;
    }
    return false;
  }

  // The index has matched one dimension, unless that is the crowds; a group
  // that fills no other and serves every desk needs no further look.
  bool Matches(const ScopeEntry& entry, ScopeDimension dimension) const {
    const bool indexed = dimension != ScopeDimension::kCrowd;
    if (indexed && entry.everywhere &&
        (entry.filled & (entry.filled - 1)) == 0) {
      return true;
    }
    const GroupData& group = rules_.groups[entry.group.value];
    return (entry.everywhere || group.Serves(desk_)) &&
           OutOfScope(world_, desk_, group, values_) == ScopeDimension::kNone;
  }

  const World& world_;
  const RulesetData& rules_;
  DeskId desk_;
  const DeskData& data_;
  const ScopeValues& values_;
  bool skip_absent_;
  DimensionBits higher_ = 0;  // those that have been looked at
  GroupId found_;
  GroupId best_;  // the best ranked of the absent ones
};

}  // namespace

ScopeDimension OutOfScope(const World& world, DeskId desk,
                          const GroupData& group, const ScopeValues& values) {
  const DeskData& data = world.rules.desks[desk.value];
  for (uint8_t i = 0; i < data.scope_dimensions; ++i) {
    const ScopeDimension dimension = data.scope_order[i];
    if (group.Fills(dimension) && !Holds(world, group, dimension, values)) {
      return dimension;
    }
  }
  return ScopeDimension::kNone;
}

GroupId MatchScope(const World& world, DeskId desk, const ScopeValues& values,
                   bool skip_absent) {
  return Matcher(world, desk, values, skip_absent).Run();
}

void AddFurtherValues(const RulesetData& rules, DeskId desk, LinkId link,
                      ScopeValues* values) {
  if (!rules.further_dimensions) return;
  (*values)[ScopeDimension::kChannel] = rules.desks[desk.value].channel.value;
  if (!rules.Named(link)) return;
  (*values)[ScopeDimension::kLink] = link.value;
  (*values)[ScopeDimension::kScene] = rules.links[link.value].scene;
}

}  // namespace kefu
