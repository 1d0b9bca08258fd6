#include "src/codec/snapshot_names.h"

#include <algorithm>
#include <string>

namespace kefu::codec {
namespace {

const IdMap& IdsOf(const RulesetData& rules, size_t kind) {
  switch (static_cast<NameKinds>(kind)) {
    case kAgentNames:
      return rules.agent_ids;
    case kGroupNames:
      return rules.group_ids;
    case kDeskNames:
      return rules.desk_ids;
    case kLinkNames:
      return rules.link_ids;
    case kPriorityNames:
      return rules.priority_ids;
    case kProductNames:
      return rules.value_ids[At(ScopeDimension::kProduct)];
    case kIntentNames:
      return rules.value_ids[At(ScopeDimension::kIntent)];
    case kCrowdNames:
      return rules.crowd_ids;
    case kTagNames:
      return rules.tag_ids;
    case kAttributeNames:
      return rules.attribute_ids;
    case kPageNames:
      return rules.value_ids[At(ScopeDimension::kPage)];
    case kLanguageNames:
      return rules.value_ids[At(ScopeDimension::kLanguage)];
    case kStoreNames:
      return rules.store_ids;
    case kChannelNames:
      return rules.channel_ids;
    case kRuleNames:
      return rules.rule_ids;
    case kOrderStatusNames:
    case kNameKinds:
      break;
  }
  return rules.value_ids[At(ScopeDimension::kOrderStatus)];
}

}  // namespace

std::vector<std::byte> NamesPart(const RulesetData& rules, uint32_t version) {
  std::vector<std::byte> part;
  SaveArchive save(&part);
  for (size_t kind = 0; kind < NameKindsOf(version); ++kind) {
    const IdMap& ids = IdsOf(rules, kind);
    save(uint64_t{ids.size()} - 1);
    for (uint32_t id = 1; id < ids.size(); ++id) {
      save(std::string(ids.Name(id)));
    }
  }
  return part;
}

Translation::Translation(const SnapshotParts& parts, const RulesetData& rules) {
  const PartView& part = parts[Part::kNames];
  const uint32_t version = parts.header.version;
  counts_.fill(1);
  for (auto& map : maps_) map.assign(1, 0);
  const std::vector<std::byte> own = NamesPart(rules, version);
  if (std::equal(part.bytes.begin(), part.bytes.end(), own.begin(),
                 own.end())) {
    identity_ = true;
    for (size_t kind = 0; kind < NameKindsOf(version); ++kind) {
      counts_[kind] = IdsOf(rules, kind).size();
    }
    return;
  }
  LoadArchive load(part.bytes, part.offset, version);
  for (size_t kind = 0; kind < NameKindsOf(version); ++kind) {
    std::vector<std::string> names;
    load(names);
    std::vector<uint32_t>& map = maps_[kind];
    for (const std::string& name : names) {
      map.push_back(IdsOf(rules, kind).Find(name));
    }
    counts_[kind] = static_cast<uint32_t>(map.size());
  }
  load.CheckEnd();
}

}  // namespace kefu::codec
