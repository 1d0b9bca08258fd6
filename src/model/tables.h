// The rows of the world: contacts, sessions, agents. Plain data; who writes
// what is said beside each, and nobody else does.

#ifndef KEFU_MODEL_TABLES_H_
#define KEFU_MODEL_TABLES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"
#include "src/base/chunked_table.h"
#include "src/base/zero_table.h"

namespace kefu {

// A row of ContactTable. 0: none. kMore marks the desks after a customer's
// first one.
using ContactRow = uint32_t;

// A customer at a desk: everything that an event about him needs, in one
// cache line. Written by book.h (session, owner, state, sticky memory) and
// clock.h (clock; moves/silence notes the warning, moves/conversation a hold,
// moves/blacklist a block); `armed_for` also by engine/due when it looks at the
// timers.
struct alignas(64) Contact {
  uint64_t session = 0;             // number of the open one; 0: none
  int64_t silent_from = INT64_MAX;  // X1 clock; INT64_MAX: stopped. Of a
                                    // forgotten customer: FreeLinks
  int64_t armed_for = INT64_MAX;    // when the timers look at it next
  int64_t memory_at = 0;            // R5
  uint32_t memory_agent = 0;        // R5; 0: no memory
  uint32_t owner = 0;               // agent who serves; 0: nobody
  uint32_t row = 0;                 // in SessionTable; 0: none. Without an
                                    // open session: what an entry left (S1)
  ContactRow next = 0;              // the customer's next desk
  uint32_t customer = 0;            // row of his first contact
  uint32_t generation = 1;          // of the customer's row
  uint16_t desk = 0;                // 0: no event about him yet
  SessionState state = SessionState::kNone;
  bool warned : 1 = false;          // X1: a warning of this silence went out
  bool customer_wrote : 1 = false;  // in this session
  bool agent_wrote : 1 = false;     // the present owner, in this session
  bool customer_last : 1 = false;   // the last word is the customer's (X6)
  bool blocked : 1 = false;  // Blocks knows something: of this desk or, in a
                             // customer's first contact, of the tenant (F4)
  bool held : 1 = false;     // serving: on hold (A17)
  bool free_of_cost : 1 = false;  // serving: on hold, idle (A17) or lapsed (A9)
  bool forgotten : 1 = false;     // a customer's row that is free (T9)
  uint16_t lapsed : 1 = 0;        // serving: to be accepted again (A9)
  uint16_t told_day : 15 = 0;     // O5: the mark of the local day of the last
                                  // out-of-hours text; 0: none yet
  uint16_t group = 0;  // where it waits, was assigned or was pooled; of whose
                       // robot it is
};
static_assert(sizeof(Contact) == 64);

class ContactTable {
 public:
  static constexpr ContactRow kMore = 0x80000000u;

  explicit ContactTable(size_t expected) : first_(expected + 1) {
    first_.Reserve(1);
    first_.Add();
    more_.Reserve(1);
    more_.Add();
  }

  KEFU_INLINE Contact& operator[](ContactRow c) {
    return c & kMore ? more_[c & ~kMore] : first_[c];
  }
  KEFU_INLINE const Contact& operator[](ContactRow c) const {
    return c & kMore ? more_[c & ~kMore] : first_[c];
  }
  // A customer's first contact.
  KEFU_INLINE Contact& First(uint32_t customer) { return first_[customer]; }
  KEFU_INLINE const Contact& First(uint32_t customer) const {
    return first_[customer];
  }
  KEFU_INLINE void Prefetch(ContactRow c) const {
    if ((c & kMore) == 0 && c < first_.size()) first_.Prefetch(c);
  }

  // Rows of customers, from 1; with those that are free.
  uint32_t rows() const { return first_.size() - 1; }
  // Customers known now.
  uint32_t customers() const { return rows() - free_customers_; }
  void ReserveCustomers(size_t n) {
    if (free_customers_ < n) first_.Reserve(n - free_customers_);
  }
  // The row of the next customer: the one that was freed last, else a new one.
  uint32_t NextCustomer() const {
    return free_customer_ != 0 ? free_customer_ : first_.size();
  }
  // REQUIRES: room by ReserveCustomers.
  uint32_t AddCustomer();
  // Forgets all contacts of a customer. His row is free, but his until it is
  // used for somebody else: with his id, as somebody of whom nothing is known.
  // REQUIRES: no contact of his has a session or notes one.
  void ReleaseCustomer(uint32_t customer);
  // He is back, before his row was used again.
  KEFU_COLD void TakeBack(uint32_t customer);
  KEFU_INLINE bool IsFree(uint32_t customer) const {
    return first_[customer].forgotten;
  }
  bool AnyFree() const { return free_customers_ != 0; }
  // In the order of their use: the first free row, and the one after this; 0
  // if there is none.
  uint32_t FirstFree() const { return free_customer_; }
  uint32_t NextFree(uint32_t customer) const { return Links(customer).next; }

