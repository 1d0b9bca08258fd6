// The events of a file, for any engine that wants to read them.

#ifndef KEFU_TOOLS_REPLAY_LOG_H_
#define KEFU_TOOLS_REPLAY_LOG_H_

#include <cstddef>
#include <string>

#include "kefu/event.h"
#include "kefu/replay.h"

namespace kefu::tools {

// Opens `file` ("-": standard input) with progress on standard error. A wrong
// line throws ReplayError with its place, after the events before it. For an
// engine that has seen events it begins behind them; a log that has fewer
// throws ReplayError at its end. `counted`: the engine's count of events has to
// be the log's, so that a snapshot finds its place in it; one that begins with
// a later segment throws ReplayError.
OpenLog LogFile(const std::string& file, bool always_progress,
                bool counted = false);

// Adds the events of a batch from `begin` to `end`.
void AddEvents(const EventBatch& from, size_t begin, size_t end,
               EventBatch* to);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_LOG_H_
