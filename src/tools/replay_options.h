// The command line of kefu-replay.

#ifndef KEFU_TOOLS_REPLAY_OPTIONS_H_
#define KEFU_TOOLS_REPLAY_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kefu/replay.h"

namespace kefu::tools {

enum ExitCode { kExitOk = 0, kExitBadInput = 1, kExitUsage = 2 };

struct ReplayOptions {
  std::string ruleset;
  std::vector<std::string> compare;  // further rulesets for the same events
  std::string events;                // "-": standard input
  std::string durations;             // of services; "" for none
  ReplayWho who = ReplayWho::kRecordedAgent;
  ReplayWhen when = ReplayWhen::kRecordedTimes;
  std::string recorded_ruleset;  // of the closed loop; "": the first one
  std::string effects;           // "" for none, "-": standard output
  std::string summary;           // likewise
  std::string snapshot;          // "" for none
  uint64_t snapshot_every = 0;   // events; 0: only at the end
  std::string resume;            // a snapshot; "": from the beginning
  std::string explain;           // a customer's name; "" for none
  bool chinese = false;          // the words of explain
  size_t longest = 0;  // how many of the longest waits the summary lists
  bool progress = false;
  bool digest = false;
};

// The options, or the code to exit with: help has been printed (0), or what
// is wrong with the command line (2).
struct ParsedOptions {
  std::optional<ReplayOptions> options;
  int exit_code = kExitOk;
};
ParsedOptions ParseOptions(int argc, char** argv);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_OPTIONS_H_
