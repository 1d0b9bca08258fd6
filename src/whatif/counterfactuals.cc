#include "kefu/counterfactuals.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kefu/snapshot.h"
#include "src/codec/restore_changed.h"
#include "src/codec/ruleset_fingerprint.h"
#include "src/engine/engine_parts.h"
#include "src/whatif/changed_config.h"

namespace kefu {
namespace {

// Waiting goes in steps, so that what comes soon is found soon and the effects
// of a step take little memory.
constexpr Duration kFirstStep = Duration::Minutes(1);
constexpr Duration kLongestStep = Duration::Hours(1);

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
  // REQUIRES: the session waits, and `told` explains it.
  Inquiry(const Engine& engine, CustomerId customer, DeskId desk,
          const CounterfactualOptions& options, const Explanation& told)
      : engine_(engine),
        rules_(engine.ruleset()),
        customer_(customer),
        desk_(desk),
        options_(options),
        told_(told),
        session_(engine.Session(customer, desk)),
        now_(engine.Now().value_or(Instant{})) {}

  std::vector<Counterfactual> Run() {
    // Whoever is asked to take it has to say so first (A16).
    if (!session_.offered_to) {
      for (const AgentTrace& agent : told_.agents) TryFor(agent);
      TryJoining();
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Counterfactual& a, const Counterfactual& b) {
                       return a.what < b.what;
                     });
    if (auto waits = Wait()) found_.push_back(std::move(*waits));
    return std::move(found_);
  }

 private:
  // ---------------------------------------------------------------- trying

  void TryFor(const AgentTrace& agent) {
    const Change what = ChangeFor(agent);
    if (what == Change::kNone) return;
    Try(what, agent.reason, agent.agent);
    // He may be logged in to other desks only (A14).
    if (agent.reason == Reason::kNotOnDuty &&
        rules_.config().tenant.chosen_desks) {
      Try(Change::kComesOnline, agent.reason, agent.agent);
    }
  }

  void Try(Change what, Reason reason, AgentId agent) {
    const auto is_it = [&](const auto& other) {
      return other.what == what && other.reason == reason;
    };
    auto tried = std::find_if(tried_.begin(), tried_.end(), is_it);
    if (tried == tried_.end()) {
      tried = tried_.insert(tried, {.what = what, .reason = reason});
    }
    if (tried->agents++ >= options_.most_agents || !WouldDo(what, agent)) {
      return;
    }
    auto found = std::find_if(found_.begin(), found_.end(), is_it);
    if (found == found_.end()) {
      found =
          found_.insert(found, {.what = what, .reason = reason, .agents = {}});
    }
    found->agents.push_back(agent);
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
      case Change::kCapacity:
        return After(AgentChangesSettings{
            .at = now_,
            .agent = agent,
            .capacity = engine_.Agent(agent).load + session_.cost});
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
    return info.number == session_.number &&
           (info.state == SessionState::kServing || info.offered_to);
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
    const std::string name(rules_.Name(agent));
    const std::string desk(rules_.Name(desk_));
    Config config = rules_.config();
    if (what == Change::kHoursOpen) {
      OpenHours(name, &config);
    } else if (session_.group) {
      JoinGroup(name, rules_.Name(session_.group), &config);
    } else {
      JoinDesk(name, desk, MemberNames(), &config);
    }
    if (!PutIntoOpenSlots(rules_, name, desk, now_, &config)) return false;
    RulesetResult changed =
        Compile(std::move(config), EngineParts::WorldOf(engine_).ruleset);
    if (!changed) return false;  // such as more agents than are allowed (A6)
    TakeSnapshot();
    std::optional<Engine> engine = codec::RestoreChanged(
        snapshot_, fingerprint_, std::move(changed.ruleset));
    if (!engine) return false;
    // It changes nothing, and those who wait are looked at for him (Q2).
    Apply(AgentChangesSettings{.at = now_, .agent = agent}, &*engine);
    return IsTaken(*engine);
  }

