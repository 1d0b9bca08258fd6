// What each event may have and must have, from events.def.

#include "src/codec/event_line.h"

namespace kefu::codec {
namespace {

template <class E>
FieldRules MakeRules() {
  FieldRules rules;
  E event;
  VisitFields(event, [&](Field field, Slot, Presence presence, auto&) {
    rules.allowed |= Bit(field);
    if (presence == Presence::kRequired) rules.required |= Bit(field);
    if (presence == Presence::kDeskOrLink) rules.one_of |= Bit(field);
    if (presence == Presence::kOneOf) rules.exactly_one_of |= Bit(field);
  });
  return rules;
}

}  // namespace

FieldRules RulesOf(EventType type) {
  switch (type) {
    case EventType::kNone:
      break;
#define KEFU_EVENT(number, Struct, json, doc)            \
  case EventType::k##Struct: {                           \
    static const FieldRules rules = MakeRules<Struct>(); \
    return rules;                                        \
  }
#include "kefu/events.def"
  }
  return {};
}

}  // namespace kefu::codec
