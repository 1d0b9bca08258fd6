// The state now and then (kefu/snapshot.h), so that a start does not read all
// events since the first one: state-000000001200.kefu after 1200 events.

#ifndef KEFU_EXAMPLES_RECOVERY_SNAPSHOTS_H_
#define KEFU_EXAMPLES_RECOVERY_SNAPSHOTS_H_

#include <kefu/engine.h>
#include <kefu/ruleset.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "disk.h"

namespace recovery {

class Snapshots {
 public:
  explicit Snapshots(Disk* disk) : disk_(*disk) {}

  // The newest that can be restored; none if there is none. Says on standard
  // error what is wrong with those that cannot.
  std::optional<kefu::Engine> Newest(
      const std::shared_ptr<const kefu::Ruleset>& ruleset) const;

  // Keeps this one and the one before it.
  void Take(const kefu::Engine& engine);

 private:
  std::vector<std::string> Names() const;  // the oldest first

  Disk& disk_;
  std::vector<std::byte> bytes_;  // used again
};

}  // namespace recovery

#endif  // KEFU_EXAMPLES_RECOVERY_SNAPSHOTS_H_
