// What a replay needs to know of an event's record beside its fields: who
// acts in it, where it happens, and how it looks without its stamp.

#ifndef KEFU_REPLAY_RECORDED_EVENT_H_
#define KEFU_REPLAY_RECORDED_EVENT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kefu/event.h"
#include "kefu/ids.h"
#include "kefu/ruleset.h"

namespace kefu {

enum class Actor : uint8_t {
  kNobody,    // time
  kCustomer,  // a customer
  kServing,   // the agent who serves, or the host in his place
  kHimself,   // an agent, whoever serves, or the robot
};
Actor ActorOf(EventType type);

inline EventType TypeOf(const EventRecord& record) {
  return static_cast<EventType>(record.type);
}
// What ends the waiting of a customer without an agent's taking him.
bool EndsWaiting(const EventRecord& record);

// The payload of a record, its header included; empty if it has none, or if
// it does not lie within `payloads`.
std::span<const std::byte> PayloadOf(const EventRecord& record,
                                     std::span<const std::byte> payloads);

// Appends the event with another time and without its seq and id (T1). What it
// says of the time to come (`until`) is `later` ms later.
void AddUnstamped(EventRecord record, std::span<const std::byte> payloads,
                  int64_t at, int64_t later, EventBatch* batch);

// The desk of an event, also of one that came by a link.
class DeskFinder {
 public:
  explicit DeskFinder(const Ruleset& ruleset);
  DeskId Of(const EventRecord& record,
            std::span<const std::byte> payloads) const;

 private:
  std::vector<DeskId> desks_;  // by link
};

}  // namespace kefu

#endif  // KEFU_REPLAY_RECORDED_EVENT_H_
