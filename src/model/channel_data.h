// A channel as compiled: what it lets through, and when (W1 to W7).

#ifndef KEFU_MODEL_CHANNEL_DATA_H_
#define KEFU_MODEL_CHANNEL_DATA_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kefu/config.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"
#include "src/base/inline.h"

namespace kefu {

// Any number of messages.
inline constexpr uint32_t kUnlimited = UINT32_MAX;

// What a trigger grants (W1).
struct GrantRule {
  WindowTrigger trigger = WindowTrigger::kMessage;
  uint32_t count = kUnlimited;
  Duration lifetime;
  SendUse use = SendUse::kAny;
  SessionState state = SessionState::kNone;  // kNone: in any
};

// By SendUse, with 0.
inline constexpr size_t kUses = 6;

inline constexpr size_t kTriggers =
    static_cast<size_t>(WindowTrigger::kClose) + 1;

struct ChannelData {
  bool alive = false;
  bool checks = false;   // anything of it looks at what is sent
  bool limited = false;  // W1: there is a window
  bool keeps = false;    // something is remembered of its customers
  bool replaces = false;
  bool page = false;   // W4
  bool enters = true;  // its customers enter desks; else they follow (G1)
  bool template_first = false;
  bool menu_clicks = false;  // K4
  WindowFallback fallback = WindowFallback::kNone;
  uint8_t states = UINT8_MAX;           // bits by SessionState (W7)
  std::array<uint16_t, kUses> kinds{};  // bits by MessageKind (W6)
  uint32_t max_items = kUnlimited;      // W6
  Duration page_template_after;         // W4
  DeskId welcomes_at;                   // its first with a welcome (G1)
  std::string template_id;              // W3
  std::vector<std::string> file_types;  // in lower case; none: any (W6)
  std::vector<GrantRule> grants;        // by trigger, then as declared
  // Where those of each trigger begin in `grants`; then their number.
  std::array<uint32_t, kTriggers + 1> grants_of{};

  KEFU_INLINE std::span<const GrantRule> GrantsOf(WindowTrigger trigger) const {
    const auto i = static_cast<size_t>(trigger);
    return {grants.data() + grants_of[i], grants.data() + grants_of[i + 1]};
  }
  KEFU_INLINE bool Grants(WindowTrigger trigger) const {
    return !GrantsOf(trigger).empty();
  }
  unsigned CarriedKinds(SendUse use) const {
    return kinds[static_cast<size_t>(use)];
  }
  bool Carries(SendUse use, MessageKind kind) const {
    return (CarriedKinds(use) >> static_cast<unsigned>(kind) & 1) != 0;
  }
  bool TextsGoIn(SessionState state) const {
    return (states >> static_cast<unsigned>(state) & 1) != 0;
  }
};

}  // namespace kefu

#endif  // KEFU_MODEL_CHANNEL_DATA_H_
