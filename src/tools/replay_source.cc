#include "src/tools/replay_source.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "src/tools/replay_log.h"

namespace kefu::tools {

LogSource::LogSource(Engine* engine, std::string name, bool counted)
    : name_(std::move(name)),
      lines_(engine),
      blocks_(engine),
      seen_(engine->Events()),
      skip_(seen_),
      counted_(counted) {}

std::optional<std::string> LogSource::Add(const Window& window,
                                          size_t max_events, EventBatch* batch,
                                          size_t* used) {
  if (!binary_) binary_ = IsBinaryLog(window.text());
  if (*binary_ && (skip_ > 0 || (counted_ && !begun_))) {
    return SkipBlock(window, batch, used);
  }
  if (skip_ > 0) {
    *used = SkipLines(window);
    return std::nullopt;
  }
  if (*binary_) {
    const auto error = blocks_.AddBlocks(window.text(), window.last(),
                                         max_events, batch, used);
    if (error) return ToText(*error, name_);
  } else {
    auto error =
        lines_.AddLines(window.text(), window.last(), max_events, batch, used);
    if (error) {
      error->line += skipped_lines_;
      return ToText(*error, name_);
    }
  }
  return std::nullopt;
}

// As text: whoever is in these lines need not become known again.
size_t LogSource::SkipLines(const Window& window) {
  const std::string_view text = window.text();
  size_t begin = 0;
  while (skip_ > 0 && begin < text.size()) {
    size_t end = text.find('\n', begin);
    if (end == text.npos && !window.last()) break;
    end = std::min(end, text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (line.find_first_not_of(" \t\r") != line.npos) --skip_;
    ++skipped_lines_;
    begin = std::min(end + 1, text.size());
  }
  return begin;
}

// One block at a time: later ones may need the names in it.
std::optional<std::string> LogSource::SkipBlock(const Window& window,
                                                EventBatch* batch,
                                                size_t* used) {
  EventBatch block;
  const auto error =
      blocks_.AddBlocks(window.text(), window.last(), 1, &block, used);
  if (block.size() > 0 && !begun_) {
    begun_ = true;
    const uint64_t before = blocks_.next_event() - block.size();
    if (before > seen_) {
      return name_ + ": begins with event " + std::to_string(before + 1) +
             ", but the replay is at event " + std::to_string(seen_ + 1) +
             ": give a log that begins there or earlier";
    }
    skip_ = seen_ - before;
  }
  const size_t left_out = std::min<uint64_t>(skip_, block.size());
  skip_ -= left_out;
  AddEvents(block, left_out, block.size(), batch);
  if (error) return ToText(*error, name_);
  return std::nullopt;
}

}  // namespace kefu::tools
