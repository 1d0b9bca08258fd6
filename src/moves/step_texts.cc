#include "src/moves/step_texts.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "src/facts/dedicated.h"
#include "src/facts/estimate.h"
#include "src/facts/gate.h"
#include "src/facts/sticky.h"
#include "src/facts/window.h"
#include "src/model/grants.h"
#include "src/moves/step_window.h"

namespace kefu {
namespace {

bool Checks(const World& world, DeskId desk) {
  return world.rules.checks_sends && world.rules.Named(desk) &&
         world.rules.desks[desk.value].checks_sends;
}

// The first kind of the set that the channel does not carry for this use; else
// that of its first message (W6): texts come first, then links, then the menu.
MessageKind KindFor(const ChannelData& channel, SendUse use,
                    const MessageSet& set) {
  static_assert(MessageKind::kText < MessageKind::kLink &&
                MessageKind::kLink < MessageKind::kMenu);
  const unsigned kinds = set.kinds;
  const unsigned barred = kinds & ~channel.CarriedKinds(use);
  return static_cast<MessageKind>(std::countr_zero(barred ? barred : kinds));
}

// Whether the texts go out, and so are taken from what is left; if not, why, is
// to be stored (K9).
bool PassesWindow(World& world, SendAsk ask, TextSource source, TextId texts,
                  uint64_t session) {
  const MessageSet& set = world.rules.messages[texts.value];
  ask.who = Sender::kAutomatic;
  ask.use = UseOf(source);
  ask.kind = KindFor(world.rules.channels[ChannelOf(world, ask.desk).value],
                     ask.use, set);
  ask.count = set.count;
  ask.at = world.now;
  const SendAnswer answer = AskSend(world, ask);
  if (answer.way == SendWay::kDirect) {
    Spend(world, ask, answer);
    return true;
  }
  EmitNotSent(world, ask.customer, ask.desk, session, answer.reason).group =
      static_cast<uint16_t>(source);
  return false;
}

// Whose name stands for {agent}; none: the desk's (K7).
AgentId AgentToName(const World& world, uint32_t customer, DeskId desk,
                    const Contact* contact) {
  if (contact != nullptr && contact->owner != 0) return {contact->owner};
  if (const AgentId agent = DedicatedAgent(world, customer)) return agent;
  return LastAgent(world, customer, desk);
}

// Whole minutes, rounded up, as Capacity is stored in 16 bits; 0: unknown.
uint16_t StoredMinutes(std::optional<Duration> wait) {
  if (!wait) return 0;
  const int64_t minutes = (wait->ms + 59'999) / 60'000;
  return static_cast<uint16_t>(std::min<int64_t>(minutes + 1, UINT16_MAX));
}

// What the texts speak of (K7); of his place only if the effect names his
// session and that may be waiting (`waits`). Without: `contact` may be null.
void Speak(const World& world, const MessageSet& set, uint32_t customer,
           const Contact* contact, bool waits, EffectRecord* effect) {
  if (set.names_agent) {
    effect->agent = AgentToName(world, customer, {effect->desk}, contact).value;
  }
  if (!set.names_place && !set.names_wait) return;
  if (!waits || contact->state != SessionState::kWaiting) return;
  const ListId list = ListOf(world, *contact);
  const uint32_t ahead = world.waiting.Ahead(list, contact->row);
  if (set.names_place) effect->asked = ahead + 1;
  if (set.names_wait) {
    effect->why =
        StoredMinutes(EstimatedWait(world, list, {contact->desk}, ahead));
  }
}

void Tell(EffectRecord* effect, TextSource source, TextId texts,
          const SendExtra& extra) {
  effect->agent = extra.agent.value;
  effect->group = extra.rule.value;
  effect->detail = static_cast<uint8_t>(source);
  effect->value = texts.value;
  effect->later = static_cast<uint32_t>(extra.valid_for.ms);
}

}  // namespace

void EmitUnasked(World& world, uint32_t customer, DeskId desk,
                 TextSource source, TextId texts, const SendExtra& extra) {
  EffectRecord& effect = world.out.Add(EffectType::kSend);
  effect.customer = world.CustomerOf(customer).value;
  effect.desk = desk.value;
  Tell(&effect, source, texts, extra);
  const ContactRow c = world.contacts.Find(customer, desk);
  Speak(world, world.rules.messages[texts.value], customer,
        c == 0 ? nullptr : &world.contacts[c], false, &effect);
}

bool EmitTexts(World& world, const Contact& contact, TextSource source,
               TextId texts, const SendExtra& extra) {
  if (!texts) return false;
  const bool closed = extra.closed || source == TextSource::kClosing;
  if (Checks(world, {contact.desk})) {
    SendAsk ask = AskOf(world, contact);
    ask.state = closed ? SessionState::kClosed : StateFor(contact.state);
    if (!PassesWindow(world, ask, source, texts, contact.session)) return false;
  }
  EffectRecord& effect = Emit(world, EffectType::kSend, contact);
  Tell(&effect, source, texts, extra);
  Speak(world, world.rules.messages[texts.value], contact.customer, &contact,
        !closed && !extra.has_left, &effect);
  return true;
}

bool EmitTextsTo(World& world, uint32_t customer, DeskId desk,
                 TextSource source, TextId texts, const SendExtra& extra) {
  if (!texts) return false;
  if (Checks(world, desk)) {
    SendAsk ask;
    ask.customer = customer;
    ask.desk = desk;
    if (!PassesWindow(world, ask, source, texts, 0)) return false;
  }
  EmitUnasked(world, customer, desk, source, texts, extra);
  return true;
}

bool EmitTextsAt(World& world, uint32_t customer, DeskId desk,
                 TextSource source, TextId texts, const SendExtra& extra) {
  const ContactRow c = FindOpen(world, customer, desk);
  return c != 0 ? EmitTexts(world, world.contacts[c], source, texts, extra)
                : EmitTextsTo(world, customer, desk, source, texts, extra);
}

void EmitGate(World& world, uint32_t customer, DeskId desk, Reason reason) {
  EmitTextsTo(world, customer, desk, TextSource::kGate,
              reason == Reason::kBlocked ? world.rules.blocked_text
                                         : world.rules.deleted_text);
  EmitRecord(world, RecordWhat::kGate, customer, desk).reason =
      static_cast<uint16_t>(reason);
}

bool GateBlocked(World& world, uint32_t customer, DeskId desk) {
  const Reason blocked = AskBlocked(world, customer, desk);
  if (blocked != Reason::kNone) EmitGate(world, customer, desk, blocked);
  return blocked != Reason::kNone;
}

void AnswerForAbsent(World& world, const Contact& contact) {
  SessionRow& row = world.sessions[contact.row];
  if (row.offline_told || !contact.customer_last ||
      OwnerServes(world, contact)) {
    return;
  }
  const TextId texts = world.rules.offline_text(PlaceOf(contact));
  row.offline_told =
      EmitTexts(world, contact, TextSource::kAgentOffline, texts);
}

namespace {

TextSource SourceOf(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kHours:
      return TextSource::kOutOfHours;
    case NoticeKind::kNobody:
    case NoticeKind::kBusy:
      return TextSource::kAccountReply;
    case NoticeKind::kQueue:
    case NoticeKind::kNone:
      break;
  }
  return TextSource::kQueueNotice;
}

void NoteTold(World& world, Contact& contact, NoticeKind kind) {
  if (kind == NoticeKind::kQueue) {
    world.sessions[contact.row].noticed = true;
    return;
  }
  SessionNear& more = world.sessions.WriteNear(contact.row);
  more.hours_told |= kind == NoticeKind::kHours;
  more.nobody_told |= kind == NoticeKind::kNobody;
  more.busy_told |= kind == NoticeKind::kBusy;
  if (kind == NoticeKind::kHours) {
    contact.told_day = DayMark(world) & 0x7fff;
  }
}

}  // namespace

void EmitNotice(World& world, Contact& contact, const Routed& routed) {
  const RoutingNotice notice = NoticeFor(world, contact, routed);
  SendExtra extra;
  extra.has_left = routed.ends;
  if (EmitTexts(world, contact, SourceOf(notice.kind), notice.texts, extra)) {
    NoteTold(world, contact, notice.kind);
  }
  // Of a session that ends a form could not be submitted any more.
  if (routed.ends) return;
  if (routed.reason == Reason::kOutOfHours && IsListed(contact) &&
      world.rules.form_when_closed(PlaceOf(contact))) {
    OfferForm(world, contact);
  }
}

void OfferForm(World& world, const Contact& contact) {
  const TextId texts = world.rules.form(PlaceOf(contact));
  if (!texts || world.sessions.More(contact.row).form_offered) return;
  world.sessions.WriteNear(contact.row).form_offered = true;
  EmitTexts(world, contact, TextSource::kForm, texts);
}

}  // namespace kefu
