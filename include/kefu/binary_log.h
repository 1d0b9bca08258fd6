// Events as a binary log: smaller than JSON Lines, some times as fast, and made
// to survive a crash in the middle of a write.
//
//   BinaryLogWriter writer(&engine);          // once
//   writer.Add(event, payloads);              // before each Apply
//   std::string bytes;
//   writer.Flush(&bytes);                     // append them to the file
//
// A log is a sequence of segments. A segment is a header and blocks; a block
// holds names and events under a checksum. A name (of a customer, an agent, a
// desk...) is written once in a segment, before the first event that needs it,
// and gets a number there; events carry these numbers and not the engine's
// ids. So a log can be read into another engine under another ruleset: what is
// unknown there is refused by that engine, as it is for JSON Lines.
//
// Logs one behind the other are a log. A host that starts again truncates its
// file to BinaryLogReader::offset(), makes a new writer, which begins a
// segment, and appends. docs/log.md has the format byte by byte.
//
// Nothing here opens a file. Threads: as for the engine; a writer reads its
// engine and a reader adds customers to it.

#ifndef KEFU_BINARY_LOG_H_
#define KEFU_BINARY_LOG_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/log.h"

#pragma GCC visibility push(default)
namespace kefu {

// Longer names (of customers) and payloads of one event do not go into a log.
// No ruleset allows longer payloads; the engine refuses them.
inline constexpr size_t kMaxLoggedName = size_t{1} << 15;              // bytes
inline constexpr size_t kMaxLoggedPayload = (size_t{1} << 24) + 4096;  // bytes
// A reader never asks for more than this at once: the body of one block.
inline constexpr size_t kMaxLogBlock = size_t{1} << 26;  // bytes

// ------------------------------------------------------------------- errors

enum class LogTrouble : uint8_t {
  kNotALog,  // it does not begin like a binary log
  kNewer,    // a later version of kefu wrote it
  kTorn,     // it ends in the middle of a block: the last write is incomplete
  kDamaged,  // a checksum is wrong: bytes changed after they were written
  kInvalid,  // checksums are right and what they cover is no log
  kNoJson,   // only BinaryLogToJson: JSON Lines cannot say this event
};

// What is wrong with a binary log, and where; counted from where its reader
// began.
struct BinaryLogError {
  LogTrouble trouble = LogTrouble::kDamaged;
  uint64_t offset = 0;  // of the byte of the log where it was noticed, from 0
  uint64_t block = 0;   // from 1, headers of segments not counted; 0: in one
  uint64_t event = 0;   // from 1; 0: not in an event
  // The log is good up to here: so many bytes and events. A host truncates to
  // this offset and goes on.
  uint64_t good_bytes = 0;
  uint64_t good_events = 0;
  std::string message;  // what is wrong, and what to do
};

// "events.klog: byte 4128, block 3, event 2001: ..." with `file` in front.
std::string ToText(const BinaryLogError& error, std::string_view file);

// Whether a file that begins with these bytes is, or may become when more is
// read, a binary log and no JSON Lines. 8 bytes are enough.
bool IsBinaryLog(std::string_view beginning);

// ------------------------------------------------------------------ writing

// Collects events into blocks.
class BinaryLogWriter {
 public:
  // `engine` gave out the ids of the events, and must outlive the writer.
  explicit BinaryLogWriter(const Engine* engine);
  ~BinaryLogWriter();
  BinaryLogWriter(BinaryLogWriter&&) noexcept;
  BinaryLogWriter& operator=(BinaryLogWriter&&) noexcept;

  // Adds an event that is to be applied: call it before Apply. Every event can
  // be logged, also one that the engine will refuse; what is no proper record
  // is kept as one that is refused `bad_record` again. Throws std::bad_alloc,
  // and std::length_error for a name or payload beyond the limits above; then
  // the event is not added.
  void Add(const EventRecord& event, std::span<const std::byte> payloads);
  template <Event E>
  void Add(const E& event);
  // All of them. If it throws, those before the one that failed are added.
  void Add(const EventBatch& batch);

