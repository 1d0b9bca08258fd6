#include "src/moves/overflow.h"

#include <vector>

#include "src/facts/capacity.h"
#include "src/facts/eviction.h"
#include "src/facts/hours.h"
#include "src/facts/presence.h"
#include "src/model/book.h"
#include "src/moves/step.h"

namespace kefu::overflow {
namespace {

const std::vector<OverflowRung>& LadderOf(const World& world,
                                          const Contact& contact, ListId list) {
  const LadderId ladder =
      world.rules.overflow({{contact.desk}, world.rules.lists[list].group, {}});
  return world.rules.ladders[ladder.value];
}

// Another group takes it if anybody of it is present who may have it.
bool CanTake(const World& world, const Contact& contact, ListId list,
             GroupId group) {
  return world.rules.ListOf(group) != list &&
         world.rules.groups[group.value].Serves({contact.desk}) &&
         AnybodyPresentFor(world, contact, world.rules.ListOf(group), {});
}

// The emergency agent takes it if he is online and has room, whatever else
// keeps him from being given sessions (A3, A13); but outside its hours it is
// handed to nobody (R2, R13).
bool CanTake(const World& world, const Contact& contact, AgentId agent) {
  const AgentRow& row = world.agents[agent.value];
  if (world.rules.desks[contact.desk].all_day ||
      !IsDeskOpen(world, {contact.desk}) ||
      !IsPresent(world, agent, {contact.desk}) || row.disconnected ||
      !SeesSession(world, agent, contact) ||
      Bars(world.sessions.More(contact.row), agent.value)) {
    return false;
  }
  const DeskData& desk = world.rules.desks[contact.desk];
  const GroupId group = world.OwnGroup(agent, {contact.desk});
  const ListId list = group ? world.rules.ListOf(group) : desk.own_list;
  return RoomOf(world, agent, list, desk.channel).units >=
         int64_t{world.sessions[contact.row].cost};
}

// What becomes of a session at this rung; `list`: where it waits or would.
// kWait: nothing, the rung cannot be had. An eviction is not looked at here.
Signal Try(const World& world, ContactRow c, ListId list,
           const OverflowRung& rung, Reason reason) {
  const Contact& contact = world.contacts[c];
  Signal signal;
  signal.kind = SignalKind::kWait;
  signal.contact = c;
  signal.list = list;
  signal.reason = reason;
  signal.decision = {Rung::kOverflow, reason, 0, {}, 0};
  switch (rung.to) {
    case OverflowTo::kGroup:
      if (!CanTake(world, contact, list, rung.group)) break;
      return HandTo(c, world.rules.ListOf(rung.group), AssignBy::kOverflow,
                    Rung::kOverflow, reason);
    case OverflowTo::kEmergencyAgent:
      if (!CanTake(world, contact, rung.agent)) break;
      signal = AssignTo(world, c, rung.agent, AssignBy::kOverflow);
      signal.decision.rung = Rung::kEmergency;
      signal.decision.reason = reason;
      break;
    case OverflowTo::kPool:
      signal.kind = SignalKind::kPool;
      break;
    case OverflowTo::kRobot:
      signal.kind = SignalKind::kRobot;
      signal.list = 0;
      break;
    case OverflowTo::kRefuse:
      signal = {};
      MakeClose(c, Reason::kRefusedOverflow, ClosedBy::kRule, &signal);
      break;
    case OverflowTo::kEvict:
      break;
  }
  return signal;
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  for (const OverflowRung& rung : LadderOf(world, contact, signal.list)) {
    if (rung.to != OverflowTo::kEvict) {
      const Signal next =
          Try(world, signal.contact, signal.list, rung, Reason::kQueueFull);
      if (next.kind == SignalKind::kWait) continue;
      return world.signals.PostNext(next);
    }
    const ContactRow evicted = FindEvictable(world, signal.list, contact);
    if (evicted == 0) continue;
    // It joins after all; who is evicted makes a place for the first (Q2).
    Signal wait = signal;
    wait.kind = SignalKind::kWait;
    wait.handed = true;
    wait.member = evicted;
    return world.signals.PostNext(wait);
  }
  PostCloseNext(world, signal.contact, Reason::kRefusedOverflow,
                ClosedBy::kRule);
}

void WaitedTooLong(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  world.sessions.WriteNear(contact.row).waited = true;
  const ListId list = ListOf(world, contact);
  for (const OverflowRung& rung : LadderOf(world, contact, list)) {
    if (rung.to != OverflowTo::kEvict) {
      const Signal next = Try(world, c, list, rung, Reason::kWaitedTooLong);
      if (next.kind == SignalKind::kWait) continue;
      return world.signals.Post(next);
    }
    if (const ContactRow evicted = FindEvictable(world, list, contact);
        evicted != 0) {
      return PostClose(world, evicted, Reason::kEvicted, ClosedBy::kRule);
    }
  }
}

void Expire(World& world, ContactRow c) {
  PostClose(world, c, Reason::kQueueExpired, ClosedBy::kRule);
}

}  // namespace kefu::overflow
