// What the compiler says about a config that a host has filled by hand: no
// parser has seen it before.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/engine.h"
#include "kefu/ruleset.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

// A desk, two agents, a group with both and a channel.
Config Small() {
  Config config;
  config.channels.emplace_back().name = "app";
  DeskConfig& desk = config.desks.emplace_back();
  desk.name = "shop";
  desk.channel = "app";
  config.agents.emplace_back().name = "lan";
  config.agents.emplace_back().name = "mei";
  GroupConfig& group = config.groups.emplace_back();
  group.name = "sales";
  group.agents = {{"lan", 1}, {"mei", 2}};
  return config;
}

std::string CompileErrors(const Config& config) {
  const RulesetResult result = Compile(config);
  CHECK((result.ruleset == nullptr) == !result.errors.empty());
  std::vector<std::string> lines;
  for (const ConfigError& error : result.errors) {
    lines.push_back(ToText(error) + '\n');
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

template <class E>
E Unnamed(int value) {
  return static_cast<E>(value);
}

TEST_CASE("a config filled by hand compiles") {
  CHECK(CompileErrors(Small()) == "");
}

// ------------------------------------------------------------------ enums

TEST_CASE("an enum without a name is told with the names that are possible") {
  Config config = Small();
  config.timers.customer_silent.mode = Unnamed<SilenceMode>(99);
  CHECK(CompileErrors(config) ==
        "/timers/customer_silent/mode: is 99, which has no name; expected "
        "after_agent, both_silent or customer_silent\n");
}

TEST_CASE("every enum of a config is checked, in lists too") {
  Config config = Small();
  config.preset = Unnamed<Preset>(77);
  config.tenant.late_events = Unnamed<LateEvents>(2);
  config.routing.scope_order =
      std::vector{Unnamed<ScopeDimension>(200), ScopeDimension::kIntent,
                  ScopeDimension::kProduct};
  config.routing.sticky = std::vector<StickyRungConfig>(1);
  config.routing.sticky->at(0).statuses = {AgentStatus::kOnline,
                                           Unnamed<AgentStatus>(250)};
  config.routing.distribution = Unnamed<Distribution>(9);
  config.channels[0].kind_costs = {{Unnamed<MessageKind>(250), 2},
                                   {MessageKind::kNone, 3}};
  config.desks[0].routing.session_starts = Unnamed<SessionStarts>(3);
  config.desks[0].offline.plan_nobody = Unnamed<Plan>(255);
  config.agents[0].auto_accept = Unnamed<AutoAccept>(9);
  config.agents[1].auto_accept = AutoAccept::kNone;
  config.agents[1].certificates = {{Unnamed<Right>(15), ""}};
  config.roles = {{"boss", {Right::kTag, Unnamed<Right>(16)}, {}}};
  config.offline.presence = Unnamed<PresenceBy>(2);
  config.groups[0].queue.overflow =
      std::vector<OverflowRungConfig>{{Unnamed<OverflowTo>(6), "", ""}};
  config.groups[0].timers.agent_silent.move_to = Unnamed<SilenceMove>(4);
  config.desks[0].timers.session_life_from = Unnamed<LifeFrom>(2);
  const std::string errors = CompileErrors(config);
  for (const char* expected :
       {"/agents/0/auto_accept: is 9, ", "/agents/1/auto_accept: is 0, ",
        "/agents/1/certificates/0/right: is 15, ",
        "/desks/0/timers/session_life_from: is 2, ",
        "/groups/0/queue/overflow/0/to: is 6, which has no name; expected "
        "group, evict, refuse, emergency_agent, pool or robot\n",
        "/groups/0/timers/agent_silent/move_to: is 4, ",
        "/offline/presence: is 2, ", "/roles/0/rights/1: is 16, ",
        "/channels/0/kind_costs/0/kind: is 250, ",
        "/channels/0/kind_costs/1/kind: is 0, ",
        "/desks/0/offline/plan_nobody: is 255, ",
        "/desks/0/routing/session_starts: is 3, ", "/preset: is 77, ",
        "/routing/distribution: is 9, ",
        "/routing/scope_order/0: is 200, which has no name; expected product, ",
        "/routing/sticky/0/statuses/1: is 250, ",
        "/tenant/late_events: is 2, which has no name; expected refuse or "
        "clamp\n"}) {
    CHECK_MESSAGE(Contains(errors, expected), errors);
  }
}

// ----------------------------------------------------------------- levels

TEST_CASE("a setting at a level that has none such is no silent nothing") {
  Config config = Small();
  config.groups[0].routing.session_starts = SessionStarts::kEnter;
  config.groups[0].offline.plan_nobody = Plan::kQueue;
  config.groups[0].queue.accept_all_or_nothing = true;
  config.groups[0].routing.distribution = Distribution::kEven;
  config.desks[0].routing.sticky_memory = StickyMemory::kTenant;
  config.channels[0].queue.priorities = std::vector<PriorityConfig>{};
  config.agents[0].queue.accept_all_or_nothing = true;
  config.agents[0].queue.accept_over_capacity = true;
  config.agents[0].queue.max_length = 5;
  config.agents[0].offline.disconnect_grace = Duration::Off();
  config.groups[0].queue.max_length = 5;
  config.desks[0].timers.ramp.count = 1;
  config.agents[0].notices.new_session = false;
  config.tenant.notices.new_message = false;
  CHECK(CompileErrors(config) ==
        "/agents/0/queue/accept_all_or_nothing: may not stand here; it is a "
        "setting of tenant, channels and desks\n"
        "/agents/0/queue/max_length: may not stand here; it is a setting of "
        "tenant, channels, desks and groups\n"
        "/channels/0/queue/priorities: may not stand here; it is a setting of "
        "tenant\n"
        "/desks/0/routing/sticky_memory: may not stand here; it is a setting "
        "of tenant\n"
        "/desks/0/timers/ramp/count: may not stand here; it is a setting of "
        "tenant and agents\n"
        "/groups/0/offline/plan_nobody: may not stand here; it is a setting "
        "of tenant, channels and desks\n"
        "/groups/0/queue/accept_all_or_nothing: may not stand here; it is a "
        "setting of tenant, channels and desks\n"
        "/groups/0/routing/session_starts: may not stand here; it is a "
        "setting of tenant, channels and desks\n");
}

// ------------------------------------------------------------------ texts

TEST_CASE("names and texts are UTF-8, visible and of some length") {
  Config config = Small();
  config.desks[0].name = "sh\xFFop";
  config.groups[0].name = "sa\nles";
  config.groups[0].desks = {std::string(129, 'x')};
  config.groups[0].scope.products = {"", "tea\x7F", "茶"};
  config.timers.customer_silent.warning =
      std::vector<std::string>{"", "two\n\tlines", "bell\a"};
  config.timers.customer_silent.closing =
      std::vector<std::string>{std::string(65'537, 'x'), "\xC2"};
  CHECK(CompileErrors(config) ==
        "/desks/0/name: is not UTF-8 from byte 2 on\n"
        "/groups/0/desks/0: has 129 bytes, expected 1 to 128\n"
        "/groups/0/name: holds a control character, expected none\n"
        "/groups/0/scope/products/0: has 0 bytes, expected 1 to 128\n"
        "/groups/0/scope/products/1: holds a control character, expected "
        "none\n"
        "/timers/customer_silent/closing/0: has 65537 bytes, expected 1 to "
        "65536\n"
        "/timers/customer_silent/closing/1: is not UTF-8 from byte 0 on\n"
        "/timers/customer_silent/warning/0: has 0 bytes, expected 1 to "
        "65536\n"
        "/timers/customer_silent/warning/2: holds a control character, "
        "expected none but line breaks and tabs\n");
}

// ------------------------------------------------------------ all at once

// Costs 1 to `n`: of the channel and of n - 1 kinds.
void GiveCosts(int n, ChannelConfig* channel) {
  channel->kind_costs.clear();
  for (int i = 1; i < n; ++i) {
    channel->kind_costs.push_back({Unnamed<MessageKind>(i), i + 1});
  }
}

TEST_CASE("bounds, names, settings and costs are told in one round (E6)") {
  Config config = Small();
  config.agents[0].capacity = 2000;
  config.groups[0].agents[1].agent = "mai";
  config.routing.sticky = std::vector<StickyRungConfig>(1);
  config.routing.sticky->at(0).statuses = {AgentStatus::kOnline,
                                           AgentStatus::kAway};
  GiveCosts(9, &config.channels[0]);
  CHECK(CompileErrors(config) ==
        "/agents/0/capacity: is 2000, expected 0 to 1000 units\n"
        "/desks/0: its channel \"app\" has more than 8 different costs; let "
        "more kinds of messages cost the same\n"
        "/groups/0/agents/1/agent: there is no agent \"mai\"; declare it, or "
        "use one that is declared; did you mean \"mei\"?\n"
        "/routing/sticky/0/statuses: holds \"away\", expected online, or "
        "online and suspended: nobody else can serve\n");
}

TEST_CASE("one error for a value is enough") {
  Config config = Small();
  config.links.emplace_back().name = "ad";  // and no desk
  config.routing.sticky = std::vector<StickyRungConfig>(1);
  config.routing.sticky->at(0).statuses = {};
  CHECK(CompileErrors(config) ==
        "/links/0/desk: has 0 bytes, expected 1 to 128\n"
        "/routing/sticky/0/statuses: has 0 entries, expected 1 to 2\n");
}

TEST_CASE("a repeated kind of cost is told once, at its channel") {
  Config config = Small();
  config.channels[0].kind_costs = {{MessageKind::kAudio, 2},
                                   {MessageKind::kAudio, 3}};
  config.desks.push_back(config.desks[0]);
  config.desks[1].name = "second";
  CHECK(CompileErrors(config) ==
        "/channels/0/kind_costs/1/kind: \"audio\" has a cost already\n");
  config.desks = {config.desks[0]};
  config.desks[0].name = "shop";
  config.channels.push_back(config.channels[0]);  // without a desk
  config.channels[1].name = "web";
  config.channels[0].kind_costs.clear();
  CHECK(CompileErrors(config) ==
        "/channels/1/kind_costs/1/kind: \"audio\" has a cost already\n");
}

// ------------------------------------------------------- at most 8 classes

TEST_CASE("a channel has at most 8 different costs") {
  Config config = Small();
  GiveCosts(8, &config.channels[0]);
  CHECK(CompileErrors(config) == "");
  config.channels[0].capacity = 5;
  CHECK(CompileErrors(config) == "");
  GiveCosts(9, &config.channels[0]);
  const std::string expected =
      "/desks/0: its channel \"app\" has more than 8 different costs; let more "
      "kinds of messages cost the same\n";
  CHECK(CompileErrors(config) == expected);
  config.groups.clear();
  CHECK(CompileErrors(config) == expected);
}

TEST_CASE("a group receives at most 8 costs and limited channels") {
  Config config = Small();
  config.channels.clear();
  config.desks.clear();
  for (int i = 0; i < 9; ++i) {
    ChannelConfig& channel = config.channels.emplace_back();
    channel.name = "c" + std::to_string(i);
    DeskConfig& desk = config.desks.emplace_back();
    desk.name = "d" + std::to_string(i);
    desk.channel = channel.name;
  }
  CHECK(CompileErrors(config) == "");  // one class: no limits, one cost
  for (int i = 0; i < 8; ++i) config.channels[i].capacity = 3;
  CHECK(CompileErrors(config) ==
        "/groups/0: receives sessions of more than 8 different costs, limited "
        "channels, hours and slots of its desks; split the group, let desks "
        "share a schedule, or let their channels have fewer costs and "
        "limits\n");
  config.groups[0].desks = {"d0", "d1", "d2", "d3", "d4", "d5", "d6", "d8"};
  CHECK(CompileErrors(config) == "");
  config.groups.clear();
  CHECK(CompileErrors(config) == "");
}

TEST_CASE("desks that share their hours count once in a group (R2, R13)") {
  Config config = Small();
  config.channels.clear();
  config.desks.clear();
  config.schedules.clear();
  for (int i = 0; i < 9; ++i) {
    const std::string n = std::to_string(i);
    WeekSlotConfig slot{{Weekday::kMonday}, "0" + n + ":00", "20:00"};
    config.schedules.push_back({"s" + n, "", {slot}});
    DeskConfig& desk = config.desks.emplace_back();
    desk.name = "d" + n;
    desk.schedule = "s" + n;
  }
  const std::string too_many =
      "/groups/0: receives sessions of more than 8 different costs, limited "
      "channels, hours and slots of its desks; split the group, let desks "
      "share a schedule, or let their channels have fewer costs and limits\n";
  CHECK(CompileErrors(config) == too_many);
  config.desks[8].schedule = "s0";
  CHECK(CompileErrors(config) == "");
  // Who is on duty is told for each desk with slots by itself.
  for (DeskConfig& desk : config.desks) {
    desk.schedule = "s0";
    desk.slots = {{"s0", {config.agents[0].name}}};
  }
  CHECK(CompileErrors(config) == too_many);
  config.desks.pop_back();
  CHECK(CompileErrors(config) == "");
}

// ------------------------------------------------------------- robustness

class Chance {
 public:
  int operator()(uint64_t n) { return static_cast<int>(random_() % n); }

 private:
  std::mt19937_64 random_{20251123};
};

void ChangeOffers(Chance& any, Config* config) {
  ChannelConfig& channel = config->channels[0];
  DeskConfig& desk = config->desks[0];
  switch (any(8)) {
    case 0:
      config->routing.scope_order = std::vector(
          static_cast<size_t>(any(6)), Unnamed<ScopeDimension>(any(256)));
      break;
    case 1:
      channel.kind_costs.push_back(
          {Unnamed<MessageKind>(any(256)), any(300) - 100});
      break;
    case 2:
      desk.routing.distribution = Unnamed<Distribution>(any(8));
      break;
    case 3:
      config->agents[0].auto_accept = Unnamed<AutoAccept>(any(6));
      break;
    case 4:
      desk.timers.customer_silent.mode = Unnamed<SilenceMode>(any(5));
      break;
    case 5:
      desk.routing.scope_order = std::vector({Unnamed<ScopeDimension>(any(4)),
                                              Unnamed<ScopeDimension>(any(4)),
                                              Unnamed<ScopeDimension>(any(4))});
      break;
    case 6:
      channel.capacity = any(1200) - 100;
      break;
    case 7:
      config->agents[static_cast<size_t>(any(2))].name.clear();
      break;
  }
}

void ChangeRest(Chance& any, Config* config) {
  DeskConfig& desk = config->desks[0];
  switch (any(8)) {
    case 0:
      config->groups[0].agents[0].weight = any(200) - 50;
      break;
    case 1:
      desk.channel = any(2) == 0 ? "" : "nowhere";
      break;
    case 2:
      config->tenant.capacity = any(1200) - 100;
      break;
    case 3:
      desk.routing.sticky =
          std::vector<StickyRungConfig>(static_cast<size_t>(any(10)));
      break;
    case 4:
      config->roles[0].certified = {Unnamed<Right>(any(20))};
      break;
    case 5:
      config->agents[2].role = any(2) == 0 ? "trainee" : "nobody";
      break;
    case 6:
      config->groups[1].queue.overflow = std::vector<OverflowRungConfig>{
          {Unnamed<OverflowTo>(any(4)), any(2) == 0 ? "" : "returns"}};
      break;
    case 7:
      config->timers.ramp.count = any(150) - 20;
      break;
  }
}

// A ruleset that comes out all the same must be one that an engine can use.
TEST_CASE("whatever a host fills in, there are errors or a ruleset") {
  Chance any;
  int compiled = 0;
  for (int round = 0; round < 1500; ++round) {
    Config config = Parsed(ReadFile(kSample));
    for (int change = any(4) + 1; change > 0; --change) {
      any(2) == 0 ? ChangeOffers(any, &config) : ChangeRest(any, &config);
    }
    const RulesetResult result = Compile(config);
    REQUIRE((result.ruleset == nullptr) == !result.errors.empty());
    if (!result) continue;
    ++compiled;
    Engine engine(result.ruleset);
  }
  CHECK(compiled > 100);
}

}  // namespace
}  // namespace kefu
