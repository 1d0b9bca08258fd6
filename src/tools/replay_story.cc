#include "src/tools/replay_story.h"

#include <fmt/format.h>
#include <cstring>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>

#include "kefu/ruleset.h"
#include "src/tools/replay_text.h"

namespace kefu::tools {
namespace {

// A number or id in the payload of an event; 0 if it is not given. REQUIRES: a
// record and payloads that an EventBatch has made.
uint64_t Number(const EventRecord& event, std::span<const std::byte> payloads,
                Field wanted) {
  if (event.payload == 0) return 0;
  PayloadHeader header;
  const std::byte* at = payloads.data() + (event.payload - 1) * size_t{8};
  std::memcpy(&header, at, sizeof header);
  at += sizeof header;
  for (uint32_t i = 0; i < header.fields; ++i) {
    PayloadField field;
    std::memcpy(&field, at, sizeof field);
    at += sizeof field;
    uint64_t number = 0;
    if (field.field == static_cast<uint16_t>(wanted)) {
      std::memcpy(&number, at, sizeof number);
      return number;
    }
    at += (size_t{field.bytes} + 7) / 8 * 8;
  }
  return 0;
}

// The desk of an event: its own, or that of its link (R1).
DeskId DeskOf(const EventRecord& event, std::span<const std::byte> payloads,
              const Ruleset& ruleset) {
  const LinkId link{
      static_cast<uint32_t>(Number(event, payloads, Field::link))};
  const std::string_view name = ruleset.Name(link);
  if (event.desk != 0 || name.empty()) return DeskId{event.desk};
  for (const LinkConfig& config : ruleset.config().links) {
    if (config.name == name) return ruleset.Desk(config.desk);
  }
  return {};
}

template <class Id>
void TakeIfGiven(uint64_t bits, Id* id) {
  if (bits != 0) id->value = static_cast<decltype(id->value)>(bits);
}

// Appends ", name value" for the fields of an effect that are given.
class FieldWords {
 public:
  FieldWords(const Ruleset& ruleset, std::string* out)
      : ruleset_(ruleset), out_(*out) {}

  template <class T>
  void operator()(const char* name, EffectSlot, const T& value) {
    if constexpr (std::is_same_v<T, Decision>) {
      Put("rung", Name(value.rung));
      Put("because", Name(value.reason));
      Put("could take it", std::to_string(value.asked));
    } else if constexpr (std::is_same_v<T, TextId>) {
      for (const std::string& text : ruleset_.Texts(value)) Put("text", text);
    } else if constexpr (std::is_same_v<T, SessionNumber>) {
      Put(name, std::to_string(value.value));
    } else if constexpr (std::is_enum_v<T>) {
      Put(name, Name(value));
    } else if constexpr (std::is_integral_v<T>) {
      if (value != 0) Put(name, std::to_string(value));
    } else if constexpr (!std::is_same_v<T, CustomerId>) {
      if (value) Put(name, ruleset_.Name(value));
    }
  }

 private:
  void Put(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out_.append(", ").append(name).append(" ").append(value);
  }

  const Ruleset& ruleset_;
  std::string& out_;
};

template <class E>
void AppendFields(const EffectRecord& record, const Ruleset& ruleset,
                  std::string* out) {
  const std::optional<E> effect = As<E>(record);
  VisitFields(*effect, FieldWords(ruleset, out));
}

}  // namespace

void Story::Before(const EventRecord& event,
                   std::span<const std::byte> payloads, std::string* out) {
  const auto type = static_cast<EventType>(event.type);
  const bool enters = type == EventType::kCustomerEnters;
  if (!enters && type != EventType::kCustomerSends) return;
  const CustomerId customer{event.customer};
  if (engine_.CustomerName(customer) != customer_) return;
  const Ruleset& ruleset = engine_.ruleset();
  const DeskId desk = DeskOf(event, payloads, ruleset);
  if (engine_.Session(customer, desk).number) return;
  Engine::Request& kept = entered_[desk];
  Engine::Request request = enters ? Engine::Request{} : kept;
  request.customer = customer;
  request.desk = desk;
  request.kind =
      enters ? MessageKind::kNone : static_cast<MessageKind>(event.detail);
  TakeIfGiven(event.value, &request.product);
  TakeIfGiven(Number(event, payloads, Field::intent), &request.intent);
  TakeIfGiven(Number(event, payloads, Field::order_status),
              &request.order_status);
  kept = enters ? request : Engine::Request{};
  fmt::format_to(std::back_inserter(*out), "{} {}, desk {}\n",
                 TimeText(event.at), Name(type), ruleset.Name(desk));
  out->append(ToText(engine_.Explain(request), ruleset, language_));
}

void Story::After(const EffectRecord& effect, std::string* out) const {
  const CustomerId customer{effect.customer};
  if (!customer || engine_.CustomerName(customer) != customer_) return;
  out->append(TimeText(effect.at)).append(" ").append(Name(effect.Type()));
  switch (effect.Type()) {
    case EffectType::kNone:
      break;
#define KEFU_EFFECT(number, Struct, json, doc)            \
  case EffectType::k##Struct:                             \
    AppendFields<Struct>(effect, engine_.ruleset(), out); \
    break;
#include "kefu/events.def"
  }
  if (effect.timer != 0) {
    out->append(", timer ").append(Name(static_cast<TimerKind>(effect.timer)));
  }
  if (effect.reason != 0) {
    out->append(": ").append(
        Describe(static_cast<Reason>(effect.reason), language_));
  }
  out->append("\n");
}

}  // namespace kefu::tools
