// The state of a replay in files: saved on the way, and gone on from.

#ifndef KEFU_TOOLS_REPLAY_STATE_H_
#define KEFU_TOOLS_REPLAY_STATE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "kefu/engine.h"
#include "kefu/replay.h"
#include "kefu/ruleset.h"

namespace kefu::tools {

// The same log; in a plain replay calls pause() each time when the number of
// events that the engine has seen becomes a multiple of `every`.
OpenLog WithPauses(OpenLog log, uint64_t every, std::function<void()> pause);

// "state.kefu" and 4000: "state-4000.kefu"
std::string SnapshotName(const std::string& file, uint64_t events);

// Both throw ReplayError. A file is there wholly or as before.
void WriteSnapshot(const Engine& engine, const std::string& file);
Engine ReadSnapshot(const std::string& file,
                    std::shared_ptr<const Ruleset> ruleset);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_STATE_H_
