#include "src/codec/config_writer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "src/codec/config_facts.h"
#include "src/codec/duration_text.h"
#include "src/codec/json_memory.h"

namespace kefu::codec {
namespace {

using rapidjson::SizeType;

// Write(s), made from config.def, writes the members of `s` that differ from a
// fresh one; if `whole`, those that do not as well.
template <class W>
class ConfigWriter {
 public:
  explicit ConfigWriter(W* writer, bool whole = false)
      : writer_(*writer), whole_(whole) {}

#define KEFU_STRUCT(Struct, doc)           \
  void Write(const Struct& value) {        \
    [[maybe_unused]] const Struct fresh{}; \
    writer_.StartObject();
#define KEFU_MEMBER(Struct, type, name, fallback, unit, low, high, rule, doc) \
  if (whole_ || !(value.name == fresh.name)) Member(#name, value.name, unit);
#define KEFU_SETTING(Struct, type, name, fallback, unit, low, high, levels, \
                     rule, doc)                                             \
  if (value.name) Member(#name, value.name, unit);
#define KEFU_SECTION(Struct, type, name, doc) \
  if (!(value.name == fresh.name)) Member(#name, value.name, "");
#define KEFU_LIST(Struct, type, name, low, high, rule, doc) \
  if (!value.name.empty()) Member(#name, value.name, "");
#define KEFU_STRUCT_END(Struct) \
  writer_.EndObject();          \
  }
#include "kefu/config.def"

  template <class T>
  void Value(const T& value, std::string_view unit) {
    if constexpr (IsOptional<T>::value) {
      Value(*value, unit);
    } else if constexpr (IsVector<T>::value) {
      writer_.StartArray();
      for (const auto& item : value) Value(item, unit);
      writer_.EndArray();
    } else if constexpr (std::is_same_v<T, bool>) {
      writer_.Bool(value);
    } else if constexpr (std::is_same_v<T, int64_t>) {
      writer_.Int64(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      Text(value);
    } else if constexpr (std::is_same_v<T, Duration>) {
      const bool infinite = unit == "duration or infinite";
      Text(!value.off() ? ToText(value) : infinite ? "infinite" : "off");
    } else if constexpr (std::is_enum_v<T>) {
      Text(Name(value));
    } else {
      Write(value);
    }
  }

 private:
  template <class T>
  void Member(std::string_view name, const T& value, std::string_view unit) {
    writer_.Key(name.data(), static_cast<SizeType>(name.size()));
    Value(value, unit);
  }
  void Text(std::string_view text) {
    writer_.String(text.data(), static_cast<SizeType>(text.size()));
  }

  W& writer_;
  bool whole_;
};

std::string TextOf(const JsonBuffer& buffer) {
  return {buffer.GetString(), buffer.GetSize()};
}

template <class T>
std::string Fallback(const T& value, std::string_view unit) {
  if constexpr (IsOptional<T>::value) {
    return value ? Fallback(*value, unit) : std::string();
  } else if constexpr (IsVector<T>::value || std::is_same_v<T, std::string>) {
    if (value.empty()) return {};
  }
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  ConfigWriter(&writer, true).Value(value, unit);
  return TextOf(buffer);
}

}  // namespace

std::string ToJson(const Config& config) {
  JsonBuffer buffer;
  JsonPrettyWriter writer(buffer);
  writer.SetIndent(' ', 2);
  ConfigWriter(&writer).Write(config);
  return TextOf(buffer) + '\n';
}

std::string FallbackText(std::string_view struct_name,
                         std::string_view member) {
#define KEFU_MEMBER(Struct, type, name, fallback, unit, low, high, rule, doc) \
  if (struct_name == #Struct && member == #name) {                            \
    const type value = fallback;                                              \
    return Fallback(value, unit);                                             \
  }
#define KEFU_SETTING(Struct, type, name, fallback, unit, low, high, levels, \
                     rule, doc)                                             \
  if (struct_name == #Struct && member == #name) {                          \
    const type value = fallback;                                            \
    return Fallback(value, unit);                                           \
  }
#include "kefu/config.def"
  return {};
}

std::string PresetText(Preset preset, std::string_view struct_name,
                       std::string_view member) {
#define KEFU_PRESET(Value, Section, section, member_, ...)            \
  if (preset == Preset::Value && struct_name == #Section &&           \
      member == #member_) {                                           \
    const decltype(Section::member_)::value_type value = __VA_ARGS__; \
    return Fallback(value, MemberOf(struct_name, member).unit);       \
  }
#include "kefu/presets.def"
  return {};
}

}  // namespace kefu::codec
