// The list of unanswered sessions 未回复对话 (S5).

#include <algorithm>
#include <optional>
#include <tuple>
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
  for (uint32_t i = world.unanswered.First(); i != 0;
       i = world.unanswered.rows[i].after) {
    const UnansweredRow& row = world.unanswered.rows[i];
    // Of one instant all are looked at: they come by their sessions.
    const bool later = list.empty() || list.back().since.ms != row.since;
    if (later && list.size() >= question.limit) break;
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
  std::sort(list.begin(), list.end(),
            [](const UnansweredInfo& a, const UnansweredInfo& b) {
              return std::tuple(a.since.ms, a.session.value) <
                     std::tuple(b.since.ms, b.session.value);
            });
  if (list.size() > question.limit) list.resize(question.limit);
  for (UnansweredInfo& info : list) {
    info.sends = MaySend(
        {.customer = info.customer, .desk = info.desk, .at = world.now});
  }
  return list;
}

}  // namespace kefu
