#include "journal.h"

#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "names.h"

namespace recovery {
namespace {

constexpr char kBegin[] = "events-";
constexpr char kEnd[] = ".klog";

}  // namespace

void Journal::Replay(kefu::Engine* engine, const Apply& apply) {
  std::vector<std::string> names;
  for (const std::string& name : disk_.Files()) {
    const auto before = NumberIn(name, kBegin, kEnd);
    if (before && *before >= engine->Events()) names.push_back(name);
  }
  for (const std::string& name : names) {
    if (*NumberIn(name, kBegin, kEnd) != engine->Events()) {
      throw std::runtime_error(
          name + ": the events before it are missing, from the " +
          std::to_string(engine->Events() + 1) + "th on: bring " +
          Numbered(kBegin, engine->Events(), kEnd) + " back");
    }
    ReplayFile(name, name == names.back(), engine, apply);
  }
}

void Journal::ReplayFile(const std::string& name, bool last,
                         kefu::Engine* engine, const Apply& apply) {
  const std::string bytes = disk_.Read(name);
  kefu::BinaryLogReader reader(engine);
  kefu::EventBatch events;
  std::optional<kefu::BinaryLogError> error;
  while (!error && reader.offset() < bytes.size()) {
    const auto rest = std::string_view(bytes).substr(reader.offset());
    size_t used = 0;
    // One block, which is one group. The names of a block are looked up when
    // it is read: as late as they were before the crash.
    error = reader.AddBlocks(rest, true, 1, &events, &used);
    if (events.size() > 0) apply(events);
    events.Clear();
  }
  if (!error) return;
  // Only the last write can be torn. Anything else is not for a program to
  // mend: events that had been acted on would be lost.
  if (!last || error->trouble != kefu::LogTrouble::kTorn) {
    throw std::runtime_error(ToText(*error, name));
  }
  bytes_cut_ = bytes.size() - error->good_bytes;
  disk_.CutOff(name, error->good_bytes);
}

void Journal::BeginFile(const kefu::Engine& engine) {
  name_ = Numbered(kBegin, engine.Events(), kEnd);
  writer_.emplace(&engine);
}

void Journal::Write(const kefu::EventBatch& events) {
  writer_->Add(events);
  std::string bytes;
  writer_->Flush(&bytes);
  disk_.Append(name_, bytes);
}

}  // namespace recovery
