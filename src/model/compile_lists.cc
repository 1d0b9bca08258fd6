// Groups, the lists that they and the desks make, and the classes of sessions
// that a list tells apart.

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "src/model/compile.h"
#include "src/model/config_check.h"

namespace kefu {

// ------------------------------------------------------------------ groups

// What a dimension holds, in one list for each way of naming it.
void Compiler::FillDimension(ScopeDimension dimension, GroupData* data,
                             std::vector<uint32_t> values) {
  const size_t k = At(dimension);
  std::vector<uint32_t>& all = data->scope[k];
  all.insert(all.end(), values.begin(), values.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  const auto bit = static_cast<DimensionBits>(1u << k);
  data->filled |= bit;
  d_.used_dimensions |= bit;
}

void Compiler::CompileProducts() {
  for (const ProductConfig& product : c_.products) {
    const uint32_t id =
        d_.value_ids[At(ScopeDimension::kProduct)].Add(product.name);
    for (const std::string& name : product.categories) {
      const uint32_t category = category_ids_.Add(name);
      products_in_.resize(category_ids_.size());
      products_in_[category].push_back(id);
    }
  }
}

// A category of products is all of its products (R9).
void Compiler::AddProducts(const std::string& at,
                           const std::vector<std::string>& categories,
                           GroupData* data) {
  for (size_t i = 0; i < categories.size(); ++i) {
    const uint32_t category = category_ids_.Find(categories[i]);
    if (category == 0) {
      Report(fmt::format("{}/categories/{}", at, i),
             fmt::format("no product has the category \"{}\"", categories[i]));
    } else {
      FillDimension(ScopeDimension::kProduct, data, products_in_[category]);
    }
  }
}

// What stands above stores is all of them (R11).
void Compiler::AddStores(const std::string& at,
                         const std::vector<std::string>& stores,
                         GroupData* data) {
  std::vector<uint32_t> values;
  for (size_t i = 0; i < stores.size(); ++i) {
    const uint32_t id = Resolve(fmt::format("{}/stores/{}", at, i), "store",
                                stores[i], stores_);
    if (id == 0) continue;
    for (const StoreConfig& config : c_.stores) {
      const uint32_t other = d_.store_ids.Find(config.name);
      const StoreData& store = d_.stores[other];
      if (store.begin >= d_.stores[id].begin &&
          store.begin < d_.stores[id].end) {
        values.push_back(other);
      }
    }
  }
  if (!stores.empty()) {
    FillDimension(ScopeDimension::kStore, data, std::move(values));
  }
}

void Compiler::CompileScope(const std::string& at, const ScopeConfig& scope,
                            GroupData* data) {
  using enum ScopeDimension;
  const auto free = [&](ScopeDimension dimension,
                        const std::vector<std::string>& names) {
    std::vector<uint32_t> values;
    for (const std::string& name : names) {
      values.push_back(d_.value_ids[At(dimension)].Add(name));
    }
    if (!values.empty()) FillDimension(dimension, data, std::move(values));
  };
  const auto declared = [&](ScopeDimension dimension, const char* member,
                            const std::vector<std::string>& names,
                            const Declared& all) {
    std::vector<uint32_t> values;
    for (size_t i = 0; i < names.size(); ++i) {
      values.push_back(Resolve(fmt::format("{}/{}/{}", at, member, i),
                               std::string(Name(dimension)).c_str(), names[i],
                               all));
    }
    if (!values.empty()) FillDimension(dimension, data, std::move(values));
  };
  free(kProduct, scope.products);
  AddProducts(at, scope.categories, data);
  free(kIntent, scope.intents);
  free(kOrderStatus, scope.order_statuses);
  free(kScene, scope.scenes);
  free(kPage, scope.pages);
  free(kLanguage, scope.languages);
  declared(kLink, "links", scope.links, links_);
  declared(kChannel, "channels", scope.channels, channels_);
  declared(kCrowd, "crowds", scope.crowds, crowds_);
  AddStores(at, scope.stores, data);
  for (size_t i = 0; i < scope.crowds.size(); ++i) {
    const auto id = static_cast<uint16_t>(crowds_.Find(scope.crowds[i]));
    CheckAlive(fmt::format("{}/crowds/{}", at, i), {id});
  }
}

void Compiler::CheckTwice(const std::string& at,
                          const std::vector<std::string>& names) {
  RowIndex seen;
  for (size_t i = 0; i < names.size(); ++i) {
    const uint64_t hash = HashBytes(names[i]);
    if (seen.Find(hash, [&](uint32_t row) {
          return names[row - 1] == names[i];
        }) != 0) {
      Report(fmt::format("{}/{}", at, i),
             fmt::format("\"{}\" stands here already", names[i]));
    }
    seen.Reserve(1);
    seen.Insert(hash, static_cast<uint32_t>(i + 1));
  }
}

void Compiler::CompileGroups() {
  CompileProducts();
  for (size_t i = 0; i < c_.groups.size(); ++i) {
    const GroupConfig& config = c_.groups[i];
    const std::string at = fmt::format("/groups/{}", i);
    GroupData& group = d_.groups[d_.group_ids.Find(config.name)];
    group.alive = true;
    group.declared = static_cast<uint32_t>(i);
    for (size_t k = 0; k < config.desks.size(); ++k) {
      group.desks.push_back(static_cast<uint16_t>(Resolve(
          fmt::format("{}/desks/{}", at, k), "desk", config.desks[k], desks_)));
    }
    std::sort(group.desks.begin(), group.desks.end());
    CompileScope(at + "/scope", config.scope, &group);
    group.schedule = ResolveSchedule(at + "/schedule", config.schedule);
    CheckSettings(at, {}, config.offline, config.timers);
    group.over = CompileOver(at, config.queue, config.offline, config.timers);
    d_.groups_give |= group.over != 0;
    group.silence = CompileSilence(config.timers);
    group.has_silence = config.timers != TimersConfig{};
    group.robot = config.robot;
    d_.any_silence_override |= group.has_silence;
    std::vector<std::string> names;
    for (size_t k = 0; k < config.agents.size(); ++k) {
      names.push_back(config.agents[k].agent);
      Resolve(fmt::format("{}/agents/{}/agent", at, k), "agent", names.back(),
              agents_);
    }
    CheckTwice(at + "/agents", names);
    CheckLevelOrder(at, config.routing);
    CheckTiers(i);
  }
}

// ---------------------------------------------------------- channel limits

void Compiler::CheckOwnLimits(size_t agent) {
  const auto& own = c_.agents[agent].channel_capacities;
  for (size_t k = 0; k < own.size(); ++k) {
    const std::string at =
        fmt::format("/agents/{}/channel_capacities/{}/channel", agent, k);
    const uint32_t channel = Resolve(at, "channel", own[k].channel, channels_);
    d_.channel_limited[channel] = channel != 0;
    for (size_t j = 0; j < k; ++j) {
      if (own[j].channel != own[k].channel) continue;
      Report(at, fmt::format("\"{}\" has a limit already", own[k].channel));
      break;
    }
  }
}

void Compiler::CompileChannelLimits() {
  d_.channel_limited.assign(d_.channel_ids.size(), false);
  for (const ChannelConfig& channel : c_.channels) {
    if (channel.capacity) {
      d_.channel_limited[d_.channel_ids.Find(channel.name)] = true;
    }
  }
  for (size_t i = 0; i < c_.agents.size(); ++i) CheckOwnLimits(i);
  d_.channel_slot.assign(d_.channel_ids.size(), 0);
  for (size_t c = 1; c < d_.channel_limited.size(); ++c) {
    if (d_.channel_limited[c]) {
      d_.channel_slot[c] = static_cast<uint16_t>(++d_.channel_columns);
    }
  }
}

void Compiler::FillChannelCapacities() {
  const uint32_t columns = d_.channel_columns;
  d_.channel_capacity.assign(size_t{d_.agents.size()} * columns, UINT32_MAX);
  const auto set = [&](uint32_t agent, uint32_t channel, int64_t capacity) {
    d_.channel_capacity[size_t{agent} * columns + d_.channel_slot[channel] -
                        1] = static_cast<uint32_t>(capacity);
  };
  for (const AgentConfig& agent : c_.agents) {
    const uint32_t id = d_.agent_ids.Find(agent.name);
    for (const ChannelConfig& channel : c_.channels) {
      if (!channel.capacity) continue;
      set(id, d_.channel_ids.Find(channel.name), *channel.capacity);
    }
    for (const ChannelCapacityConfig& own : agent.channel_capacities) {
      set(id, d_.channel_ids.Find(own.channel), own.capacity);
    }
  }
}

// ------------------------------------------------------------------- lists

void Compiler::AddMember(ListId list, uint32_t agent, uint16_t weight,
                         uint8_t tier) {
  ListData& data = d_.lists[list];
  MemberData member;
  member.agent = agent;
  member.list = list;
  member.place = data.members_count++;
  member.weight = weight;
  member.tier = tier;
  member.group = data.group;
  member.everywhere = data.group && d_.groups[data.group.value].desks.empty();
  d_.members.push_back(member);
}

void Compiler::FillGroupList(size_t index) {
  const GroupConfig& group = c_.groups[index];
  const uint32_t id = d_.group_ids.Find(group.name);
  ListData& list = d_.lists[id];
  list.group.value = static_cast<uint16_t>(id);
  const Settings settings = SettingsOf(group);
  FillWay(settings.routing, &list);
  list.pool_auto = *settings.offline.pool_hand_out == PoolHandOut::kAuto;
  list.chooses = true;
  if (group.capacity) list.capacity = static_cast<uint32_t>(*group.capacity);
  list.members_begin = static_cast<uint32_t>(d_.members.size());
  for (const MemberConfig& member : group.agents) {
    AddMember(id, d_.agent_ids.Find(member.agent),
              static_cast<uint16_t>(member.weight),
              static_cast<uint8_t>(member.tier));
  }
  FinishList(id);
}

// With groups a desk's own list distributes nothing: its members are there to
// be counted as present and to accept by hand.
void Compiler::FillDeskList(size_t index) {
  const DeskConfig& config = c_.desks[index];
  const uint32_t id = d_.desk_ids.Find(config.name);
  const ListId list_id = OwnList(id);
  d_.desks[id].own_list = list_id;
  ListData& list = d_.lists[list_id];
  list.desk.value = static_cast<uint16_t>(id);
  const Settings settings = SettingsOf(config);
  FillWay(settings.routing, &list);
  list.chooses = d_.simple;
  list.pool_auto =
      d_.simple && *settings.offline.pool_hand_out == PoolHandOut::kAuto;
  list.members_begin = static_cast<uint32_t>(d_.members.size());
  const uint16_t weight = d_.simple ? 1 : 0;
  if (config.agents) {
    for (const std::string& name : *config.agents) {
      AddMember(list_id, agents_.Find(name), weight);
    }
  } else if (!config.slots.empty()) {
    // Those of its slots, below.
  } else if (d_.simple && d_.main_account) {
    AddMember(list_id, d_.main_account.value, weight);
  } else if (d_.simple) {
    for (const AgentConfig& agent : c_.agents) {
      AddMember(list_id, d_.agent_ids.Find(agent.name), weight);
    }
  }
  AddSlotMembers(list_id, config, &d_.desks[id], weight);
  FinishList(list_id);
}

// R13: whoever is in a slot of the desk takes part. Its order is that of the
// open slots (roster.h).
void Compiler::AddSlotMembers(ListId list, const DeskConfig& config,
                              DeskData* desk, uint16_t weight) {
  if (config.slots.empty()) return;
  ListData& data = d_.lists[list];
  data.has_slots = true;
  member_of_.resize(d_.agents.size(), UINT32_MAX);
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const uint32_t member = data.members_begin + i;
    member_of_[d_.members[member].agent] = member;
  }
  for (size_t k = 0; k < config.slots.size(); ++k) {
    SlotData& slot = desk->slots[k];
    data.keeps_last |= slot.distribution == Distribution::kEven;
    data.keeps_values |= slot.distribution == Distribution::kWeighted;
    data.keeps_idle |= slot.distribution == Distribution::kLongestIdle;
    for (const std::string& name : config.slots[k].agents) {
      const uint32_t agent = agents_.Find(name);
      if (member_of_[agent] == UINT32_MAX) {
        member_of_[agent] = static_cast<uint32_t>(d_.members.size());
        AddMember(list, agent, weight);
      }
      slot.members.push_back(member_of_[agent]);
    }
  }
  for (uint32_t i = 0; i < data.members_count; ++i) {
    member_of_[d_.members[data.members_begin + i].agent] = UINT32_MAX;
  }
}

void Compiler::CompileLists() {
  d_.lists.resize(d_.groups.size() + d_.desks.size() - 1);
  for (size_t i = 0; i < c_.groups.size(); ++i) FillGroupList(i);
  for (size_t i = 0; i < c_.desks.size(); ++i) FillDeskList(i);
}

// Who takes part at a desk by its own list or by a group that serves it: nobody
// (R13), one agent (R4), or more, which is found out by the first two.
void Compiler::CountParticipants() {
  for (DeskData& desk : d_.desks) {
    AgentId first;
    bool more = false;
    const auto look = [&](ListId id) {
      const ListData& list = d_.lists[id];
      for (uint32_t i = 0; i < list.members_count && !more; ++i) {
        const AgentId agent{d_.members[list.members_begin + i].agent};
        if (!first) first = agent;
        more = agent != first;
      }
    };
    look(desk.own_list);
    for (const GroupId group : desk.groups) look(d_.ListOf(group));
    desk.agentless = desk.alive && !first;
    desk.sole_participant = more ? AgentId{} : first;
  }
}

// ----------------------------------------------------------------- classes

namespace {

// Adds a class that is not there. One more than a list may have is enough to
// know that there are too many.
void AddClass(const SessionClass& added, std::vector<SessionClass>* classes) {
  if (classes->size() > kMaxClasses) return;
  for (const SessionClass& k : *classes) {
    if (k.channel == added.channel && k.cost == added.cost &&
        k.duty == added.duty) {
      return;
    }
  }
  classes->push_back(added);
}

}  // namespace

// Needs no lists, so that what is wrong here is told with all the rest (E6).
void Compiler::CollectClasses() {
  classes_.resize(d_.groups.size() + d_.desks.size() - 1);
  for (size_t i = 0; i < c_.desks.size(); ++i) {
    const uint32_t id = d_.desk_ids.Find(c_.desks[i].name);
    const DeskData& desk = d_.desks[id];
    const uint16_t limited =
        d_.channel_slot[desk.channel.value] ? desk.channel.value : 0;
    std::vector<SessionClass>& own = classes_[OwnList(id)];
    for (const uint16_t cost : desk.cost) {
      AddClass({limited, cost, desk.duty}, &own);
    }
    if (own.size() > kMaxClasses) {
      Report(fmt::format("/desks/{}", i),
             fmt::format("its channel \"{}\" has more than {} different costs; "
                         "let more kinds of messages cost the same",
                         c_.desks[i].channel, kMaxClasses));
      continue;  // or its groups would be blamed for it
    }
    for (const GroupId group : desk.groups) {
      for (const SessionClass& k : own) AddClass(k, &classes_[group.value]);
    }
  }
  CheckGroupClasses();
}

void Compiler::CheckGroupClasses() {
  for (size_t i = 0; i < c_.groups.size(); ++i) {
    const ListId list = d_.group_ids.Find(c_.groups[i].name);
    if (classes_[list].size() <= kMaxClasses) continue;
    Report(
        fmt::format("/groups/{}", i),
        fmt::format("receives sessions of more than {} different costs, "
                    "limited channels, hours and slots of its desks{}; split "
                    "the group, let desks share a schedule, or let their "
                    "channels have fewer costs and limits",
                    kMaxClasses,
                    d_.chosen_desks ? " (each its own, by /tenant/"
                                      "chosen_desks)"
                                    : ""));
  }
}

// Which sets of classes can fit at once: for every room that the agent as a
// whole and each limited channel can have, taken at the costs.
void Compiler::CompileMasks(ListData* list) {
  const std::vector<SessionClass>& classes = list->classes;
  list->mask_index.assign(size_t{1} << classes.size(), UINT8_MAX);
  for (size_t mask = 1; mask < list->mask_index.size(); ++mask) {
    bool possible = true;
    for (size_t a = 0; a < classes.size(); ++a) {
      for (size_t b = 0; b < classes.size(); ++b) {
        const bool has_a = (mask >> a & 1) != 0, has_b = (mask >> b & 1) != 0;
        // What fits leaves room for what costs no more on the same channel,
        // or on one without a limit, where he is on duty as well.
        if (has_a && !has_b && classes[b].cost <= classes[a].cost &&
            classes[b].duty_bit == classes[a].duty_bit &&
            (classes[b].channel == classes[a].channel ||
             classes[b].channel == 0)) {
          possible = false;
        }
      }
    }
    if (!possible) continue;
    list->mask_index[mask] = static_cast<uint8_t>(list->masks.size());
    list->masks.push_back(static_cast<uint8_t>(mask));
  }
}

void Compiler::CompileClasses() {
  for (ListId id = 1; id < d_.lists.size(); ++id) {
    ListData& list = d_.lists[id];
    list.classes = std::move(classes_[id]);
    if (list.classes.empty()) list.classes.push_back({});
    for (SessionClass& k : list.classes) {
      const uint16_t desk = d_.duties[k.duty].desk.value;
      auto it = std::find(list.duty_desks.begin(), list.duty_desks.end(), desk);
      k.duty_bit = static_cast<uint8_t>(it - list.duty_desks.begin());
      if (it == list.duty_desks.end()) list.duty_desks.push_back(desk);
    }
    d_.tells_duty |= list.duty_desks.size() > 1;
    list.first_cost = list.classes[0].cost;
    list.one_class = list.classes.size() == 1 && list.classes[0].channel == 0 &&
                     list.capacity == UINT32_MAX;
    CompileMasks(&list);
  }
}

// ----------------------------------------------------------------- indexes

void Compiler::IndexScopes() {
  for (size_t k = 0; k < kDimensions; ++k) {
    d_.groups_by_value[k].resize(d_.value_ids[k].size());
  }
  d_.groups_by_value[At(ScopeDimension::kLink)].resize(d_.link_ids.size());
  d_.groups_by_value[At(ScopeDimension::kChannel)].resize(
      d_.channel_ids.size());
  d_.groups_by_value[At(ScopeDimension::kStore)].resize(d_.store_ids.size());
  for (const GroupConfig& config : c_.groups) {
    const auto id = static_cast<uint16_t>(d_.group_ids.Find(config.name));
    const GroupData& group = d_.groups[id];
    const ScopeEntry entry{{id}, group.filled, group.desks.empty()};
    if (group.filled == 0) d_.unscoped.push_back(entry);
    if (group.Fills(ScopeDimension::kCrowd))
      d_.groups_by_crowd.push_back(entry);
    for (size_t k = 0; k < kDimensions; ++k) {
      if (k == At(ScopeDimension::kCrowd)) continue;
      for (const uint32_t value : group.scope[k]) {
        d_.groups_by_value[k][value].push_back(entry);
      }
    }
  }
  constexpr unsigned kOwn =
      1u << At(ScopeDimension::kProduct) | 1u << At(ScopeDimension::kIntent) |
      1u << At(ScopeDimension::kOrderStatus) | 1u << At(ScopeDimension::kCrowd);
  d_.further_dimensions = (d_.used_dimensions & ~kOwn) != 0;
}

}  // namespace kefu
