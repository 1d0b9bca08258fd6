#include "src/model/config_check.h"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "fmt/format.h"
#include "src/base/levels.h"
#include "src/base/text_check.h"
#include "src/base/text_variables.h"

namespace kefu {
namespace {

// The way to a value. Put in words only for an error, since a walk passes
// hundreds of thousands of values.
struct Path {
  const Path* parent = nullptr;
  const char* name = nullptr;  // null: an index
  size_t index = 0;

  std::string ToPointer() const {
    if (parent == nullptr) return "";
    return parent->ToPointer() + (name != nullptr ? fmt::format("/{}", name)
                                                  : fmt::format("/{}", index));
  }
};

// "text, emoji or image": what a value of this enum may be.
template <class E>
std::string PossibleNames() {
  std::vector<std::string_view> names;
  for (unsigned i = 0; i <= UINT8_MAX; ++i) {
    const std::string_view name = Name(static_cast<E>(i));
    if (!name.empty()) names.push_back(name);
  }
  return JoinNames(names, "or");
}

// Every walker below is one overload for each struct, made from config.def;
// the kinds of values are told apart by their types.

class BoundsChecker {
 public:
  explicit BoundsChecker(std::vector<ConfigError>* errors) : errors_(errors) {}

  template <class S>
  void Check(const S& config) {
    Struct(Path{}, kLevelOf<S>, config);
  }

 private:
  struct Bounds {
    std::string_view unit;
    int64_t low;
    int64_t high;
  };

