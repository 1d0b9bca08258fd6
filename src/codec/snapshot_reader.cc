#include "src/codec/snapshot_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace kefu::codec {
namespace {

[[noreturn]] void FailAs(SnapshotTrouble code, uint64_t offset,
                         std::string message) {
  throw SnapshotFailure{{code, offset, std::move(message)}};
}

std::string_view TextOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[noreturn]] void FailTruncated(size_t bytes, uint64_t of) {
  FailAs(SnapshotTrouble::kTruncated, bytes,
         fmt::format("it ends after {} of {} bytes: it was not written, or not "
                     "read, to its end; take an earlier snapshot",
                     bytes, of));
}

SnapshotHeader ReadHeader(std::span<const std::byte> bytes) {
  const std::string_view text = TextOf(bytes);
  const size_t known = std::min(text.size(), kSnapshotMagic.size());
  if (text.substr(0, known) != kSnapshotMagic.substr(0, known)) {
    FailAs(SnapshotTrouble::kNotASnapshot, 0,
           "it does not begin with \"KEFUSNP\": it is no snapshot of kefu");
  }
  if (bytes.size() < sizeof(SnapshotHeader)) {
    FailTruncated(bytes.size(), sizeof(SnapshotHeader));
  }
  SnapshotHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header;
}

void CheckHeader(const SnapshotHeader& header, std::span<const std::byte> bytes,
                 uint64_t fingerprint) {
  if (header.checksum != ChecksumOf(header)) {
    FailAs(SnapshotTrouble::kDamaged, 0,
           "the checksum of its first 64 bytes is wrong: they changed after "
           "they were written; take an earlier snapshot");
  }
  if (header.version == 0 || header.version > kSnapshotVersion) {
    FailAs(SnapshotTrouble::kNewer, offsetof(SnapshotHeader, version),
           fmt::format("version {}: this kefu reads up to version {}; restore "
                       "it with the kefu that wrote it, or with a newer one",
                       header.version, kSnapshotVersion));
  }
  if (header.bytes != sizeof header || header.reserved != 0) {
    Fail(offsetof(SnapshotHeader, bytes), "a header of another size");
  }
  if (bytes.size() < header.total) FailTruncated(bytes.size(), header.total);
  if (bytes.size() > header.total) {
    FailAs(SnapshotTrouble::kTooLong, header.total,
           fmt::format("{} bytes follow its end: pass those of one snapshot",
                       bytes.size() - header.total));
  }
  if (header.total < sizeof header) {
    Fail(offsetof(SnapshotHeader, total), "shorter than its own header");
  }
  const uint64_t body = Checksum(0, TextOf(bytes.subspan(sizeof header)));
  if (header.body != body) {
    FailAs(SnapshotTrouble::kDamaged, sizeof header,
           "its checksum is wrong: bytes changed after they were written; "
           "take an earlier snapshot");
  }
  if (header.fingerprint != fingerprint) {
    FailAs(SnapshotTrouble::kOtherRuleset,
           offsetof(SnapshotHeader, fingerprint),
           fmt::format("taken under another ruleset (fingerprint {:016x}, this "
                       "one has {:016x}): restore it under the ruleset under "
                       "which it was taken",
                       header.fingerprint, fingerprint));
  }
}

// By version and part.
constexpr size_t kRowBytes1[] = {0, 1, 1, 16, 1, 16, 48, 48, 48, 112, 64, 8};
constexpr size_t kRowBytes[kParts + 1] = {0,
                                          1,
                                          1,
                                          sizeof(CustomerWire),
                                          1,
                                          sizeof(StampWire),
                                          sizeof(ContactWire),
                                          sizeof(ContactWire),
                                          sizeof(SessionWire),
                                          sizeof(DetailWire),
                                          sizeof(AgentWire),
                                          sizeof(int64_t),
                                          sizeof(ProfileWire),
                                          1,
                                          sizeof(GrantWire),
                                          sizeof(PageWire),
                                          sizeof(SaidWire),
                                          sizeof(VisitWire),
                                          sizeof(MarkWire),
                                          sizeof(RatingWire),
                                          sizeof(UnansweredWire)};

PartView ReadPart(uint32_t version, uint32_t part,
                  std::span<const std::byte> bytes, size_t* at) {
  const size_t row_bytes = version == 1 ? kRowBytes1[part] : kRowBytes[part];
  const uint64_t offset = *at;
  if (bytes.size() - *at < sizeof(PartHead)) {
    Fail(offset, fmt::format("part {} is not there", part));
  }
  PartHead head;
  std::memcpy(&head, &bytes[*at], sizeof head);
  *at += sizeof head;
  if (head.part != part || head.row_bytes != row_bytes) {
    Fail(offset, fmt::format("expected part {} with rows of {} bytes", part,
                             row_bytes));
  }
  const size_t left = bytes.size() - *at;
  if (head.rows > left / head.row_bytes) {
    Fail(offset + offsetof(PartHead, rows),
         fmt::format("part {} has {} rows, more than there are bytes for", part,
                     head.rows));
  }
  const size_t size = static_cast<size_t>(head.rows) * head.row_bytes;
  const PartView view{bytes.subspan(*at, size), *at, head.rows, row_bytes};
  *at += size;
  for (; *at % 8 != 0; ++*at) {
    if (*at == bytes.size() || bytes[*at] != std::byte{}) {
      Fail(*at, fmt::format("part {} is not filled up with zeros", part));
    }
  }
  return view;
}

}  // namespace

SnapshotParts ReadParts(std::span<const std::byte> bytes,
                        uint64_t fingerprint) {
  SnapshotParts parts;
  parts.header = ReadHeader(bytes);
  CheckHeader(parts.header, bytes, fingerprint);
  size_t at = sizeof(SnapshotHeader);
  const uint32_t version = parts.header.version;
  for (uint32_t part = 1; part <= PartsOf(version); ++part) {
    parts.views[part] = ReadPart(version, part, bytes, &at);
  }
  if (at != bytes.size()) Fail(at, "something follows its last part");
  return parts;
}

}  // namespace kefu::codec
