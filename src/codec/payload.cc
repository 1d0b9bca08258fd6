#include "src/codec/payload.h"

#include <cstring>

namespace kefu::codec {

Payload::Payload(const EventRecord& record,
                 std::span<const std::byte> payloads) {
  if (record.payload == 0) return;
  const uint64_t begin = (uint64_t{record.payload} - 1) * 8;
  PayloadHeader header;
  if (begin + sizeof header > payloads.size()) return;
  std::memcpy(&header, payloads.data() + begin, sizeof header);
  const auto rest = payloads.subspan(begin + sizeof header);
  if (header.bytes <= rest.size()) bytes_ = rest.first(header.bytes);
}

std::span<const std::byte> Payload::Find(Field field) const {
  std::span<const std::byte> rest = bytes_;
  PayloadField head;
  while (rest.size() >= sizeof head) {
    std::memcpy(&head, rest.data(), sizeof head);
    rest = rest.subspan(sizeof head);
    if (head.bytes > rest.size()) break;
    if (head.field == static_cast<uint16_t>(field)) {
      return rest.first(head.bytes);
    }
    const uint64_t padded = (uint64_t{head.bytes} + 7) / 8 * 8;
    if (padded > rest.size()) break;
    rest = rest.subspan(padded);
  }
  return {};
}

uint64_t Payload::Number(Field field) const {
  uint64_t number = 0;
  const auto bytes = Find(field);
  if (bytes.size() == sizeof number) {
    std::memcpy(&number, bytes.data(), sizeof number);
  }
  return number;
}

}  // namespace kefu::codec
