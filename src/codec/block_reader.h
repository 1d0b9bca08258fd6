// The segments and blocks of a binary log, checked: framing, checksums, names.
// Knows no engine: the events carry the numbers of the log.

#ifndef KEFU_CODEC_BLOCK_READER_H_
#define KEFU_CODEC_BLOCK_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/binary_log.h"
#include "kefu/event.h"
#include "src/codec/binary_format.h"
#include "src/engine/decode.h"

namespace kefu::codec {

// A name of a block. The view is of the block.
struct BlockName {
  uint8_t kind = 0;
  bool is_key = false;
  uint64_t key = 0;
  std::string_view text;
};

// The next piece of a log, a header or a block.
struct Piece {
  size_t bytes = 0;  // of all of it; 0: nothing is left, or not enough yet
  bool is_segment = false;
  // Of a block:
  std::vector<BlockName> names;
  std::string_view records;
  size_t events = 0;
  std::span<const std::byte> payloads;  // at a multiple of 8 bytes

  EventRecord Record(size_t i) const;
};

// Goes through a log piece by piece. Keeps its memory from one to the next.
class BlockReader {
 public:
  // The piece at the beginning of `bytes`, which follows the last one that was
  // taken; `last`: nothing follows `bytes`. Valid until the next call and as
  // long as `bytes` is. Throws std::bad_alloc and has changed nothing.
  std::optional<BinaryLogError> Next(std::string_view bytes, bool last,
                                     const Piece** piece);
  // The piece has been read.
  void Take();

  // The payload of a record of the piece; they lie one behind the other in
  // the order of the records, and `*end` is where the last one ended. False
  // if this one does not.
  bool ReadPayload(const EventRecord& record, size_t* end,
                   Payload* payload) const;

  // An error in an event of the piece, or, from one past the last, behind it.
  BinaryLogError EventError(size_t event, LogTrouble trouble,
                            std::string message) const;
  BinaryLogError Invalid(size_t event, std::string message) const;

  uint64_t offset() const { return offset_; }
  uint64_t blocks() const { return blocks_; }
  uint64_t events() const { return events_; }
  uint64_t next_event() const { return next_event_; }

 private:
  using Error = std::optional<BinaryLogError>;

  Error NextSegment(std::string_view bytes, bool last);
  Error NextBlock(std::string_view bytes, bool last);
  Error CheckHeader(const BlockHeader& header);
  Error Split(std::string_view body, const BlockHeader& header);
  Error ReadName(std::string_view* rest);

  BinaryLogError Wrong(LogTrouble trouble, uint64_t place,
                       std::string message) const;
  Error Incomplete(std::string_view bytes, bool last) const;

  Piece piece_;
  std::vector<uint64_t> aligned_;  // payloads that did not lie so
  uint64_t checksum_ = 0;          // of the header of the piece
  uint64_t first_event_ = 0;       // of a segment
  // Of what has been taken.
  bool begun_ = false;  // a segment
  uint64_t previous_ = 0;
  uint64_t offset_ = 0, blocks_ = 0, events_ = 0, next_event_ = 0;
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_BLOCK_READER_H_
