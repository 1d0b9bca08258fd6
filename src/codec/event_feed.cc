// JSON Lines in memory as a log for replays.

#include <memory>
#include <stdexcept>
#include <utility>

#include "kefu/log.h"
#include "kefu/replay.h"

namespace kefu {
namespace {

constexpr size_t kAtATime = 4096;  // events

class LineFeed {
 public:
  LineFeed(std::string_view text, Engine* engine)
      : rest_(text), reader_(engine) {}

  bool Next(EventBatch* batch) {
    const size_t before = batch->size();
    if (!error_) {
      size_t used = 0;
      error_ = reader_.AddLines(rest_, true, before + kAtATime, batch, &used);
      rest_.remove_prefix(used);
    }
    if (batch->size() > before) return true;
    if (error_) throw std::invalid_argument(ToText(*error_, "log"));
    return false;
  }

 private:
  std::string_view rest_;
  EventReader reader_;
  std::optional<LogError> error_;  // told after the events before it
};

}  // namespace

OpenLog JsonLines(std::string_view text) {
  return [text](Engine* engine) -> EventFeed {
    const auto feed = std::make_shared<LineFeed>(text, engine);
    return [feed](EventBatch* batch) { return feed->Next(batch); };
  };
}

}  // namespace kefu
