#include "src/moves/arrival.h"

#include "src/facts/gate.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::arrival {
namespace {

bool SessionsFull(const World& world) {
  return world.open_sessions >=
         static_cast<uint64_t>(world.rules.limits.sessions);
}

void OpenAndRoute(World& world, ContactRow c, const SessionFacts& facts,
                  MessageKind kind) {
  Contact& contact = world.contacts[c];
  const DeskData& desk = world.rules.desks[contact.desk];
  Open(world, c, facts, desk.cost[static_cast<size_t>(kind)]);
  if (kind != MessageKind::kNone) RememberMessage(world, contact, false);
  Emit(world, EffectType::kOpenSession, contact).value = facts.link.value;
  Signal signal;
  signal.kind = SignalKind::kRoute;
  signal.contact = c;
  world.signals.Post(signal);
}

// The desk of an entry: the link's, if it came by one. Deleted ones are known.
Reason FindDesk(const World& world, const CustomerEnters& event, DeskId* desk) {
  *desk = event.desk;
  if (event.link) {
    if (!world.rules.Named(event.link)) return Reason::kUnknownLink;
    if (world.rules.Knows(event.link)) {
      *desk = world.rules.links[event.link.value].desk;
      if (event.desk && event.desk != *desk) return Reason::kUnknownLink;
    } else if (!event.desk) {
      return Reason::kNone;  // only the link knew where it led
    }
  }
  return world.rules.Named(*desk) ? Reason::kNone : Reason::kUnknownDesk;
}

// The other names that an entry and a message may give.
template <class E>
Reason CheckWishes(const World& world, const E& event) {
  if (event.agent && !world.Knows(event.agent)) return Reason::kUnknownAgent;
  return event.priority && !world.rules.Knows(event.priority)
             ? Reason::kUnknownPriority
             : Reason::kNone;
}

// R1: turned away, with a text and a record; the event is accepted.
bool TurnAway(World& world, uint32_t customer, DeskId desk, LinkId link) {
  Reason reason = AskDeleted(world, desk, link);
  TextId texts = world.rules.deleted_text;
  if (reason == Reason::kNone) {
    reason = AskBlocked(world, customer, desk);
    texts = world.rules.blocked_text;
  }
  if (reason == Reason::kNone) return false;
  EmitGateTexts(world, customer, desk, texts);
  EffectRecord& effect = EmitRecord(world, RecordWhat::kGate, customer, desk);
  effect.reason = static_cast<uint16_t>(reason);
  return true;
}

// Most customers meet no gate at all. `c`: the contact with the desk, if any.
KEFU_INLINE bool IsTurnedAway(World& world, uint32_t customer, ContactRow c,
                              DeskId desk, LinkId link) {
  const bool marked =
      world.contacts[customer].blocked || (c != 0 && world.contacts[c].blocked);
  const bool gates = marked || link || !world.rules.Serves(desk);
  return gates && TurnAway(world, customer, desk, link);
}

// Its owner is gone: somebody else may answer, or a text does (A7, O4).
void WriteToAbsent(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const bool diverts = world.rules.offline_sessions(PlaceOf(contact)) ==
                           OfflineSessions::kDivert &&
                       world.sessions[contact.row].by != AssignBy::kMainAccount;
  if (!diverts) return AnswerForAbsent(world, contact);
  Signal signal;
  signal.kind = SignalKind::kDivert;
  signal.contact = c;
  world.signals.Post(signal);
}

// A message in a session that is served (A7, A17, X6).
void WriteToOwner(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const bool answers = world.rules.answers_offline;
  if (answers || contact.free_of_cost) world.Reserve(2);
  if (contact.free_of_cost) Wake(world, c);
  RememberMessage(world, contact, false);
  TellClock(world, c, contact, Happening::kCustomerMessage);
  if (answers && !Serves(world.agents[contact.owner].status)) {
    return WriteToAbsent(world, c);
  }
  if (world.rules.any_new_message_notice) {
    Notify(world, contact, {contact.owner}, NoticeWhat::kNewMessage);
  }
}

KEFU_INLINE bool IsOpen(const World& world, ContactRow c) {
  return c != 0 && world.contacts[c].session != 0;
}

template <class T>
T Either(T own, T kept) {
  return own ? own : kept;
}

}  // namespace

Reason Enter(World& world, const CustomerEnters& event) {
  DeskId desk;
  uint32_t customer = 0;
  if (Reason r = FindDesk(world, event, &desk); r != Reason::kNone) return r;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckWishes(world, event); r != Reason::kNone) return r;
  const ContactRow known = world.contacts.Find(customer, desk);
  if (IsTurnedAway(world, customer, known, desk, event.link)) {
    return Reason::kNone;
  }
  if (IsOpen(world, known)) return Reason::kNone;
  const bool opens =
      world.rules.desks[desk.value].session_starts != SessionStarts::kMessage;
  if (opens && SessionsFull(world)) return Reason::kLimitReached;

  PriorityId priority = event.priority;
  if (!priority && event.link) {
    priority = world.rules.links[event.link.value].priority;
  }
  const SessionFacts facts{event.product, event.intent, event.order_status,
                           event.link,    priority,     event.agent};
  world.ReserveOpen();
  const ContactRow c = world.contacts.FindOrAdd(customer, desk);
  if (opens) {
    OpenAndRoute(world, c, facts, MessageKind::kNone);
  } else {
    Note(world, c, facts);
  }
  return Reason::kNone;
}

Reason Send(World& world, const CustomerSends& event) {
  uint32_t customer = 0;
  if (!world.rules.Named(event.desk)) return Reason::kUnknownDesk;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckWishes(world, event); r != Reason::kNone) return r;
  const ContactRow known = world.contacts.Find(customer, event.desk);
  if (IsTurnedAway(world, customer, known, event.desk, {})) {
    return Reason::kNone;
  }
  if (IsOpen(world, known)) {
    Contact& contact = world.contacts[known];
    if (contact.state == SessionState::kServing) {
      WriteToOwner(world, known);
    } else {
      RememberMessage(world, contact, false);
    }
    return Reason::kNone;
  }
  if (world.rules.desks[event.desk.value].session_starts ==
      SessionStarts::kEnter) {
    return Reason::kNoSession;
  }
  if (SessionsFull(world)) return Reason::kLimitReached;

  world.ReserveOpen();
  const ContactRow c = world.contacts.FindOrAdd(customer, event.desk);
  const SessionFacts kept = Noted(world, world.contacts[c]);
  const SessionFacts facts{Either(event.product, kept.product),
                           Either(event.intent, kept.intent),
                           Either(event.order_status, kept.order_status),
                           kept.link,
                           Either(event.priority, kept.priority),
                           Either(event.agent, kept.named)};
  OpenAndRoute(world, c, facts, event.kind);
  return Reason::kNone;
}

Reason Depart(World& world, const CustomerLeaves& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (event.what == LeaveWhat::kPage) return Reason::kNone;
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  if (world.contacts[c].state != SessionState::kWaiting) {
    return Reason::kWrongState;
  }
  PostClose(world, c, Reason::kCustomerLeft, ClosedBy::kCustomer);
  return Reason::kNone;
}

}  // namespace kefu::arrival
