// Records to typed events, checked: nothing of a record is believed.

#ifndef KEFU_ENGINE_DECODE_H_
#define KEFU_ENGINE_DECODE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "kefu/event.h"
#include "src/base/align.h"
#include "src/base/id_memory.h"
#include "src/base/inline.h"

namespace kefu {

// Most events are messages.
KEFU_INLINE bool IsMessage(const EventRecord& record) {
  return (record.type == static_cast<uint8_t>(EventType::kCustomerSends)) |
         (record.type == static_cast<uint8_t>(EventType::kAgentSends));
}

// A host's seq and id of one event (T1).
struct EventStamp {
  std::optional<uint64_t> seq;
  std::string_view id;
};

// The payload of one record, split into fields. At most one of each.
class Payload {
 public:
  // False if it does not lie within `bytes`, is cut off, holds an unknown
  // field or one twice.
  bool Parse(uint32_t offset, std::span<const std::byte> bytes);

  bool empty() const { return count_ == 0; }
  size_t bytes() const { return size_; }
  // The field's value; nothing if it is not given, which is told at once.
  KEFU_INLINE std::span<const std::byte> Find(Field field) const {
    return Has(field) ? Get(field) : std::span<const std::byte>{};
  }
  uint32_t count() const { return count_; }

 private:
  static constexpr uint32_t kMostFields = 24;
  struct Part {
    const std::byte* value;
    uint32_t size;
    Field field;
  };
  KEFU_INLINE bool Has(Field field) const {
    const auto bit = static_cast<unsigned>(field);
    return (given_[bit / 64] >> bit % 64 & 1) != 0;
  }
  std::span<const std::byte> Get(Field field) const;

  Part parts_[kMostFields];  // the first `count_`
  uint32_t count_ = 0;
  uint64_t given_[2] = {};  // bits by field
  size_t size_ = 0;
};

// That of a record that has none: everything about it is known beforehand.
struct NoPayload {
  static constexpr bool empty() { return true; }
  static constexpr size_t bytes() { return 0; }
  static constexpr std::span<const std::byte> Find(Field) { return {}; }
  static constexpr uint32_t count() { return 0; }
};

// That of most messages: a text, and nothing else.
class TextPayload {
 public:
  // False if it is another one, or none at all: Payload knows.
  bool Parse(uint32_t offset, std::span<const std::byte> bytes) {
    struct {
      PayloadHeader header;
      PayloadField field;
    } begin;
    const size_t at = (size_t{offset} - 1) * 8;
    if (at > bytes.size() || bytes.size() - at < sizeof begin) return false;
    std::memcpy(&begin, bytes.data() + at, sizeof begin);
    size_ = begin.header.bytes;
    text_ = {bytes.data() + at + sizeof begin, begin.field.bytes};
    return begin.header.fields == 1 &&
           begin.field.field == static_cast<uint16_t>(Field::text) &&
           size_ == sizeof begin.field + RoundUp8(text_.size()) &&
           size_ <= bytes.size() - at - sizeof begin.header &&
           reinterpret_cast<uintptr_t>(bytes.data()) % 8 == 0;
  }

  static constexpr bool empty() { return false; }
  size_t bytes() const { return size_; }
  KEFU_INLINE std::span<const std::byte> Find(Field field) const {
    return field == Field::text ? text_ : std::span<const std::byte>{};
  }
  static constexpr uint32_t count() { return 1; }

