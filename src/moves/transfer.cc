#include "src/moves/transfer.h"

#include <algorithm>

#include "src/facts/capacity.h"
#include "src/facts/hours.h"
#include "src/facts/rights.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/moves/step.h"

namespace kefu::transfer {
namespace {

// To whom it goes: exactly one of both, or it is no such event (decode.h).
struct Target {
  AgentId agent;
  GroupId group;
};

Reason CheckNames(const World& world, const Target& to) {
  if (to.agent && !world.Knows(to.agent)) return Reason::kUnknownAgent;
  if (to.group && !world.rules.Knows(to.group)) return Reason::kUnknownGroup;
  return Reason::kNone;
}

// Whether the receiver may have one session more by hand (A13).
Reason CheckRoom(const World& world, const Contact& contact, AgentId agent) {
  const uint32_t cost = world.sessions[contact.row].cost;
  if (!SeesSession(world, agent, contact)) return Reason::kOtherStore;
  if (!UnderMaximum(world, agent, cost)) return Reason::kOverMaximum;
  const DeskData& desk = world.rules.desks[contact.desk];
  const GroupId group = world.OwnGroup(agent, {contact.desk});
  if (world.rules.transfer_over_capacity({{contact.desk}, group, agent})) {
    return Reason::kNone;
  }
  const ListId list = group ? world.rules.ListOf(group) : desk.own_list;
  return RoomOf(world, agent, list, desk.channel).units >= cost
             ? Reason::kNone
             : Reason::kOverCapacity;
}

Reason CheckAgent(const World& world, const Contact& contact, AgentId from,
                  AgentId to) {
  // Out of the pool a dispatcher may hand it to himself (O2).
  if (to == from && contact.state != SessionState::kPooled) {
    return Reason::kToSelf;
  }
  if (StatusAt(world, to, {contact.desk}) != AgentStatus::kOnline) {
    return Reason::kTargetUnavailable;
  }
  return CheckRoom(world, contact, to);
}

Reason CheckGroup(const World& world, const Contact& contact, GroupId to) {
  if (!world.rules.groups[to.value].Serves({contact.desk})) {
    return Reason::kTargetUnavailable;
  }
  const ListId list = world.rules.ListOf(to);
  if (world.rules.lists[list].members_count == 0 || !IsGroupOpen(world, to)) {
    return Reason::kNoAgent;
  }
  return world.rules.AnyServesStore(list,
                                    world.sessions.More(contact.row).store)
             ? Reason::kNone
             : Reason::kOtherStore;
}

// A hand-over counts the moves of X2 anew.
void ForgetLapses(World& world, const Contact& contact) {
  if (!world.sessions[contact.row].has_far) return;
  SessionMore& more = world.sessions.Write(contact.row);
  more.moves = 0;
  more.barred_count = 0;
  std::fill(std::begin(more.barred), std::end(more.barred), 0u);
}

}  // namespace

Reason Transfer(World& world, const AgentTransfers& event) {
  const Target to{event.to_agent, event.to_group};
  uint32_t customer = 0;
  ContactRow c = 0;
  if (Reason r =
          CheckActor(world, event.agent, event.desk, event.customer, &customer);
      r != Reason::kNone && r != Reason::kAgentOffline) {
    return r;
  }
  if (Reason r = CheckNames(world, to); r != Reason::kNone) return r;
  if (world.agents[event.agent.value].status == AgentStatus::kOffline) {
    return Reason::kAgentOffline;
  }
  if (!IsPermitted(world, event.agent, Right::kTransfer)) {
    return Reason::kNotPermitted;
  }
  if (Reason r = FindOwn(world, event.agent, customer, event.desk, &c);
      r != Reason::kNone) {
    return r;
  }
  const Contact& contact = world.contacts[c];
  const Reason target = to.agent
                            ? CheckAgent(world, contact, event.agent, to.agent)
                            : CheckGroup(world, contact, to.group);
  if (target != Reason::kNone) return target;

  world.ReserveEnd(world.sessions[contact.row].cost);
  ForgetLapses(world, contact);
  if (to.group) {
    world.signals.Post(HandTo(c, world.rules.ListOf(to.group),
                              AssignBy::kTransfer, Rung::kByHand,
                              Reason::kTransferred));
    return Reason::kNone;
  }
  EffectRecord& effect = Emit(world, EffectType::kTransfer, contact);
  effect.group = 0;
  effect.agent = event.agent.value;
  effect.value = to.agent.value;
  PostAssign(world, c, to.agent, AssignBy::kTransfer);
  return Reason::kNone;
}

Reason Claim(World& world, const AgentClaims& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckMayAccept(world, event.agent, event.desk);
      r != Reason::kNone) {
    return r;
  }
  if (!IsPermitted(world, event.agent, Right::kClaim)) {
    return Reason::kNotPermitted;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  if (contact.state != SessionState::kServing) return Reason::kWrongState;
  if (contact.owner == event.agent.value) return Reason::kToSelf;
  if (!SeesSession(world, event.agent, contact)) return Reason::kOtherStore;
  const SessionMore& more = world.sessions.More(contact.row);
  const Duration protection = world.rules.claim_protection(PlaceOf(contact));
  if (more.claimed && !protection.off() &&
      world.now < Instant{more.claimed_at} + protection) {
    return Reason::kRecentlyClaimed;
  }
  if (!UnderMaximum(world, event.agent, world.sessions[contact.row].cost)) {
    return Reason::kOverMaximum;
  }
  world.ReserveEnd(world.sessions[contact.row].cost);
  SessionMore& claim = world.sessions.Write(contact.row);
  claim.claimed = true;
  claim.claimed_at = world.now.ms;
  PostAssign(world, c, event.agent, AssignBy::kClaim);
  return Reason::kNone;
}

Reason Assign(World& world, const AgentAssigns& event) {
  const Target to{event.to_agent, event.to_group};
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckNames(world, to); r != Reason::kNone) return r;
  if (Reason r = CheckMayAccept(world, event.agent, event.desk);
      r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  if (contact.state == SessionState::kServing) return Reason::kAlreadyAssigned;
  if (!IsListed(contact)) return Reason::kWrongState;
  const bool waits = contact.state == SessionState::kWaiting;
  if (!(waits && MayTakeFromList(world, event.agent, contact)) &&
      !IsPermitted(world, event.agent, Right::kDispatch)) {
    return Reason::kNotPermitted;
  }
  if (!SeesSession(world, event.agent, contact)) return Reason::kOtherStore;
  const Reason target = to.agent
                            ? CheckAgent(world, contact, event.agent, to.agent)
                            : CheckGroup(world, contact, to.group);
  if (target != Reason::kNone) return target;
  const bool there = to.group && contact.group == to.group.value;
  if (waits && there && world.sessions.More(contact.row).dedicated == 0) {
    return Reason::kToSelf;
  }

  world.ReserveEnd(world.sessions[contact.row].cost);
  ForgetLapses(world, contact);
  if (event.intent) {
    world.sessions[contact.row].intent = event.intent.value;
    RequireSkillsAnew(world, contact);
  }
  if (to.agent) {
    PostAssign(world, c, to.agent, AssignBy::kTransfer);
  } else {
    world.signals.Post(HandTo(c, world.rules.ListOf(to.group),
                              AssignBy::kTransfer, Rung::kByHand,
                              Reason::kTransferred));
  }
  return Reason::kNone;
}

}  // namespace kefu::transfer
