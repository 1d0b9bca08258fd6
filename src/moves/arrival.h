// Arrival: customers enter, write and leave (S1, Q7, X6).
//
// At most one open session for each customer and desk. What opens it is the
// desk's `session_starts`; what an entry that opens nothing said about product,
// intent, order status, link and priority is kept for the message that does.

#ifndef KEFU_MOVES_ARRIVAL_H_
#define KEFU_MOVES_ARRIVAL_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/facts/gate.h"
#include "src/facts/keywords.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/model/world.h"
#include "src/moves/step.h"
#include "src/moves/step_courtesy.h"
#include "src/moves/step_profile.h"
#include "src/moves/step_window.h"

namespace kefu::arrival {

// Each returns the reason of its refusal, or kNone.
Reason Enter(World& world, const CustomerEnters& event);
// Inline as far as it is about a running session: most events are, and need not
// be put together in memory then.
KEFU_INLINE Reason Send(World& world, const CustomerSends& event);
// A click on an item is a message with its text (K4).
Reason Click(World& world, const CustomerClicks& event);
Reason Depart(World& world, const CustomerLeaves& event);

// ------------------------------------------------------------- inline parts

// A message without an open session. Its facts one by one: so only this one
// needs anything of its event in memory.
struct Opening {
  DeskId desk;
  Saying saying;
  SessionFacts facts;  // those of the message; no link
};
Reason OpenByMessage(World& world, uint32_t customer, const Opening& opening);
// R1: turned away, with a text and a record; the event is accepted. `told`:
// what it tells of him, which the text may go by; may be null.
bool TurnAway(World& world, uint32_t customer, DeskId desk, LinkId link,
              WindowTrigger trigger, ToldProfile* told);
// A message in a session that nobody serves and that does not wait either: the
// robot's, or in the pool (R7, O2). What the text says: K1 to K3.
void WriteToNobody(World& world, ContactRow c, const Saying& saying);
// A text in a session that waits (K2, K3). REQUIRES: room by ReserveMessage.
void WriteToList(World& world, ContactRow c, const Saying& saying);
// Its owner is gone: somebody else may answer, or a text does (A7, O4).
void WriteToAbsent(World& world, ContactRow c);
// It has lapsed: it is routed anew, its owner first (A9).
void WriteToLapsed(World& world, ContactRow c);

// The other names that an entry and a message may give.
template <class E>
KEFU_INLINE Reason CheckWishes(const World& world, const E& event) {
  if (event.agent && !world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (event.priority && !world.rules.Knows(event.priority)) {
    return Reason::kUnknownPriority;
  }
  return event.store && !world.rules.Knows(event.store) ? Reason::kUnknownStore
                                                        : Reason::kNone;
}

// Most customers meet no gate at all. `known`: the contact with the desk; that
// of row 0 if there is none.
KEFU_INLINE bool IsTurnedAway(World& world, uint32_t customer,
                              const Contact& known, DeskId desk, LinkId link,
                              WindowTrigger trigger,
                              ToldProfile* told = nullptr) {
  const bool marked = known.blocked || world.contacts.First(customer).blocked;
  const bool gates = marked || link || !world.rules.Serves(desk);
  return gates && TurnAway(world, customer, desk, link, trigger, told);
}

// From now on so many answers may go out (W1); he is not welcomed soon (G1).
KEFU_INLINE void TellSaying(World& world, const Contact& contact,
                            WindowTrigger trigger) {
  TellWindows(world, contact.customer, {contact.desk}, trigger);
  NoteMessage(world, contact.customer, {contact.desk}, contact.session);
}

// A message in a session that is served (A7, A17, X6).
KEFU_INLINE void WriteToOwner(World& world, ContactRow c, Contact& contact,
                              WindowTrigger trigger) {
  const bool answers = world.rules.answers_offline;
  if (answers || contact.free_of_cost) world.Reserve(2);
  TellSaying(world, contact, trigger);
  if (contact.free_of_cost) {
    if (contact.lapsed) return WriteToLapsed(world, c);
    Wake(world, c);
  }
  RememberMessage(world, contact, false);
  TellClock(world, c, contact, Happening::kCustomerMessage);
  if (world.rules.any_new_message_notice) {
    Notify(world, contact, {contact.owner}, NoticeWhat::kNewMessage);
  }
  if (answers && !OwnerServes(world, contact)) {
    return WriteToAbsent(world, c);
  }
  Prompt(world, contact, ContactPoint::kMessages);
}

// In an open session, of this row.
KEFU_INLINE void Write(World& world, ContactRow c, Contact& contact,
                       const Saying& saying) {
  if (contact.state == SessionState::kServing) {
    WriteToOwner(world, c, contact, saying.trigger);
  } else if (contact.state != SessionState::kWaiting) {
    WriteToNobody(world, c, saying);
  } else {
    TellSaying(world, contact, saying.trigger);
    RememberMessage(world, contact, false);
    if (world.rules.reads_texts) WriteToList(world, c, saying);
  }
}

KEFU_INLINE Reason Send(World& world, const CustomerSends& event) {
  uint32_t customer = 0;
  if (!world.rules.Named(event.desk)) return Reason::kUnknownDesk;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckWishes(world, event); r != Reason::kNone) return r;
  const ContactRow c = world.contacts.Find(customer, event.desk);
  Contact& known = world.contacts[c];
  if (IsTurnedAway(world, customer, known, event.desk, {},
                   WindowTrigger::kMessage)) {
    return Reason::kNone;
  }
  if (known.session != 0) {
    Write(world, c, known, {event.kind, event.text});
    return Reason::kNone;
  }
  return OpenByMessage(world, customer,
                       {event.desk,
                        {event.kind, event.text},
                        {event.product,
                         event.intent,
                         event.order_status,
                         {},
                         event.priority,
                         event.agent,
                         {},
                         event.language,
                         event.store}});
}

}  // namespace kefu::arrival

#endif  // KEFU_MOVES_ARRIVAL_H_
