// The ids of a ruleset in a snapshot: they go by names, so that a ruleset that
// numbers them otherwise will do.

#ifndef KEFU_CODEC_SNAPSHOT_NAMES_H_
#define KEFU_CODEC_SNAPSHOT_NAMES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "src/codec/snapshot_reader.h"
#include "src/codec/snapshot_state.h"
#include "src/model/ruleset_data.h"

namespace kefu::codec {

// The names of a ruleset, as the part kNames of a version has them.
std::vector<std::byte> NamesPart(const RulesetData& rules, uint32_t version);

// From the ids of a snapshot to those of a ruleset.
class Translation {
 public:
  // Throws SnapshotFailure.
  Translation(const SnapshotParts& parts, const RulesetData& rules);

  // How many ids of a kind the snapshot has, 0 included.
  uint32_t count(NameKinds kind) const { return counts_[kind]; }
  // Whether all ids are the same.
  bool identity() const { return identity_; }
  // The id in the ruleset; 0 for 0, and for a name that it does not have.
  // REQUIRES: id < count(kind).
  uint32_t operator()(NameKinds kind, uint32_t id) const {
    return identity_ ? id : maps_[kind][id];
  }

 private:
  bool identity_ = false;
  std::array<uint32_t, kNameKinds> counts_{};
  std::array<std::vector<uint32_t>, kNameKinds> maps_;
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_SNAPSHOT_NAMES_H_
