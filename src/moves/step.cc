#include "src/moves/step.h"

#include <algorithm>

#include "src/facts/running.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/model/grants.h"
#include "src/moves/step_window.h"

namespace kefu {

Reason CheckMayAccept(const World& world, AgentId agent) {
  const AgentStatus status = world.agents[agent.value].status;
  return status == AgentStatus::kSuspended ? Reason::kNone
                                           : StatusReason(status);
}

bool MayTakeFromList(const World& world, AgentId agent,
                     const Contact& contact) {
  if (contact.group == 0) {
    return world.rules.IsParticipant(agent, {contact.desk});
  }
  const ListId list = world.rules.ListOf(GroupId{contact.group});
  return world.rules.FindMember(agent, list) != nullptr;
}

void EmitRefuse(World& world, Reason reason, CustomerId customer, AgentId agent,
                DeskId desk) {
  ++world.refused;
  EffectRecord& effect = world.out.Add(EffectType::kRefuse);
  effect.reason = static_cast<uint16_t>(reason);
  effect.customer = customer.value;
  effect.agent = agent.value;
  effect.desk = desk.value;
}

void EmitDequeue(World& world, const Contact& contact, Reason reason) {
  EffectRecord& effect = Emit(world, EffectType::kDequeue, contact);
  effect.reason = static_cast<uint16_t>(reason);
}

void Notify(World& world, const Contact& contact, AgentId agent,
            NoticeWhat what) {
  const AgentRow& row = world.agents[agent.value];
  // Each agent has a switch for these two; the others come always (A15).
  const bool off =
      (what == NoticeWhat::kNewSession && !row.notice_new_session) ||
      (what == NoticeWhat::kNewMessage && !row.notice_new_message);
  if (off || !Serves(row.status)) return;
  EffectRecord& effect = Emit(world, EffectType::kNotifyAgent, contact);
  effect.group = 0;
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(what);
  effect.value = world.rules.declared_presence ? 1 : 0;
}

EffectRecord& EmitRecord(World& world, RecordWhat what, uint32_t customer,
                         DeskId desk) {
  EffectRecord& effect = world.out.Add(EffectType::kRecord);
  effect.customer = world.CustomerOf(customer).value;
  effect.desk = desk.value;
  effect.detail = static_cast<uint8_t>(what);
  return effect;
}

void EmitStatus(World& world, AgentId agent, AgentStatus status,
                Reason reason) {
  EffectRecord& effect = world.out.Add(EffectType::kSetAgentStatus);
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(status);
  effect.reason = static_cast<uint16_t>(reason);
}

namespace {

// Whether the texts go out, and so are taken from what is left; if not, why, is
// to be stored (K9).
bool PassesWindow(World& world, const SendAsk& ask, TextSource source,
                  uint64_t session) {
  const SendAnswer answer = AskSend(world, ask);
  if (answer.way == SendWay::kDirect) {
    Spend(world, ask, answer.messages);
    return true;
  }
  EffectRecord& effect =
      EmitRecord(world, RecordWhat::kNotSent, ask.customer, ask.desk);
  effect.session = session;
  effect.reason = static_cast<uint16_t>(answer.reason);
  effect.group = static_cast<uint16_t>(source);
  return false;
}

SendAsk AutomaticAsk(const World& world, uint32_t customer, DeskId desk,
                     TextSource source, TextId texts) {
  SendAsk ask;
  ask.customer = customer;
  ask.desk = desk;
  ask.who = Sender::kAutomatic;
  ask.use = UseOf(source);
  ask.count = static_cast<uint32_t>(world.rules.texts[texts.value].size());
  ask.at = world.now;
  return ask;
}

bool Checks(const World& world, DeskId desk) {
  return world.rules.checks_sends && world.rules.Named(desk) &&
         world.rules.desks[desk.value].checks_sends;
}

}  // namespace

namespace {

bool EmitWithoutSession(World& world, uint32_t customer, DeskId desk,
                        TextSource source, TextId texts) {
  if (!texts) return false;
  if (Checks(world, desk) &&
      !PassesWindow(world, AutomaticAsk(world, customer, desk, source, texts),
                    source, 0)) {
    return false;
  }
  EffectRecord& effect = world.out.Add(EffectType::kSend);
  effect.customer = world.CustomerOf(customer).value;
  effect.desk = desk.value;
  effect.detail = static_cast<uint8_t>(source);
  effect.value = texts.value;
  return true;
}

}  // namespace

bool EmitTextsTo(World& world, uint32_t customer, DeskId desk,
                 TextSource source, TextId texts) {
  const ContactRow c = FindOpen(world, customer, desk);
  return c != 0 ? EmitTexts(world, world.contacts[c], source, texts)
                : EmitWithoutSession(world, customer, desk, source, texts);
}

void EmitGateTexts(World& world, uint32_t customer, DeskId desk, TextId texts) {
  EmitWithoutSession(world, customer, desk, TextSource::kGate, texts);
}

void AnswerForAbsent(World& world, const Contact& contact) {
  SessionRow& row = world.sessions[contact.row];
  if (row.offline_told || !contact.customer_last ||
      Serves(world.agents[contact.owner].status)) {
    return;
  }
  const TextId texts = world.rules.offline_text(PlaceOf(contact));
  row.offline_told =
      EmitTexts(world, contact, TextSource::kAgentOffline, texts);
}

void Wake(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  if (contact.held) {
    contact.held = false;
    EffectRecord& effect = Emit(world, EffectType::kChangeSession, contact);
    effect.group = 0;
    effect.agent = contact.owner;
    effect.detail = static_cast<uint8_t>(SessionChange::kUnheld);
    SetFreeOfCost(world, contact, false);
    TellClock(world, c, contact, Happening::kNewOwner);
  } else {
    SetFreeOfCost(world, contact, false);
  }
  SeatAgent(world, {contact.owner});
}

namespace {

void EmitChange(World& world, const Contact& contact, SessionChange what) {
  EffectRecord& effect = Emit(world, EffectType::kChangeSession, contact);
  effect.group = 0;
  effect.agent = contact.owner;
  effect.detail = static_cast<uint8_t>(what);
}

}  // namespace

void LapseSession(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const bool frees = !contact.free_of_cost;
  TellClock(world, c, contact, Happening::kStopped);
  SetLapsed(world, contact, true);
  EmitChange(world, contact, SessionChange::kLapsed);
  Notify(world, contact, {contact.owner}, NoticeWhat::kLapsed);
  if (!frees) return;
  SeatAgent(world, {contact.owner});
  PostFill(world, {contact.owner});
}

void ReviveSession(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  SetLapsed(world, contact, false);
  EmitChange(world, contact, SessionChange::kRevived);
  TellClock(world, c, contact, Happening::kNewOwner);
  SeatAgent(world, {contact.owner});
}

void TakeFromOwner(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const AgentId owner{contact.owner};
  TellClock(world, c, contact, Happening::kStopped);
  Take(world, c);
  SeatByLoad(world, owner);
  PostFill(world, owner);
}

void EmitAskRobot(World& world, const Contact& contact,
                  const Decision& decision) {
  EffectRecord& effect = Emit(world, EffectType::kAskRobot, contact);
  effect.rung = static_cast<uint8_t>(decision.rung);
  effect.why = static_cast<uint16_t>(decision.reason);
}

void EmitEnqueue(World& world, const Contact& contact, Reason reason,
                 const Decision& decision, AgentId preferred) {
  EffectRecord& effect = Emit(world, EffectType::kEnqueue, contact);
  effect.agent = preferred.value;
  effect.value = world.waiting.Ahead(ListOf(world, contact), contact.row) + 1;
  effect.reason = static_cast<uint16_t>(reason);
  effect.rung = static_cast<uint8_t>(decision.rung);
  effect.why = static_cast<uint16_t>(decision.reason);
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
  SessionMore& more = world.sessions.Write(contact.row);
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
  if (EmitTexts(world, contact, SourceOf(notice.kind), notice.texts)) {
    NoteTold(world, contact, notice.kind);
  }
  if (routed.reason == Reason::kOutOfHours && IsListed(contact) &&
      world.rules.form_when_closed(PlaceOf(contact))) {
    OfferForm(world, contact);
  }
}

void OfferForm(World& world, const Contact& contact) {
  const TextId texts = world.rules.form(PlaceOf(contact));
  if (!texts || world.sessions.More(contact.row).form_offered) return;
  world.sessions.Write(contact.row).form_offered = true;
  EmitTexts(world, contact, TextSource::kForm, texts);
}

void TakeBackOffer(World& world, ContactRow c, Reason reason, bool refused) {
  const Contact& contact = world.contacts[c];
  const AgentId agent = OfferedTo(world, contact);
  EffectRecord& effect = Emit(world, EffectType::kWithdrawOffer, contact);
  effect.agent = agent.value;
  effect.reason = static_cast<uint16_t>(reason);
  EndOffer(world, c, refused);
  SeatAgent(world, agent);
}

bool EmitTexts(World& world, const Contact& contact, TextSource source,
               TextId texts) {
  if (!texts) return false;
  if (Checks(world, {contact.desk})) {
    SendAsk ask =
        AutomaticAsk(world, contact.customer, {contact.desk}, source, texts);
    const bool closes = source == TextSource::kClosing ||
                        (source == TextSource::kContact &&
                         world.rules.contact_at == ContactPoint::kClose);
    ask.state = closes ? SessionState::kClosed : StateFor(contact.state);
    if (!PassesWindow(world, ask, source, contact.session)) return false;
  }
  EffectRecord& effect = Emit(world, EffectType::kSend, contact);
  effect.group = 0;
  effect.detail = static_cast<uint8_t>(source);
  effect.value = texts.value;
  return true;
}

void SeatAgent(World& world, AgentId agent) {
  for (const uint32_t member : world.MembersOf(agent)) {
    world.roster.Sit(member, StandingOf(world, member));
  }
}

void SeatByLoad(World& world, AgentId agent) {
  world.EachGiving(agent, [&world](uint32_t member) {
    world.roster.Sit(member, StandingByLoad(world, member));
  });
}

void PostFill(World& world, AgentId agent) {
  Signal signal;
  signal.kind = SignalKind::kFill;
  signal.agent = agent.value;
  world.signals.Post(signal);
}

Signal HandTo(ContactRow c, ListId list, AssignBy by, Rung rung,
              Reason reason) {
  Signal signal;
  signal.kind = SignalKind::kHand;
  signal.by = by;
  signal.contact = c;
  signal.list = list;
  signal.reason = reason;
  signal.returns = by != AssignBy::kOverflow;
  signal.decision.rung = rung;
  return signal;
}

Signal AssignTo(const World& world, ContactRow c, AgentId agent, AssignBy by) {
  const DeskId desk{world.contacts[c].desk};
  const GroupId group = world.rules.OwnGroup(world.MembersOf(agent), desk);
  Signal signal;
  signal.kind = SignalKind::kAssign;
  signal.by = by;
  signal.contact = c;
  signal.agent = agent.value;
  signal.list = group ? world.rules.ListOf(group)
                      : world.rules.desks[desk.value].own_list;
  signal.decision = {Rung::kByHand, Reason::kNone, group.value, agent, 1};
  return signal;
}

Signal CloseOf(ContactRow c, Reason reason, ClosedBy by) {
  Signal signal;
  signal.kind = SignalKind::kClose;
  signal.contact = c;
  signal.reason = reason;
  signal.closed_by = by;
  return signal;
}

void ReserveCloseAll(World& world, uint32_t customer) {
  size_t desks = 0;
  uint64_t units = 0;
  for (ContactRow c = customer; c != 0; c = world.contacts[c].next) {
    const Contact& contact = world.contacts[c];
    ++desks;
    if (contact.session != 0) units += world.sessions[contact.row].cost;
  }
  world.scratch.reserve(desks);
  world.Reserve(2 * desks + 2 + std::min<uint64_t>(2 * units, world.listed()));
}

void PostCloseAll(World& world, uint32_t customer, DeskId desk, Reason reason,
                  ClosedBy by) {
  std::vector<ContactRow>& open = world.scratch;
  open.clear();
  for (ContactRow c = customer; c != 0; c = world.contacts[c].next) {
    const Contact& contact = world.contacts[c];
    if (contact.session != 0 && (!desk || contact.desk == desk.value)) {
      open.push_back(c);
    }
  }
  std::sort(open.begin(), open.end(), [&](ContactRow a, ContactRow b) {
    return world.contacts[a].session < world.contacts[b].session;
  });
  for (const ContactRow c : open) PostClose(world, c, reason, by);
}

// ------------------------------------------------------------------- barred

void WithoutBarred::Begin(const Contact& contact) {
  const SessionMore& more = world_.sessions.More(contact.row);
  if (more.giver == 0 && more.barred_count == 0) return;
  more_ = &more;
  for (const uint32_t agent : BarredOf(more)) {
    if (agent != 0) Unseat({agent});
  }
}

void WithoutBarred::End() {
  for (const uint32_t agent : BarredOf(*more_)) {
    if (agent != 0) SeatAgent(world_, {agent});
  }
}

// He is there as before, only in no cell.
void WithoutBarred::Unseat(AgentId agent) {
  for (const uint32_t member : world_.MembersOf(agent)) {
    Seat seat = world_.roster.SeatOf(member);
    seat.mask = 0;
    seat.key = 0;
    world_.roster.Sit(member, seat);
  }
}

// --------------------------------------------------------------- forgetting

void ListForForgetting(World& world, uint32_t customer) {
  if (world.forgetting[customer].first == 0) return;
  const Instant at = ForgetAt(world, customer);
  if (at.never()) return;
  world.forgetting.List(customer, std::max(at, world.now), world.now);
}

}  // namespace kefu
