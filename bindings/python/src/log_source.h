// A log in memory, JSON Lines or binary; which one shows by how it begins.

#ifndef KEFU_PYTHON_LOG_SOURCE_H_
#define KEFU_PYTHON_LOG_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string_view>

#include "kefu/binary_log.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/log.h"

namespace kefu::python {

// Needs no GIL.
class LogSource {
 public:
  // Both must outlive it.
  LogSource(std::string_view text, Engine* engine);

  // Appends about `max_events` events; false at the end. What is wrong is
  // thrown as a Failure, after the events before it.
  bool Next(size_t max_events, EventBatch* batch);

  bool binary() const { return binary_; }
  uint64_t offset() const { return size_ - rest_.size(); }  // bytes
  uint64_t events() const { return events_; }
  // By the count of the engine that wrote a binary log; else events().
  uint64_t next_event() const;

 private:
  void Add(size_t max_events, EventBatch* batch);

  std::string_view rest_;
  size_t size_;
  bool binary_;
  uint64_t events_ = 0;
  EventReader lines_;
  BinaryLogReader blocks_;
  std::exception_ptr wrong_;
};

}  // namespace kefu::python

#endif  // KEFU_PYTHON_LOG_SOURCE_H_
