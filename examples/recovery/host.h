// A host that may be killed at any moment. docs/recovery.md says why it does
// what in which order.

#ifndef KEFU_EXAMPLES_RECOVERY_HOST_H_
#define KEFU_EXAMPLES_RECOVERY_HOST_H_

#include <kefu/effect.h>
#include <kefu/engine.h>
#include <kefu/event.h>
#include <kefu/ruleset.h>

#include <cstdint>
#include <memory>

#include "disk.h"
#include "journal.h"
#include "outbox.h"
#include "snapshots.h"

namespace recovery {

struct HostOptions {
  uint64_t snapshot_every = 1000;  // events
};

// Every member throws std::runtime_error or std::bad_alloc; then the process
// should end, and start again.
class Host {
 public:
  // Recovers: the newest snapshot, the events since, their effects.
  Host(std::shared_ptr<const kefu::Ruleset> ruleset, Disk* disk,
       HostOptions options);
  // The log's writer holds on to the engine.
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // Whose customers the events of Take are looked up in.
  kefu::Engine* engine() { return &engine_; }
  // Takes a group of new events. When it returns they and their effects are
  // on the disk.
  void Take(const kefu::EventBatch& events);

  // A snapshot of the end: the next start has nothing to apply again.
  void Finish();

  // What the start found.
  struct Recovered {
    uint64_t snapshot_events = 0;  // in the snapshot; 0: there was none
    uint64_t log_events = 0;       // applied again
    uint64_t effects_added = 0;    // that were not in the outbox yet
    uint64_t log_bytes_cut = 0;
  };
  const Recovered& recovered() const { return recovered_; }

 private:
  void Recover();
  void Apply(const kefu::EventBatch& events);
  void TakeSnapshot();

  HostOptions options_;
  Snapshots snapshots_;
  Journal journal_;
  Outbox outbox_;
  kefu::Engine engine_;
  kefu::Effects effects_;
  uint64_t last_snapshot_ = 0;  // events in it
  Recovered recovered_;
};

}  // namespace recovery

#endif  // KEFU_EXAMPLES_RECOVERY_HOST_H_
