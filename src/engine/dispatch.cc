#include "src/engine/dispatch.h"

#include <algorithm>
#include <new>
#include <type_traits>

#include "src/engine/decode.h"
#include "src/engine/due.h"
#include "src/engine/handlers.h"
#include "src/engine/invariants.h"
#include "src/engine/look_ahead.h"
#include "src/moves/step.h"
#include "src/moves/step_profile.h"

namespace kefu {

namespace {

// ------------------------------------------------------------- contract

KEFU_INLINE Reason CheckTime(const World& world, Instant at) {
  if (at < kFirstInstant || at > kLastInstant) return Reason::kTimeOutOfRange;
  if (world.started && at < world.now && !world.rules.late_clamp) {
    return Reason::kTimeWentBack;
  }
  return Reason::kNone;
}

// T1. Remembers what is to be remembered, whatever the answer.
Reason CheckStamp(World& world, Instant at, const EventStamp& stamp) {
  // A time out of range never becomes the engine's: the id is remembered at
  // the engine's time, and the event is refused for its time below.
  const bool in_range = at >= kFirstInstant && at <= kLastInstant;
  Instant seen = in_range ? at : kFirstInstant;
  if (world.started) seen = std::max(seen, world.now);
  Reason reason = Reason::kNone;
  if (!stamp.id.empty()) {
    world.ids.Reserve();
    if (world.ids.Seen(stamp.id, seen)) reason = Reason::kDuplicateId;
    world.ids.Remember(stamp.id, seen);
  }
  if (stamp.seq) {
    const bool again = world.has_seq && *stamp.seq <= world.last_seq;
    if (again && reason == Reason::kNone) reason = Reason::kDuplicateSeq;
    if (!again) world.last_seq = *stamp.seq;
    world.has_seq = true;
  }
  return reason;
}

KEFU_COLD void RefuseEvent(World& world, const EventRecord& record,
                           Reason reason) {
  EmitRefuse(world, reason, {record.customer}, {record.agent}, {record.desk});
}
// The same before any room was made. Throws std::bad_alloc.
KEFU_COLD void RefuseAtOnce(World& world, const EventRecord& record,
                            Reason reason) {
  world.out.Reserve(1);
  RefuseEvent(world, record, reason);
}

// T9: a customer's own events put off his forgetting.
constexpr bool IsOwnEvent(EventType type) {
  return type == EventType::kCustomerEnters ||
         type == EventType::kCustomerSends ||
         type == EventType::kCustomerClicks ||
         type == EventType::kCustomerLeaves ||
         type == EventType::kCustomerRates ||
         type == EventType::kCustomerChanges ||
         type == EventType::kCustomerTriggers ||
         type == EventType::kCustomerVisits ||
         type == EventType::kCustomerExits ||
         type == EventType::kCustomerAddsContact ||
         type == EventType::kCustomerSubmitsForm;
}

// Who acts himself, or of whom something is to be noted, is known, also if he
// was forgotten since he was looked up: the timers of this very call may have
// done it.
KEFU_INLINE void NoteCustomer(World& world, CustomerId customer,
                              EventType type) {
  const bool own = IsOwnEvent(type);
  if (!own && type != EventType::kCustomerErased &&
      type != EventType::kAgentBlocks && type != EventType::kDeliveryFails) {
    return;
  }
  const bool keeps = own && world.forgetting.keeps();
  if (!keeps && !world.contacts.AnyFree()) return;
  const uint32_t row = world.CustomerRow(customer);
  if (row == 0) return;
  if (world.contacts.IsFree(row)) world.contacts.TakeBack(row);
  if (keeps) {
    const CustomerStamp& stamp = world.forgetting[row];
    if (stamp.first != 0) world.put_off = {row, stamp.last_at};
    world.forgetting.Touch(row, world.now);
  }
}
// The event is refused: it keeps nobody from being forgotten (T4).
KEFU_COLD void UndoPutOff(World& world) {
  const auto [row, last_at] = world.put_off;
  if (row != 0) world.forgetting.Untouch(row, last_at);
  world.put_off = {};
}

// T9: of whom only refused events are known is forgotten like others, or every
// mistaken name would be kept for ever.
KEFU_COLD void NoteStranger(World& world, CustomerId customer) {
  const uint32_t row = world.CustomerRow(customer);
  if (row == 0 || !world.forgetting.on()) return;
  if (world.contacts.IsFree(row)) world.contacts.TakeBack(row);
  if (world.forgetting[row].first == 0) {
    world.forgetting.Touch(row, world.now);
  }
}

// V3: who acts himself is known to stored crowds from now on.
template <Event E>
KEFU_INLINE void NoteKnown(World& world, const E& event) {
  if constexpr (IsOwnEvent(E::kType)) {
    if (!world.rules.stores_crowds) return;
    BecomeKnown(world, world.CustomerRow(event.customer));
  }
}

// ----------------------------------------------------------------- step

template <Event E, class P>
KEFU_INLINE void Step(World& world, const EventRecord& record,
                      const P& payload) {
  // Decode writes all of it, and what nobody reads of it need not be written
  // before.
  static_assert(std::is_trivially_copyable_v<E> &&
                std::is_trivially_destructible_v<E>);
  alignas(E) std::byte memory[sizeof(E)];
  E& event = *std::launder(reinterpret_cast<E*>(memory));
  if (!Decode(record, payload, &event)) {
    return RefuseAtOnce(world, record, Reason::kBadRecord);
  }
  if constexpr (std::is_same_v<P, Payload>) {
    EventStamp stamp;
    const Reason again = ReadStamp(payload, &stamp)
                             ? CheckStamp(world, event.at, stamp)
                             : Reason::kBadRecord;
    if (again != Reason::kNone) return RefuseEvent(world, record, again);
  }
  if (const Reason r = CheckTime(world, event.at); r != Reason::kNone) {
    return RefuseAtOnce(world, record, r);
  }

  // Not by std::max, which would ask for the event in memory.
  const bool late = world.started && event.at < world.now;
  const Instant at = late ? world.now : event.at;
  if (!world.started) {
    world.first_at = at;
    world.StartHours(at);
  }
  if (world.look_at() <= at.ms) FireDue(world, at);
  world.started = true;
  world.now = at;
  world.out.SetCause(at, TimerKind::kNone);
  world.ReserveMessage();
  if constexpr (requires { event.customer; }) {
    NoteCustomer(world, event.customer, E::kType);
  }
  const bool too_long =
      payload.bytes() > static_cast<size_t>(world.rules.limits.message_bytes);
  const Reason refused =
      too_long ? Reason::kLimitReached : Handle(world, event);
  if (refused != Reason::kNone) {
    UndoPutOff(world);
    if constexpr (requires { event.customer; }) {
      NoteStranger(world, event.customer);
    }
    return RefuseEvent(world, record, refused);
  }
  world.put_off.row = 0;
  // What is noted of whom nothing else is known is forgotten one day, too (T9).
  if constexpr (E::kType == EventType::kDeliveryFails) {
    NoteStranger(world, event.customer);
  }
  NoteKnown(world, event);
  if (!world.signals.empty()) {
    Settle(world);
    world.replied_in = world.asks_person_in = 0;
  }
  world.event_done = true;
  if (world.look_at() <= at.ms) FireDue(world, at);
}

template <class P>
void Switch(World& world, const EventRecord& record, const P& payload) {
  switch (static_cast<EventType>(record.type)) {
#define KEFU_EVENT(number, Struct, json, doc) \
  case EventType::k##Struct:                  \
    return Step<Struct, P>(world, record, payload);
#include "kefu/events.def"
    case EventType::kNone:
      break;
  }
  RefuseAtOnce(world, record, Reason::kBadRecord);
}

// The same for the two events that may have a TextPayload.
void SwitchMessage(World& world, const EventRecord& record,
                   const TextPayload& payload) {
  if (static_cast<EventType>(record.type) == EventType::kCustomerSends) {
    return Step<CustomerSends>(world, record, payload);
  }
  Step<AgentSends>(world, record, payload);
}

KEFU_INLINE void Perform(World& world, const EventRecord& record,
                         std::span<const std::byte> payloads,
                         Effects* effects) noexcept {
  ++world.events;
  world.out.Begin(effects, world.events);
  world.out.SetCause(world.now, TimerKind::kNone);
  world.event_done = false;
  try {
    if (record.payload == 0) return Switch(world, record, NoPayload{});
    if (TextPayload text;
        IsMessage(record) && text.Parse(record.payload, payloads)) {
      return SwitchMessage(world, record, text);
    }
    world.out.Reserve(1);  // what a stamp is remembered by changes the world
    Payload payload;
    if (!payload.Parse(record.payload, payloads)) {
      return RefuseEvent(world, record, Reason::kBadRecord);
    }
    Switch(world, record, payload);
  } catch (const std::bad_alloc&) {
    // Every step reserves before it changes anything (T9). A timer for which
    // there is no memory once the event is done fires in the next call.
    if (world.event_done) return;
    UndoPutOff(world);
    world.out.SetCause(world.now, TimerKind::kNone);
    world.out.ReportOutOfMemory(
        [&] { RefuseEvent(world, record, Reason::kOutOfMemory); });
  }
}

// In tests and debug builds, after each event (T11).
KEFU_INLINE void Check([[maybe_unused]] const World& world) noexcept {
#ifdef KEFU_CHECK
  try {
    if (!CheckInvariants(world).empty()) __builtin_trap();
  } catch (const std::bad_alloc&) {
    // No memory to check; a test that takes it away looks itself.
  }
#endif
}

}  // namespace

void Dispatch(World& world, const EventRecord& record,
              std::span<const std::byte> payloads, Effects* effects) noexcept {
  Perform(world, record, payloads, effects);
  Check(world);
}

size_t Dispatch(World& world, std::span<const EventRecord> events,
                std::span<const std::byte> payloads,
                Effects* effects) noexcept {
  LookAhead ahead(world, events, payloads);
  size_t i = 0;
  for (; i < events.size() && !effects->full(); ++i) {
    ahead.Before(i);
    Perform(world, events[i], payloads, effects);
    Check(world);
  }
  return i;
}

}  // namespace kefu
