// E2: each change that would have a waiting session assigned is told, and no
// other; a state goes on under a ruleset in which somebody has joined a group.

#include "kefu/counterfactuals.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kefu/snapshot.h"
#include "src/codec/restore_changed.h"
#include "src/codec/ruleset_fingerprint.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

constexpr uint64_t kAskedWorlds = 120;
constexpr size_t kEvery = 20;  // steps between two looks

using Found = std::set<std::pair<Change, AgentId>>;

std::string InWords(const Found& found, const Ruleset& ruleset) {
  std::string text;
  for (const auto& [change, agent] : found) {
    text += " " + std::string(Name(change)) + "=" +
            std::string(ruleset.Name(agent));
  }
  return text;
}

// Who waits where.
struct Waiting {
  CustomerId customer;
  DeskId desk;
};

std::vector<Waiting> AllWaiting(const Player& player, const Engine& engine) {
  std::vector<Waiting> waiting;
  for (const CustomerId customer : player.cast().customers) {
    for (const DeskId desk : player.cast().desks) {
      if (engine.Session(customer, desk).state == SessionState::kWaiting) {
        waiting.push_back({customer, desk});
      }
    }
  }
  return waiting;
}

class Tries {
 public:
  Tries(const Engine& engine, const Waiting& who)
      : engine_(engine),
        who_(who),
        before_(engine.Session(who.customer, who.desk)),
        now_(*engine.Now()),
        copy_(engine.Fork()) {}

  // Everything that may help is done to everybody.
  Found Run(const std::vector<AgentId>& agents) {
    Found found;
    if (before_.offered_to) return found;  // he has to answer first
    for (const AgentId agent : agents) {
      if (engine_.ruleset().Name(agent).empty()) continue;
      const AgentInfo info = engine_.Agent(agent);
      const auto note = [&](Change change, bool helps) {
        if (helps) found.emplace(change, agent);
      };
      if (info.status == AgentStatus::kSuspended) {
        note(Change::kResumes, Helps(Online(agent)));
      } else {
        note(Change::kComesOnline,
             Helps(AgentConnects{.at = now_, .agent = agent}, Online(agent)));
      }
      if (info.auto_accept != AutoAccept::kOn) {
        note(Change::kAutoAcceptOn,
             Helps(AgentChangesSettings{
                 .at = now_, .agent = agent, .auto_accept = AutoAccept::kOn}));
      }
      note(Change::kCapacity,
           Helps(AgentChangesSettings{
               .at = now_,
               .agent = agent,
               .capacity =
                   std::max(info.capacity + 1, info.load + before_.cost)}));
    }
    return found;
  }

  // Whether somebody gets it at that time, and the waiting does not end before;
  // Never: it does not end so in a day.
  std::string CheckWaits(Instant at) {
    engine_.ForkInto(&copy_);
    const Instant end = now_ + Duration::Days(1);
    const Effects effects = copy_.Apply(TimePasses{.at = end});
    for (const EffectRecord& effect : effects.records()) {
      if (effect.session != before_.number.value) continue;
      const EffectType type = effect.Type();
      if (type == EffectType::kAssign || type == EffectType::kOffer) {
        return effect.at == at.ms ? "" : "taken at another time";
      }
      if (type == EffectType::kCloseSession || type == EffectType::kPool ||
          type == EffectType::kAskRobot) {
        break;
      }
    }
    return at.never() ? "" : "not taken";
  }

 private:
  AgentSetsStatus Online(AgentId agent) const {
    return {.at = now_, .agent = agent, .status = AgentStatus::kOnline};
  }

  template <class... E>
  bool Helps(const E&... events) {
    engine_.ForkInto(&copy_);
    (copy_.Apply(events), ...);
    return IsTaken();
  }

  bool IsTaken() const {
    const SessionInfo info = copy_.Session(who_.customer, who_.desk);
    return info.number == before_.number &&
           (info.state == SessionState::kServing ||
            (info.offered_to && info.offered_to != before_.offered_to));
  }

  const Engine& engine_;
  Waiting who_;
  SessionInfo before_;
  Instant now_;
  Engine copy_;
};

