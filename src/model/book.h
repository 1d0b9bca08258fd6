// The book of sessions: the only writer of a session's state, its owner, and
// the loads and lists that follow from them. Each function is one entry in the
// book; effects and timers' rules are the moves' business.

#ifndef KEFU_MODEL_BOOK_H_
#define KEFU_MODEL_BOOK_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/vocabulary.h"
#include "src/model/needs.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// Where its settings are looked up.
KEFU_INLINE Place PlaceOf(const Contact& contact) {
  return {{contact.desk}, {contact.group}, {contact.owner}};
}

// What is known of a session when it opens, or what an entry leaves for the
// one that is still to open (S1).
struct SessionFacts {
  ProductId product;
  IntentId intent;
  OrderStatusId order_status;
  LinkId link;
  PriorityId priority;
  AgentId named;  // R4
  PageId page;    // R9
  LanguageId language;
  StoreId store;  // of the event (R11)
};

// Whether states.def permits the change.
bool MayMove(SessionState from, SessionState to);

// Notes what an entry leaves, instead of what was noted before. REQUIRES: no
// open session, room for a session row.
void Note(World& world, ContactRow c, const SessionFacts& facts);
// What is noted; nothing if nothing is.
SessionFacts Noted(const World& world, const Contact& contact);

// Opens a session; it is neither waiting nor served yet. REQUIRES: no open
// session, room for a session row.
void Open(World& world, ContactRow c, const SessionFacts& facts, uint16_t cost);
// The one that was closed opens again, with its number and all that was known
// of it (S1). REQUIRES: no open session, the row is one that KeepClosed has
// kept.
void Reopen(World& world, ContactRow c);
// It becomes this agent's. It is in no list and nobody's before.
void Give(World& world, ContactRow c, AgentId agent, GroupId group,
          AssignBy by);
// It leaves its owner, still open.
void Take(World& world, ContactRow c);
// It costs its owner nothing from now on, or counts again (A17). REQUIRES: it
// is served, and it is not so already.
void SetFreeOfCost(World& world, Contact& contact, bool free_of_cost);
// It joins the waiting list, or the pool as one of that list's; it leaves the
// list or the pool where it is. Still open. `dedicated`: whom alone it waits
// for (R6).
void Join(World& world, ContactRow c, ListId list, AgentId dedicated = {});
void Deposit(World& world, ContactRow c, ListId list);
void Leave(World& world, ContactRow c);
// It stays in its waiting list. Tiers that are open by now, skills that are let
// go: counted anew (D7, D8); it waits for anybody who fits (R6).
void Widen(World& world, ContactRow c);
// Its place is that of whether its reply window ends soon (Q8).
void SetCredited(World& world, ContactRow c, bool credited);
// It becomes the robot's; `group`: of whose own robot, if any (R7). It is in no
// list and nobody's before.
void GiveToRobot(World& world, ContactRow c, GroupId group);
// The session that is about to end may be opened again (S1). REQUIRES: this
// agent has served it until now; the row is kept beyond End.
void KeepClosed(World& world, const Contact& contact, AgentId agent);
// It is offered to an agent, for whom a place is reserved; or it is not any
// more, and waits as before (A16). `refused`: he does not get it again.
// REQUIRES: it waits, and is not on offer; it is; there is room for him among
// those who do not get it (kMostAsked).
struct OfferTerms {
  AgentId agent;
  AssignBy by = AssignBy::kNone;
  Decision decision;
};
void MakeOffer(World& world, ContactRow c, const OfferTerms& terms);
void EndOffer(World& world, ContactRow c, bool refused);
// The terms of its offer, and who has it; none: it is not on offer.
OfferTerms TermsOf(const World& world, const Contact& contact);
inline AgentId OfferedTo(const World& world, const Contact& contact) {
  if (contact.session == 0 || !world.sessions[contact.row].offered) return {};
  return {world.sessions.More(contact.row).offered_to};
}
// It lapses: it costs its owner nothing, and he must accept it again; he has
// (A9). REQUIRES: it is served, and is not so already.
void SetLapsed(World& world, Contact& contact, bool lapsed);
// When its owner got it or accepted it again (A9).
inline Instant AcceptedAt(const World& world, const Contact& contact) {
  const SessionMore& more = world.sessions.More(contact.row);
  return more.revived_at != 0
             ? Instant{more.revived_at}
             : Instant{world.sessions[contact.row].assigned_at};
}
// Whether he takes a seat (A6).
inline bool IsLoggedIn(const AgentRow& agent) {
  return agent.connected || agent.status != AgentStatus::kOffline;
}
// It is over. It is in no list and nobody's before.
void End(World& world, ContactRow c, bool keeps_row = false);

