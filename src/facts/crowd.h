// Crowds 人群 (V1 to V3): whether a customer is in one.
//
// A crowd is all of its cross conditions 交叉条件, and each of these any of its
// parallel ones 平行条件. Where crowds are stored, somebody is in a crowd if he
// met it at its last refresh since he became known; otherwise (`live`) if he
// meets it now.

#ifndef KEFU_FACTS_CROWD_H_
#define KEFU_FACTS_CROWD_H_

#include <cstdint>
#include <span>
#include <vector>

#include "kefu/attributes.h"
#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// What a condition is asked about.
struct Profile {
  AttributeList attributes;
  std::span<const uint32_t> tags;
};

// Whether he meets one condition, or all of a crowd, on a local day. Who has
// no value meets `unknown`, `none_of` and `no`, and nothing else.
bool Meets(const RulesetData& rules, const Condition& condition,
           const Profile& profile, int64_t today);
bool Meets(const RulesetData& rules, const CrowdData& crowd,
           const Profile& profile, int64_t today);

// The refresh of a crowd that was the last one: the daily one, or a later one
// by hand, which comes behind `number` others.
struct Refresh {
  Instant at;
  uint64_t number = 0;  // 0: the daily one

  // Whether it came after what is so since this time, and since so many
  // refreshes by hand. A daily one comes before all events of its instant.
  bool After(int64_t time, uint64_t refreshes) const {
    return number != 0 ? number > refreshes : at.ms > time;
  }
};
Refresh LastRefresh(const World& world, CrowdId crowd);

// Whether a customer, by his row (0: one who is not known), is in the crowd.
bool InCrowd(const World& world, uint32_t customer, CrowdId crowd);
// The crowds that he is in, in declared order. Throws std::bad_alloc.
std::vector<CrowdId> CrowdsOf(const World& world, uint32_t customer);

}  // namespace kefu

#endif  // KEFU_FACTS_CROWD_H_
