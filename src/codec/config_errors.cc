#include "src/codec/config_errors.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kefu {
namespace codec {
namespace {

constexpr size_t kShown = 60;  // bytes of a value that a message repeats

// The longest beginning of at most `bytes` bytes that cuts no character.
std::string_view Beginning(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<uint8_t>(text[bytes]) & 0xC0) == 0x80) {
    --bytes;
  }
  return text.substr(0, bytes);
}

// Control characters are U+0000-001F, U+007F and, as C2 80..9F, U+0080-009F.
bool IsControl(uint8_t byte, uint8_t before) {
  return byte < 0x20 || byte == 0x7F ||
         (before == 0xC2 && byte >= 0x80 && byte < 0xA0);
}

void AppendVisible(uint8_t byte, uint8_t before, std::string* out) {
  constexpr char kHex[] = "0123456789abcdef";
  if (IsControl(byte, before)) {
    if (byte >= 0x80) out->pop_back();  // its first byte
    *out += "\\u00";
    *out += kHex[byte >> 4];
    *out += kHex[byte & 15];
  } else {
    if (byte == '"' || byte == '\\') *out += '\\';
    *out += static_cast<char>(byte);
  }
}

}  // namespace

std::string Quote(std::string_view text) {
  const std::string_view shown = Beginning(text, kShown);
  std::string result = "\"";
  uint8_t before = 0;
  for (const char c : shown) {
    const auto byte = static_cast<uint8_t>(c);
    AppendVisible(byte, before, &result);
    before = byte;
  }
  return result + (shown.size() < text.size() ? "...\"" : "\"");
}

std::string Quote(const JsonTree& tree, const JsonNode& node) {
  switch (node.kind) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kFalse:
      return "false";
    case JsonKind::kTrue:
      return "true";
    case JsonKind::kNumber: {
      const std::string_view digits = tree.Text(node);
      const std::string_view shown = Beginning(digits, kShown);
      return std::string(shown) + (shown.size() < digits.size() ? "..." : "");
    }
    case JsonKind::kString:
      return Quote(tree.Text(node));
    case JsonKind::kList:
      return "a list";
    case JsonKind::kObject:
      return "an object";
  }
  return {};
}

bool ErrorList::Takes(size_t offset) {
  const bool takes =
      errors_.size() < kMaxErrors || offset < errors_.back().offset;
  if (!takes) ++more_;
  return takes;
}

void ErrorList::Add(size_t offset, ConfigError error) {
  const auto place = std::upper_bound(
      errors_.begin(), errors_.end(), offset,
      [](size_t at, const Entry& entry) { return at < entry.offset; });
  errors_.insert(place, {offset, std::move(error)});
  if (errors_.size() > kMaxErrors) {
    errors_.pop_back();
    ++more_;
  }
}

std::vector<ConfigError> ErrorList::Finish(std::string_view text) {
  std::vector<ConfigError> result;
  result.reserve(errors_.size() + 1);
  PlaceFinder places(text);
  for (Entry& entry : errors_) {
    const Place place = places.Find(entry.offset);
    entry.error.line = place.line;
    entry.error.column = place.column;
    result.push_back(std::move(entry.error));
  }
  if (more_ > 0) {
    ConfigError rest;
    rest.message = "and " + std::to_string(more_) + " more";
    result.push_back(std::move(rest));
  }
  return result;
}

}  // namespace codec

std::string ToText(const ConfigError& error) {
  std::string text;
  if (error.line > 0) {
    text += std::to_string(error.line) + ':' + std::to_string(error.column);
    text += ": ";
  }
  if (!error.pointer.empty()) text += error.pointer + ": ";
  text += error.message;
  if (!error.suggestion.empty()) {
    text += "; did you mean " + codec::Quote(error.suggestion) + '?';
  }
  return text;
}

}  // namespace kefu
