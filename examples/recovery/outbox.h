// The effects, in the order in which they have to be carried out: JSON Lines
// in outbox.jsonl, each with the key (`event`, `index`). Keys grow, and the
// same events give the same lines, so that a start after a crash makes the
// effects again and adds those that are missing.
//
// Who carries effects out reads this file, and remembers the last key.

#ifndef KEFU_EXAMPLES_RECOVERY_OUTBOX_H_
#define KEFU_EXAMPLES_RECOVERY_OUTBOX_H_

#include <kefu/effect.h>
#include <kefu/engine.h>

#include <cstdint>
#include <utility>

#include "disk.h"

namespace recovery {

class Outbox {
 public:
  // Cuts off what a crash left of the last line, and reads the last key.
  // Throws std::runtime_error if the last line is not one of an outbox.
  explicit Outbox(Disk* disk);

  // Writes those effects that are not there already.
  void Write(const kefu::Effects& effects, const kefu::Engine& engine);

  uint64_t last_event() const { return last_.first; }  // 0: it is empty
  uint64_t added() const { return added_; }            // since the start

 private:
  // (event, index); events count from 1, so this is before all.
  using Key = std::pair<uint64_t, uint64_t>;

  Disk& disk_;
  Key last_{0, 0};
  uint64_t added_ = 0;
};

}  // namespace recovery

#endif  // KEFU_EXAMPLES_RECOVERY_OUTBOX_H_
