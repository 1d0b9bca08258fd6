// Durations as people write them in a ruleset: "30 min", "48 h".

#ifndef KEFU_CODEC_DURATION_TEXT_H_
#define KEFU_CODEC_DURATION_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kefu/time.h"

namespace kefu::codec {

// Digits, at most one blank, and ms, s, min, h or d; none for anything else.
// What is too long for kLongestDuration comes out longer than that.
std::optional<Duration> ParseDuration(std::string_view text);

// In the largest unit that divides it. REQUIRES: not off, not negative.
std::string ToText(Duration duration);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_DURATION_TEXT_H_
