// The tree of eights against a scan of its keys.

#include "src/base/min_tree.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace kefu {
namespace {

constexpr size_t kLine = 8;  // words

uint32_t FirstUsedAfter(const std::vector<uint64_t>& keys, uint32_t after) {
  for (uint32_t i = after == MinTree::kNone ? 0 : after + 1; i < keys.size();
       ++i) {
    if (keys[i] != MinTree::kEmpty) return i;
  }
  return MinTree::kNone;
}

TEST_CASE("a tree of eights knows its smallest key, and the first of them") {
  for (const uint32_t n : {1u, 7u, 8u, 9u, 64u, 65u, 600u}) {
    std::vector<uint64_t> words(MinTree::Words(n) + kLine);
    void* begin = words.data();
    size_t space = words.size() * sizeof(uint64_t);
    REQUIRE(std::align(64, MinTree::Words(n) * sizeof(uint64_t), begin, space));
    MinTree tree(static_cast<uint64_t*>(begin), n);
    std::vector<uint64_t> keys(n, MinTree::kEmpty);
    uint32_t seed = n;
    for (int round = 0; round < 3000; ++round) {
      seed = seed * 1664525 + 1013904223;
      const uint32_t i = (seed >> 8) % n;
      const uint64_t key = seed % 3 == 0 ? MinTree::kEmpty : seed >> 20;
      const uint64_t before = tree.min();
      const bool may_differ = tree.Set(i, key);
      keys[i] = key;
      const auto least = std::min_element(keys.begin(), keys.end());
      REQUIRE(tree.min() == *least);
      REQUIRE((may_differ || tree.min() == before));
      const auto first = static_cast<uint32_t>(least - keys.begin());
      const bool none = *least == MinTree::kEmpty;
      REQUIRE(tree.argmin() == (none ? MinTree::kNone : first));
      REQUIRE(tree.Find(*least) == tree.argmin());
      REQUIRE(tree.FirstAfter(i) == FirstUsedAfter(keys, i));
      REQUIRE(tree.FirstAfter(MinTree::kNone) ==
              FirstUsedAfter(keys, MinTree::kNone));
    }
    tree.Clear();
    CHECK(tree.argmin() == MinTree::kNone);
  }
}

}  // namespace
}  // namespace kefu
