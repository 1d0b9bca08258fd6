// What sets agents apart: stores and levels (R10, R11), skills (D8), tiers
// (D7); and the kinds that occur in a list.

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "src/model/compile.h"
#include "src/model/config_check.h"

namespace kefu {

// ------------------------------------------------------------------- names

void Compiler::DeclareKinds() {
  Declare("stores", c_.stores, &d_.store_ids);
  Declare("levels", c_.levels, &level_ids_);
  Declare("skills", c_.skills, &skill_ids_);
  stores_.Set(c_.stores, d_.store_ids);
  levels_.Set(c_.levels, level_ids_);
  skills_.Set(c_.skills, skill_ids_);
  d_.stores.resize(d_.store_ids.size());
}

uint32_t Compiler::ResolveStore(const std::string& at,
                                const std::string& name) {
  return name.empty() ? 0 : Resolve(at, "store", name, stores_);
}

// 1 + its place in the config; 0: none.
uint32_t Compiler::ResolveLevel(const std::string& at,
                                const std::string& name) {
  if (name.empty()) return 0;
  const uint32_t id = Resolve(at, "level", name, levels_);
  return id == 0 ? 0 : levels_.place[id];
}

uint64_t Compiler::ResolveSkills(const std::string& at,
                                 const std::vector<std::string>& names) {
  uint64_t skills = 0;
  for (size_t k = 0; k < names.size(); ++k) {
    const uint32_t id =
        Resolve(fmt::format("{}/{}", at, k), "skill", names[k], skills_);
    // More than 64 are out of bounds.
    if (id != 0 && skills_.index(id) < 64) {
      skills |= uint64_t{1} << skills_.index(id);
    }
  }
  CheckTwice(at, names);
  return skills;
}

// ------------------------------------------------------------------ stores

void Compiler::CompileStores() {
  d_.any_store = !c_.stores.empty();
  for (size_t i = 0; i < c_.stores.size(); ++i) {
    const StoreConfig& config = c_.stores[i];
    StoreData& store = d_.stores[d_.store_ids.Find(config.name)];
    store.alive = true;
    store.parent =
        ResolveStore(fmt::format("/stores/{}/parent", i), config.parent);
    store.level =
        ResolveLevel(fmt::format("/stores/{}/level", i), config.level);
  }
  if (CheckStoreTree()) OrderStores();
}

// Whether it is a tree, and none too deep (E6: told once).
bool Compiler::CheckStoreTree() {
  for (size_t i = 0; i < c_.stores.size(); ++i) {
    const uint32_t own = d_.store_ids.Find(c_.stores[i].name);
    uint32_t above = own;
    for (int deep = 0; above != 0; ++deep) {
      above = d_.stores[above].parent;
      if (above == own) {
        Report(fmt::format("/stores/{}/parent", i),
               fmt::format("\"{}\" belongs to itself; let one of them belong "
                           "to nothing",
                           c_.stores[i].name));
        return false;
      }
      if (deep + 1 < kMostStoresDeep || above == 0) continue;
      Report(fmt::format("/stores/{}/parent", i),
             fmt::format("{} or more stand above \"{}\", or in a circle; at "
                         "most {} stand one above the other",
                         kMostStoresDeep, c_.stores[i].name, kMostStoresDeep));
      return false;
    }
  }
  return true;
}

// The order of the tree: each, then what belongs to it.
void Compiler::OrderStores() {
  std::vector<std::vector<uint32_t>> below(d_.stores.size());
  for (const StoreConfig& config : c_.stores) {
    const uint32_t id = d_.store_ids.Find(config.name);
    below[d_.stores[id].parent].push_back(id);
  }
  uint32_t next = 1;
  const auto number = [&](auto&& self, uint32_t id) -> void {
    d_.stores[id].begin = next++;
    for (const uint32_t child : below[id]) self(self, child);
    d_.stores[id].end = next;
  };
  for (const uint32_t id : below[0]) number(number, id);
}

// ------------------------------------------------------------------ skills

void Compiler::CompileSkills() {
  for (size_t i = 0; i < c_.skills.size() && i < 64; ++i) {
    const SkillConfig& skill = c_.skills[i];
    d_.skills.push_back(skill.let_go_after);
    if (!skill.let_go_after.off()) {
      d_.waiting_timers = true;
      d_.longest_timer = std::max(d_.longest_timer, skill.let_go_after);
    }
    const auto require = [&](ScopeDimension dimension,
                             const std::vector<std::string>& values,
                             std::vector<uint64_t>* by_value) {
      for (const std::string& value : values) {
        const uint32_t id =
            d_.value_ids[static_cast<size_t>(dimension)].Add(value);
        if (id >= by_value->size()) by_value->resize(id + 1);
        (*by_value)[id] |= uint64_t{1} << i;
      }
    };
    require(ScopeDimension::kIntent, skill.intents, &d_.intent_skills);
    require(ScopeDimension::kLanguage, skill.languages, &d_.language_skills);
  }
}

void Compiler::CompileAgentKind(const std::string& at, const AgentConfig& agent,
                                AgentData* data) {
  data->store = ResolveStore(at + "/store", agent.store);
  data->level = ResolveLevel(at + "/level", agent.level);
  if (data->level == 0) data->level = d_.stores[data->store].level;
  data->skills = ResolveSkills(at + "/skills", agent.skills);
}

// --------------------------------------------------------- levels and tiers

void Compiler::CheckLevelOrder(const std::string& at,
                               const RoutingConfig& routing) {
  if (!routing.level_order) return;
  const std::string pointer = at + "/routing/level_order";
  for (size_t k = 0; k < routing.level_order->size(); ++k) {
    ResolveLevel(fmt::format("{}/{}", pointer, k), (*routing.level_order)[k]);
  }
  CheckTwice(pointer, *routing.level_order);
}

// The settings of a group's list: one that serves one desk only takes that
// desk's (T13).
Compiler::Settings Compiler::SettingsOf(const GroupConfig& group) const {
  Settings settings = tenant_;
  if (group.desks.size() == 1) {
    const uint32_t desk = desks_.Find(group.desks[0]);
    if (desk != 0) settings = SettingsOf(c_.desks[desks_.index(desk)]);
  }
  Merge(group.routing, &settings.routing);
  Merge(group.offline, &settings.offline);
  return settings;
}

void Compiler::CheckTiers(size_t index) {
  const GroupConfig& group = c_.groups[index];
  const RoutingConfig routing = SettingsOf(group).routing;
  if (routing.distribution != Distribution::kTiers) return;
  const auto last = static_cast<int64_t>(routing.tiers->size()) + 1;
  for (size_t k = 0; k < group.agents.size(); ++k) {
    if (group.agents[k].tier <= last) continue;
    Report(fmt::format("/groups/{}/agents/{}/tier", index, k),
           fmt::format("is {}, but tiers opens none behind {}; add to "
                       "/groups/{}/routing/tiers",
                       group.agents[k].tier, last, index));
  }
}

void Compiler::FillWay(const RoutingConfig& routing, ListData* list) {
  list->distribution = *routing.distribution;
  list->relative_to = *routing.relative_to;
  list->no_flood = *routing.no_flood;
  d_.counts_online |= list->no_flood;
  for (const std::string& level : *routing.level_order) {
    level_places_.push_back(levels_.place[level_ids_.Find(level)]);
  }
  list->by_level = !level_places_.empty();
  // Only a group says who is of which tier.
  if (!list->group || list->distribution != Distribution::kTiers) return;
  Duration opens{};
  for (const TierConfig& tier : *routing.tiers) {
    opens.ms += tier.after.ms;
    list->tier_opens.push_back(opens);
    d_.longest_timer = std::max(d_.longest_timer, opens);
  }
  d_.waiting_timers |= !list->tier_opens.empty();
}

// ------------------------------------------------------------------- kinds

MemberKind Compiler::KindOf(const ListData& list, const MemberData& m) const {
  MemberKind kind;
  if (list.distribution == Distribution::kWeighted) kind.weight = m.weight;
  const AgentData& agent = d_.agents[m.agent];
  if (d_.isolates) kind.store = agent.store;
  if (!list.chooses) return kind;
  kind.skills = agent.skills;
  if (list.distribution == Distribution::kTiers) kind.tier = m.tier;
  if (list.by_level) {
    const auto it =
        std::find(level_places_.begin(), level_places_.end(), agent.level);
    kind.level = static_cast<uint8_t>(it - level_places_.begin());
  }
  return kind;
}

// Who belongs to a store serves also what stands below it, and who belongs to
// none serves all (R11).
void Compiler::FillRanges(ListData* list) const {
  list->ranges.clear();
  const auto kinds = static_cast<uint32_t>(list->kinds.size());
  for (uint32_t k = 0; k < kinds; ++k) {
    const uint32_t store = list->kinds[k].store;
    if (list->ranges.empty() || list->ranges.back().store != store) {
      list->ranges.push_back({store, k, k, StoreRange::kNone});
    }
    list->ranges.back().end = k + 1;
  }
  for (StoreRange& range : list->ranges) {
    if (range.store == 0) continue;
    range.above = d_.FindRange(*list, d_.stores[range.store].parent);
  }
}

// The kinds of its members; REQUIRES: FillWay of this list came last.
void Compiler::FinishList(ListId id) {
  ListData& list = d_.lists[id];
  const bool weighted = list.distribution == Distribution::kWeighted;
  list.keeps_last |= list.distribution == Distribution::kEven;
  list.keeps_values |= weighted;
  list.keeps_idle |= list.distribution == Distribution::kLongestIdle;
  const auto members =
      std::span(d_.members).subspan(list.members_begin, list.members_count);
  std::vector<MemberKind> kinds;
  kinds.reserve(members.size());
  for (const MemberData& m : members) kinds.push_back(KindOf(list, m));
  list.kinds = kinds;
  std::sort(list.kinds.begin(), list.kinds.end());
  list.kinds.erase(std::unique(list.kinds.begin(), list.kinds.end()),
                   list.kinds.end());
  list.kind_size.assign(list.kinds.size(), 0);
  for (size_t i = 0; i < members.size(); ++i) {
    MemberData& m = members[i];
    const auto it =
        std::lower_bound(list.kinds.begin(), list.kinds.end(), kinds[i]);
    m.kind = static_cast<uint32_t>(it - list.kinds.begin());
    m.kind_place = list.kind_size[m.kind]++;
  }
  FillRanges(&list);
  list.has_kinds = d_.isolates || (list.chooses &&
                                   (!d_.skills.empty() || list.by_level ||
                                    list.distribution == Distribution::kTiers));
  list.hands_out = list.chooses && (list.has_slots ||
                                    list.distribution != Distribution::kManual);
  list.laned = list.has_kinds || d_.dedicated_waits;
  d_.any_lanes |= list.laned;
  level_places_.clear();
}

}  // namespace kefu
