// Effects: what the engine tells its host to do. They are returned as values,
// in the order in which they have to be carried out (T5).

#ifndef KEFU_EFFECT_H_
#define KEFU_EFFECT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "kefu/time.h"
#include "kefu/trace.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// Little endian, no padding; the same bytes in C++, C, NumPy and on disk.
// Which fields an effect uses is listed in events.def; the others are 0.
// (event, index) names an effect for good: a host's outbox can use it as key.
struct EffectRecord {
  int64_t at = 0;         // the event's time, or the timer's own deadline
  uint64_t event = 0;     // ordinal of the event, from 1, refused ones too
  uint64_t session = 0;   // SessionNumber
  uint64_t customer = 0;  // CustomerId
  uint32_t agent = 0;     // AgentId
  uint32_t value = 0;     // position, link, texts, coupon, channel, crowd,
                          // to_agent or push; left plus 1
  uint32_t index = 0;     // among the effects of the same event, from 0
  uint32_t asked = 0;     // decision: agents who could have taken it; position
  uint16_t desk = 0;      // DeskId
  uint16_t group = 0;     // GroupId, RuleId; of not_sent: TextSource
  uint16_t reason = 0;    // Reason
  uint16_t why = 0;       // decision: Reason; minutes or score, plus 1
  uint8_t type = 0;       // EffectType
  uint8_t timer = 0;      // TimerKind; 0: the event itself
  uint8_t detail = 0;     // by, source, kind, what
  uint8_t rung = 0;       // decision: Rung
  uint32_t later = 0;     // milliseconds after `at`

  EffectType Type() const { return static_cast<EffectType>(type); }
  Decision GetDecision() const {
    return {static_cast<Rung>(rung), static_cast<Reason>(why), group,
            AgentId{agent}, asked};
  }
};
static_assert(sizeof(EffectRecord) == 64);
static_assert(std::is_trivially_copyable_v<EffectRecord>);

// Where events.def stores a field of an effect.
enum class EffectSlot : uint8_t {
  session,
  customer,
  agent,
  desk,
  group,
  value,
  reason,
  detail,
  decision,
  asked,
  why,
  later
};

// ------------------------------------------------------------ typed structs

#define KEFU_EFFECT(number, Struct, json, doc)                 \
  struct Struct {                                              \
    static constexpr EffectType kType = EffectType::k##Struct; \
    Instant at;
#define KEFU_EFFECT_FIELD(Struct, type, name, slot) type name{};
#define KEFU_EFFECT_END(Struct) \
  }                             \
  ;
#include "kefu/events.def"

// Calls visit(name, EffectSlot, member) for each field of an effect.
#define KEFU_EFFECT(number, Struct, json, doc)            \
  template <class E, class Visitor>                       \
  requires std::is_same_v<std::remove_const_t<E>, Struct> \
  constexpr void VisitFields([[maybe_unused]] E& effect,  \
                             [[maybe_unused]] Visitor&& visit) {
#define KEFU_EFFECT_FIELD(Struct, type, name, slot) \
  visit(#name, EffectSlot::slot, effect.name);
#define KEFU_EFFECT_END(Struct) }
#include "kefu/events.def"

namespace detail {

template <class Tag, class Rep>
constexpr void FromBits(uint64_t bits, Id<Tag, Rep>* id) {
  id->value = static_cast<Rep>(bits);
}
template <class T>
requires std::is_enum_v<T> || std::is_integral_v<T>
constexpr void FromBits(uint64_t bits, T* value) {
  *value = static_cast<T>(bits);
}
inline void FromBits(uint64_t, Decision*) {}
// An optional number is stored as itself plus one: 0 is "not given".
constexpr void FromBits(uint64_t bits, Capacity* value) {
  if (bits != 0) *value = static_cast<uint32_t>(bits - 1);
}

constexpr uint64_t Load(const EffectRecord& r, EffectSlot slot) {
  switch (slot) {
    case EffectSlot::session:
      return r.session;
    case EffectSlot::customer:
      return r.customer;
    case EffectSlot::agent:
      return r.agent;
    case EffectSlot::desk:
      return r.desk;
    case EffectSlot::group:
      return r.group;
    case EffectSlot::value:
      return r.value;
    case EffectSlot::reason:
      return r.reason;
    case EffectSlot::detail:
      return r.detail;
    case EffectSlot::decision:
      return 0;
    case EffectSlot::asked:
      return r.asked;
    case EffectSlot::why:
      return r.why;
    case EffectSlot::later:
      return r.later;
  }
  return 0;
}

}  // namespace detail

// The record as a typed struct, if it is one of that type:
//   if (auto assign = As<Assign>(record)) Use(assign->agent);
template <class E>
std::optional<E> As(const EffectRecord& record) {
  if (record.Type() != E::kType) return std::nullopt;
  E effect;
  effect.at = Instant{record.at};
  VisitFields(effect, [&](const char*, EffectSlot slot, auto& member) {
    using T = std::decay_t<decltype(member)>;
    if constexpr (std::is_same_v<T, Decision>) {
      member = record.GetDecision();
    } else if constexpr (std::is_same_v<T, Instant>) {
      // A time is kept as milliseconds after `at`.
      member =
          Instant{record.at + static_cast<int64_t>(detail::Load(record, slot))};
    } else if constexpr (std::is_same_v<T, std::optional<Instant>>) {
      const auto later = static_cast<int64_t>(detail::Load(record, slot));
      if (later != 0) member = Instant{record.at + later};
    } else {
      detail::FromBits(detail::Load(record, slot), &member);
    }
  });
  return effect;
}

// The list that Apply appends to. Kept by the host and cleared between calls,
// it stops allocating once it has reached its working size.
// Not to be used from two threads at once.
class Effects {
 public:
  // ApplyBatch stops after the event with which the list reaches `limit`.
  explicit Effects(size_t limit = SIZE_MAX) : limit_(limit) {}

  bool full() const { return size_ >= limit_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const EffectRecord& operator[](size_t i) const { return records_[i]; }
  auto begin() const { return records_.begin(); }
  auto end() const { return begin() + static_cast<std::ptrdiff_t>(size_); }
  std::span<const EffectRecord> records() const {
    return std::span(records_).first(size_);
  }
  // True if memory ran out so far that an event could not even be refused
  // `out_of_memory`: it was not applied, and there is no effect that says so.
  bool incomplete() const { return incomplete_; }
  void Clear() {
    size_ = 0;
    incomplete_ = false;
  }
  void Reserve(size_t n) {
    if (n > records_.size()) records_.resize(n);
  }

 private:
  friend class EffectWriter;
  std::vector<EffectRecord> records_;  // those from size_ on are room
  size_t size_ = 0;
  size_t limit_;
  bool incomplete_ = false;
};

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_EFFECT_H_
