// The blacklist 黑名单 (F4): customers who are turned away, at one desk or at
// all of them, for a time or for ever. Few are, so it is an ordered map; a bit
// in the contact says whether there is anything to look up.

#ifndef KEFU_MODEL_BLOCKS_H_
#define KEFU_MODEL_BLOCKS_H_

#include <cstdint>
#include <map>
#include <utility>

#include "kefu/ids.h"
#include "kefu/time.h"

namespace kefu {

class Blocks {
 public:
  // A desk of none: the tenant.
  using Key = std::pair<uint32_t, uint16_t>;  // row of the customer, desk

  // Never if it is for ever; kFirstInstant if there is none. A block holds
  // while now < until.
  Instant Until(uint32_t customer, DeskId desk) const {
    const auto it = map_.find({customer, desk.value});
    return it == map_.end() ? kFirstInstant : it->second;
  }
  // Throws std::bad_alloc and changes nothing.
  void Set(uint32_t customer, DeskId desk, Instant until) {
    map_.insert_or_assign(Key{customer, desk.value}, until);
  }
  void Erase(uint32_t customer, DeskId desk) {
    map_.erase({customer, desk.value});
  }
  // The latest end of all blocks of a customer; kFirstInstant without one.
  Instant Last(uint32_t customer) const {
    Instant last = kFirstInstant;
    for (auto it = map_.lower_bound({customer, 0});
         it != map_.end() && it->first.first == customer; ++it) {
      if (it->second > last) last = it->second;
    }
    return last;
  }
  void EraseAll(uint32_t customer) {
    map_.erase(map_.lower_bound({customer, 0}),
               map_.upper_bound({customer, UINT16_MAX}));
  }
  const std::map<Key, Instant>& all() const { return map_; }

 private:
  std::map<Key, Instant> map_;
};

}  // namespace kefu

#endif  // KEFU_MODEL_BLOCKS_H_
