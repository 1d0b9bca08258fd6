#include "src/base/min_tree.h"

#include <algorithm>

#include "src/base/align.h"

namespace kefu {
size_t MinTree::Words(uint32_t n) {
  size_t words = 0;
  uint32_t level = std::max(n, 1u);
  while (true) {
    words += RoundUp8(level);
    if (level == 1 && words > 8) return words;
    level = RoundUp8(level) / 8;
  }
}

MinTree::MinTree(uint64_t* words, uint32_t n) : words_(words) {
  std::fill_n(words, Words(n), kEmpty);
  uint32_t level = std::max(n, 1u);
  uint32_t begin = 0;
  while (true) {
    begin_[levels_] = begin;
    if (level == 1 && levels_ > 0) break;
    begin += RoundUp8(level);
    level = RoundUp8(level) / 8;
    ++levels_;
  }
  root_ = begin;
}

bool MinTree::Set(uint32_t i, uint64_t key) {
  words_[i] = key;
  for (int level = 0; level < levels_; ++level) {
    const uint32_t node = i / 8;
    const uint64_t winner = MinOf8(words_ + begin_[level] + node * 8);
    uint64_t& above = words_[begin_[level + 1] + node];
    if (above == winner) return false;
    above = winner;
    i = node;
  }
  return true;
}

// The root is the last level, a line of its own.
void MinTree::Clear() { std::fill_n(words_, root_ + 8, kEmpty); }

uint32_t MinTree::Find(uint64_t min) const {
  if (min == kEmpty) return kNone;
  uint32_t i = 0;
  for (int level = levels_ - 1; level >= 0; --level) {
    i *= 8;
    while (words_[begin_[level] + i] != min) ++i;
  }
  return i;
}

uint32_t MinTree::Descend(int level, uint32_t i) const {
  while (level-- > 0) {
    i *= 8;
    while (words_[begin_[level] + i] == kEmpty) ++i;
  }
  return i;
}

uint32_t MinTree::FirstAfter(uint32_t i) const {
  if (i == kNone) return min() == kEmpty ? kNone : Descend(levels_, 0);
  for (int level = 0; level < levels_; ++level) {
    const uint32_t end = (i / 8 + 1) * 8;
    for (uint32_t j = i + 1; j < end; ++j) {
      if (words_[begin_[level] + j] != kEmpty) return Descend(level, j);
    }
    i /= 8;
  }
  return kNone;
}

}  // namespace kefu
