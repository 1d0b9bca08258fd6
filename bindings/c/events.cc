// Batches, and the functions that are made from events.def: one that adds each
// event, one that reads each effect.

#include "bindings/c/handles.h"

namespace c = kefu::c;

// Records are the same bytes on both sides.
#define KEFU_SAME(C, Cpp, member) \
  static_assert(offsetof(C, member) == offsetof(Cpp, member))
static_assert(sizeof(kefu_event) == sizeof(kefu::EventRecord) &&
              alignof(kefu_event) == alignof(kefu::EventRecord));
KEFU_SAME(kefu_event, kefu::EventRecord, at);
KEFU_SAME(kefu_event, kefu::EventRecord, customer);
KEFU_SAME(kefu_event, kefu::EventRecord, agent);
KEFU_SAME(kefu_event, kefu::EventRecord, value);
KEFU_SAME(kefu_event, kefu::EventRecord, desk);
KEFU_SAME(kefu_event, kefu::EventRecord, type);
KEFU_SAME(kefu_event, kefu::EventRecord, detail);
KEFU_SAME(kefu_event, kefu::EventRecord, payload);
static_assert(sizeof(kefu_payload_header) == sizeof(kefu::PayloadHeader));
KEFU_SAME(kefu_payload_header, kefu::PayloadHeader, fields);
static_assert(sizeof(kefu_payload_field) == sizeof(kefu::PayloadField));
KEFU_SAME(kefu_payload_field, kefu::PayloadField, bytes);
static_assert(sizeof(kefu_effect) == sizeof(kefu::EffectRecord) &&
              alignof(kefu_effect) == alignof(kefu::EffectRecord));
KEFU_SAME(kefu_effect, kefu::EffectRecord, at);
KEFU_SAME(kefu_effect, kefu::EffectRecord, event);
KEFU_SAME(kefu_effect, kefu::EffectRecord, session);
KEFU_SAME(kefu_effect, kefu::EffectRecord, customer);
KEFU_SAME(kefu_effect, kefu::EffectRecord, agent);
KEFU_SAME(kefu_effect, kefu::EffectRecord, value);
KEFU_SAME(kefu_effect, kefu::EffectRecord, index);
KEFU_SAME(kefu_effect, kefu::EffectRecord, asked);
KEFU_SAME(kefu_effect, kefu::EffectRecord, desk);
KEFU_SAME(kefu_effect, kefu::EffectRecord, group);
KEFU_SAME(kefu_effect, kefu::EffectRecord, reason);
KEFU_SAME(kefu_effect, kefu::EffectRecord, why);
KEFU_SAME(kefu_effect, kefu::EffectRecord, type);
KEFU_SAME(kefu_effect, kefu::EffectRecord, timer);
KEFU_SAME(kefu_effect, kefu::EffectRecord, detail);
KEFU_SAME(kefu_effect, kefu::EffectRecord, rung);
static_assert(KEFU_LAST_INSTANT == kefu::kLastInstant.ms &&
              KEFU_FIRST_INSTANT == kefu::kFirstInstant.ms &&
              KEFU_NEVER == kefu::Instant::Never().ms &&
              KEFU_NO_MORE_CUSTOMERS == kefu::kNoMoreCustomers.value);

// -------------------------------------------------------------------- batches

extern "C" int kefu_batch_new(kefu_batch** batch) { return c::Make(batch); }

extern "C" void kefu_batch_free(kefu_batch* batch) { delete batch; }

extern "C" void kefu_batch_clear(kefu_batch* batch) {
  if (batch != nullptr) batch->events.Clear();
}

extern "C" int kefu_batch_reserve(kefu_batch* batch, size_t records,
                                  size_t payload_bytes) {
  if (batch == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    batch->events.Reserve(records, payload_bytes);
    return KEFU_OK;
  });
}

extern "C" size_t kefu_batch_count(const kefu_batch* batch) {
  return batch == nullptr ? 0 : batch->events.size();
}

extern "C" const kefu_event* kefu_batch_records(const kefu_batch* batch) {
  if (batch == nullptr) return nullptr;
  return reinterpret_cast<const kefu_event*>(batch->events.records().data());
}

