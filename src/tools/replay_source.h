// The events of a log file, whatever its format.

#ifndef KEFU_TOOLS_REPLAY_SOURCE_H_
#define KEFU_TOOLS_REPLAY_SOURCE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "kefu/binary_log.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/log.h"
#include "src/tools/replay_files.h"

namespace kefu::tools {

class LogSource {
 public:
  // `engine` must outlive it; `name` is that of the file, for errors.
  LogSource(Engine* engine, std::string name);

  // Appends events from the beginning of the window, about `max_events` at
  // most. `*used`: the bytes read. Returns what is wrong with the log, with
  // its place; the events before it are in the batch.
  std::optional<std::string> Add(const Window& window, size_t max_events,
                                 EventBatch* batch, size_t* used);

 private:
  std::string name_;
  EventReader lines_;
  BinaryLogReader blocks_;
  std::optional<bool> binary_;  // known with the first bytes
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_SOURCE_H_
