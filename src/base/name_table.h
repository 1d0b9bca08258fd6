// Names at the border: strings and outside keys to dense row numbers, once.
//
// The index is an open-addressed table that grows by moving a few entries at
// each insertion, so no single look-up pays for the growth. Its order decides
// nothing (T6).

#ifndef KEFU_BASE_NAME_TABLE_H_
#define KEFU_BASE_NAME_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "src/base/chunked_table.h"
#include "src/base/digest.h"

namespace kefu {

// 64-bit slots {tag of the hash, row}; row 0 is never stored, a zero slot is
// free. Rows are never taken out.
class RowIndex {
 public:
  // Calls match(row) for the candidates of `hash` until it says true, and
  // returns that row; 0 if none.
  template <class Match>
  uint32_t Find(uint64_t hash, Match&& match) const {
    const uint32_t row = current_.Find(hash, match);
    return row != 0 ? row : old_.Find(hash, match);
  }
  KEFU_INLINE void Prefetch(uint64_t hash) const { current_.Prefetch(hash); }
  // Makes room for n more. Throws std::bad_alloc and changes nothing.
  void Reserve(size_t n);
  // REQUIRES: room by Reserve. Moves a few entries of the old table as well.
  void Insert(uint64_t hash, uint32_t row);

 private:
  // Zeroed lazily by the system: a fresh table costs no pass over it.
  struct Free {
    void operator()(uint64_t* p) const { std::free(p); }
  };
  struct Table {
    std::unique_ptr<uint64_t[], Free> slots;
    size_t size = 0;  // a power of two, or 0

    template <class Match>
    uint32_t Find(uint64_t hash, Match&& match) const {
      if (size == 0) return 0;
      const uint64_t tag = hash >> 32;
      for (size_t i = Home(tag);; i = (i + 1) & (size - 1)) {
        if (slots[i] == 0) return 0;
        const auto row = static_cast<uint32_t>(slots[i]);
        if (slots[i] >> 32 == tag && match(row)) return row;
      }
    }
    KEFU_INLINE void Prefetch(uint64_t hash) const {
      if (size != 0) __builtin_prefetch(&slots[Home(hash >> 32)]);
    }
    void Put(uint64_t slot);
    // The home comes from the tag alone: a slot that moves has nothing else.
    size_t Home(uint64_t tag) const { return Mix(tag) & (size - 1); }
  };

  void MoveSome();

  Table current_;
  Table old_;         // complete until it is dropped; searched second
  size_t moved_ = 0;  // slots of the old table that are in both
  size_t used_ = 0;   // rows in all
};

// The names of customers: strings, or 64-bit keys of the host. Rows are
// numbered from 1 in the order of their first look-up.
class NameTable {
 public:
  NameTable();

  // 0 if not known.
  uint32_t Find(std::string_view name) const;
  uint32_t Find(uint64_t key) const;
  KEFU_INLINE void PrefetchKey(uint64_t key) const {
    index_.Prefetch(HashKey(key));
  }

  // Adds a name that is not known. Throws std::bad_alloc; nothing changes.
  uint32_t Add(std::string_view name);
  uint32_t Add(uint64_t key);
  void Reserve(size_t n);

  uint32_t size() const { return names_.size() - 1; }
  bool IsKey(uint32_t row) const { return names_[row].is_key; }
  // REQUIRES: !IsKey(row) / IsKey(row).
  std::string_view Name(uint32_t row) const;
  uint64_t Key(uint32_t row) const { return names_[row].key; }
  // A digest of the name; equal names, equal digests.
  uint64_t Digest(uint32_t row) const;

 private:
  struct Entry {
    union {
      const char* text;
      uint64_t key;
    };
    uint32_t length;
    bool is_key;
  };
  static uint64_t HashKey(uint64_t key) { return Mix(key ^ 0xA5A5A5A5u); }

  uint32_t AddRow(uint64_t hash);
  char* Allocate(size_t bytes);

  RowIndex index_;
  ChunkedTable<Entry> names_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_size_ = 0;
  size_t block_used_ = 0;
};

}  // namespace kefu

#endif  // KEFU_BASE_NAME_TABLE_H_
