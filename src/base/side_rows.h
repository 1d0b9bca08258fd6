// Rows that some customers have, beside their own: a chain for each of them, in
// the order of the rows' keys, so that it is the same however it came about.
// A customer without rows costs four bytes that nobody writes. Where most have
// one, that lies beside the head of its chain, and so do those of other tables:
// what is looked at together is in one cache line.

#ifndef KEFU_BASE_SIDE_ROWS_H_
#define KEFU_BASE_SIDE_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

#include "src/base/chunked_table.h"
#include "src/base/inline.h"
#include "src/base/zero_table.h"

namespace kefu {

// Heads alone.
class ChainHeads {
 public:
  static constexpr bool kHaveRow = false;
  static constexpr size_t kBytes = sizeof(uint32_t);

  explicit ChainHeads(size_t customers) : first_(customers) {}
  void Reserve(size_t n) { first_.Reserve(n); }
  size_t capacity() const { return first_.capacity(); }
  // The first row of a customer; 0: none.
  KEFU_INLINE uint32_t& First(uint32_t customer) { return first_[customer]; }
  KEFU_INLINE uint32_t First(uint32_t customer) const {
    return first_[customer];
  }

 private:
  ZeroTable<uint32_t> first_;
};

// Heads that lie, with one row each, in a table that others share. The row has
// a member `in_head`: it is one of the chain.
template <class Shared, class Row, uint32_t Shared::*kFirst, Row Shared::*kRow>
class HeadsIn {
 public:
  static constexpr bool kHaveRow = true;
  static constexpr size_t kBytes = 0;

  explicit HeadsIn(ZeroTable<Shared>* table) : table_(*table) {}
  void Reserve(size_t n) { table_.Reserve(n); }
  size_t capacity() const { return table_.capacity(); }
  KEFU_INLINE uint32_t& First(uint32_t customer) const {
    return table_[customer].*kFirst;
  }
  KEFU_INLINE Row& RowOf(uint32_t customer) const {
    return table_[customer].*kRow;
  }

 private:
  ZeroTable<Shared>& table_;
};

// Row is plain data with a member `next` and a Key() that is ordered and that
// no two rows of a customer share. A row's index stays the same.
template <class Row, class Heads = ChainHeads>
class SideRows {
 public:
  // What the heads are made of: customers that are expected, or their table.
  template <class HeadsArgument>
  explicit SideRows(HeadsArgument heads) : heads_(heads), rows_(0) {
    rows_.Reserve(1);
    rows_.Add();  // 0 is none
    room_ = rows_.room();
  }

  // Makes room for the customers' rows below n, at most 2^31; for n more rows.
  // Throw std::bad_alloc.
  void ReserveCustomers(size_t n) { heads_.Reserve(n); }
  KEFU_INLINE void Reserve(size_t n) {
    if (!HasRoom(n)) Grow(n);
  }
  KEFU_INLINE bool HasRoom(size_t n) const { return room_ >= n; }

  // The first row of a customer, and the one after this; 0 if there is none.
  KEFU_INLINE uint32_t First(uint32_t customer) const {
    return customer < heads_.capacity() ? heads_.First(customer) : 0;
  }
  uint32_t Next(uint32_t row) const { return At(row).next; }
  KEFU_INLINE Row& operator[](uint32_t row) {
    return const_cast<Row&>(std::as_const(*this).At(row));
  }
  KEFU_INLINE const Row& operator[](uint32_t row) const { return At(row); }

  // Calls f(row) for the customer's rows, in their order.
  template <class F>
  KEFU_INLINE void EachOf(uint32_t customer, F&& f) const {
    const_cast<SideRows*>(this)->EachOf(customer,
                                        [&](const Row& row) { f(row); });
  }
  template <class F>
  KEFU_INLINE void EachOf(uint32_t customer, F&& f) {
    if (customer >= heads_.capacity()) return;
    uint32_t row = heads_.First(customer);
    if constexpr (Heads::kHaveRow) {
      if (row == (customer | kOwn)) {
        Row& own = heads_.RowOf(customer);
        f(own);
        row = own.next;
      }
    }
    while (row != 0) {
      Row& further = (*this)[row];
      f(further);
      row = further.next;
    }
  }

