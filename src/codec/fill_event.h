// A parsed line as a typed event, its names turned into ids by whoever knows
// them: an engine, or a log that is being written.

#ifndef KEFU_CODEC_FILL_EVENT_H_
#define KEFU_CODEC_FILL_EVENT_H_

#include <optional>
#include <utility>

#include "kefu/event.h"
#include "src/codec/event_line.h"

namespace kefu::codec {

// Numbers, enums and texts are what they are.
struct PlainValues {
  template <class T>
  void operator()(const T& value, T* out) {
    *out = value;
  }
  void operator()(uint64_t value, std::optional<uint64_t>* out) {
    *out = value;
  }
};

// One function for each event: the fields that are given, by name.
#define KEFU_EVENT(number, Struct, json, doc)                    \
  template <class Resolver>                                      \
  void Fill([[maybe_unused]] const RawEvent& raw,                \
            [[maybe_unused]] Resolver& resolve, Struct* event) { \
    event->at = raw.at;
#define KEFU_FIELD(Struct, type, name, slot, presence) \
  if (Has(raw.given, Field::name)) resolve(raw.name, &event->name);
#define KEFU_EVENT_END(Struct)                                   \
  if (Has(raw.given, Field::seq)) resolve(raw.seq, &event->seq); \
  if (Has(raw.given, Field::id)) resolve(raw.id, &event->id);    \
  }
#include "kefu/events.def"

// Calls take(typed event).
template <class Resolver, class Take>
void FillEvent(const RawEvent& raw, Resolver& resolve, const Take& take) {
  switch (raw.type) {
    case EventType::kNone:
      break;
#define KEFU_EVENT(number, Struct, json, doc) \
  case EventType::k##Struct: {                \
    Struct event;                             \
    Fill(raw, resolve, &event);               \
    take(event);                              \
    break;                                    \
  }
#include "kefu/events.def"
  }
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_FILL_EVENT_H_
