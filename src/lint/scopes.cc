// Scopes (R8, R9): groups that nobody is brought to, customers who are brought
// to no group.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/lint/checks.h"
#include "src/lint/desks.h"
#include "src/lint/shifts.h"

namespace kefu::lint {
namespace {

using enum ScopeDimension;
using Groups = std::vector<const GroupData*>;
using Values = std::vector<uint32_t>;

constexpr size_t kNamed = 3;  // groups that a message names
// Of thousands of groups with one value so many are looked at.
constexpr size_t kMostRivals = 500;
constexpr unsigned kChannelBit = 1u << At(kChannel);

bool Holds(const Values& values, uint32_t value) {
  return std::binary_search(values.begin(), values.end(), value);
}

bool IsWithin(const Values& some, const Values& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// ------------------------------------------------------------------ shadowed

// Who takes all customers of a group at a desk before it.
class Shadows {
 public:
  explicit Shadows(const RulesetData& rules) : rules_(rules), shifts_(rules) {}

  // One other group, or several that share the values of the k-th dimension.
  struct Takers {
    Groups groups;
    size_t k = kDimensions;
  };

  // None: some customers are left for it.
  Takers TakersAt(uint16_t desk, const GroupData& group) {
    if (const GroupData* taker = FindOne(desk, group)) return {{taker}};
    for (size_t k = 0; k < kDimensions; ++k) {
      if ((Asked(group) >> k & 1) == 0) continue;
      Groups takers = FindSeveral(desk, group, k);
      if (!takers.empty()) return {std::move(takers), k};
    }
    return {};
  }

  // Whether those of another desk take them at this one, too.
  bool TakeAt(uint16_t desk, const GroupData& group, const Takers& takers) {
    return !takers.groups.empty() &&
           std::all_of(takers.groups.begin(), takers.groups.end(),
                       [&](const GroupData* other) {
                         return Takes(desk, *other, group, takers.k);
                       });
  }

  // A session has the channel of its desk.
  bool MatchesChannel(uint16_t desk, const GroupData& group) const {
    return !group.Fills(kChannel) ||
           Holds(group.scope[At(kChannel)], rules_.desks[desk].channel.value);
  }

 private:
  using Entries = std::vector<ScopeEntry>;

  // The dimensions in which it asks something of a customer: the channel is
  // that of the desk.
  static unsigned Asked(const GroupData& group) {
    return group.filled & ~kChannelBit;
  }

  // Under which dimension the desk looks at it; the number of all of them: at
  // its end.
  static uint8_t RankAt(const DeskData& desk, const GroupData& group) {
    uint8_t rank = 0;
    while (rank < desk.scope_dimensions &&
           !group.Fills(desk.scope_order[rank])) {
      ++rank;
    }
    return rank;
  }

  bool IsBefore(uint16_t desk, const GroupData& other,
                const GroupData& group) const {
    const DeskData& data = rules_.desks[desk];
    const uint8_t rank = RankAt(data, other), own = RankAt(data, group);
    return rank != own ? rank < own : other.declared < group.declared;
  }

  // Where absent groups are left out: whether somebody of the other is on duty
  // whenever somebody of this one is.
  bool MayBePresent(uint16_t desk, const GroupData& other,
                    const GroupData& group) {
    if (rules_.config.groups[other.declared].agents.empty()) return false;
    return shifts_.OfGroup(IdOf(group), DeskId{desk})
        .Without(shifts_.OfGroup(IdOf(other), DeskId{desk}))
        .empty();
  }
  GroupId IdOf(const GroupData& group) const {
    return {static_cast<uint16_t>(&group - rules_.groups.data())};
  }

  // Whether the other takes every customer of the group at the desk, whatever
  // the k-th dimension says of him.
  bool Takes(uint16_t desk, const GroupData& other, const GroupData& group,
             size_t k) {
    if ((Asked(other) & ~Asked(group)) != 0 || !other.Serves(DeskId{desk}) ||
        !MatchesChannel(desk, other) || !IsBefore(desk, other, group)) {
      return false;
    }
    for (size_t i = 0; i < kDimensions; ++i) {
      if (i != k && (Asked(other) >> i & 1) != 0 &&
          !IsWithin(group.scope[i], other.scope[i])) {
        return false;
      }
    }
    return !rules_.desks[desk].skip_absent || MayBePresent(desk, other, group);
  }

  // Groups that name the value, those of a crowd among others.
  const Entries& NamedBy(size_t k, uint32_t value) const {
    return k == At(kCrowd) ? rules_.groups_by_crowd
                           : rules_.groups_by_value[k][value];
  }

  const GroupData* FindIn(const Entries& entries, uint16_t desk,
                          const GroupData& group) {
    for (size_t i = 0; i < std::min(entries.size(), kMostRivals); ++i) {
      const GroupData& other = rules_.groups[entries[i].group.value];
      if (Takes(desk, other, group, kDimensions)) return &other;
    }
    return nullptr;
  }

  const GroupData* FindOne(uint16_t desk, const GroupData& group) {
    const auto& by_channel = rules_.groups_by_value[At(kChannel)];
    const uint32_t channel = rules_.desks[desk].channel.value;
    const GroupData* taker = FindIn(rules_.unscoped, desk, group);
    if (taker == nullptr && channel < by_channel.size()) {
      taker = FindIn(by_channel[channel], desk, group);
    }
    for (size_t k = 0; k < kDimensions && taker == nullptr; ++k) {
      // Who takes all has each of the values.
      if ((Asked(group) >> k & 1) == 0 || group.scope[k].empty()) continue;
      taker = FindIn(NamedBy(k, group.scope[k][0]), desk, group);
    }
    return taker;
  }

  // For each value of the k-th dimension somebody.
  Groups FindSeveral(uint16_t desk, const GroupData& group, size_t k) {
    Groups takers;
    for (const uint32_t value : group.scope[k]) {
      const auto has_it = [&](const GroupData* other) {
        return Holds(other->scope[k], value);
      };
      if (std::any_of(takers.begin(), takers.end(), has_it)) continue;
      const Entries& entries = NamedBy(k, value);
      const size_t most = std::min(entries.size(), kMostRivals);
      size_t i = 0;
      for (; i < most; ++i) {
        const GroupData& other = rules_.groups[entries[i].group.value];
        if (has_it(&other) && Takes(desk, other, group, k)) break;
      }
      if (i == most) return {};
      takers.push_back(&rules_.groups[entries[i].group.value]);
    }
    return takers;
  }

  const RulesetData& rules_;
  Shifts shifts_;
};

// -------------------------------------------------------------------- scopes

class Scopes {
 public:
  Scopes(const RulesetData& rules, Findings* found)
      : rules_(rules),
        found_(*found),
        shadows_(rules),
        serving_(ServingDesks(rules)) {
    for (const LinkData& link : rules_.links) {
      if (link.alive && !link.deleted) {
        scenes_.emplace(link.scene, link.desk.value);
      }
    }
    NoteOtherWays();
  }

  void Run() {
    const auto& groups = rules_.config.groups;
    for (size_t i = 0; i < groups.size(); ++i) LookAtGroup(i);
    const auto& desks = rules_.config.desks;
    for (size_t i = 0; i < desks.size(); ++i) LookAtDesk(i);
  }

 private:
  // Groups to which sessions come whatever their scopes say.
  void NoteOtherWays() {
    for (const std::vector<OverflowRung>& ladder : rules_.ladders) {
      for (const OverflowRung& rung : ladder) Note(rung.group);
    }
    for (const uint16_t id : serving_) {
      const DeskData& desk = rules_.desks[id];
      Note(desk.default_group);
      if (desk.settings.silent_move == SilenceMove::kGroup) {
        Note(desk.settings.silent_group);
      }
    }
    for (const SettingsOver& over : rules_.overs) {
      if (over.silent_move.value_or(SilenceMove::kGroup) ==
          SilenceMove::kGroup) {
        Note(over.silent_group.value_or(GroupId{}));
      }
    }
  }
  void Note(GroupId group) { other_ways_.insert(group.value); }

  std::string_view NameOf(const GroupData& group) const {
    return rules_.config.groups[group.declared].name;
  }

  // ------------------------------------------------------------ unreachable

  // Why no session of these desks ever meets the scope; null: one may.
  const char* WhyUnreachable(const GroupData& group, const Desks& desks) const {
    const auto none = [](const auto& list, const auto& test) {
      return std::none_of(list.begin(), list.end(), test);
    };
    const auto named = [&](ScopeDimension dimension) -> const Values& {
      return group.scope[At(dimension)];
    };
    if (group.Fills(kChannel) && none(desks, [&](uint16_t desk) {
          return Holds(named(kChannel), rules_.desks[desk].channel.value);
        })) {
      return "names no channel of the desks that it serves";
    }
    if (group.Fills(kCrowd) && none(named(kCrowd), [&](uint32_t crowd) {
          return rules_.crowds[crowd].on;
        })) {
      return "names only crowds that are switched off";
    }
    if (group.Fills(kLink) && none(named(kLink), [&](uint32_t link) {
          const LinkData& data = rules_.links[link];
          return !data.deleted && Serves(group, data.desk);
        })) {
      return "names no link to the desks that it serves";
    }
    if (group.Fills(kScene) && none(named(kScene), [&](uint32_t scene) {
          return IsSceneOf(group, scene);
        })) {
      return "names scenes in which no link to its desks stands";
    }
    return nullptr;
  }

  bool Serves(const GroupData& group, DeskId desk) const {
    return rules_.desks[desk.value].serves && group.Serves(desk);
  }

  // Whether a link to one of its desks stands in the scene.
  bool IsSceneOf(const GroupData& group, uint32_t scene) const {
    for (auto at = scenes_.lower_bound({scene, 0});
         at != scenes_.end() && at->first == scene; ++at) {
      if (Serves(group, DeskId{at->second})) return true;
    }
    return false;
  }

  // ----------------------------------------------------------------- places

  void LookAtGroup(size_t index) {
    const GroupConfig& config = rules_.config.groups[index];
    const uint32_t id = rules_.group_ids.Find(config.name);
    const GroupData& group = rules_.groups[id];
    const Desks named = DesksNamed(rules_, config.desks);
    const Desks& desks = config.desks.empty() ? serving_ : named;
    const std::string at = fmt::format("/groups/{}", index);
    if (desks.empty()) {
      return found_.Tell(LintCheck::kGroupUnreachable, at,
                         "serves only desks that are deleted; leave it out");
    }
    if (other_ways_.count(id) != 0) return;
    if (const char* why = WhyUnreachable(group, desks)) {
      return found_.Tell(LintCheck::kGroupUnreachable, at, [=] {
        return std::string(why) +
               ", so its scope brings nobody here; mend it, or leave it out";
      });
    }
    LookForShadow(at, group, desks);
  }

  void LookForShadow(const std::string& at, const GroupData& group,
                     const Desks& desks) {
    Groups all;
    Shadows::Takers takers;
    bool skips = false;
    for (const uint16_t desk : desks) {
      if (!shadows_.MatchesChannel(desk, group)) continue;
      if (!shadows_.TakeAt(desk, group, takers)) {
        takers = shadows_.TakersAt(desk, group);
        if (takers.groups.empty()) return;
        all.insert(all.end(), takers.groups.begin(), takers.groups.end());
      }
      skips |= rules_.desks[desk].skip_absent;
    }
    std::sort(all.begin(), all.end(),
              [](const GroupData* a, const GroupData* b) {
                return a->declared < b->declared;
              });
    all.erase(std::unique(all.begin(), all.end()), all.end());
    found_.Tell(LintCheck::kGroupShadowed, at, [&] {
      return fmt::format(
          "all customers of its scope go to {} before{}; narrow that scope, or "
          "bring this group before it",
          Quoted(all), skips ? ", as long as anybody is present there" : "");
    });
  }

  std::string Quoted(const Groups& groups) const {
    std::string names;
    for (size_t i = 0; i < groups.size() && i < kNamed; ++i) {
      names += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", NameOf(*groups[i]));
    }
    if (groups.size() > kNamed) {
      names += fmt::format(" and {} more", groups.size() - kNamed);
    }
    return names;
  }

  // The first group that takes every session of the desk; none: there is none.
  GroupId TakerOf(DeskId id, const DeskData& desk) const {
    const auto look = [&](const std::vector<ScopeEntry>& entries) {
      for (const ScopeEntry& entry : entries) {
        const GroupData& group = rules_.groups[entry.group.value];
        if ((group.filled & ~kChannelBit) == 0 && group.Serves(id)) {
          return entry.group;
        }
      }
      return GroupId{};
    };
    const auto& by_channel = rules_.groups_by_value[At(kChannel)];
    const uint32_t channel = desk.channel.value;
    GroupId taker;
    if (channel < by_channel.size()) taker = look(by_channel[channel]);
    return taker ? taker : look(rules_.unscoped);
  }

  void LookAtDesk(size_t index) {
    const DeskConfig& config = rules_.config.desks[index];
    const DeskId id{static_cast<uint16_t>(rules_.desk_ids.Find(config.name))};
    const DeskData& desk = rules_.desks[id.value];
    if (!desk.serves || rules_.simple) return;
    const GroupId taker = TakerOf(id, desk);
    if (taker && desk.default_group && taker != desk.default_group) {
      return found_.Tell(LintCheck::kDefaultGroupUnused,
                         fmt::format("/desks/{}/default_group", index), [&] {
                           return fmt::format(
                               "is for whom no group receives, and \"{}\" "
                               "receives everybody; leave one of the two out",
                               NameOf(rules_.groups[taker.value]));
                         });
    }
    // Who waits to be accepted by hand, goes by another plan than to wait, or
    // overflows after a time, has an answer.
    if (taker || desk.default_group || desk.agentless || desk.all_day ||
        desk.plan_nobody != Plan::kQueue ||
        (!desk.settings.max_wait.off() && desk.settings.overflow.value != 0)) {
      return;
    }
    found_.Tell(
        LintCheck::kCustomersUnmatched, fmt::format("/desks/{}", index),
        "who meets the scope of none of its groups has no group, and waits "
        "where nobody is given him; give it a default_group, another "
        "plan_nobody, or a group without a scope");
  }

  const RulesetData& rules_;
  Findings& found_;
  Shadows shadows_;
  Desks serving_;
  std::set<std::pair<uint32_t, uint16_t>> scenes_;  // with a desk of each
  std::set<uint32_t> other_ways_;
};

}  // namespace

void CheckScopes(const RulesetData& rules, Findings* found) {
  Scopes(rules, found).Run();
}

}  // namespace kefu::lint
