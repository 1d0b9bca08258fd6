// How many there may be (A6), and one group for an agent (A10).

#include <doctest/doctest.h>

#include <string>

#include "kefu/ruleset.h"
#include "src/codec/ruleset_fingerprint.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

std::string ErrorsOf(const Config& config) {
  std::string text;
  for (const ConfigError& error : Compile(config).errors) {
    text += ToText(error) + '\n';
  }
  return text;
}

// Two desks of one channel; so many agents, who take part at both.
Config WithAgents(int count) {
  Config config;
  config.channels.emplace_back().name = "app";
  for (const char* name : {"shop", "help"}) {
    DeskConfig& desk = config.desks.emplace_back();
    desk.name = name;
    desk.channel = "app";
  }
  for (int i = 0; i < count; ++i) {
    config.agents.emplace_back().name = "agent " + std::to_string(i);
  }
  return config;
}

TEST_CASE("A6: 100 agents are bound to a mini program, over all its desks") {
  Config config = WithAgents(101);
  CHECK(ErrorsOf(config) == "");
  config.channels[0].type = ChannelType::kMiniProgram;
  CHECK(ErrorsOf(config) ==
        "/channels/0: 101 agents take part at its desks, at most 100 at a "
        "mini_program; let fewer take part, or raise "
        "/channels/0/max_agents\n");
  config.channels[0].max_agents = 0;
  CHECK(ErrorsOf(config) == "");
  config.channels[0].max_agents.reset();

  // Each counts once, wherever he takes part.
  GroupConfig& group = config.groups.emplace_back();
  group.name = "all";
  for (int i = 0; i < 100; ++i) group.agents.push_back({config.agents[i].name});
  config.desks[0].agents = {config.agents[0].name};
  CHECK(ErrorsOf(config) == "");
  config.desks[1].agents = {config.agents[100].name};
  CHECK(Contains(ErrorsOf(config), "101 agents"));
  config.groups[0].desks = {"help"};
  config.desks[1].agents.reset();
  CHECK(ErrorsOf(config) == "");
}

TEST_CASE("A6: only the main account takes part where it stands alone") {
  Config config = WithAgents(101);
  config.channels[0].type = ChannelType::kMiniProgram;
  config.tenant.main_account = "agent 7";
  CHECK(ErrorsOf(config) == "");
}

TEST_CASE("A6: 10,000 links, unless the ruleset says otherwise") {
  Config config = WithAgents(1);
  for (int i = 0; i < 10'001; ++i) {
    LinkConfig& link = config.links.emplace_back();
    link.name = "link " + std::to_string(i);
    link.desk = "shop";
  }
  CHECK(ErrorsOf(config) ==
        "/links: declares 10001, at most 10000 by /tenant/max_links; take some "
        "out, or raise it\n");
  config.tenant.max_links = 10'001;
  CHECK(ErrorsOf(config) == "");
  config.tenant.max_links = 0;
  CHECK(ErrorsOf(config) == "");
}

TEST_CASE("what is only checked is no part of a ruleset's fingerprint") {
  const Config config = WithAgents(2);
  Config checked = config;
  checked.tenant.one_group = false;
  checked.tenant.max_agents = 5;
  checked.tenant.max_links = 0;
  checked.channels[0].max_agents = 7;
  CHECK(codec::FingerprintOf(checked) == codec::FingerprintOf(config));
  checked.tenant.seats = 1;
  CHECK(codec::FingerprintOf(checked) != codec::FingerprintOf(config));
}

}  // namespace
}  // namespace kefu
