// config.def as data: what the parser, the writer, the JSON Schema and the
// reference pages know about each struct, member and enum of a config.

#ifndef KEFU_CODEC_CONFIG_FACTS_H_
#define KEFU_CODEC_CONFIG_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kefu/config.h"
#include "src/base/levels.h"
#include "src/base/text_check.h"

namespace kefu::codec {

using Names = std::span<const std::string_view>;

// ------------------------------------------------------------------ enums

// EnumFacts<E>: the name of an enum, its values' names, its doc.
template <class E>
struct EnumFacts;

#define KEFU_CONFIG_ENUM(Enum, doc)                  \
  template <>                                        \
  struct EnumFacts<Enum> {                           \
    static constexpr std::string_view kName = #Enum; \
    static constexpr std::string_view kDoc = doc;    \
    static constexpr std::string_view kNames[] = {
#define KEFU_CONFIG_VALUE(Enum, Name, json) json,
#define KEFU_CONFIG_ENUM_END(Enum) \
  }                                \
  ;                                \
  }                                \
  ;
#include "kefu/config.def"

#define KEFU_ENUM(Enum, doc)                         \
  template <>                                        \
  struct EnumFacts<Enum> {                           \
    static constexpr std::string_view kName = #Enum; \
    static constexpr std::string_view kDoc = doc;    \
    static constexpr std::string_view kNames[] = {
#define KEFU_VALUE(Enum, Name, number, json) json,
#define KEFU_ENUM_END(Enum) \
  }                         \
  ;                         \
  }                         \
  ;
#include "kefu/events.def"

// ------------------------------------------------------------------ types

enum class TypeKind : uint8_t {
  kInteger,
  kBoolean,
  kString,
  kDuration,
  kEnum,
  kStruct
};

// The type of a member in JSON; `name` and `values` for an enum, `name` for a
// struct.
struct TypeFacts {
  TypeKind kind = TypeKind::kStruct;
  bool list = false;
  std::string_view name;
  Names values;
};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class S>
struct StructName;
#define KEFU_STRUCT(Struct, doc)                       \
  template <>                                          \
  struct StructName<Struct> {                          \
    static constexpr std::string_view kName = #Struct; \
  };
#include "kefu/config.def"

template <class T>
constexpr TypeFacts TypeOf() {
  if constexpr (IsOptional<T>::value) {
    return TypeOf<typename T::value_type>();
  } else if constexpr (IsVector<T>::value) {
    TypeFacts facts = TypeOf<typename T::value_type>();
    facts.list = true;
    return facts;
  } else if constexpr (std::is_same_v<T, bool>) {
    return {TypeKind::kBoolean, false, {}, {}};
  } else if constexpr (std::is_same_v<T, int64_t>) {
    return {TypeKind::kInteger, false, {}, {}};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {TypeKind::kString, false, {}, {}};
  } else if constexpr (std::is_same_v<T, Duration>) {
    return {TypeKind::kDuration, false, {}, {}};
  } else if constexpr (std::is_enum_v<T>) {
    return {TypeKind::kEnum, false, EnumFacts<T>::kName, EnumFacts<T>::kNames};
  } else {
    return {TypeKind::kStruct, false, StructName<T>::kName, {}};
  }
}

// ---------------------------------------------------------------- structs

enum class Shape : uint8_t { kMember, kSetting, kSection, kList };

struct MemberFacts {
  Shape shape = Shape::kMember;
  std::string_view name;
  TypeFacts type;
  std::string_view unit;
  int64_t low = 0;
  int64_t high = 0;
  std::string_view levels;  // where a setting may stand; "" for the others
  std::string_view rule;
  std::string_view doc;
  bool required = false;  // must be given
};

struct StructFacts {
  std::string_view name;
  std::string_view doc;
  std::span<const MemberFacts> members;
};

// A name or list that may not be empty has no default that would do. (Lists
// that have one are settings or members, not KEFU_LIST.)
template <class T>
constexpr bool IsRequired(int64_t low) {
  return low > 0 && std::is_same_v<T, std::string>;
}

// MembersOf<S>::kFacts: the members of S in the order of config.def.
template <class S>
struct MembersOf;

#define KEFU_STRUCT(Struct, doc)                  \
  template <>                                     \
  struct MembersOf<Struct> {                      \
    static constexpr std::string_view kDoc = doc; \
    static constexpr MemberFacts kFacts[] = {
#define KEFU_MEMBER(Struct, type, name, fallback, unit, low, high, rule, doc) \
  {Shape::kMember, #name, TypeOf<type>(), unit, low,                          \
   high,           "",    rule,           doc,  IsRequired<type>(low)},
#define KEFU_SETTING(Struct, type, name, fallback, unit, low, high, levels, \
                     rule, doc)                                             \
  {Shape::kSetting,                                                         \
   #name,                                                                   \
   TypeOf<type>(),                                                          \
   unit,                                                                    \
   low,                                                                     \
   high,                                                                    \
   levels,                                                                  \
   rule,                                                                    \
   doc,                                                                     \
   false},
#define KEFU_SECTION(Struct, type, name, doc) \
  {Shape::kSection, #name, TypeOf<type>(), "", 0, 0, "", "", doc, false},
#define KEFU_LIST(Struct, type, name, low, high, rule, doc) \
  {                                                         \
      Shape::kList, #name, TypeOf<std::vector<type>>(),     \
      "",           low,   high,                            \
      "",           rule,  doc,                             \
      (low) > 0},
#define KEFU_STRUCT_END(Struct) \
  }                             \
  ;                             \
  }                             \
  ;
#include "kefu/config.def"

// kLevelOf by name; 0 for a name that is no struct of a level.
char LevelOf(std::string_view struct_name);

// May this member stand at that level?
constexpr bool Stands(const MemberFacts& member, char level) {
  return member.levels.empty() || level == 0 ||
         member.levels.find(level) != std::string_view::npos;
}

// All structs, each before its first use; Config is the last.
std::span<const StructFacts> AllStructs();
// REQUIRES: a struct of config.def.
const StructFacts& FactsOf(std::string_view struct_name);
// REQUIRES: a member of that struct.
const MemberFacts& MemberOf(std::string_view struct_name,
                            std::string_view member);

// --------------------------------------------------------------- in words

using kefu::LevelsInWords;
// What a member expects: "an integer from 0 to 1000, in units".
std::string Expected(const MemberFacts& member);
// The same for an item of a list.
std::string ExpectedItem(const MemberFacts& member);

// The longest string in a list.
constexpr int64_t ItemBytes(const MemberFacts& member) {
  return member.unit == "texts" ? kMaxTextBytes : kMaxNameBytes;
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_CONFIG_FACTS_H_
