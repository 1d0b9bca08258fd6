// The ruleset under which kefu does the work of workload W: nothing special,
// the settings that a host would write. bench/workload_w.json is the one of
// the small size.

#ifndef KEFU_BENCH_RULESET_W_H_
#define KEFU_BENCH_RULESET_W_H_

#include <cstdint>
#include <string>

#include "bench/workload.h"

namespace kefu_bench {

enum class Load : uint8_t {
  kPlain,  // W: what the work needs and nothing else
  // F: W with much switched on in such a way that the decisions stay the same:
  // limits of the channel and of groups, four scope dimensions of which three
  // are open, two sticky rungs, levels, hours, reply windows, a welcome, chains
  // with far deadlines, settings at three levels, priorities and links, notices
  // to agents (README.md lists all of it); events carry texts.
  kFull,
};

enum class Reserve : uint8_t { kNo, kYes };  // limits.reserve_*

inline constexpr char kDeskName[] = "desk";
inline constexpr char kLinkName[] = "live";
inline constexpr char kIntentName[] = "ask";
inline constexpr char kOrderStatusName[] = "paid";

std::string AgentName(uint32_t agent);      // "a7"
std::string GroupName(uint32_t group);      // "g7"
std::string ProductName(uint32_t product);  // "p7"

std::string RulesetJson(const LogHeader& header, Load load, Reserve reserve);

}  // namespace kefu_bench

#endif  // KEFU_BENCH_RULESET_W_H_
