// Events: what a host tells the engine.
//
// An event exists in two shapes. A typed struct (`CustomerEnters{...}`) is
// what people write. A 32-byte `EventRecord` with a payload is what the engine
// reads, what a batch holds and what a binary log stores. `EventBatch` turns
// the first into the second. Both are made from events.def.

#ifndef KEFU_EVENT_H_
#define KEFU_EVENT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kefu/attributes.h"
#include "kefu/ids.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

using DeskList = std::span<const DeskId>;
using CustomerList = std::span<const CustomerId>;
using TagList = std::optional<std::span<const TagId>>;  // empty: no tags
using MaybeAgent = std::optional<AgentId>;              // none: nobody
using MaybeStore = std::optional<StoreId>;              // none: no store

// ------------------------------------------------------------ typed structs
// Fields left out are "not given". Strings and lists are views: they must
// live until the event has been applied or added to a batch.

#define KEFU_EVENT(number, Struct, json, doc)                \
  struct Struct {                                            \
    static constexpr EventType kType = EventType::k##Struct; \
    Instant at{};
#define KEFU_FIELD(Struct, type, name, slot, presence) type name{};
#define KEFU_EVENT_END(Struct)   \
  std::optional<uint64_t> seq{}; \
  std::string_view id{};         \
  }                              \
  ;
#include "kefu/events.def"

template <class E>
concept Event = requires {
  requires std::is_same_v<const EventType, decltype(E::kType)>;
};

// ------------------------------------------------------------------ records

// Little endian, no padding; the same bytes in C++, C, NumPy and on disk.
struct EventRecord {
  int64_t at = 0;         // milliseconds since 1970 UTC
  uint64_t customer = 0;  // CustomerId
  uint32_t agent = 0;     // AgentId
  uint32_t value = 0;     // the field with slot `value`
  uint16_t desk = 0;      // DeskId
  uint8_t type = 0;       // EventType
  uint8_t detail = 0;     // the field with slot `detail`
  uint32_t payload = 0;   // 0: none; else 1 + its offset in units of 8 bytes
};
static_assert(sizeof(EventRecord) == 32);
static_assert(std::is_trivially_copyable_v<EventRecord>);

// A payload: a header, then the fields that have no slot in the record. Each
// part begins at a multiple of 8 bytes.
struct PayloadHeader {
  uint32_t bytes = 0;  // of everything after this header, a multiple of 8
  uint32_t fields = 0;
};
struct PayloadField {
  uint16_t field = 0;  // Field
  uint16_t reserved = 0;
  uint32_t bytes = 0;  // of the value that follows, without its padding
};

// Where events.def stores a field.
enum class Slot : uint8_t { customer, agent, desk, value, detail, payload };
// kDeskOrLink: at least one of both; kOneOf: exactly one of those so marked.
enum class Presence : uint8_t { kRequired, kOptional, kDeskOrLink, kOneOf };

