// The words of decisions: why something was refused, why an agent was passed
// over, why a session waits or was closed. One numbering for all of them;
// numbers and names are stable (T4). Made from events.def.

#ifndef KEFU_REASON_H_
#define KEFU_REASON_H_

#include <cstdint>
#include <string_view>

#pragma GCC visibility push(default)
namespace kefu {

enum class Reason : uint16_t {
  kNone = 0,
#define KEFU_REASON(Name, number, json, english, chinese) k##Name = number,
#include "kefu/events.def"
};

// Its name in JSON and in the docs, such as "at_capacity"; "" for kNone and
// for a number that is no reason.
std::string_view Name(Reason reason);

enum class Language : uint8_t { kEnglish, kChinese };

// One clause in words for a person to read (E1).
std::string_view Describe(Reason reason,
                          Language language = Language::kEnglish);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_REASON_H_
