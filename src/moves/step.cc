#include "src/moves/step.h"

#include "src/facts/standing.h"

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
  const bool on = what == NoticeWhat::kNewSession ? row.notice_new_session
                                                  : row.notice_new_message;
  if (!on || (row.status != AgentStatus::kOnline &&
              row.status != AgentStatus::kSuspended)) {
    return;
  }
  EffectRecord& effect = Emit(world, EffectType::kNotifyAgent, contact);
  effect.group = 0;
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(what);
}

void EmitTexts(World& world, const Contact& contact, TextSource source,
               TextId texts) {
  if (!texts) return;
  EffectRecord& effect = Emit(world, EffectType::kSend, contact);
  effect.group = 0;
  effect.detail = static_cast<uint8_t>(source);
  effect.value = texts.value;
}

void SeatAgent(World& world, AgentId agent) {
  for (const uint32_t member : world.MembersOf(agent)) {
    world.roster.Sit(member, StandingOf(world, member));
  }
}

void PostFill(World& world, AgentId agent) {
  Signal signal;
  signal.kind = SignalKind::kFill;
  signal.agent = agent.value;
  world.signals.Post(signal);
}

void PostClose(World& world, ContactRow c, Reason reason, ClosedBy by) {
  Signal signal;
  signal.kind = SignalKind::kClose;
  signal.contact = c;
  signal.reason = reason;
  signal.closed_by = by;
  world.signals.Post(signal);
}

}  // namespace kefu
