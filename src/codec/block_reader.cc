#include "src/codec/block_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "src/base/align.h"

namespace kefu::codec {
namespace {

template <class Header>
Header HeaderOf(std::string_view bytes) {
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header;
}

bool IsZero(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return c == '\0'; });
}

}  // namespace

EventRecord Piece::Record(size_t i) const {
  EventRecord record;
  std::memcpy(&record, records.data() + i * sizeof record, sizeof record);
  return record;
}

// ----------------------------------------------------------------- errors

BinaryLogError BlockReader::Wrong(LogTrouble trouble, uint64_t place,
                                  std::string message) const {
  BinaryLogError error;
  error.trouble = trouble;
  error.offset = offset_ + place;
  error.block = piece_.is_segment ? 0 : blocks_ + 1;
  error.good_bytes = offset_;
  error.good_events = events_;
  error.message = std::move(message);
  if (trouble == LogTrouble::kNotALog || trouble == LogTrouble::kNewer) {
    return error;
  }
  error.message += "; the log is good up to byte " + std::to_string(offset_) +
                   " (" + std::to_string(events_) + " events): ";
  error.message += trouble == LogTrouble::kTorn
                       ? "truncate it there and go on"
                       : "keep a copy, truncate it there to go on without the "
                         "rest, or take the log from a backup";
  return error;
}

BinaryLogError BlockReader::EventError(size_t event, LogTrouble trouble,
                                       std::string message) const {
  const std::string_view records = piece_.records;
  BinaryLogError error = Wrong(trouble, 0, std::move(message));
  // Records stand behind the names and before the payloads.
  error.offset += piece_.bytes - piece_.payloads.size() - records.size() +
                  std::min(event * sizeof(EventRecord), records.size());
  if (event < piece_.events) error.event = events_ + event + 1;
  return error;
}

BinaryLogError BlockReader::Invalid(size_t event, std::string message) const {
  return EventError(event, LogTrouble::kInvalid, std::move(message));
}

// What is there is too short.
std::optional<BinaryLogError> BlockReader::Incomplete(std::string_view bytes,
                                                      bool last) const {
  if (!last) return std::nullopt;
  return Wrong(LogTrouble::kTorn, bytes.size(),
               "the log ends in the middle of what was written last");
}

// ---------------------------------------------------------------- framing

std::optional<BinaryLogError> BlockReader::Next(std::string_view bytes,
                                                bool last,
                                                const Piece** piece) {
  *piece = &piece_;
  piece_.bytes = 0;
  piece_.is_segment = !begun_;
  piece_.names.clear();
  piece_.records = {};
  piece_.payloads = {};
  piece_.events = 0;
  if (bytes.empty()) return std::nullopt;
  const std::string_view magic = kLogMagic.substr(0, bytes.size());
  if (bytes.substr(0, magic.size()) == magic) {
    piece_.is_segment = true;
    return NextSegment(bytes, last);
  }
  if (begun_) return NextBlock(bytes, last);
  return Wrong(LogTrouble::kNotALog, 0,
               "this is no binary log of kefu: it does not begin with KEFULOG");
}

std::optional<BinaryLogError> BlockReader::NextSegment(std::string_view bytes,
                                                       bool last) {
  if (bytes.size() < sizeof(SegmentHeader)) return Incomplete(bytes, last);
  const auto header = HeaderOf<SegmentHeader>(bytes);
  if (header.checksum != ChecksumOf(0, header)) {
    return Wrong(LogTrouble::kDamaged, 0,
                 "the checksum of the header of a segment is wrong");
  }
  if (header.version != kLogVersion) {
    return Wrong(LogTrouble::kNewer, 8,
                 "the log is of version " + std::to_string(header.version) +
                     ", and this is kefu's reader of version 1: use the "
                     "version of kefu that wrote it");
  }
  if (header.bytes != sizeof header) {
    return Wrong(LogTrouble::kInvalid, 12,
                 "the header says that it has " + std::to_string(header.bytes) +
                     " bytes, and not 32");
  }
  checksum_ = header.checksum;
  first_event_ = header.first_event;
  piece_.bytes = sizeof header;
  return std::nullopt;
}

std::optional<BinaryLogError> BlockReader::CheckHeader(
    const BlockHeader& header) {
  if (header.mark != kBlockMark ||
      header.checksum != ChecksumOf(previous_, header)) {
    return Wrong(LogTrouble::kDamaged, 0,
                 "the checksum of a block's header is wrong, or a block is "
                 "missing before it");
  }
  const uint64_t least = uint64_t{header.names} * sizeof(NameHead) +
                         uint64_t{header.events} * sizeof(EventRecord);
  if (header.bytes % 8 == 0 && header.bytes <= kMaxLogBlock &&
      least <= header.bytes) {
    return std::nullopt;
  }
  return Wrong(LogTrouble::kInvalid, 4,
               "a block of " + std::to_string(header.bytes) + " bytes with " +
                   std::to_string(header.names) + " names and " +
                   std::to_string(header.events) + " events cannot be");
}

