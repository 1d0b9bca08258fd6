// Rows that never move: a table that grows by chunks, each as large as all
// before it, so that growing copies nothing and costs one allocation. What is
// expected beforehand lies in the first chunk, where a look-up is one
// comparison.

#ifndef KEFU_BASE_CHUNKED_TABLE_H_
#define KEFU_BASE_CHUNKED_TABLE_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "src/base/inline.h"
#include "src/base/row_memory.h"

namespace kefu {

// T is plain data; a new row is T{}. Index 0 is the first row.
template <class T>
class ChunkedTable {
 public:
  static_assert(std::is_trivially_copyable_v<T>);
  static_assert(std::is_trivially_destructible_v<T>);

  // `expected` rows go into the first chunk, which is allocated and touched
  // when the first room is reserved.
  explicit ChunkedTable(size_t expected = 0)
      : first_rows_(std::bit_ceil(std::max<size_t>(expected, kFewest))),
        first_bits_(std::bit_width(first_rows_) - 1) {}
  ~ChunkedTable() { Release(); }
  ChunkedTable(const ChunkedTable&) = delete;
  ChunkedTable& operator=(const ChunkedTable&) = delete;

  KEFU_INLINE T& operator[](uint32_t i) { return *Row(i); }
  KEFU_INLINE const T& operator[](uint32_t i) const { return *Row(i); }
  uint32_t size() const { return size_; }
  size_t bytes() const { return size_t{size_} * sizeof(T); }

  // Makes room for `n` more rows. Throws std::bad_alloc; the rows are kept.
  void Reserve(size_t n) {
    while (capacity_ - size_ < n) AddChunk();
  }
  size_t room() const { return capacity_ - size_; }
  bool HasRoom(size_t n) const { return room() >= n; }

  // REQUIRES: HasRoom(1).
  uint32_t Add() {
    new (Row(size_)) T{};
    return size_++;
  }

  // `n` rows side by side; what they hold is not set. Where the present chunk
  // is too short for them its rest is left out. Throws std::bad_alloc; the
  // rows are kept.
  uint32_t AddRun(size_t n) {
    size_t at = size_;
    for (unsigned k = ChunkOf(at);; ++k) {
      if (k == count_) AddChunk();
      const size_t begin = k == 0 ? 0 : ChunkRows(k);
      at = std::max(at, begin);
      if (n <= begin + ChunkRows(k) - at) break;
      at = begin + ChunkRows(k);
    }
    size_ = static_cast<uint32_t>(at + n);
    return static_cast<uint32_t>(at);
  }
  // `n` rows, one behind the other but not side by side; what they hold is not
  // set. REQUIRES: HasRoom(n).
  void AddUnset(size_t n) { size_ += static_cast<uint32_t>(n); }

  // Forgets the rows; the memory is kept.
  void Clear() { size_ = 0; }
  // Becomes a copy of `other`, in the memory that it has if that suffices.
  // Throws std::bad_alloc; it is empty then. REQUIRES: as many expected.
  void CopyFrom(const ChunkedTable& other) {
    size_ = 0;
    Reserve(other.size_);
    other.EachRun(0, other.size_, [this](size_t at, const T* rows, size_t n) {
      std::memcpy(Row(static_cast<uint32_t>(at)), rows, n * sizeof(T));
    });
    size_ = other.size_;
  }
  // Calls f(at, rows, n) for the rows from `begin` to before `end`, in runs
  // that lie side by side.
  template <class F>
  void EachRun(size_t begin, size_t end, F&& f) const {
    while (begin < end) {
      const unsigned k = ChunkOf(begin);
      const size_t chunk_end = (k == 0 ? 1 : 2) * ChunkRows(k);
      const size_t n = std::min(end, chunk_end) - begin;
      f(begin, static_cast<const T*>(Row(static_cast<uint32_t>(begin))), n);
      begin += n;
    }
  }

  // Inlined by force: a function that only prefetches looks pure to the
  // compiler, and its calls are dropped.
  KEFU_INLINE void Prefetch(uint32_t i) const { __builtin_prefetch(Row(i)); }

 private:
  static constexpr size_t kFewest = 16;
  static constexpr unsigned kMaxChunks = 32;

  KEFU_INLINE T* Row(uint32_t i) const {
    return i < first_rows_ ? chunks_[0] + i : LaterRow(i);
  }
  // Chunk k > 0 holds the rows from first_rows_ << (k - 1) on, as many as all
  // before it.
  T* LaterRow(uint32_t i) const {
    const unsigned k = ChunkOf(i);
    return chunks_[k] + (i - (first_rows_ << (k - 1)));
  }

  size_t ChunkRows(unsigned k) const {
    return k == 0 ? first_rows_ : first_rows_ << (k - 1);
  }
  unsigned ChunkOf(size_t i) const {
    return static_cast<unsigned>(std::bit_width(i >> first_bits_));
  }

  KEFU_COLD void AddChunk() {
    const size_t rows = ChunkRows(count_);
    if (count_ == kMaxChunks || capacity_ + rows > UINT32_MAX) {
      throw std::bad_alloc();
    }
    chunks_[count_] = static_cast<T*>(AllocateRows(rows * sizeof(T)));
    if (count_ == 0) TouchRows(chunks_[0], rows * sizeof(T));
    ++count_;
    capacity_ += rows;
  }

  void Release() {
    for (unsigned k = 0; k < count_; ++k) {
      FreeRows(chunks_[k], ChunkRows(k) * sizeof(T));
    }
  }

  T* chunks_[kMaxChunks] = {};
  size_t first_rows_;
  int first_bits_;
  unsigned count_ = 0;
  uint32_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace kefu

#endif  // KEFU_BASE_CHUNKED_TABLE_H_
