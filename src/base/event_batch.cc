#include <new>
#include <stdexcept>

#include "kefu/event.h"
#include "src/base/align.h"

namespace kefu {
void EventBatch::Put(Field field, const void* value, size_t bytes) {
  if (bytes > INT32_MAX) throw std::length_error("kefu: value too long");
  // The first value opens the payload with a header that Finish completes.
  if (payloads_.size() == open_) {
    payloads_.resize(open_ + sizeof(PayloadHeader));
  }
  const PayloadField head{static_cast<uint16_t>(field), 0,
                          static_cast<uint32_t>(bytes)};
  const size_t at = payloads_.size();
  payloads_.resize(at + sizeof head + RoundUp8(bytes));
  std::memcpy(payloads_.data() + at, &head, sizeof head);
  if (bytes == 0) return;
  std::memcpy(payloads_.data() + at + sizeof head, value, bytes);
}

void EventBatch::Finish(EventRecord* record) {
  if (payloads_.size() > open_) {
    PayloadHeader header;
    header.bytes =
        static_cast<uint32_t>(payloads_.size() - open_ - sizeof header);
    for (size_t at = open_ + sizeof header; at < payloads_.size();) {
      PayloadField field;
      std::memcpy(&field, payloads_.data() + at, sizeof field);
      at += sizeof field + RoundUp8(field.bytes);
      ++header.fields;
    }
    std::memcpy(payloads_.data() + open_, &header, sizeof header);
    record->payload = static_cast<uint32_t>(open_ / 8 + 1);
  }
  records_.push_back(*record);
}

void EventBatch::Add(const EventRecord& record,
                     std::span<const std::byte> payload) {
  if (payload.size() % 8 != 0) {
    throw std::length_error("kefu: a payload is a multiple of 8 bytes");
  }
  Begin();
  try {
    EventRecord copy = record;
    copy.payload = 0;
    if (!payload.empty()) {
      payloads_.insert(payloads_.end(), payload.begin(), payload.end());
      copy.payload = static_cast<uint32_t>(open_ / 8 + 1);
    }
    records_.push_back(copy);
  } catch (...) {
    Undo();
    throw;
  }
}

void EventBatch::Add(const EventBatch& other) {
  Begin();
  const size_t first = records_.size();
  try {
    payloads_.insert(payloads_.end(), other.payloads_.begin(),
                     other.payloads_.end());
    records_.insert(records_.end(), other.records_.begin(),
                    other.records_.end());
  } catch (...) {
    Undo();
    throw;
  }
  const auto moved = static_cast<uint32_t>(open_ / 8);
  for (size_t i = first; i < records_.size(); ++i) {
    if (records_[i].payload != 0) records_[i].payload += moved;
  }
}

void EventBatch::Clear() {
  records_.clear();
  payloads_.clear();
  open_ = 0;
}

void EventBatch::Reserve(size_t records, size_t payload_bytes) {
  records_.reserve(records);
  payloads_.reserve(payload_bytes);
}

}  // namespace kefu
