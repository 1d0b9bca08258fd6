// D3: weighted distribution is exactly nginx's smooth weighted round robin.
// data/nginx_wrr.json holds sequences that were measured on nginx 1.22.1 (one
// worker, fresh start, two cycles for each weight set).

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "kefu/engine.h"

namespace kefu {
namespace {

// A desk with one group that distributes by these weights, everybody online.
class Desk {
 public:
  explicit Desk(const std::vector<int64_t>& weights)
      : engine_(MakeRuleset(weights)), desk_(engine_.ruleset().Desk("desk")) {
    for (size_t i = 0; i < weights.size(); ++i) {
      agents_.push_back(engine_.ruleset().Agent(NameOf(i)));
      SetStatus(i, AgentStatus::kOnline);
    }
  }

  // A new customer comes: who gets him, as the place of a weight.
  size_t Next() {
    const CustomerId customer = engine_.CustomerByKey(++customers_);
    const Effects effects =
        engine_.Apply(CustomerSends{.at = Now(),
                                    .customer = customer,
                                    .desk = desk_,
                                    .kind = MessageKind::kText});
    for (const EffectRecord& effect : effects) {
      if (const auto assign = As<Assign>(effect)) {
        for (size_t i = 0; i < agents_.size(); ++i) {
          if (agents_[i] == assign->agent) return i;
        }
      }
    }
    FAIL("nobody got customer ", customers_);
    return 0;
  }

  void SetStatus(size_t place, AgentStatus status) {
    engine_.Apply(AgentSetsStatus{
        .at = Now(), .agent = agents_[place], .status = status});
  }

 private:
  static std::string NameOf(size_t place) {
    return "agent " + std::to_string(place);
  }

  static std::shared_ptr<const Ruleset> MakeRuleset(
      const std::vector<int64_t>& weights) {
    Config config;
    config.tenant.capacity = 1000;
    config.desks.emplace_back().name = "desk";
    GroupConfig group;
    group.name = "group";
    group.routing.distribution = Distribution::kWeighted;
    for (size_t i = 0; i < weights.size(); ++i) {
      config.agents.emplace_back().name = NameOf(i);
      group.agents.push_back({.agent = NameOf(i), .weight = weights[i]});
    }
    config.groups.push_back(group);
    RulesetResult result = Compile(config);
    REQUIRE(result);
    return result.ruleset;
  }

  Instant Now() { return Instant{1'763'690'400'000 + ++ticks_}; }

  Engine engine_;
  DeskId desk_;
  std::vector<AgentId> agents_;
  uint64_t customers_ = 0;
  int64_t ticks_ = 0;
};

// The loop of nginx (ngx_http_upstream_get_peer), word for word.
class Nginx {
 public:
  explicit Nginx(const std::vector<int64_t>& weights) {
    for (const int64_t weight : weights) peers_.push_back({weight, 0, false});
  }
  size_t Next() {
    int64_t total = 0;
    Peer* best = nullptr;
    for (Peer& peer : peers_) {
      if (peer.down) continue;
      peer.current_weight += peer.weight;
      total += peer.weight;
      if (best == nullptr || peer.current_weight > best->current_weight) {
        best = &peer;
      }
    }
    best->current_weight -= total;
    return static_cast<size_t>(best - peers_.data());
  }
  void SetDown(size_t place, bool down) { peers_[place].down = down; }
  bool IsDown(size_t place) const { return peers_[place].down; }
  size_t Up() const {
    size_t up = 0;
    for (const Peer& peer : peers_) up += !peer.down;
    return up;
  }

 private:
  struct Peer {
    int64_t weight;
    int64_t current_weight;
    bool down;
  };
  std::vector<Peer> peers_;
};

uint64_t NextRandom(uint64_t* state) {  // xorshift64
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

TEST_CASE("D3: the sequences measured on nginx") {
  std::ifstream file(KEFU_SOURCE_DIR "/tests/data/nginx_wrr.json");
  std::stringstream text;
  text << file.rdbuf();
  rapidjson::Document document;
  document.Parse(text.str().c_str());
  REQUIRE(document.IsArray());
  REQUIRE(document.Size() == 12);
  for (const auto& one : document.GetArray()) {
    std::vector<int64_t> weights;
    for (const auto& weight : one["weights"].GetArray()) {
      weights.push_back(weight.GetInt64());
    }
    const std::string expected = one["sequence"].GetString();
    Desk desk(weights);
    std::string got;
    while (got.size() < expected.size()) {
      got += static_cast<char>('a' + desk.Next());
    }
    CHECK(got == expected);
  }
}

TEST_CASE("D3: agents leave and come back in mid-cycle, as peers in nginx") {
  uint64_t random = 0x243f6a8885a308d3;
  for (int round = 0; round < 200; ++round) {
    std::vector<int64_t> weights;
    for (uint64_t n = 2 + NextRandom(&random) % 6; n > 0; --n) {
      weights.push_back(1 + static_cast<int64_t>(NextRandom(&random) % 9));
    }
    Desk desk(weights);
    Nginx nginx(weights);
    CAPTURE(round);
    for (int step = 0; step < 200; ++step) {
      const size_t place = NextRandom(&random) % weights.size();
      if (NextRandom(&random) % 4 == 0 &&
          (nginx.IsDown(place) || nginx.Up() > 1)) {
        const bool down = !nginx.IsDown(place);
        nginx.SetDown(place, down);
        desk.SetStatus(place,
                       down ? AgentStatus::kSuspended : AgentStatus::kOnline);
      }
      REQUIRE(desk.Next() == nginx.Next());
    }
  }
}

TEST_CASE("D3: each cycle gives everybody exactly his weight") {
  const std::vector<int64_t> weights{100, 1, 37, 5, 63};
  Desk desk(weights);
  for (int cycle = 0; cycle < 3; ++cycle) {
    std::map<size_t, int64_t> shares;
    for (int i = 0; i < 206; ++i) ++shares[desk.Next()];
    for (size_t i = 0; i < weights.size(); ++i) {
      CHECK(shares[i] == weights[i]);
    }
  }
}

}  // namespace
}  // namespace kefu
