// One replay: the events of a log through an engine.

#ifndef KEFU_TOOLS_REPLAY_RUN_H_
#define KEFU_TOOLS_REPLAY_RUN_H_

#include <memory>
#include <string>

#include "kefu/replay.h"
#include "kefu/ruleset.h"
#include "src/tools/replay_options.h"
#include "src/tools/replay_report.h"

namespace kefu::tools {

// What the command line says about the model; with a closed loop this reads
// the log once, under `recorded`. Throws ReplayError.
ReplayModel ModelOf(const ReplayOptions& options,
                    std::shared_ptr<const Ruleset> recorded);

// Throws ReplayError; what the events before the error led to has been
// written by then.
Report RunReplay(const ReplayOptions& options, const ReplayModel& model,
                 const std::string& ruleset_file,
                 std::shared_ptr<const Ruleset> ruleset);

// Reads and compiles a ruleset. Throws ReplayError with all that is wrong.
std::shared_ptr<const Ruleset> LoadRuleset(const std::string& file);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_RUN_H_
