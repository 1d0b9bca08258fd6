#include "src/tools/replay_log.h"

#include <cstddef>
#include <memory>
#include <optional>

#include "src/tools/replay_files.h"
#include "src/tools/replay_progress.h"
#include "src/tools/replay_source.h"

namespace kefu::tools {
namespace {

constexpr size_t kBatch = 4096;  // events

class LogReader {
 public:
  LogReader(const std::string& file, bool always_progress, Engine* engine)
      : engine_(*engine),
        window_(file),
        source_(engine, file),
        progress_(always_progress, window_.size()) {}

  bool Next(EventBatch* batch) {
    const size_t before = batch->size();
    progress_.Show(window_.bytes_read(), engine_.Events());
    while (!error_ && batch->size() == before && window_.Move(used_)) {
      error_ = source_.Add(window_, before + kBatch, batch, &used_);
    }
    if (batch->size() > before) return true;
    if (error_) throw ReplayError(*error_);
    progress_.Show(window_.bytes_read(), engine_.Events());
    return false;
  }

 private:
  const Engine& engine_;
  Window window_;
  LogSource source_;
  Progress progress_;
  size_t used_ = 0;
  std::optional<std::string> error_;
};

}  // namespace

OpenLog LogFile(const std::string& file, bool always_progress) {
  return [file, always_progress](Engine* engine) -> EventFeed {
    const auto reader =
        std::make_shared<LogReader>(file, always_progress, engine);
    return [reader](EventBatch* batch) { return reader->Next(batch); };
  };
}

}  // namespace kefu::tools
