#include "src/moves/overflow.h"

#include <vector>

#include "src/facts/eviction.h"
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

// Another group takes it if anybody of it is present who serves its store.
bool CanTake(const World& world, const Contact& contact, ListId list,
             GroupId group) {
  return world.rules.ListOf(group) != list &&
         world.rules.groups[group.value].Serves({contact.desk}) &&
         world.roster.PresentFor(world.rules.ListOf(group),
                                 world.sessions.More(contact.row).store) != 0;
}

Signal ToGroup(const World& world, ContactRow c, GroupId group, Reason reason) {
  return HandTo(c, world.rules.ListOf(group), AssignBy::kOverflow,
                Rung::kOverflow, reason);
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  for (const OverflowRung& rung : LadderOf(world, contact, signal.list)) {
    if (rung.to == OverflowTo::kRefuse) break;
    if (rung.to == OverflowTo::kGroup) {
      if (!CanTake(world, contact, signal.list, rung.group)) continue;
      return world.signals.PostNext(
          ToGroup(world, signal.contact, rung.group, Reason::kQueueFull));
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
  world.signals.PostNext(
      CloseOf(signal.contact, Reason::kRefusedOverflow, ClosedBy::kRule));
}

void WaitedTooLong(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  world.sessions.Write(contact.row).waited = true;
  const ListId list = ListOf(world, contact);
  for (const OverflowRung& rung : LadderOf(world, contact, list)) {
    if (rung.to == OverflowTo::kRefuse) {
      return PostClose(world, c, Reason::kRefusedOverflow, ClosedBy::kRule);
    }
    if (rung.to == OverflowTo::kGroup) {
      if (!CanTake(world, contact, list, rung.group)) continue;
      return world.signals.Post(
          ToGroup(world, c, rung.group, Reason::kWaitedTooLong));
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