  template <class Key>
  uint32_t Find(uint32_t customer, const Key& key) const {
    uint32_t row = First(customer);
    while (row != 0 && At(row).Key() < key) row = At(row).next;
    return row != 0 && At(row).Key() == key ? row : 0;
  }
  // That row, made by make(), which gives one of this key, if need be.
  // REQUIRES: room.
  template <class Key, class Make>
  KEFU_INLINE Row& Get(uint32_t customer, const Key& key, Make&& make) {
    if constexpr (Heads::kHaveRow) {
      Row& own = heads_.RowOf(customer);
      const bool first = heads_.First(customer) == (customer | kOwn);
      if (first && own.Key() == key) return own;
    }
    return (*this)[FindOrAdd(customer, make())];
  }
  // Its index; made as `fresh`, which has the key, if need be. REQUIRES: room.
  [[gnu::noinline]] uint32_t FindOrAdd(uint32_t customer, const Row& fresh) {
    SideRows& all = *this;
    uint32_t* link = &heads_.First(customer);
    while (*link != 0 && all[*link].Key() < fresh.Key()) {
      link = &all[*link].next;
    }
    if (*link != 0 && all[*link].Key() == fresh.Key()) return *link;
    const uint32_t row = Take(customer);
    all[row] = fresh;
    all[row].next = *link;
    if constexpr (Heads::kHaveRow) all[row].in_head = (row & kOwn) != 0;
    *link = row;
    if (customer >= used_) used_ = customer + 1;
    return row;
  }
  // Takes away the customer's rows of which drop(row) says so.
  template <class Drop>
  void Erase(uint32_t customer, Drop&& drop) {
    if (First(customer) == 0) return;
    SideRows& all = *this;
    for (uint32_t* link = &heads_.First(customer); *link != 0;) {
      const uint32_t row = *link;
      if (!drop(all[row])) {
        link = &all[row].next;
        continue;
      }
      *link = all[row].next;
      all[row] = {};
      GiveBack(row);
    }
  }
  void Clear(uint32_t customer) {
    Erase(customer, [](const Row&) { return true; });
  }

  // Calls f(customer, row index) for all, by customer, then key.
  template <class F>
  void ForEach(F&& f) const {
    for (uint32_t customer = 1; customer < used_; ++customer) {
      for (uint32_t row = First(customer); row != 0; row = Next(row)) {
        f(customer, row);
      }
    }
  }
  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again.
  void CopyFrom(const SideRows& other) {
    for (uint32_t customer = 1; customer < used_; ++customer) {
      heads_.First(customer) = 0;
      if constexpr (Heads::kHaveRow) heads_.RowOf(customer) = {};
    }
    used_ = 0;
    heads_.Reserve(other.heads_.capacity());
    rows_.CopyFrom(other.rows_);
    for (uint32_t customer = 1; customer < other.used_; ++customer) {
      heads_.First(customer) = other.heads_.First(customer);
      if constexpr (Heads::kHaveRow) {
        heads_.RowOf(customer) = other.heads_.RowOf(customer);
      }
    }
    used_ = other.used_;
    free_ = other.free_;
    free_count_ = other.free_count_;
    room_ = free_count_ + rows_.room();
  }
  // Without a table that others share.
  size_t bytes() const { return rows_.bytes() + used_ * Heads::kBytes; }

 private:
  // Of a row in its customer's head: this, and the customer.
  static constexpr uint32_t kOwn = 0x80000000u;

  KEFU_INLINE const Row& At(uint32_t row) const {
    if constexpr (Heads::kHaveRow) {
      if (row & kOwn) return heads_.RowOf(row & ~kOwn);
    }
    return rows_[row];
  }
  KEFU_COLD void Grow(size_t n) {
    if (rows_.size() + n >= kOwn) throw std::bad_alloc();
    rows_.Reserve(n - free_count_);
    room_ = free_count_ + rows_.room();
  }
  uint32_t Take(uint32_t customer) {
    if constexpr (Heads::kHaveRow) {
      if (!heads_.RowOf(customer).in_head) return customer | kOwn;
    }
    --room_;
    if (free_ == 0) return rows_.Add();
    const uint32_t row = free_;
    free_ = rows_[row].next;
    --free_count_;
    return row;
  }
  void GiveBack(uint32_t row) {
    if constexpr (Heads::kHaveRow) {
      if (row & kOwn) return;
    }
    rows_[row].next = free_;
    free_ = row;
    ++free_count_;
    ++room_;
  }

  Heads heads_;  // by customer
  ChunkedTable<Row> rows_;
  uint32_t used_ = 0;  // customers below this may have rows
  uint32_t free_ = 0;
  size_t free_count_ = 0;
  size_t room_ = 0;  // rows that can be taken: those, and new ones
};

}  // namespace kefu

#endif  // KEFU_BASE_SIDE_ROWS_H_
