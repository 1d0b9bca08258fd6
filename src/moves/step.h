// What every move does the same way: refuse, write an effect about a session,
// seat an agent anew. Rooms include this and never each other.

#ifndef KEFU_MOVES_STEP_H_
#define KEFU_MOVES_STEP_H_

#include <cstdint>

#include "kefu/effect.h"
#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/base/inline.h"
#include "src/model/book.h"
#include "src/model/signals.h"
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
// A desk that may be acted at (R1).
KEFU_INLINE Reason CheckDesk(const World& world, DeskId desk) {
  if (world.rules.Serves(desk)) return Reason::kNone;
  return world.rules.Named(desk) ? Reason::kDeskDeleted : Reason::kUnknownDesk;
}
// The same, and the customer: most guards begin so.
KEFU_INLINE Reason CheckDeskAndCustomer(const World& world, DeskId desk,
                                        CustomerId id, uint32_t* row) {
  if (Reason r = CheckDesk(world, desk); r != Reason::kNone) return r;
  return CheckCustomer(world, id, row);
}
// A customer's open session at a desk; 0 if there is none.
KEFU_INLINE ContactRow FindOpen(const World& world, uint32_t customer,
                                DeskId desk) {
  const ContactRow c = world.contacts.Find(customer, desk);
  return world.contacts[c].session != 0 ? c : 0;
}
// An agent acts for a customer at a desk: the names, then whether he is
// logged in. Who is away may act in his own sessions (A18).
KEFU_INLINE Reason CheckActor(const World& world, AgentId agent, DeskId desk,
                              CustomerId customer, uint32_t* row) {
  if (!world.Knows(agent)) return Reason::kUnknownAgent;
  if (Reason r = CheckDeskAndCustomer(world, desk, customer, row);
      r != Reason::kNone) {
    return r;
  }
  return world.agents[agent.value].status == AgentStatus::kOffline
             ? Reason::kAgentOffline
             : Reason::kNone;
}
// The agent's own session that is being served, or why there is none.
KEFU_INLINE Reason FindOwn(const World& world, AgentId agent, uint32_t customer,
                           DeskId desk, ContactRow* c) {
  *c = FindOpen(world, customer, desk);
  if (*c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[*c];
  if (contact.state != SessionState::kServing) return Reason::kWrongState;
  return contact.owner == agent.value ? Reason::kNone : Reason::kNotYourSession;
}

// Both: his own session that is served, where he may act in it.
KEFU_INLINE Reason CheckOwn(const World& world, AgentId agent, DeskId desk,
                            CustomerId customer, ContactRow* c) {
  uint32_t row = 0;
  if (Reason r = CheckActor(world, agent, desk, customer, &row);
      r != Reason::kNone) {
    return r;
  }
  return FindOwn(world, agent, row, desk, c);
}

// Whether he serves now: online or suspended (A18).
inline bool Serves(AgentStatus status) {
  return status == AgentStatus::kOnline || status == AgentStatus::kSuspended;
}

// Whether a waiting session is the agent's to take or to discard: it waits at
// one of his groups, or in the own list of one of his desks (A4).
bool MayTakeFromList(const World& world, AgentId agent, const Contact& contact);

// Whether he serves the session's store, and so sees it (R11).
inline bool SeesSession(const World& world, AgentId agent,
                        const Contact& contact) {
  return !world.rules.isolates ||
         world.rules.ServesStore(agent, world.sessions.More(contact.row).store);
}

// Whether his status at the desk lets him take or discard waiting sessions
// (A14, A18).
Reason CheckMayAccept(const World& world, AgentId agent, DeskId desk);
// Whether the owner of a session serves now at its desk (A14, A18).
bool OwnerServes(const World& world, const Contact& contact);

// `refuse`, about whom it is (T4).
KEFU_COLD void EmitRefuse(World& world, Reason reason, CustomerId customer,
                          AgentId agent, DeskId desk);

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

// `deliver`: the agent's message goes out.
KEFU_INLINE EffectRecord& EmitDeliver(World& world, const Contact& contact,
                                      AgentId agent, MessageKind kind) {
  EffectRecord& effect = Emit(world, EffectType::kDeliver, contact);
  effect.group = 0;
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(kind);
  return effect;
}

// `dequeue`: the session waits no longer.
void EmitDequeue(World& world, const Contact& contact, Reason reason);

// Tells the agent, if his notice is on and he can be reached (A15, A18).
void Notify(World& world, const Contact& contact, AgentId agent,
            NoticeWhat what);

// `record` about a customer at a desk; either may be none.
EffectRecord& EmitRecord(World& world, RecordWhat what, uint32_t customer,
                         DeskId desk);

// `set_agent_status`: the rules have changed an agent's status, or for what he
// is on duty (A8).
void EmitStatus(World& world, AgentId agent, AgentStatus status, Reason reason);

// A session on hold or idle counts again (A17). REQUIRES: room for a session.
void Wake(World& world, ContactRow c);

// The session lapses; its owner has accepted it again (A9). REQUIRES: it is
// served, and has not lapsed yet; it has. Room for a session.
void LapseSession(World& world, ContactRow c);
void ReviveSession(World& world, ContactRow c);

// It leaves its owner, who may then take another one. REQUIRES: it has one.
void TakeFromOwner(World& world, ContactRow c);

// `enqueue`, at its place in its list.
void EmitEnqueue(World& world, const Contact& contact, Reason reason,
                 const Decision& decision, AgentId preferred = {});

// `withdraw_offer`: the session is on offer no longer, and his place is free
// (A16). REQUIRES: it is on offer.
KEFU_COLD void TakeBackOffer(World& world, ContactRow c, Reason reason,
                             bool refused = false);
// The same before it leaves its list, if it is on offer; the place is handed
// out.
inline void TakeBackAny(World& world, ContactRow c, Reason reason);

// `ask_robot`: the customer's last message is the robot's (R7). The decision
// is that by which the robot gets the session, if this is it.
void EmitAskRobot(World& world, const Contact& contact,
                  const Decision& decision = {});

// Seats the agent anew in the roster, after anything about him has changed.
void SeatAgent(World& world, AgentId agent);
// The same after his load has changed, and nothing else.
void SeatByLoad(World& world, AgentId agent);

// Whether no session can be opened any more when so many more have been (T9).
inline bool SessionsFull(const World& world, uint32_t more = 0) {
  return world.open_sessions + more >=
         static_cast<uint64_t>(world.rules.limits.sessions);
}

// Posts that the agent may be able to take more (Q2).
void PostFill(World& world, AgentId agent);
// After what a fill has handed out: whoever was filled may take more (Q2).
void FillOn(World& world, const Signal& signal);
// Posts that the rules hand a session of the pool out at once, if this list of
// its own lets them and somebody is there (O2).
void PostTryPool(World& world, ContactRow c, ListId list);
// That the session is handed to a list. That it becomes an agent's, by hand;
// the same, posted.
Signal HandTo(ContactRow c, ListId list, AssignBy by, Rung rung, Reason reason);
Signal AssignTo(const World& world, ContactRow c, AgentId agent, AssignBy by);
inline void PostAssign(World& world, ContactRow c, AgentId agent, AssignBy by) {
  world.signals.Post(AssignTo(world, c, agent, by));
}
// That the session ends (S2), in a new signal; the same, posted.
void MakeClose(ContactRow c, Reason reason, ClosedBy by, Signal* signal);
inline void PostClose(World& world, ContactRow c, Reason reason, ClosedBy by) {
  MakeClose(c, reason, by, &world.signals.Post(SignalKind::kClose));
}
inline void PostCloseNext(World& world, ContactRow c, Reason reason,
                          ClosedBy by) {
  MakeClose(c, reason, by, &world.signals.PostNext(SignalKind::kClose));
}

// Makes room to close all sessions of a customer; posts the close of those at
// this desk, or of all, by their numbers. Throws std::bad_alloc.
void ReserveCloseAll(World& world, uint32_t customer);
void PostCloseAll(World& world, uint32_t customer, DeskId desk, Reason reason,
                  ClosedBy by);

// While it lives, nobody of those to whom no list may give this session (S3,
// X2) can be chosen. Nothing else may be asked of the roster meanwhile.
class WithoutBarred {
 public:
  WithoutBarred(World& world, const Contact& contact)
      : WithoutBarred(world, contact.row, world.sessions[contact.row].has_far) {
  }
  // Of whose row it is known that nobody is barred, unless `any`.
  WithoutBarred(World& world, uint32_t session, bool any) : world_(world) {
    if (any) Begin(session);
  }
  ~WithoutBarred() {
    if (more_ != nullptr) End();
  }
  WithoutBarred(const WithoutBarred&) = delete;
  WithoutBarred& operator=(const WithoutBarred&) = delete;

 private:
  void Begin(uint32_t session);
  void End();
  void Unseat(AgentId agent);

  World& world_;
  const SessionMore* more_ = nullptr;  // null: nobody is barred
};

// Looks at the customer's forgetting again, after something of his has ended
// (T9). REQUIRES: room for an entry.
inline void LookAtForgetting(World& world, uint32_t customer);

// ------------------------------------------------------------- inline parts

void ListForForgetting(World& world, uint32_t customer);

inline void TakeBackAny(World& world, ContactRow c, Reason reason) {
  const AgentId agent = OfferedTo(world, world.contacts[c]);
  if (!agent) return;
  TakeBackOffer(world, c, reason);
  PostFill(world, agent);
}

inline void LookAtForgetting(World& world, uint32_t customer) {
  if (world.forgetting.on()) ListForForgetting(world, customer);
}

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_H_
