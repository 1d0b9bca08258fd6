// The envelope of a snapshot: whether the bytes are what was written, and
// where its parts lie.

#ifndef KEFU_CODEC_SNAPSHOT_READER_H_
#define KEFU_CODEC_SNAPSHOT_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "src/codec/snapshot_archive.h"
#include "src/codec/snapshot_format.h"

namespace kefu::codec {

// A part, wherever it lies: rows are copied out, since a file may have been
// read to any address.
struct PartView {
  std::span<const std::byte> bytes;
  uint64_t offset = 0;  // in the snapshot
  uint64_t rows = 0;
  size_t row_bytes = 1;  // fewer than now, if an earlier version wrote it

  // What an earlier version did not know is zero.
  template <class Wire>
  Wire Get(uint64_t i) const {
    Wire wire{};
    if (row_bytes == sizeof(Wire)) {
      std::memcpy(&wire, bytes.data() + i * sizeof(Wire), sizeof(Wire));
    } else {
      std::memcpy(&wire, bytes.data() + i * row_bytes, row_bytes);
    }
    return wire;
  }
  uint64_t OffsetOf(uint64_t i) const { return offset + i * row_bytes; }
};

struct SnapshotParts {
  SnapshotHeader header;
  std::array<PartView, kParts + 1> views;  // by Part

  const PartView& operator[](Part part) const {
    return views[static_cast<size_t>(part)];
  }
};

// Checks everything that needs no ruleset but its fingerprint. Throws
// SnapshotFailure.
SnapshotParts ReadParts(std::span<const std::byte> bytes, uint64_t fingerprint);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_SNAPSHOT_READER_H_
