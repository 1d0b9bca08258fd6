// Ids and config indices. The oracle counts agents, groups, desks and so on by
// their place in the config; records speak in ids of the ruleset.

#ifndef KEFU_TESTS_ORACLE_NAMES_H_
#define KEFU_TESTS_ORACLE_NAMES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"
#include "kefu/ruleset.h"

namespace kefu::oracle {

// No agent, no group (the desk's own list), no link, no priority.
inline constexpr int kNone = -1;
// An id that the ruleset does not have.
inline constexpr int kUnknown = -2;

class Names {
 public:
  explicit Names(const Ruleset& ruleset);

  // The place in the config of an id; kNone for 0, kUnknown for a wrong id.
  int Agent(uint64_t id) const { return Find(agents_, id); }
  int Group(uint64_t id) const { return Find(groups_, id); }
  int Desk(uint64_t id) const { return Find(desks_, id); }
  int Link(uint64_t id) const { return Find(links_, id); }
  int Priority(uint64_t id) const { return Find(priorities_, id); }
  int Crowd(uint64_t id) const { return Find(crowds_, id); }
  int Tag(uint64_t id) const { return Find(tags_, id); }
  int Attribute(uint64_t id) const { return Find(attributes_, id); }
  int Store(uint64_t id) const { return Find(stores_, id); }
  int Channel(uint64_t id) const { return Find(channels_, id); }

  // The id of a place; 0 for kNone.
  uint32_t AgentId(int i) const { return At<uint32_t>(agent_ids_, i); }
  uint16_t GroupId(int i) const { return At<uint16_t>(group_ids_, i); }
  uint16_t DeskId(int i) const { return At<uint16_t>(desk_ids_, i); }
  uint32_t LinkId(int i) const { return At<uint32_t>(link_ids_, i); }
  uint16_t PriorityId(int i) const { return At<uint16_t>(priority_ids_, i); }
  uint16_t CrowdId(int i) const { return At<uint16_t>(crowd_ids_, i); }
  uint16_t ChannelId(int i) const { return At<uint16_t>(channel_ids_, i); }

  // The names of free words; "" for none. A word that no scope knows matches
  // nothing, but it is given all the same.
  std::string Product(uint64_t id) const;
  std::string Intent(uint64_t id) const;
  std::string OrderStatus(uint64_t id) const;
  std::string Page(uint64_t id) const;
  std::string Language(uint64_t id) const;

 private:
  template <class Id>
  std::string Word(Id id) const;

  using Places = std::map<uint64_t, int>;
  using IdList = std::vector<uint32_t>;

  static int Find(const Places& places, uint64_t id);
  template <class T>
  static T At(const IdList& ids, int i) {
    return i < 0 ? T{0} : static_cast<T>(ids[static_cast<size_t>(i)]);
  }

  const Ruleset& ruleset_;
  Places agents_, groups_, desks_, links_, priorities_, crowds_, tags_;
  Places attributes_, stores_, channels_;
  IdList crowd_ids_, tag_ids_, attribute_ids_;
  IdList agent_ids_, group_ids_, desk_ids_, link_ids_, priority_ids_;
  IdList store_ids_, channel_ids_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_NAMES_H_
