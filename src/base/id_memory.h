// The ids of the last pushes (T1): platforms repeat a push up to three times.

#ifndef KEFU_BASE_ID_MEMORY_H_
#define KEFU_BASE_ID_MEMORY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "kefu/time.h"

namespace kefu {

// The ids seen last, at most kMost of them; the one that was not renewed for
// longest makes room. Ids are at most kLongest bytes.
class IdMemory {
 public:
  static constexpr size_t kMost = 4096;
  static constexpr size_t kLongest = 64;
  static constexpr Duration kMinute = Duration::Minutes(1);

  // Whether `id` was remembered less than a minute before `now`.
  bool Seen(std::string_view id, Instant now) const;
  // Whether it is remembered at all.
  bool Knows(std::string_view id) const { return Find(id) != kNone; }
  // Makes room for one more. Throws std::bad_alloc and changes nothing.
  void Reserve();
  // Remembers it, anew if it is known. REQUIRES: Reserve() before.
  void Remember(std::string_view id, Instant now);
  // Calls f(at, id) for each, the one renewed longest ago first. To remember
  // them in this order at these times makes the same memory.
  template <class F>
  void ForEach(F&& f) const {
    for (uint16_t i = oldest_; i != kNone; i = entries_[i].newer) {
      f(entries_[i].at, entries_[i].id());
    }
  }
  // Digest of what later events can notice of it at `now`.
  uint64_t Digest(Instant now) const;
  size_t bytes() const { return entries_.capacity() * sizeof(Entry); }

 private:
  static constexpr uint16_t kNone = UINT16_MAX;
  static constexpr size_t kBuckets = 1024;
  struct Entry {
    int64_t at = 0;
    uint16_t older = kNone, newer = kNone;  // by renewal
    uint16_t next = kNone;                  // in its bucket
    uint8_t length = 0;
    std::array<char, kLongest> text{};
    std::string_view id() const { return {text.data(), length}; }
  };

  static size_t Bucket(std::string_view id);
  uint16_t Find(std::string_view id) const;
  void Unlink(uint16_t i);
  void LinkNewest(uint16_t i);
  void TakeFromBucket(uint16_t i);

  std::vector<Entry> entries_;
  std::vector<uint16_t> buckets_;
  uint16_t oldest_ = kNone, newest_ = kNone;
};

}  // namespace kefu

#endif  // KEFU_BASE_ID_MEMORY_H_
