// Hours: whether a desk is open, and who is on duty (R2, R13, C5).
//
// On duty 在岗: his own hours are open and he is not on leave; the hours of the
// group are open; he is in an open slot of the desk, or it has none; he is
// logged in to it (A14). So it is said for a place in a list, and for each desk
// that the list serves.

#ifndef KEFU_FACTS_HOURS_H_
#define KEFU_FACTS_HOURS_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu {

// Whether the desk is within its hours (R2).
KEFU_INLINE bool IsDeskOpen(const World& world, DeskId desk) {
  return world.hours.IsOpen(world.rules.desks[desk.value].schedule);
}

// For which desks he is on duty in a list, as bits of its duty_desks.
uint8_t FindDuties(const World& world, const MemberData& member);
KEFU_INLINE uint8_t DutiesOf(const World& world, const MemberData& member) {
  return world.rules.any_duty ? FindDuties(world, member) : 1;
}

// Why he is on duty for none.
Reason ReasonOffDuty(const World& world, AgentId agent);

// Whether he is on duty at the desk at any place of his there.
bool IsOnDuty(const World& world, AgentId agent, DeskId desk);

// Whether he is present there 在岗在线: online and on duty or, where he does
// not take part, not on leave (A18).
bool IsPresent(const World& world, AgentId agent, DeskId desk);

// Whether the group is within its hours (C5).
bool IsGroupOpen(const World& world, GroupId group);

}  // namespace kefu

#endif  // KEFU_FACTS_HOURS_H_
