// Events and effects as JSON Lines: one object a line, names instead of ids.
//
//   {"at": 1763690400000, "event": "customer_enters", "customer": "c-1",
//    "link": "live-1"}
//
// `at` is a number of milliseconds, or ISO 8601 with an offset
// ("2025-11-21T10:00:00.250+08:00").

#ifndef KEFU_LOG_H_
#define KEFU_LOG_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"

#pragma GCC visibility push(default)
namespace kefu {

// What is wrong with a line of a log, and where.
struct LogError {
  uint64_t line = 0;    // from 1
  int column = 0;       // from 1, in bytes
  std::string message;  // what is wrong, what was expected, what to do
};

// "events.jsonl:12:31: ..." with `file` in front.
std::string ToText(const LogError& error, std::string_view file);

// Reads events. Customers are looked up in (and added to) the engine. A name
// of an agent, desk or link that the ruleset does not have is not an error of
// the log: the engine refuses that event. Everything else is: broken JSON, bad
// UTF-8, an unknown event or field (with a suggestion), a missing field, a
// wrong type, a number out of range.
class EventReader {
 public:
  // `engine` must outlive the reader.
  explicit EventReader(Engine* engine);
  ~EventReader();

  // Reads one line, without its line break, and appends its event. An empty
  // line, or one of blanks only, appends nothing. On an error the batch is as
  // before. Throws std::bad_alloc.
  std::optional<LogError> Add(std::string_view line, EventBatch* batch);

  // Reads the lines of `text` from its beginning until `batch` holds
  // `max_events`, the text ends or a line is wrong. A last line without a
  // line break is read only if `last` is true. `*used`: the bytes read.
  std::optional<LogError> AddLines(std::string_view text, bool last,
                                   size_t max_events, EventBatch* batch,
                                   size_t* used);

  uint64_t lines() const;  // read so far

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Appends one line of JSON, with its line break. Fields stand in the order of
// events.def; those that are not given are left out.
void AppendJson(const EffectRecord& effect, const Engine& engine,
                std::string* out);
void AppendJson(const EventRecord& event, std::span<const std::byte> payloads,
                const Engine& engine, std::string* out);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_LOG_H_