extern "C" const void* kefu_batch_payloads(size_t* bytes,
                                           const kefu_batch* batch) {
  if (bytes != nullptr) *bytes = 0;
  if (batch == nullptr) return nullptr;
  if (bytes != nullptr) *bytes = batch->events.payloads().size();
  return batch->events.payloads().data();
}

extern "C" int kefu_add_record(kefu_batch* batch, const kefu_event* record,
                               const void* payload, size_t payload_bytes) {
  std::span<const std::byte> bytes;
  if (c::Missing(batch, record) || payload_bytes % 8 != 0 ||
      !c::Bytes(payload, payload_bytes, &bytes)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    batch->events.Add(*c::ToCpp(record), bytes);
    return KEFU_OK;
  });
}

extern "C" int kefu_add_batch(kefu_batch* batch, const kefu_batch* other) {
  if (c::Missing(batch, other) || batch == other) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    batch->events.Add(other->events);
    return KEFU_OK;
  });
}

// --------------------------------------------------------------------- events

namespace kefu::c {
namespace {

// From a member of a struct of C to one of C++; false if it cannot be.
template <class Tag, class Rep, class C>
bool Move(C from, Id<Tag, Rep>* to) {
  static_assert(std::is_same_v<C, Rep>);
  to->value = from;
  return true;
}
template <class T>
requires std::is_enum_v<T>
bool Move(uint8_t from, T* to) {
  *to = static_cast<T>(from);
  return true;
}
bool Move(const kefu_string& from, std::string_view* to) {
  return View(from.data, from.length, to);
}

bool MoveList(const uint16_t* from, size_t count, size_t stride,
              std::vector<DeskId>* kept, DeskList* to) {
  const Strided<const uint16_t> ids(from, stride);
  if (!ids.good(count)) return false;
  kept->clear();
  for (size_t i = 0; i < count; ++i) kept->push_back(DeskId{ids[i]});
  *to = *kept;
  return true;
}

bool MoveList(const uint64_t* from, size_t count, size_t stride,
              std::vector<CustomerId>* kept, CustomerList* to) {
  const Strided<const uint64_t> ids(from, stride);
  if (!ids.good(count)) return false;
  kept->clear();
  for (size_t i = 0; i < count; ++i) kept->push_back(CustomerId{ids[i]});
  *to = *kept;
  return true;
}

bool MoveList(const uint32_t* from, size_t count, size_t stride,
              std::vector<TagId>* kept, TagList* to) {
  const Strided<const uint32_t> ids(from, stride);
  if (!ids.good(count)) return false;
  kept->clear();
  for (size_t i = 0; i < count; ++i) kept->push_back(TagId{ids[i]});
  *to = *kept;
  return true;
}

bool MoveList(const kefu_attribute* from, size_t count, size_t stride,
              Attributes* kept, AttributeList* to) {
  const Strided<const kefu_attribute> values(from, stride);
  if (!values.good(count)) return false;
  kept->Clear();
  for (size_t i = 0; i < count; ++i) {
    const kefu_attribute& value = values[i];
    AttributeValue one;
    one.attribute = {value.attribute};
    one.kind = static_cast<ValueKind>(value.kind);
    one.number = value.number;
    if (!View(value.text.data, value.text.length, &one.text) ||
        one.text.size() > UINT16_MAX) {
      return false;
    }
    kept->Add(one);
  }
  *to = kept->list();
  return true;
}

void MoveOptional(uint32_t from, MaybeAgent* to) { *to = AgentId{from}; }
void MoveOptional(uint32_t from, MaybeStore* to) { *to = StoreId{from}; }
void MoveOptional(uint32_t from, Capacity* to) { *to = from; }
void MoveOptional(int64_t from, Until* to) { *to = Instant{from}; }

// Copies the fields of one event; `In` is its struct of C.
#define KEFU_EVENT(number, Struct, json, doc)                       \
  template <class In>                                               \
  bool MoveFields(const In& in, [[maybe_unused]] kefu_batch* batch, \
                  Struct* out) {                                    \
    out->at = Instant{in.at};                                       \
    if (in.has_seq != 0) out->seq = in.seq;                         \
    bool good = Move(in.id, &out->id);
#define KEFU_FIELD(Struct, type, name, slot, presence)                   \
  if constexpr (std::is_same_v<type, DeskList>) {                        \
    good = good && MoveList(in.name, in.name##_count, in.name##_stride,  \
                            &batch->desks, &out->name);                  \
  } else if constexpr (std::is_same_v<type, CustomerList>) {             \
    good = good && MoveList(in.name, in.name##_count, in.name##_stride,  \
                            &batch->list, &out->name);                   \
  } else if constexpr (std::is_same_v<type, AttributeList>) {            \
    good = good && MoveList(in.name, in.name##_count, in.name##_stride,  \
                            &batch->attributes, &out->name);             \
  } else if constexpr (std::is_same_v<type, TagList>) {                  \
    good = good && (in.has_##name == 0 ||                                \
                    MoveList(in.name, in.name##_count, in.name##_stride, \
                             &batch->tags, &out->name));                 \
  } else if constexpr (std::is_same_v<type, Capacity> ||                 \
                       std::is_same_v<type, MaybeAgent> ||               \
                       std::is_same_v<type, MaybeStore> ||               \
                       std::is_same_v<type, Until>) {                    \
    if (in.has_##name != 0) MoveOptional(in.name, &out->name);           \
  } else {                                                               \
    good = good && Move(in.name, &out->name);                            \
  }
#define KEFU_EVENT_END(Struct) \
  return good;                 \
  }
#include "kefu/events.def"

template <class E, class In>
int AddEvent(kefu_batch* batch, const In* event) {
  In in;
  if (batch == nullptr || !Take(event, &in)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return Guard([&] {
    E typed;
    if (!MoveFields(in, batch, &typed)) return int{KEFU_ERROR_INVALID_ARGUMENT};
    batch->events.Add(typed);
    return int{KEFU_OK};
  });
}

}  // namespace
}  // namespace kefu::c

#define KEFU_EVENT(number, Struct, json, doc)                \
  extern "C" int kefu_add_##json(kefu_batch* batch,          \
                                 const kefu_##json* event) { \
    return c::AddEvent<kefu::Struct>(batch, event);          \
  }
#include "kefu/events.def"

// -------------------------------------------------------------------- effects

namespace kefu::c {
namespace {

template <class Tag, class Rep>
Rep Plain(Id<Tag, Rep> id) {
  return id.value;
}
uint32_t Plain(uint32_t value) { return value; }
uint16_t Plain(Reason value) { return static_cast<uint16_t>(value); }
template <class T>
requires(std::is_enum_v<T> && !std::is_same_v<T, Reason>) uint8_t
    Plain(T value) {
  return static_cast<uint8_t>(value);
}
int64_t Plain(Instant value) { return value.ms; }
kefu_decision Plain(const Decision& value) { return ToC(value); }

}  // namespace
}  // namespace kefu::c

#define KEFU_EFFECT(number, Struct, json, doc)                          \
  extern "C" int kefu_read_##json(kefu_effect_##json* effect,           \
                                  const kefu_effect* record) {          \
    if (c::Missing(effect, record)) return KEFU_ERROR_INVALID_ARGUMENT; \
    const auto typed = kefu::As<kefu::Struct>(*c::ToCpp(record));       \
    if (!typed) return KEFU_ERROR_WRONG_TYPE;                           \
    kefu_effect_##json value = {};                                      \
    value.at = record->at;                                              \
    value.event = record->event;                                        \
    value.index = record->index;                                        \
    value.timer = record->timer;
// What may be left out has a member that says so. Generic, so that only such a
// struct needs one.
#define KEFU_EFFECT_FIELD(Struct, type, name, slot)                   \
  [](auto& to, const auto& from) {                                    \
    if constexpr (std::is_same_v<std::decay_t<decltype(from)>,        \
                                 kefu::Capacity>) {                   \
      to.has_##name = from.has_value();                               \
      to.name = from.value_or(0);                                     \
    } else if constexpr (std::is_same_v<std::decay_t<decltype(from)>, \
                                        kefu::Until>) {               \
      to.has_##name = from.has_value();                               \
      to.name = from.value_or(kefu::Instant{}).ms;                    \
    } else {                                                          \
      to.name = c::Plain(from);                                       \
    }                                                                 \
  }(value, typed->name);
#define KEFU_EFFECT_END(Struct)  \
  return c::Fill(effect, value); \
  }
#include "kefu/events.def"
