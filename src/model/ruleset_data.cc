#include "src/model/ruleset_data.h"

#include <algorithm>

#include "kefu/ruleset.h"

namespace kefu {

uint32_t IdMap::Add(std::string_view name) {
  if (const uint32_t id = Find(name); id != 0) return id;
  const uint32_t id = size();
  index_.Reserve(1);
  names_.emplace_back(name);
  index_.Insert(HashBytes(name), id);
  return id;
}

bool GroupData::Serves(DeskId desk) const {
  return desks.empty() ||
         std::binary_search(desks.begin(), desks.end(), desk.value);
}

const MemberData* RulesetData::FindMember(std::span<const uint32_t> places,
                                          ListId list) const {
  const auto it = std::lower_bound(
      places.begin(), places.end(), list,
      [this](uint32_t m, ListId l) { return members[m].list < l; });
  if (it == places.end() || members[*it].list != list) return nullptr;
  return &members[*it];
}

bool RulesetData::IsParticipant(AgentId agent, DeskId desk) const {
  return FindMember(agent, desks[desk.value].own_list) != nullptr ||
         OwnGroup(agent, desk);
}

GroupId RulesetData::OwnGroup(std::span<const uint32_t> places,
                              DeskId desk) const {
  GroupId best;
  for (const uint32_t m : places) {
    const MemberData& member = members[m];
    if (!member.group) continue;
    if (!member.everywhere && !groups[member.group.value].Serves(desk)) {
      continue;
    }
    if (!best ||
        groups[member.group.value].declared < groups[best.value].declared) {
      best = member.group;
    }
  }
  return best;
}

uint32_t RulesetData::ChannelCapacity(AgentId agent, ChannelId channel) const {
  const uint16_t column = channel_slot[channel.value];
  if (column == 0) return UINT32_MAX;
  return channel_capacity[size_t{agent.value} * channel_columns + column - 1];
}

uint8_t RulesetData::FindClass(ListId list, DeskId desk, uint16_t cost) const {
  const std::vector<SessionClass>& classes = lists[list].classes;
  const ChannelId channel = desks[desk.value].channel;
  const uint16_t limited = channel_slot[channel.value] ? channel.value : 0;
  const uint16_t duty = desks[desk.value].duty;
  for (size_t k = 0; k < classes.size(); ++k) {
    if (classes[k].cost == cost && classes[k].channel == limited &&
        classes[k].duty == duty) {
      return static_cast<uint8_t>(k);
    }
  }
  return 0;
}

uint8_t RulesetData::FindDutyBit(ListId list, DeskId desk) const {
  const std::vector<uint16_t>& desks_told = lists[list].duty_desks;
  const uint16_t own = duties[desks[desk.value].duty].desk.value;
  for (size_t i = 0; i < desks_told.size(); ++i) {
    if (desks_told[i] == own) return static_cast<uint8_t>(i);
  }
  return 0;
}

namespace {

void Override(const SilenceOverride& over, SilenceRules* rules) {
  if (over.after) rules->after = *over.after;
  if (over.mode) rules->mode = *over.mode;
  if (over.warn_before) rules->warn_before = *over.warn_before;
  if (over.warning) rules->warning = *over.warning;
  if (over.closing) rules->closing = *over.closing;
  if (over.chain) rules->chain = *over.chain;
  if (over.hours) rules->hours = *over.hours;
}

}  // namespace

SilenceRules RulesetData::Overridden(SilenceRules rules, GroupId group,
                                     AgentId owner) const {
  if (groups[group.value].has_silence) {
    Override(groups[group.value].silence, &rules);
  }
  if (agents[owner.value].has_silence) {
    Override(agents[owner.value].silence, &rules);
  }
  return rules;
}

uint32_t RulesetData::FindRange(const ListData& list, uint32_t store) const {
  const std::vector<StoreRange>& ranges = list.ranges;
  while (true) {
    const auto it = std::partition_point(
        ranges.begin(), ranges.end(),
        [store](const StoreRange& r) { return r.store < store; });
    if (it != ranges.end() && it->store == store) {
      return static_cast<uint32_t>(it - ranges.begin());
    }
    if (store == 0) return StoreRange::kNone;
    store = stores[store].parent;
  }
}

bool RulesetData::AnyServesStore(ListId list, uint32_t store) const {
  const ListData& data = lists[list];
  if (!isolates) return data.members_count != 0;
  return std::any_of(
      data.kinds.begin(), data.kinds.end(),
      [&](const MemberKind& kind) { return ServesStore(kind.store, store); });
}

uint64_t RulesetData::SkillsOf(IntentId intent, LinkId link,
                               LanguageId language) const {
  uint64_t required = 0;
  if (link && link.value < links.size()) required |= links[link.value].skills;
  if (intent.value < intent_skills.size()) {
    required |= intent_skills[intent.value];
  }
  if (language.value < language_skills.size()) {
    required |= language_skills[language.value];
  }
  return required;
}

uint64_t RulesetData::SkillsLeft(uint64_t required, Duration waited) const {
  uint64_t left = required;
  for (size_t i = 0; i < skills.size(); ++i) {
    if (!skills[i].off() && skills[i] <= waited) left &= ~(uint64_t{1} << i);
  }
  return left;
}

Needs RulesetData::NeedsOfKinds(ListId list, uint8_t klass, uint32_t store,
                                uint64_t required, Duration waited) const {
  Needs needs;
  needs.klass = klass;
  const ListData& data = lists[list];
  needs.skills = required;
  if (isolates) needs.store = store;
  for (const Duration opens : data.tier_opens) needs.tiers += opens <= waited;
  return needs;
}

Ruleset::Ruleset(std::unique_ptr<const RulesetData> data)
    : data_(std::move(data)) {}
Ruleset::~Ruleset() = default;

namespace {

template <class Id, class Table>
Id FindAlive(const IdMap& ids, const Table& table, std::string_view name) {
  const uint32_t id = ids.Find(name);
  if (id == 0 || !table[id].alive) return {};
  Id result;
  result.value = static_cast<decltype(result.value)>(id);
  return result;
}

}  // namespace

AgentId Ruleset::Agent(std::string_view name) const {
  return FindAlive<AgentId>(data_->agent_ids, data_->agents, name);
}
GroupId Ruleset::Group(std::string_view name) const {
  return FindAlive<GroupId>(data_->group_ids, data_->groups, name);
}
DeskId Ruleset::Desk(std::string_view name) const {
  return FindAlive<DeskId>(data_->desk_ids, data_->desks, name);
}
LinkId Ruleset::Link(std::string_view name) const {
  return FindAlive<LinkId>(data_->link_ids, data_->links, name);
}
PriorityId Ruleset::Priority(std::string_view name) const {
  return FindAlive<PriorityId>(data_->priority_ids, data_->priorities, name);
}
ChannelId Ruleset::Channel(std::string_view name) const {
  return FindAlive<ChannelId>(data_->channel_ids, data_->channels, name);
}
CrowdId Ruleset::Crowd(std::string_view name) const {
  return FindAlive<CrowdId>(data_->crowd_ids, data_->crowds, name);
}
TagId Ruleset::Tag(std::string_view name) const {
  return FindAlive<TagId>(data_->tag_ids, data_->tags, name);
}
AttributeId Ruleset::Attribute(std::string_view name) const {
  return FindAlive<AttributeId>(data_->attribute_ids, data_->attributes, name);
}
StoreId Ruleset::Store(std::string_view name) const {
  return FindAlive<StoreId>(data_->store_ids, data_->stores, name);
}
ScheduleId Ruleset::Schedule(std::string_view name) const {
  return FindAlive<ScheduleId>(data_->schedule_ids, data_->schedules, name);
}
RuleId Ruleset::Rule(std::string_view name) const {
  return FindAlive<RuleId>(data_->rule_ids, data_->named_rules, name);
}
ItemId Ruleset::Item(std::string_view name) const {
  return FindAlive<ItemId>(data_->item_ids, data_->items, name);
}
CouponId Ruleset::Coupon(std::string_view name) const {
  return {data_->coupon_ids.Find(name)};
}
ProductId Ruleset::Product(std::string_view name) const {
  return {data_->value_ids[At(ScopeDimension::kProduct)].Find(name)};
}
IntentId Ruleset::Intent(std::string_view name) const {
  return {data_->value_ids[At(ScopeDimension::kIntent)].Find(name)};
}
OrderStatusId Ruleset::OrderStatus(std::string_view name) const {
  return {data_->value_ids[At(ScopeDimension::kOrderStatus)].Find(name)};
}
PageId Ruleset::Page(std::string_view name) const {
  return {data_->value_ids[At(ScopeDimension::kPage)].Find(name)};
}
LanguageId Ruleset::Language(std::string_view name) const {
  return {data_->value_ids[At(ScopeDimension::kLanguage)].Find(name)};
}

std::string_view Ruleset::Name(AgentId id) const {
  return data_->agent_ids.Name(id.value);
}
std::string_view Ruleset::Name(GroupId id) const {
  return data_->group_ids.Name(id.value);
}
std::string_view Ruleset::Name(DeskId id) const {
  return data_->desk_ids.Name(id.value);
}
std::string_view Ruleset::Name(LinkId id) const {
  return data_->link_ids.Name(id.value);
}
std::string_view Ruleset::Name(ProductId id) const {
  return data_->value_ids[At(ScopeDimension::kProduct)].Name(id.value);
}
std::string_view Ruleset::Name(IntentId id) const {
  return data_->value_ids[At(ScopeDimension::kIntent)].Name(id.value);
}
std::string_view Ruleset::Name(OrderStatusId id) const {
  return data_->value_ids[At(ScopeDimension::kOrderStatus)].Name(id.value);
}
std::string_view Ruleset::Name(PriorityId id) const {
  return data_->priority_ids.Name(id.value);
}
std::string_view Ruleset::Name(StoreId id) const {
  return data_->store_ids.Name(id.value);
}
std::string_view Ruleset::Name(ScheduleId id) const {
  return data_->schedule_ids.Name(id.value);
}

std::string_view Ruleset::Name(RuleId id) const {
  return data_->rule_ids.Name(id.value);
}

std::string_view Ruleset::Name(ItemId id) const {
  return data_->item_ids.Name(id.value);
}
std::string_view Ruleset::Name(CouponId id) const {
  return data_->coupon_ids.Name(id.value);
}

std::string_view Ruleset::Name(ChannelId id) const {
  return data_->channel_ids.Name(id.value);
}
std::string_view Ruleset::Name(CrowdId id) const {
  return data_->crowd_ids.Name(id.value);
}
std::string_view Ruleset::Name(TagId id) const {
  return data_->tag_ids.Name(id.value);
}
std::string_view Ruleset::Name(AttributeId id) const {
  return data_->attribute_ids.Name(id.value);
}
std::string_view Ruleset::Name(PageId id) const {
  return data_->value_ids[At(ScopeDimension::kPage)].Name(id.value);
}
std::string_view Ruleset::Name(LanguageId id) const {
  return data_->value_ids[At(ScopeDimension::kLanguage)].Name(id.value);
}

std::vector<std::string> Ruleset::RuleNames() const {
  std::vector<std::string> names;
  for (const RuleId id : data_->declared_rules) names.emplace_back(Name(id));
  return names;
}

std::vector<std::string> Ruleset::CouponNames() const {
  std::vector<std::string> names;
  for (const CampaignConfig& campaign : data_->config.campaigns.list) {
    for (const GiftConfig& gift : campaign.gifts) {
      const bool told =
          std::find(names.begin(), names.end(), gift.coupon) != names.end();
      if (!told && !gift.coupon.empty()) names.push_back(gift.coupon);
    }
  }
  return names;
}

std::vector<std::string> Ruleset::ItemNames() const {
  std::vector<std::string> names;
  for (const ItemId id : data_->declared_items) names.emplace_back(Name(id));
  return names;
}

std::vector<std::string> Ruleset::CrowdNames() const {
  std::vector<std::string> names;
  for (const CrowdId id : data_->declared_crowds) names.emplace_back(Name(id));
  return names;
}

std::vector<std::string> Ruleset::AttributeNames() const {
  std::vector<std::string> names;
  for (const AttributeId id : data_->declared_attributes) {
    names.emplace_back(Name(id));
  }
  return names;
}

std::span<const std::string> Ruleset::Texts(TextId id) const {
  return Messages(id).texts;
}

const MessagesConfig& Ruleset::Messages(TextId id) const {
  const auto& messages = data_->messages;
  return messages[id.value < messages.size() ? id.value : 0].config;
}

const Config& Ruleset::config() const { return data_->config; }

}  // namespace kefu
