#include "src/base/text_check.h"

#include <array>

namespace kefu {
namespace {

// A class of first bytes: how many bytes follow, and the bounds of the second
// one, which exclude overlong forms, surrogates and numbers above U+10FFFF.
struct Utf8Lead {
  uint8_t first, last, following, low, high;
};
constexpr std::array<Utf8Lead, 8> kLeads = {{
    {0x00, 0x7F, 0, 0x00, 0x00},
    {0xC2, 0xDF, 1, 0x80, 0xBF},
    {0xE0, 0xE0, 2, 0xA0, 0xBF},
    {0xE1, 0xEC, 2, 0x80, 0xBF},
    {0xED, 0xED, 2, 0x80, 0x9F},
    {0xEE, 0xEF, 2, 0x80, 0xBF},
    {0xF0, 0xF0, 3, 0x90, 0xBF},
    {0xF1, 0xF4, 3, 0x80, 0xBF},
}};

// The length of the character that begins here; 0 if it is malformed.
size_t CharacterLength(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  for (const Utf8Lead& lead : kLeads) {
    if (byte(0) < lead.first || byte(0) > lead.last) continue;
    const size_t length = size_t{1} + lead.following;
    if (length == 1) return 1;
    if (text.size() < length) return 0;
    if (byte(1) < lead.low || byte(1) > lead.high) return 0;
    if (byte(0) == 0xF4 && byte(1) > 0x8F) return 0;
    for (size_t i = 2; i < length; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    return length;
  }
  return 0;
}

}  // namespace

size_t FindBadUtf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t length = CharacterLength(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return at;
}

size_t FindControl(std::string_view text, bool lines_allowed) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) continue;
    if (lines_allowed && (byte == '\n' || byte == '\r' || byte == '\t')) {
      continue;
    }
    if (byte < 0x20 || byte == 0x7F) return i;
    if (byte == 0xC2 && static_cast<uint8_t>(text[i + 1]) < 0xA0) return i;
  }
  return std::string_view::npos;
}

}  // namespace kefu
