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

#include "src/base/chunked_table.h"
#include "src/base/digest.h"
#include "src/base/row_memory.h"
#include "src/base/text_arena.h"

namespace kefu {

// 64-bit slots {tag of the hash, row}; row 0 is never stored, a zero slot is
// free. What is erased leaves its slot taken until the next rebuilding, which
// moves a few entries at each insertion as growth does.
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
  // REQUIRES: Insert(hash, row) before.
  void Erase(uint64_t hash, uint32_t row);
  // Becomes a copy of `other`. Throws std::bad_alloc; it is empty then.
  void CopyFrom(const RowIndex& other);

 private:
  // Zeroed lazily by the system, so that a fresh table costs no pass over it;
  // or, where many entries come at once, in large pages and touched now.
  struct Free {
    size_t row_bytes;  // of AllocateRows; 0: of calloc
    Free() : row_bytes(0) {}
    explicit Free(size_t bytes) : row_bytes(bytes) {}
    void operator()(uint64_t* p) const {
      row_bytes != 0 ? FreeRows(p, row_bytes) : std::free(p);
    }
  };
  using Slots = std::unique_ptr<uint64_t[], Free>;
  // Of an entry that was erased: no row.
  static constexpr uint64_t kErased = uint64_t{UINT32_MAX} << 32;
  static bool IsEntry(uint64_t slot) {
    return static_cast<uint32_t>(slot) != 0;
  }

  struct Table {
    Slots slots;
    size_t size = 0;  // a power of two, or 0

    template <class Match>
    uint32_t Find(uint64_t hash, Match&& match) const {
      if (size == 0) return 0;
      const uint64_t tag = hash >> 32;
      for (size_t i = Home(tag);; i = (i + 1) & (size - 1)) {
        if (slots[i] == 0) return 0;
        const auto row = static_cast<uint32_t>(slots[i]);
        if (slots[i] >> 32 == tag && row != 0 && match(row)) return row;
      }
    }
    KEFU_INLINE void Prefetch(uint64_t hash) const {
      if (size != 0) __builtin_prefetch(&slots[Home(hash >> 32)]);
    }
    void Put(uint64_t slot);
    void Erase(uint64_t slot);
    // Throws std::bad_alloc; it is empty then.
    void CopyFrom(const Table& other);
    // The home comes from the tag alone: a slot that moves has nothing else.
    size_t Home(uint64_t tag) const { return Mix(tag) & (size - 1); }
  };

  static Slots LargeSlots(size_t size);
  void Rebuild(size_t size, bool at_once);
  void MoveSome();

  Table current_;
  Table old_;         // complete until it is dropped; searched second
  size_t moved_ = 0;  // slots of the old table that are in both
  size_t live_ = 0;   // rows in all
  size_t taken_ = 0;  // slots of the present table, when all has moved
};

// The names of customers: strings, or 64-bit keys of the host. Rows are
// numbered from 1; who gives them out is their owner (ContactTable).
class NameTable {
 public:
  NameTable();

  // 0 if not known.
  uint32_t Find(std::string_view name) const;
  uint32_t Find(uint64_t key) const;
  KEFU_INLINE void PrefetchKey(uint64_t key) const {
    index_.Prefetch(HashKey(key));
  }

  // Gives a name that is not known to a row: to the one after all others, or
  // to one whose name nobody needs any more. Throws std::bad_alloc; nothing
  // changes.
  void Add(uint32_t row, std::string_view name);
  void Add(uint32_t row, uint64_t key);
  // The same for the row after all others, which is returned.
  template <class NameOrKey>
  uint32_t Add(NameOrKey name) {
    const uint32_t row = names_.size();
    Add(row, name);
    return row;
  }
  void Reserve(size_t n);

  // For many names at once: their hashes come first, so that the places in the
  // index are on their way into the cache.
  static uint64_t HashOf(std::string_view name) { return HashBytes(name); }
  static uint64_t HashOf(uint64_t key) { return HashKey(key); }
  KEFU_INLINE void PrefetchHash(uint64_t hash) const { index_.Prefetch(hash); }
  // The same as Add, of a name with this hash; false if some row has it.
  template <class NameOrKey>
  bool AddNew(uint32_t row, NameOrKey name, uint64_t hash) {
    if (FindHashed(name, hash) != 0) return false;
    AddHashed(row, name, hash);
    return true;
  }

  uint32_t size() const { return names_.size() - 1; }
  bool IsKey(uint32_t row) const { return names_[row].is_key; }
  // REQUIRES: !IsKey(row) / IsKey(row).
  std::string_view Name(uint32_t row) const;
  uint64_t Key(uint32_t row) const { return names_[row].key; }
  size_t text_bytes() const { return texts_.bytes(); }
  // A digest of the name; equal names, equal digests.
  uint64_t Digest(uint32_t row) const;

  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again.
  void CopyFrom(const NameTable& other);

 private:
  struct Entry {
    union {
      uint64_t key = 0;
      uint32_t text;  // of the arena; 0: none
    };
    uint32_t length = 0;
    bool is_key = false;
    bool known = false;
  };
  static uint64_t HashKey(uint64_t key) { return Mix(key ^ 0xA5A5A5A5u); }

  uint32_t FindHashed(std::string_view name, uint64_t hash) const;
  uint32_t FindHashed(uint64_t key, uint64_t hash) const;
  void AddHashed(uint32_t row, std::string_view name, uint64_t hash);
  void AddHashed(uint32_t row, uint64_t key, uint64_t hash);
  // Makes room for a name of this row.
  void ReserveRow(uint32_t row);
  void Put(uint32_t row, const Entry& entry, uint64_t hash);

  RowIndex index_;
  ChunkedTable<Entry> names_;
  TextArena texts_;
};

}  // namespace kefu

#endif  // KEFU_BASE_NAME_TABLE_H_
