// The small parts of a snapshot, as cereal writes and reads them: one list of
// members for both ways.

#ifndef KEFU_CODEC_SNAPSHOT_STATE_H_
#define KEFU_CODEC_SNAPSHOT_STATE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "src/codec/snapshot_archive.h"

namespace kefu::codec {

// A list's way (D2, D3), and how long its last sessions took (Q6).
struct ListWire {
  uint32_t last = 0;
  std::vector<int64_t> currents;  // `weighted`: by place, else none
  std::vector<int64_t> handled;   // the ring, as far as it is in use
  uint32_t next = 0;

  template <class Archive>
  void serialize(Archive& ar) {
    ar(last, currents, handled, next);
  }
};

struct BlockWire {
  uint32_t customer = 0;
  uint16_t desk = 0;
  int64_t until = 0;

  template <class Archive>
  void serialize(Archive& ar) {
    ar(customer, desk, until);
  }
};

// The desks that an agent has chosen (A14).
struct LoginWire {
  uint32_t agent = 0;
  std::vector<uint16_t> desks;  // ascending

  template <class Archive>
  void serialize(Archive& ar) {
    ar(agent, desks);
  }
};

struct IdWire {
  int64_t at = 0;
  std::string id;

  template <class Archive>
  void serialize(Archive& ar) {
    ar(at, id);
  }
};

// A crowd that was refreshed by hand (V3).
struct CrowdWire {
  uint16_t crowd = 0;
  int64_t refreshed_at = 0;
  uint64_t number = 0;
  int64_t day = 0;
  uint32_t count = 0;

  template <class Archive>
  void serialize(Archive& ar) {
    ar(crowd, refreshed_at, number, day, count);
  }
};

struct StateWire {
  bool started = false;
  int64_t now = 0;
  int64_t first_at = 0;
  uint64_t last_seq = 0;
  bool has_seq = false;
  bool timers_left = false;  // overdue: memory ran out between two timers
  uint64_t last_session = 0;
  uint64_t last_assignment = 0;
  uint64_t refused = 0;
  uint64_t timers_fired = 0;
  uint64_t forgotten = 0;
  uint64_t firsts = 0;                   // customers who have had a first event
  std::vector<uint32_t> free_customers;  // in the order of their use
  std::vector<ListWire> lists;           // by list, from 1
  std::vector<BlockWire> blocks;         // by customer, then desk
  std::vector<IdWire> ids;               // the oldest first
  uint64_t crowd_refreshes = 0;          // by hand (V3)
  std::vector<CrowdWire> crowds;         // by id
  std::vector<LoginWire> logins;         // by agent; from version 2 on
  uint64_t online_numbers = 0;           // the same

  template <class Archive>
  void serialize(Archive& ar) {
    ar(started, now, first_at, last_seq, has_seq, timers_left);
    ar(last_session, last_assignment, refused, timers_fired, forgotten, firsts);
    ar(free_customers, lists, blocks, ids);
    if (ar.version() < 2) return;
    ar(crowd_refreshes, crowds, logins, online_numbers);
  }
};

// The names of the ruleset by kind and id, from 1; "" for an id that is no
// longer given. Later versions add kinds at the end.
enum NameKinds : size_t {
  kAgentNames,
  kGroupNames,
  kDeskNames,
  kLinkNames,
  kPriorityNames,
  kProductNames,
  kIntentNames,
  kOrderStatusNames,
  kCrowdNames,
  kTagNames,
  kAttributeNames,
  kPageNames,
  kLanguageNames,
  kStoreNames,
  kChannelNames,
  kRuleNames,
  kNameKinds
};
// How many of them a version has.
inline constexpr size_t NameKindsOf(uint32_t version) {
  return version == 1 ? kOrderStatusNames + 1 : kNameKinds;
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_SNAPSHOT_STATE_H_
