#include "src/moves/arrival.h"

#include "src/facts/dedicated.h"
#include "src/facts/gate.h"
#include "src/facts/merge.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_say.h"
#include "src/moves/step_texts.h"

namespace kefu::arrival {
namespace {

// K1 to K3: what the text that opens a session says. A keyword answers before
// the routing; who asks for a person is not given to the robot.
// Returns whether it does.
bool HearOpening(World& world, const Contact& contact, const Saying& saying) {
  const DeskId desk{contact.desk};
  const bool with_robot = world.rules.desks[desk.value].saying.has_robot;
  const Heard heard = Hear(world, desk, saying, with_robot);
  if (heard.keyword != nullptr) {
    Say(world, contact, TextSource::kKeyword, *heard.keyword);
    world.replied_in = contact.session;
  }
  return heard.hands_over;
}

void OpenAndRoute(World& world, ContactRow c, const SessionFacts& given,
                  const Saying& saying) {
  const MessageKind kind = saying.kind;
  Contact& contact = world.contacts[c];
  SessionFacts with_priority;
  const bool derives = world.rules.derives_priority && !given.priority;
  if (derives) {
    with_priority = given;
    with_priority.priority = DerivedPriority(world, contact.customer);
  }
  const SessionFacts& facts = derives ? with_priority : given;
  const DeskData& desk = world.rules.desks[contact.desk];
  const AgentId merges =
      world.rules.merges ? AskMerge(world, contact) : AgentId{};
  if (merges) {
    Reopen(world, c);
  } else {
    Open(world, c, facts, desk.cost[static_cast<size_t>(kind)]);
  }
  if (kind != MessageKind::kNone) RememberMessage(world, contact, false);
  Emit(world, EffectType::kOpenSession, contact).value = facts.link.value;
  const bool hears = world.rules.reads_texts || saying.hands_over;
  const bool handed_over = hears && HearOpening(world, contact, saying);
  Signal& signal = world.signals.Post(SignalKind::kRoute);
  signal.contact = c;
  signal.opens = !handed_over;
  signal.merges = merges.value;
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

// G1: at channels whose type has none a customer is welcomed who follows.
bool EntersDesk(const World& world, DeskId desk) {
  return world.rules.channels[world.rules.desks[desk.value].channel.value]
      .enters;
}

// W4: what agents write does not reach him from now on.
void LeavePage(World& world, uint32_t customer, DeskId desk) {
  const ChannelId channel = world.rules.desks[desk.value].channel;
  if (!world.rules.channels[channel.value].page) return;
  world.pages.Reserve(1);
  PageRow row;
  row.customer = customer;
  row.desk = desk.value;
  world.pages.rows.FindOrAdd(customer, row);
}

template <class T>
T Either(T own, T kept) {
  return own ? own : kept;
}

}  // namespace

bool TurnAway(World& world, uint32_t customer, DeskId desk, LinkId link,
              WindowTrigger trigger, ToldProfile* told) {
  Reason reason = AskDeleted(world, desk, link);
  if (reason == Reason::kNone) reason = AskBlocked(world, customer, desk);
  if (reason == Reason::kNone) return false;
  if (world.rules.Named(desk)) {
    TellWindows(world, customer, desk, trigger);
    if (trigger != WindowTrigger::kEnter) {
      NoteMessage(world, customer, desk, 0);
    }
  }
  if (told != nullptr) told->Apply(world);
  EmitGate(world, customer, desk, reason);
  return true;
}

void WriteToNobody(World& world, ContactRow c, const Saying& saying) {
  Contact& contact = world.contacts[c];
  world.ReserveOpen();
  TellSaying(world, contact, saying.trigger);
  RememberMessage(world, contact, false);
  const bool with_robot = contact.state == SessionState::kRobot;
  if (with_robot) StartRobotClock(world, c);
  Heard heard;
  if (world.rules.reads_texts || saying.hands_over) {
    heard =
        Hear(world, {contact.desk}, saying,
             with_robot || world.rules.desks[contact.desk].saying.has_robot);
  }
  const bool answered = heard.keyword != nullptr;
  if (answered) Say(world, contact, TextSource::kKeyword, *heard.keyword);
  if (heard.hands_over) return PostHandOver(world, c, !answered);
  if (with_robot) {
    if (!answered) AskRobotOrReply(world, contact);
    return;
  }
  Signal& signal = world.signals.Post(SignalKind::kTryPool);
  signal.contact = c;
  signal.written = !answered;
}

void WriteToList(World& world, ContactRow c, const Saying& saying) {
  const Contact& contact = world.contacts[c];
  const Heard heard = Hear(world, {contact.desk}, saying, false);
  if (heard.keyword != nullptr) {
    Say(world, contact, TextSource::kKeyword, *heard.keyword);
  } else if (world.rules.desks[contact.desk].saying.goes_on) {
    EmitAskRobot(world, contact);
  }
}

void WriteToAbsent(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const bool diverts = world.rules.offline_sessions(PlaceOf(contact)) ==
                           OfflineSessions::kDivert &&
                       !StaysHis(world.sessions[contact.row].by);
  if (!diverts) return AnswerForAbsent(world, contact);
  world.signals.Post(SignalKind::kDivert).contact = c;
}

void WriteToLapsed(World& world, ContactRow c) {
  RememberMessage(world, world.contacts[c], false);
  world.signals.Post(SignalKind::kAnew).contact = c;
}

Reason Enter(World& world, const CustomerEnters& event) {
  DeskId desk;
  uint32_t customer = 0;
  if (Reason r = FindDesk(world, event, &desk); r != Reason::kNone) return r;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckWishes(world, event); r != Reason::kNone) return r;
  ToldProfile told;
  const bool tells = !event.attributes.empty();
  if (tells) {
    CustomerChanges changes;
    changes.attributes = event.attributes;
    if (Reason r = told.Read(world, customer, changes); r != Reason::kNone) {
      return r;
    }
  }
  const Contact& known = world.contacts[world.contacts.Find(customer, desk)];
  const bool opens =
      world.rules.desks[desk.value].session_starts != SessionStarts::kMessage;
  if (IsTurnedAway(world, customer, known, desk, event.link,
                   WindowTrigger::kEnter, tells ? &told : nullptr)) {
    return Reason::kNone;
  }
  if (known.session != 0) {
    TellWindows(world, customer, desk, WindowTrigger::kEnter);
    if (tells) told.Apply(world);
    if (EntersDesk(world, desk)) Welcome(world, customer, desk);
    return Reason::kNone;
  }
  if (opens && SessionsFull(world)) return Reason::kLimitReached;

