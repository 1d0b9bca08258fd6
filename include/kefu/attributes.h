// Attributes of customers 客户属性: named values that a host tells of him, and
// crowds are defined by (V1).
//
// A list of values is one run of bytes, the same in C++, in C, in a payload and
// on disk: a head of 8 bytes for each value, then the value itself, padded to a
// multiple of 8. The texts of a set are values one behind the other. Of two
// values of one attribute the later one holds.

#ifndef KEFU_ATTRIBUTES_H_
#define KEFU_ATTRIBUTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kefu/ids.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// One value of one attribute. What it means is the attribute's type in the
// ruleset: an instant is a number of milliseconds, or a text in ISO 8601 with
// an offset.
struct AttributeValue {
  AttributeId attribute;
  ValueKind kind = ValueKind::kNone;
  int64_t number = 0;     // kNumber; kFlag: 0 or 1
  std::string_view text;  // kText; kItem: one text of a set

  friend bool operator==(const AttributeValue&,
                         const AttributeValue&) = default;
};

// The most values that one event may hold, and the most tags.
inline constexpr size_t kMostAttributeValues = 1000;
inline constexpr size_t kMostTags = 1000;

struct AttributeHead {
  uint32_t attribute = 0;  // AttributeId
  uint16_t bytes = 0;      // of the value, without its padding
  uint8_t kind = 0;        // ValueKind
  uint8_t reserved = 0;
};
static_assert(sizeof(AttributeHead) == 8);

// A view of such a run: it lives as long as the bytes do.
class AttributeList {
 public:
  constexpr AttributeList() = default;
  explicit constexpr AttributeList(std::span<const std::byte> bytes)
      : bytes_(bytes) {}

  constexpr bool empty() const { return bytes_.empty(); }
  constexpr std::span<const std::byte> bytes() const { return bytes_; }

  // Takes the first value off; nothing if there is none, or it is cut off.
  std::optional<AttributeValue> Take() {
    AttributeHead head;
    if (bytes_.size() < sizeof head) return std::nullopt;
    std::memcpy(&head, bytes_.data(), sizeof head);
    const size_t size = sizeof head + Padded(head.bytes);
    if (size > bytes_.size()) return std::nullopt;
    AttributeValue value;
    value.attribute = {head.attribute};
    value.kind = static_cast<ValueKind>(head.kind);
    const std::byte* const at = bytes_.data() + sizeof head;
    if (head.bytes == sizeof value.number && IsNumber(value.kind)) {
      std::memcpy(&value.number, at, sizeof value.number);
    } else {
      value.text = {reinterpret_cast<const char*>(at), head.bytes};
    }
    bytes_ = bytes_.subspan(size);
    return value;
  }
  // Whether it is at most kMostAttributeValues values, one behind the other,
  // each as its kind has it.
  bool WellFormed() const;

  friend bool operator==(AttributeList a, AttributeList b) {
    return a.bytes_.size() == b.bytes_.size() &&
           (a.bytes_.empty() || std::memcmp(a.bytes_.data(), b.bytes_.data(),
                                            a.bytes_.size()) == 0);
  }

  static constexpr size_t Padded(size_t bytes) { return (bytes + 7) / 8 * 8; }
  static constexpr bool IsNumber(ValueKind kind) {
    return kind == ValueKind::kNumber || kind == ValueKind::kFlag;
  }

 private:
  std::span<const std::byte> bytes_;
};

// Makes a list:
//
//   Attributes he;
//   he.Number(spent, 129900).Flag(member, true).Item(hobbies, "tea");
//   batch.Add(CustomerChanges{.at = now, .customer = c, .attributes =
//   he.list()});
//
// Each member throws std::bad_alloc, or std::length_error for a text of more
// than 65,535 bytes; the list is as before then.
class Attributes {
 public:
  Attributes& Number(AttributeId attribute, int64_t number) {
    return Add({attribute, ValueKind::kNumber, number, {}});
  }
  Attributes& Flag(AttributeId attribute, bool flag) {
    return Add({attribute, ValueKind::kFlag, flag ? 1 : 0, {}});
  }
  Attributes& Text(AttributeId attribute, std::string_view text) {
    return Add({attribute, ValueKind::kText, 0, text});
  }
  // One more text of a set; the first one begins the set anew. The texts of a
  // set stand side by side.
  Attributes& Item(AttributeId attribute, std::string_view text) {
    return Add({attribute, ValueKind::kItem, 0, text});
  }
  // The customer has no value from now on.
  Attributes& Remove(AttributeId attribute) {
    return Add({attribute, ValueKind::kNothing, 0, {}});
  }
  Attributes& Add(const AttributeValue& value);
  void Clear() { bytes_.clear(); }

  // Valid until the next change.
  AttributeList list() const { return AttributeList(std::span(bytes_)); }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_ATTRIBUTES_H_
