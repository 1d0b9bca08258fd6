// How many agents and links there may be (A6), and to how many groups an agent
// may belong (A10).

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "src/model/compile.h"

namespace kefu {
namespace {

constexpr int64_t kBoundToMiniProgram = 100;

}  // namespace

void Compiler::CheckCounts() {
  const auto check = [&](const char* section, size_t count, int64_t most,
                         const char* setting) {
    if (most <= 0 || count <= static_cast<uint64_t>(most)) return;
    Report(fmt::format("/{}", section),
           fmt::format("declares {}, at most {} by /tenant/{}; take some out, "
                       "or raise it",
                       count, most, setting));
  };
  check("agents", c_.agents.size(), c_.tenant.max_agents, "max_agents");
  check("links", c_.links.size(), c_.tenant.max_links, "max_links");
  for (size_t i = 0; i < c_.channels.size(); ++i) CheckBound(i);
}

// Those who take part at one of the channel's desks (A6).
void Compiler::CheckBound(size_t index) {
  const ChannelConfig& channel = c_.channels[index];
  const bool mini = channel.type == ChannelType::kMiniProgram;
  const int64_t most =
      channel.max_agents.value_or(mini ? kBoundToMiniProgram : 0);
  if (most <= 0) return;
  std::vector<bool> bound(d_.agents.size());
  const auto bind = [&](const std::string& name) {
    bound[agents_.Find(name)] = true;
  };
  for (const DeskConfig& desk : c_.desks) {
    if (desk.channel != channel.name) continue;
    const auto id = static_cast<uint16_t>(d_.desk_ids.Find(desk.name));
    if (desk.agents) {
      for (const std::string& name : *desk.agents) bind(name);
    }
    for (const GroupConfig& group : c_.groups) {
      if (!d_.groups[d_.group_ids.Find(group.name)].Serves({id})) continue;
      for (const MemberConfig& member : group.agents) bind(member.agent);
    }
    if (desk.agents || !c_.groups.empty()) continue;
    if (d_.main_account) {
      bound[d_.main_account.value] = true;
    } else {
      for (const AgentConfig& agent : c_.agents) bind(agent.name);
    }
  }
  bound[0] = false;  // names that are none
  const auto count = std::count(bound.begin(), bound.end(), true);
  if (count <= most) return;
  Report(fmt::format("/channels/{}", index),
         fmt::format("{} agents take part at its desks, at most {}{}; let "
                     "fewer take part, or raise /channels/{}/max_agents",
                     count, most,
                     channel.max_agents ? "" : " at a mini_program", index));
}

void Compiler::CheckOneGroup() {
  if (!c_.tenant.one_group) return;
  struct Seen {
    size_t group = 0;  // 1 + index
    size_t member = 0;
  };
  std::vector<Seen> seen(d_.agents.size());
  for (size_t g = 0; g < c_.groups.size(); ++g) {
    const std::vector<MemberConfig>& members = c_.groups[g].agents;
    for (size_t m = 0; m < members.size(); ++m) {
      const uint32_t agent = agents_.Find(members[m].agent);
      if (agent == 0) continue;
      Seen& first = seen[agent];
      if (first.group == 0) {
        first = {g + 1, m};
      } else if (first.group != g + 1) {
        Report(fmt::format("/groups/{}/agents/{}/agent", g, m),
               fmt::format("\"{}\" is in \"{}\" already, at /groups/{}/agents/"
                           "{}; an agent belongs to one group: take him out "
                           "of one, or set /tenant/one_group to false",
                           members[m].agent, c_.groups[first.group - 1].name,
                           first.group - 1, first.member));
      }
    }
  }
}

}  // namespace kefu
