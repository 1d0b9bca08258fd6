// The world: all state of one engine. Facts read it, moves change it through
// the one-writer methods of its parts.

#ifndef KEFU_MODEL_WORLD_H_
#define KEFU_MODEL_WORLD_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <vector>

#include "kefu/ruleset.h"
#include "src/base/effect_writer.h"
#include "src/base/id_memory.h"
#include "src/base/name_table.h"
#include "src/model/agent_clock.h"
#include "src/model/answered.h"
#include "src/model/beside.h"
#include "src/model/blocks.h"
#include "src/model/courtesy.h"
#include "src/model/forgetting.h"
#include "src/model/grants.h"
#include "src/model/hours.h"
#include "src/model/list_state.h"
#include "src/model/logins.h"
#include "src/model/pages.h"
#include "src/model/profiles.h"
#include "src/model/ratings.h"
#include "src/model/roster.h"
#include "src/model/ruleset_data.h"
#include "src/model/said.h"
#include "src/model/signals.h"
#include "src/model/tables.h"
#include "src/model/timers.h"
#include "src/model/unanswered.h"
#include "src/model/waiting_list.h"
#include "src/model/watch.h"

namespace kefu {

// The first session of a list and class, or of a lane of the list, that can be
// handed out.
struct FillHead {
  uint32_t row = 0;
  ListId list = 0;
  uint8_t klass = 0;
  uint32_t lane = 0;
};

// Rows of World::said that one session may need in one step: a keyword reply or
// a default reply, a turn not understood, a greeting (K5, twice).
inline constexpr size_t kSaidPerSession = 4;

struct World {
  explicit World(std::shared_ptr<const Ruleset> with);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // ------------------------------------------------------------- customers
  // The row of a customer; 0 if the id is not one of this engine.
  KEFU_INLINE uint32_t CustomerRow(CustomerId id) const {
    const auto row = static_cast<uint32_t>(id.value);
    if (row == 0 || row > contacts.rows()) return 0;
    return contacts.First(row).generation == id.value >> 32 ? row : 0;
  }
  // Whether it is the id of somebody who is not forgotten.
  bool IsKnown(CustomerId id) const {
    const uint32_t row = CustomerRow(id);
    return row != 0 && !contacts.IsFree(row);
  }
  KEFU_INLINE CustomerId CustomerOf(uint32_t row) const {
    return {uint64_t{contacts[row].generation} << 32 | row};
  }
  KEFU_INLINE CustomerId CustomerOf(const Contact& contact) const {
    return {uint64_t{contact.generation} << 32 | contact.customer};
  }

  // The row of a customer who is not known: one that was forgotten, or a new
  // one. Throws std::bad_alloc and changes nothing.
  template <class Name>
  uint32_t AddCustomer(Name name) {
    contacts.ReserveCustomers(1);
    const uint32_t row = contacts.NextCustomer();
    forgetting.ReserveRows(size_t{row} + 1);
    if (rules.stores_crowds) profiles.Reserve(size_t{row} + 1);
    ReserveSides(size_t{row} + 1);
    names.Add(row, name);
    return contacts.AddCustomer();
  }
  // Makes room for what channels remember of the customers' rows below n.
  // Throws std::bad_alloc.
  void ReserveSides(size_t n) {
    if (rules.any_windows) grants.ReserveCustomers(n);
    if (rules.any_pages) pages.rows.ReserveCustomers(n);
    said.ReserveCustomers(n);  // a robot may answer in any pool (K2, O2)
    if (rules.any_notes) notes.ReserveCustomers(n);
    if (rules.any_greetings) visits.rows.ReserveCustomers(n);
    if (rules.any_marks) marks.ReserveCustomers(n);
    if (rules.any_ratings) ratings.rows.ReserveCustomers(n);
    if (rules.keeps_unanswered) unanswered.rows.ReserveCustomers(n);
  }
  // Fetches ahead what is kept of a customer beside his row, where every event
  // of his looks at it.
  KEFU_INLINE void PrefetchSides(uint32_t customer) const {
    if (customer < beside.capacity()) beside.Prefetch(customer);
  }
  size_t BesideBytes() const {
    const bool any = rules.any_windows || rules.any_notes;
    return any ? (size_t{contacts.rows()} + 1) * sizeof(BesideRow) : 0;
  }
  // Forgets a customer (T9): his contacts with what entries left there, his
  // blocks and his stamp. His name and id stay until somebody else gets his
  // row. REQUIRES: no open session.
  void Forget(uint32_t customer);

