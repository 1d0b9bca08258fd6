// When to look at whom: a wheel of lazy entries.
//
// Deadlines are not stored here. A contact's next deadline is computed from
// its time stamps (model/clock.h); an entry only says when to look. So a
// message that moves a deadline writes one time stamp and nothing else; the
// entry finds out when its time comes and is set again.
//
// The rule: a contact with a deadline d has one live entry at some a <= d, and
// Contact::armed_for == a. An entry whose time is not armed_for is dead.
//
// Slots that have begun are unpacked into a heap, which gives the total order
// of T2: deadline, then session number.

#ifndef KEFU_MODEL_TIMERS_H_
#define KEFU_MODEL_TIMERS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kefu/time.h"
#include "kefu/vocabulary.h"
#include "src/base/chunked_table.h"
#include "src/model/tables.h"
#include "src/model/watch.h"

namespace kefu {

class Timers {
 public:
  struct Entry {
    int64_t at = 0;
    uint64_t number = 0;  // of the session; breaks ties
    ContactRow contact = 0;
    TimerKind kind = TimerKind::kNone;  // for whoever sets it
  };

  // `turn`: of the wheel; what is armed often fits into it, what lies beyond is
  // looked at twice in each at most. `sessions`: expected at once. `watch` is
  // told what is set.
  Timers(Duration turn, uint64_t sessions, Watch* watch);

  // Makes room for n more entries. Throws std::bad_alloc.
  KEFU_INLINE void Reserve(size_t n) {
    if (!HasRoom(n)) Grow(n);
  }
  KEFU_INLINE bool HasRoom(size_t n) const {
    return node_room_ >= n && heap_room_ >= n;
  }

  // Sets an entry. `now`: the engine's time, for which Next has been asked.
  // REQUIRES: room for it.
  void Arm(const Entry& entry, Instant now);
  // No entry is due at or before a time earlier than this.
  int64_t look_at() const { return look_at_; }

  // The entry to look at next, if its time is <= t; it stays set. Before it is
  // given, slots that have begun by then are unpacked: look(contact, at) gives
  // the entry as it is to be set now, with number 0 if it is dead;
  // look.Prefetch(contact) comes before, for all of the slot, then
  // look.PrefetchMore(contact) for all. Throws std::bad_alloc, and then nothing
  // is lost.
  template <class Look>
  bool Next(int64_t t, Look&& look, Entry* entry);
  // Takes out the entry that Next has just given. Those that may be looked at
  // next are fetched ahead: look.Prefetch(contact), then, when only one is
  // before it, look.Soon(contact).
  template <class Look>
  void Drop(const Look& look) {
    Drop();
    if (!heap_.empty()) look.Soon(heap_.front().contact);
    const size_t next = std::min<size_t>(heap_.size(), 3);
    for (size_t i = 1; i < next; ++i) look.Prefetch(heap_[i].contact);
  }
  // The same of rows that lie together, as those of TimedRows.
  void Drop();

  // The smallest deadline(entry's contact, at) of live entries, INT64_MAX if
  // there is none; deadline() gives INT64_MAX for a dead entry.
  template <class Deadline>
  int64_t Earliest(Deadline&& deadline) const;

  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again. REQUIRES: made for the same timers and sessions.
  void CopyFrom(const Timers& other);
  size_t bytes() const {
    return nodes_.bytes() + slots_.size() * 4 + used_.size() * 8 +
           heap_.capacity() * sizeof(Entry);
  }

 private:
  // Four entries, in one cache line.
  struct alignas(64) Node {
    int64_t at[4];
    ContactRow contact[4];
    uint32_t count = 0;
    uint32_t next = 0;
  };
  static constexpr uint32_t kPerNode = 4;

