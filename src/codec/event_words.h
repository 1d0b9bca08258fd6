// Words for the errors of a line: what may stand where, and what was meant.

#ifndef KEFU_CODEC_EVENT_WORDS_H_
#define KEFU_CODEC_EVENT_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/suggest.h"
#include "src/codec/event_line.h"
#include "src/codec/json_text.h"

namespace kefu::codec {

using Words = std::vector<std::string_view>;

inline Words AllEvents() {
  return {
#define KEFU_EVENT(number, Struct, json, doc) #json,
#include "kefu/events.def"
  };
}

inline Words NamesOf(FieldSet fields) {
  Words names;
  for (size_t i = 1; i < kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (fields[i]) names.push_back(Name(field));
  }
  return names;
}

// The fields of an event, or of any if it is not known which one it is.
inline Words KeysOf(EventType type) {
  Words names = {"at", "event"};
  FieldSet fields = RulesOf(type).allowed;
  if (type == EventType::kNone) {
#define KEFU_FIELD_NAME(number, name, type, doc) fields |= Bit(Field::name);
#include "kefu/events.def"
  }
  for (const std::string_view name : NamesOf(fields)) names.push_back(name);
  return names;
}

template <class Enum>
Words ValuesOf() {
  Words names;
  for (int i = 1; i < 256; ++i) {
    const std::string_view name = Name(static_cast<Enum>(i));
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

inline std::string Join(const Words& words, std::string_view before_last) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? before_last : ", ";
    text += words[i];
  }
  return text;
}

inline std::string DidYouMean(std::string_view wrong, const Words& known) {
  const std::string nearest = Suggest(wrong, known);
  return nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?";
}

// A piece of the line for a message: short, and never cut within a character.
inline std::string Shown(std::string_view text) {
  constexpr size_t kMost = 40;
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  if (text.size() <= kMost) return std::string(text);
  size_t end = kMost;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

inline std::string Quoted(std::string_view text) {
  std::string quoted;
  AppendJsonString(Shown(text), &quoted);
  return quoted;
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_EVENT_WORDS_H_
