#include "src/codec/event_line.h"

#include <simdjson.h>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "src/base/iso_time.h"
#include "src/codec/event_words.h"
#include "src/codec/json_place.h"
#include "src/codec/word_table.h"

namespace kefu::codec {
namespace {

namespace ondemand = simdjson::ondemand;

// A key and its value, or the error that came instead.
using Member = simdjson::simdjson_result<ondemand::field>;

// simdjson chooses its code for this processor when it is first used, and ends
// the process if there is no memory then. So it is used first when this library
// is loaded.
[[maybe_unused]] const bool kChosen = simdjson::validate_utf8("kefu", 4);

// The keys of a line: the numbers of Field, and two more.
using KeyCode = uint8_t;
constexpr KeyCode kAt = kFields - 2;
constexpr KeyCode kEvent = kFields - 1;

const WordTable<KeyCode>& Keys() {
  static const WordTable<KeyCode> table = [] {
    WordTable<KeyCode> keys;
    keys.Add("at", kAt);
    keys.Add("event", kEvent);
#define KEFU_FIELD_NAME(number, name, type, doc) \
  static_assert(number < kAt);                   \
  keys.Add(#name, number);
#include "kefu/events.def"
    return keys;
  }();
  return table;
}

const WordTable<EventType>& EventNames() {
  static const WordTable<EventType> table = [] {
    WordTable<EventType> names;
#define KEFU_EVENT(number, Struct, json, doc) \
  names.Add(#json, EventType::k##Struct);
#include "kefu/events.def"
    return names;
  }();
  return table;
}

}  // namespace

// --------------------------------------------------------------- parsing

class LineParser::Impl {
 public:
  std::optional<LineError> Parse(std::string_view line, size_t readable);
  const RawEvent& event() const { return event_; }

 private:
  bool ReadLine(size_t readable);
  bool ReadObject(ondemand::object& object);
  bool ReadMember(Member& member);
  bool ReadKey(Member& member, std::string_view* key);
  bool ReadField(KeyCode code, ondemand::value& value);
  bool CheckFields();

  bool Read(ondemand::value& value, std::string_view* out);
  bool Read(ondemand::value& value, uint64_t* out);
  bool Read(ondemand::value& value, Capacity* out);
  bool Read(ondemand::value& value, Until* out);
  bool Read(ondemand::value& value, CustomerName* out);
  bool Read(ondemand::value& value, std::vector<CustomerName>* out);
  bool Read(ondemand::value& value, MaybeName* out);
  bool Read(ondemand::value& value, std::vector<std::string_view>* out);
  bool Read(ondemand::value& value, std::vector<NamedValue>* out);
  bool ReadAttribute(ondemand::value& value, std::string_view name,
                     std::vector<NamedValue>* out);
  template <class F>
  bool ReadItems(ondemand::value& value, F&& read);
  template <class Enum>
  requires std::is_enum_v<Enum>
  bool Read(ondemand::value& value, Enum* out);
  bool ReadInstant(ondemand::value& value, Instant* out);
  bool ReadEvent(ondemand::value& value);
  bool ReadString(ondemand::value& value, std::string_view* out);

  // All return false. Broken: no JSON, the place is searched afterwards.
  bool Broken(simdjson::error_code code);
  bool Wrong(const char* place, std::string message);
  bool Expected(std::string_view expected);  // in the place of token_
  bool Instead(std::string subject, std::string_view expected);
  bool Missing(FieldSet fields, std::string_view before_last);
  std::string UnknownKey(std::string_view key) const;

  simdjson::ondemand::parser parser_;
  std::string copy_;        // of a line without room behind it
  std::string_view line_;   // what is being parsed: the line, or its copy
  std::string_view key_;    // the member that is being read
  std::string_view token_;  // its value, with blanks behind it
  FieldSet keys_given_;
  RawEvent event_;
  std::optional<LineError> error_;
};

bool LineParser::Impl::Broken(simdjson::error_code code) {
  if (code == simdjson::MEMALLOC) throw std::bad_alloc();
  if (const auto place = FindJsonError(line_)) {
    return Wrong(line_.data() + place->offset, place->message);
  }
  return Wrong(line_.data(),
               std::string("broken JSON: ") + simdjson::error_message(code));
}

bool LineParser::Impl::Wrong(const char* place, std::string message) {
  const auto column = static_cast<int>(place - line_.data()) + 1;
  error_ = LineError{column, std::move(message)};
  return false;
}

bool LineParser::Impl::Expected(std::string_view expected) {
  return Instead("\"" + std::string(key_) + "\"", expected);
}

bool LineParser::Impl::Instead(std::string subject, std::string_view expected) {
  // What stands there may be no JSON value at all, or cut off.
  if (const auto place = FindJsonError(line_)) {
    return Wrong(line_.data() + place->offset, place->message);
  }
  subject.append(" is ").append(Shown(token_));
  subject.append(", expected ").append(expected);
  return Wrong(token_.data(), std::move(subject));
}

std::string LineParser::Impl::UnknownKey(std::string_view key) const {
  const Words known = KeysOf(event_.type);
  const std::string hint = DidYouMean(key, known);
  const std::string has =
      event_.type == EventType::kNone
          ? "no event has a field "
          : std::string(Name(event_.type)) + " has no field ";
  return has + Quoted(key) +
         (hint.empty() ? "; it may have " + Join(known, " and ") : hint);
}

bool LineParser::Impl::Missing(FieldSet fields, std::string_view before_last) {
  return Wrong(line_.data(), std::string(Name(event_.type)) + " lacks " +
                                 Join(NamesOf(fields), before_last));
}

// A string without escapes is taken as it stands. The first pass of simdjson
// has made sure that its closing quote is there.
bool LineParser::Impl::ReadString(ondemand::value& value,
                                  std::string_view* out) {
  if (token_.front() != '"') return Expected("a string");
  const char* const begin = token_.data() + 1;
  const char* end = begin;
  while (*end != '"' && *end != '\\') ++end;
  if (*end == '\\') {
    const simdjson::error_code code = value.get_string().get(*out);
    return code == simdjson::SUCCESS || Broken(code);
  }
  *out = {begin, static_cast<size_t>(end - begin)};
  return value.get_raw_json_string().error() == simdjson::SUCCESS;
}

bool LineParser::Impl::Read(ondemand::value& value, std::string_view* out) {
  if (!ReadString(value, out)) return false;
  return key_ != "id" || out->size() <= kMaxIdBytes ||
         Expected("at most 64 bytes");
}

bool LineParser::Impl::Read(ondemand::value& value, uint64_t* out) {
  return value.get_uint64().get(*out) == simdjson::SUCCESS ||
         Expected("a whole number from 0 to 2^64 - 1");
}

bool LineParser::Impl::Read(ondemand::value& value, Capacity* out) {
  uint64_t number = 0;
  if (value.get_uint64().get(number) != simdjson::SUCCESS || number > 1000) {
    return Expected("a whole number from 0 to 1000");
  }
  *out = static_cast<uint32_t>(number);
  return true;
}

bool LineParser::Impl::Read(ondemand::value& value, Until* out) {
  Instant instant;
  if (!ReadInstant(value, &instant)) return false;
  *out = instant;
  return true;
}

bool LineParser::Impl::Read(ondemand::value& value, CustomerName* out) {
  out->by_key = token_.front() != '"';
  if (!out->by_key) return ReadString(value, &out->name);
  return value.get_uint64().get(out->key) == simdjson::SUCCESS ||
         Expected("a customer's name, or his key from 0 to 2^64 - 1");
}

bool LineParser::Impl::Read(ondemand::value& value,
                            std::vector<CustomerName>* out) {
  constexpr std::string_view kList = "a list of 1 to 1000 customers";
  out->clear();
  ondemand::array list;
  if (value.get_array().get(list) != simdjson::SUCCESS) return Expected(kList);
  const std::string_view whole = token_;
  for (auto item : list) {
    ondemand::value one;
    if (const auto code = std::move(item).get(one)) return Broken(code);
    token_ = one.raw_json_token();
    if (out->size() == kMaxCustomers) {
      token_ = whole;
      return Expected(kList);
    }
    if (!Read(one, &out->emplace_back())) return false;
  }
  token_ = whole;
  return !out->empty() || Expected(kList);
}

bool LineParser::Impl::Read(ondemand::value& value, MaybeName* out) {
  out->name = {};
  return value.is_null() || ReadString(value, &out->name);
}

// Calls read(value) for each item of a list, with its token.
template <class F>
bool LineParser::Impl::ReadItems(ondemand::value& value, F&& read) {
  ondemand::array list;
  if (value.get_array().get(list) != simdjson::SUCCESS) return false;
  const std::string_view whole = token_;
  for (auto item : list) {
    ondemand::value one;
    if (const auto code = std::move(item).get(one)) return Broken(code);
    token_ = one.raw_json_token();
    if (!read(one)) return false;
  }
  token_ = whole;
  return true;
}

bool LineParser::Impl::Read(ondemand::value& value,
                            std::vector<std::string_view>* out) {
  out->clear();
  if (token_.front() != '[') return Expected("a list of names");
  return ReadItems(value, [&](ondemand::value& one) {
    if (out->size() == kMostTags) return Expected("at most 1000 names");
    return ReadString(one, &out->emplace_back());
  });
}

// A list is a set: each of its texts is a value. Nothing, or an empty list,
// takes the value away.
bool LineParser::Impl::ReadAttribute(ondemand::value& value,
                                     std::string_view name,
                                     std::vector<NamedValue>* out) {
  constexpr std::string_view kValue =
      "a whole number, true, false, a text, a list of texts or null";
  NamedValue one{name, {}};
  if (token_.front() == '[') {
    const size_t before = out->size();
    one.value.kind = ValueKind::kItem;
    const bool good = ReadItems(value, [&](ondemand::value& item) {
      out->push_back(one);
      return ReadString(item, &out->back().value.text);
    });
    if (!good) return error_ ? false : Expected(kValue);
    if (out->size() != before) return true;
    one.value.kind = ValueKind::kNothing;
  } else if (token_.front() == '"') {
    one.value.kind = ValueKind::kText;
    if (!ReadString(value, &one.value.text)) return false;
  } else if (bool flag = false;
             value.get_bool().get(flag) == simdjson::SUCCESS) {
    one.value.kind = ValueKind::kFlag;
    one.value.number = flag ? 1 : 0;
  } else if (value.get_int64().get(one.value.number) == simdjson::SUCCESS) {
    one.value.kind = ValueKind::kNumber;
  } else if (value.is_null()) {
    one.value.kind = ValueKind::kNothing;
  } else {
    return Expected(kValue);
  }
  out->push_back(one);
  return true;
}

bool LineParser::Impl::Read(ondemand::value& value,
                            std::vector<NamedValue>* out) {
  constexpr std::string_view kObject =
      "an object of attributes with at most 1000 values";
  out->clear();
  ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    return Expected(kObject);
  }
  const std::string_view whole = token_;
  for (Member member : object) {
    if (member.error() != simdjson::SUCCESS) return Broken(member.error());
    std::string_view name;
    if (!ReadKey(member, &name)) return false;
    auto one = member.value();
    token_ = one.value_unsafe().raw_json_token();
    if (!ReadAttribute(one.value_unsafe(), name, out)) return false;
    if (out->size() > kMostAttributeValues) {
      token_ = whole;
      return Expected(kObject);
    }
  }
  token_ = whole;
  return true;
}

template <class Enum>
requires std::is_enum_v<Enum>
bool LineParser::Impl::Read(ondemand::value& value, Enum* out) {
  std::string_view name;
  if (!ReadString(value, &name)) return false;
  if (FromName(name, out)) return true;
  const Words known = ValuesOf<Enum>();
  return Expected(Join(known, " or ") + DidYouMean(name, known));
}

bool LineParser::Impl::ReadInstant(ondemand::value& value, Instant* out) {
  constexpr std::string_view kTime =
      "whole milliseconds since 1970, or a time such as "
      "\"2025-11-21T10:00:00.250+08:00\"";
  if (token_.front() != '"') {
    return value.get_int64().get(out->ms) == simdjson::SUCCESS ||
           Expected(kTime);
  }
  std::string_view text;
  if (!ReadString(value, &text)) return false;
  const char* const error = ParseIso(text, out);
  return error == nullptr || Expected(std::string(kTime) + ": " + error);
}

bool LineParser::Impl::ReadEvent(ondemand::value& value) {
  std::string_view name;
  if (!ReadString(value, &name)) return false;
  event_.type = EventNames().Find(name);
  if (event_.type != EventType::kNone) return true;
  const Words known = AllEvents();
  const std::string hint = DidYouMean(name, known);
  return Expected("the name of an event" +
                  (hint.empty() ? ": " + Join(known, " or ") : hint));
}

bool LineParser::Impl::ReadField(KeyCode code, ondemand::value& value) {
  switch (code) {
    case kAt:
      return ReadInstant(value, &event_.at);
    case kEvent:
      return ReadEvent(value);
#define KEFU_FIELD_NAME(number, name, type, doc) \
  case number:                                   \
    return Read(value, &event_.name);
#include "kefu/events.def"
  }
  return false;  // not reached: Keys() has no other code
}

bool LineParser::Impl::ReadKey(Member& member, std::string_view* key) {
  const char* const begin = member.key().value_unsafe().raw();
  const char* end = begin;
  while (*end != '"' && *end != '\\') ++end;
  *key = {begin, static_cast<size_t>(end - begin)};
  if (*end == '"') return true;
  const simdjson::error_code code = member.unescaped_key().get(*key);
  return code == simdjson::SUCCESS || Broken(code);
}

bool LineParser::Impl::ReadMember(Member& member) {
  if (member.error() != simdjson::SUCCESS) return Broken(member.error());
  const char* const place = member.key().value_unsafe().raw() - 1;
  if (!ReadKey(member, &key_)) return false;
  const KeyCode code = Keys().Find(key_);
  if (code == 0) return Wrong(place, UnknownKey(key_));
  if (keys_given_[code]) {
    return Wrong(place, "\"" + std::string(key_) + "\" is given twice");
  }
  keys_given_.set(code);
  event_.columns[code] = static_cast<int>(place - line_.data()) + 1;
  auto value = member.value();
  token_ = value.value_unsafe().raw_json_token();
  return ReadField(code, value.value_unsafe());
}

bool LineParser::Impl::ReadObject(ondemand::object& object) {
  for (auto member : object) {
    if (!ReadMember(member)) return false;
  }
  return true;
}

bool LineParser::Impl::CheckFields() {
  if (event_.type == EventType::kNone) {
    return Wrong(line_.data(), "lacks \"event\"");
  }
  if (!keys_given_[kAt]) {
    return Wrong(line_.data(),
                 std::string(Name(event_.type)) + " lacks \"at\"");
  }
  event_.given = keys_given_;
  event_.given.reset(kAt).reset(kEvent);
  const FieldRules rules = RulesOf(event_.type);
  if (const FieldSet more = event_.given & ~rules.allowed; more.any()) {
    const std::string_view key = NamesOf(more).front();
    const int column = event_.columns[Keys().Find(key)];
    return Wrong(line_.data() + column - 1, UnknownKey(key));
  }
  if (const FieldSet lack = rules.required & ~event_.given; lack.any()) {
    return Missing(lack, " and ");
  }
  if (rules.one_of.any() && (rules.one_of & event_.given).none()) {
    return Missing(rules.one_of, " or ");
  }
  const FieldSet chosen = rules.exactly_one_of & event_.given;
  if (rules.exactly_one_of.any() && chosen.none()) {
    return Missing(rules.exactly_one_of, " or ");
  }
  if (chosen.count() > 1) {
    const std::string_view key = NamesOf(chosen).back();
    const int column = event_.columns[Keys().Find(key)];
    return Wrong(line_.data() + column - 1,
                 std::string(Name(event_.type)) + " has " +
                     Join(NamesOf(chosen), " and ") + "; give one of them");
  }
  return true;
}

bool LineParser::Impl::ReadLine(size_t readable) {
  if (readable < line_.size() + simdjson::SIMDJSON_PADDING) {
    copy_.reserve(line_.size() + simdjson::SIMDJSON_PADDING);
    copy_.assign(line_);
    readable = copy_.capacity();
    line_ = copy_;
  }
  ondemand::document document;
  if (const auto code =
          parser_.iterate(line_.data(), line_.size(), readable).get(document)) {
    return Broken(code);
  }
  ondemand::object object;
  if (const auto code = document.get_object().get(object)) {
    if (code != simdjson::INCORRECT_TYPE) return Broken(code);
    token_ = line_;
    return Instead("the line", "an object such as {\"at\": 0, \"event\": ...}");
  }
  if (!ReadObject(object)) return false;
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    return Broken(simdjson::TRAILING_CONTENT);
  }
  return CheckFields();
}

std::optional<LineError> LineParser::Impl::Parse(std::string_view line,
                                                 size_t readable) {
  line_ = line;
  keys_given_.reset();
  event_.type = EventType::kNone;
  error_.reset();
  if (ReadLine(readable)) return std::nullopt;
  return std::move(error_);
}

LineParser::LineParser() : impl_(std::make_unique<Impl>()) {}
LineParser::~LineParser() = default;

std::optional<LineError> LineParser::Parse(std::string_view line,
                                           size_t readable) {
  return impl_->Parse(line, readable);
}

const RawEvent& LineParser::event() const { return impl_->event(); }

}  // namespace kefu::codec