  void Value(const Path& at, char, int64_t value, const Bounds& b) {
    if (value < b.low || value > b.high) {
      Report(at, fmt::format("is {}, expected {} to {}{}{}", value, b.low,
                             b.high, b.unit.empty() ? "" : " ", b.unit));
    }
  }
  void Value(const Path& at, char, Duration value, const Bounds& b) {
    const bool may_be_off = b.unit != "duration";
    if (value.off() ? may_be_off : value.ms >= b.low && value.ms <= b.high) {
      return;
    }
    Report(at, fmt::format("is {} ms, expected {} to {} ms{}", value.ms, b.low,
                           b.high, may_be_off ? " or off" : ""));
  }
  void Value(const Path& at, char, const std::string& value, const Bounds& b) {
    if (!Length(at, "bytes", value.size(), b)) return;
    if (const size_t bad = FindBadUtf8(value); bad < value.size()) {
      Report(at, fmt::format("is not UTF-8 from byte {} on", bad));
      return;
    }
    const bool lines = b.unit == "texts";
    if (FindControl(value, lines) != std::string::npos) {
      return Report(at,
                    fmt::format("holds a control character, expected none{}",
                                lines ? " but line breaks and tabs" : ""));
    }
    if (!lines) return;
    if (std::string wrong = CheckVariables(value); !wrong.empty()) {
      Report(at, std::move(wrong));
    }
  }
  void Value(const Path&, char, bool, const Bounds&) {}
  template <class T>
  requires std::is_enum_v<T>
  void Value(const Path& at, char, T value, const Bounds&) {
    if (!Name(value).empty()) return;
    Report(at, fmt::format("is {}, which has no name; expected {}",
                           static_cast<unsigned>(value), PossibleNames<T>()));
  }
  template <class T>
  void Value(const Path& at, char level, const std::optional<T>& value,
             const Bounds& b) {
    if (value) Value(at, level, *value, b);
  }
  template <class T>
  void Value(const Path& at, char level, const std::vector<T>& list,
             const Bounds& b) {
    Length(at, "entries", list.size(), b);
    const Bounds item{b.unit, 1,
                      b.unit == "texts" ? kMaxTextBytes : kMaxNameBytes};
    for (size_t i = 0; i < list.size(); ++i) {
      const Path here{&at, nullptr, i};
      if constexpr (std::is_same_v<T, std::string> || std::is_enum_v<T>) {
        Value(here, level, list[i], item);
      } else {
        Struct(here, kLevelOf<T> != 0 ? kLevelOf<T> : level, list[i]);
      }
    }
  }
  // A setting; where it may not stand nothing would ever read it (T13).
  template <class T>
  void Setting(const Path& at, char level, const std::optional<T>& value,
               const Bounds& b, std::string_view levels) {
    if (!value) return;
    if (levels.find(level) != std::string_view::npos) {
      return Value(at, level, *value, b);
    }
    Report(at,
           "may not stand here; it is a setting of " + LevelsInWords(levels));
  }
  template <class S>
  void Section(const Path& at, char level, const S& section) {
    Struct(at, kLevelOf<S> != 0 ? kLevelOf<S> : level, section);
  }

#define KEFU_STRUCT(S, doc) \
  void Struct(const Path& at, [[maybe_unused]] char level, const S& s) {
#define KEFU_MEMBER(S, type, name, fallback, unit, low, high, rule, doc) \
  Value(Path{&at, #name, 0}, level, s.name, {unit, low, high});
#define KEFU_SETTING(S, type, name, fallback, unit, low, high, levels, rule, \
                     doc)                                                    \
  Setting(Path{&at, #name, 0}, level, s.name, {unit, low, high}, levels);
#define KEFU_SECTION(S, type, name, doc) \
  Section(Path{&at, #name, 0}, level, s.name);
#define KEFU_LIST(S, type, name, low, high, rule, doc) \
  Value(Path{&at, #name, 0}, level, s.name, {"entries", low, high});
#define KEFU_STRUCT_END(S) }
#include "kefu/config.def"

  // Is the length within its bounds?
  bool Length(const Path& at, std::string_view what, size_t size,
              const Bounds& b) {
    const auto length = static_cast<int64_t>(size);
    if (length >= b.low && length <= b.high) return true;
    Report(at, fmt::format("has {} {}, expected {} to {}", size, what, b.low,
                           b.high));
    return false;
  }
  void Report(const Path& at, std::string message) {
    errors_->push_back({0, 0, at.ToPointer(), std::move(message), ""});
  }

  std::vector<ConfigError>* errors_;
};

// Fallbacks and merging look at settings and at the sections below them.
struct Filler {
  template <class T>
  static void Section(T* section) {
    Fill(section);
  }
#define KEFU_STRUCT(S, doc) static void Fill([[maybe_unused]] S* s) {
#define KEFU_SETTING(S, type, name, fallback, unit, low, high, levels, rule, \
                     doc)                                                    \
  {                                                                          \
    type value = fallback;                                                   \
    s->name = value;                                                         \
  }
#define KEFU_SECTION(S, type, name, doc) Section(&s->name);
#define KEFU_STRUCT_END(S) }
#include "kefu/config.def"
};

struct Merger {
#define KEFU_STRUCT(S, doc) \
  static void Run([[maybe_unused]] const S& over, [[maybe_unused]] S* base) {
#define KEFU_SETTING(S, type, name, fallback, unit, low, high, levels, rule, \
                     doc)                                                    \
  if (over.name) base->name = over.name;
#define KEFU_SECTION(S, type, name, doc) Run(over.name, &base->name);
#define KEFU_STRUCT_END(S) }
#include "kefu/config.def"
};

}  // namespace

void CheckBounds(const Config& config, std::vector<ConfigError>* errors) {
  BoundsChecker(errors).Check(config);
}

void FillFallbacks(RoutingConfig* routing, QueueConfig* queue,
                   OfflineConfig* offline, TimersConfig* timers,
                   NoticesConfig* notices, FeedbackConfig* feedback) {
  Filler::Fill(routing);
  Filler::Fill(queue);
  Filler::Fill(offline);
  Filler::Fill(timers);
  Filler::Fill(notices);
  Filler::Fill(feedback);
}

void Merge(const RoutingConfig& over, RoutingConfig* base) {
  Merger::Run(over, base);
}
void Merge(const QueueConfig& over, QueueConfig* base) {
  Merger::Run(over, base);
}
void Merge(const OfflineConfig& over, OfflineConfig* base) {
  Merger::Run(over, base);
}
void Merge(const TimersConfig& over, TimersConfig* base) {
  Merger::Run(over, base);
}
void Merge(const NoticesConfig& over, NoticesConfig* base) {
  Merger::Run(over, base);
}
void Merge(const FeedbackConfig& over, FeedbackConfig* base) {
  Merger::Run(over, base);
}

}  // namespace kefu