// Calls visit(Field, Slot, Presence, member) for each field of an event, in
// the order of events.def; `Struct` may be const.
#define KEFU_EVENT(number, Struct, json, doc)             \
  template <class E, class Visitor>                       \
  requires std::is_same_v<std::remove_const_t<E>, Struct> \
  [[gnu::always_inline]] constexpr void VisitFields(      \
      [[maybe_unused]] E& event, [[maybe_unused]] Visitor&& visit) {
#define KEFU_FIELD(Struct, type, name, slot, presence) \
  visit(Field::name, Slot::slot, Presence::presence, event.name);
#define KEFU_EVENT_END(Struct) }
#include "kefu/events.def"

// A growing list of events: records and, in one buffer, their payloads.
// Not to be used from two threads at once.
class EventBatch {
 public:
  // Throws std::bad_alloc; the batch is then as before. Strings longer than
  // 2^31 bytes are not accepted (std::length_error).
  template <Event E>
  void Add(const E& event);
  // A record whose payload, if any, is given with it.
  void Add(const EventRecord& record, std::span<const std::byte> payload);
  // All of another batch. REQUIRES: it is not this one.
  void Add(const EventBatch& other);
  void Clear();
  void Reserve(size_t records, size_t payload_bytes);

  size_t size() const { return records_.size(); }
  std::span<const EventRecord> records() const { return records_; }
  std::span<const std::byte> payloads() const { return payloads_; }

 private:
  void Put(Field field, const void* value, size_t bytes);
  void Begin() { open_ = payloads_.size(); }
  void Finish(EventRecord* record);
  void Undo() { payloads_.resize(open_); }

  template <class T>
  void PutValue(Field field, const T& value);
  template <class T>
  void Store(EventRecord* record, Field field, Slot slot, const T& value);

  std::vector<EventRecord> records_;
  std::vector<std::byte> payloads_;
  size_t open_ = 0;  // where the payload that is being written begins
};

// ------------------------------------------------- how a field is stored

namespace detail {

// What is not a number, and so has no slot in a record.
template <class T>
inline constexpr bool kIsBytes =
    std::is_same_v<T, std::string_view> || std::is_same_v<T, DeskList> ||
    std::is_same_v<T, CustomerList> || std::is_same_v<T, TagList> ||
    std::is_same_v<T, AttributeList>;

template <class Tag, class Rep>
constexpr uint64_t Bits(Id<Tag, Rep> id) {
  return id.value;
}
template <class T>
requires std::is_enum_v<T> || std::is_integral_v<T>
constexpr uint64_t Bits(T value) { return static_cast<uint64_t>(value); }
// An optional number is stored as itself plus one: 0 is "not given".
constexpr uint64_t Bits(const Capacity& value) {
  return value ? uint64_t{*value} + 1 : 0;
}
// An optional instant counts from the first one that the engine accepts.
constexpr uint64_t Bits(const Until& value) {
  return value ? static_cast<uint64_t>(value->ms - kFirstInstant.ms) + 1 : 0;
}
// A name that may be nobody's, too.
template <class Tag, class Rep>
constexpr uint64_t Bits(const std::optional<Id<Tag, Rep>>& value) {
  return value ? uint64_t{value->value} + 1 : 0;
}
constexpr Until UntilFromBits(uint64_t bits) {
  if (bits == 0) return std::nullopt;
  return Instant{kFirstInstant.ms + static_cast<int64_t>(bits - 1)};
}

}  // namespace detail

template <class T>
void EventBatch::PutValue(Field field, const T& value) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    if (!value.empty()) Put(field, value.data(), value.size());
  } else if constexpr (std::is_same_v<T, DeskList> ||
                       std::is_same_v<T, CustomerList>) {
    if (!value.empty()) Put(field, value.data(), value.size_bytes());
  } else if constexpr (std::is_same_v<T, AttributeList>) {
    if (!value.empty()) Put(field, value.bytes().data(), value.bytes().size());
  } else if constexpr (std::is_same_v<T, TagList>) {
    if (value) Put(field, value->data(), value->size_bytes());
  } else if (const uint64_t bits = detail::Bits(value); bits != 0) {
    Put(field, &bits, sizeof bits);
  }
}

template <class T>
void EventBatch::Store(EventRecord* record, Field field, Slot slot,
                       const T& value) {
  if (slot == Slot::payload) return PutValue(field, value);
  if constexpr (!detail::kIsBytes<T>) {
    const uint64_t bits = detail::Bits(value);
    switch (slot) {
      case Slot::customer:
        record->customer = bits;
        break;
      case Slot::agent:
        record->agent = static_cast<uint32_t>(bits);
        break;
      case Slot::desk:
        record->desk = static_cast<uint16_t>(bits);
        break;
      case Slot::value:
        record->value = static_cast<uint32_t>(bits);
        break;
      case Slot::detail:
        record->detail = static_cast<uint8_t>(bits);
        break;
      case Slot::payload:
        break;
    }
  }
}

template <Event E>
void EventBatch::Add(const E& event) {
  Begin();
  EventRecord record;
  record.at = event.at.ms;
  record.type = static_cast<uint8_t>(E::kType);
  try {
    // seq and id are checked first, so they stand first.
    if (event.seq) Put(Field::seq, &*event.seq, sizeof *event.seq);
    PutValue(Field::id, event.id);
    VisitFields(event,
                [&](Field field, Slot slot, Presence, const auto& value) {
                  Store(&record, field, slot, value);
                });
    Finish(&record);
  } catch (...) {
    Undo();
    throw;
  }
}

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_EVENT_H_
