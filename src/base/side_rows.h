// Rows that some customers have, beside their own: a chain for each of them, in
// the order of the rows' keys, so that it is the same however it came about.
// A customer without rows costs four bytes that nobody writes; where most have
// one, the place of that, which is then found without a second look-up.

#ifndef KEFU_BASE_SIDE_ROWS_H_
#define KEFU_BASE_SIDE_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "src/base/chunked_table.h"
#include "src/base/inline.h"
#include "src/base/zero_table.h"

namespace kefu {

// Row is plain data with a member `next` and a Key() that is ordered and that
// no two rows of a customer share. A row's index stays the same.
template <class Row, bool kMostHaveOne = false>
class SideRows {
 public:
  // `customers` that may have rows.
  explicit SideRows(size_t customers)
      : heads_(customers, kMostHaveOne), rows_(0) {
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
    return customer < heads_.capacity() ? heads_[customer].first : 0;
  }
  uint32_t Next(uint32_t row) const { return At(row).next; }
  // Fetches ahead what First(customer) reads.
  KEFU_INLINE void Prefetch(uint32_t customer) const {
    if (customer < used_) heads_.Prefetch(customer);
  }
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
    Head& head = heads_[customer];
    uint32_t row = head.first;
    if constexpr (kMostHaveOne) {
      if (row == (customer | kOwn)) {
        f(head.own);
        row = head.own.next;
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
  // The same, made by make() if need be. REQUIRES: room.
  template <class Key, class Make>
  KEFU_INLINE Row& Get(uint32_t customer, const Key& key, Make&& make) {
    if constexpr (kMostHaveOne) {
      Head& head = heads_[customer];
      if (head.first == (customer | kOwn) && head.own.Key() == key) {
        return head.own;
      }
    }
    return (*this)[FindOrAdd(customer, make())];
  }
  [[gnu::noinline]] uint32_t FindOrAdd(uint32_t customer, const Row& fresh) {
    SideRows& all = *this;
    uint32_t* link = &heads_[customer].first;
    while (*link != 0 && all[*link].Key() < fresh.Key()) {
      link = &all[*link].next;
    }
    if (*link != 0 && all[*link].Key() == fresh.Key()) return *link;
    const uint32_t row = Take(customer);
    all[row] = fresh;
    all[row].next = *link;
    *link = row;
    if (customer >= used_) used_ = customer + 1;
    return row;
  }
  // Takes away the customer's rows of which drop(row) says so.
  template <class Drop>
  void Erase(uint32_t customer, Drop&& drop) {
    if (First(customer) == 0) return;
    SideRows& all = *this;
    for (uint32_t* link = &heads_[customer].first; *link != 0;) {
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
      heads_[customer] = {};
    }
    used_ = 0;
    heads_.Reserve(other.heads_.capacity());
    rows_.CopyFrom(other.rows_);
    for (uint32_t customer = 1; customer < other.used_; ++customer) {
      heads_[customer] = other.heads_[customer];
    }
    used_ = other.used_;
    free_ = other.free_;
    free_count_ = other.free_count_;
    room_ = free_count_ + rows_.room();
  }
  size_t bytes() const { return rows_.bytes() + size_t{used_} * sizeof(Head); }

 private:
  // Of a row in its customer's head: this, and the customer.
  static constexpr uint32_t kOwn = 0x80000000u;

  struct HeadOnly {
    uint32_t first;
  };
  struct HeadWithRow {
    uint32_t first;
    uint32_t taken;  // 1: `own` is one of the chain
    Row own;
  };
  using Head = std::conditional_t<kMostHaveOne, HeadWithRow, HeadOnly>;

  KEFU_INLINE const Row& At(uint32_t row) const {
    if constexpr (kMostHaveOne) {
      if (row & kOwn) return heads_[row & ~kOwn].own;
    }
    return rows_[row];
  }
  KEFU_COLD void Grow(size_t n) {
    if (rows_.size() + n >= kOwn) throw std::bad_alloc();
    rows_.Reserve(n - free_count_);
    room_ = free_count_ + rows_.room();
  }
  uint32_t Take(uint32_t customer) {
    if constexpr (kMostHaveOne) {
      Head& head = heads_[customer];
      if (head.taken == 0) {
        head.taken = 1;
        return customer | kOwn;
      }
    }
    --room_;
    if (free_ == 0) return rows_.Add();
    const uint32_t row = free_;
    free_ = rows_[row].next;
    --free_count_;
    return row;
  }
  void GiveBack(uint32_t row) {
    if constexpr (kMostHaveOne) {
      if (row & kOwn) {
        heads_[row & ~kOwn].taken = 0;
        return;
      }
    }
    rows_[row].next = free_;
    free_ = row;
    ++free_count_;
    ++room_;
  }

  ZeroTable<Head> heads_;  // by customer
  ChunkedTable<Row> rows_;
  uint32_t used_ = 0;  // customers below this may have rows
  uint32_t free_ = 0;
  size_t free_count_ = 0;
  size_t room_ = 0;  // rows that can be taken: those, and new ones
};

}  // namespace kefu

#endif  // KEFU_BASE_SIDE_ROWS_H_
