#include "tests/scenario/face.h"

#include <stdexcept>
#include <utility>

namespace kefu::scenario {
namespace {

class EngineFace final : public Face {
 public:
  explicit EngineFace(std::shared_ptr<const Ruleset> ruleset)
      : engine_(std::move(ruleset)) {}

  const Ruleset& ruleset() const override { return engine_.ruleset(); }
  CustomerId Customer(std::string_view name) override {
    return engine_.Customer(name);
  }
  std::string CustomerName(CustomerId id) const override {
    return engine_.CustomerName(id);
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
  AgentInfo Agent(AgentId agent) const override { return engine_.Agent(agent); }
  uint64_t OpenSessions() const override { return engine_.OpenSessions(); }
  uint64_t Customers() const override { return engine_.Customers(); }
  uint64_t Events() const override { return engine_.Events(); }
  Explanation Explain(const Engine::Request& request) const override {
    return engine_.Explain(request);
  }
  Violation CheckInvariants() const override {
    return engine_.CheckInvariants();
  }

 private:
  Engine engine_;
};

}  // namespace

std::unique_ptr<Face> MakeEngineFace(const std::string& ruleset) {
  RulesetResult result = ParseRuleset(ruleset);
  if (result) return std::make_unique<EngineFace>(std::move(result.ruleset));
  std::string errors = "the ruleset of the scenario is wrong:";
  for (const ConfigError& error : result.errors) {
    errors += "\n  " + ToText(error);
  }
  throw std::runtime_error(errors);
}

}  // namespace kefu::scenario
