// A small fixed table of short words, for the fields and events of a log. One
// probe and one comparison in the common case.

#ifndef KEFU_CODEC_WORD_TABLE_H_
#define KEFU_CODEC_WORD_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace kefu::codec {

// At most 100 words, none of them empty.
template <class T>
class WordTable {
 public:
  void Add(std::string_view word, T value) {
    size_t slot = Hash(word);
    while (!slots_[slot].word.empty()) slot = (slot + 1) % kSlots;
    slots_[slot] = {word, value};
  }

  // T{} if it is not one of the words.
  T Find(std::string_view word) const {
    if (word.empty()) return T{};
    for (size_t slot = Hash(word); !slots_[slot].word.empty();
         slot = (slot + 1) % kSlots) {
      if (Same(slots_[slot].word, word)) return slots_[slot].value;
    }
    return T{};
  }

 private:
  static constexpr size_t kSlots = 256;
  struct Slot {
    std::string_view word;
    T value{};
  };

  // Words are short: two loads that overlap are cheaper than a call.
  static bool Same(std::string_view a, std::string_view b) {
    const size_t n = a.size();
    if (n != b.size()) return false;
    const auto load = [](std::string_view word, size_t at, auto part) {
      std::memcpy(&part, word.data() + at, sizeof part);
      return part;
    };
    const auto same = [&](size_t at, auto part) {
      return load(a, at, part) == load(b, at, part);
    };
    if (n > 16) return a == b;
    if (n >= 8) return same(0, uint64_t{}) && same(n - 8, uint64_t{});
    if (n >= 4) return same(0, uint32_t{}) && same(n - 4, uint32_t{});
    if (n >= 2) return same(0, uint16_t{}) && same(n - 2, uint16_t{});
    return a[0] == b[0];
  }

  static size_t Hash(std::string_view word) {
    const auto byte = [&](size_t i) {
      return static_cast<size_t>(static_cast<unsigned char>(word[i]));
    };
    return (byte(0) * 7 + byte(word.size() / 2) * 31 +
            byte(word.size() - 1) * 13 + word.size() * 5) %
           kSlots;
  }

  std::array<Slot, kSlots> slots_;
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_WORD_TABLE_H_
