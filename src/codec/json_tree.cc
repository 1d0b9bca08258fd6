#include "src/codec/json_tree.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "src/codec/json_memory.h"

namespace kefu::codec {
namespace {

using rapidjson::InsituStringStream;
using rapidjson::SizeType;

// Offsets are 32 bits wide, and RapidJSON counts in 32 bits.
constexpr size_t kMaxBytes = std::numeric_limits<int32_t>::max();

// UTF-8 forbids the halves of surrogate pairs, ED A0..BF; an escape such as
// \udc00 would bring one in.
bool HasHalfSurrogate(std::string_view text) {
  for (size_t i = text.find('\xED'); i < text.size();
       i = text.find('\xED', i + 1)) {
    if (i + 1 < text.size() && static_cast<uint8_t>(text[i + 1]) >= 0xA0) {
      return true;
    }
  }
  return false;
}

bool StartsWithUtf16Mark(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

// Is this the beginning of a character of UTF-8 and no more?
bool IsPartOfCharacter(std::string_view text) {
  const auto first = static_cast<uint8_t>(text[0]);
  const size_t bytes = first < 0xC0   ? 1
                       : first < 0xE0 ? 2
                       : first < 0xF0 ? 3
                                      : 4;
  if (text.size() >= bytes) return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) {
    return (static_cast<uint8_t>(c) & 0xC0) == 0x80;
  });
}

const char* CutOff(rapidjson::ParseErrorCode code) {
  return code == rapidjson::kParseErrorDocumentEmpty
             ? "the text is empty, expected an object"
             : "the text ends too early: something is not closed";
}

// REQUIRES: code is an error.
const char* Describe(rapidjson::ParseErrorCode code) {
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
      return "the text is empty, expected an object";
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "there is more after the end of the ruleset; remove it";
    case rapidjson::kParseErrorValueInvalid:
      return "expected a value: an object, a list, a string in double quotes, "
             "a number, true or false";
    case rapidjson::kParseErrorObjectMissName:
      return "expected the name of a member in double quotes";
    case rapidjson::kParseErrorObjectMissColon:
      return "expected a colon after the name of a member";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return "expected a comma or } after a member";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return "expected a comma or ] after an item";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return "expected four hexadecimal digits after \\u";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return "half of a surrogate pair; write the character itself";
    case rapidjson::kParseErrorStringEscapeInvalid:
      return "expected one of \" \\ / b f n r t u after a backslash";
    case rapidjson::kParseErrorStringMissQuotationMark:
      return "a string is not closed";
    case rapidjson::kParseErrorStringInvalidEncoding:
      return "not UTF-8; save the text as UTF-8";
    case rapidjson::kParseErrorNumberTooBig:
      return "a number is out of all range";
    case rapidjson::kParseErrorNumberMissFraction:
      return "expected a digit after the decimal point";
    case rapidjson::kParseErrorNumberMissExponent:
      return "expected a digit in the exponent";
    case rapidjson::kParseErrorNone:
    case rapidjson::kParseErrorTermination:
    case rapidjson::kParseErrorUnspecificSyntaxError:
      break;
  }
  return "not JSON";
}

}  // namespace

// What RapidJSON calls for each thing that it reads. False ends the reading.
class JsonTreeMaker
    : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, JsonTreeMaker> {
 public:
  JsonTreeMaker(JsonTree* tree, InsituStringStream* stream)
      : tree_(*tree),
        stream_(*stream),
        text_(tree->copy_.data()),
        escapes_(tree->copy_.find('\\') != std::string::npos) {}

  bool Null() { return Add(JsonKind::kNull, Here() - 4, 0); }
  bool Bool(bool value) {
    return value ? Add(JsonKind::kTrue, Here() - 4, 0)
                 : Add(JsonKind::kFalse, Here() - 5, 0);
  }
  // A string or number that is read in place points to itself.
  bool RawNumber(const char* text, SizeType length, bool) {
    return Add(JsonKind::kNumber, At(text), length);
  }
  bool String(const char* text, SizeType length, bool) {
    return Whole(text, length) && Add(JsonKind::kString, At(text) - 1, length);
  }
  bool Key(const char* text, SizeType length, bool) {
    key_at_ = At(text) - 1;
    key_length_ = length;
    return Whole(text, length);
  }
  bool StartObject() { return Open(JsonKind::kObject); }
  bool StartArray() { return Open(JsonKind::kList); }
  bool EndObject(SizeType members) { return Close(members); }
  bool EndArray(SizeType members) { return Close(members); }

  const std::optional<SyntaxError>& error() const { return error_; }

 private:
  static constexpr uint32_t kNoKey = std::numeric_limits<uint32_t>::max();

  uint32_t Here() const { return static_cast<uint32_t>(stream_.Tell()); }
  uint32_t At(const char* text) const {
    return static_cast<uint32_t>(text - text_);
  }

  bool Add(JsonKind kind, uint32_t at, uint32_t length) {
    JsonNode node;
    node.kind = kind;
    node.at = at;
    node.length = length;
    node.key_at = std::exchange(key_at_, kNoKey);
    node.key_length = std::exchange(key_length_, 0);
    if (node.key_at == kNoKey) node.key_at = at;
    node.end = static_cast<uint32_t>(tree_.nodes_.size()) + 1;
    tree_.nodes_.push_back(node);
    return true;
  }

  // The depth limit also bounds RapidJSON's recursion, one frame for each.
  bool Open(JsonKind kind) {
    const uint32_t at = Here() - 1;
    if (depth_ == JsonTree::kMaxDepth) {
      return Fail(at, "nested more than 64 deep");
    }
    open_[depth_++] = static_cast<uint32_t>(tree_.nodes_.size());
    return Add(kind, at, 0);
  }

  bool Close(uint32_t members) {
    JsonNode& node = tree_.nodes_[open_[--depth_]];
    node.length = members;
    node.end = static_cast<uint32_t>(tree_.nodes_.size());
    return true;
  }

  bool Whole(const char* text, SizeType length) {
    if (!escapes_ || !HasHalfSurrogate({text, length})) return true;
    return Fail(At(text) - 1,
                Describe(rapidjson::kParseErrorStringUnicodeSurrogateInvalid));
  }

  bool Fail(size_t offset, const char* message) {
    error_ = SyntaxError{offset, message};
    return false;
  }

  JsonTree& tree_;
  InsituStringStream& stream_;
  const char* text_;
  bool escapes_;  // only then can a string hold what the text does not
  uint32_t key_at_ = kNoKey;
  uint32_t key_length_ = 0;
  int depth_ = 0;
  uint32_t open_[JsonTree::kMaxDepth] = {};
  std::optional<SyntaxError> error_;
};