// Its first join (Q1): the opening, or an older place that it has regained.
Instant FirstJoin(const World& world, const Contact& contact);
// From when its present waiting counts (Q3, X4).
Instant WaitsSince(const World& world, const Contact& contact);
// Of an open session: whether an old place is its own again, and it has not
// joined a list since (Q7).
inline bool HasOldPlace(const SessionMore& more) {
  return more.rejoined && more.joined_at == 0;
}

// Its place in the waiting list is kept for the customer's return (Q7).
// REQUIRES: it waits; the row is kept beyond End.
void KeepPlace(World& world, ContactRow c);

// A session that was restored, row and contact, takes its place: among its
// owner's and in what counts it, or, if it waits or is in the pool, in
// `waiting` or `pooled`, from which the lists are then filled. REQUIRES: it is
// open.
void Enlist(World& world, ContactRow c,
            std::vector<WaitingLists::Joining>* waiting,
            std::vector<WaitingLists::Joining>* pooled);

// The list in which a session waits, would wait again, or is pooled.
ListId ListOf(const World& world, const Contact& contact);
// Whether it is in a list: waiting, or in the pool.
inline bool IsListed(const Contact& contact) {
  return contact.state == SessionState::kWaiting ||
         contact.state == SessionState::kPooled;
}
// Whether a session that came so stays its agent's when he goes (O1).
inline bool StaysHis(AssignBy by) {
  return by == AssignBy::kMainAccount || by == AssignBy::kProxy;
}
// Whether it belongs to World::answered.
inline bool IsAnswered(const World& world, const Contact& contact) {
  return world.answered.on() && contact.state == SessionState::kServing &&
         contact.owner != 0 && !contact.free_of_cost &&
         world.sessions.More(contact.row).agent_last;
}

// The session joins those whose last word is the agent's, if it is one of them;
// or leaves them, before that changes (Q3).
void JoinAnswered(World& world, const Contact& contact);
void LeaveAnswered(World& world, const Contact& contact);

// --------------------------------------------------- the sticky memory (R5)

// The contact that holds the memory: this one, or the customer's first.
KEFU_INLINE Contact& MemoryOf(World& world, Contact& contact) {
  return world.rules.tenant_memory ? world.contacts[contact.customer] : contact;
}
// The memory at the assignment, at a message of either, at the close. A
// message counts as written by its side in any state; the memory moves with it
// while the session is served.
void RememberAssignment(World& world, Contact& contact);
// When each side has written last (A17, Q3, X5).
KEFU_INLINE void NoteWord(World& world, const Contact& contact, bool by_agent) {
  const bool orders = world.answered.on();
  if (orders) LeaveAnswered(world, contact);
  SessionNear& near = world.sessions.Near(contact.row);
  near.last_message_at = world.now.ms;
  near.agent_last = by_agent;
  if (!by_agent) near.customer_last_at = world.now.ms;
  if (by_agent && world.rules.keeps_agent_word) near.agent_at = world.now.ms;
  if (orders) JoinAnswered(world, contact);
}
// Who has had an answer (S5, F1). REQUIRES: room for a row of Unanswered.
void FollowWord(World& world, const Contact& contact, bool by_agent);
KEFU_INLINE void RememberMessage(World& world, Contact& contact,
                                 bool by_agent) {
  const bool before = contact.customer_wrote && contact.agent_wrote;
  if (by_agent) {
    contact.agent_wrote = true;
  } else {
    contact.customer_wrote = true;
  }
  contact.customer_last = !by_agent;
  if (world.rules.keeps_words) NoteWord(world, contact, by_agent);
  if (world.rules.follows_words) FollowWord(world, contact, by_agent);
  if (contact.state != SessionState::kServing) return;
  const DeskData& desk = world.rules.desks[contact.desk];
  Contact& memory = MemoryOf(world, contact);
  const bool both = contact.customer_wrote && contact.agent_wrote;
  if (desk.written_when == WrittenWhen::kBothTalked && both && !before) {
    memory.memory_agent = contact.owner;
    memory.memory_at = world.now.ms;
  } else if (desk.sticky_clock == StickyClock::kLastMessage &&
             memory.memory_agent == contact.owner) {
    memory.memory_at = world.now.ms;
  }
}
void RememberClose(World& world, Contact& contact);

}  // namespace kefu

#endif  // KEFU_MODEL_BOOK_H_
