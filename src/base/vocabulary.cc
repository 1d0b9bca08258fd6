// The names of everything that events.def and config.def list.

#include "kefu/vocabulary.h"

#include <string_view>

#include "kefu/config.h"
#include "kefu/reason.h"

namespace kefu {

// ------------------------------------------------ enums of events.def

#define KEFU_ENUM(Enum, doc)          \
  std::string_view Name(Enum value) { \
    switch (value) {                  \
      case Enum::kNone:               \
        break;
#define KEFU_VALUE(Enum, Name, number, json) \
  case Enum::Name:                           \
    return json;
#define KEFU_ENUM_END(Enum) \
  }                         \
  return {};                \
  }
#include "kefu/events.def"

#define KEFU_ENUM(Enum, doc)                          \
  bool FromName(std::string_view name, Enum* value) { \
    *value = Enum::kNone;
#define KEFU_VALUE(Enum, Name, number, json) \
  if (name == json) *value = Enum::Name;
#define KEFU_ENUM_END(Enum)     \
  return *value != Enum::kNone; \
  }
#include "kefu/events.def"

// ------------------------------------------- events, effects and fields

std::string_view Name(EventType type) {
  switch (type) {
    case EventType::kNone:
      break;
#define KEFU_EVENT(number, Struct, json, doc) \
  case EventType::k##Struct:                  \
    return #json;
#include "kefu/events.def"
  }
  return {};
}

std::string_view Name(EffectType type) {
  switch (type) {
    case EffectType::kNone:
      break;
#define KEFU_EFFECT(number, Struct, json, doc) \
  case EffectType::k##Struct:                  \
    return #json;
#include "kefu/events.def"
  }
  return {};
}

std::string_view Name(Field field) {
  switch (field) {
    case Field::kNone:
      break;
#define KEFU_FIELD_NAME(number, name, type, doc) \
  case Field::name:                              \
    return #name;
#include "kefu/events.def"
  }
  return {};
}

bool FromName(std::string_view name, EventType* type) {
  *type = EventType::kNone;
#define KEFU_EVENT(number, Struct, json, doc) \
  if (name == #json) *type = EventType::k##Struct;
#include "kefu/events.def"
  return *type != EventType::kNone;
}

bool FromName(std::string_view name, EffectType* type) {
  *type = EffectType::kNone;
#define KEFU_EFFECT(number, Struct, json, doc) \
  if (name == #json) *type = EffectType::k##Struct;
#include "kefu/events.def"
  return *type != EffectType::kNone;
}

// -------------------------------------------------------------- reasons

std::string_view Name(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      break;
#define KEFU_REASON(Name, number, json, english, chinese) \
  case Reason::k##Name:                                   \
    return json;
#include "kefu/events.def"
  }
  return {};
}

std::string_view Describe(Reason reason, Language language) {
  const bool in_english = language == Language::kEnglish;
  switch (reason) {
    case Reason::kNone:
      break;
#define KEFU_REASON(Name, number, json, english, chinese) \
  case Reason::k##Name:                                   \
    return in_english ? english : chinese;
#include "kefu/events.def"
  }
  return {};
}

// ------------------------------------------------ enums of config.def

#define KEFU_CONFIG_ENUM(Enum, doc)   \
  std::string_view Name(Enum value) { \
    switch (value) {
#define KEFU_CONFIG_VALUE(Enum, Name, json) \
  case Enum::Name:                          \
    return json;
#define KEFU_CONFIG_ENUM_END(Enum) \
  }                                \
  return {};                       \
  }
#include "kefu/config.def"

#define KEFU_CONFIG_ENUM(Enum, doc) \
  bool FromName(std::string_view name, Enum* value) {
#define KEFU_CONFIG_VALUE(Enum, Name, json) \
  if (name == json) {                       \
    *value = Enum::Name;                    \
    return true;                            \
  }
#define KEFU_CONFIG_ENUM_END(Enum) \
  return false;                    \
  }
#include "kefu/config.def"

}  // namespace kefu
