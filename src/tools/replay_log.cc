#include "src/tools/replay_log.h"

#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "src/tools/replay_files.h"
#include "src/tools/replay_progress.h"
#include "src/tools/replay_source.h"

namespace kefu::tools {
namespace {

constexpr size_t kBatch = 4096;  // events

class LogReader {
 public:
  LogReader(const std::string& file, bool always_progress, bool counted,
            Engine* engine)
      : file_(file),
        engine_(*engine),
        window_(file),
        source_(engine, file, counted),
        progress_(always_progress, window_.size()) {}

  bool Next(EventBatch* batch) {
    const size_t before = batch->size();
    progress_.Show(window_.bytes_read(), engine_.Events());
    while (!error_ && batch->size() == before && window_.Move(used_)) {
      error_ = source_.Add(window_, before + kBatch, batch, &used_);
    }
    if (batch->size() > before) return true;
    if (error_) throw ReplayError(*error_);
    if (source_.lacking() > 0) {
      throw ReplayError(file_ + ": has " + std::to_string(source_.lacking()) +
                        " events less than the snapshot has seen: give the "
                        "log that it was taken from");
    }
    progress_.Show(window_.bytes_read(), engine_.Events());
    return false;
  }

 private:
  const std::string file_;
  const Engine& engine_;
  Window window_;
  LogSource source_;
  Progress progress_;
  size_t used_ = 0;
  std::optional<std::string> error_;
};

}  // namespace

void AddEvents(const EventBatch& from, size_t begin, size_t end,
               EventBatch* to) {
  if (begin == 0 && end == from.size()) return to->Add(from);
  for (const EventRecord& event : from.records().subspan(begin, end - begin)) {
    if (event.payload == 0) {
      to->Add(event, {});
      continue;
    }
    const auto rest = from.payloads().subspan((size_t{event.payload} - 1) * 8);
    PayloadHeader header;
    std::memcpy(&header, rest.data(), sizeof header);
    to->Add(event, rest.first(sizeof header + header.bytes));
  }
}

OpenLog LogFile(const std::string& file, bool always_progress, bool counted) {
  return [=](Engine* engine) -> EventFeed {
    const auto reader =
        std::make_shared<LogReader>(file, always_progress, counted, engine);
    return [reader](EventBatch* batch) { return reader->Next(batch); };
  };
}

}  // namespace kefu::tools
