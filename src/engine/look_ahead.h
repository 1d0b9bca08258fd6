// What a batch fetches ahead: the events that are still to come, and their
// rows, in three steps, because each row names the next: contact; session and
// agent; the session's neighbours and the agent's seat.

#ifndef KEFU_ENGINE_LOOK_AHEAD_H_
#define KEFU_ENGINE_LOOK_AHEAD_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "kefu/event.h"
#include "src/engine/decode.h"
#include "src/model/world.h"

namespace kefu {

// No event makes customers or agents, so their numbers hold for a batch.
class LookAhead {
 public:
  LookAhead(const World& world, std::span<const EventRecord> events,
            std::span<const std::byte> payloads)
      : world_(world),
        events_(events),
        payloads_(payloads.data()),
        rows_(world.contacts.rows()),
        reads_sessions_(world.rules.evicts || world.rules.follows_words ||
                        world.rules.answers_offline ||
                        world.rules.waiting_timers) {
    for (size_t i = 0; i < std::min(kFar, events.size()); ++i) Far(i);
  }

  // Before event i is applied; each once, in their order.
  KEFU_INLINE void Before(size_t i) {
    const size_t left = events_.size() - i;
    if (left > kFar) {
      Far(i + kFar);
    } else if (left <= kNear) {
      if (left > kNext) Next(i + kNext);
      return;
    }
    Near(i + kNear);
    Next(i + kNext);
  }

 private:
  static constexpr size_t kRecords = 32;  // further than those
  static constexpr size_t kFar = 24;
  static constexpr size_t kNear = 8;
  static constexpr size_t kNext = 4;
  static constexpr size_t kKept = 32;  // more than kFar, a power of two

  // The event's contact.
  KEFU_INLINE void Far(size_t i) {
    const EventRecord& event = events_[i];
    // The records themselves, too: among so many other rows the processor does
    // not see that they are a stream.
    PrefetchAt(&event, kRecords * sizeof event);
    if (event.payload != 0) {
      PrefetchAt(payloads_, (size_t{event.payload} - 1) * 8);
    }
    const auto row = static_cast<uint32_t>(event.customer);
    const Contact* contact = nullptr;
    if (row - 1 < rows_) {
      contact = &world_.contacts.First(row);
      __builtin_prefetch(contact);
      world_.PrefetchSides(row);
    }
    contacts_[i % kKept] = contact;
  }
  // What the contact points to; the event's agent is mostly its owner.
  KEFU_INLINE void Near(size_t i) const {
    const EventRecord& event = events_[i];
    const Contact* const contact = contacts_[i % kKept];
    if (contact == nullptr) {
      if (event.agent < world_.agents.size()) {
        world_.PrefetchAgent({event.agent});
      }
      return;
    }
    // Row 0, which is never cold, where it is not needed: not by a branch,
    // which nobody could predict.
    const uint32_t wanted = uint32_t{0} - (reads_sessions_ | !IsMessage(event));
    world_.sessions.PrefetchRow(contact->row & wanted);
    world_.sessions.PrefetchNear(contact->row);
    world_.PrefetchAgent({AgentOf(*contact)});
  }

  // The seat of an agent who may get a session or gives one back; who gives it
  // back writes to its neighbours, too.
  KEFU_INLINE void Next(size_t i) const {
    const auto type = static_cast<EventType>(events_[i].type);
    const bool closes = type == EventType::kAgentCloses;
    if (!closes && type != EventType::kCustomerEnters) return;
    const Contact* const contact = contacts_[i % kKept];
    if (contact == nullptr) return;
    world_.PrefetchSeats({AgentOf(*contact)});
    if (closes && contact->row != 0) {
      world_.sessions.PrefetchNeighbours(contact->row);
      world_.sessions.PrefetchFar(contact->row);
    }
  }
  // Nothing need lie there: then nothing is fetched.
  KEFU_INLINE static void PrefetchAt(const void* begin, size_t bytes) {
    __builtin_prefetch(reinterpret_cast<const void*>(
        reinterpret_cast<uintptr_t>(begin) + bytes));
  }
  static uint32_t AgentOf(const Contact& contact) {
    return contact.owner != 0 ? contact.owner : contact.memory_agent;
  }

  const World& world_;
  std::span<const EventRecord> events_;
  const std::byte* payloads_;
  uint32_t rows_;
  const Contact* contacts_[kKept];  // of the events ahead; null: of nobody
  bool reads_sessions_;             // messages do, beside what is near
};

}  // namespace kefu

#endif  // KEFU_ENGINE_LOOK_AHEAD_H_
