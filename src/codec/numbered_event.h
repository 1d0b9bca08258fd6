// The events of a block, with the numbers in them turned into something else.

#ifndef KEFU_CODEC_NUMBERED_EVENT_H_
#define KEFU_CODEC_NUMBERED_EVENT_H_

#include <cstddef>
#include <optional>
#include <string>

#include "kefu/binary_log.h"
#include "src/codec/block_reader.h"
#include "src/codec/typed_event.h"

namespace kefu::codec {

// Turns the numbers of an event by names(&member), which returns false for one
// that the segment does not have. Returns the field of the first of these.
template <class E, class Names>
Field TurnNumbers(E* event, Names& names) {
  Field wrong = Field::kNone;
  VisitFields(*event, [&](Field field, Slot, Presence, auto& value) {
    if (wrong == Field::kNone && !names(&value)) wrong = field;
  });
  return wrong;
}

// A record that was no event when it was logged: see BlockWriter::AddNoEvent.
template <class Names>
bool TurnNoEvent(EventRecord* record, Names& names) {
  if (record->type != 0 || record->detail != 0 || record->value != 0 ||
      record->payload != 0) {
    return false;
  }
  CustomerId customer{record->customer};
  AgentId agent{record->agent};
  DeskId desk{record->desk};
  if (!names(&customer) || !names(&agent) || !names(&desk)) return false;
  record->customer = customer.value;
  record->agent = agent.value;
  record->desk = desk.value;
  return true;
}

inline std::string NotNamed(Field field) {
  return "its " + std::string(Name(field)) +
         " has the number of a name that the log has not given before";
}

// Calls take(i, typed event) or take(i, record) for each event of a block. The
// views in it live until the next one.
template <class Names, class Take>
std::optional<BinaryLogError> VisitNumbered(const BlockReader& blocks,
                                            const Piece& piece, Names& names,
                                            const Take& take) {
  static const Payload kNoPayload{};
  size_t end = 0;
  for (size_t i = 0; i < piece.events; ++i) {
    EventRecord record = piece.Record(i);
    std::string wrong;
    const auto visit = [&](auto& event, bool good) {
      if (!good) {
        wrong = "it is no proper " + std::string(Name(event.kType));
      } else if (const Field f = TurnNumbers(&event, names);
                 f != Field::kNone) {
        wrong = NotNamed(f);
      } else {
        take(i, event);
      }
    };
    bool typed = false;
    if (record.payload == 0) {
      typed = VisitEvent(record, kNoPayload, visit);
    } else {
      Payload payload;
      if (!blocks.ReadPayload(record, &end, &payload)) {
        return blocks.Invalid(i, "its payload is broken or in a wrong place");
      }
      typed = VisitEvent(record, payload, visit);
    }
    if (!typed && !TurnNoEvent(&record, names)) {
      wrong = "it is of type " + std::to_string(record.type) +
              ", which this version of kefu does not know";
    } else if (!typed) {
      take(i, record);
    }
    if (!wrong.empty()) return blocks.Invalid(i, std::move(wrong));
  }
  if (end == piece.payloads.size()) return std::nullopt;
  return blocks.Invalid(piece.events, "bytes follow the last payload");
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_NUMBERED_EVENT_H_
