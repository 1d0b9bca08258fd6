#include "src/facts/eviction.h"

#include "src/facts/capacity.h"
#include "src/facts/standing.h"
#include "src/model/book.h"

namespace kefu {
namespace {

bool MayGo(const World& world, const Contact& contact, ListId list) {
  return world.sessions.More(contact.row).agent_last && !contact.free_of_cost &&
         ListOf(world, contact) == list;
}

// Whether a member lacks nothing but room to be given sessions of his list.
bool LacksRoomOnly(const World& world, uint32_t member) {
  const Reason reason = world.roster.SeatOf(member).reason;
  return reason == Reason::kNone || reason == Reason::kAtCapacity;
}

}  // namespace

ContactRow FindEvictable(const World& world, ListId list,
                         const Contact& newcomer) {
  const RulesetData& rules = world.rules;
  const ListData& data = rules.lists[list];
  const ChannelId channel = rules.desks[newcomer.desk].channel;
  const uint32_t cost = world.sessions[newcomer.row].cost;
  const SessionMore& barred = world.sessions.More(newcomer.row);
  ContactRow best = 0;
  int64_t best_at = 0;
  uint64_t best_number = 0;
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const uint32_t member = data.members_begin + i;
    const AgentId agent{rules.members[member].agent};
    if (!LacksRoomOnly(world, member) || Bars(barred, agent.value)) continue;
    for (uint32_t row = world.agents[agent.value].first_session; row != 0;
         row = world.sessions[row].right) {
      const SessionRow& s = world.sessions[row];
      const Contact& contact = world.contacts[s.contact];
      if (!MayGo(world, contact, list)) continue;
      const int64_t at = world.sessions.More(row).last_message_at;
      if (best != 0 &&
          (at > best_at || (at == best_at && s.number > best_number))) {
        continue;
      }
      const Freed freed{s.cost, rules.desks[contact.desk].channel};
      if (RoomOf(world, agent, list, channel, freed).units < int64_t{cost}) {
        continue;
      }
      best = s.contact;
      best_at = at;
      best_number = s.number;
    }
  }
  return best;
}

}  // namespace kefu
