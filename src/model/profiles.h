// What hosts tell of customers 客户资料: attributes, tags, a dedicated agent
// and a store, and which crowds 人群 they were in at the last refresh (V1 to
// V3, R6, R11).
//
// Nothing sweeps all customers. Before anything that a crowd depends on
// changes, the customer's membership is brought up to date with the old values
// (moves/step_profile.h); who is only read is judged by what he has now, since
// nothing has changed meanwhile (facts/crowd.h).

#ifndef KEFU_MODEL_PROFILES_H_
#define KEFU_MODEL_PROFILES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kefu/attributes.h"
#include "kefu/ids.h"
#include "src/base/inline.h"
#include "src/base/zero_table.h"

namespace kefu {

// Values and tags of one customer, in one piece of memory of their own.
struct ProfileBlock {
  std::byte* bytes = nullptr;    // the values by attribute, then the tags
  uint32_t attribute_bytes = 0;  // a multiple of 8
  uint32_t tags = 0;             // how many

  AttributeList attributes() const {
    return AttributeList({bytes, attribute_bytes});
  }
  std::span<const uint32_t> TagIds() const {
    return {reinterpret_cast<const uint32_t*>(bytes + attribute_bytes), tags};
  }
  size_t size() const {
    return attribute_bytes + size_t{tags} * sizeof(uint32_t);
  }
};

// All zeros: nothing is known of him.
struct ProfileRow {
  ProfileBlock block;
  int64_t as_of;       // his crowds hold what was so at the last refresh before
                       // this time, or before he was known
  uint64_t refreshes;  // and before so many refreshes by hand
  uint32_t dedicated;  // agent; 0: none of his own
  uint32_t store;      // his own; 0: none (R11)
  bool known;          // has had an event
};

// What is remembered of one crowd (V3).
struct CrowdState {
  int64_t refreshed_at = 0;  // by hand, the last time
  uint64_t number = 0;       // of that among all by hand; 0: never
  int64_t day = 0;           // the local day of it
  uint32_t count = 0;        // how often on that day
};

class Profiles {
 public:
  // `crowds`: how many ids the ruleset gives to crowds, 0 without any.
  Profiles(size_t crowds, size_t expected)
      : words_((crowds + 63) / 64), rows_(expected), bits_(expected) {}
  ~Profiles() { Release(); }
  Profiles(const Profiles&) = delete;
  Profiles& operator=(const Profiles&) = delete;

  // Makes room for the customers' rows below n. Throws std::bad_alloc.
  void Reserve(size_t n) {
    rows_.Reserve(n);
    bits_.Reserve(n * words_);
  }
  KEFU_INLINE bool Has(uint32_t row) const { return row < rows_.capacity(); }
  // All zeros for a row without room.
  const ProfileRow& operator[](uint32_t row) const {
    return Has(row) ? rows_[row] : kNothing;
  }
  // REQUIRES: Reserve.
  ProfileRow& Write(uint32_t row) {
    if (row >= used_) used_ = row + 1;
    return rows_[row];
  }

  // Whether he was in this crowd as of his row's time. REQUIRES: Has(row).
  bool Bit(uint32_t row, CrowdId crowd) const {
    return (bits_[Word(row, crowd)] >> (crowd.value % 64) & 1) != 0;
  }
  // Those of the ids from 64 * w on.
  uint64_t WordOf(uint32_t row, size_t w) const {
    return Has(row) ? bits_[static_cast<uint32_t>(row * words_ + w)] : 0;
  }
  void SetBit(uint32_t row, CrowdId crowd, bool in) {
    uint64_t& word = bits_[Word(row, crowd)];
    const uint64_t bit = uint64_t{1} << (crowd.value % 64);
    word = in ? word | bit : word & ~bit;
  }

  // A block that holds copies. Throws std::bad_alloc.
  static ProfileBlock Make(AttributeList attributes,
                           std::span<const uint32_t> tags);
  static void Free(ProfileBlock* block);
  // Instead of what he had; the old block is freed.
  void SetBlock(uint32_t row, ProfileBlock block);
  // All about him is forgotten.
  void Clear(uint32_t row);

  // Rows below this may hold something.
  uint32_t used() const { return used_; }
  size_t words() const { return words_; }
  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again. REQUIRES: made for the same crowds.
  void CopyFrom(const Profiles& other);
  size_t bytes() const;

 private:
  static constexpr ProfileRow kNothing{};

  uint32_t Word(uint32_t row, CrowdId crowd) const {
    return static_cast<uint32_t>(row * words_ + crowd.value / 64);
  }
  void Release();

  size_t words_;  // of bits for each customer
  ZeroTable<ProfileRow> rows_;
  ZeroTable<uint64_t> bits_;
  uint32_t used_ = 0;
};

}  // namespace kefu

#endif  // KEFU_MODEL_PROFILES_H_
