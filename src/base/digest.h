// Arithmetic of digests and stable hashes: the same on every machine, and
// never an input of a decision.

#ifndef KEFU_BASE_DIGEST_H_
#define KEFU_BASE_DIGEST_H_

#include <cstdint>
#include <cstring>
#include <string_view>

namespace kefu {

// The finaliser of SplitMix64: every bit of the input moves every bit of the
// output, and no two inputs share one.
constexpr uint64_t Mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

constexpr uint64_t Combine(uint64_t h, uint64_t x) {
  return Mix(h + 0x9E3779B97F4A7C15ull + x);
}

inline uint64_t HashBytes(std::string_view bytes) {
  uint64_t h = Mix(bytes.size() + 0x9E3779B97F4A7C15ull);
  while (bytes.size() >= 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    h = Mix(h ^ word) + 0x9E3779B97F4A7C15ull;
    bytes.remove_prefix(8);
  }
  uint64_t tail = 0;
  if (!bytes.empty()) std::memcpy(&tail, bytes.data(), bytes.size());
  return Mix(h ^ tail);
}

// An ordered digest of a sequence of values.
class Digester {
 public:
  Digester& Add(uint64_t x) {
    h_ = Combine(h_, x);
    return *this;
  }
  Digester& Add(std::string_view s) { return Add(HashBytes(s)); }
  Digester& AddTime(int64_t t) { return Add(static_cast<uint64_t>(t)); }
  uint64_t value() const { return h_; }

 private:
  uint64_t h_ = 0x6B656675ull;
};

}  // namespace kefu

#endif  // KEFU_BASE_DIGEST_H_