  // Rows of desks after the first, with those that are free.
  uint32_t further() const { return more_.size() - 1; }
  bool HasRoom() const { return free_more_ != 0 || more_.HasRoom(1); }
  void Reserve() {
    if (free_more_ == 0) more_.Reserve(1);
  }

  // The customer's contact with a desk; 0 if he never had one.
  KEFU_INLINE ContactRow Find(uint32_t customer, DeskId desk) const {
    // Most have one desk.
    return first_[customer].desk == desk.value ? customer
                                               : FindFurther(customer, desk);
  }
  ContactRow FindFurther(uint32_t customer, DeskId desk) const;
  // The same, made if need be. REQUIRES: HasRoom().
  ContactRow FindOrAdd(uint32_t customer, DeskId desk);

  // A further contact of a customer, behind his last one, which is given; its
  // desk is still to be set. REQUIRES: HasRoom().
  ContactRow AddFurther(ContactRow last);

  template <class F>
  void ForEach(F&& f) const {
    for (uint32_t c = 1; c < first_.size(); ++c) {
      if (first_[c].desk != 0) f(ContactRow{c}, first_[c]);
    }
    for (uint32_t c = 1; c < more_.size(); ++c) {
      if (more_[c].desk != 0) f(c | kMore, more_[c]);
    }
  }
  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again.
  void CopyFrom(const ContactTable& other);

  size_t bytes() const { return first_.bytes() + more_.bytes(); }

 private:
  // Free rows of customers are a list, the last freed first. A forgotten
  // customer has no clock, so its place in the row holds his neighbours.
  struct FreeLinks {
    uint32_t before = 0;
    uint32_t next = 0;
  };
  FreeLinks Links(uint32_t customer) const {
    const auto bits = static_cast<uint64_t>(first_[customer].silent_from);
    return {static_cast<uint32_t>(bits >> 32), static_cast<uint32_t>(bits)};
  }
  void SetLinks(uint32_t customer, FreeLinks links) {
    first_[customer].silent_from =
        static_cast<int64_t>(uint64_t{links.before} << 32 | links.next);
  }
  uint32_t TakeMore();

