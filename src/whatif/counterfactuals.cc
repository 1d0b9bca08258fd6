#include "kefu/counterfactuals.h"

#include <algorithm>
#include <cstddef>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kefu/snapshot.h"
#include "src/codec/restore_changed.h"
#include "src/engine/engine_parts.h"

namespace kefu {
namespace {

// Which change may help against a reason; kNone: none does.
Change ChangeFor(const AgentTrace& agent) {
  switch (agent.reason) {
    case Reason::kAgentOffline:
    case Reason::kAgentAway:
    case Reason::kDisconnected:
      return Change::kComesOnline;
    case Reason::kSuspended:
      return Change::kResumes;
    case Reason::kAutoAcceptOff:
      return Change::kAutoAcceptOn;
    case Reason::kAtCapacity:
      return agent.limit == AgentTrace::Limit::kAgent ? Change::kCapacity
                                                      : Change::kNone;
    case Reason::kNotOnDuty:
    case Reason::kOnLeave:
      return Change::kHoursOpen;
    default:
      return Change::kNone;
  }
}

class Inquiry {
 public:
  Inquiry(const Engine& engine, CustomerId customer, DeskId desk,
          const CounterfactualOptions& options)
      : engine_(engine),
        rules_(engine.ruleset()),
        customer_(customer),
        desk_(desk),
        options_(options),
        session_(engine.Session(customer, desk)),
        now_(engine.Now().value_or(Instant{})) {}

  // REQUIRES: the session waits, and `told` explains it.
  std::vector<Counterfactual> Run(const Explanation& told) {
    for (const AgentTrace& agent : told.agents) {
      const Change what = ChangeFor(agent);
      if (what != Change::kNone) Try(what, agent.reason, agent.agent);
      // He may be logged in to other desks only (A14).
      if (what == Change::kHoursOpen && rules_.config().tenant.chosen_desks) {
        Try(Change::kComesOnline, agent.reason, agent.agent);
      }
    }
    TryJoining(told);
    std::stable_sort(groups_.begin(), groups_.end(),
                     [](const Group& a, const Group& b) {
                       return a.found.what < b.found.what;
                     });
    std::vector<Counterfactual> found;
    for (Group& group : groups_) {
      if (!group.found.agents.empty()) found.push_back(std::move(group.found));
    }
    if (auto waits = Wait(told.decision.reason)) found.push_back(*waits);
    return found;
  }

 private:
  struct Group {
    Counterfactual found;
    size_t tried = 0;
  };

  // ---------------------------------------------------------------- trying

  void Try(Change what, Reason reason, AgentId agent) {
    auto group =
        std::find_if(groups_.begin(), groups_.end(), [&](const Group& other) {
          return other.found.what == what && other.found.reason == reason;
        });
    if (group == groups_.end()) {
      group = groups_.insert(group, Group{{what, reason, {}, {}}, 0});
      group->found.at = Instant::Never();
    }
    if (group->tried++ >= options_.most_agents) return;
    if (WouldDo(what, agent)) group->found.agents.push_back(agent);
  }

  bool WouldDo(Change what, AgentId agent) {
    switch (what) {
      case Change::kComesOnline:
        return AfterComingOnline(agent);
      case Change::kResumes:
        return After(AgentSetsStatus{
            .at = now_, .agent = agent, .status = AgentStatus::kOnline});
      case Change::kAutoAcceptOn:
        return After(AgentChangesSettings{
            .at = now_, .agent = agent, .auto_accept = AutoAccept::kOn});
      case Change::kCapacity: {
        const AgentInfo info = engine_.Agent(agent);
        return After(AgentChangesSettings{
            .at = now_,
            .agent = agent,
            .capacity =
                std::max(info.capacity + 1, info.load + session_.cost)});
      }
      case Change::kHoursOpen:
      case Change::kJoinsGroup:
        return AfterRules(what, agent);
      case Change::kWaits:
      case Change::kNone:
        return false;
    }
    return false;
  }

  // Whether somebody has the session, or is asked to take it (A16).
  bool IsTaken(const Engine& engine) const {
    const SessionInfo info = engine.Session(customer_, desk_);
    if (info.number != session_.number) return false;
    return info.state == SessionState::kServing ||
           (info.offered_to && !session_.offered_to);
  }

  Engine& Copy() {
    if (!copy_) {
      copy_ = engine_.Fork();
    } else {
      engine_.ForkInto(&*copy_);
    }
    return *copy_;
  }

  template <Event E>
  bool After(const E& event) {
    Engine& copy = Copy();
    Apply(event, &copy);
    return IsTaken(copy);
  }

  template <Event E>
  void Apply(const E& event, Engine* engine) {
    effects_.Clear();
    engine->Apply(event, &effects_);
    for (const EffectRecord& effect : effects_) {
      const std::optional<Refuse> refused = As<Refuse>(effect);
      if (refused && refused->reason == Reason::kOutOfMemory) {
        throw std::bad_alloc();
      }
    }
  }

  // Where presence is declared a connection says nothing (A7); who is connected
  // may have set himself offline (A8).
  bool AfterComingOnline(AgentId agent) {
    Engine& copy = Copy();
    Apply(AgentConnects{.at = now_, .agent = agent}, &copy);
    if (copy.Agent(agent).status != AgentStatus::kOnline) {
      Apply(
          AgentSetsStatus{
              .at = now_, .agent = agent, .status = AgentStatus::kOnline},
          &copy);
    }
    return IsTaken(copy);
  }