namespace {

// RapidJSON reads a text that ends with a zero byte, so one in the middle
// looks to it like the end.
SyntaxError Explain(const rapidjson::ParseResult& result,
                    std::string_view text) {
  const size_t offset = result.Offset();
  if (offset >= text.size() || IsPartOfCharacter(text.substr(offset))) {
    return {offset, CutOff(result.Code())};
  }
  const auto byte = static_cast<uint8_t>(text[offset]);
  if (byte == 0) return {offset, "a zero byte; JSON has none"};
  if (StartsWithUtf16Mark(text)) {
    return {0, "UTF-16; save the text as UTF-8"};
  }
  if (result.Code() == rapidjson::kParseErrorStringEscapeInvalid &&
      byte < 0x20) {
    return {offset,
            "a string is not closed, or holds a line break or control "
            "character that is not written as an escape such as \\n"};
  }
  if (byte == '/') return {offset, "JSON has no comments; remove it"};
  if (byte == '\'') return {offset, "expected double quotes"};
  if (byte == ']' || byte == '}') {
    return {offset,
            "expected another item or member after the comma; remove "
            "the comma after the last one"};
  }
  return {offset, Describe(result.Code())};
}

std::string Unescape(std::string_view step) {
  std::string result;
  for (size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size();
    result += escape ? (step[++i] == '1' ? '/' : '~') : step[i];
  }
  return result;
}

// An index of a list, or none.
std::optional<uint32_t> ParseIndex(std::string_view step) {
  if (step.empty() || step.size() > 9) return std::nullopt;
  uint32_t index = 0;
  for (const char c : step) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<uint32_t>(c - '0');
  }
  return index;
}

}  // namespace

std::optional<SyntaxError> JsonTree::Read(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  source_ = text;
  nodes_.clear();
  if (text.size() > kMaxBytes) {
    return SyntaxError{0, "the text is longer than 2 GiB"};
  }
  copy_ = text;
  // What a ruleset takes; a text that is denser makes the list grow.
  nodes_.reserve(text.size() / 12 + 1);
  InsituStringStream stream(copy_.data());
  JsonTreeMaker maker(this, &stream);
  JsonReader reader;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseInsituFlag |
                   rapidjson::kParseValidateEncodingFlag |
                   rapidjson::kParseNumbersAsStringsFlag>(stream, maker);
  if (maker.error()) return maker.error();
  if (result.IsError()) return Explain(result, text);
  if (stream.Tell() != text.size()) {
    return SyntaxError{stream.Tell(), "a zero byte; JSON has none"};
  }
  return std::nullopt;
}

std::string JsonTree::Pointer(uint32_t node) const {
  std::string pointer;
  uint32_t at = 0;
  while (at != node) {
    const bool list = nodes_[at].kind == JsonKind::kList;
    uint32_t child = at + 1;
    uint32_t number = 0;
    for (; nodes_[child].end <= node; child = nodes_[child].end) ++number;
    pointer += '/';
    pointer +=
        list ? std::to_string(number) : EscapePointer(Key(nodes_[child]));
    at = child;
  }
  return pointer;
}

// The member of a list or object that a step of a pointer names, or 0.
uint32_t JsonTree::Child(uint32_t node, std::string_view step) const {
  const JsonNode& parent = nodes_[node];
  if (parent.kind != JsonKind::kList && parent.kind != JsonKind::kObject) {
    return 0;
  }
  const bool list = parent.kind == JsonKind::kList;
  const std::optional<uint32_t> index = ParseIndex(step);
  if (list && !index) return 0;
  const std::string key = list ? std::string() : Unescape(step);
  uint32_t number = 0;
  for (uint32_t child = node + 1; child < parent.end;
       child = nodes_[child].end) {
    if (list ? number++ == *index : Key(nodes_[child]) == key) return child;
  }
  return 0;
}

uint32_t JsonTree::Find(std::string_view pointer) const {
  uint32_t node = 0;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const size_t end = std::min(pointer.find('/'), pointer.size());
    const uint32_t child = Child(node, pointer.substr(0, end));
    if (child == 0) break;
    node = child;
    pointer.remove_prefix(end);
  }
  return node;
}

Place PlaceFinder::Find(size_t offset) {
  offset = std::min(offset, text_.size());
  const std::string_view before = text_.substr(0, offset);
  for (size_t i = before.find('\n', seen_); i < offset;
       i = before.find('\n', i + 1)) {
    ++line_;
    line_start_ = i + 1;
  }
  seen_ = std::max(seen_, offset);
  return {line_, static_cast<int>(offset - line_start_) + 1};
}

std::string EscapePointer(std::string_view key) {
  std::string result;
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace kefu::codec
