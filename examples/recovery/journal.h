// The events, before they are applied: binary logs (kefu/binary_log.h).
//
//   events-000000000000.klog    from the first event on
//   events-000000001200.klog    from the 1201st on
//
// The number in a name is how many events come before it. A file begins with
// each start of the host and with each snapshot, so that whoever restores a
// snapshot reads the files from its number on, and no other.

#ifndef KEFU_EXAMPLES_RECOVERY_JOURNAL_H_
#define KEFU_EXAMPLES_RECOVERY_JOURNAL_H_

#include <kefu/binary_log.h>
#include <kefu/engine.h>
#include <kefu/event.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "disk.h"

namespace recovery {

class Journal {
 public:
  explicit Journal(Disk* disk) : disk_(*disk) {}

  // Reads all events behind those that `engine` has seen, and calls
  // apply(events) for each group in which they were written. What a crash left
  // of the last write is cut off: nobody has acted on it. Throws
  // std::runtime_error if a file is missing or damaged.
  using Apply = std::function<void(const kefu::EventBatch&)>;
  void Replay(kefu::Engine* engine, const Apply& apply);
  uint64_t bytes_cut() const { return bytes_cut_; }

  // What is written next goes into a file of its own.
  void BeginFile(const kefu::Engine& engine);
  // Writes a group of events, which are on the disk then. REQUIRES: BeginFile
  // with the engine that gave out their ids.
  void Write(const kefu::EventBatch& events);

 private:
  void ReplayFile(const std::string& name, bool last, kefu::Engine* engine,
                  const Apply& apply);

  Disk& disk_;
  std::string name_;
  std::optional<kefu::BinaryLogWriter> writer_;
  uint64_t bytes_cut_ = 0;
};

}  // namespace recovery

#endif  // KEFU_EXAMPLES_RECOVERY_JOURNAL_H_
