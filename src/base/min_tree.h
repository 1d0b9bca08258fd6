// A fixed array of keys that knows its smallest: a tournament of eights over
// 64-bit keys, so a change touches one cache line on each of log8(n) levels
// and stops where the winner stays the same.
//
// The keys lie in memory that the owner provides: `Words(n)` of them.

#ifndef KEFU_BASE_MIN_TREE_H_
#define KEFU_BASE_MIN_TREE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "src/base/inline.h"

namespace kefu {

class MinTree {
 public:
  static constexpr uint64_t kEmpty = UINT64_MAX;
  static constexpr uint32_t kNone = UINT32_MAX;

  // Number of 64-bit words for n keys, a multiple of 8 (one cache line).
  static size_t Words(uint32_t n);

  MinTree() = default;
  // `words` are Words(n) words, aligned to 64 bytes; all become kEmpty.
  MinTree(uint64_t* words, uint32_t n);

  uint64_t key(uint32_t i) const { return words_[i]; }
  // The smallest key; kEmpty if all are.
  uint64_t min() const { return words_[root_]; }
  // Where the smallest key stands, the first of equal ones; kNone if empty.
  uint32_t argmin() const { return Find(min()); }
  // The same, of who knows the smallest key.
  uint32_t Find(uint64_t min) const;
  // Returns whether the smallest key may be another one now.
  bool Set(uint32_t i, uint64_t key);
  KEFU_INLINE void Prefetch(uint32_t i) const {
    __builtin_prefetch(words_ + i, 1);
  }
  // All become kEmpty.
  void Clear();
  // The first place after i whose key is not kEmpty; kNone if there is none.
  // From the beginning: FirstAfter(kNone).
  uint32_t FirstAfter(uint32_t i) const;

 private:
  static constexpr int kMaxLevels = 8;

  KEFU_INLINE static uint64_t MinOf8(const uint64_t* w) {
    const uint64_t a = std::min(w[0], w[1]), b = std::min(w[2], w[3]);
    const uint64_t c = std::min(w[4], w[5]), d = std::min(w[6], w[7]);
    return std::min(std::min(a, b), std::min(c, d));
  }
  uint32_t Descend(int level, uint32_t i) const;

  uint64_t* words_ = nullptr;
  uint32_t root_ = 0;  // index of the word that holds the minimum
  int levels_ = 0;     // below the root
  uint32_t begin_[kMaxLevels + 1] = {};  // where each level begins
};

}  // namespace kefu

#endif  // KEFU_BASE_MIN_TREE_H_
