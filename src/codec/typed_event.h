// Records as typed events, by the engine's own reader: what it would refuse as
// a bad record is none here.

#ifndef KEFU_CODEC_TYPED_EVENT_H_
#define KEFU_CODEC_TYPED_EVENT_H_

#include <cstddef>
#include <span>
#include <utility>

#include "kefu/event.h"
#include "src/engine/decode.h"

namespace kefu::codec {

// The typed event with seq and id. Returns whether it is a proper one; what
// could be read is set in any case.
template <Event E>
bool Read(const EventRecord& record, const Payload& payload, E* event) {
  const bool good = Decode(record, payload, event);
  EventStamp stamp;
  const bool stamped = ReadStamp(payload, &stamp);
  event->seq = stamp.seq;
  event->id = stamp.id;
  return good && stamped;
}

// Calls visit(Struct, good) with the typed event of a record; with good ==
// false if it is not a proper one. Returns false, and calls nothing, if the
// record is of no type.
template <class Visitor>
bool VisitEvent(const EventRecord& record, const Payload& payload,
                Visitor&& visit) {
  switch (static_cast<EventType>(record.type)) {
#define KEFU_EVENT(number, Struct, json, doc)        \
  case EventType::k##Struct: {                       \
    Struct event;                                    \
    const bool good = Read(record, payload, &event); \
    visit(event, good);                              \
    return true;                                     \
  }
#include "kefu/events.def"
    case EventType::kNone:
      break;
  }
  return false;
}

// Whether the engine would take this record for an event.
inline bool IsProper(const EventRecord& record,
                     std::span<const std::byte> payloads) {
  Payload payload;
  if (record.payload != 0 && !payload.Parse(record.payload, payloads)) {
    return false;
  }
  bool proper = false;
  VisitEvent(record, payload, [&](auto&, bool good) { proper = good; });
  return proper;
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_TYPED_EVENT_H_
