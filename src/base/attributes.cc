#include "kefu/attributes.h"

#include <stdexcept>

namespace kefu {
namespace {

bool FitsItsKind(const AttributeValue& value, size_t bytes) {
  switch (value.kind) {
    case ValueKind::kNumber:
      return bytes == sizeof value.number;
    case ValueKind::kFlag:
      return bytes == sizeof value.number &&
             (value.number == 0 || value.number == 1);
    case ValueKind::kText:
    case ValueKind::kItem:
      return true;
    case ValueKind::kNothing:
      return bytes == 0;
    case ValueKind::kNone:
      break;
  }
  return false;
}

}  // namespace

bool AttributeList::WellFormed() const {
  AttributeList rest = *this;
  for (size_t count = 0; !rest.empty(); ++count) {
    AttributeHead head;
    if (count == kMostAttributeValues || rest.bytes_.size() < sizeof head) {
      return false;
    }
    std::memcpy(&head, rest.bytes_.data(), sizeof head);
    const auto value = rest.Take();
    if (!value || head.reserved != 0 || !FitsItsKind(*value, head.bytes)) {
      return false;
    }
  }
  return true;
}

Attributes& Attributes::Add(const AttributeValue& value) {
  const bool number = AttributeList::IsNumber(value.kind);
  const size_t bytes = number ? sizeof value.number : value.text.size();
  if (bytes > UINT16_MAX) {
    throw std::length_error("kefu: a text of an attribute is too long");
  }
  AttributeHead head;
  head.attribute = value.attribute.value;
  head.bytes = static_cast<uint16_t>(bytes);
  head.kind = static_cast<uint8_t>(value.kind);
  const size_t at = bytes_.size();
  bytes_.resize(at + sizeof head + AttributeList::Padded(bytes));
  std::memcpy(&bytes_[at], &head, sizeof head);
  if (bytes == 0) return *this;
  const void* const from =
      number ? static_cast<const void*>(&value.number) : value.text.data();
  std::memcpy(&bytes_[at + sizeof head], from, bytes);
  return *this;
}

}  // namespace kefu
