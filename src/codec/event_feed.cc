// Logs in memory, in either form, as logs for replays.

#include <memory>
#include <utility>

#include "kefu/binary_log.h"
#include "kefu/log.h"
#include "kefu/replay.h"

namespace kefu {
namespace {

constexpr size_t kAtATime = 4096;  // events

std::optional<LogError> Read(EventReader& reader, std::string_view lines,
                             size_t most, EventBatch* batch, size_t* used) {
  return reader.AddLines(lines, true, most, batch, used);
}
std::optional<BinaryLogError> Read(BinaryLogReader& reader,
                                   std::string_view bytes, size_t most,
                                   EventBatch* batch, size_t* used) {
  return reader.AddBlocks(bytes, true, most, batch, used);
}

template <class Reader, class Error>
class Feed {
 public:
  Feed(std::string_view log, Engine* engine) : rest_(log), reader_(engine) {}

  bool Next(EventBatch* batch) {
    const size_t before = batch->size();
    if (!error_ && !rest_.empty()) {
      size_t used = 0;
      error_ = Read(reader_, rest_, before + kAtATime, batch, &used);
      rest_.remove_prefix(used);
    }
    if (batch->size() > before) return true;
    if (error_) throw WrongLog<Error>(ToText(*error_, "log"), *error_);
    return false;
  }

 private:
  std::string_view rest_;
  Reader reader_;
  std::optional<Error> error_;  // told after the events before it
};

template <class Reader, class Error>
OpenLog Open(std::string_view log) {
  return [log](Engine* engine) -> EventFeed {
    // std::function wants to copy; a reader cannot be copied.
    const auto feed = std::make_shared<Feed<Reader, Error>>(log, engine);
    return [feed](EventBatch* batch) { return feed->Next(batch); };
  };
}

}  // namespace

OpenLog JsonLines(std::string_view text) {
  return Open<EventReader, LogError>(text);
}

OpenLog BinaryLog(std::string_view bytes) {
  return Open<BinaryLogReader, BinaryLogError>(bytes);
}

}  // namespace kefu
