#include "src/facts/scope.h"

#include <algorithm>
#include <vector>

namespace kefu {
namespace {

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
    for (uint8_t rank = 0; rank < kDimensions; ++rank) {
      const auto dimension = static_cast<size_t>(data_.scope_order[rank]);
      const auto& by_value = rules_.groups_by_value[dimension];
      const uint32_t value = values_[dimension];
      if (value == 0 || value >= by_value.size()) continue;
      if (Look(by_value[value], rank)) return found_;
    }
    if (Look(rules_.unscoped, kDimensions)) return found_;
    return best_;
  }

 private:
  // Whether one of these groups, which are in declared order, is the one. A
  // group is looked at only under the highest dimension that it fills.
  bool Look(const std::vector<ScopeEntry>& groups, uint8_t rank) {
    for (const ScopeEntry& entry : groups) {
      if (data_.rank_of[entry.filled] != rank || !Matches(entry)) continue;
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

  // The index has matched one dimension; a group that fills no other and
  // serves every desk needs no further look.
  bool Matches(const ScopeEntry& entry) const {
    if (entry.everywhere && (entry.filled & (entry.filled - 1)) == 0) {
      return true;
    }
    const GroupData& group = rules_.groups[entry.group.value];
    return (entry.everywhere || group.Serves(desk_)) && InScope(group, values_);
  }

  const World& world_;
  const RulesetData& rules_;
  DeskId desk_;
  const DeskData& data_;
  const ScopeValues& values_;
  bool skip_absent_;
  GroupId found_;
  GroupId best_;  // the best ranked of the absent ones
};

}  // namespace

bool InScope(const GroupData& group, const ScopeValues& values) {
  for (size_t k = 0; k < kDimensions; ++k) {
    if (!group.scope[k].empty() &&
        !std::binary_search(group.scope[k].begin(), group.scope[k].end(),
                            values[k])) {
      return false;
    }
  }
  return true;
}

GroupId MatchScope(const World& world, DeskId desk, const ScopeValues& values,
                   bool skip_absent) {
  return Matcher(world, desk, values, skip_absent).Run();
}

}  // namespace kefu
