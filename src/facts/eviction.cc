#include "src/facts/eviction.h"

#include "src/facts/capacity.h"
#include "src/facts/standing.h"
#include "src/model/book.h"

namespace kefu {
namespace {

// Whether a member lacks nothing but room to be given the desk's sessions in
// his list.
bool LacksRoomOnly(const World& world, uint32_t member, DeskId desk) {
  const Reason reason = world.roster.SeatOf(member).reason;
  return (reason == Reason::kNone || reason == Reason::kAtCapacity) &&
         world.roster.IsPresent(member, desk);
}

}  // namespace

ContactRow FindEvictable(const World& world, ListId list,
                         const Contact& newcomer) {
  const RulesetData& rules = world.rules;
  const ChannelId channel = rules.desks[newcomer.desk].channel;
  const uint32_t cost = world.sessions[newcomer.row].cost;
  const uint8_t klass =
      rules.ClassOf(list, {newcomer.desk}, static_cast<uint16_t>(cost));
  if (world.roster.IsClosed(list, klass)) return 0;
  const SessionMore& barred = world.sessions.More(newcomer.row);
  const Needs needs = NeedsIn(world, newcomer, list);
  const uint32_t row = world.answered.Find(list, [&](uint32_t candidate) {
    const SessionRow& s = world.sessions[candidate];
    const Contact& contact = world.contacts[s.contact];
    const AgentId owner{contact.owner};
    const uint32_t m = world.FindMember(owner, list);
    if (m == Roster::kNobody || Bars(barred, owner.value) ||
        !rules.Fits(rules.lists[list].kinds[world.roster[m].kind], needs) ||
        !LacksRoomOnly(world, m, {newcomer.desk})) {
      return false;
    }
    const Freed freed{s.cost, rules.desks[contact.desk].channel};
    return RoomOf(world, owner, list, channel, freed).units >= int64_t{cost};
  });
  return row == 0 ? 0 : world.sessions[row].contact;
}

}  // namespace kefu
