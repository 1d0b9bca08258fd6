// Names and events into the segments and blocks of a binary log. Knows no
// engine: its events carry the numbers of the log.

#ifndef KEFU_CODEC_BLOCK_WRITER_H_
#define KEFU_CODEC_BLOCK_WRITER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "kefu/event.h"
#include "src/codec/binary_format.h"

namespace kefu::codec {

// A member that throws has changed nothing but the names of the segment: those
// that were added stay, whether an event names them or not.
class BlockWriter {
 public:
  // `first_event`: what the first event is counted as, from 0.
  explicit BlockWriter(uint64_t first_event) : next_event_(first_event) {}

  // To be called before the names of each event. Returns true if it began a
  // segment: the numbers that were given so far mean nothing from now on.
  bool Prepare();

  // The number of a name that has none yet in this segment. Throws
  // std::length_error if it is too long.
  uint64_t AddName(uint8_t kind, std::string_view name);
  uint64_t AddCustomerKey(uint64_t key);

  // An event whose ids are numbers of this segment. Throws std::length_error
  // if its payload is too long.
  template <Event E>
  void Add(const E& event);
  // A record that is no event: type 0, and no payload.
  void AddNoEvent(const EventRecord& record);

  // The next Prepare() begins a segment.
  void BeginSegment() { wants_segment_ = true; }
  void Flush(std::string* out);
  size_t bytes() const { return ready_.size() + OpenBytes(); }
  uint64_t next_event() const { return next_event_; }

 private:
  size_t OpenBytes() const;
  void Append(NameHead head, std::string_view bytes);
  uint64_t Count(uint8_t kind);
  void Close();
  void WriteSegment();

  std::string ready_;  // closed blocks and headers
  // The open block.
  std::string names_;
  uint32_t name_count_ = 0;
  EventBatch events_;
  // The segment.
  std::array<uint64_t, kKinds> counts_{};  // of names, by kind
  bool wants_segment_ = true;
  uint64_t previous_ = 0;  // checksum of the last header
  uint64_t next_event_ = 0;
};

void CheckPayload(size_t bytes);  // throws std::length_error

template <Event E>
void BlockWriter::Add(const E& event) {
  size_t bytes = event.id.size();
  VisitFields(event, [&](Field, Slot, Presence, const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<T, std::string_view>) bytes += value.size();
    if constexpr (std::is_same_v<T, DeskList>) bytes += value.size_bytes();
    if constexpr (std::is_same_v<T, CustomerList>) bytes += value.size_bytes();
    if constexpr (std::is_same_v<T, AttributeList>) {
      bytes += value.bytes().size();
    }
    if constexpr (std::is_same_v<T, TagList>) {
      if (value) bytes += value->size_bytes();
    }
  });
  CheckPayload(bytes);
  events_.Add(event);
  ++next_event_;
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_BLOCK_WRITER_H_
