#include "src/tools/replay_log.h"

#include <cstddef>
#include <memory>
#include <optional>

#include "kefu/log.h"
#include "src/tools/replay_files.h"
#include "src/tools/replay_progress.h"

namespace kefu::tools {
namespace {

constexpr size_t kBatch = 4096;  // events

class LogReader {
 public:
  LogReader(const std::string& file, bool always_progress, Engine* engine)
      : file_(file),
        engine_(*engine),
        window_(file),
        reader_(engine),
        progress_(always_progress, window_.size()) {}

  bool Next(EventBatch* batch) {
    const size_t before = batch->size();
    progress_.Show(window_.bytes_read(), engine_.Events());
    while (!error_ && batch->size() == before && window_.Move(used_)) {
      error_ = reader_.AddLines(window_.text(), window_.last(), before + kBatch,
                                batch, &used_);
    }
    if (batch->size() > before) return true;
    if (error_) throw ReplayError(ToText(*error_, file_));
    progress_.Show(window_.bytes_read(), engine_.Events());
    return false;
  }

 private:
  std::string file_;
  const Engine& engine_;
  Window window_;
  EventReader reader_;
  Progress progress_;
  size_t used_ = 0;
  std::optional<LogError> error_;
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
