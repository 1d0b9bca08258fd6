// What a log shows under the ruleset that it was recorded with: the part of
// each event, and the course of each session.

#ifndef KEFU_REPLAY_RECORD_DATA_H_
#define KEFU_REPLAY_RECORD_DATA_H_

#include <cstdint>
#include <vector>

namespace kefu {

// The parts of kefu/replay.h.
enum class Part : uint8_t { kFree, kEntry, kWaiting, kService, kRefused };

inline constexpr uint32_t kNoEvent = UINT32_MAX;

struct RecordedEvent {
  int64_t at = 0;       // when the record took it
  int64_t gap = 0;      // of a step: since the one before, or the assignment
  uint32_t course = 0;  // place of its session; of entries, waits, steps
  uint32_t next = kNoEvent;  // of a step: the next one of its session
  Part part = Part::kFree;
  bool opens = false;   // it opened its session
  bool served = false;  // somebody served when it came
  bool closes = false;  // it closed its session
};

struct RecordedSession {
  uint32_t first = kNoEvent;  // its first step
  bool served = false;        // assigned at least once
};

struct RecordData {
  std::vector<RecordedEvent> events;      // in the order of the log
  std::vector<RecordedSession> sessions;  // by number, from 1 at place 0
  uint64_t opened = 0, served = 0;
  // From the first assignment to the close.
  uint64_t closed_services = 0;
  int64_t service_ms = 0;
};

}  // namespace kefu

#endif  // KEFU_REPLAY_RECORD_DATA_H_
