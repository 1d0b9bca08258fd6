// Groups and agents that are given nobody (A1 to A3, D3, R12), and limits of 0
// (A2, T9).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>

#include "fmt/format.h"
#include "src/lint/checks.h"

namespace kefu::lint {
namespace {

std::span<const MemberData> MembersOf(const RulesetData& rules,
                                      const ListData& list) {
  return std::span(rules.members)
      .subspan(list.members_begin, list.members_count);
}

// Whether the rules may ever give him a session of the list.
bool IsGiven(const RulesetData& rules, const ListData& list,
             const MemberData& member) {
  const AgentData& agent = rules.agents[member.agent];
  return member.weight != 0 && list.capacity != 0 && agent.capacity != 0 &&
         agent.auto_accept != AutoAccept::kOff;
}

void LookAtGroup(const RulesetData& rules, size_t index, Findings* found) {
  const GroupConfig& config = rules.config.groups[index];
  const uint32_t id = rules.group_ids.Find(config.name);
  const ListData& list =
      rules.lists[rules.ListOf(GroupId{static_cast<uint16_t>(id)})];
  if (config.agents.empty()) {
    if (rules.groups[id].robot || !found->Takes(LintCheck::kGroupEmpty)) return;
    return found->Add(LintCheck::kGroupEmpty, fmt::format("/groups/{}", index),
                      "has no agents; give it some, or leave it out");
  }
  const auto members = MembersOf(rules, list);
  // Where sessions are accepted by hand nobody expects to be given any.
  if (!list.hands_out ||
      std::any_of(members.begin(), members.end(),
                  [&](const MemberData& member) {
                    return IsGiven(rules, list, member);
                  }) ||
      !found->Takes(LintCheck::kGroupGivesNobody)) {
    return;
  }
  found->Add(LintCheck::kGroupGivesNobody,
             fmt::format("/groups/{}/agents", index),
             "are given no session by the rules: each has weight 0, capacity 0 "
             "or auto_accept off; change one of them, or set the distribution "
             "to manual");
}

// Who has sessions without being in any list.
std::set<uint32_t> SpecialAgents(const RulesetData& rules) {
  std::set<uint32_t> agents{rules.main_account.value};
  for (const DeskData& desk : rules.desks) agents.insert(desk.proxy.value);
  for (const std::vector<OverflowRung>& ladder : rules.ladders) {
    for (const OverflowRung& rung : ladder) agents.insert(rung.agent.value);
  }
  for (const CrowdData& crowd : rules.crowds) {
    agents.insert(crowd.dedicated.value);
  }
  return agents;
}

void LookAtAgents(const RulesetData& rules, Findings* found) {
  const std::set<uint32_t> special = SpecialAgents(rules);
  const std::vector<AgentConfig>& agents = rules.config.agents;
  for (size_t i = 0; i < agents.size(); ++i) {
    const uint32_t id = rules.agent_ids.Find(agents[i].name);
    // A role is reason enough to be there: who inspects serves nobody.
    if (rules.agents[id].members_count != 0 || special.count(id) != 0 ||
        !agents[i].role.empty() || !found->Takes(LintCheck::kAgentUnused)) {
      continue;
    }
    found->Add(LintCheck::kAgentUnused, fmt::format("/agents/{}", i),
               fmt::format("\"{}\" takes part at no desk, so no session comes "
                           "to him by itself; put him into a group or a desk, "
                           "or give him a role",
                           agents[i].name));
  }
}

// ------------------------------------------------------------------- limits

class Limits {
 public:
  Limits(const RulesetData& rules, Findings* found)
      : config_(rules.config), found_(*found) {}

  void Run() {
    const bool inherits =
        std::any_of(config_.agents.begin(), config_.agents.end(),
                    [](const AgentConfig& agent) { return !agent.capacity; });
    if (inherits && config_.tenant.capacity == 0) {
      Report("/tenant/capacity",
             "so nobody without a capacity of his own is given a session");
    }
    if (!config_.tags.empty() && config_.limits.customer_tags == 0) {
      Report("/limits/customer_tags",
             "so no customer can have one of the tags that are declared");
    }
    if (!config_.attributes.empty() &&
        config_.limits.customer_attributes == 0) {
      Report("/limits/customer_attributes",
             "so no customer can have one of the attributes that are declared");
    }
    Look("channels", config_.channels,
         "so no agent is given a session of this channel");
    for (size_t i = 0; i < config_.agents.size(); ++i) LookAtAgent(i);
    Look("groups", config_.groups,
         "so no member is given a session of this group");
  }

 private:
  void LookAtAgent(size_t index) {
    const AgentConfig& agent = config_.agents[index];
    if (agent.capacity == 0 && agent.auto_accept != AutoAccept::kOff) {
      Report(fmt::format("/agents/{}/capacity", index),
             "so he is given no session; where that is meant, auto_accept off "
             "says it");
    }
    for (size_t i = 0; i < agent.channel_capacities.size(); ++i) {
      if (agent.channel_capacities[i].capacity != 0) continue;
      Report(fmt::format("/agents/{}/channel_capacities/{}/capacity", index, i),
             "so he is given no session of this channel");
    }
  }

  template <class List>
  void Look(const char* section, const List& list, const char* follows) {
    for (size_t i = 0; i < list.size(); ++i) {
      if (list[i].capacity != 0) continue;
      Report(fmt::format("/{}/{}/capacity", section, i), follows);
    }
  }

  void Report(const std::string& pointer, const char* follows) {
    if (!found_.Takes(LintCheck::kLimitZero)) return;
    found_.Add(LintCheck::kLimitZero, pointer,
               fmt::format("is 0, {}; give it another value", follows));
  }

  const Config& config_;
  Findings& found_;
};

}  // namespace

void CheckPeople(const RulesetData& rules, Findings* found) {
  const size_t groups = rules.config.groups.size();
  for (size_t i = 0; i < groups; ++i) LookAtGroup(rules, i, found);
  LookAtAgents(rules, found);
}

void CheckLimits(const RulesetData& rules, Findings* found) {
  Limits(rules, found).Run();
}

}  // namespace kefu::lint