  PriorityId priority = event.priority;
  if (!priority && event.link) {
    priority = world.rules.links[event.link.value].priority;
  }
  const SessionFacts facts{event.product, event.intent,   event.order_status,
                           event.link,    priority,       event.agent,
                           event.page,    event.language, event.store};
  world.ReserveOpen();
  if (tells) told.Apply(world);
  const ContactRow c = world.contacts.FindOrAdd(customer, desk);
  TellWindows(world, customer, desk, WindowTrigger::kEnter);
  if (opens) {
    OpenAndRoute(world, c, facts, {});
  } else {
    Note(world, c, facts);
  }
  if (EntersDesk(world, desk)) Welcome(world, customer, desk);
  return Reason::kNone;
}

Reason OpenByMessage(World& world, uint32_t customer, const Opening& opening) {
  const DeskId desk = opening.desk;
  if (world.rules.desks[desk.value].session_starts == SessionStarts::kEnter) {
    return Reason::kNoSession;
  }
  if (SessionsFull(world)) return Reason::kLimitReached;

  world.ReserveOpen();
  const ContactRow c = world.contacts.FindOrAdd(customer, desk);
  TellWindows(world, customer, desk, opening.saying.trigger);
  const SessionFacts kept = Noted(world, world.contacts[c]);
  const SessionFacts& own = opening.facts;
  const SessionFacts facts{Either(own.product, kept.product),
                           Either(own.intent, kept.intent),
                           Either(own.order_status, kept.order_status),
                           kept.link,
                           Either(own.priority, kept.priority),
                           Either(own.named, kept.named),
                           kept.page,
                           Either(own.language, kept.language),
                           Either(own.store, kept.store)};
  OpenAndRoute(world, c, facts, opening.saying);
  NoteMessage(world, customer, desk, world.contacts[c].session);
  return Reason::kNone;
}

Reason Click(World& world, const CustomerClicks& event) {
  if (!world.rules.Named(event.desk)) return Reason::kUnknownDesk;
  if (!world.rules.Knows(event.item)) return Reason::kUnknownItem;
  uint32_t customer = 0;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ItemData& item = world.rules.items[event.item.value];
  const ChannelId channel = world.rules.desks[event.desk.value].channel;
  Saying saying;
  saying.kind = MessageKind::kText;
  saying.text = item.text;
  saying.hands_over = item.hands_over;
  saying.trigger = world.rules.channels[channel.value].menu_clicks
                       ? WindowTrigger::kMenu
                       : WindowTrigger::kMessage;
  const ContactRow c = world.contacts.Find(customer, event.desk);
  Contact& known = world.contacts[c];
  if (IsTurnedAway(world, customer, known, event.desk, {}, saying.trigger)) {
    return Reason::kNone;
  }
  if (known.session == 0) {
    return OpenByMessage(world, customer, {event.desk, saying, {}});
  }
  Write(world, c, known, saying);
  return Reason::kNone;
}

Reason Depart(World& world, const CustomerLeaves& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (event.what == LeaveWhat::kPage) {
    LeavePage(world, customer, event.desk);
    return Reason::kNone;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  if (world.contacts[c].state != SessionState::kWaiting) {
    return Reason::kWrongState;
  }
  if (OfferedTo(world, world.contacts[c])) {
    world.ReserveEnd(world.sessions[world.contacts[c].row].cost);
  }
  PostClose(world, c, Reason::kCustomerLeft, ClosedBy::kCustomer);
  return Reason::kNone;
}

}  // namespace kefu::arrival
