// What a text must be, wherever it comes from: well-formed UTF-8 without
// control characters.

#ifndef KEFU_BASE_TEXT_CHECK_H_
#define KEFU_BASE_TEXT_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kefu {

// Bounds of the strings in a list: those of config.def bound the list itself.
// Texts are as long as the smallest default of limits.message_bytes allows.
inline constexpr int64_t kMaxNameBytes = 128;
inline constexpr int64_t kMaxTextBytes = 65'536;

// The offset of the first byte that does not belong to well-formed UTF-8;
// text.size() if there is none.
size_t FindBadUtf8(std::string_view text);

// The first control character (U+0000-001F, U+007F-009F), or npos.
// REQUIRES: well-formed UTF-8.
size_t FindControl(std::string_view text, bool lines_allowed);

}  // namespace kefu

#endif  // KEFU_BASE_TEXT_CHECK_H_
