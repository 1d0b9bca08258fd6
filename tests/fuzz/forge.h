// Broken binary logs whose checksums are right: they get past the first door.

#ifndef KEFU_TESTS_FUZZ_FORGE_H_
#define KEFU_TESTS_FUZZ_FORGE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "kefu/binary_log.h"
#include "src/codec/binary_format.h"

namespace kefu::fuzz {

// Makes the checksums right again.
inline void Forge(std::string* log) {
  uint64_t previous = 0;
  for (size_t at = 0; at + 32 <= log->size();) {
    if (IsBinaryLog(std::string_view(*log).substr(at))) {
      codec::SegmentHeader header;
      std::memcpy(&header, log->data() + at, sizeof header);
      previous = header.checksum = codec::ChecksumOf(0, header);
      std::memcpy(log->data() + at, &header, sizeof header);
      at += sizeof header;
      continue;
    }
    codec::BlockHeader header;
    std::memcpy(&header, log->data() + at, sizeof header);
    const size_t left = log->size() - at - sizeof header;
    const size_t size = std::min(size_t{header.bytes}, left);
    header.body = Checksum(
        previous, std::string_view(*log).substr(at + sizeof header, size));
    previous = header.checksum = codec::ChecksumOf(previous, header);
    std::memcpy(log->data() + at, &header, sizeof header);
    at += sizeof header + size;
  }
}

}  // namespace kefu::fuzz

#endif  // KEFU_TESTS_FUZZ_FORGE_H_
