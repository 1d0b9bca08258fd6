// A small fixed table of short words, for the fields and events of a log. One
// probe and one comparison in the common case.

#ifndef KEFU_CODEC_WORD_TABLE_H_
#define KEFU_CODEC_WORD_TABLE_H_

#include <array>
#include <cstddef>
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
      if (slots_[slot].word == word) return slots_[slot].value;
    }
    return T{};
  }

 private:
  static constexpr size_t kSlots = 256;
  struct Slot {
    std::string_view word;
    T value{};
  };

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
