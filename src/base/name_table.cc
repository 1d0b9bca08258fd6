#include "src/base/name_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>
#include <utility>

namespace kefu {
namespace {

constexpr size_t kFirstSlots = 32;
constexpr size_t kMovedAtOnce = 8;  // slots of the old table, per insertion
constexpr size_t kMany = 1 << 16;   // names that come at once

}  // namespace

// -------------------------------------------------------------------- index

void RowIndex::Table::Put(uint64_t slot) {
  size_t i = Home(slot >> 32);
  while (slots[i] != 0) i = (i + 1) & (size - 1);
  slots[i] = slot;
}

void RowIndex::Table::Erase(uint64_t slot) {
  if (size == 0) return;
  size_t i = Home(slot >> 32);
  while (slots[i] != slot) {
    if (slots[i] == 0) return;
    i = (i + 1) & (size - 1);
  }
  slots[i] = kErased;
}

void RowIndex::MoveSome() {
  const size_t end = std::min(moved_ + kMovedAtOnce, old_.size);
  for (; moved_ < end; ++moved_) {
    if (IsEntry(old_.slots[moved_])) current_.Put(old_.slots[moved_]);
  }
  if (moved_ == old_.size) old_ = {};
}

// They are not set.
RowIndex::Slots RowIndex::LargeSlots(size_t size) {
  const size_t bytes = size * sizeof(uint64_t);
  return Slots(static_cast<uint64_t*>(AllocateRows(bytes)), Free{bytes});
}

void RowIndex::Rebuild(size_t size, bool at_once) {
  Table next;
  if (at_once) {
    next.slots = LargeSlots(size);
    std::memset(next.slots.get(), 0, size * sizeof(uint64_t));
  } else {
    next.slots.reset(
        static_cast<uint64_t*>(std::calloc(size, sizeof(uint64_t))));
    if (next.slots == nullptr) throw std::bad_alloc();
  }
  next.size = size;
  while (old_.size != 0) MoveSome();
  old_ = std::move(current_);
  current_ = std::move(next);
  moved_ = 0;
  taken_ = live_;
  MoveSome();
}

void RowIndex::Reserve(size_t n) {
  // At most half full, so that probes stay short.
  if (current_.size != 0 && (taken_ + n) * 2 <= current_.size) return;
  // At most a quarter full now, so that all has moved long before the next
  // time; and for that reason never less than half as large as before.
  const size_t size = std::bit_ceil(std::max((live_ + n) * 2, live_ * 4));
  const size_t slots = std::max({size, current_.size / 2, kFirstSlots});
  Rebuild(slots, n >= kMany && n >= slots / 8);
}

void RowIndex::Insert(uint64_t hash, uint32_t row) {
  current_.Put((hash & 0xFFFFFFFF00000000ull) | row);
  ++live_;
  ++taken_;
  if (old_.size != 0) MoveSome();
}

void RowIndex::Erase(uint64_t hash, uint32_t row) {
  const uint64_t slot = (hash & 0xFFFFFFFF00000000ull) | row;
  current_.Erase(slot);
  old_.Erase(slot);
  --live_;
}

void RowIndex::Table::CopyFrom(const Table& other) {
  if (size != other.size) *this = {};
  if (other.size == 0) return;
  if (size == 0) {
    slots = LargeSlots(other.size);
    size = other.size;
  }
  std::memcpy(slots.get(), other.slots.get(), size * sizeof(uint64_t));
}

void RowIndex::CopyFrom(const RowIndex& other) {
  moved_ = live_ = taken_ = 0;
  try {
    current_.CopyFrom(other.current_);
    old_.CopyFrom(other.old_);
  } catch (const std::bad_alloc&) {
    current_ = {};
    old_ = {};
    throw;
  }
  moved_ = other.moved_;
  live_ = other.live_;
  taken_ = other.taken_;
}

// -------------------------------------------------------------------- names

NameTable::NameTable() {
  names_.Reserve(1);
  names_.Add();
}

uint32_t NameTable::Find(std::string_view name) const {
  return FindHashed(name, HashBytes(name));
}

uint32_t NameTable::Find(uint64_t key) const {
  return FindHashed(key, HashKey(key));
}

uint32_t NameTable::FindHashed(std::string_view name, uint64_t hash) const {
  return index_.Find(hash, [&](uint32_t row) {
    return !names_[row].is_key && Name(row) == name;
  });
}

uint32_t NameTable::FindHashed(uint64_t key, uint64_t hash) const {
  return index_.Find(hash, [&](uint32_t row) {
    return names_[row].is_key && names_[row].key == key;
  });
}

void NameTable::Reserve(size_t n) {
  names_.Reserve(n);
  index_.Reserve(n);
}

void NameTable::ReserveRow(uint32_t row) {
  if (row == names_.size()) names_.Reserve(1);
  index_.Reserve(1);
}

void NameTable::Put(uint32_t row, const Entry& entry, uint64_t hash) {
  if (row == names_.size()) names_.Add();
  Entry& old = names_[row];
  if (old.known) {
    index_.Erase(old.is_key ? HashKey(old.key) : HashBytes(Name(row)), row);
    if (!old.is_key && old.text != 0) texts_.Free(old.text, old.length);
  }
  old = entry;
  index_.Insert(hash, row);
}

void NameTable::Add(uint32_t row, std::string_view name) {
  AddHashed(row, name, HashBytes(name));
}

void NameTable::Add(uint32_t row, uint64_t key) {
  AddHashed(row, key, HashKey(key));
}

void NameTable::AddHashed(uint32_t row, std::string_view name, uint64_t hash) {
  ReserveRow(row);
  Entry entry;
  entry.text = texts_.Add(name.size());
  entry.length = static_cast<uint32_t>(name.size());
  entry.known = true;
  name.copy(texts_.At(entry.text), name.size());
  Put(row, entry, hash);
}

void NameTable::AddHashed(uint32_t row, uint64_t key, uint64_t hash) {
  ReserveRow(row);
  Entry entry;
  entry.key = key;
  entry.is_key = entry.known = true;
  Put(row, entry, hash);
}

std::string_view NameTable::Name(uint32_t row) const {
  const Entry& entry = names_[row];
  if (entry.length == 0) return {};
  return {texts_.At(entry.text), entry.length};
}

uint64_t NameTable::Digest(uint32_t row) const {
  return IsKey(row) ? Combine(1, Key(row)) : Combine(2, HashBytes(Name(row)));
}

void NameTable::CopyFrom(const NameTable& other) {
  index_.CopyFrom(other.index_);
  names_.CopyFrom(other.names_);
  texts_.CopyFrom(other.texts_);
}

}  // namespace kefu