  ChunkedTable<Contact> first_;
  ChunkedTable<Contact> more_;
  uint32_t free_customer_ = 0;  // the first; 0: none
  uint32_t free_customers_ = 0;
  uint32_t free_more_ = 0;
};

// What is known of an open session beside its contact, or what an entry left
// for the session that is still to open (S1).
struct SessionRow {
  uint64_t number = 0;
  int64_t opened_at = 0;  // also the first join (Q1)
  union {
    int64_t assigned_at = 0;  // serving
    int64_t order;            // waiting: first join minus credit (Q1);
                              // pooled: since when (O2)
  };
  ContactRow contact = 0;  // a free row: the next free one
  uint32_t product = 0;
  uint32_t intent = 0;
  uint32_t order_status = 0;
  uint32_t link = 0;
  // Waiting, pooled: children in the list. Serving: neighbours in the list of
  // the owner's sessions.
  uint32_t left = 0;
  uint32_t right = 0;
  uint32_t size = 0;  // waiting, pooled: of the subtree
  uint16_t priority = 0;
  uint8_t cost = 1;
  AssignBy by = AssignBy::kNone;  // serving
  bool returned = false;          // Q1
  uint8_t klass = 0;              // waiting, pooled: class in its list
  bool has_more : 1 = false;      // SessionMore holds something
  bool served : 1 = false;        // has been served before this waiting
  bool noticed : 1 = false;       // its queue notice went out (Q6)
  bool offline_told : 1 = false;  // its offline text went out (O4)
  bool manager_told : 1 = false;  // X2
  bool alarmed : 1 = false;       // waiting: its alarm went off (X4)
  bool barred : 1 = false;        // waiting, pooled: some may not have it
  bool offered : 1 = false;       // waiting: on offer to an agent (A16)
  bool has_far : 1 = false;       // SessionMore holds more than is near
};
static_assert(sizeof(SessionRow) == 64);

// The most agents who do not get a session again: those who were silent in it,
// as many as `max_moves` allows (X2), and those who were offered it in vain
// (A16). When so many have been asked, the next one is not asked any more.
inline constexpr size_t kMostMoves = 7;
inline constexpr size_t kMostAsked = 8;
inline constexpr size_t kMostBarred = kMostMoves + kMostAsked;
// Those, and who gave the session away (S3); 0 behind the last one.
using BarredAgents = std::array<uint32_t, kMostBarred + 1>;

// A place in an ordered tree (base/ordered_tree.h).
struct TreeLinks {
  uint32_t left, right, size;
};

// What a closed session had that may open again, beside what an entry has left
// since (S1).
struct KeptFacts {
  uint64_t skills;
  uint32_t product, intent, order_status, link, page, language, store, named;
  uint16_t priority;
};

// What only some rules need to know of a session: in one cache line what its
// messages and most openings look at. All zeros unless its SessionRow has
// `has_more`. Written by book.h, clock.h and the moves of the rule.
struct alignas(64) SessionNear {
  int64_t last_message_at;    // of either, or the opening (A17, Q3)
  int64_t customer_last_at;   // the customer's last message, or opening (X5)
  int64_t unanswered_from;    // with `unanswered`: X4
  int64_t silent_from;        // with `agent_silent`: X2
  int64_t agent_at;           // the last message of any agent to this customer,
                              // in an earlier session, too (O5)
  uint64_t skills;            // that it still requires (D8)
  uint32_t store;             // R11; 0: none
  uint32_t language;          // R9
  bool agent_silent : 1;      // the clock of X2 runs
  bool unanswered : 1;        // the clock of X4 runs
  bool reminded : 1;          // X2, since it started; once at least
  bool response_alarmed : 1;  // X4, since it started
  bool agent_last : 1;        // the last word is an agent's (Q3)
  bool waited : 1;            // it has gone down the ladder from here (Q3)
  bool claimed : 1;
  bool rejoined : 1;
  bool left_returned : 1;   // the place that was left was a returned one
  bool waits_longer : 1;    // rejoined: `waits_since` counts all the same (Q3)
  bool credited : 1;        // waiting: its reply window ends soon (Q8)
  bool unjoined : 1;        // the robot's since its opening: not joined yet
  bool hours_told : 1;      // the out-of-hours text went out (O5)
  bool nobody_told : 1;     // the account reply "nobody present" did (O3, O5)
  bool busy_told : 1;       // the other one did
  bool form_offered : 1;    // Q9
  bool form_submitted : 1;  // Q9
  // Steps of chains that are done, beyond the first.
  uint8_t further_warnings;   // with Contact::warned: X1
  uint8_t further_reminders;  // with `reminded`: X2
  uint8_t robot_warnings;     // X3, all of them
  uint8_t moves;              // X2
  uint8_t barred_count;       // X2, A16
};
static_assert(sizeof(SessionNear) == 64);

// The rest, all zeros unless it has `has_far`.
struct SessionMore : SessionNear {
  // Q7: with `rejoined`, from when the session counts in the waiting list;
  // without an open session, the place that was left at `joined_at`.
  int64_t first_join;
  int64_t waits_since;   // came back from serving then; see `served` (Q3)
  int64_t joined_at;     // the list in which it waits (Q3)
  int64_t claimed_at;    // with `claimed` (S9)
  int64_t revived_at;    // serving: accepted again then (A9); 0: it was not
  int64_t offered_at;    // waiting, with `offered` (A16)
  int64_t robot_from;    // the robot's: since it has the session, or the
                         // customer's last message there (X3)
  int64_t closed_at;     // S1, with `merge_agent`
  uint32_t merge_agent;  // without an open session: who served the one that was
                         // closed; the row is still that one's (S1)
  uint32_t named;        // agent whom the host names (R4)
  uint32_t page;         // from which he came (R9)
  uint32_t dedicated;    // waiting: for this agent only (R6); 0: for anybody
  uint32_t lane;         // listed in a lane: which one (waiting_list.h)
  TreeLinks in_lane;     // and its place there
  uint32_t giver;  // handed it to a group; barred until it is assigned (S3)
  uint32_t barred[kMostBarred];  // let it lapse or declined it; never given to
                                 // them again
  uint16_t left_priority;        // of the place that was left (Q7)
  uint8_t tiers;                 // waiting: how many are open to it (D7)
  AssignBy offer_by;
  // The offer (A16): to whom, his other offers before and behind this one, the
  // decision that made it.
  uint32_t offered_to;
  uint32_t offer_left;
  uint32_t offer_right;
  uint32_t offer_asked;
  uint16_t offer_why;
  Rung offer_rung;
  uint8_t reserved;
  union {
    // Waiting or pooled, with `barred`: those who are barred from every session
    // of the subtree.
    BarredAgents common;
    // Serving: its place among the answered (model/answered.h).
    TreeLinks answered;
    // With `merge_agent`: of the session that was closed (S1).
    KeptFacts kept;
  };
};
static_assert(sizeof(SessionMore) == 320);

// Without an open session: whether a place in line was left (Q7). The row of a
// session that was served and closed still says where that one had waited (S1).
inline bool LeftPlace(const SessionMore& more) {
  return more.rejoined && more.merge_agent == 0;
}

// Who is barred from a session, each once.
inline BarredAgents BarredOf(const SessionMore& more) {
  BarredAgents agents{};
  std::copy_n(more.barred, more.barred_count, agents.begin());
  const auto end = agents.begin() + more.barred_count;
  if (std::find(agents.begin(), end, more.giver) == end) *end = more.giver;
  return agents;
}
inline bool Bars(const SessionMore& more, uint32_t agent) {
  const uint32_t* const end = more.barred + more.barred_count;
  return more.giver == agent || std::find(more.barred, end, agent) != end;
}

// Rows are used again, the last freed first.
class SessionTable {
 public:
  explicit SessionTable(size_t expected)
      : rows_(expected + 1), more_(expected + 1) {
    Reserve(1);
    rows_.Add();
  }
  KEFU_INLINE SessionRow& operator[](uint32_t i) { return rows_[i]; }
  KEFU_INLINE const SessionRow& operator[](uint32_t i) const {
    return rows_[i];
  }
  // Its row; and what is near, where some have it.
  KEFU_INLINE void Prefetch(uint32_t i) const {
    PrefetchRow(i);
    PrefetchNear(i);
  }
  KEFU_INLINE void PrefetchRow(uint32_t i) const { rows_.Prefetch(i); }
  KEFU_INLINE void PrefetchNear(uint32_t i) const {
    if (more_count_ != 0) more_.Prefetch(i);
  }
  // Those beside it in the list of its owner.
  KEFU_INLINE void PrefetchNeighbours(uint32_t i) const {
    rows_.Prefetch(rows_[i].left);
    rows_.Prefetch(rows_[i].right);
  }
  // What is not near, if it has that.
  KEFU_INLINE void PrefetchFar(uint32_t i) const {
    if (!rows_[i].has_far) return;
    const char* const row = reinterpret_cast<const char*>(&more_[i]);
    for (size_t at = sizeof(SessionNear); at < sizeof(SessionMore); at += 64) {
      __builtin_prefetch(row + at, 1);
    }
  }

