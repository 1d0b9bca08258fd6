// The fields of an event that have no slot in its record, read back.

#ifndef KEFU_CODEC_PAYLOAD_H_
#define KEFU_CODEC_PAYLOAD_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "kefu/event.h"
#include "kefu/vocabulary.h"

namespace kefu::codec {

// The payload of a record. What does not lie inside `payloads` is not read: a
// broken payload counts as not given.
class Payload {
 public:
  Payload(const EventRecord& record, std::span<const std::byte> payloads);

  // The bytes of a field; empty if it is not given.
  std::span<const std::byte> Find(Field field) const;
  // A number, id or enum; 0 if it is not given.
  uint64_t Number(Field field) const;

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_PAYLOAD_H_