  // ---------------------------------------------------------------- agents
  KEFU_INLINE bool Knows(AgentId id) const {
    return id.value < agents.size() && agents[id.value].alive;
  }
  // His places in the lists, as indices of rules.members.
  std::span<const uint32_t> MembersOf(AgentId id) const {
    const AgentRow& agent = agents[id.value];
    if (agent.members_count == 1) return {&agent.members_begin, 1};
    return {rules.agent_members.data() + agent.members_begin,
            agent.members_count};
  }
  // His first group that serves a desk, as declared; none if none does.
  KEFU_INLINE GroupId OwnGroup(AgentId id, DeskId desk) const {
    const GroupId sole = agents[id.value].sole_group;
    return sole ? sole : rules.OwnGroup(MembersOf(id), desk);
  }
  // His place in a list; Roster::kNobody if he has none.
  KEFU_INLINE uint32_t FindMember(AgentId id, ListId list) const {
    const AgentRow& agent = agents[id.value];
    if (agent.members_count == 1) {
      const uint32_t sole = agent.members_begin;
      return roster[sole].list == list ? sole : Roster::kNobody;
    }
    const MemberData* const m = rules.FindMember(MembersOf(id), list);
    return m == nullptr ? Roster::kNobody : rules.IndexOf(*m);
  }
  // Calls f(member) for those where he may be given sessions: for all others
  // it is the same to him and to everybody how much he has to do.
  template <class F>
  KEFU_INLINE void EachGiving(AgentId id, F&& f) const {
    const AgentRow& agent = agents[id.value];
    if (agent.members_count <= std::size(agent.gives)) {
      for (const uint32_t member : agent.gives) {
        if (member != UINT32_MAX) f(member);
      }
      return;
    }
    const uint32_t* const own =
        rules.giving_members.data() + agent.members_begin;
    for (uint32_t i = 0; i < agent.members_count; ++i) {
      if (own[i] == UINT32_MAX) return;
      f(own[i]);
    }
  }
  KEFU_INLINE void PrefetchAgent(AgentId agent) const {
    __builtin_prefetch(&agents[agent.value], 1);
  }
  // Fetches ahead his seats there; then, which reads them, what is written when
  // his load changes. Of nobody: nothing.
  KEFU_INLINE void PrefetchSeats(AgentId agent) const {
    EachGiving(agent, [this](uint32_t member) { roster.Prefetch(member); });
  }
  KEFU_INLINE void PrefetchKeys(AgentId agent) const {
    EachGiving(agent, [this](uint32_t member) { roster.PrefetchKeys(member); });
  }

  // The ring of an agent's last automatic assignments (A11).
  int64_t* Ramp(AgentId id) {
    return &ramps[size_t{id.value} * rules.ramp_places];
  }
  // No timer of any kind is due before this (model/watch.h).
  KEFU_INLINE int64_t look_at() const { return watch.look_at(); }
  // The same, asked of the clocks themselves.
  int64_t FirstLook() const {
    const int64_t first = std::min(timers.look_at(), agent_timers.look_at());
    const int64_t sides = std::min(pages.look_at(), ratings.look_at());
    const int64_t his = std::min(forgetting.look_at(), visits.look_at());
    const int64_t rest = std::min(sides, hours.look_at());
    return std::min(std::min(first, his), rest);
  }

  // ----------------------------------------------------------------- hours
  // From now on it is t: what is open then, and what follows from it, but for
  // the agents' seats. REQUIRES: nobody is logged in, or all are seated anew.
  KEFU_COLD void StartHours(Instant t);
  // What follows from World::hours, without the seats.
  void FollowHours();
  // What of a list is handed out now (R2, R13).
  void CloseClasses(ListId list);

  // ------------------------------------------------------------------- copy
  // Becomes a copy of `other`, in the memory that it has where that suffices
  // (T8). Throws std::bad_alloc; it may then only be copied to again, or
  // destroyed. REQUIRES: the same ruleset; nothing is left to settle.
  void CopyFrom(const World& other);

  // ---------------------------------------------------------------- memory
  // Reserves what a step needs that tells something about one session: texts,
  // notices, a refusal, one timer (T9). Throws std::bad_alloc; nothing has
  // changed then.
  KEFU_INLINE void ReserveMessage() {
    out.Reserve(5);
    const MessageRoom& m = message_room;
    if (!timers.HasRoom(m.timers) || !forgetting.HasRoom(m.looks) ||
        (rules.keeps_beside && !HasRoomBeside())) {
      GrowForMessage();
    }
  }
  // Of that, in the tables: how much, whether it is there, and more of it.
  struct MessageRoom {
    explicit MessageRoom(const RulesetData& rules);
    uint32_t timers = 1;
    uint32_t looks = 1;  // at customers who are to be forgotten
    uint32_t grants = 0;
    uint32_t said = 0;
  };
  KEFU_INLINE bool HasRoomBeside() const {
    return grants.HasRoom(message_room.grants) &&
           said.HasRoom(message_room.said) && notes.HasRoom(1) &&
           unanswered.rows.HasRoom(1);
  }
  KEFU_COLD void GrowForMessage();
  // What the windows of `n` sessions may need (W1, Q8).
  void ReserveWindows(size_t n);
  // The same for a step that opens, moves or closes up to `sessions` sessions.
  // And `effects` and `more_timers` more.
  void Reserve(size_t sessions, size_t effects = 0, size_t more_timers = 0);
  // The same for a step that ends a session of this cost. Its place may hand
  // out twice as many units: some sessions waited for the channel's room,
  // others for the group's (A2).
  void ReserveEnd(uint32_t cost) {
    Reserve(2 + std::min<uint64_t>(2 * cost, listed()));
  }

