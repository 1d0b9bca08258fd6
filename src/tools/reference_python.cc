// bindings/python/kefu/_words.py and _records.py, and what all of these files
// have in common.

#include "src/tools/reference_python.h"

#include <fmt/format.h>

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kefu/effect.h"
#include "kefu/event.h"

namespace kefu::tools {
namespace {

constexpr size_t kColumns = 79;

constexpr std::string_view kWordsDoc =
    "The enumerations of events and effects, and the reasons.\n\n"
    "Each value is an int; str() gives its name in JSON, and the class called "
    "with that name gives the value. In each of them NONE, which is 0 and "
    "false, means \"not given\".";

constexpr std::string_view kRecordsDoc =
    "Events and effects as NumPy records: the same bytes as in C++.\n\n"
    "EVENT_SLOTS and EFFECT_SLOTS say in which column of a record a field of "
    "an event or effect lies; fields in \"payload\" have none.";

std::string Sentence(std::string_view text) {
  std::string sentence(text);
  sentence[0] =
      static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
  if (sentence.back() != '.') sentence += '.';
  return sentence;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted += '"';
}

// `class Enum(Word):`, its docstring and its NONE.
std::string EnumHead(std::string_view name, std::string_view doc) {
  return fmt::format("\n\nclass {}(Word):\n{}\n    NONE = 0\n", name,
                     Docstring(Sentence(doc), 4));
}

// The names of an enumeration's values, as a type.
class NamesType {
 public:
  explicit NamesType(std::string_view name) : name_(name) {}
  void Add(std::string_view json) {
    if (!names_.empty()) names_ += ", ";
    names_ += Quoted(json);
  }
  std::string Text() const {
    return fmt::format("\n\n{}Name = Literal[\n{}]\n", name_,
                       Wrapped(names_, 4));
  }

