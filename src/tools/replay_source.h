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
  // `engine` must outlive it; `name` is that of the file, for errors. Leaves
  // out the events that the engine has seen: the first ones of JSON Lines and
  // of a binary log, or, if that begins with a later segment, those that the
  // segment says came before it and as many of its own as are lacking then.
  // `counted`: a binary log must not begin behind these events.
  LogSource(Engine* engine, std::string name, bool counted);

  // Appends events from the beginning of the window, about `max_events` at
  // most. `*used`: the bytes read. Returns what is wrong with the log, with
  // its place; the events before it are in the batch.
  std::optional<std::string> Add(const Window& window, size_t max_events,
                                 EventBatch* batch, size_t* used);
  // How many events the log, if it ends here, has less than the engine.
  uint64_t lacking() const { return skip_; }

 private:
  size_t SkipLines(const Window& window);
  std::optional<std::string> SkipBlock(const Window& window, EventBatch* batch,
                                       size_t* used);

  std::string name_;
  EventReader lines_;
  BinaryLogReader blocks_;
  std::optional<bool> binary_;  // known with the first bytes
  uint64_t seen_;               // events of the engine before this log
  uint64_t skip_;               // of them, how many are still to come
  uint64_t skipped_lines_ = 0;
  bool counted_;
  bool begun_ = false;  // a block has been read
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_SOURCE_H_
