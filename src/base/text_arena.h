// Texts that come and go, in few allocations: each is a run of 8-byte words
// inside a chunk. A text that is given back is kept in a list for texts of its
// size, so churn takes no more memory than there was at once of each size.
//
// A text is named by a number and not by its address, so that the arena can be
// copied as it is.

#ifndef KEFU_BASE_TEXT_ARENA_H_
#define KEFU_BASE_TEXT_ARENA_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "src/base/chunked_table.h"

namespace kefu {

class TextArena {
 public:
  TextArena();

  // A text of so many bytes, to be written by the caller. 0 is never one.
  // Throws std::bad_alloc; nothing has changed then.
  uint32_t Add(size_t bytes);
  // Gives back the text that Add(bytes) returned. Its bytes are lost.
  void Free(uint32_t text, size_t bytes);

  char* At(uint32_t text) { return reinterpret_cast<char*>(&words_[text]); }
  const char* At(uint32_t text) const {
    return reinterpret_cast<const char*>(&words_[text]);
  }
  size_t bytes() const { return words_.bytes(); }
  // Becomes a copy of `other`. Throws std::bad_alloc; then it is empty.
  void CopyFrom(const TextArena& other);

 private:
  // Up to 16 words one class for each number; above, powers of two.
  static constexpr size_t kExact = 16;
  static constexpr size_t kClasses = kExact + 28;
  struct Size {
    size_t klass;
    size_t words;
  };
  static Size SizeOf(size_t bytes);

  ChunkedTable<uint64_t> words_;
  std::array<uint32_t, kClasses> free_{};  // the first of each; 0: none
};

}  // namespace kefu

#endif  // KEFU_BASE_TEXT_ARENA_H_