 private:
  std::span<const std::byte> text_;
  size_t size_ = 0;
};

// Reads the stamp; false if it is malformed.
bool ReadStamp(const Payload& payload, EventStamp* stamp);

namespace detail {

template <class Tag, class Rep>
KEFU_INLINE bool Assign(uint64_t bits, Id<Tag, Rep>* out) {
  out->value = static_cast<Rep>(bits);
  return out->value == bits;
}
// The values of each enum as bits, "not given" among them.
#define KEFU_ENUM(Enum, doc)          \
  constexpr uint64_t ValuesOf(Enum) { \
    uint64_t values = 1;
#define KEFU_VALUE(Enum, Name, number, json) \
  static_assert(number < 64);                \
  values |= uint64_t{1} << number;
#define KEFU_ENUM_END(Enum) \
  return values;            \
  }
#include "kefu/events.def"

template <class T>
requires std::is_enum_v<T> KEFU_INLINE bool Assign(uint64_t bits, T* out) {
  *out = static_cast<T>(bits);
  return bits < 64 && (ValuesOf(T{}) >> bits & 1) != 0;
}
inline bool Assign(uint64_t bits, Capacity* out) {
  if (bits != 0) *out = static_cast<uint32_t>(bits - 1);
  return bits <= 1001;  // "not given", or 0 to 1000
}
template <class Tag, class Rep>
bool Assign(uint64_t bits, std::optional<Id<Tag, Rep>>* out) {
  return bits != 0 && Assign(bits - 1, &out->emplace());
}
inline bool Assign(uint64_t bits, Until* out) {
  if (bits > Bits(Until{kLastInstant})) return false;
  *out = UntilFromBits(bits);
  return true;
}

bool AssignList(std::span<const std::byte> value, DeskList* out);
bool AssignList(std::span<const std::byte> value, CustomerList* out);
bool AssignList(std::span<const std::byte> value, TagList* out);
bool AssignList(std::span<const std::byte> value, AttributeList* out);

template <class T>
bool FromPayload(std::span<const std::byte> value, T* out) {
  if (value.data() == nullptr) return true;  // not given
  if constexpr (std::is_same_v<T, std::string_view>) {
    *out = {reinterpret_cast<const char*>(value.data()), value.size()};
    return true;
  } else if constexpr (kIsBytes<T>) {
    return AssignList(value, out);
  } else {
    uint64_t bits = 0;
    if (value.size() != sizeof bits) return false;
    std::memcpy(&bits, value.data(), sizeof bits);
    return Assign(bits, out);
  }
}

template <class T>
KEFU_INLINE bool FromRecord(const EventRecord& record, Slot slot, T* out) {
  if constexpr (kIsBytes<T>) {
    return false;  // events.def gives these no slot
  } else {
    switch (slot) {
      case Slot::customer:
        return Assign(record.customer, out);
      case Slot::agent:
        return Assign(uint64_t{record.agent}, out);
      case Slot::desk:
        return Assign(uint64_t{record.desk}, out);
      case Slot::value:
        return Assign(uint64_t{record.value}, out);
      case Slot::detail:
        return Assign(uint64_t{record.detail}, out);
      case Slot::payload:
        return false;
    }
    return false;
  }
}

// Words that are required must be there; ids that are none are the guards'
// business (unknown_*).
template <class T>
KEFU_INLINE bool IsMissing(const T& value) {
  if constexpr (std::is_enum_v<T>) return value == T::kNone;
  if constexpr (std::is_same_v<T, CustomerList>) return value.empty();
  if constexpr (std::is_same_v<T, Capacity>) return !value.has_value();
  return false;
}

template <class T>
bool IsGiven(const T&) {
  return false;
}
inline bool IsGiven(const std::string_view& text) { return !text.empty(); }
template <class Tag, class Rep>
bool IsGiven(const Id<Tag, Rep>& id) {
  return bool{id};
}

}  // namespace detail

// Writes all of the typed event; false if the record is not a proper one
// (bad_record).
template <Event E, class P>
KEFU_INLINE bool Decode(const EventRecord& record, const P& payload, E* event) {
  event->at = Instant{record.at};
  event->seq = {};
  event->id = {};
  bool good = true;
  uint32_t used = 0;
  uint32_t one_of = 0, given = 0;  // fields marked so, and how many are given
  VisitFields(
      *event, [&](Field field, Slot slot, Presence presence, auto& member)
                  __attribute__((always_inline)) {
                    member = std::remove_reference_t<decltype(member)>{};
                    if (slot != Slot::payload) {
                      good &= detail::FromRecord(record, slot, &member);
                    } else if (!payload.empty()) {
                      const auto value = payload.Find(field);
                      used += value.data() != nullptr;
                      good &= detail::FromPayload(value, &member);
                    }
                    if (presence == Presence::kRequired)
                      good &= !detail::IsMissing(member);
                    if (presence == Presence::kOneOf) {
                      ++one_of;
                      given += detail::IsGiven(member);
                    }
                  });
  good &= one_of == 0 || given == 1;
  if (payload.empty()) return good;
  used += payload.Find(Field::seq).data() != nullptr;
  used += payload.Find(Field::id).data() != nullptr;
  return good && used == payload.count();
}

}  // namespace kefu

#endif  // KEFU_ENGINE_DECODE_H_
