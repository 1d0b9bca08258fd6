// What stands behind the handles of kefu.h, and what its functions have in
// common: nothing thrown leaves them, nothing that a host passes is believed.

#ifndef KEFU_BINDINGS_C_HANDLES_H_
#define KEFU_BINDINGS_C_HANDLES_H_

#include <kefu.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kefu/binary_log.h"
#include "kefu/engine.h"
#include "kefu/lint.h"
#include "kefu/log.h"
#include "kefu/metrics.h"
#include "kefu/replay.h"
#include "kefu/ruleset.h"
#include "kefu/snapshot.h"

namespace kefu::c {

// Every handle is one, so that kefu_set_allocator knows whether there are any.
class Handle {
 public:
  Handle() { count_.fetch_add(1, std::memory_order_relaxed); }
  ~Handle() { count_.fetch_sub(1, std::memory_order_relaxed); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  static size_t count() { return count_.load(std::memory_order_relaxed); }

 private:
  static inline std::atomic<size_t> count_{0};
};

// A callback of the host wants to stop.
struct Stopped {};
// A callback of the host threw.
struct CallbackThrew {};

// The one place where exceptions end.
template <class F>
int Guard(F&& f) noexcept {
  try {
    return std::forward<F>(f)();
  } catch (const std::bad_alloc&) {
    return KEFU_ERROR_OUT_OF_MEMORY;
  } catch (const std::length_error&) {
    return KEFU_ERROR_TOO_LONG;
  } catch (const std::invalid_argument&) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  } catch (const Stopped&) {
    return KEFU_ERROR_STOPPED;
  } catch (const CallbackThrew&) {
    return KEFU_ERROR_CALLBACK;
  } catch (...) {
    return KEFU_ERROR_INTERNAL;
  }
}

template <class... P>
constexpr bool Missing(const P*... pointers) {
  return (... || (pointers == nullptr));
}

// Makes a handle; `*out` is NULL if that fails.
template <class T, class... Arguments>
int Make(T** out, Arguments&&... arguments) noexcept {
  if (out == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  *out = nullptr;
  return Guard([&] {
    *out = new T(std::forward<Arguments>(arguments)...);
    return KEFU_OK;
  });
}

// ------------------------------------------------------------------ arguments

// No struct of kefu.h will ever be larger; what says so was not initialised.
inline constexpr size_t kLargestStruct = 4096;

// Fills a struct of the caller, as far as the caller knows it.
template <class T>
int Fill(T* out, T value) {
  const size_t size = out->size;
  if (size <= sizeof size || size > kLargestStruct) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  value.size = size;
  std::memcpy(static_cast<void*>(out), &value, std::min(size, sizeof value));
  return KEFU_OK;
}
// Whether Fill will work: for functions that do something first.
template <class T>
bool CanFill(const T* out) {
  return out != nullptr && out->size > sizeof out->size &&
         out->size <= kLargestStruct;
}

// Reads a struct of the caller: what an older one does not have is not given;
// what a newer one has and this library does not know must not be given.
template <class T>
bool Take(const T* in, T* value) {
  if (!CanFill(in)) return false;
  const size_t size = in->size;
  std::memset(static_cast<void*>(value), 0, sizeof *value);
  std::memcpy(static_cast<void*>(value), in, std::min(size, sizeof *value));
  if constexpr (requires { value->reserved; }) {
    for (const uint8_t byte : value->reserved) {
      if (byte != 0) return false;
    }
  }
  const char* bytes = reinterpret_cast<const char*>(in);
  for (size_t i = sizeof *value; i < size; ++i) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

inline bool View(const char* data, size_t length, std::string_view* view) {
  if (data == nullptr) return length == 0;
  *view = {data, length == KEFU_NUL ? std::strlen(data) : length};
  return true;
}

inline kefu_string ToC(std::string_view text) {
  return {text.data(), text.size()};
}

inline bool Bytes(const void* data, size_t size,
                  std::span<const std::byte>* bytes) {
  if (data == nullptr) return size == 0;
  *bytes = {static_cast<const std::byte*>(data), size};
  return true;
}

// An array with a stride.
template <class T>
class Strided {
 public:
  Strided(T* first, size_t stride)
      : first_(reinterpret_cast<Byte*>(first)),
        stride_(stride == 0 ? sizeof(T) : stride) {}
  bool good(size_t count) const {
    return (first_ != nullptr || count == 0) && stride_ >= sizeof(T) &&
           stride_ % alignof(T) == 0;
  }
  bool side_by_side() const { return stride_ == sizeof(T); }
  T& operator[](size_t i) const {
    return *reinterpret_cast<T*>(first_ + i * stride_);
  }

 private:
  using Byte = std::conditional_t<std::is_const_v<T>, const char, char>;
  Byte* first_;
  size_t stride_;
};

// An id from outside; none if it is larger than any.
template <class I>
I ToId(uint64_t number) {
  const I id{static_cast<decltype(I{}.value)>(number)};
  return id.value == number ? id : I{};
}

// Records of C and C++ are the same bytes.
inline const EventRecord* ToCpp(const kefu_event* records) {
  return reinterpret_cast<const EventRecord*>(records);
}
inline const EffectRecord* ToCpp(const kefu_effect* records) {
  return reinterpret_cast<const EffectRecord*>(records);
}
inline const kefu_effect* ToC(const EffectRecord* records) {
  return reinterpret_cast<const kefu_effect*>(records);
}
inline kefu_decision ToC(const Decision& decision) {
  return {static_cast<uint8_t>(decision.rung),
          static_cast<uint16_t>(decision.reason), decision.list,
          decision.agent.value, decision.asked};
}

using AnyError = std::variant<ConfigError, LintFinding, LogError,
                              BinaryLogError, SnapshotError>;

// Whether an event was refused for want of memory; `effects` are those of one
// call for one event.
inline bool EndsOutOfMemory(const Effects& effects) {
  if (effects.incomplete()) return true;
  if (effects.empty()) return false;
  const EffectRecord& last = effects[effects.size() - 1];
  return last.Type() == EffectType::kRefuse &&
         last.reason == static_cast<uint16_t>(Reason::kOutOfMemory);
}

// The same for the effects of many events.
inline bool AnyOutOfMemory(const Effects& effects) {
  bool any = effects.incomplete();
  for (const EffectRecord& effect : effects.records()) {
    any |= effect.Type() == EffectType::kRefuse &&
           effect.reason == static_cast<uint16_t>(Reason::kOutOfMemory);
  }
  return any;
}

}  // namespace kefu::c

// -------------------------------------------------------------------- handles

struct kefu_buffer : kefu::c::Handle {
  void Append(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    all.insert(all.end(), bytes, bytes + text.size());
  }
  // Calls write(std::string*) and appends what it has written.
  template <class F>
  void Write(F&& write) {
    scratch.clear();
    std::forward<F>(write)(&scratch);
    Append(scratch);
  }

  std::vector<std::byte> all;
  std::string scratch;  // keeps its memory
};

struct kefu_errors : kefu::c::Handle {
  std::vector<kefu::c::AnyError> all;
};

struct kefu_ruleset : kefu::c::Handle {
  explicit kefu_ruleset(std::shared_ptr<const kefu::Ruleset> rules_in);

  static constexpr size_t kKinds = KEFU_COUPON + 1;
  std::shared_ptr<const kefu::Ruleset> rules;
  std::vector<uint32_t> declared[kKinds];  // ids by kefu_named
  mutable std::atomic<size_t> owners{1};
};

namespace kefu::c {

// An owner of a ruleset.
class RulesetOwner {
 public:
  explicit RulesetOwner(kefu_ruleset* ruleset)
      : ruleset_(kefu_ruleset_retain(ruleset)) {}
  ~RulesetOwner() { kefu_ruleset_release(ruleset_); }
  RulesetOwner(const RulesetOwner&) = delete;
  RulesetOwner& operator=(const RulesetOwner&) = delete;

  void Reset(kefu_ruleset* ruleset) {
    kefu_ruleset_retain(ruleset);
    kefu_ruleset_release(std::exchange(ruleset_, ruleset));
  }
  kefu_ruleset* get() const { return ruleset_; }

 private:
  kefu_ruleset* ruleset_;
};

// What kefu_apply_bytes and kefu_apply_json keep from one call to the next.
struct Doors {
  Effects effects{1};  // of the bytes: those from `taken` on are kept
  size_t limit = 1;
  size_t taken = 0;
  std::vector<uint64_t> aligned;  // an input that lay badly

  std::optional<EventReader> reader;
  EventBatch line;
  Effects line_effects;  // those from `told` on are not in `text` yet
  size_t told = 0;
  std::string text;  // from `written` on it is kept
  size_t written = 0;
};

}  // namespace kefu::c

struct kefu_engine : kefu::c::Handle {
  // An engine of its own.
  kefu_engine(kefu::Engine own_in, kefu_ruleset* ruleset_in)
      : engine(nullptr), ruleset(ruleset_in), own(std::move(own_in)) {
    engine = &*own;
  }
  // A name for somebody else's.
  kefu_engine(kefu::Engine* engine_in, kefu_ruleset* ruleset_in)
      : engine(engine_in), ruleset(ruleset_in) {}

  kefu::Engine* engine;
  kefu::Effects effects;  // of the last call without a limit
  kefu::Effects some{1};  // of the last call with one, which is `limit`
  size_t limit = 1;
  kefu::c::RulesetOwner ruleset;
  std::optional<kefu::Engine> own;
  std::unique_ptr<kefu::c::Doors> doors;
  uint64_t states = 0;  // forked into it: what knew ids of the last is wrong
};

namespace kefu::c {

// What a reader or writer knows of its engine: whether its ids are still those
// of then.
class StateOf {
 public:
  explicit StateOf(const kefu_engine* engine)
      : engine_(*engine), then_(engine->states) {}
  bool same() const { return engine_.states == then_; }

 private:
  const kefu_engine& engine_;
  uint64_t then_;
};

}  // namespace kefu::c

struct kefu_batch : kefu::c::Handle {
  kefu::EventBatch events;
  // Of the event that is being added.
  std::vector<kefu::DeskId> desks;
  std::vector<kefu::CustomerId> list;
  std::vector<kefu::TagId> tags;
  kefu::Attributes attributes;
};

struct kefu_explanations : kefu::c::Handle {
  std::vector<kefu::Explanation> all;
};

struct kefu_session_list : kefu::c::Handle {
  std::vector<kefu::ListedSession> all;
};

struct kefu_unanswered_list : kefu::c::Handle {
  std::vector<kefu::UnansweredInfo> all;
};

struct kefu_counterfactual_list : kefu::c::Handle {
  std::vector<kefu_counterfactual> all;
  kefu::Reason refused = kefu::Reason::kNone;
};

namespace kefu::c {

// `errors` may be null.
inline void Clear(kefu_errors* errors) {
  if (errors != nullptr) errors->all.clear();
}
inline int Report(kefu_errors* errors, AnyError error, int code) {
  if (errors != nullptr) errors->all.push_back(std::move(error));
  return code;
}

}  // namespace kefu::c

#endif  // KEFU_BINDINGS_C_HANDLES_H_