  // Closes the open block and appends all that is ready to `out`; nothing if
  // no event was added since. A block of its own for each event costs 32
  // bytes. Throws std::bad_alloc; what is ready then stays so.
  void Flush(std::string* out);
  // About how many bytes Flush would append. Blocks close by themselves at
  // about 64 KiB, so calling it now and then is enough.
  size_t bytes() const;

  // What is added next begins a segment, which names everybody anew. Who
  // takes a snapshot and begins a segment there can later read the log from
  // that place on (after Flush: its size), without what lies before it.
  void BeginSegment();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ------------------------------------------------------------------ reading

// Reads events. Names are looked up, and customers added, as by EventReader;
// 64-bit keys of customers in bulk.
class BinaryLogReader {
 public:
  // `engine` must outlive the reader.
  explicit BinaryLogReader(Engine* engine);
  ~BinaryLogReader();
  BinaryLogReader(BinaryLogReader&&) noexcept;
  BinaryLogReader& operator=(BinaryLogReader&&) noexcept;

  // Reads whole blocks of `bytes` from its beginning and appends their events
  // until `batch` holds `max_events` or more (by less than one block), the
  // bytes end or something is wrong. `*used`: the bytes read; the next call
  // gets what follows them. `last`: the log ends where `bytes` does; what is
  // incomplete is then an error.
  //
  // On an error the batch has the events of all blocks before it and none of
  // the wrong one, and further calls return the same error. Throws
  // std::bad_alloc; what was used until then is in the batch, and *used says
  // so.
  std::optional<BinaryLogError> AddBlocks(std::string_view bytes, bool last,
                                          size_t max_events, EventBatch* batch,
                                          size_t* used);

  // Read so far: the log is good up to there.
  uint64_t offset() const;  // bytes
  uint64_t blocks() const;
  uint64_t events() const;
  // The number of the next event, from 0, by the count of the engine that
  // wrote the log (Engine::Events()). After a restore from a snapshot the
  // events below the restored engine's Events() are to be left out.
  uint64_t next_event() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// --------------------------------------------------------------- converting
// Neither needs an engine or a ruleset: names go over as they are, known or
// not. A log that AppendJson wrote comes back byte by byte; of other JSON
// Lines the same fields and values do (times in milliseconds, fields in the
// order of events.def, empty texts left out).

// JSON Lines to a binary log.
class JsonToBinaryLog {
 public:
  JsonToBinaryLog();
  ~JsonToBinaryLog();
  JsonToBinaryLog(JsonToBinaryLog&&) noexcept;
  JsonToBinaryLog& operator=(JsonToBinaryLog&&) noexcept;

  // Reads the lines of `text` from its beginning until it ends or a line is
  // wrong; a last line without a line break only if `last`. `*used`: the bytes
  // read. On an error the lines before it are added. Throws std::bad_alloc.
  std::optional<LogError> AddLines(std::string_view text, bool last,
                                   size_t* used);
  // As of BinaryLogWriter.
  void Flush(std::string* out);
  size_t bytes() const;
  uint64_t events() const;  // added so far

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A binary log to JSON Lines.
class BinaryLogToJson {
 public:
  BinaryLogToJson();
  ~BinaryLogToJson();
  BinaryLogToJson(BinaryLogToJson&&) noexcept;
  BinaryLogToJson& operator=(BinaryLogToJson&&) noexcept;

  // As BinaryLogReader::AddBlocks, with the lines appended to `out`, as long
  // as that is shorter than `max_bytes`. A text or name that is not UTF-8 and
  // a record that is no event are errors (kNoJson). With `out` null it only
  // checks the log, all of `bytes`, and these are none.
  std::optional<BinaryLogError> AddBlocks(std::string_view bytes, bool last,
                                          size_t max_bytes, std::string* out,
                                          size_t* used);
  uint64_t offset() const;
  uint64_t blocks() const;
  uint64_t events() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

template <Event E>
void BinaryLogWriter::Add(const E& event) {
  EventBatch batch;
  batch.Add(event);
  Add(batch.records()[0], batch.payloads());
}

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_BINARY_LOG_H_
