// What a batch fetches ahead: the rows of events that are still to come, in
// three steps, because each row names the next: contact; session and agent; the
// session's neighbours and the agent's seat.

#ifndef KEFU_ENGINE_LOOK_AHEAD_H_
#define KEFU_ENGINE_LOOK_AHEAD_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "kefu/event.h"
#include "src/model/world.h"

namespace kefu {

// No event makes customers or agents, so their numbers hold for a batch.
class LookAhead {
 public:
  LookAhead(const World& world, std::span<const EventRecord> events)
      : world_(world),
        events_(events),
        rows_(world.contacts.rows()),
        agents_(world.agents),
        reads_sessions_(world.rules.keeps_words || world.rules.serving_timers ||
                        world.rules.waiting_timers) {}

  // Before event i is applied.
  KEFU_INLINE void Before(size_t i) const {
    const size_t left = events_.size() - i;
    const EventRecord* const now = &events_[i];
    if (left > kFar) {
      Far(now[kFar]);
    } else if (left <= kNear) {
      if (left > kNext) Next(now[kNext]);
      return;
    }
    Near(now[kNear]);
    Next(now[kNext]);
  }

 private:
  static constexpr size_t kFar = 24;
  static constexpr size_t kNear = 8;
  static constexpr size_t kNext = 4;

  // The event's contact.
  KEFU_INLINE void Far(const EventRecord& event) const {
    const auto row = static_cast<uint32_t>(event.customer);
    if (row <= rows_) {
      __builtin_prefetch(&world_.contacts.First(row));
      world_.PrefetchSides(row);
    }
  }
  // What the contact points to; the event's agent is mostly its owner.
  KEFU_INLINE void Near(const EventRecord& event) const {
    const auto row = static_cast<uint32_t>(event.customer);
    if (row - 1 >= rows_) {
      if (event.agent < agents_.size()) {
        __builtin_prefetch(&agents_[event.agent]);
      }
      return;
    }
    const Contact& contact = world_.contacts.First(row);
    // Row 0, which is never cold, where it is not needed: not by a branch,
    // which nobody could predict.
    const uint32_t wanted = uint32_t{0} - (reads_sessions_ | !IsMessage(event));
    world_.sessions.Prefetch(contact.row & wanted);
    __builtin_prefetch(&agents_[AgentOf(contact)]);
  }

  // The seat of an agent who may get a session or gives one back; who gives it
  // back writes to its neighbours, too.
  KEFU_INLINE void Next(const EventRecord& event) const {
    const auto type = static_cast<EventType>(event.type);
    const bool closes = type == EventType::kAgentCloses;
    if (!closes && type != EventType::kCustomerEnters) return;
    const auto row = static_cast<uint32_t>(event.customer);
    if (row - 1 >= rows_) return;
    const Contact& contact = world_.contacts.First(row);
    world_.PrefetchSeats({AgentOf(contact)});
    if (closes && contact.row != 0) {
      world_.sessions.PrefetchNeighbours(contact.row);
      world_.sessions.PrefetchFar(contact.row);
    }
  }
  static bool IsMessage(const EventRecord& event) {
    return (event.type == static_cast<uint8_t>(EventType::kCustomerSends)) |
           (event.type == static_cast<uint8_t>(EventType::kAgentSends));
  }
  static uint32_t AgentOf(const Contact& contact) {
    return contact.owner != 0 ? contact.owner : contact.memory_agent;
  }

  const World& world_;
  std::span<const EventRecord> events_;
  uint32_t rows_;
  std::span<const AgentRow> agents_;
  bool reads_sessions_;  // messages do, beside their contacts
};

}  // namespace kefu

#endif  // KEFU_ENGINE_LOOK_AHEAD_H_