 private:
  std::string name_;
  std::string names_;
};

void AppendValue(std::string_view json, int number, std::string* out) {
  *out += fmt::format("    {} = {}\n", Upper(json), number);
}

void AppendEnums(std::string* out) {
#define KEFU_ENUM(Enum, doc)      \
  {                               \
    *out += EnumHead(#Enum, doc); \
    NamesType names(#Enum);
#define KEFU_VALUE(Enum, Name, number, json) \
  AppendValue(json, number, out);            \
  names.Add(json);
#define KEFU_ENUM_END(Enum) \
  *out += names.Text();     \
  }
#include "kefu/events.def"
}

void AppendTypes(std::string* out) {
  *out += EnumHead("EventType", "which event a record is");
#define KEFU_EVENT(number, Struct, json, doc) AppendValue(#json, number, out);
#include "kefu/events.def"
  *out += EnumHead("EffectType", "which effect a record is");
#define KEFU_EFFECT(number, Struct, json, doc) AppendValue(#json, number, out);
#include "kefu/events.def"
}

constexpr std::string_view kReason = R"(

class Reason(Word):
    """Why something was refused, waits, was closed, or was passed over.

    >>> Reason.AT_CAPACITY.english
    'the agent has no room for the session'
    >>> print(Reason("at_capacity").chinese)
    接待已满
    """

    NONE = 0
)";

constexpr std::string_view kReasonInWords = R"(
    @property
    def english(self) -> str:
        """One clause in English."""
        return _REASONS_IN_WORDS[self][0]

    @property
    def chinese(self) -> str:
        """The same in Chinese."""
        return _REASONS_IN_WORDS[self][1]


_REASONS_IN_WORDS: dict[int, tuple[str, str]] = {
    0: ("", ""),
)";

void AppendReasons(std::string* out) {
  *out += kReason;
#define KEFU_REASON(Name, number, json, english, chinese) \
  AppendValue(json, number, out);
#include "kefu/events.def"
  *out += kReasonInWords;
#define KEFU_REASON(Name, number, json, english, chinese)               \
  *out += fmt::format("    {}: (\n        {},\n        {}),\n", number, \
                      Quoted(english), Quoted(chinese));
#include "kefu/events.def"
  *out += "}\n";
}

// ---------------------------------------------------------------- records

// The members of a record as a NumPy type.
class RecordType {
 public:
  template <class T>
  void Add(std::string_view name, size_t offset) {
    constexpr char kKind = std::is_signed_v<T> ? 'i' : 'u';
    names_ += fmt::format("\"{}\", ", name);
    formats_ += fmt::format("\"<{}{}\", ", kKind, sizeof(T));
    offsets_ += fmt::format("{}, ", offset);
  }
  std::string Text(std::string_view name, size_t size) const {
    return fmt::format(
        "\n{} = np.dtype({{\n    \"names\": [\n{}],\n    \"formats\": [\n{}],"
        "\n    \"offsets\": [\n{}],\n    \"itemsize\": {},\n}})\n",
        name, Wrapped(names_, 8), Wrapped(formats_, 8), Wrapped(offsets_, 8),
        size);
  }

 private:
  std::string names_, formats_, offsets_;
};

std::string EventRecordType() {
  RecordType type;
#define KEFU_ADD(name) \
  type.Add<decltype(EventRecord::name)>(#name, offsetof(EventRecord, name))
  KEFU_ADD(at);
  KEFU_ADD(customer);
  KEFU_ADD(agent);
  KEFU_ADD(value);
  KEFU_ADD(desk);
  KEFU_ADD(type);
  KEFU_ADD(detail);
  KEFU_ADD(payload);
#undef KEFU_ADD
  return type.Text("EVENT_DTYPE", sizeof(EventRecord));
}

std::string EffectRecordType() {
  RecordType type;
#define KEFU_ADD(name) \
  type.Add<decltype(EffectRecord::name)>(#name, offsetof(EffectRecord, name))
  KEFU_ADD(at);
  KEFU_ADD(event);
  KEFU_ADD(session);
  KEFU_ADD(customer);
  KEFU_ADD(agent);
  KEFU_ADD(value);
  KEFU_ADD(index);
  KEFU_ADD(asked);
  KEFU_ADD(desk);
  KEFU_ADD(group);
  KEFU_ADD(reason);
  KEFU_ADD(why);
  KEFU_ADD(type);
  KEFU_ADD(timer);
  KEFU_ADD(detail);
  KEFU_ADD(rung);
  KEFU_ADD(later);
#undef KEFU_ADD
  return type.Text("EFFECT_DTYPE", sizeof(EffectRecord));
}

void AppendSlot(std::string_view field, std::string_view type,
                std::string_view slot, std::string* out) {
  *out += fmt::format("        \"{}\": (\"{}\", \"{}\"),\n", field, slot, type);
}

void AppendSlots(std::string* out) {
  *out +=
      "\n# Event: {field: (column, type)}.\n"
      "EVENT_SLOTS: dict[str, dict[str, tuple[str, str]]] = {\n";
#define KEFU_EVENT(number, Struct, json, doc) *out += "    \"" #json "\": {\n";
#define KEFU_FIELD(Struct, type, name, slot, presence) \
  AppendSlot(#name, #type, #slot, out);
#define KEFU_EVENT_END(Struct) *out += "    },\n";
#include "kefu/events.def"
  *out +=
      "}\n\n# Effect: {field: (column, type)}.\n"
      "EFFECT_SLOTS: dict[str, dict[str, tuple[str, str]]] = {\n";
#define KEFU_EFFECT(number, Struct, json, doc) *out += "    \"" #json "\": {\n";
#define KEFU_EFFECT_FIELD(Struct, type, name, slot) \
  AppendSlot(#name, #type, #slot, out);
#define KEFU_EFFECT_END(Struct) *out += "    },\n";
#include "kefu/events.def"
  *out += "}\n\n# The numbers of the fields in a payload.\nFIELDS = {\n";
#define KEFU_FIELD_NAME(number, name, type, doc) \
  *out += fmt::format("    \"{}\": {},\n", #name, number);
#include "kefu/events.def"
  *out += "}\n";
}

}  // namespace

std::string PythonHead(std::string_view doc, std::string_view table) {
  return fmt::format(
             "# Made by kefu-reference from include/kefu/{}; do not edit.\n",
             table) +
         Docstring(doc, 0);
}

std::string PythonExports(std::string_view names) {
  return fmt::format("\n__all__ = [\n{}]\n", Wrapped(names, 4));
}

std::string Wrapped(std::string_view text, size_t indent) {
  std::string lines;
  size_t column = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) {
      if (column == 0 || column + 1 + end > kColumns) {
        if (column > 0) lines += '\n';
        lines.append(indent, ' ');
        column = indent;
      } else {
        lines += ' ';
        ++column;
      }
      lines += text.substr(0, end);
      column += end;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Paragraphs are divided by an empty line, and lines by a line break.
std::string Docstring(std::string_view text, size_t indent) {
  const std::string blanks(indent, ' ');
  std::string out = blanks + "\"\"\"";
  bool first = true;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    // The quotes take three columns of the first line.
    std::string lines =
        Wrapped(text.substr(0, end), first ? indent + 3 : indent);
    if (first) lines.erase(0, indent + 3);
    for (size_t at = 0;
         first && (at = lines.find("\n   ", at)) != lines.npos;) {
      lines.erase(++at, 3);
    }
    out += lines;
    first = false;
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!text.empty()) out += '\n';
  }
  return out +
         (out.find('\n') == out.npos ? "\"\"\"\n" : "\n" + blanks + "\"\"\"\n");
}

bool IsEnum(std::string_view type) {
#define KEFU_ENUM(Enum, doc) \
  if (type == #Enum) return true;
#include "kefu/events.def"
  return false;
}

std::string Upper(std::string_view text) {
  std::string upper;
  for (const char c : text) {
    upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return upper;
}

std::string PythonWords() {
  std::string text = PythonHead(kWordsDoc);
  text +=
      "\nfrom typing import Literal\n\n"
      "from ._word import Word\n";
  std::string names;
#define KEFU_ENUM(Enum, doc) names += "\"" #Enum "\", \"" #Enum "Name\", ";
#include "kefu/events.def"
  names += R"("EventType", "EffectType", "Reason", )";
  text += PythonExports(names);
  AppendEnums(&text);
  AppendTypes(&text);
  AppendReasons(&text);
  return text;
}

std::string PythonRecords() {
  std::string text = PythonHead(kRecordsDoc);
  text += "\nimport numpy as np\n";
  text += EventRecordType();
  text += EffectRecordType();
  AppendSlots(&text);
  return text;
}

}  // namespace kefu::tools
