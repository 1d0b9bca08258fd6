#include "src/base/name_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace kefu {
namespace {

constexpr size_t kFirstSlots = 32;
constexpr size_t kMovedAtOnce = 8;  // slots of the old table, per insertion
constexpr size_t kFirstBlock = 512;
constexpr size_t kLargestBlock = 1 << 20;

}  // namespace

void RowIndex::Table::Put(uint64_t slot) {
  size_t i = Home(slot >> 32);
  while (slots[i] != 0) i = (i + 1) & (size - 1);
  slots[i] = slot;
}

void RowIndex::MoveSome() {
  const size_t end = std::min(moved_ + kMovedAtOnce, old_.size);
  for (; moved_ < end; ++moved_) {
    if (old_.slots[moved_] != 0) current_.Put(old_.slots[moved_]);
  }
  if (moved_ == old_.size) old_ = {};
}

void RowIndex::Reserve(size_t n) {
  // At most half full, so that probes stay short.
  const size_t needed = std::max(kFirstSlots, std::bit_ceil((used_ + n) * 2));
  if (needed <= current_.size) return;
  Table bigger;
  bigger.slots.reset(
      static_cast<uint64_t*>(std::calloc(needed, sizeof(uint64_t))));
  if (bigger.slots == nullptr) throw std::bad_alloc();
  bigger.size = needed;
  while (old_.size != 0) MoveSome();
  old_ = std::move(current_);
  current_ = std::move(bigger);
  moved_ = 0;
  MoveSome();
}

void RowIndex::Insert(uint64_t hash, uint32_t row) {
  current_.Put((hash & 0xFFFFFFFF00000000ull) | row);
  ++used_;
  if (old_.size != 0) MoveSome();
}

NameTable::NameTable() {
  names_.Reserve(1);
  names_.Add();
}

uint32_t NameTable::Find(std::string_view name) const {
  return index_.Find(HashBytes(name), [&](uint32_t row) {
    return !names_[row].is_key && Name(row) == name;
  });
}

uint32_t NameTable::Find(uint64_t key) const {
  return index_.Find(HashKey(key), [&](uint32_t row) {
    return names_[row].is_key && names_[row].key == key;
  });
}

uint32_t NameTable::AddRow(uint64_t hash) {
  const uint32_t row = names_.Add();
  index_.Insert(hash, row);
  return row;
}

char* NameTable::Allocate(size_t bytes) {
  if (block_size_ - block_used_ < bytes) {
    const size_t size = std::max(
        bytes, std::clamp(block_size_ * 2, kFirstBlock, kLargestBlock));
    auto block = std::make_unique_for_overwrite<char[]>(size);
    blocks_.push_back(std::move(block));
    block_size_ = size;
    block_used_ = 0;
  }
  char* text = blocks_.back().get() + block_used_;
  block_used_ += bytes;
  return text;
}

void NameTable::Reserve(size_t n) {
  names_.Reserve(n);
  index_.Reserve(n);
}

uint32_t NameTable::Add(std::string_view name) {
  Reserve(1);
  char* text = Allocate(std::max<size_t>(name.size(), 1));
  std::memcpy(text, name.data(), name.size());
  const uint32_t row = AddRow(HashBytes(name));
  names_[row].text = text;
  names_[row].length = static_cast<uint32_t>(name.size());
  names_[row].is_key = false;
  return row;
}

uint32_t NameTable::Add(uint64_t key) {
  Reserve(1);
  const uint32_t row = AddRow(HashKey(key));
  names_[row].key = key;
  names_[row].is_key = true;
  return row;
}

std::string_view NameTable::Name(uint32_t row) const {
  return {names_[row].text, names_[row].length};
}

uint64_t NameTable::Digest(uint32_t row) const {
  return IsKey(row) ? Combine(1, Key(row)) : Combine(2, HashBytes(Name(row)));
}

}  // namespace kefu