  // All zeros if there is nothing; then its memory is not touched either.
  KEFU_INLINE const SessionMore& More(uint32_t i) const {
    return rows_[i].has_more ? more_[i] : kNothing;
  }
  // The same for what is not near, which then is not touched either.
  KEFU_INLINE const SessionMore& Far(uint32_t i) const {
    return rows_[i].has_far ? more_[i] : kNothing;
  }
  // To write to it; most need only what is near, and then nobody has to clear
  // the rest.
  SessionNear& WriteNear(uint32_t i) {
    SessionRow& row = rows_[i];
    more_count_ += row.has_more ? 0 : 1;
    row.has_more = true;
    return more_[i];
  }
  // What is near, of a row that has more: all open sessions have where words
  // are kept (RulesetData::keeps_words), so that a message need not ask.
  KEFU_INLINE SessionNear& Near(uint32_t i) {
#ifdef KEFU_CHECK
    if (!rows_[i].has_more) __builtin_trap();
#endif
    return more_[i];
  }
  SessionMore& Write(uint32_t i) {
    WriteNear(i);
    rows_[i].has_far = true;
    return more_[i];
  }

  bool HasRoom() const { return free_ != 0 || rows_.HasRoom(1); }
  void Reserve(size_t n) {
    rows_.Reserve(n);
    more_.Reserve(rows_.size() + n);
  }
  uint32_t Add();
  void Free(uint32_t i);
  // As a new row.
  void Clear(uint32_t i);
  // Rows from 1, with those that are free; how many have more.
  uint32_t rows() const { return rows_.size() - 1; }
  size_t more_count() const { return more_count_; }
  // Becomes a copy of `other`. Throws std::bad_alloc; it may then only be
  // copied to again.
  void CopyFrom(const SessionTable& other);
  size_t bytes() const {
    return rows_.bytes() + more_count_ * sizeof(SessionMore);
  }

