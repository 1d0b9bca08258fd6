#include "src/tools/replay_state.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "kefu/event.h"
#include "kefu/snapshot.h"
#include "src/tools/replay_files.h"
#include "src/tools/replay_log.h"

namespace kefu::tools {
namespace {

// A log in portions that end at multiples of `every`. A plain replay has
// applied all of a portion when it asks for the next one.
class Portions {
 public:
  Portions(EventFeed log, const Engine* engine, uint64_t every,
           std::function<void()> pause)
      : log_(std::move(log)),
        engine_(*engine),
        every_(every),
        pause_(std::move(pause)) {}

  bool Next(EventBatch* batch) {
    const uint64_t rest = every_ - engine_.Events() % every_;
    if (rest == every_ && given_) pause_();
    if (next_ == read_.size()) {
      read_.Clear();
      next_ = 0;
      if (!log_(&read_)) return false;
    }
    const size_t end = next_ + std::min<uint64_t>(rest, read_.size() - next_);
    AddEvents(read_, next_, end, batch);
    next_ = end;
    given_ = true;
    return true;
  }

 private:
  EventFeed log_;
  const Engine& engine_;
  uint64_t every_;
  std::function<void()> pause_;
  EventBatch read_;
  size_t next_ = 0;     // of read_
  bool given_ = false;  // something: there is a state worth saving
};

}  // namespace

OpenLog WithPauses(OpenLog log, uint64_t every, std::function<void()> pause) {
  return [=](Engine* engine) -> EventFeed {
    const auto portions =
        std::make_shared<Portions>(log(engine), engine, every, pause);
    return [portions](EventBatch* batch) { return portions->Next(batch); };
  };
}

std::string SnapshotName(const std::string& file, uint64_t events) {
  const size_t slash = file.rfind('/');
  const size_t name = slash == file.npos ? 0 : slash + 1;
  size_t dot = file.rfind('.');
  if (dot == file.npos || dot <= name) dot = file.size();
  return file.substr(0, dot) + "-" + std::to_string(events) + file.substr(dot);
}

void WriteSnapshot(const Engine& engine, const std::string& file) {
  std::vector<std::byte> bytes;
  AppendSnapshot(engine, &bytes);
  const std::string temporary = file + ".tmp";
  {
    Output output(temporary);
    output.text.assign(reinterpret_cast<const char*>(bytes.data()),
                       bytes.size());
    output.Flush();
  }
  if (std::rename(temporary.c_str(), file.c_str()) != 0) {
    throw ReplayError(file + ": cannot write: " + std::strerror(errno));
  }
}

Engine ReadSnapshot(const std::string& file,
                    std::shared_ptr<const Ruleset> ruleset) {
  const std::string bytes = ReadWhole(file);
  RestoreResult result =
      Restore(std::as_bytes(std::span(bytes)), std::move(ruleset));
  if (!result) throw ReplayError(ToText(*result.error, file));
  return std::move(*result.engine);
}

}  // namespace kefu::tools
