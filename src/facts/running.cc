#include "src/facts/running.h"

#include <algorithm>

namespace kefu {
namespace {

// The end of what one contact still holds.
Instant HoldsUntil(const World& world, const Contact& contact) {
  Instant until = kFirstInstant;
  const DeskData& desk = world.rules.desks[contact.desk];
  if (contact.memory_agent != 0) {
    const Duration within = world.rules.tenant_memory
                                ? world.rules.longest_sticky
                                : desk.longest_sticky;
    until = std::max(until, Instant{contact.memory_at} + within);
  }
  if (contact.row != 0) {
    const SessionMore& more = world.sessions.More(contact.row);
    const Duration within = world.rules.rejoin_within({{contact.desk}, {}, {}});
    if (more.merge_agent != 0 && !desk.merge_within.off()) {
      until = std::max(until, Instant{more.closed_at} + desk.merge_within);
    }
    if (more.rejoined && !within.off()) {
      until = std::max(until, Instant{more.joined_at} + within);
    }
  }
  return until;
}

}  // namespace

Instant ForgetAt(const World& world, uint32_t customer) {
  Instant at =
      Instant{world.forgetting[customer].last_at} + world.forgetting.after();
  at = std::max(at, world.blocks.Last(customer));
  for (ContactRow c = customer; c != 0; c = world.contacts[c].next) {
    const Contact& contact = world.contacts[c];
    if (contact.session != 0) return Instant::Never();
    at = std::max(at, HoldsUntil(world, contact));
  }
  return at;
}

}  // namespace kefu