  // ---------------------------------------------------------- other rulesets

  bool AfterRules(Change what, AgentId agent) {
    Config config = rules_.config();
    const std::string name(rules_.Name(agent));
    if (what == Change::kHoursOpen) {
      OpenHours(name, &config);
    } else {
      Join(name, &config);
    }
    PutIntoOpenSlots(name, &config);
    RulesetResult changed =
        Compile(std::move(config), EngineParts::WorldOf(engine_).ruleset);
    if (!changed) return false;  // such as more agents than are allowed (A6)
    if (snapshot_.empty()) AppendSnapshot(engine_, &snapshot_);
    std::optional<Engine> engine =
        codec::RestoreChanged(snapshot_, rules_, std::move(changed.ruleset));
    if (!engine) return false;
    // It changes nothing, and those who wait are looked at for him (Q2).
    Apply(AgentChangesSettings{.at = now_, .agent = agent}, &*engine);
    return IsTaken(*engine);
  }

  static void OpenHours(const std::string& name, Config* config) {
    for (AgentConfig& agent : config->agents) {
      if (agent.name != name) continue;
      agent.schedule.clear();
      agent.leave.clear();
    }
  }

  // The group in whose list it waits or, without one, the desk.
  void Join(const std::string& name, Config* config) const {
    config->tenant.one_group = false;  // he stays where he is, too (A10)
    const std::string_view group = rules_.Name(session_.group);
    for (GroupConfig& own : config->groups) {
      if (!group.empty() && own.name == group) {
        own.agents.push_back({.agent = name});
      }
    }
    for (DeskConfig& own : config->desks) {
      if (group.empty() && own.name == rules_.Name(desk_) && own.agents) {
        own.agents->push_back(name);
      }
    }
  }

  void PutIntoOpenSlots(const std::string& name, Config* config) const {
    for (DeskConfig& desk : config->desks) {
      if (desk.name != rules_.Name(desk_)) continue;
      for (ReceptionSlotConfig& slot : desk.slots) {
        std::vector<std::string>& in = slot.agents;
        const bool open =
            rules_.IsOpen(rules_.Schedule(slot.schedule), now_).value_or(false);
        if (open && std::find(in.begin(), in.end(), name) == in.end()) {
          in.push_back(name);
        }
      }
    }
  }

  // Those who are not in the list, and could take it if they were.
  void TryJoining(const Explanation& told) {
    std::vector<AgentId> members;
    for (const AgentTrace& agent : told.agents) members.push_back(agent.agent);
    std::sort(members.begin(), members.end());
    size_t tried = 0;
    for (const AgentConfig& config : rules_.config().agents) {
      if (tried == options_.most_agents) break;
      const AgentId agent = rules_.Agent(config.name);
      const AgentInfo info = engine_.Agent(agent);
      if (std::binary_search(members.begin(), members.end(), agent) ||
          info.status != AgentStatus::kOnline ||
          info.auto_accept != AutoAccept::kOn ||
          info.load + session_.cost > info.capacity) {
        continue;
      }
      ++tried;
      Try(Change::kJoinsGroup, Reason::kNotParticipant, agent);
    }
  }

  // ----------------------------------------------------------------- waiting

  std::optional<Counterfactual> Wait(Reason reason) {
    if (options_.within.off()) return std::nullopt;
    Engine& copy = Copy();
    const Instant end = now_ + std::min(options_.within, kLastInstant - now_);
    for (Instant at = now_;;) {
      const std::optional<Instant> next = copy.NextDeadline();
      if (!next || *next > end || *next < at) return std::nullopt;
      at = *next;
      Apply(TimePasses{.at = at}, &copy);
      const SessionInfo info = copy.Session(customer_, desk_);
      if (IsTaken(copy)) {
        const AgentId agent = info.agent ? info.agent : info.offered_to;
        return Counterfactual{Change::kWaits, reason, {agent}, at};
      }
      if (info.number != session_.number ||
          info.state != SessionState::kWaiting) {
        return std::nullopt;
      }
    }
  }

  const Engine& engine_;
  const Ruleset& rules_;
  CustomerId customer_;
  DeskId desk_;
  CounterfactualOptions options_;
  SessionInfo session_;
  Instant now_;
  std::vector<Group> groups_;
  std::optional<Engine> copy_;
  std::vector<std::byte> snapshot_;
  Effects effects_;
};

}  // namespace

CounterfactualResult Counterfactuals(const Engine& engine, CustomerId customer,
                                     DeskId desk,
                                     const CounterfactualOptions& options) {
  CounterfactualResult result;
  const Explanation told = engine.Explain({.customer = customer, .desk = desk});
  if (told.waiting) {
    result.found = Inquiry(engine, customer, desk, options).Run(told);
    return result;
  }
  result.refused = engine.Session(customer, desk).number ? Reason::kWrongState
                                                         : Reason::kNoSession;
  if (told.refused == Reason::kUnknownDesk ||
      told.refused == Reason::kUnknownCustomer) {
    result.refused = told.refused;
  }
  return result;
}

}  // namespace kefu
