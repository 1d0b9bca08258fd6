// A checksum for what lies in files: fast, the same on every machine, and not
// meant to stop a forger.

#ifndef KEFU_BASE_CHECKSUM_H_
#define KEFU_BASE_CHECKSUM_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "src/base/digest.h"

namespace kefu {

static_assert(std::endian::native == std::endian::little,
              "files are little endian, and are read in place");

// 64 bits over `bytes`. Four lanes take eight bytes in turn. Each step is a
// bijection of the word that it takes, and so is everything behind it: two
// texts of one length that differ in a single word, and so in a single bit,
// never have the same checksum. Other `seed`s give other checksums.
inline uint64_t Checksum(uint64_t seed, std::string_view bytes) {
  constexpr uint64_t kOdd = 0x9E3779B185EBCA87ull;
  const auto step = [](uint64_t lane, uint64_t word) {
    lane = (lane ^ word) * kOdd;
    return lane ^ (lane >> 32);
  };
  uint64_t lanes[4];
  for (uint64_t i = 0; i < 4; ++i) lanes[i] = Mix(seed + i + 1);
  const char* at = bytes.data();
  size_t left = bytes.size();
  uint64_t words[4];
  for (; left >= sizeof words; at += sizeof words, left -= sizeof words) {
    std::memcpy(words, at, sizeof words);
    for (int i = 0; i < 4; ++i) lanes[i] = step(lanes[i], words[i]);
  }
  if (left > 0) {
    std::memset(words, 0, sizeof words);
    std::memcpy(words, at, left);
    for (int i = 0; i < 4; ++i) lanes[i] = step(lanes[i], words[i]);
  }
  uint64_t sum = Mix(bytes.size() ^ seed);
  for (const uint64_t lane : lanes) sum = Mix(sum ^ lane);
  return sum;
}

}  // namespace kefu

#endif  // KEFU_BASE_CHECKSUM_H_
