// From the world's rows to those of a snapshot, and back. What follows from
// other rows is left out.

#ifndef KEFU_CODEC_SNAPSHOT_ROWS_H_
#define KEFU_CODEC_SNAPSHOT_ROWS_H_

#include <cstddef>
#include <cstdint>

#include "src/codec/snapshot_format.h"
#include "src/model/agent_clock.h"
#include "src/model/courtesy.h"
#include "src/model/tables.h"

namespace kefu::codec {

// Flags: the n-th of a list is bit n. What is added later goes to the end.
#define KEFU_CONTACT_FLAGS(F) \
  F(warned)                   \
  F(customer_wrote)           \
  F(agent_wrote)              \
  F(customer_last)            \
  F(blocked)                  \
  F(held)                     \
  F(free_of_cost)
#define KEFU_LATER_CONTACT_FLAGS(F) F(lapsed)
#define KEFU_SESSION_FLAGS(F) \
  F(returned)                 \
  F(has_more)                 \
  F(served)                   \
  F(noticed)                  \
  F(offline_told)             \
  F(manager_told)             \
  F(alarmed)                  \
  F(offered)
#define KEFU_DETAIL_FLAGS(F) \
  F(rejoined)                \
  F(left_returned)           \
  F(unanswered)              \
  F(reminded)                \
  F(response_alarmed)        \
  F(waited)                  \
  F(claimed)                 \
  F(agent_last)              \
  F(agent_silent)            \
  F(waits_longer)            \
  F(credited)
#define KEFU_LATER_FLAGS(F) \
  F(unjoined)               \
  F(hours_told)             \
  F(nobody_told)            \
  F(busy_told)              \
  F(form_offered)           \
  F(form_submitted)
#define KEFU_AGENT_FLAGS(F) \
  F(disconnected)           \
  F(wrapping_up)            \
  F(ramped)                 \
  F(came_online)            \
  F(connected)

#define KEFU_SAVE_FLAG(name) \
  flags = static_cast<uint16_t>(flags | (row.name ? 1u : 0u) << n++);
#define KEFU_LOAD_FLAG(name) row->name = (flags >> n++ & 1) != 0;
#define KEFU_COUNT_FLAG(name) +1

// Of a contact, between the flags of version 1 and later ones: it has a row
// among the sessions.
inline constexpr unsigned kContactFlags = 0 KEFU_CONTACT_FLAGS(KEFU_COUNT_FLAG);
inline constexpr uint16_t kHasSession = 1u << kContactFlags;
static_assert(kContactFlags == 7);
inline constexpr unsigned kFirstLater = kContactFlags + 1;
inline constexpr uint16_t kSessionHasMore = 2;
// Flags that are none.
inline constexpr unsigned kNoContactFlags =
    ~0u << (kFirstLater KEFU_LATER_CONTACT_FLAGS(KEFU_COUNT_FLAG));
inline constexpr unsigned kNoSessionFlags =
    ~0u << (0 KEFU_SESSION_FLAGS(KEFU_COUNT_FLAG));
inline constexpr unsigned kNoDetailFlags =
    ~0u << (0 KEFU_DETAIL_FLAGS(KEFU_COUNT_FLAG));
inline constexpr unsigned kNoLaterFlags =
    ~0u << (0 KEFU_LATER_FLAGS(KEFU_COUNT_FLAG));
inline constexpr unsigned kNoAgentFlags =
    ~0u << (0 KEFU_AGENT_FLAGS(KEFU_COUNT_FLAG));

inline ContactWire ToWire(const Contact& row) {
  uint16_t flags = 0;
  unsigned n = 0;
  KEFU_CONTACT_FLAGS(KEFU_SAVE_FLAG)
  n = kFirstLater;
  KEFU_LATER_CONTACT_FLAGS(KEFU_SAVE_FLAG)
  ContactWire wire;
  wire.session = row.session;
  wire.silent_from = row.silent_from;
  wire.memory_at = row.memory_at;
  wire.memory_agent = row.memory_agent;
  wire.owner = row.owner;
  wire.desk = row.desk;
  wire.group = row.group;
  wire.flags = row.row != 0 ? flags | kHasSession : flags;
  wire.state = static_cast<uint8_t>(row.state);
  wire.told_day = row.told_day;
  return wire;
}
inline void FromWire(const ContactWire& wire, Contact* row) {
  const uint16_t flags = wire.flags;
  unsigned n = 0;
  KEFU_CONTACT_FLAGS(KEFU_LOAD_FLAG)
  n = kFirstLater;
  KEFU_LATER_CONTACT_FLAGS(KEFU_LOAD_FLAG)
  row->session = wire.session;
  row->silent_from = wire.silent_from;
  row->memory_at = wire.memory_at;
  row->memory_agent = wire.memory_agent;
  row->owner = wire.owner;
  row->desk = wire.desk;
  row->group = wire.group;
  row->state = static_cast<SessionState>(wire.state);
  row->told_day = wire.told_day & 0x7fff;
}

inline SessionWire ToWire(const SessionRow& row) {
  uint16_t flags = 0;
  unsigned n = 0;
  KEFU_SESSION_FLAGS(KEFU_SAVE_FLAG)
  SessionWire wire;
  wire.number = row.number;
  wire.opened_at = row.opened_at;
  wire.order = row.order;
  wire.product = row.product;
  wire.intent = row.intent;
  wire.order_status = row.order_status;
  wire.link = row.link;
  wire.priority = row.priority;
  wire.flags = flags;
  wire.cost = row.cost;
  wire.by = static_cast<uint8_t>(row.by);
  return wire;
}
inline void FromWire(const SessionWire& wire, SessionRow* row) {
  const uint16_t flags = wire.flags;
  unsigned n = 0;
  KEFU_SESSION_FLAGS(KEFU_LOAD_FLAG)
  row->number = wire.number;
  row->opened_at = wire.opened_at;
  row->order = wire.order;
  row->product = wire.product;
  row->intent = wire.intent;
  row->order_status = wire.order_status;
  row->link = wire.link;
  row->priority = wire.priority;
  row->cost = wire.cost;
  row->by = static_cast<AssignBy>(wire.by);
}

inline uint16_t LaterFlags(const SessionMore& row) {
  uint16_t flags = 0;
  unsigned n = 0;
  KEFU_LATER_FLAGS(KEFU_SAVE_FLAG)
  return flags;
}
inline void FromLaterFlags(uint16_t flags, SessionMore* row) {
  unsigned n = 0;
  KEFU_LATER_FLAGS(KEFU_LOAD_FLAG)
}

inline KeptWire ToWire(const KeptFacts& kept) {
  return {
      kept.skills, kept.product,  kept.intent, kept.order_status, kept.link,
      kept.page,   kept.language, kept.store,  kept.named,        kept.priority,
      {}};
}

inline DetailWire ToWire(const SessionMore& row) {
  uint16_t flags = 0;
  unsigned n = 0;
  KEFU_DETAIL_FLAGS(KEFU_SAVE_FLAG)
  DetailWire wire;
  wire.first_join = row.first_join;
  wire.waits_since = row.waits_since;
  wire.joined_at = row.joined_at;
  wire.last_message_at = row.last_message_at;
  wire.customer_last_at = row.customer_last_at;
  wire.unanswered_from = row.unanswered_from;
  wire.silent_from = row.silent_from;
  wire.claimed_at = row.claimed_at;
  wire.named = row.named;
  wire.giver = row.giver;
  for (size_t i = 0; i < kMostMoves; ++i) wire.barred[i] = row.barred[i];
  for (size_t i = 0; i < kMostAsked; ++i) {
    wire.further_barred[i] = row.barred[kMostMoves + i];
  }
  wire.revived_at = row.revived_at;
  wire.offered_at = row.offered_at;
  wire.offered_to = row.offered_to;
  wire.offer_asked = row.offer_asked;
  wire.offer_why = row.offer_why;
  wire.offer_by = static_cast<uint8_t>(row.offer_by);
  wire.offer_rung = static_cast<uint8_t>(row.offer_rung);
  wire.flags = flags;
  wire.moves = row.moves;
  wire.barred_count = row.barred_count;
  wire.left_priority = row.left_priority;
  wire.tiers = row.tiers;
  wire.skills = row.skills;
  wire.store = row.store;
  wire.dedicated = row.dedicated;
  wire.page = row.page;
  wire.language = row.language;
  wire.agent_at = row.agent_at;
  wire.closed_at = row.closed_at;
  wire.merge_agent = row.merge_agent;
  wire.later_flags = LaterFlags(row);
  wire.robot_from = row.robot_from;
  wire.further_warnings = row.further_warnings;
  wire.further_reminders = row.further_reminders;
  wire.robot_warnings = row.robot_warnings;
  // Else the union holds something else.
  if (row.merge_agent != 0) wire.kept = ToWire(row.kept);
  return wire;
}
inline void FromWire(const DetailWire& wire, SessionMore* row) {
  const uint16_t flags = wire.flags;
  unsigned n = 0;
  KEFU_DETAIL_FLAGS(KEFU_LOAD_FLAG)
  row->first_join = wire.first_join;
  row->waits_since = wire.waits_since;
  row->joined_at = wire.joined_at;
  row->last_message_at = wire.last_message_at;
  row->customer_last_at = wire.customer_last_at;
  row->unanswered_from = wire.unanswered_from;
  row->silent_from = wire.silent_from;
  row->claimed_at = wire.claimed_at;
  row->named = wire.named;
  row->giver = wire.giver;
  for (size_t i = 0; i < kMostMoves; ++i) row->barred[i] = wire.barred[i];
  for (size_t i = 0; i < kMostAsked; ++i) {
    row->barred[kMostMoves + i] = wire.further_barred[i];
  }
  row->revived_at = wire.revived_at;
  row->offered_at = wire.offered_at;
  row->offered_to = wire.offered_to;
  row->offer_asked = wire.offer_asked;
  row->offer_why = wire.offer_why;
  row->offer_by = static_cast<AssignBy>(wire.offer_by);
  row->offer_rung = static_cast<Rung>(wire.offer_rung);
  row->moves = wire.moves;
  row->barred_count = wire.barred_count;
  row->left_priority = wire.left_priority;
  row->tiers = wire.tiers;
  row->skills = wire.skills;
  row->store = wire.store;
  row->dedicated = wire.dedicated;
  row->page = wire.page;
  row->language = wire.language;
  row->agent_at = wire.agent_at;
  row->closed_at = wire.closed_at;
  row->merge_agent = wire.merge_agent;
  FromLaterFlags(wire.later_flags, row);
  row->robot_from = wire.robot_from;
  row->further_warnings = wire.further_warnings;
  row->further_reminders = wire.further_reminders;
  row->robot_warnings = wire.robot_warnings;
}

inline AgentWire ToWire(const AgentRow& row, const AgentMore& more) {
  uint16_t flags = 0;
  unsigned n = 0;
  KEFU_AGENT_FLAGS(KEFU_SAVE_FLAG)
  AgentWire wire;
  wire.last_assigned = row.last_assigned;
  wire.idle_since = row.idle_since;
  wire.online_at = more.online_at;
  wire.online_number = row.online_number;
  wire.wrap_up_until = more.wrap_up_until;
  wire.lost_at = more.lost_at;
  wire.free_at = more.free_at;
  wire.ramp_count = more.ramp_count;
  wire.ramp_next = more.ramp_next;
  wire.misses = more.misses;
  wire.capacity = row.capacity;
  wire.flags = flags;
  wire.status = static_cast<uint8_t>(row.status);
  wire.auto_accept = static_cast<uint8_t>(row.auto_accept);
  return wire;
}
inline void FromWire(const AgentWire& wire, AgentRow* row, AgentMore* more) {
  const uint16_t flags = wire.flags;
  unsigned n = 0;
  KEFU_AGENT_FLAGS(KEFU_LOAD_FLAG)
  row->last_assigned = wire.last_assigned;
  row->idle_since = wire.idle_since;
  more->online_at = wire.online_at;
  row->online_number = wire.online_number;
  more->wrap_up_until = wire.wrap_up_until;
  more->lost_at = wire.lost_at;
  more->free_at = wire.free_at;
  more->ramp_count = wire.ramp_count;
  more->ramp_next = wire.ramp_next;
  more->misses = wire.misses;
  row->capacity = wire.capacity;
  row->status = static_cast<AgentStatus>(wire.status);
  row->auto_accept = static_cast<AutoAccept>(wire.auto_accept);
}

// Of a mark, what is noted at a desk.
inline MarkWire ToWire(const DeskNote& row, uint32_t customer) {
  const bool welcomed = row.welcomed_at != INT64_MIN;
  const bool wrote = row.wrote_at != INT64_MIN;
  MarkWire wire;
  wire.welcomed_at = welcomed ? row.welcomed_at : 0;
  wire.wrote_at = wrote ? row.wrote_at : 0;
  wire.session = row.session;
  wire.customer = customer;
  wire.id = row.desk;
  wire.messages = row.messages;
  wire.flags =
      static_cast<uint8_t>(1u * welcomed | 2u * wrote | 4u * row.prompted);
  return wire;
}
inline void FromWire(const MarkWire& wire, DeskNote* row) {
  if ((wire.flags & 1) != 0) row->welcomed_at = wire.welcomed_at;
  if ((wire.flags & 2) != 0) row->wrote_at = wire.wrote_at;
  row->session = wire.session;
  row->messages = wire.messages;
  row->prompted = (wire.flags & 4) != 0;
}

#undef KEFU_SAVE_FLAG
#undef KEFU_LOAD_FLAG
#undef KEFU_COUNT_FLAG

}  // namespace kefu::codec

#endif  // KEFU_CODEC_SNAPSHOT_ROWS_H_
