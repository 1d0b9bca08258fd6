// What every move does the same way: refuse, write an effect about a session,
// seat an agent anew. Rooms include this and never each other.

#ifndef KEFU_MOVES_STEP_H_
#define KEFU_MOVES_STEP_H_

#include <cstdint>

#include "kefu/effect.h"
#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu {

// A guard's answer about a customer id: kNone, and the row.
KEFU_INLINE Reason CheckCustomer(const World& world, CustomerId id,
                                 uint32_t* row) {
  *row = world.CustomerRow(id);
  if (*row != 0) return Reason::kNone;
  return id == kNoMoreCustomers ? Reason::kLimitReached
                                : Reason::kUnknownCustomer;
}
// The same, after the desk: most guards begin so.
inline Reason CheckDeskAndCustomer(const World& world, DeskId desk,
                                   CustomerId id, uint32_t* row) {
  if (!world.rules.Knows(desk)) return Reason::kUnknownDesk;
  return CheckCustomer(world, id, row);
}
// A customer's open session at a desk; 0 if there is none.
KEFU_INLINE ContactRow FindOpen(const World& world, uint32_t customer,
                                DeskId desk) {
  const ContactRow c = world.contacts.Find(customer, desk);
  return c != 0 && world.contacts[c].session != 0 ? c : 0;
}

// Whether a waiting session is the agent's to take or to discard: it waits at
// one of his groups, or in the own list of one of his desks (A4).
bool MayTakeFromList(const World& world, AgentId agent, const Contact& contact);

// Whether his status lets him take or discard waiting sessions (A18).
Reason CheckMayAccept(const World& world, AgentId agent);

// `refuse`, about whom it is (T4).
void EmitRefuse(World& world, Reason reason, CustomerId customer, AgentId agent,
                DeskId desk);

// An effect about an open session: its number, customer, desk and group.
KEFU_INLINE EffectRecord& Emit(World& world, EffectType type,
                               const Contact& contact) {
  EffectRecord& effect = world.out.Add(type);
  effect.session = contact.session;
  effect.customer = world.CustomerOf(contact).value;
  effect.desk = contact.desk;
  effect.group = contact.group;
  return effect;
}

// `dequeue`: the session waits no longer.
void EmitDequeue(World& world, const Contact& contact, Reason reason);

// Tells the agent, if his notice is on and he can be reached (A15, A18).
void Notify(World& world, const Contact& contact, AgentId agent,
            NoticeWhat what);

// `send`, if there are texts.
void EmitTexts(World& world, const Contact& contact, TextSource source,
               TextId texts);

// Seats the agent anew in the roster, after anything about him has changed.
void SeatAgent(World& world, AgentId agent);

// Posts that the agent may be able to take more (Q2).
void PostFill(World& world, AgentId agent);
// Posts that the session ends (S2).
void PostClose(World& world, ContactRow c, Reason reason, ClosedBy by);

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_H_
