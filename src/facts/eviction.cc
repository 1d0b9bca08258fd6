#include "src/facts/eviction.h"

#include "src/model/book.h"

namespace kefu {
namespace {

bool MayGo(const World& world, const Contact& contact, ListId list) {
  return world.sessions.More(contact.row).agent_last && !contact.free_of_cost &&
         ListOf(world, contact) == list;
}

}  // namespace

ContactRow FindEvictable(const World& world, ListId list) {
  const ListData& data = world.rules.lists[list];
  ContactRow best = 0;
  int64_t best_at = 0;
  uint64_t best_number = 0;
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const AgentRow& agent =
        world.agents[world.rules.members[data.members_begin + i].agent];
    if (agent.status != AgentStatus::kOnline) continue;
    for (uint32_t row = agent.first_session; row != 0;
         row = world.sessions[row].right) {
      const SessionRow& s = world.sessions[row];
      if (!MayGo(world, world.contacts[s.contact], list)) continue;
      const int64_t at = world.sessions.More(row).last_message_at;
      if (best != 0 &&
          (at > best_at || (at == best_at && s.number > best_number))) {
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