 private:
  static constexpr SessionMore kNothing{};

  // What the row has more, and it says so, becomes `to`.
  void SetMore(uint32_t i, const SessionMore& to);

  ChunkedTable<SessionRow> rows_;
  ZeroTable<SessionMore> more_;
  size_t more_count_ = 0;
  uint32_t free_ = 0;
};

// An agent's state. Written by book.h (load, sessions), agent_clock.h (its
// pauses, idleness) and moves/shift; `filling` is taken back by moves/waiting.
struct alignas(64) AgentRow {
  uint64_t last_assigned = 0;  // running number of his last one (D4); 0: never
  uint32_t load = 0;           // units
  uint32_t sessions = 0;       // how many he serves
  uint32_t first_session = 0;  // row; the list goes on by left and right
  uint16_t capacity = 0;
  uint16_t maximum = 0;  // a copy of AgentData's
  AgentStatus status = AgentStatus::kOffline;
  AutoAccept auto_accept = AutoAccept::kOn;
  bool filling : 1 = false;       // on_login: the one fill of his login (A3)
  bool disconnected : 1 = false;  // within the grace (A7)
  bool wrapping_up : 1 = false;   // A11
  bool ramped : 1 = false;        // A11: has had his share
  bool came_online : 1 = false;   // since he was offline or away (A11)
  bool connected : 1 = false;     // logged in, whatever his status (A6, A8)
  // Copies of AgentData's, which is seldom in cache: whether the ruleset in
  // force has him, what he is told, his places in the lists.
  bool alive : 1 = false;
  bool notice_new_session : 1 = true;
  bool notice_new_message : 1 = true;
  GroupId sole_group;  // the one group he is in, if it serves every desk
  uint16_t members_count = 0;
  uint32_t members_begin = 0;  // with one place: that place
  // Those that may give him sessions, if they are no more than two.
  uint32_t gives[2] = {UINT32_MAX, UINT32_MAX};
  int64_t idle_since = 0;      // D5: last close, assignment or coming online
  uint64_t online_number = 0;  // the running number that he took then (D4)
};
static_assert(sizeof(AgentRow) == 64);

// The clocks of an agent, beside his row, and what is offered to him. Written
// by agent_clock.h; the offers by book.h, what he missed by moves/offering.
struct AgentMore {
  int64_t online_at = 0;          // came online then (A11)
  int64_t wrap_up_until = 0;      // with `wrapping_up`
  int64_t lost_at = 0;            // with `disconnected`
  int64_t free_at = 0;            // with `ramped`: when he is given more
  uint32_t ramp_count = 0;        // entries of his ring that count
  uint32_t ramp_next = 0;         // place of the next one
  int64_t armed_for = INT64_MAX;  // when the timers look at him next
  uint32_t first_offer = 0;       // row; the list goes on by offer_right (A16)
  uint32_t offers = 0;            // how many
  uint32_t misses = 0;            // offers that he let lapse in a row
  uint32_t reserved = 0;
};

// What is remembered of a customer for his forgetting (T9); only where
// limits.forget_after is on.
struct CustomerStamp {
  int64_t last_at = 0;            // his last event
  uint64_t first = 0;             // number of his first event among those of
                                  // all customers; 0: none yet
  int64_t armed_for = INT64_MAX;  // when the timers look at him next
};

}  // namespace kefu

#endif  // KEFU_MODEL_TABLES_H_
