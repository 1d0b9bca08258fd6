// D3 with agents who go and come inside a cycle: the weight sets measured on
// nginx, the engine against the oracle. Who is away keeps his value.
// tests/unit/wrr_test.cc holds the engine against nginx's own loop.

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/property/duel.h"
#include "tests/property/random.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

// Some rounds of every cycle; what is compared grows with their square.
constexpr int kCustomers = 160;

std::vector<std::vector<int64_t>> MeasuredWeights() {
  std::ifstream file(KEFU_SOURCE_DIR "/tests/data/nginx_wrr.json");
  std::stringstream text;
  text << file.rdbuf();
  rapidjson::Document document;
  document.Parse(text.str().c_str());
  REQUIRE(document.IsArray());
  std::vector<std::vector<int64_t>> sets;
  for (const auto& one : document.GetArray()) {
    auto& weights = sets.emplace_back();
    for (const auto& weight : one["weights"].GetArray()) {
      weights.push_back(weight.GetInt64());
    }
  }
  return sets;
}

World DeskOf(const std::vector<int64_t>& weights) {
  World world;
  world.customers = kCustomers;
  world.config.tenant.capacity = 1000;
  world.config.desks.emplace_back().name = "desk";
  world.config.routing.distribution = Distribution::kWeighted;
  GroupConfig group;
  group.name = "group";
  for (size_t i = 0; i < weights.size(); ++i) {
    const std::string name = "agent " + std::to_string(i);
    world.config.agents.emplace_back().name = name;
    group.agents.push_back({.agent = name, .weight = weights[i]});
  }
  world.config.groups.push_back(group);
  return world;
}

// Customers come one by one; in between somebody goes or comes back: offline
// or suspended, or on with auto_accept off.
std::vector<Step> ComingsAndGoings(const World& world, Random* random) {
  std::vector<Step> steps;
  int64_t at = 1'763'690'400'000;
  const int agents = static_cast<int>(world.config.agents.size());
  const auto set_status = [&](int agent, AgentStatus status) {
    Step step;
    step.type = EventType::kAgentSetsStatus;
    step.at = ++at;
    step.agent = agent;
    step.detail = static_cast<uint8_t>(status);
    steps.push_back(step);
  };
  for (int agent = 0; agent < agents; ++agent) {
    set_status(agent, AgentStatus::kOnline);
  }
  for (int customer = 0; customer < world.customers; ++customer) {
    if (random->Chance(30)) {
      set_status(random->Between(0, agents - 1),
                 random->Pick(std::vector<AgentStatus>{
                     AgentStatus::kOnline, AgentStatus::kOnline,
                     AgentStatus::kSuspended, AgentStatus::kOffline}));
    }
    Step step;
    step.type = EventType::kCustomerSends;
    step.at = ++at;
    step.customer = customer;
    step.desk = 0;
    step.detail = static_cast<uint8_t>(MessageKind::kText);
    steps.push_back(step);
  }
  return steps;
}

TEST_CASE("D3: agents of nginx's weights go and come inside a cycle") {
  uint64_t seed = 1;
  for (const std::vector<int64_t>& weights : MeasuredWeights()) {
    const World world = DeskOf(weights);
    std::string error;
    const auto ruleset = CompileWorld(world, &error);
    REQUIRE_MESSAGE(ruleset, error);
    constexpr int kRounds = kSlowness > 1 ? 1 : 2;
    for (int round = 0; round < kRounds; ++round) {
      Random random(seed++);
      const std::vector<Step> steps = ComingsAndGoings(world, &random);
      size_t failed_at = 0;
      const std::string failure = RunDuel(world, ruleset, steps, &failed_at);
      CHECK_MESSAGE(failure.empty(), "weights of ", weights.size(),
                    " agents, seed ", seed - 1, ", step ", failed_at, "\n",
                    failure);
    }
  }
}

}  // namespace
}  // namespace kefu::property
