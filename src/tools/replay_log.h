// The events of a file, for any engine that wants to read them.

#ifndef KEFU_TOOLS_REPLAY_LOG_H_
#define KEFU_TOOLS_REPLAY_LOG_H_

#include <string>

#include "kefu/replay.h"

namespace kefu::tools {

// Opens `file` ("-": standard input) with progress on standard error. A wrong
// line throws ReplayError with its place, after the events before it.
OpenLog LogFile(const std::string& file, bool always_progress);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_LOG_H_
