// The list of unanswered sessions 未回复对话 (S5).

#include <algorithm>
#include <optional>
#include <vector>

#include "src/engine/engine_parts.h"
#include "src/facts/gate.h"
#include "src/facts/sticky.h"

namespace kefu {
namespace {

// The state of the session as the list tells it; nothing: it does not count
// now, since somebody serves the customer there, or the robot does.
std::optional<SessionState> ListedState(const World& world,
                                        const UnansweredRow& row) {
  const ContactRow c = world.contacts.Find(row.customer, {row.desk});
  const Contact& contact = world.contacts[c];
  if (contact.session == 0) return SessionState::kClosed;
  if (contact.state != SessionState::kWaiting &&
      contact.state != SessionState::kPooled) {
    return std::nullopt;
  }
  return contact.state;
}

}  // namespace

std::vector<UnansweredInfo> Engine::Unanswered(
    const UnansweredQuestion& question) const {
  const World& world = EngineParts::WorldOf(*this);
  std::vector<UnansweredInfo> list;
  size_t sorted = 0;  // those before are of earlier instants
  const auto sort_ties = [&] {
    std::sort(list.begin() + static_cast<std::ptrdiff_t>(sorted), list.end(),
              [](const UnansweredInfo& a, const UnansweredInfo& b) {
                return a.session.value < b.session.value;
              });
    sorted = list.size();
  };
  for (uint32_t i = world.unanswered.First(); i != 0;
       i = world.unanswered.rows[i].after) {
    const UnansweredRow& row = world.unanswered.rows[i];
    if (sorted < list.size() && list.back().since.ms != row.since) sort_ties();
    if (sorted == list.size() && list.size() >= question.limit) break;
    if (question.desk && question.desk.value != row.desk) continue;
    const std::optional<SessionState> state = ListedState(world, row);
    if (!state || !world.rules.Serves({row.desk})) continue;
    const AgentId agent = LastAgent(world, row.customer, {row.desk});
    if (question.agent && question.agent != agent) continue;
    if (AskBlocked(world, row.customer, {row.desk}) != Reason::kNone) continue;
    UnansweredInfo info;
    info.customer = world.CustomerOf(row.customer);
    info.desk = {row.desk};
    info.session = {row.session};
    info.state = *state;
    info.since = Instant{row.since};
    info.agent = agent;
    list.push_back(info);
  }
  sort_ties();
  if (list.size() > question.limit) list.resize(question.limit);
  for (UnansweredInfo& info : list) {
    info.sends = MaySend(
        {.customer = info.customer, .desk = info.desk, .at = world.now});
  }
  return list;
}

}  // namespace kefu