  // Sessions that a place may be given to: those that wait, and the pool.
  uint64_t listed() const { return waiting.total() + pool.total(); }

  // The same for a step that opens a session. Where a full list evicts it may
  // close another one, whose place is handed out (Q3).
  KEFU_INLINE void ReserveOpen() {
    if (!rules.evicts) return Reserve(1);
    const uint64_t units = uint64_t{2} * rules.most_cost;
    Reserve(3 + std::min<uint64_t>(units, listed() + 1));
  }
  // The same for a step in which an agent with so many sessions goes (A7).
  void ReserveLeave(uint32_t count) {
    scratch.reserve(count);
    Reserve(2 * size_t{count} + 2);
  }

  // ------------------------------------------------------------------ parts
  std::shared_ptr<const Ruleset> ruleset;
  const RulesetData& rules;
  const MessageRoom message_room;

  Watch watch;  // before the clocks, which tell it what they set
  NameTable names;
  ContactTable contacts;
  SessionTable sessions;
  std::vector<AgentRow> agents;        // by id
  std::vector<AgentMore> agents_more;  // by id
  std::vector<int64_t> ramps;  // agent * ramp_places: times of his last (A11)
  std::vector<uint32_t> channel_loads;  // agent * columns + column - 1 (A2)
  std::vector<ListState> list_states;   // by list
  Blocks blocks;
  Logins logins;
  Profiles profiles;                     // by row of the customer
  Beside beside;                         // the same; of these two:
  Grants grants;                         // (W1)
  DeskNotes notes;                       // (G1, G5)
  Pages pages;                           // the same (W4)
  Said said;                             // the same (K2, K5, K8)
  Visits visits;                         // the same (G3)
  Marks marks;                           // the same (G4, G5)
  Ratings ratings;                       // the same (F1)
  Unanswered unanswered;                 // the same (S5)
  std::vector<CrowdState> crowd_states;  // by id
  Hours hours;
  Roster roster;
  WaitingLists waiting;
  WaitingLists pool;  // of sessions in the message pool, by age (O2)
  Answered answered;
  Timers timers;  // of sessions
  AgentTimers agent_timers;
  Forgetting forgetting;
  Signals signals;
  EffectWriter out;
  std::vector<ContactRow> scratch;  // for one room at a time
  // Of RulesetData::campaigns, for one visit (G4).
  std::vector<const CampaignData*> shown;
  // When hours change: lists that are concerned, agents to be told; marks for
  // each, zero between two steps. Then the heads of the lists (Q2).
  std::vector<ListId> fill_lists;
  std::vector<uint32_t> told;
  std::vector<uint8_t> list_marks, agent_marks;
  std::vector<FillHead> fill_heads;
  FillHead fill_from;
  size_t fill_classes = 0;  // of all lists
  bool fills_pool = false;  // the waiting lists are done, the pool follows
  std::vector<Explanation>* explanations = nullptr;  // wanted, if not null

  // ------------------------------------------------------------------- time
  bool started = false;  // has seen an event
  Instant now;
  Instant first_at;  // of the first event (D5 counts from it)
  // Memory ran out between two timers: some that are due have not fired yet.
  bool timers_left = false;
  bool event_done = false;  // of this call; what is left are timers
  bool hours_turn = false;  // what fires now are hours
  // Whose forgetting the event that is handled has put off, and from when.
  struct {
    uint32_t row = 0;  // 0: nobody's
    int64_t last_at = 0;
  } put_off;
  // Of the customer's text that is being settled, numbers of sessions, 0
  // between two events: a keyword has answered it (K3); nothing has, and it
  // asks for a person (K2).
  uint64_t replied_in = 0;
  uint64_t asks_person_in = 0;
  uint64_t events = 0;  // ordinal of the last one
  uint64_t last_seq = 0;
  bool has_seq = false;
  IdMemory ids;

  // --------------------------------------------------------------- counters
  uint64_t last_session = 0;  // number of the last one opened
  uint64_t open_sessions = 0;
  uint64_t with_robot = 0;       // of those
  uint64_t last_assignment = 0;  // running number (D4)
  uint64_t online_numbers = 0;   // of those, given for coming online
  uint64_t crowd_refreshes = 0;  // by hand (V3)
  uint32_t logged_in = 0;        // agents (A6); follows from their rows
  // For monitoring only (Stats); they decide nothing and are in no digest.
  uint64_t refused = 0;
  uint64_t timers_fired = 0;
  uint64_t forgotten = 0;
};

}  // namespace kefu

#endif  // KEFU_MODEL_WORLD_H_
