#include "tests/scenario/face.h"

#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "kefu/messages.h"
#include "kefu/replies.h"

#if __has_include("kefu/snapshot.h")
#include "kefu/snapshot.h"
#endif

namespace kefu::scenario {

HoursAnswer Face::Hours(const HoursQuestion& asked) const {
  const Ruleset& rules = ruleset();
  return {rules.IsOpen(asked.schedule, asked.at),
          rules.NextOpening(asked.schedule, asked.at),
          rules.NextClosing(asked.schedule, asked.at),
          rules.AddOpenTime(asked.schedule, asked.at, asked.add),
          rules.AddWorkingDays(asked.schedule, asked.at, asked.days),
          rules.OpenTime(asked.schedule, asked.at, asked.to)};
}

MessagesConfig Face::Render(const EffectRecord& send) const {
  return RenderMessages(ruleset(), send);
}

std::vector<ReplyAnswer> Face::Replies(const ReplyQuestion& asked) const {
  std::vector<ReplyAnswer> all;
  const MessageValues values{.at = asked.at, .agent = asked.agent};
  for (const QuickReply& reply :
       QuickReplies(ruleset(), asked.agent, asked.typed)) {
    all.push_back({reply.personal, std::string(reply.folder),
                   std::string(reply.shortcut),
                   RenderMessages(ruleset(), reply.messages, values)});
  }
  return all;
}

std::vector<ScriptAnswer> Face::Scripts(const ReplyQuestion& asked) const {
  std::vector<ScriptAnswer> all;
  const MessageValues values{.at = asked.at, .agent = asked.agent};
  for (const Script& script : kefu::Scripts(ruleset(), asked.typed)) {
    all.push_back({std::string(script.situation),
                   RenderMessages(ruleset(), script.messages, values)});
  }
  return all;
}

std::vector<LintFinding> Face::Lint() const { return kefu::Lint(ruleset()); }

namespace {

class EngineFace : public Face {
 public:
  explicit EngineFace(const std::shared_ptr<const Ruleset>& ruleset)
      : ruleset_(ruleset), engine_(ruleset) {}

  const Ruleset& ruleset() const override { return engine_.ruleset(); }
  CustomerId Customer(std::string_view name) override {
    const CustomerId id = engine_.Customer(name);
    names_.emplace(id.value, name);
    return id;
  }
  std::string CustomerName(CustomerId id) const override {
    const std::string name = engine_.CustomerName(id);
    if (!name.empty()) return name;
    // An effect may name a customer whom its own event has made the engine
    // forget (T9).
    const auto found = names_.find(id.value);
    return found == names_.end() ? "" : found->second;
  }
  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) override {
    engine_.Apply(event, payloads, effects);
  }
  size_t ApplyBatch(std::span<const EventRecord> events,
                    std::span<const std::byte> payloads,
                    Effects* effects) override {
    return engine_.ApplyBatch(events, payloads, effects);
  }
  std::optional<Instant> Now() const override { return engine_.Now(); }
  std::optional<Instant> NextDeadline() const override {
    return engine_.NextDeadline();
  }
  SessionInfo Session(CustomerId customer, DeskId desk) const override {
    return engine_.Session(customer, desk);
  }
  PositionInfo Position(CustomerId customer, DeskId desk) const override {
    return engine_.Position(customer, desk);
  }
  uint32_t Waiting(GroupId group) const override {
    return engine_.Waiting(group);
  }
  uint32_t Waiting(DeskId desk) const override { return engine_.Waiting(desk); }
  PoolInfo Pool(GroupId group) const override { return engine_.Pool(group); }
  PoolInfo Pool(DeskId desk) const override { return engine_.Pool(desk); }
  AgentInfo Agent(AgentId agent) const override { return engine_.Agent(agent); }
  SendInfo MaySend(const Engine::SendQuestion& question) const override {
    return engine_.MaySend(question);
  }
  std::vector<UnansweredInfo> Unanswered(
      const Engine::UnansweredQuestion& question) const override {
    return engine_.Unanswered(question);
  }
  std::vector<ListedSession> WaitingSessions(GroupId group,
                                             size_t limit) const override {
    return engine_.WaitingSessions(group, limit);
  }
  std::vector<ListedSession> WaitingSessions(DeskId desk,
                                             size_t limit) const override {
    return engine_.WaitingSessions(desk, limit);
  }
  std::vector<ListedSession> PooledSessions(GroupId group,
                                            size_t limit) const override {
    return engine_.PooledSessions(group, limit);
  }
  std::vector<ListedSession> PooledSessions(DeskId desk,
                                            size_t limit) const override {
    return engine_.PooledSessions(desk, limit);
  }
  std::vector<ListedSession> SessionsOf(AgentId agent) const override {
    return engine_.SessionsOf(agent);
  }
  std::vector<AgentId> Online() const override { return engine_.Online(); }
  std::vector<CrowdId> CrowdsOf(CustomerId customer) const override {
    return engine_.CrowdsOf(customer);
  }
  uint64_t OpenSessions() const override { return engine_.OpenSessions(); }
  uint64_t Customers() const override { return engine_.Customers(); }
  uint64_t Events() const override { return engine_.Events(); }
  StatsInfo Stats() const override { return engine_.Stats(); }
  Explanation Explain(const Engine::Request& request) const override {
    return engine_.Explain(request);
  }
  CounterfactualResult Counterfactuals(
      CustomerId customer, DeskId desk,
      const CounterfactualOptions& options) const override {
    return kefu::Counterfactuals(engine_, customer, desk, options);
  }
  Violation CheckInvariants() const override {
    return engine_.CheckInvariants();
  }

 protected:
  std::shared_ptr<const Ruleset> ruleset_;
  Engine engine_;

 private:
  std::map<uint64_t, std::string> names_;
};

#if __has_include("kefu/snapshot.h")
// An engine that is saved and restored after each call (T7).
class RestoredFace final : public EngineFace {
 public:
  using EngineFace::EngineFace;

  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) override {
    EngineFace::Apply(event, payloads, effects);
    Restore();
  }
  size_t ApplyBatch(std::span<const EventRecord> events,
                    std::span<const std::byte> payloads,
                    Effects* effects) override {
    const size_t used = EngineFace::ApplyBatch(events, payloads, effects);
    Restore();
    return used;
  }

 private:
  void Restore() {
    std::vector<std::byte> bytes;
    AppendSnapshot(engine_, &bytes);
    RestoreResult result = kefu::Restore(bytes, ruleset_);
    if (!result.engine) {
      throw std::runtime_error("an engine does not read its own snapshot");
    }
    engine_ = std::move(*result.engine);
  }
};
#endif

template <class F>
std::unique_ptr<Face> Make(const std::string& ruleset) {
  RulesetResult result = ParseRuleset(ruleset);
  if (result) return std::make_unique<F>(result.ruleset);
  std::string errors = "the ruleset of the scenario is wrong:";
  for (const ConfigError& error : result.errors) {
    errors += "\n  " + ToText(error);
  }
  throw std::runtime_error(errors);
}

}  // namespace

std::unique_ptr<Face> MakeEngineFace(const std::string& ruleset) {
  return Make<EngineFace>(ruleset);
}

#if __has_include("kefu/snapshot.h")
std::unique_ptr<Face> MakeRestoredFace(const std::string& ruleset) {
  return Make<RestoredFace>(ruleset);
}
#endif

}  // namespace kefu::scenario
