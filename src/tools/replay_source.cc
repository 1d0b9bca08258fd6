#include "src/tools/replay_source.h"

#include <utility>

namespace kefu::tools {

LogSource::LogSource(Engine* engine, std::string name)
    : name_(std::move(name)), lines_(engine), blocks_(engine) {}

std::optional<std::string> LogSource::Add(const Window& window,
                                          size_t max_events, EventBatch* batch,
                                          size_t* used) {
  if (!binary_) binary_ = IsBinaryLog(window.text());
  if (*binary_) {
    const auto error = blocks_.AddBlocks(window.text(), window.last(),
                                         max_events, batch, used);
    if (error) return ToText(*error, name_);
  } else {
    const auto error =
        lines_.AddLines(window.text(), window.last(), max_events, batch, used);
    if (error) return ToText(*error, name_);
  }
  return std::nullopt;
}

}  // namespace kefu::tools
