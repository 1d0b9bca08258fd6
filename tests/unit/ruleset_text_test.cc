// From JSON to a ruleset: what the compiler finds wrong is told with the place
// in the text, too (E6).

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "kefu/ruleset.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

TEST_CASE("the sample is a ruleset") {
  const RulesetResult result = ParseRuleset(ReadFile(kSample));
  REQUIRE_MESSAGE(result, RulesetErrors(ReadFile(kSample)));
  const Ruleset& ruleset = *result.ruleset;
  CHECK(ruleset.Name(ruleset.Agent("lan")) == "lan");
  CHECK(ruleset.Desk("vip").value != 0);
  CHECK_FALSE(ruleset.Desk("VIP"));
  CHECK(ruleset.config() == Parsed(ReadFile(kSample)));
}

TEST_CASE("what the parser and the compiler find is told in one round (E6)") {
  CHECK(RulesetErrors(R"({
  "desks": [{"name": "d", "channel": "app"}],
  "agents": [{"name": "lan", "capacity": 2000}],
  "groups": [{"name": "g", "agents": [{"agent": "lam"}]}],
  "routing": {"sticky": [{"statuses": ["online", "away"]}]},
  "channels": [{"name": "app", "kind_costs": [
    {"kind": "emoji", "cost": 2}, {"kind": "image", "cost": 3},
    {"kind": "video", "cost": 4}, {"kind": "audio", "cost": 5},
    {"kind": "file", "cost": 6}, {"kind": "article", "cost": 7},
    {"kind": "product", "cost": 8}, {"kind": "coupon", "cost": 9}]}]
})") == "2:13: /desks/0: its channel \"app\" has more than 8 different costs; "
        "let more kinds of messages cost the same\n"
        "3:42: /agents/0/capacity: is 2000, expected an integer from 0 to "
        "1000, in units\n"
        "4:49: /groups/0/agents/0/agent: there is no agent \"lam\"; declare "
        "it, or use one that is declared; did you mean \"lan\"?\n"
        "5:39: /routing/sticky/0/statuses: holds \"away\", expected online, "
        "or online and suspended: nobody else can serve\n");
}

TEST_CASE("what only follows from a parser's error is not told") {
  const char* kCases[] = {
      // Names that could not be read are asked for in vain.
      R"({"desks": 5, "links": [{"name": "l", "desk": "d"}]})",
      R"({"desks": [{"name": "d"}], "agnets": [{"name": "lan"}],
          "tenant": {"main_account": "lan"}})",
      R"({"desks": [{"name": "d", "agents": ["lan"]}],
          "agents": [{"name": ["lan"]}]})",
      R"({"desks": [{"name": "d", "chanel": "app"}],
          "channels": [{"name": "app"}]})",
      // A value that could not be read has its default.
      R"({"desks": [{"name": "d"}], "timers": {"customer_silent":
          {"after": "soon", "warn_before": "1 min"}}})",
      R"({"desks": [{"name": "d"}], "offline": {"plan_nobody": "main_account"},
          "tenant": {"main_account": ["lan"]}})",
      R"({"desks": [{"name": "d"}], "routing":
          {"scope_order": ["intnt", "product", "order_status"]}})",
      R"({"desks": [{"name": "d"}], "routing":
          {"routing_order": ["named_outside", "stickie", "scope"]}})",
      R"({"desks": [{"name": "d"}], "routing":
          {"sticky": [{"statuses": ["onlin"]}]}})",
  };
  for (const char* json : kCases) {
    CHECK_MESSAGE(ParseRuleset(json).errors.size() == 1, RulesetErrors(json));
    CHECK(RulesetErrors(json) == Errors(json));
  }
  CHECK(RulesetErrors("[") ==
        "1:2: the text ends too early: something is not closed\n");
}

TEST_CASE("an unknown name is told at its place, with the nearest known one") {
  const std::string_view json = R"({
  "groups": [{"name": "g", "agents": [{"agent": "lan"}, {"agent": "mai"}]}],
  "agents": [{"name": "lan"}, {"name": "mei"}],
  "desks": [{"name": "shop"}],
  "links": [
    {"name": "l", "desk": "shopp"}
  ],
  "tenant": {"main_account": "manager"}
})";
  const RulesetResult result = ParseRuleset(json);
  REQUIRE(result.errors.size() == 3);
  CHECK(result.errors[0].line == 2);
  CHECK(result.errors[0].column == 67);
  CHECK(result.errors[0].pointer == "/groups/0/agents/1/agent");
  CHECK(result.errors[0].suggestion == "mei");
  CHECK(result.errors[1].line == 6);
  CHECK(result.errors[1].column == 27);
  CHECK(result.errors[1].suggestion == "shop");
  CHECK(result.errors[2].line == 8);
  CHECK(result.errors[2].pointer == "/tenant/main_account");
  CHECK(result.errors[2].suggestion.empty());
}

TEST_CASE("a name that is declared twice is told where it stands again") {
  const std::string errors = RulesetErrors(
      R"({"desks": [{"name": "d"}, {"name": "e"},
                    {"name": "d"}]})");
  CHECK(Contains(errors, "2:30: /desks/2/name: "));
}

TEST_CASE("many errors of the compiler are cut like those of the parser") {
  std::string json = "{\"desks\": [{\"name\": \"d\"}], \"links\": [\n";
  for (int i = 0; i < 250; ++i) {
    json += "{\"name\": \"l" + std::to_string(i) + "\", \"desk\": \"x\"},\n";
  }
  json += "{\"name\": \"last\", \"desk\": \"d\"}]}";
  const RulesetResult result = ParseRuleset(json);
  REQUIRE(result.errors.size() == 101);
  CHECK(result.errors[0].line == 2);
  CHECK(result.errors[99].line == 101);
  CHECK(result.errors[100].message == "and 150 more");
}

TEST_CASE("whatever bits are turned, every error has its place") {
  const std::string sample = ReadFile(kSample);
  std::mt19937_64 random(20251122);
  int compiled = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string text = sample;
    const uint64_t bit = random() % (text.size() * 8);
    text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
    const RulesetResult result = ParseRuleset(text);
    CHECK((result.ruleset == nullptr) == !result.errors.empty());
    if (result) ++compiled;
    for (const ConfigError& error : result.errors) {
      CHECK(error.line >= 1);
      CHECK(error.column >= 1);
      CHECK_FALSE(error.message.empty());
    }
  }
  CHECK(compiled > 100);
}

}  // namespace
}  // namespace kefu
