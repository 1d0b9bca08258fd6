// What a ruleset uses at all: where it does not, an event costs no more than
// one look here.

#ifndef KEFU_MODEL_RULESET_USES_H_
#define KEFU_MODEL_RULESET_USES_H_

#include <cstdint>

#include "kefu/time.h"

namespace kefu {

// By ScopeDimension: which of them.
using DimensionBits = uint16_t;

struct RulesetUses {
  bool late_clamp = false;
  bool tenant_memory = false;
  bool simple = false;  // no groups (R12)
  // Whether anybody has it at all: spares the hot path a look at the agent.
  bool any_new_message_notice = false;
  bool any_silence_override = false;
  // X1 has more than one warning somewhere, or counts opening hours only.
  bool long_silence = false;
  bool further_hours = false;  // X4 or X5 counts opening hours only somewhere
  bool robot_idles = false;    // X3
  bool stores_crowds = false;  // membership is what the last refresh found (V3)
  bool live_crowds = false;
  bool derives_priority = false;    // crowds, tags or dedicated agents do (Q1)
  bool further_dimensions = false;  // scopes look at more than R8's own (R9)
  DimensionBits used_dimensions = 0;  // that any scope fills
  bool any_wrap_up = false;           // A11
  bool evicts = false;                // any ladder does (Q3)
  uint16_t most_cost = 1;             // of a session (A12)
  bool limits_waiting = false;  // max_length, max_wait or a notice (Q3, Q6)
  bool serving_timers = false;  // any but X1 for sessions that are served
  Duration soonest_clock = Duration::Off();  // no message starts one that goes
                                             // off sooner (X6)
  bool waiting_timers = false;               // any for sessions that wait
  bool keeps_words = false;                  // when each side has written last
  bool answers_offline = false;              // A7 divert, O4
  bool agents_give = false;        // some agent has settings of his own (T13)
  bool groups_give = false;        // some group has
  bool notices = false;            // any of O5
  bool hours_texts = false;        // any desk is told to be closed (R2)
  bool keeps_agent_word = false;   // O5: when an agent has written last
  bool merges = false;             // S1
  bool any_reaccept = false;       // A9
  bool any_offers = false;         // A16
  uint32_t seats = 0;              // A6; 0: any number
  bool chosen_desks = false;       // A14
  bool declared_presence = false;  // A7
  bool isolates = false;           // R11
  bool any_store = false;
  bool any_lanes = false;         // some list is laned
  bool dedicated_waits = false;   // R6: some desk waits
  bool counts_online = false;     // D4: some list has no_flood
  bool credits_windows = false;   // Q8: some desk does
  bool any_windows = false;       // W1 to W5: some channel remembers something
  bool checks_sends = false;      // W1 to W7: some channel does
  bool state_grants = false;      // W1: some grant is bound to a state
  bool any_pages = false;         // W4
  bool any_ratings = false;       // F1: on at some desk
  bool keeps_unanswered = false;  // S5
  bool follows_words = false;     // either of these
  Duration longest_lapse{1};      // X3: of a rating
  uint32_t most_grants = 0;       // rows of Grants that one trigger may need
  Duration longest_page;          // W4
  uint32_t most_credited = 0;     // Q8: desks of one channel
  bool any_duty = false;          // some agent is not always on duty (C5, R13)
  bool tells_duty = false;        // some list tells desks apart for that
  bool any_hours = false;         // some desk has hours or is all-day (R2, R13)
  bool reads_texts = false;       // K1 to K3: some desk looks at texts
  bool remembers_said = false;    // K2, K5, K8: sessions need room in it
  bool keeps_beside = false;  // a message may need room in one of the tables
                              // beside its contact (World::ReserveMessage)
  bool limits_by_window = false;  // K8: something is said once a window
  bool greets_on_accept = false;  // K5
  uint32_t ramp_places = 0;       // the largest `count` of a ramp
};

}  // namespace kefu

#endif  // KEFU_MODEL_RULESET_USES_H_
