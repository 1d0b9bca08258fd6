// Makes the checksums of a broken snapshot right, so that what stands behind
// them is tested.

#ifndef KEFU_TESTS_FUZZ_FORGED_SNAPSHOT_H_
#define KEFU_TESTS_FUZZ_FORGED_SNAPSHOT_H_

#include <cstddef>
#include <cstring>
#include <vector>

#include "src/codec/ruleset_fingerprint.h"
#include "src/codec/snapshot_format.h"

namespace kefu::fuzz {

// Without effect on bytes that are shorter than a header.
inline void ForgeSnapshot(uint64_t fingerprint, std::vector<std::byte>* bytes) {
  codec::SnapshotHeader header;
  if (bytes->size() < sizeof header) return;
  std::memcpy(&header, bytes->data(), sizeof header);
  std::memcpy(header.magic, codec::kSnapshotMagic.data(), 8);
  header.version = codec::kSnapshotVersion;
  header.bytes = sizeof header;
  header.total = bytes->size();
  header.fingerprint = fingerprint;
  header.reserved = 0;
  header.body =
      Checksum(0, {reinterpret_cast<const char*>(bytes->data()) + sizeof header,
                   bytes->size() - sizeof header});
  header.checksum = ChecksumOf(header);
  std::memcpy(bytes->data(), &header, sizeof header);
}

}  // namespace kefu::fuzz

#endif  // KEFU_TESTS_FUZZ_FORGED_SNAPSHOT_H_
