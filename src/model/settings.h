// Settings that rules look up for one session: agent > group > desk (T13).
// What stands above the desk, channel and tenant, is merged into it when the
// ruleset is compiled.

#ifndef KEFU_MODEL_SETTINGS_H_
#define KEFU_MODEL_SETTINGS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"
#include "kefu/time.h"

namespace kefu {

// A rung of the overflow ladder (Q3).
struct OverflowRung {
  OverflowTo to = OverflowTo::kRefuse;
  GroupId group;
  AgentId agent;  // the emergency agent
  friend bool operator==(const OverflowRung&, const OverflowRung&) = default;
};

// An index of RulesetData::ladders; 0 is the empty one.
struct LadderId {
  uint32_t value = 0;
};

// A step of a chain of timers before its end: a warning, or a reminder (X).
struct ChainStep {
  Duration before;  // the end, of the time that counts
  TextId texts;
  friend bool operator==(const ChainStep&, const ChainStep&) = default;
};
// The earliest first; no two at one time; at most so many.
inline constexpr uint8_t kMostSteps = 7;
using Chain = std::vector<ChainStep>;

// An index of RulesetData::chains; 0 is the empty one.
struct ChainId {
  uint32_t value = 0;
};

// The step that comes after `done` others in a chain that ends `after` its
// start; null: its end. What would come before the start is no step of it, and
// one that never ends has none.
inline const ChainStep* NextStep(const Chain& chain, Duration after,
                                 uint32_t done) {
  if (after.off()) return nullptr;
  for (const ChainStep& step : chain) {
    if (step.before >= after) continue;
    if (done-- == 0) return &step;
  }
  return nullptr;
}

// X(type, name, where it stands in the sections of a level)
#define KEFU_LOOKED_UP(X)                                                  \
  X(bool, accept_over_capacity, queue.accept_over_capacity)      /* A4 */  \
  X(bool, transfer_over_capacity, queue.transfer_over_capacity)  /* S3 */  \
  X(int64_t, max_length, queue.max_length)                       /* Q3 */  \
  X(Duration, max_wait, queue.max_wait)                          /* Q3 */  \
  X(LadderId, overflow, queue.overflow)                          /* Q3 */  \
  X(Duration, expires_after, queue.expires_after)                /* Q3 */  \
  X(Duration, rejoin_within, queue.rejoin_within)                /* Q7 */  \
  X(TextId, queue_notice, queue.notice)                          /* Q6 */  \
  X(Duration, claim_protection, queue.claim_protection)          /* S9 */  \
  X(TextId, accept_greeting, queue.accept_greeting)              /* K5 */  \
  X(bool, greets_by_hand, queue.accept_greeting_by_hand)         /* K5 */  \
  X(TextId, form, queue.form)                                    /* Q9 */  \
  X(Duration, form_after, queue.form_after)                      /* Q9 */  \
  X(bool, form_when_closed, queue.form_when_closed)              /* Q9 */  \
  X(OfflineSessions, offline_sessions, offline.offline_sessions) /* A7 */  \
  X(TextId, offline_text, offline.offline_text)                  /* O4 */  \
  X(Duration, silent_after, timers.agent_silent.after)           /* X2 */  \
  X(ChainId, reminders, timers.agent_silent.reminders)           /* X2 */  \
  X(TimerHours, silent_hours, timers.agent_silent.hours)         /* X2 */  \
  X(SilenceMove, silent_move, timers.agent_silent.move_to)       /* X2 */  \
  X(GroupId, silent_group, timers.agent_silent.group)            /* X2 */  \
  X(int64_t, max_moves, timers.agent_silent.max_moves)           /* X2 */  \
  X(Duration, robot_after, timers.robot_idle.after)              /* X3 */  \
  X(ChainId, robot_warnings, timers.robot_idle.warnings)         /* X3 */  \
  X(TextId, robot_closing, timers.robot_idle.closing)            /* X3 */  \
  X(TimerHours, robot_hours, timers.robot_idle.hours)            /* X3 */  \
  X(Duration, waiting_alarm, timers.alarms.waiting)              /* X4 */  \
  X(Duration, first_response, timers.alarms.first_response)      /* X4 */  \
  X(Duration, response, timers.alarms.response)                  /* X4 */  \
  X(TimerHours, alarm_hours, timers.alarms.hours)                /* X4 */  \
  X(Duration, session_life, timers.session_life)                 /* X5 */  \
  X(LifeFrom, session_life_from, timers.session_life_from)       /* X5 */  \
  X(TimerHours, session_life_hours, timers.session_life_hours)   /* X5 */  \
  X(Duration, idle, timers.idle)                                 /* A17 */ \
  X(Duration, wrap_up, timers.wrap_up)                           /* A11 */ \
  X(Duration, reaccept_after, timers.reaccept_after)             /* A9 */  \
  X(ReacceptClock, reaccept_clock, timers.reaccept_clock)        /* A9 */  \
  X(bool, offers, queue.offers.on)                               /* A16 */ \
  X(Duration, offer_within, queue.offers.within)                 /* A16 */ \
  X(int64_t, suspend_after, queue.offers.suspend_after)          /* A16 */

// All of them, as they hold at a desk.
struct DeskSettings {
#define KEFU_ROW(type, name, from) type name{};
  KEFU_LOOKED_UP(KEFU_ROW)
#undef KEFU_ROW
};

// Those that a group or an agent gives.
struct SettingsOver {
#define KEFU_ROW(type, name, from) std::optional<type> name;
  KEFU_LOOKED_UP(KEFU_ROW)
#undef KEFU_ROW
};

// Where a session is; a group or agent of none gives nothing.
struct Place {
  DeskId desk;
  GroupId group;
  AgentId agent;
};

// A11: an agent who comes online is filled slowly.
struct RampRules {
  uint32_t count = 0;  // 0: no ramp
  Duration per;
  Duration during;
};

// A certificate of an agent for one right (P1).
struct Certificate {
  Right right = Right::kAccept;
  Instant until;  // Never: it does not end
};

}  // namespace kefu

#endif  // KEFU_MODEL_SETTINGS_H_
