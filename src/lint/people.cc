// Groups and agents that are given nobody (A1 to A3, D3, R12), and limits of 0
// (A2, T9).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "src/lint/checks.h"

namespace kefu::lint {
namespace {

// A sticky rung may go beyond any capacity (A13).
bool MayExceed(const RulesetData& rules) {
  return std::any_of(
      rules.desks.begin(), rules.desks.end(), [](const DeskData& desk) {
        return std::any_of(
            desk.sticky.begin(), desk.sticky.end(),
            [](const StickyRung& rung) { return rung.over_capacity; });
      });
}

// Who takes what comes by a plan (O1), whatever his capacity.
std::set<uint32_t> StandIns(const RulesetData& rules) {
  std::set<uint32_t> agents;
  for (const DeskData& desk : rules.desks) {
    agents.insert(desk.proxy.value);
    if (desk.plan_closed == Plan::kMainAccount ||
        desk.plan_nobody == Plan::kMainAccount) {
      agents.insert(rules.main_account.value);
    }
  }
  return agents;
}

// Who has sessions without being in any list: those, the main account, and who
// is called in where a list overflows (Q3).
std::set<uint32_t> SpecialAgents(const RulesetData& rules) {
  std::set<uint32_t> agents = StandIns(rules);
  agents.insert(rules.main_account.value);
  for (const std::vector<OverflowRung>& ladder : rules.ladders) {
    for (const OverflowRung& rung : ladder) agents.insert(rung.agent.value);
  }
  return agents;
}

class People {
 public:
  People(const RulesetData& rules, Findings* found)
      : rules_(rules), found_(*found), may_exceed_(MayExceed(rules)) {}

  void Run() {
    const size_t groups = rules_.config.groups.size();
    for (size_t i = 0; i < groups; ++i) LookAtGroup(i);
    LookAtAgents();
  }

 private:
  // Whether the rules may ever give him a session of the list.
  bool IsGiven(const ListData& list, const MemberData& member) const {
    const AgentData& agent = rules_.agents[member.agent];
    const bool room = list.capacity != 0 && agent.capacity != 0;
    return member.weight != 0 && (room || may_exceed_) &&
           agent.auto_accept != AutoAccept::kOff;
  }

  void LookAtGroup(size_t index) {
    const GroupConfig& config = rules_.config.groups[index];
    const auto id = static_cast<uint16_t>(rules_.group_ids.Find(config.name));
    const std::string at = fmt::format("/groups/{}", index);
    if (config.agents.empty()) {
      if (rules_.groups[id].robot) return;
      return found_.Tell(LintCheck::kGroupEmpty, at,
                         "has no agents; give it some, or leave it out");
    }
    const ListData& list = rules_.lists[rules_.ListOf(GroupId{id})];
    const auto members = std::span(rules_.members)
                             .subspan(list.members_begin, list.members_count);
    // Where sessions are accepted by hand nobody expects to be given any.
    if (!list.hands_out ||
        std::any_of(members.begin(), members.end(), [&](const auto& member) {
          return IsGiven(list, member);
        })) {
      return;
    }
    found_.Tell(LintCheck::kGroupGivesNobody, at + "/agents",
                "are given no session by the rules: each has weight 0, "
                "capacity 0 or auto_accept off; change one of them, or set the "
                "distribution to manual");
  }

  void LookAtAgents() {
    const std::set<uint32_t> special = SpecialAgents(rules_);
    const std::vector<AgentConfig>& agents = rules_.config.agents;
    for (size_t i = 0; i < agents.size(); ++i) {
      const uint32_t id = rules_.agent_ids.Find(agents[i].name);
      // A role is reason enough to be there: who inspects serves nobody.
      if (rules_.agents[id].members_count != 0 || special.count(id) != 0 ||
          !agents[i].role.empty()) {
        continue;
      }
      found_.Tell(LintCheck::kAgentUnused, fmt::format("/agents/{}", i), [&] {
        return fmt::format(
            "\"{}\" takes part at no desk, so no session comes "
            "to him by itself; put him into a group or a desk, "
            "or leave him out",
            agents[i].name);
      });
    }
  }

  const RulesetData& rules_;
  Findings& found_;
  bool may_exceed_;
};

// ------------------------------------------------------------------- limits

class Limits {
 public:
  Limits(const RulesetData& rules, Findings* found)
      : rules_(rules),
        config_(rules.config),
        found_(*found),
        may_exceed_(MayExceed(rules)),
        stand_ins_(StandIns(rules)) {
    for (const AgentConfig& agent : config_.agents) {
      for (const ChannelCapacityConfig& own : agent.channel_capacities) {
        if (own.capacity != 0) let_in_.insert(own.channel);
      }
    }
  }

  void Run() {
    const bool inherits =
        std::any_of(config_.agents.begin(), config_.agents.end(),
                    [](const AgentConfig& agent) { return !agent.capacity; });
    if (inherits && config_.tenant.capacity == 0 && !may_exceed_) {
      Tell("/tenant/capacity",
           "nobody without a capacity of his own is given a session");
    }
    if (!config_.tags.empty() && config_.limits.customer_tags == 0) {
      Tell("/limits/customer_tags",
           "no customer can have one of the tags that are declared");
    }
    if (!config_.attributes.empty() &&
        config_.limits.customer_attributes == 0) {
      Tell("/limits/customer_attributes",
           "no customer can have one of the attributes that are declared");
    }
    for (size_t i = 0; i < config_.channels.size(); ++i) {
      const ChannelConfig& channel = config_.channels[i];
      if (channel.capacity != 0 || may_exceed_ ||
          let_in_.count(channel.name) != 0) {
        continue;
      }
      Tell(fmt::format("/channels/{}/capacity", i),
           "no agent is given a session of this channel");
    }
    for (size_t i = 0; i < config_.agents.size(); ++i) LookAtAgent(i);
    for (size_t i = 0; i < config_.groups.size(); ++i) {
      if (config_.groups[i].capacity != 0 || may_exceed_) continue;
      Tell(fmt::format("/groups/{}/capacity", i),
           "no member is given a session of this group");
    }
  }

 private:
  void LookAtAgent(size_t index) {
    const AgentConfig& agent = config_.agents[index];
    if (may_exceed_) return;
    if (agent.capacity == 0 && agent.auto_accept != AutoAccept::kOff &&
        stand_ins_.count(rules_.agent_ids.Find(agent.name)) == 0) {
      Tell(fmt::format("/agents/{}/capacity", index),
           "no session is distributed to him");
    }
    for (size_t i = 0; i < agent.channel_capacities.size(); ++i) {
      if (agent.channel_capacities[i].capacity != 0) continue;
      Tell(fmt::format("/agents/{}/channel_capacities/{}/capacity", index, i),
           "no session of this channel is distributed to him");
    }
  }

  void Tell(std::string pointer, const char* follows) {
    found_.Tell(LintCheck::kLimitZero, std::move(pointer), [=] {
      return fmt::format("is 0, so {}; give it another value", follows);
    });
  }

  const RulesetData& rules_;
  const Config& config_;
  Findings& found_;
  bool may_exceed_;
  std::set<uint32_t> stand_ins_;
  std::set<std::string_view> let_in_;  // channels where somebody has a limit
};

}  // namespace

void CheckPeople(const RulesetData& rules, Findings* found) {
  People(rules, found).Run();
}

void CheckLimits(const RulesetData& rules, Findings* found) {
  Limits(rules, found).Run();
}

}  // namespace kefu::lint
