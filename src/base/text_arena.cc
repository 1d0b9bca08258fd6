#include "src/base/text_arena.h"

#include <algorithm>

namespace kefu {
namespace {

constexpr size_t kFirstWords = 64;

}  // namespace

TextArena::TextArena() : words_(kFirstWords) {}

TextArena::Size TextArena::SizeOf(size_t bytes) {
  const size_t words = std::max<size_t>((bytes + 7) / 8, 1);
  if (words <= kExact) return {words - 1, words};
  const auto bits = static_cast<size_t>(std::bit_width(words - 1));
  return {kExact + bits - std::bit_width(kExact), size_t{1} << bits};
}

uint32_t TextArena::Add(size_t bytes) {
  const Size size = SizeOf(bytes);
  uint32_t& free = free_[size.klass];
  if (free != 0) {
    const uint32_t text = free;
    free = static_cast<uint32_t>(words_[text]);
    return text;
  }
  if (words_.size() == 0) {
    words_.Reserve(1);
    words_.Add();
  }
  return words_.AddRun(size.words);
}

void TextArena::Free(uint32_t text, size_t bytes) {
  uint32_t& free = free_[SizeOf(bytes).klass];
  words_[text] = free;
  free = text;
}

void TextArena::CopyFrom(const TextArena& other) {
  free_ = {};
  words_.CopyFrom(other.words_);
  free_ = other.free_;
}

}  // namespace kefu
