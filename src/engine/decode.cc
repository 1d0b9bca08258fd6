#include "src/engine/decode.h"

#include "src/base/align.h"

namespace kefu {
namespace {

constexpr size_t kMostDesks = 1000;      // of one event (A14)
constexpr size_t kMostCustomers = 1000;  // of one batch (A4)

constexpr bool IsField(uint16_t number) {
  switch (number) {
#define KEFU_FIELD_NAME(number, name, type, doc) \
  case number:                                   \
    static_assert(number < 128);                 \
    return true;
#include "kefu/events.def"
    default:
      return false;
  }
}

}  // namespace

bool Payload::Parse(uint32_t offset, std::span<const std::byte> bytes) {
  const size_t begin = (size_t{offset} - 1) * 8;
  PayloadHeader header;
  // Lists are read in place, so the bytes must be aligned.
  if (reinterpret_cast<uintptr_t>(bytes.data()) % 8 != 0) return false;
  if (begin > bytes.size() || bytes.size() - begin < sizeof header) {
    return false;
  }
  std::memcpy(&header, bytes.data() + begin, sizeof header);
  std::span<const std::byte> rest = bytes.subspan(begin + sizeof header);
  if (header.bytes > rest.size() || header.bytes % 8 != 0 ||
      header.fields > kMostFields) {
    return false;
  }
  rest = rest.first(header.bytes);
  size_ = header.bytes;
  for (uint32_t i = 0; i < header.fields; ++i) {
    PayloadField field;
    if (rest.size() < sizeof field) return false;
    std::memcpy(&field, rest.data(), sizeof field);
    rest = rest.subspan(sizeof field);
    if (RoundUp8(size_t{field.bytes}) > rest.size()) return false;
    const auto name = static_cast<Field>(field.field);
    if (!IsField(field.field) || Has(name)) return false;
    given_[field.field / 64] |= uint64_t{1} << field.field % 64;
    parts_[count_++] = {rest.data(), field.bytes, name};
    rest = rest.subspan(RoundUp8(size_t{field.bytes}));
  }
  return rest.empty();
}

std::span<const std::byte> Payload::Get(Field field) const {
  const Part* part = parts_;
  while (part->field != field) ++part;
  return {part->value, part->size};
}

bool ReadStamp(const Payload& payload, EventStamp* stamp) {
  const auto seq = payload.Find(Field::seq);
  if (seq.data() != nullptr) {
    uint64_t value = 0;
    if (seq.size() != sizeof value) return false;
    std::memcpy(&value, seq.data(), sizeof value);
    stamp->seq = value;
  }
  const auto id = payload.Find(Field::id);
  if (id.size() > IdMemory::kLongest) return false;
  stamp->id = {reinterpret_cast<const char*>(id.data()), id.size()};
  return true;
}

bool detail::AssignList(std::span<const std::byte> value, DeskList* out) {
  const size_t count = value.size() / sizeof(DeskId);
  if (value.size() % sizeof(DeskId) != 0 || count > kMostDesks) return false;
  *out = {reinterpret_cast<const DeskId*>(value.data()), count};
  return true;
}

bool detail::AssignList(std::span<const std::byte> value, CustomerList* out) {
  const size_t count = value.size() / sizeof(CustomerId);
  if (value.size() % sizeof(CustomerId) != 0 || count > kMostCustomers) {
    return false;
  }
  *out = {reinterpret_cast<const CustomerId*>(value.data()), count};
  return true;
}

bool detail::AssignList(std::span<const std::byte> value, TagList* out) {
  const size_t count = value.size() / sizeof(TagId);
  if (value.size() % sizeof(TagId) != 0 || count > kMostTags) return false;
  out->emplace(reinterpret_cast<const TagId*>(value.data()), count);
  return true;
}

bool detail::AssignList(std::span<const std::byte> value, AttributeList* out) {
  *out = AttributeList(value);
  return out->WellFormed();
}

}  // namespace kefu
