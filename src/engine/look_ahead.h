// What a batch fetches ahead: the rows of events that are still to come, in two
// steps, because the second row is named by the first; what sessions have more
// in a third one.

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
        some_have_more_(world.sessions.more_count() != 0) {}

  // Before event i is applied.
  KEFU_INLINE void Before(size_t i) const {
    if (i + kFar < events_.size()) Far(events_[i + kFar]);
    if (i + kNear < events_.size()) Near(events_[i + kNear]);
    if (some_have_more_ && i + kNext < events_.size()) Next(events_[i + kNext]);
  }

 private:
  static constexpr size_t kFar = 24;
  static constexpr size_t kNear = 8;
  static constexpr size_t kNext = 4;

  // The event's contact and agent.
  KEFU_INLINE void Far(const EventRecord& event) const {
    const auto row = static_cast<uint32_t>(event.customer);
    if (row <= rows_) {
      world_.contacts.Prefetch(row);
      world_.PrefetchSides(row);
    }
    if (event.agent < agents_.size()) {
      __builtin_prefetch(&agents_[event.agent]);
    }
  }
  // What the contact points to.
  KEFU_INLINE void Near(const EventRecord& event) const {
    const auto row = static_cast<uint32_t>(event.customer);
    if (row - 1 >= rows_) return;
    const Contact& contact = world_.contacts[row];
    if (contact.row != 0) world_.sessions.Prefetch(contact.row);
    __builtin_prefetch(
        &agents_[contact.owner != 0 ? contact.owner : contact.memory_agent]);
    world_.PrefetchSideRows(row);
  }

  // What its session has beside its row; who closes it clears all of that.
  KEFU_INLINE void Next(const EventRecord& event) const {
    const auto row = static_cast<uint32_t>(event.customer);
    if (row - 1 >= rows_) return;
    const Contact& contact = world_.contacts[row];
    if (contact.row == 0) return;
    const bool closes =
        event.type == static_cast<uint8_t>(EventType::kAgentCloses);
    world_.sessions.PrefetchMore(contact.row, closes);
  }

  const World& world_;
  std::span<const EventRecord> events_;
  uint32_t rows_;
  std::span<const AgentRow> agents_;
  bool some_have_more_;
};

}  // namespace kefu

#endif  // KEFU_ENGINE_LOOK_AHEAD_H_