std::optional<BinaryLogError> BlockReader::NextBlock(std::string_view bytes,
                                                     bool last) {
  if (bytes.size() < sizeof(BlockHeader)) return Incomplete(bytes, last);
  // Some file systems leave zeros where a write was lost.
  if (IsZero(bytes.substr(0, sizeof(BlockHeader)))) {
    return Wrong(LogTrouble::kTorn, 0, "zeros stand in the place of a block");
  }
  const auto header = HeaderOf<BlockHeader>(bytes);
  if (auto error = CheckHeader(header)) return error;
  if (bytes.size() - sizeof header < header.bytes) {
    return Incomplete(bytes, last);
  }
  const std::string_view body = bytes.substr(sizeof header, header.bytes);
  if (header.body != Checksum(previous_, body)) {
    return Wrong(LogTrouble::kDamaged, sizeof header,
                 "the checksum of a block is wrong");
  }
  if (auto error = Split(body, header)) return error;
  checksum_ = header.checksum;
  piece_.bytes = sizeof header + body.size();
  return std::nullopt;
}

// ------------------------------------------------------------- the inside

std::optional<BinaryLogError> BlockReader::Split(std::string_view body,
                                                 const BlockHeader& header) {
  std::string_view rest = body;
  const size_t records = size_t{header.events} * sizeof(EventRecord);
  for (uint32_t i = 0; i < header.names; ++i) {
    const size_t before = body.size() - rest.size();
    auto error = ReadName(&rest);
    if (!error && rest.size() >= records) continue;
    return Wrong(LogTrouble::kInvalid, sizeof header + before,
                 error ? error->message : "the names leave no room for events");
  }
  piece_.events = header.events;
  piece_.records = rest.substr(0, records);
  rest.remove_prefix(records);
  piece_.payloads = std::as_bytes(std::span(rest.data(), rest.size()));
  if (reinterpret_cast<uintptr_t>(rest.data()) % 8 != 0) {
    aligned_.resize(rest.size() / 8);
    std::memcpy(aligned_.data(), rest.data(), rest.size());
    piece_.payloads = std::as_bytes(std::span(aligned_));
  }
  return std::nullopt;
}

std::optional<BinaryLogError> BlockReader::ReadName(std::string_view* rest) {
  const auto wrong = [](std::string message) {
    BinaryLogError error;
    error.message = std::move(message);
    return error;
  };
  if (rest->size() < sizeof(NameHead)) return wrong("a name is cut off");
  const auto head = HeaderOf<NameHead>(*rest);
  rest->remove_prefix(sizeof head);
  if (!IsKind(head.kind) || head.is_key > 1 || head.reserved != 0 ||
      (head.is_key == 1 && head.kind != kCustomerKind)) {
    return wrong(
        "a name is of a kind that this version does not know: use "
        "the version of kefu that wrote the log");
  }
  const size_t padded = RoundUp8(size_t{head.bytes});
  if (head.bytes > kMaxLoggedName || padded > rest->size() ||
      (head.is_key == 1 && head.bytes != sizeof(uint64_t))) {
    return wrong("a name of " + std::to_string(head.bytes) +
                 " bytes cannot be");
  }
  BlockName& name = piece_.names.emplace_back();
  name.kind = head.kind;
  name.is_key = head.is_key == 1;
  name.text = rest->substr(0, head.bytes);
  if (name.is_key) name.key = HeaderOf<uint64_t>(name.text);
  rest->remove_prefix(padded);
  return std::nullopt;
}

bool BlockReader::ReadPayload(const EventRecord& record, size_t* end,
                              Payload* payload) const {
  if (record.payload == 0) return true;
  if ((size_t{record.payload} - 1) * 8 != *end ||
      !payload->Parse(record.payload, piece_.payloads)) {
    return false;
  }
  *end += sizeof(PayloadHeader) + payload->bytes();
  return true;
}

void BlockReader::Take() {
  begun_ = true;
  previous_ = checksum_;
  offset_ += piece_.bytes;
  if (piece_.is_segment) {
    next_event_ = first_event_;
    return;
  }
  ++blocks_;
  events_ += piece_.events;
  next_event_ += piece_.events;
}

}  // namespace kefu::codec

namespace kefu {

std::string ToText(const BinaryLogError& error, std::string_view file) {
  std::string text(file);
  text.append(": byte ").append(std::to_string(error.offset));
  if (error.block != 0) {
    text.append(", block ").append(std::to_string(error.block));
  }
  if (error.event != 0) {
    text.append(", event ").append(std::to_string(error.event));
  }
  return text.append(": ").append(error.message);
}

bool IsBinaryLog(std::string_view beginning) {
  const std::string_view magic = codec::kLogMagic.substr(0, beginning.size());
  return !magic.empty() && beginning.substr(0, magic.size()) == magic;
}

}  // namespace kefu
