// Rows beside the rows of a ChunkedTable, which most of them never need: they
// are all zeros from the beginning, and memory that nobody has written to is
// not provided by the system.

#ifndef KEFU_BASE_ZERO_TABLE_H_
#define KEFU_BASE_ZERO_TABLE_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

#include "src/base/inline.h"
#include "src/base/row_memory.h"

namespace kefu {

// T is plain data for which all zeros mean "nothing".
template <class T>
class ZeroTable {
 public:
  static_assert(std::is_trivially_copyable_v<T>);

  // `touched`: the system provides the memory of the rows that are expected
  // when they are reserved, so that no event pays for that.
  explicit ZeroTable(size_t expected, bool touched = false)
      : touched_(touched),
        first_rows_(std::bit_ceil(std::max<size_t>(expected, kFewest))),
        first_bits_(std::bit_width(first_rows_) - 1) {}
  ~ZeroTable() {
    for (unsigned k = 0; k < count_; ++k) FreeZeroRows(chunks_[k]);
  }
  ZeroTable(const ZeroTable&) = delete;
  ZeroTable& operator=(const ZeroTable&) = delete;

  // Makes room for the rows below n. Throws std::bad_alloc.
  void Reserve(size_t n) {
    while (capacity_ < n) AddChunk();
  }
  // REQUIRES: room by Reserve.
  KEFU_INLINE T& operator[](uint32_t i) { return *Row(i); }
  KEFU_INLINE const T& operator[](uint32_t i) const { return *Row(i); }
  size_t capacity() const { return capacity_; }

  // Inlined by force, as in ChunkedTable.
  KEFU_INLINE void Prefetch(uint32_t i) const {
    const char* const row = reinterpret_cast<const char*>(Row(i));
    __builtin_prefetch(row);
    // One that may lie across two cache lines.
    if (kCacheLine % sizeof(T) != 0 && sizeof(T) < kCacheLine) {
      __builtin_prefetch(row + sizeof(T) - 1);
    }
  }

 private:
  static constexpr size_t kCacheLine = 64;
  static constexpr size_t kFewest = 16;
  static constexpr unsigned kMaxChunks = 32;

  // Chunk k > 0 holds as many rows as all before it.
  T* Row(uint32_t i) const {
    if (i < first_rows_) return chunks_[0] + i;
    const auto k = static_cast<unsigned>(std::bit_width(i >> first_bits_));
    return chunks_[k] + (i - (first_rows_ << (k - 1)));
  }
  KEFU_COLD void AddChunk() {
    const size_t rows = count_ == 0 ? first_rows_ : first_rows_ << (count_ - 1);
    if (count_ == kMaxChunks) throw std::bad_alloc();
    chunks_[count_] = static_cast<T*>(AllocateZeroRows(rows * sizeof(T)));
    if (touched_ && count_ == 0) TouchRows(chunks_[0], rows * sizeof(T));
    ++count_;
    capacity_ += rows;
  }

  T* chunks_[kMaxChunks] = {};
  bool touched_;
  size_t first_rows_;
  int first_bits_;
  unsigned count_ = 0;
  size_t capacity_ = 0;
};

}  // namespace kefu

#endif  // KEFU_BASE_ZERO_TABLE_H_
