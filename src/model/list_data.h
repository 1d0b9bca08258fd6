// What a ruleset says of lists, where sessions wait and agents are chosen, and
// of their members (A2, A12, C5, D1-D8, R10, R11, R13), compiled.

#ifndef KEFU_MODEL_LIST_DATA_H_
#define KEFU_MODEL_LIST_DATA_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"

namespace kefu {

// A list is where sessions wait and agents are chosen: one for each group,
// then one for each desk. ListOf(group) = group, ListOf(desk) = groups + desk.
using ListId = uint32_t;

// What a session needs of an agent: sessions of one class fit or do not fit
// an agent alike (A2, A12), and are handed out at the same hours (R2, R13).
struct SessionClass {
  uint16_t channel = 0;  // with a limit of its own; 0: without
  uint16_t cost = 1;
  uint16_t duty = 0;     // in RulesetData::duties
  uint8_t duty_bit = 0;  // in ListData::duty_desks
};

// When sessions of a desk are handed out, and who is on duty for them. Desks
// that agree in all of it share one.
struct DutyData {
  ScheduleId schedule;   // hours of the desk (R2)
  bool all_day = false;  // handed out by nobody but the agents (R13)
  DeskId desk;           // who is on duty is decided for this desk alone
};

inline constexpr size_t kMaxClasses = 8;

// What sets members of a list apart for good: members of one kind fit or do
// not fit a session alike, but for their room (R10, R11, D3, D7, D8). Each part
// is 0, or the same for all, where the list does not ask for it.
struct MemberKind {
  uint32_t store = 0;  // R11; 0: none
  uint8_t level = 0;   // R10: place in the order, 0 the first
  uint8_t tier = 1;    // D7
  uint16_t weight = 1;
  uint64_t skills = 0;  // D8: bits by declaration
  friend auto operator<=>(const MemberKind&, const MemberKind&) = default;
};

// The kinds of a list whose members belong to one store, as a range of
// ListData::kinds.
struct StoreRange {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t store = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t above = kNone;  // the range of the nearest store above that has one
};

// What a session needs of a member of a list: its class, and what must be true
// of his kind.
struct Needs {
  uint64_t skills = 0;  // that are still required (D8)
  uint32_t store = 0;   // its own; 0: none (R11)
  uint8_t klass = 0;
  uint8_t tiers = 1;  // how many of them are open (D7)
  friend bool operator==(const Needs&, const Needs&) = default;
};

struct ListData {
  // What every choice reads, in one cache line.
  GroupId group;  // none for a desk's own list
  DeskId desk;    // none for a group's list
  Distribution distribution = Distribution::kLeastLoaded;
  RelativeTo relative_to = RelativeTo::kWeight;
  bool chooses = false;            // has a way of its own, `manual` or other
  bool pool_auto = false;          // the pool is handed out by the rules (O2)
  uint32_t capacity = UINT32_MAX;  // limit of each member here (A2)
  uint32_t members_begin = 0;      // in `members`, in declared order
  uint32_t members_count = 0;
  uint16_t first_cost = 1;  // of classes[0]
  bool one_class = true;    // without limits but the agent's own
  std::vector<SessionClass> classes;
  // The sets of classes that can fit an agent at once, as bit masks, and the
  // index of each: a roster keeps one cell for each of them.
  std::vector<uint8_t> masks;
  std::vector<uint8_t> mask_index;  // by mask; 255: cannot happen
  std::vector<MemberKind> kinds;    // that occur, by store first
  std::vector<uint32_t> kind_size;  // members of each kind
  std::vector<StoreRange> ranges;   // of those, by store
  bool has_kinds = false;  // a session may fit some kinds and not others
  bool by_level = false;   // R10
  bool no_flood = false;   // D4
  bool laned = false;      // its sessions wait in lanes (waiting_list.h)
  bool hands_out = false;  // has, at times at least, a way but `manual`
  // D7: when the second tier opens, and those after it, since the first join.
  std::vector<Duration> tier_opens;
  // The desks of which the list tells who is on duty, of its classes in their
  // order; 0: all others. A bit each in Seat::duty.
  std::vector<uint16_t> duty_desks;
  bool has_slots = false;     // the open slots give order and way (R13)
  bool keeps_last = false;    // a way of it is `even` (D2)
  bool keeps_idle = false;    // a way of it is `longest_idle` (D5)
  bool keeps_values = false;  // a way of it is `weighted` (D3)
};

// An agent's place in a list.
struct MemberData {
  uint32_t agent = 0;
  ListId list = 0;
  uint32_t place = 0;  // in declared order, from 0
  uint16_t weight = 1;
  uint8_t tier = 1;         // D7
  uint32_t kind = 0;        // index in ListData::kinds
  uint32_t kind_place = 0;  // among the members of that kind
  GroupId group;            // of the list; none for a desk's own
  bool everywhere = false;  // the group serves every desk
};

}  // namespace kefu

#endif  // KEFU_MODEL_LIST_DATA_H_
