#include "src/moves/silence.h"

#include "src/facts/presence.h"
#include "src/facts/routing_order.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu::silence {
namespace {

void CustomerSilent(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const ChainNext next = NextOfCustomerSilent(world, contact);
  if (next.ends) {
    return PostClose(world, c, Reason::kCustomerSilent, ClosedBy::kRule);
  }
  CountWarning(world, contact);
  EmitTexts(world, contact, TextSource::kWarning, next.texts);
}

// ------------------------------------------------------------ X2, the agent

// The list to which a session is moved on.
ListId TargetOf(const World& world, const Contact& contact) {
  const RulesetData& rules = world.rules;
  const Place at = PlaceOf(contact);
  const GroupId other = rules.silent_group(at);
  if (rules.silent_move(at) == SilenceMove::kGroup && other &&
      rules.groups[other.value].Serves({contact.desk})) {
    return rules.ListOf(other);
  }
  return ListToServe(world, contact);
}

// It stays; a manager is told, once. The alarms (X4) have their own clock.
void Stay(World& world, const Contact& contact) {
  SessionRow& row = world.sessions[contact.row];
  SessionNear& more = world.sessions.WriteNear(contact.row);
  more.agent_silent = more.reminded = false;
  more.further_reminders = 0;
  more.silent_from = 0;
  if (row.manager_told) return;
  row.manager_told = true;
  EffectRecord& effect = Emit(world, EffectType::kNotifyAgent, contact);
  effect.agent = world.rules.main_account.value;
  effect.detail = static_cast<uint8_t>(NoticeWhat::kManagerAlarm);
  effect.value = world.rules.declared_presence ? 1 : 0;
}

void MoveOn(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const Place at = PlaceOf(contact);
  if (world.rules.silent_move(at) == SilenceMove::kClose) {
    return PostClose(world, c, Reason::kAgentSilent, ClosedBy::kRule);
  }
  const bool pools = world.rules.silent_move(at) == SilenceMove::kPool;
  const ListId list = TargetOf(world, contact);
  SessionMore& more = world.sessions.Write(contact.row);
  if (more.moves >= world.rules.max_moves(at) ||
      (!pools && !AnybodyPresentFor(world, contact, list, {contact.owner}))) {
    return Stay(world, contact);
  }
  ++more.moves;
  if (!Bars(more, contact.owner) && more.barred_count < kMostBarred) {
    more.barred[more.barred_count++] = contact.owner;
  }
  Notify(world, contact, {contact.owner}, NoticeWhat::kMovedAway);
  Signal signal =
      HandTo(c, list, AssignBy::kSilence, Rung::kSilence, Reason::kMoved);
  if (pools) signal.kind = SignalKind::kPool;
  world.signals.Post(signal);
}

void AgentSilent(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const ChainNext next = NextOfAgentSilent(world, contact);
  if (next.ends) return MoveOn(world, c);
  CountReminder(world, contact);
  Notify(world, contact, {contact.owner}, NoticeWhat::kReminder);
  EmitTexts(world, contact, TextSource::kWarning, next.texts);
}

// ----------------------------------------------------------- X3, the robot

void RobotIdle(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const ChainNext next = NextOfRobotIdle(world, contact);
  if (next.ends) {
    return PostClose(world, c, Reason::kRobotIdle, ClosedBy::kRule);
  }
  CountRobotWarning(world, contact);
  EmitTexts(world, contact, TextSource::kWarning, next.texts);
}

// -------------------------------------------------------------- X4, alarms

void Alarm(World& world, ContactRow c, NoticeWhat what) {
  const Contact& contact = world.contacts[c];
  world.sessions.WriteNear(contact.row).response_alarmed = true;
  Notify(world, contact, {contact.owner}, what);
}

// Nobody has it yet: those who look after its list are told.
void WaitingAlarm(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  world.sessions[contact.row].alarmed = true;
  EffectRecord& effect = Emit(world, EffectType::kNotifyAgent, contact);
  effect.detail = static_cast<uint8_t>(NoticeWhat::kWaitingAlarm);
  effect.value = world.rules.declared_presence ? 1 : 0;
}

}  // namespace

void Fire(World& world, ContactRow c, TimerKind kind) {
  switch (kind) {
    case TimerKind::kCustomerSilent:
      return CustomerSilent(world, c);
    case TimerKind::kAgentSilent:
      return AgentSilent(world, c);
    case TimerKind::kRobotIdle:
      return RobotIdle(world, c);
    case TimerKind::kWaitingAlarm:
      return WaitingAlarm(world, c);
    case TimerKind::kFirstResponseAlarm:
      return Alarm(world, c, NoticeWhat::kFirstResponseAlarm);
    case TimerKind::kResponseAlarm:
      return Alarm(world, c, NoticeWhat::kResponseAlarm);
    default:  // kSessionLife
      return PostClose(world, c, Reason::kSessionExpired, ClosedBy::kRule);
  }
}

}  // namespace kefu::silence
