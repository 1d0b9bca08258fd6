#include "src/tools/replay_story.h"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>

#include "kefu/messages.h"
#include "kefu/ruleset.h"
#include "src/tools/replay_text.h"

namespace kefu::tools {
namespace {

// Appends ", name value" for the fields of an effect that are given.
class FieldWords {
 public:
  FieldWords(const Ruleset& ruleset, const EffectRecord& record,
             std::string* out)
      : ruleset_(ruleset), record_(record), out_(*out) {}

  template <class T>
  void operator()(const char* name, EffectSlot, const T& value) {
    if constexpr (std::is_same_v<T, Decision>) {
      Put("rung", Name(value.rung));
      Put("because", Name(value.reason));
      Put("could take it", std::to_string(value.asked));
    } else if constexpr (std::is_same_v<T, TextId>) {
      PutMessages();
    } else if constexpr (std::is_same_v<T, Instant>) {
      Put(name, TimeText(value.ms));
    } else if constexpr (std::is_same_v<T, Until>) {
      if (value) Put(name, TimeText(value->ms));
    } else if constexpr (std::is_same_v<T, SessionNumber>) {
      Put(name, std::to_string(value.value));
    } else if constexpr (std::is_enum_v<T>) {
      Put(name, Name(value));
    } else if constexpr (std::is_integral_v<T>) {
      if (value != 0) Put(name, std::to_string(value));
    } else if constexpr (std::is_same_v<T, Capacity>) {
      if (value) Put(name, std::to_string(*value));
    } else if constexpr (!std::is_same_v<T, CustomerId>) {
      if (value) Put(name, ruleset_.Name(value));
    }
  }

 private:
  void Put(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out_.append(", ").append(name).append(" ").append(value);
  }

  // As they go out (K7).
  void PutMessages() {
    const MessagesConfig messages = RenderMessages(ruleset_, record_);
    for (const std::string& text : messages.texts) Put("text", text);
    for (const LinkMessageConfig& link : messages.links) {
      Put("link", link.title);
    }
    Put("menu", messages.menu.text);
  }

  const Ruleset& ruleset_;
  const EffectRecord& record_;
  std::string& out_;
};

template <class E>
void AppendFields(const EffectRecord& record, const Ruleset& ruleset,
                  std::string* out) {
  const std::optional<E> effect = As<E>(record);
  VisitFields(*effect, FieldWords(ruleset, record, out));
}

// Whether a routing leads to this effect: it opens the session that is routed,
// or says what was decided. Filling a place (Q2) and accepting are none.
bool IsOfRouting(const EffectRecord& effect) {
  switch (effect.Type()) {
    case EffectType::kOpenSession:
    case EffectType::kEnqueue:
      return true;
    // Not of what has waited too long, is moved, or has its form submitted.
    case EffectType::kPool: {
      const auto reason = static_cast<Reason>(effect.reason);
      return reason != Reason::kWaitedTooLong && reason != Reason::kMoved &&
             reason != Reason::kFormSubmitted;
    }
    // Its list was full, and nothing took it (Q3).
    case EffectType::kCloseSession:
      return effect.reason == static_cast<uint16_t>(Reason::kRefusedOverflow);
    case EffectType::kAssign: {
      const Rung rung = effect.GetDecision().rung;
      return rung != Rung::kQueue && rung != Rung::kByHand;
    }
    default:
      return false;
  }
}

}  // namespace

void Story::Tell(std::span<const EffectRecord> effects,
                 std::span<const Explanation> explanations, std::string* out) {
  untold_.clear();
  for (const Explanation& explanation : explanations) {
    if (IsHis(explanation.customer)) untold_.push_back(explanation);
  }
  for (const EffectRecord& effect : effects) {
    if (!IsHis(CustomerId{effect.customer})) continue;
    if (IsOfRouting(effect)) TellWhy(effect, out);
    TellEffect(effect, out);
  }
}

bool Story::IsHis(CustomerId customer) const {
  return customer && engine_.CustomerName(customer) == customer_;
}

void Story::TellWhy(const EffectRecord& effect, std::string* out) {
  const auto why = std::find_if(
      untold_.begin(), untold_.end(), [&](const Explanation& explanation) {
        return explanation.session.value == effect.session;
      });
  if (why == untold_.end()) return;  // told with the opening
  const Ruleset& ruleset = engine_.ruleset();
  fmt::format_to(std::back_inserter(*out), "{} routing, session {}, desk {}\n",
                 TimeText(effect.at), effect.session,
                 ruleset.Name(DeskId{effect.desk}));
  out->append(ToText(*why, ruleset, language_));
  untold_.erase(why);
}

void Story::TellEffect(const EffectRecord& effect, std::string* out) const {
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
