// The enumerations of events and effects and their names in JSON. Made from
// events.def. In each of them 0 means "not given".

#ifndef KEFU_VOCABULARY_H_
#define KEFU_VOCABULARY_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "kefu/time.h"

#pragma GCC visibility push(default)
namespace kefu {

#define KEFU_ENUM(Enum, doc) enum class Enum : uint8_t { kNone = 0,
#define KEFU_VALUE(Enum, Name, number, json) Name = number,
#define KEFU_ENUM_END(Enum) \
  }                         \
  ;
#include "kefu/events.def"

// A number that may be left out: a capacity, a count, a quota.
using Capacity = std::optional<uint32_t>;
// An instant that may be left out.
using Until = std::optional<Instant>;

enum class EventType : uint8_t {
  kNone = 0,
#define KEFU_EVENT(number, Struct, json, doc) k##Struct = number,
#include "kefu/events.def"
};

enum class EffectType : uint8_t {
  kNone = 0,
#define KEFU_EFFECT(number, Struct, json, doc) k##Struct = number,
#include "kefu/events.def"
};

// The fields of events; the numbers tag optional fields in a payload.
enum class Field : uint16_t {
  kNone = 0,
#define KEFU_FIELD_NAME(number, name, type, doc) name = number,
#include "kefu/events.def"
};

// Name(x): the name of a value in JSON, "" for 0 and for a number that is no
// value. FromName: whether there is
// a value of this name, and which; untouched if there is none.
#define KEFU_ENUM(Enum, doc)         \
  std::string_view Name(Enum value); \
  bool FromName(std::string_view name, Enum* value);
#include "kefu/events.def"
std::string_view Name(EventType type);
std::string_view Name(EffectType type);
std::string_view Name(Field field);
bool FromName(std::string_view name, EventType* type);
bool FromName(std::string_view name, EffectType* type);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_VOCABULARY_H_