  KEFU_COLD void Grow(size_t n);
  int64_t Tick(int64_t at) const { return at >> shift_; }
  // The tick of the first slot after the present one that is in use.
  int64_t FindNextTick() const;
  void Set(const Entry& entry);
  uint32_t AddNode(size_t slot);
  void Push(const Entry& entry);
  KEFU_INLINE void Remember();
  template <class F>
  void EachIn(size_t slot, F&& f) const {
    for (uint32_t n = slots_[slot]; n != 0; n = nodes_[n].next) {
      const Node& node = nodes_[n];
      for (uint32_t i = 0; i < node.count; ++i) f(node.contact[i], node.at[i]);
    }
  }

  std::vector<uint32_t> slots_;  // first node of each, 0: none
  std::vector<uint64_t> used_;   // a bit for each slot
  ChunkedTable<Node> nodes_;
  uint32_t free_ = 0;
  size_t free_count_ = 0;
  size_t node_room_ = 0;  // nodes that can be taken: those, and new ones
  std::vector<Entry> heap_;
  size_t heap_room_ = 0;  // entries that fit its memory
  int shift_ = 0;
  int64_t now_tick_ = INT64_MIN / 2;  // slots up to here are unpacked
  int64_t next_tick_ = INT64_MAX;     // of the first one that is in use
  int64_t look_at_ = INT64_MAX;
  WatchLink watch_;
};

KEFU_INLINE void Timers::Remember() {
  look_at_ = next_tick_ == INT64_MAX ? INT64_MAX : next_tick_ << shift_;
  if (!heap_.empty()) look_at_ = std::min(look_at_, heap_.front().at);
}

template <class Look>
bool Timers::Next(int64_t t, Look&& look, Entry* entry) {
  while (look_at_ <= t) {
    const int64_t tick = next_tick_;
    const int64_t begins = tick == INT64_MAX ? INT64_MAX : tick << shift_;
    if (!heap_.empty() && heap_.front().at < begins) {
      *entry = heap_.front();
      return true;
    }
    const size_t slot = static_cast<uint64_t>(tick) & (slots_.size() - 1);
    // For the next time.
    nodes_.Prefetch(slots_[(slot + 1) & (slots_.size() - 1)]);
    size_t entries = 0;
    EachIn(slot, [&](ContactRow contact, int64_t) {
      look.Prefetch(contact);
      ++entries;
    });
    EachIn(slot,
           [&](ContactRow contact, int64_t) { look.PrefetchMore(contact); });
    Reserve(entries);
    uint32_t n = slots_[slot];
    slots_[slot] = 0;
    used_[slot / 64] &= ~(uint64_t{1} << (slot % 64));
    now_tick_ = tick;
    next_tick_ = FindNextTick();
    while (n != 0) {
      const Node node = nodes_[n];
      nodes_[n].next = free_;
      free_ = n;
      ++free_count_;
      ++node_room_;
      n = node.next;
      for (uint32_t i = 0; i < node.count; ++i) {
        const Entry live = look(node.contact[i], node.at[i]);
        if (live.number == 0) continue;
        Set(live);
      }
    }
    Remember();
  }
  return false;
}

template <class Deadline>
int64_t Timers::Earliest(Deadline&& deadline) const {
  int64_t best = INT64_MAX;
  if (look_at_ == INT64_MAX) return best;  // nothing is set
  const auto look = [&](ContactRow contact, int64_t at) {
    if (at >= best) return;  // no deadline is before its entry
    const int64_t d = deadline(contact, at);
    if (d < best) best = d;
  };
  for (const Entry& e : heap_) look(e.contact, e.at);
  for (size_t i = 1; i <= slots_.size(); ++i) {
    const int64_t tick = now_tick_ + static_cast<int64_t>(i);
    if (best < INT64_MAX && Tick(best) < tick) break;
    const size_t slot = static_cast<uint64_t>(tick) & (slots_.size() - 1);
    EachIn(slot, look);
  }
  return best;
}

}  // namespace kefu

#endif  // KEFU_MODEL_TIMERS_H_
