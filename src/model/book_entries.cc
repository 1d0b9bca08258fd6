// What is read from the book, and the sticky memory (R5) that it writes.

#include "src/model/book.h"

namespace kefu {

Instant FirstJoin(const World& world, const Contact& contact) {
  const SessionMore& more = world.sessions.More(contact.row);
  return {more.rejoined ? more.first_join
                        : world.sessions[contact.row].opened_at};
}

Instant WaitsSince(const World& world, const Contact& contact) {
  const SessionMore& more = world.sessions.More(contact.row);
  return world.sessions[contact.row].served || more.waits_longer
             ? Instant{more.waits_since}
             : FirstJoin(world, contact);
}

ListId ListOf(const World& world, const Contact& contact) {
  return contact.group != 0 ? world.rules.ListOf(GroupId{contact.group})
                            : world.rules.desks[contact.desk].own_list;
}

void RememberAssignment(World& world, Contact& contact) {
  const DeskData& desk = world.rules.desks[contact.desk];
  if (desk.written_when != WrittenWhen::kAssignment) return;
  Contact& memory = MemoryOf(world, contact);
  memory.memory_agent = contact.owner;
  memory.memory_at = world.now.ms;
}

void RememberClose(World& world, Contact& contact) {
  const DeskData& desk = world.rules.desks[contact.desk];
  Contact& memory = MemoryOf(world, contact);
  if (desk.sticky_clock == StickyClock::kClose &&
      memory.memory_agent == contact.owner) {
    memory.memory_at = world.now.ms;
  }
}

}  // namespace kefu