// What is told of changes that events can make.
Found Told(const CounterfactualResult& result) {
  Found found;
  for (const Counterfactual& one : result.found) {
    if (one.what > Change::kCapacity) continue;
    for (const AgentId agent : one.agents) found.emplace(one.what, agent);
  }
  return found;
}

struct Counts {
  size_t asked = 0, helpful = 0, waits = 0;
};

std::string CheckChanges(const Player& player, const Engine& engine,
                         const Waiting& who, Counts* counts) {
  const CounterfactualResult result =
      Counterfactuals(engine, who.customer, who.desk, {.most_agents = 1000});
  if (result.refused != Reason::kNone) return "refused";
  const Found told = Told(result);
  Tries tries(engine, who);
  const Found true_ones = tries.Run(player.cast().agents);
  const bool waits =
      !result.found.empty() && result.found.back().what == Change::kWaits;
  const std::string wrong =
      tries.CheckWaits(waits ? result.found.back().at : Instant::Never());
  ++counts->asked;
  counts->helpful += told.size();
  counts->waits += waits ? 1 : 0;
  if (told == true_ones && wrong.empty()) return "";
  const Ruleset& rules = engine.ruleset();
  const Explanation why =
      engine.Explain({.customer = who.customer, .desk = who.desk});
  return "customer " + engine.CustomerName(who.customer) + ": " +
         ToText(why, rules) + "\ntold:" + InWords(told, rules) +
         "\ntrue:" + InWords(true_ones, rules) + "\nwaits: " + wrong;
}

// Somebody more in a group and in all slots, and always on duty.
std::string CheckJoining(const Story& story, const Engine& engine,
                         size_t round) {
  Config config = story.ruleset->config();
  if (config.groups.empty() || config.agents.empty()) return "";
  config.tenant.one_group = false;
  GroupConfig& group = config.groups[round % config.groups.size()];
  AgentConfig& agent = config.agents[round % config.agents.size()];
  agent.schedule.clear();
  agent.leave.clear();
  const auto is_him = [&](const MemberConfig& member) {
    return member.agent == agent.name;
  };
  if (std::none_of(group.agents.begin(), group.agents.end(), is_him)) {
    group.agents.push_back({.agent = agent.name});
  }
  const std::string name = agent.name;
  for (DeskConfig& desk : config.desks) {
    for (ReceptionSlotConfig& slot : desk.slots) {
      std::vector<std::string>& in = slot.agents;
      if (std::find(in.begin(), in.end(), name) == in.end()) in.push_back(name);
    }
  }
  const RulesetResult changed = Compile(std::move(config), story.ruleset);
  if (!changed) return "";  // such as more agents than are allowed
  std::vector<std::byte> bytes;
  AppendSnapshot(engine, &bytes);
  std::optional<Engine> other = codec::RestoreChanged(
      bytes, codec::FingerprintOf(story.ruleset->config()), changed.ruleset);
  if (!other) return name + " joins " + group.name + ": it does not fit";
  other->Apply(AgentChangesSettings{.at = *engine.Now(),
                                    .agent = changed.ruleset->Agent(name)});
  const Violation violation = other->CheckInvariants();
  return violation.empty() ? "" : name + " joins a group: " + violation;
}

TEST_CASE("E2: what would have helped, and nothing else, is told") {
  Counts counts;
  const uint64_t worlds = ForEachStory(
      kAskedWorlds, kCareful, {}, [&](const Story& story) -> std::string {
        Player player(story.world, story.ruleset);
        for (size_t i = 0; i < story.steps.size(); ++i) {
          player.Do(story.steps[i]);
          const Engine& engine = player.engine();
          if (i % kEvery != 0 || !engine.Now()) continue;
          std::string failure = CheckJoining(story, engine, i / kEvery);
          for (const Waiting& who : AllWaiting(player, engine)) {
            if (!failure.empty()) break;
            failure = CheckChanges(player, engine, who, &counts);
          }
          if (!failure.empty()) return story.Failure(i, failure);
        }
        return "";
      });
  if (worlds < kEnoughWorlds) return;
  CHECK(counts.asked > 200);
  CHECK(counts.helpful > 100);
  CHECK(counts.waits > 30);
}

}  // namespace
}  // namespace kefu::property
