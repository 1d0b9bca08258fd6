// Which parts of a snapshot have rows.

#ifndef KEFU_TESTS_SUPPORT_SNAPSHOT_PARTS_H_
#define KEFU_TESTS_SUPPORT_SNAPSHOT_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "src/codec/snapshot_format.h"

namespace kefu::testing {

inline constexpr uint32_t kAllParts = (uint32_t{1} << codec::kParts) - 1;

// A bit each, the first part's is 1. `snapshot`: a whole one.
inline uint32_t PartsOf(std::span<const std::byte> snapshot) {
  uint32_t parts = 0;
  for (size_t at = sizeof(codec::SnapshotHeader); at < snapshot.size();) {
    codec::PartHead head;
    std::memcpy(&head, &snapshot[at], sizeof head);
    if (head.rows != 0) parts |= uint32_t{1} << (head.part - 1);
    at += sizeof head + (head.rows * head.row_bytes + 7) / 8 * 8;
  }
  return parts;
}

}  // namespace kefu::testing

#endif  // KEFU_TESTS_SUPPORT_SNAPSHOT_PARTS_H_
