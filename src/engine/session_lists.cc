// Lists of sessions (S7), from what the engine keeps in order anyway.

#include <algorithm>
#include <vector>

#include "src/engine/engine_parts.h"

namespace kefu {
namespace {

std::vector<ListedSession> Listed(const Engine& engine,
                                  const std::vector<uint32_t>& rows) {
  const World& world = EngineParts::WorldOf(engine);
  std::vector<ListedSession> list;
  list.reserve(rows.size());
  for (const uint32_t row : rows) {
    const Contact& contact = world.contacts[world.sessions[row].contact];
    ListedSession session;
    session.customer = world.CustomerOf(contact);
    session.desk = {contact.desk};
    session.session = engine.Session(session.customer, session.desk);
    list.push_back(session);
  }
  return list;
}

// `lists`: those who wait, or the pool. `id`: of a group or a desk.
template <class IdType>
std::vector<ListedSession> FirstOf(const Engine& engine,
                                   WaitingLists World::*lists, IdType id,
                                   size_t limit) {
  const World& world = EngineParts::WorldOf(engine);
  std::vector<uint32_t> rows;
  (world.*lists).AppendFirst(FindList(world, id), limit, &rows);
  return Listed(engine, rows);
}

}  // namespace

std::vector<ListedSession> Engine::WaitingSessions(GroupId group,
                                                   size_t limit) const {
  return FirstOf(*this, &World::waiting, group, limit);
}
std::vector<ListedSession> Engine::WaitingSessions(DeskId desk,
                                                   size_t limit) const {
  return FirstOf(*this, &World::waiting, desk, limit);
}
std::vector<ListedSession> Engine::PooledSessions(GroupId group,
                                                  size_t limit) const {
  return FirstOf(*this, &World::pool, group, limit);
}
std::vector<ListedSession> Engine::PooledSessions(DeskId desk,
                                                  size_t limit) const {
  return FirstOf(*this, &World::pool, desk, limit);
}

std::vector<ListedSession> Engine::SessionsOf(AgentId agent) const {
  const World& world = EngineParts::WorldOf(*this);
  if (!world.rules.Knows(agent)) return {};
  std::vector<uint32_t> rows;
  for (uint32_t row = world.agents[agent.value].first_session; row != 0;
       row = world.sessions[row].right) {
    rows.push_back(row);
  }
  std::vector<ListedSession> list = Listed(*this, rows);
  std::sort(list.begin(), list.end(),
            [](const ListedSession& a, const ListedSession& b) {
              return a.session.number.value < b.session.number.value;
            });
  return list;
}

std::vector<AgentId> Engine::Online() const {
  const World& world = EngineParts::WorldOf(*this);
  std::vector<AgentId> online;
  for (const AgentConfig& config : world.rules.config.agents) {
    const AgentId agent{world.rules.agent_ids.Find(config.name)};
    if (world.agents[agent.value].status == AgentStatus::kOnline) {
      online.push_back(agent);
    }
  }
  return online;
}

}  // namespace kefu
