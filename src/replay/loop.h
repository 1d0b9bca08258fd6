// The models that do more than feed the log: another agent acts, the host
// closes after a service time, steps keep their distance from the assignment.
// What is due when is written in kefu/replay.h.

#ifndef KEFU_REPLAY_LOOP_H_
#define KEFU_REPLAY_LOOP_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <span>
#include <unordered_map>
#include <vector>

#include "kefu/replay.h"
#include "src/replay/caller.h"
#include "src/replay/record_data.h"
#include "src/replay/recorded_event.h"

namespace kefu {

class Loop {
 public:
  // All of them must outlive it. `log`: in a closed loop all of the log.
  Loop(const ReplayModel& model, const EventBatch* log, Caller* caller,
       ReplayCounts* counts);

  // The next event of the log, in its order.
  void Take(const EventRecord& record, std::span<const std::byte> payloads);
  // What is due after the last event.
  void Finish();

 private:
  static constexpr uint64_t kAfterAll = UINT64_MAX;

  // A close by service or a step. A newer one of the same session or course
  // has another stamp: this one then is void.
  struct Due {
    int64_t at;
    bool step;       // closes by service come first
    uint64_t order;  // session number; of a step the place in the log
    uint64_t owner;  // session number; of a step the course
    uint64_t stamp;

    bool operator>(const Due& other) const {
      if (at != other.at) return at > other.at;
      if (step != other.step) return step;
      return order > other.order;
    }
  };
  // An open session of the replay.
  struct Track {
    CustomerId customer;
    DeskId desk;
    std::vector<uint32_t> courses;  // one after the other
    int64_t assigned_at = 0;
    int64_t left_at = 0;   // when its last agent lost it
    bool serving = false;  // an agent has it
    uint64_t stamp = 0;    // of its close by service
    bool given = false;    // the host knows how long this assignment lasts
  };
  // The state of a session's steps.
  struct Course {
    uint64_t session = 0;         // open now, in the replay
    uint64_t stamp = 0;           // of the step that is due; 0: none is
    uint32_t next = kNoEvent;     // step
    std::optional<int64_t> held;  // when it was due, and nobody served
    bool opened = false;          // what opened it in the record has come
    bool begun = false;           // it has had a session
    bool over = false;            // its own close came
  };

  bool IsClosed() const { return data_ != nullptr; }
  bool IsVoid(const Due& due) const;
  void RunUntil(int64_t at, uint64_t order);
  bool PassTime(int64_t until);
  void TakeOfSession(const EventRecord& record,
                     std::span<const std::byte> payloads,
                     const RecordedEvent& event);

  void DoStep(const Due& due);
  void DoClosingStep(uint32_t course, const EventRecord& record, int64_t at,
                     int64_t later);
  void DoClose(const Due& due);
  // `later` than in the record, if it is a step.
  void Give(const EventRecord& record, std::span<const std::byte> payloads,
            int64_t at, int64_t later = 0);
  void GiveAndLink(const EventRecord& record,
                   std::span<const std::byte> payloads, int64_t at,
                   uint32_t course, bool opens);
  void CloseByHost(CustomerId customer, DeskId desk, int64_t at);
  void ApplyBatch();

  void TakeEffects(std::span<const EffectRecord> effects);
  void LeftAgent(const EffectRecord& effect);
  void Assigned(const EffectRecord& effect);
  void Closed(const EffectRecord& effect);
  void Link(uint32_t course, const SessionInfo& session, bool opens);
  void StartFirst(uint64_t session, Track* track, int64_t at);
  void NextCourse(uint64_t session, Track* track, int64_t at);
  void PlanStep(uint32_t course, int64_t from);
  void PlanStepAt(uint32_t course, int64_t at);
  void PlanClose(uint64_t session, Track* track, int64_t from, Duration length);
  bool IsFirst(uint32_t course, uint64_t session) const;
  SessionInfo SessionOf(const EventRecord& record) const;

  const ReplayModel& model_;
  const RecordData* data_;
  const EventBatch* log_;
  Caller& caller_;
  ReplayCounts& counts_;
  DeskFinder desks_;
  std::optional<Duration> unserved_;
  EventBatch one_;  // the event that is being applied
  std::vector<Course> courses_;
  std::unordered_map<uint64_t, Track> tracks_;  // by session number
  std::priority_queue<Due, std::vector<Due>, std::greater<>> dues_;
  uint64_t stamps_ = 0;
};

}  // namespace kefu

#endif  // KEFU_REPLAY_LOOP_H_
