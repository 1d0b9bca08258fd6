#include "src/codec/block_writer.h"

#include <stdexcept>

#include "src/base/align.h"

namespace kefu::codec {
namespace {

template <class T>
std::string_view BytesOf(const T& header) {
  return {reinterpret_cast<const char*>(&header), sizeof header};
}

template <class Span>
std::string_view BytesOfAll(Span values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

}  // namespace

void CheckPayload(size_t bytes) {
  if (bytes > kMaxLoggedPayload) {
    throw std::length_error("kefu: the payload is too long for a log");
  }
}

size_t BlockWriter::OpenBytes() const {
  return names_.size() + events_.records().size_bytes() +
         events_.payloads().size();
}

bool BlockWriter::Prepare() {
  if (OpenBytes() >= kBlockBytes) Close();
  if (!wants_segment_) return false;
  Close();
  WriteSegment();
  return true;
}

void BlockWriter::WriteSegment() {
  SegmentHeader header;
  kLogMagic.copy(header.magic, sizeof header.magic);
  header.version = kLogVersion;
  header.bytes = sizeof header;
  header.first_event = next_event_;
  header.checksum = ChecksumOf(0, header);
  ready_.append(BytesOf(header));
  previous_ = header.checksum;
  counts_ = {};
  wants_segment_ = false;
}

uint64_t BlockWriter::AddName(uint8_t kind, std::string_view name) {
  if (name.size() > kMaxLoggedName) {
    throw std::length_error("kefu: the name is too long for a log");
  }
  Append({kind, 0, 0, static_cast<uint32_t>(name.size())}, name);
  return Count(kind);
}

uint64_t BlockWriter::AddCustomerKey(uint64_t key) {
  Append({kCustomerKind, 1, 0, sizeof key}, BytesOf(key));
  return Count(kCustomerKind);
}

uint64_t BlockWriter::Count(uint8_t kind) {
  ++counts_[kind];
  if (counts_[kind] > kRoomOf[kind]) wants_segment_ = true;
  return counts_[kind];
}

void BlockWriter::Append(NameHead head, std::string_view bytes) {
  const size_t before = names_.size();
  try {
    names_.append(BytesOf(head));
    names_.append(bytes);
    names_.resize(RoundUp8(names_.size()));
  } catch (...) {
    names_.resize(before);
    throw;
  }
  ++name_count_;
}

void BlockWriter::AddNoEvent(const EventRecord& record) {
  EventRecord copy;
  copy.at = record.at;
  copy.customer = record.customer;
  copy.agent = record.agent;
  copy.desk = record.desk;
  events_.Add(copy, {});
  ++next_event_;
}

void BlockWriter::Close() {
  if (OpenBytes() == 0) return;
  // Nothing throws behind this line.
  ready_.reserve(ready_.size() + sizeof(BlockHeader) + OpenBytes());
  const size_t begin = ready_.size();
  ready_.append(sizeof(BlockHeader), '\0');
  ready_.append(names_);
  ready_.append(BytesOfAll(events_.records()));
  ready_.append(BytesOfAll(events_.payloads()));

  const std::string_view body =
      std::string_view(ready_).substr(begin + sizeof(BlockHeader));
  BlockHeader header;
  header.mark = kBlockMark;
  header.bytes = static_cast<uint32_t>(body.size());
  header.names = name_count_;
  header.events = static_cast<uint32_t>(events_.size());
  header.body = Checksum(previous_, body);
  header.checksum = ChecksumOf(previous_, header);
  ready_.replace(begin, sizeof header, BytesOf(header));
  previous_ = header.checksum;

  names_.clear();
  name_count_ = 0;
  events_.Clear();
}

void BlockWriter::Flush(std::string* out) {
  Close();
  out->append(ready_);
  ready_.clear();
}

}  // namespace kefu::codec