  void TakeSnapshot() {
    if (!snapshot_.empty()) return;
    fingerprint_ = codec::FingerprintOf(rules_.config());
    AppendSnapshot(engine_, &snapshot_);
  }

  std::vector<std::string> MemberNames() const {
    std::vector<std::string> names;
    for (const AgentTrace& agent : told_.agents) {
      names.emplace_back(rules_.Name(agent.agent));
    }
    return names;
  }

  // Those who are not in the list, and could take it if they were. Where there
  // are groups, nobody is given what waits in a desk's own list (R8).
  void TryJoining() {
    if (!session_.group && !rules_.config().groups.empty()) return;
    std::vector<AgentId> members;
    for (const AgentTrace& agent : told_.agents) members.push_back(agent.agent);
    std::sort(members.begin(), members.end());
    for (const AgentConfig& config : rules_.config().agents) {
      const AgentId agent = rules_.Agent(config.name);
      const AgentInfo info = engine_.Agent(agent);
      if (!std::binary_search(members.begin(), members.end(), agent) &&
          info.status == AgentStatus::kOnline &&
          info.auto_accept == AutoAccept::kOn &&
          info.load + session_.cost <= info.capacity) {
        Try(Change::kJoinsGroup, Reason::kNotParticipant, agent);
      }
    }
  }

  // ----------------------------------------------------------------- waiting

  std::optional<Counterfactual> Wait() {
    if (options_.within.off()) return std::nullopt;
    Engine& copy = Copy();
    const Instant end =
        now_ + std::clamp(options_.within, Duration{}, kLastInstant - now_);
    Duration step = kFirstStep;
    for (Instant at = now_; at < end;) {
      at = std::min(at + step, end);
      step = std::min(Duration{2 * step.ms}, kLongestStep);
      Apply(TimePasses{.at = at}, &copy);
      for (const EffectRecord& effect : effects_) {
        if (const std::optional<Counterfactual> waits = Ends(effect)) {
          return waits->agents.empty() ? std::nullopt : waits;
        }
      }
    }
    return std::nullopt;
  }

  // Whether the session has come to an end of its waiting; without an agent, if
  // not to one.
  std::optional<Counterfactual> Ends(const EffectRecord& effect) const {
    Counterfactual waits{.what = Change::kWaits,
                         .reason = told_.decision.reason,
                         .agents = {},
                         .at = Instant{effect.at}};
    const auto is_it = [this](const auto& found) {
      return found && found->session == session_.number;
    };
    if (const auto assign = As<Assign>(effect); is_it(assign)) {
      waits.agents = {assign->agent};
      return waits;
    }
    if (const auto offer = As<Offer>(effect); is_it(offer)) {
      waits.agents = {offer->agent};
      return waits;
    }
    const bool gone = is_it(As<CloseSession>(effect)) ||
                      is_it(As<Pool>(effect)) || is_it(As<AskRobot>(effect));
    return gone ? std::optional(waits) : std::nullopt;
  }

  struct Tried {
    Change what = Change::kNone;
    Reason reason = Reason::kNone;
    size_t agents = 0;
  };

  const Engine& engine_;
  const Ruleset& rules_;
  CustomerId customer_;
  DeskId desk_;
  CounterfactualOptions options_;
  const Explanation& told_;
  SessionInfo session_;
  Instant now_;
  std::vector<Tried> tried_;
  std::vector<Counterfactual> found_;
  std::optional<Engine> copy_;
  uint64_t fingerprint_ = 0;
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
    result.found = Inquiry(engine, customer, desk, options, told).Run();
  } else if (told.refused == Reason::kUnknownDesk) {
    result.refused = told.refused;
  } else if (!engine.Knows(customer)) {
    result.refused = Reason::kUnknownCustomer;
  } else {
    result.refused = engine.Session(customer, desk).number ? Reason::kWrongState
                                                           : Reason::kNoSession;
  }
  return result;
}

}  // namespace kefu
