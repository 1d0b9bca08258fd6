// The levels at which settings stand (T13), by the letters of config.def.

#ifndef KEFU_BASE_LEVELS_H_
#define KEFU_BASE_LEVELS_H_

#include <span>
#include <string>
#include <string_view>

#include "kefu/config.h"

namespace kefu {

// The level whose settings stand in a struct; 0 for a struct that is itself a
// section of several levels.
template <class S>
inline constexpr char kLevelOf = 0;
template <>
inline constexpr char kLevelOf<Config> = 't';
template <>
inline constexpr char kLevelOf<TenantConfig> = 't';
template <>
inline constexpr char kLevelOf<ChannelConfig> = 'c';
template <>
inline constexpr char kLevelOf<DeskConfig> = 'd';
template <>
inline constexpr char kLevelOf<GroupConfig> = 'g';
template <>
inline constexpr char kLevelOf<AgentConfig> = 'a';

// "tenant, channels and desks" for "tcd".
std::string LevelsInWords(std::string_view levels);
// "a, b and c", or with another last word.
std::string JoinNames(std::span<const std::string_view> names,
                      std::string_view last_word);

}  // namespace kefu

#endif  // KEFU_BASE_LEVELS_H_
