// The header of the C face: its frame and its enumerations.

#include "src/tools/reference_c.h"

#include <fmt/format.h>

#include <cctype>
#include <utility>
#include <vector>

namespace kefu::tools {
namespace {

constexpr size_t kColumns = 80;

// One enumeration, from its name in C++ and what stands for 0.
class Enum {
 public:
  Enum(std::string_view name, std::string_view doc)
      : name_(name), prefix_("KEFU_" + UpperCase(name)) {
    text_ = CComment(doc);
    text_ +=
        fmt::format("typedef enum kefu_{} {{\n  {}_NONE = 0", name_, prefix_);
  }
  // Constants begin with this in place of the enumeration's own name.
  Enum& Prefix(std::string_view prefix) {
    const std::string old = prefix_ + "_NONE";
    prefix_ = prefix;
    text_.replace(text_.find(old), old.size(), prefix_ + "_NONE");
    return *this;
  }

  void Add(std::string_view word, int number, std::string_view doc = {}) {
    const std::string line =
        fmt::format("  {}_{} = {}", prefix_, UpperCase(word), number);
    text_ += ',';
    if (!pending_.empty()) text_ += pending_;
    text_ += '\n' + line;
    pending_.clear();
    if (doc.empty()) return;
    const std::string comment = fmt::format(" /* {} */", doc);
    if (line.size() + 1 + comment.size() <= kColumns) {
      pending_ = comment;
    } else {
      text_.insert(text_.size() - line.size(),
                   fmt::format("  /* {} */\n", doc));
    }
  }
  std::string Finish() {
    return text_ + pending_ + fmt::format("\n}} kefu_{};\n\n", name_);
  }

 private:
  std::string name_;
  std::string prefix_;
  std::string text_;
  std::string pending_;  // the comment behind the last constant
};

std::string Capitalized(std::string_view text) {
  std::string result(text);
  if (!result.empty()) {
    result[0] =
        static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
  }
  return result + '.';
}

std::string Types() {
  std::string text;
  Enum events("event_type", "The numbers of the events.");
  events.Prefix("KEFU_EVENT");
#define KEFU_EVENT(number, Struct, json, doc) events.Add(#json, number);
#include "kefu/events.def"
  text += events.Finish();
  Enum effects("effect_type", "The numbers of the effects.");
  effects.Prefix("KEFU_EFFECT");
#define KEFU_EFFECT(number, Struct, json, doc) effects.Add(#json, number);
#include "kefu/events.def"
  text += effects.Finish();
  Enum fields("field",
              "The fields of events; they tag the parts of a payload.");
#define KEFU_FIELD_NAME(number, name, type, doc) fields.Add(#name, number);
#include "kefu/events.def"
  text += fields.Finish();
  return text;
}

std::string Reasons() {
  Enum reasons(
      "reason",
      "Why something was refused, why an agent was passed over, why a session "
      "waits or was closed. One numbering for all of them (T4).");
#define KEFU_REASON(Name, number, json, english, chinese) \
  reasons.Add(json, number, english);
#include "kefu/events.def"
  return reasons.Finish();
}

std::string WordLists() {
  std::string text;
#define KEFU_ENUM(Name, doc) \
  {                          \
    Enum list(SnakeCase(#Name), Capitalized(doc));
#define KEFU_VALUE(Name, Value, number, json) list.Add(json, number);
#define KEFU_ENUM_END(Name) \
  text += list.Finish();    \
  }
#include "kefu/events.def"
  return text;
}

}  // namespace

std::string SnakeCase(std::string_view name) {
  std::string snake;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isupper(byte) && !snake.empty()) snake += '_';
    snake += static_cast<char>(std::tolower(byte));
  }
  return snake;
}

std::string UpperCase(std::string_view name) {
  std::string upper;
  for (const char c : name) {
    upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return upper;
}

std::string CComment(std::string_view text, size_t indent) {
  std::string comment = std::string(indent, ' ') + "/*";
  size_t column = comment.size();
  while (!text.empty()) {
    const size_t end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    // Room for the end of the comment behind the last word.
    if (column + 1 + word.size() + 3 > kColumns) {
      comment += '\n' + std::string(indent, ' ') + " *";
      column = indent + 2;
    }
    comment += ' ';
    comment += word;
    column += 1 + word.size();
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return comment + " */\n";
}

std::string CEnums() { return Types() + Reasons() + WordLists(); }

std::string CHeader(std::string_view from) {
  std::string header =
      "/* Made by kefu-reference from bindings/c/kefu.h.in and\n"
      " * include/kefu/events.def; do not edit. */\n\n" +
      std::string(from);
  const std::pair<std::string_view, std::string> parts[] = {
      {"@ENUMS@\n", CEnums()},
      {"@EVENTS@\n", CEvents()},
      {"@EFFECTS@\n", CEffects()}};
  for (const auto& [mark, text] : parts) {
    const size_t at = header.find(mark);
    if (at != std::string::npos) header.replace(at, mark.size(), text);
  }
  return header;
}

}  // namespace kefu::tools
