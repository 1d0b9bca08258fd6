#include "src/model/needs.h"

#include "src/model/book.h"

namespace kefu {

Duration Waited(const World& world, const Contact& contact) {
  if (contact.state == SessionState::kPooled) return Duration::Off();
  const SessionMore& more = world.sessions.More(contact.row);
  // What is the robot's since its opening joins only when it leaves it.
  if (more.unjoined && !more.rejoined) return {};
  return world.now - FirstJoin(world, contact);
}

bool RegainsPlace(const World& world, const Contact& contact) {
  if (contact.row == 0 || !world.sessions[contact.row].has_more) return false;
  const SessionMore& more = world.sessions.More(contact.row);
  const Duration within = world.rules.rejoin_within({{contact.desk}, {}, {}});
  return LeftPlace(more) && !within.off() &&
         world.now < Instant{more.joined_at} + within;
}

Duration WaitedBefore(const World& world, const Contact& contact) {
  if (!RegainsPlace(world, contact)) return {};
  return world.now - Instant{world.sessions.More(contact.row).first_join};
}

uint8_t ClassIn(const World& world, const Contact& contact, ListId list) {
  return world.rules.ClassOf(list, {contact.desk},
                             world.sessions[contact.row].cost);
}

Needs NeedsIn(const World& world, const Contact& contact, ListId list) {
  const uint8_t klass = ClassIn(world, contact, list);
  if (!world.rules.lists[list].has_kinds) return {.klass = klass};
  const SessionMore& more = world.sessions.More(contact.row);
  return world.rules.NeedsFor(list, klass, more.store, more.skills,
                              Waited(world, contact));
}

void DropSkills(World& world, const Contact& contact) {
  const uint64_t skills = world.sessions.More(contact.row).skills;
  if (skills == 0) return;
  world.sessions.WriteNear(contact.row).skills =
      world.rules.SkillsLeft(skills, Waited(world, contact));
}

StoreId StoreFor(const World& world, uint32_t customer, StoreId given,
                 LinkId link) {
  if (given) return given;
  const StoreId by_link = world.rules.links[link.value].store;
  if (by_link) return by_link;
  const StoreId own{world.profiles[customer].store};
  return world.rules.Knows(own) ? own : StoreId{};
}

uint64_t SkillsFor(const World& world, uint32_t customer, IntentId intent,
                   LinkId link, LanguageId language) {
  uint64_t skills = world.rules.SkillsOf(intent, link, language);
  if (!world.rules.tags_require) return skills;
  for (const uint32_t tag : world.profiles[customer].block.TagIds()) {
    skills |= world.rules.tags[tag].skills;
  }
  return skills;
}

void RequireSkillsAnew(World& world, const Contact& contact) {
  if (world.rules.skills.empty()) return;
  const SessionRow& row = world.sessions[contact.row];
  SessionNear& more = world.sessions.WriteNear(contact.row);
  more.skills = SkillsFor(world, contact.customer, {row.intent}, {row.link},
                          {more.language});
  LetSkillsGo(world, contact);
  if (!IsListed(contact)) return;
  const ListId list = ListOf(world, contact);
  const bool waits = contact.state == SessionState::kWaiting;
  WaitingLists& lists = waits ? world.waiting : world.pool;
  if (lists.HasLanes(list)) lists.ChangeLane(list, contact.row);
}

}  // namespace kefu
