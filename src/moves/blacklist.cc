#include "src/moves/blacklist.h"

#include <algorithm>

#include "src/facts/rights.h"
#include "src/moves/step.h"

namespace kefu::blacklist {
namespace {

template <class E>
Reason Check(const World& world, const E& event, uint32_t* customer) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (event.scope == BlockScope::kDesk) {
    if (Reason r = CheckDesk(world, event.desk); r != Reason::kNone) return r;
  }
  if (Reason r = CheckCustomer(world, event.customer, customer);
      r != Reason::kNone) {
    return r;
  }
  if (world.agents[event.agent.value].status == AgentStatus::kOffline) {
    return Reason::kAgentOffline;
  }
  return IsPermitted(world, event.agent, Right::kBlock) ? Reason::kNone
                                                        : Reason::kNotPermitted;
}

// The desk of a block; none for the tenant.
template <class E>
DeskId DeskOf(const E& event) {
  return event.scope == BlockScope::kDesk ? event.desk : DeskId{};
}

// Whether a block is known still that the bit of this contact stands for: a
// customer's first contact has one bit for its desk and for the tenant.
bool AnyBlock(const World& world, uint32_t customer, ContactRow c) {
  const auto known = [&](DeskId desk) {
    return world.blocks.Until(customer, desk) != kFirstInstant;
  };
  return known({world.contacts[c].desk}) || (c == customer && known({}));
}

}  // namespace

Reason Block(World& world, const AgentBlocks& event) {
  uint32_t customer = 0;
  if (Reason r = Check(world, event, &customer); r != Reason::kNone) return r;
  const Instant until = event.until.value_or(Instant::Never());
  if (until <= world.now) return Reason::kTimeOutOfRange;
  const DeskId desk = DeskOf(event);
  ReserveCloseAll(world, customer);
  world.blocks.Set(customer, desk, until);
  const ContactRow c =
      desk ? world.contacts.FindOrAdd(customer, desk) : ContactRow{customer};
  world.contacts[c].blocked = true;
  EmitRecord(world, RecordWhat::kBlock, customer, desk).agent =
      event.agent.value;
  LookAtForgetting(world, customer);
  PostCloseAll(world, customer, desk, Reason::kBlocked, ClosedBy::kAgent);
  return Reason::kNone;
}

Reason Unblock(World& world, const AgentUnblocks& event) {
  uint32_t customer = 0;
  if (Reason r = Check(world, event, &customer); r != Reason::kNone) return r;
  const DeskId desk = DeskOf(event);
  if (world.now >= world.blocks.Until(customer, desk)) {
    return Reason::kWrongState;
  }
  const ContactRow c =
      desk ? world.contacts.Find(customer, desk) : ContactRow{customer};
  world.blocks.Erase(customer, desk);
  world.contacts[c].blocked = AnyBlock(world, customer, c);
  EmitRecord(world, RecordWhat::kUnblock, customer, desk).agent =
      event.agent.value;
  LookAtForgetting(world, customer);
  return Reason::kNone;
}

}  // namespace kefu::blacklist
