#include "src/model/timers.h"

#include <algorithm>
#include <bit>

namespace kefu {
namespace {

// Few slots for a small tenant (T12), many where many sessions share a turn.
constexpr uint64_t kFewestSlots = 64;
constexpr uint64_t kMostSlots = 1 << 14;
constexpr uint64_t kSessionsPerSlot = 16;

// Later in the heap: std::push_heap keeps the largest in front.
bool Later(const Timers::Entry& a, const Timers::Entry& b) {
  return a.at != b.at ? a.at > b.at : a.number > b.number;
}

}  // namespace

Timers::Timers(Duration turn, uint64_t sessions, Watch* watch)
    : nodes_(static_cast<size_t>(sessions)), watch_(watch) {
  const uint64_t slots = std::clamp(std::bit_ceil(sessions / kSessionsPerSlot),
                                    kFewestSlots, kMostSlots);
  slots_.assign(slots, 0);
  used_.assign(slots / 64, 0);
  const auto ms = static_cast<uint64_t>(std::max<int64_t>(turn.ms, 1));
  shift_ = std::bit_width(ms / (slots - 1));
  // A slot's worth of entries, several times over.
  heap_.reserve(std::clamp<size_t>(sessions / kSessionsPerSlot, 16, 4096));
  heap_room_ = heap_.capacity();
  nodes_.Reserve(1);
  nodes_.Add();
  node_room_ = nodes_.room();
}

void Timers::Grow(size_t n) {
  if (node_room_ < n) {
    nodes_.Reserve(n - free_count_);
    node_room_ = free_count_ + nodes_.room();
  }
  if (heap_room_ < n) {
    heap_.reserve(std::max(heap_.size() + n, heap_.capacity() * 2));
    heap_room_ = heap_.capacity() - heap_.size();
  }
}

void Timers::Push(const Entry& entry) {
  --heap_room_;
  heap_.push_back(entry);
  std::push_heap(heap_.begin(), heap_.end(), Later);
}

void Timers::Drop() {
  std::pop_heap(heap_.begin(), heap_.end(), Later);
  heap_.pop_back();
  ++heap_room_;
  Remember();
}

void Timers::Arm(const Entry& entry, Instant now) {
  // Every slot that has begun is unpacked, so the turn may begin now.
  now_tick_ = std::max(now_tick_, Tick(now.ms));
  Set(entry);
}

void Timers::Set(const Entry& entry) {
  int64_t tick = Tick(entry.at);
  if (tick <= now_tick_) {
    Push(entry);
    look_at_ = std::min(look_at_, entry.at);
    watch_.Lower(look_at_);
    return;
  }
  // What lies beyond one turn waits in its second half, apart from others that
  // do, and is set again there.
  const auto slots = static_cast<int64_t>(slots_.size());
  if (tick >= now_tick_ + slots) {
    tick = now_tick_ + slots / 2 + (tick & (slots / 2 - 1));
  }
  const size_t slot = static_cast<uint64_t>(tick) & (slots_.size() - 1);
  uint32_t n = slots_[slot];
  if (n == 0 || nodes_[n].count == kPerNode) n = AddNode(slot);
  Node& node = nodes_[n];
  node.at[node.count] = entry.at;
  node.contact[node.count] = entry.contact;
  ++node.count;
  used_[slot / 64] |= uint64_t{1} << (slot % 64);
  next_tick_ = std::min(next_tick_, tick);
  look_at_ = std::min(look_at_, tick << shift_);
  watch_.Lower(look_at_);
}

uint32_t Timers::AddNode(size_t slot) {
  uint32_t n = free_;
  if (n != 0) {
    free_ = nodes_[n].next;
    --free_count_;
  } else {
    n = nodes_.Add();
  }
  --node_room_;
  nodes_[n].count = 0;
  nodes_[n].next = slots_[slot];
  slots_[slot] = n;
  return n;
}

void Timers::CopyFrom(const Timers& other) {
  slots_ = other.slots_;
  used_ = other.used_;
  nodes_.CopyFrom(other.nodes_);
  free_ = other.free_;
  free_count_ = other.free_count_;
  node_room_ = free_count_ + nodes_.room();
  heap_ = other.heap_;
  heap_room_ = heap_.capacity() - heap_.size();
  now_tick_ = other.now_tick_;
  next_tick_ = other.next_tick_;
  look_at_ = other.look_at_;
}

int64_t Timers::FindNextTick() const {
  const size_t slots = slots_.size();
  const size_t first = static_cast<uint64_t>(now_tick_ + 1) & (slots - 1);
  for (size_t i = 0; i <= used_.size(); ++i) {
    const size_t word = (first / 64 + i) % used_.size();
    uint64_t bits = used_[word];
    // The first word is seen twice: its later part now, its earlier one at
    // the end of the turn.
    const uint64_t later = ~uint64_t{0} << (first % 64);
    if (i == 0) bits &= later;
    if (i == used_.size()) bits &= ~later;
    if (bits == 0) continue;
    const size_t slot = word * 64 + static_cast<size_t>(std::countr_zero(bits));
    return now_tick_ + 1 + static_cast<int64_t>((slot - first) & (slots - 1));
  }
  return INT64_MAX;
}

}  // namespace kefu
