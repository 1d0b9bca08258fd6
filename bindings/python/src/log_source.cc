#include "log_source.h"

#include <exception>

#include "failure.h"

namespace kefu::python {

LogSource::LogSource(std::string_view text, Engine* engine)
    : rest_(text),
      size_(text.size()),
      binary_(!text.empty() && IsBinaryLog(text.substr(0, 64))),
      lines_(engine),
      blocks_(engine) {}

bool LogSource::Next(size_t max_events, EventBatch* batch) {
  const size_t before = batch->size();
  if (!wrong_ && !rest_.empty()) Add(before + max_events, batch);
  events_ += batch->size() - before;
  if (batch->size() > before) return true;
  if (wrong_) std::rethrow_exception(wrong_);
  return false;
}

void LogSource::Add(size_t max_events, EventBatch* batch) {
  size_t used = 0;
  if (binary_) {
    const auto error = blocks_.AddBlocks(rest_, true, max_events, batch, &used);
    if (error) wrong_ = std::make_exception_ptr(ToFailure(*error));
  } else {
    const auto error = lines_.AddLines(rest_, true, max_events, batch, &used);
    if (error) wrong_ = std::make_exception_ptr(ToFailure(*error));
  }
  rest_.remove_prefix(used);
}

uint64_t LogSource::next_event() const {
  return binary_ ? blocks_.next_event() : events_;
}

}  // namespace kefu::python
