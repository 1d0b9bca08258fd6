// Scopes (R8, R9): groups that nobody is brought to, customers who are brought
// to no group.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/lint/checks.h"

namespace kefu::lint {
namespace {

using Groups = std::vector<const GroupData*>;
using Values = std::vector<uint32_t>;

constexpr size_t kNamed = 3;  // groups that a message names

bool IsWithin(const Values& some, const Values& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

bool Meet(const Values& a, const Values& b) {
  return std::any_of(a.begin(), a.end(), [&](uint32_t value) {
    return std::binary_search(b.begin(), b.end(), value);
  });
}

class Scopes {
 public:
  Scopes(const RulesetData& rules, Findings* found)
      : rules_(rules), found_(*found) {
    for (const DeskConfig& desk : rules_.config.desks) {
      const uint32_t id = rules_.desk_ids.Find(desk.name);
      if (rules_.desks[id].serves) serving_.push_back(id);
    }
    std::sort(serving_.begin(), serving_.end());
    for (uint32_t link = 1; link < rules_.links.size(); ++link) {
      links_by_scene_.emplace(rules_.links[link].scene, link);
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
  // Groups to which sessions are moved by the rules, whatever their scopes say.
  void NoteOtherWays() {
    for (const std::vector<OverflowRung>& ladder : rules_.ladders) {
      for (const OverflowRung& rung : ladder) Note(rung.group);
    }
    for (const DeskData& desk : rules_.desks) Note(desk.settings.silent_group);
    for (const SettingsOver& over : rules_.overs) {
      Note(over.silent_group.value_or(GroupId{}));
    }
  }
  void Note(GroupId group) { other_ways_.insert(group.value); }

  const GroupData& DataOf(const GroupConfig& config) const {
    return rules_.groups[rules_.group_ids.Find(config.name)];
  }
  std::string_view NameOf(const GroupData& group) const {
    return rules_.config.groups[group.declared].name;
  }

  Values DesksOf(const GroupData& group) const {
    if (group.desks.empty()) return serving_;
    Values desks;
    for (const uint16_t desk : group.desks) {
      if (rules_.desks[desk].serves) desks.push_back(desk);
    }
    return desks;
  }

  static bool ServesAll(const GroupData& group, const Values& desks) {
    return group.desks.empty() ||
           std::includes(group.desks.begin(), group.desks.end(), desks.begin(),
                         desks.end());
  }

  // ------------------------------------------------------------ unreachable

  // Why no session of these desks ever meets the scope; "": one may.
  std::string WhyUnreachable(const GroupData& group, const Values& desks) {
    using enum ScopeDimension;
    const auto named = [&](ScopeDimension dimension) -> const Values& {
      return group.scope[At(dimension)];
    };
    if (desks.empty()) return "serves only desks that are deleted";
    if (group.Fills(kChannel) &&
        std::none_of(desks.begin(), desks.end(), [&](uint32_t desk) {
          return Meet({rules_.desks[desk].channel.value}, named(kChannel));
        })) {
      return "names no channel of the desks that it serves";
    }
    if (group.Fills(kCrowd) &&
        std::none_of(named(kCrowd).begin(), named(kCrowd).end(),
                     [&](uint32_t crowd) { return rules_.crowds[crowd].on; })) {
      return "names only crowds that are switched off";
    }
    if (group.Fills(kLink) &&
        std::none_of(named(kLink).begin(), named(kLink).end(),
                     [&](uint32_t link) { return Leads(link, desks); })) {
      return "names no link to the desks that it serves";
    }
    if (group.Fills(kScene) &&
        std::none_of(named(kScene).begin(), named(kScene).end(),
                     [&](uint32_t scene) { return Stands(scene, desks); })) {
      return "names scenes in which no link to its desks stands";
    }
    return "";
  }

  bool Leads(uint32_t link, const Values& desks) const {
    const LinkData& data = rules_.links[link];
    return data.alive && !data.deleted &&
           std::binary_search(desks.begin(), desks.end(), data.desk.value);
  }

  // Whether a link to one of the desks has the scene.
  bool Stands(uint32_t scene, const Values& desks) const {
    const auto [begin, end] = links_by_scene_.equal_range(scene);
    return std::any_of(begin, end, [&](const auto& entry) {
      return Leads(entry.second, desks);
    });
  }

  // --------------------------------------------------------------- shadowed

  // Under which dimension the desk looks at the group; none: at its end.
  static ScopeDimension HighestAt(const DeskData& desk,
                                  const GroupData& group) {
    for (uint8_t i = 0; i < desk.scope_dimensions; ++i) {
      if (group.Fills(desk.scope_order[i])) return desk.scope_order[i];
    }
    return ScopeDimension::kNone;
  }

  // Those that the desks look at under this dimension before the group, where
  // it may matter: they ask nothing that the group's own customers might not
  // have.
  Groups RivalsOf(const GroupData& group, ScopeDimension highest,
                  const Values& desks, bool skip_absent) const {
    Groups rivals;
    const auto add = [&](const std::vector<ScopeEntry>& entries) {
      for (const ScopeEntry& entry : entries) {
        const GroupData& other = rules_.groups[entry.group.value];
        if (other.declared >= group.declared) break;
        if ((other.filled & ~group.filled) != 0) continue;
        if (skip_absent &&
            rules_.lists[rules_.ListOf(entry.group)].members_count == 0) {
          continue;
        }
        if (ServesAll(other, desks)) rivals.push_back(&other);
      }
    };
    if (highest == ScopeDimension::kNone) {
      add(rules_.unscoped);
    } else if (highest == ScopeDimension::kCrowd) {
      add(rules_.groups_by_crowd);
    } else {
      for (const uint32_t value : group.scope[At(highest)]) {
        add(rules_.groups_by_value[At(highest)][value]);
      }
    }
    std::sort(rivals.begin(), rivals.end(),
              [](const GroupData* a, const GroupData* b) {
                return a->declared < b->declared;
              });
    rivals.erase(std::unique(rivals.begin(), rivals.end()), rivals.end());
    return rivals;
  }

  // Does it take all of the group's customers, whatever this dimension says?
  static bool TakesAllBut(size_t dimension, const GroupData& rival,
                          const GroupData& group) {
    for (size_t k = 0; k < kDimensions; ++k) {
      if (k != dimension && (rival.filled >> k & 1) != 0 &&
          !IsWithin(group.scope[k], rival.scope[k])) {
        return false;
      }
    }
    return true;
  }

  // The rivals that take all customers of the group: one of them, or several
  // that share the values of one dimension. Empty: some are left.
  static Groups Takers(const GroupData& group, const Groups& rivals) {
    for (const GroupData* rival : rivals) {
      if (TakesAllBut(kDimensions, *rival, group)) return {rival};
    }
    for (size_t k = 0; k < kDimensions; ++k) {
      if ((group.filled >> k & 1) == 0) continue;
      Values left = group.scope[k];
      Groups takers;
      for (const GroupData* rival : rivals) {
        if (!TakesAllBut(k, *rival, group)) continue;
        const Values& taken = rival->scope[k];
        const size_t gone = std::erase_if(left, [&](uint32_t value) {
          return std::binary_search(taken.begin(), taken.end(), value);
        });
        if (gone != 0) takers.push_back(rival);
      }
      if (left.empty()) return takers;
    }
    return {};
  }

  Groups FindTakers(const GroupData& group, const Values& desks,
                    bool skip_absent) const {
    Groups takers;
    DimensionBits seen = 0;
    for (const uint32_t desk : desks) {
      // Under the same dimension it is the same at each desk.
      const ScopeDimension highest = HighestAt(rules_.desks[desk], group);
      if ((seen >> At(highest) & 1) != 0) continue;
      seen = static_cast<DimensionBits>(seen | 1u << At(highest));
      takers = Takers(group, RivalsOf(group, highest, desks, skip_absent));
      if (takers.empty()) return {};
    }
    return takers;
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

  // ----------------------------------------------------------------- places

  void LookAtGroup(size_t index) {
    const GroupConfig& config = rules_.config.groups[index];
    const GroupData& group = DataOf(config);
    const Values desks = DesksOf(group);
    const std::string at = fmt::format("/groups/{}", index);
    if (std::string why = WhyUnreachable(group, desks); !why.empty()) {
      if (!found_.Takes(LintCheck::kGroupUnreachable)) return;
      return found_.Add(
          LintCheck::kGroupUnreachable, at,
          why + ", so its scope brings nobody here; mend it, or leave it out");
    }
    if (other_ways_.count(rules_.group_ids.Find(config.name)) != 0) return;
    const bool skips = std::all_of(
        desks.begin(), desks.end(),
        [&](uint32_t desk) { return rules_.desks[desk].skip_absent; });
    const Groups takers = FindTakers(group, desks, skips);
    if (takers.empty() || !found_.Takes(LintCheck::kGroupShadowed)) return;
    found_.Add(
        LintCheck::kGroupShadowed, at,
        fmt::format("all customers of its scope go to {} before{}; narrow that "
                    "scope, or declare this group earlier",
                    Quoted(takers),
                    skips ? ", as long as anybody is present there" : ""));
  }

  // The first group that takes every session of the desk; none: there is none.
  GroupId TakerOf(DeskId id, const DeskData& desk) const {
    constexpr unsigned kChannelBit = 1u << At(ScopeDimension::kChannel);
    const auto look = [&](const std::vector<ScopeEntry>& entries) {
      for (const ScopeEntry& entry : entries) {
        const GroupData& group = rules_.groups[entry.group.value];
        if ((group.filled & ~kChannelBit) == 0 && group.Serves(id)) {
          return entry.group;
        }
      }
      return GroupId{};
    };
    const auto& by_channel =
        rules_.groups_by_value[At(ScopeDimension::kChannel)];
    const uint32_t channel = desk.channel.value;
    GroupId taker;
    if (channel < by_channel.size()) taker = look(by_channel[channel]);
    return taker ? taker : look(rules_.unscoped);
  }

  void LookAtDesk(size_t index) {
    const DeskConfig& config = rules_.config.desks[index];
    const DeskId id{static_cast<uint16_t>(rules_.desk_ids.Find(config.name))};
    const DeskData& desk = rules_.desks[id.value];
    if (!desk.serves || desk.groups.empty()) return;
    const GroupId taker = TakerOf(id, desk);
    if (!taker && !desk.default_group) {
      // Another plan than to wait is an answer to it.
      if (desk.plan_nobody != Plan::kQueue) return;
      if (!found_.Takes(LintCheck::kCustomersUnmatched)) return;
      return found_.Add(
          LintCheck::kCustomersUnmatched, fmt::format("/desks/{}", index),
          "who meets the scope of none of its groups has no group, and waits "
          "where nobody is given him; give it a default_group, another "
          "plan_nobody, or a group without a scope");
    }
    if (!taker || !desk.default_group || taker == desk.default_group) return;
    if (!found_.Takes(LintCheck::kDefaultGroupUnused)) return;
    found_.Add(LintCheck::kDefaultGroupUnused,
               fmt::format("/desks/{}/default_group", index),
               fmt::format("is for whom no group receives, and \"{}\" receives "
                           "everybody; leave one of the two out",
                           NameOf(rules_.groups[taker.value])));
  }

  const RulesetData& rules_;
  Findings& found_;
  Values serving_;  // ids of the desks that are not deleted, ascending
  std::multimap<uint32_t, uint32_t> links_by_scene_;
  std::set<uint32_t> other_ways_;
};

}  // namespace

void CheckScopes(const RulesetData& rules, Findings* found) {
  Scopes(rules, found).Run();
}

}  // namespace kefu::lint
