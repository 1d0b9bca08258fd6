// The config of a ruleset as plain structs: what a JSON ruleset is parsed
// into, and what a host that has its rules elsewhere fills itself. Made from
// config.def, where each member's unit, bounds and rule are written;
// docs/config.md is the same as a reference.

#ifndef KEFU_CONFIG_H_
#define KEFU_CONFIG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kefu/time.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

#define KEFU_CONFIG_ENUM(Enum, doc) enum class Enum : uint8_t {
#define KEFU_CONFIG_VALUE(Enum, Name, json) Name,
#define KEFU_CONFIG_ENUM_END(Enum) \
  }                                \
  ;
#include "kefu/config.def"

// Name(x): the name in JSON. FromName: false if no value has this name.
#define KEFU_CONFIG_ENUM(Enum, doc)  \
  std::string_view Name(Enum value); \
  bool FromName(std::string_view name, Enum* value);
#include "kefu/config.def"

#define KEFU_STRUCT(Struct, doc) struct Struct {
#define KEFU_MEMBER(Struct, type, name, fallback, unit, low, high, rule, doc) \
  type name = fallback;
#define KEFU_SETTING(Struct, type, name, fallback, unit, low, high, levels, \
                     rule, doc)                                             \
  std::optional<type> name{};
#define KEFU_SECTION(Struct, type, name, doc) type name{};
#define KEFU_LIST(Struct, type, name, low, high, rule, doc) \
  std::vector<type> name{};
#define KEFU_STRUCT_END(Struct)                                   \
  friend bool operator==(const Struct&, const Struct&) = default; \
  }                                                               \
  ;
#include "kefu/config.def"

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_CONFIG_H_
