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
      return rules.value_ids[0];
    case kIntentNames:
      return rules.value_ids[1];
    case kOrderStatusNames:
    case kNameKinds:
      break;
  }
  return rules.value_ids[2];
}

}  // namespace

std::vector<std::byte> NamesPart(const RulesetData& rules) {
  std::vector<std::byte> part;
  SaveArchive save(&part);
  for (size_t kind = 0; kind < kNameKinds; ++kind) {
    const IdMap& ids = IdsOf(rules, kind);
    save(uint64_t{ids.size()} - 1);
    for (uint32_t id = 1; id < ids.size(); ++id) {
      save(std::string(ids.Name(id)));
    }
  }
  return part;
}

Translation::Translation(std::span<const std::byte> part, uint64_t offset,
                         const RulesetData& rules) {
  const std::vector<std::byte> own = NamesPart(rules);
  if (std::equal(part.begin(), part.end(), own.begin(), own.end())) {
    identity_ = true;
    for (size_t kind = 0; kind < kNameKinds; ++kind) {
      counts_[kind] = IdsOf(rules, kind).size();
    }
    return;
  }
  LoadArchive load(part, offset);
  for (size_t kind = 0; kind < kNameKinds; ++kind) {
    std::vector<std::string> names;
    load(names);
    std::vector<uint32_t>& map = maps_[kind];
    map.push_back(0);
    for (const std::string& name : names) {
      map.push_back(IdsOf(rules, kind).Find(name));
    }
    counts_[kind] = static_cast<uint32_t>(map.size());
  }
  load.CheckEnd();
}

}  // namespace kefu::codec
