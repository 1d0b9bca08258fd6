#include "src/base/id_memory.h"

#include <algorithm>

#include "src/base/digest.h"

namespace kefu {

size_t IdMemory::Bucket(std::string_view id) {
  return HashBytes(id) % kBuckets;
}

uint16_t IdMemory::Find(std::string_view id) const {
  if (buckets_.empty()) return kNone;
  uint16_t i = buckets_[Bucket(id)];
  while (i != kNone && entries_[i].id() != id) i = entries_[i].next;
  return i;
}

bool IdMemory::Seen(std::string_view id, Instant now) const {
  const uint16_t i = Find(id);
  return i != kNone && now < Instant{entries_[i].at} + kMinute;
}

void IdMemory::Reserve() {
  if (buckets_.empty()) buckets_.assign(kBuckets, kNone);
  const size_t size = entries_.size();
  if (size == entries_.capacity() && size < kMost) {
    entries_.reserve(std::min(kMost, std::max<size_t>(16, size * 2)));
  }
}

void IdMemory::Unlink(uint16_t i) {
  const Entry& e = entries_[i];
  (e.older == kNone ? oldest_ : entries_[e.older].newer) = e.newer;
  (e.newer == kNone ? newest_ : entries_[e.newer].older) = e.older;
}

void IdMemory::LinkNewest(uint16_t i) {
  entries_[i].older = newest_;
  entries_[i].newer = kNone;
  (newest_ == kNone ? oldest_ : entries_[newest_].newer) = i;
  newest_ = i;
}

void IdMemory::TakeFromBucket(uint16_t i) {
  uint16_t* link = &buckets_[Bucket(entries_[i].id())];
  while (*link != i) link = &entries_[*link].next;
  *link = entries_[i].next;
}

void IdMemory::Remember(std::string_view id, Instant now) {
  uint16_t i = Find(id);
  if (i != kNone) {
    Unlink(i);
  } else {
    if (entries_.size() < kMost) {
      i = static_cast<uint16_t>(entries_.size());
      entries_.emplace_back();
    } else {
      i = oldest_;
      Unlink(i);
      TakeFromBucket(i);
    }
    Entry& e = entries_[i];
    e.length = static_cast<uint8_t>(id.size());
    std::copy(id.begin(), id.end(), e.text.begin());
    uint16_t& bucket = buckets_[Bucket(id)];
    e.next = bucket;
    bucket = i;
  }
  entries_[i].at = now.ms;
  LinkNewest(i);
}

uint64_t IdMemory::Digest(Instant now) const {
  Digester digest;
  for (uint16_t i = oldest_; i != kNone; i = entries_[i].newer) {
    if (now < Instant{entries_[i].at} + kMinute) {
      digest.Add(entries_[i].id()).AddTime(entries_[i].at);
    }
  }
  return digest.value();
}

}  // namespace kefu
