#include "src/moves/step.h"

#include <algorithm>

#include "src/facts/running.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/model/clock.h"

namespace kefu {

Reason CheckMayAccept(const World& world, AgentId agent, DeskId desk) {
  const AgentStatus status = StatusAt(world, agent, desk);
  return status == AgentStatus::kSuspended ? Reason::kNone
                                           : StatusReason(status);
}

bool OwnerServes(const World& world, const Contact& contact) {
  return Serves(StatusAt(world, {contact.owner}, {contact.desk}));
}

bool MayTakeFromList(const World& world, AgentId agent,
                     const Contact& contact) {
  if (contact.group == 0) {
    return world.rules.IsParticipant(agent, {contact.desk});
  }
  const ListId list = world.rules.ListOf(GroupId{contact.group});
  return world.FindMember(agent, list) != Roster::kNobody;
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

void TakeBackOffer(World& world, ContactRow c, Reason reason, bool refused) {
  const Contact& contact = world.contacts[c];
  const AgentId agent = OfferedTo(world, contact);
  EffectRecord& effect = Emit(world, EffectType::kWithdrawOffer, contact);
  effect.agent = agent.value;
  effect.reason = static_cast<uint16_t>(reason);
  EndOffer(world, c, refused);
  SeatAgent(world, agent);
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
  world.signals.Post(SignalKind::kFill).agent = agent.value;
}

void FillOn(World& world, const Signal& signal) {
  if (!signal.fills_on) return;
  const bool of_one = signal.filler != 0;
  world.signals.PostNext(of_one ? SignalKind::kFill : SignalKind::kFillNext)
      .agent = signal.filler;
}

void PostTryPool(World& world, ContactRow c, ListId list) {
  if (!world.rules.lists[list].pool_auto) return;
  Signal& signal = world.signals.Post(SignalKind::kTryPool);
  signal.contact = c;
  signal.list = list;
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
  const GroupId group = world.OwnGroup(agent, desk);
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

void MakeClose(ContactRow c, Reason reason, ClosedBy by, Signal* signal) {
  signal->kind = SignalKind::kClose;
  signal->contact = c;
  signal->reason = reason;
  signal->closed_by = by;
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

void WithoutBarred::Begin(uint32_t session) {
  const SessionMore& more = world_.sessions.More(session);
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
