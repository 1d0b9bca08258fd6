#include "src/moves/arrival.h"

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

// The desk of an entry: the link's, if it came by one.
Reason FindDesk(const World& world, const CustomerEnters& event, DeskId* desk) {
  *desk = event.desk;
  if (event.link) {
    if (!world.rules.Knows(event.link)) return Reason::kUnknownLink;
    *desk = world.rules.links[event.link.value].desk;
    if (event.desk && event.desk != *desk) return Reason::kUnknownLink;
  }
  return world.rules.Knows(*desk) ? Reason::kNone : Reason::kUnknownDesk;
}

Reason CheckPriority(const World& world, PriorityId priority) {
  return priority && !world.rules.Knows(priority) ? Reason::kUnknownPriority
                                                  : Reason::kNone;
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
  if (Reason r = CheckPriority(world, event.priority); r != Reason::kNone) {
    return r;
  }
  if (FindOpen(world, customer, desk) != 0) return Reason::kNone;
  const bool opens =
      world.rules.desks[desk.value].session_starts != SessionStarts::kMessage;
  if (opens && SessionsFull(world)) return Reason::kLimitReached;

  PriorityId priority = event.priority;
  if (!priority && event.link) {
    priority = world.rules.links[event.link.value].priority;
  }
  const SessionFacts facts{event.product, event.intent, event.order_status,
                           event.link, priority};
  world.Reserve(1);
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
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckPriority(world, event.priority); r != Reason::kNone) {
    return r;
  }
  if (const ContactRow c = FindOpen(world, customer, event.desk); c != 0) {
    Contact& contact = world.contacts[c];
    RememberMessage(world, contact, false);
    if (contact.state != SessionState::kServing) return Reason::kNone;
    TellClock(world, c, contact, Happening::kCustomerMessage);
    if (world.rules.any_new_message_notice) {
      Notify(world, contact, {contact.owner}, NoticeWhat::kNewMessage);
    }
    return Reason::kNone;
  }
  if (world.rules.desks[event.desk.value].session_starts ==
      SessionStarts::kEnter) {
    return Reason::kNoSession;
  }
  if (SessionsFull(world)) return Reason::kLimitReached;

  world.Reserve(1);
  const ContactRow c = world.contacts.FindOrAdd(customer, event.desk);
  const SessionFacts kept = Noted(world, world.contacts[c]);
  const SessionFacts facts{Either(event.product, kept.product),
                           Either(event.intent, kept.intent),
                           Either(event.order_status, kept.order_status),
                           kept.link, Either(event.priority, kept.priority)};
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
