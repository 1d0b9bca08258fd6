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

std::string RulesetErrors(std::string_view json) {
  const RulesetResult result = ParseRuleset(json);
  CHECK((result.ruleset == nullptr) == !result.errors.empty());
  std::string text;
  for (const ConfigError& error : result.errors) text += ToText(error) + '\n';
  return text;
}

TEST_CASE("the sample is a ruleset") {
  const RulesetResult result = ParseRuleset(ReadFile(kSample));
  REQUIRE_MESSAGE(result, RulesetErrors(ReadFile(kSample)));
  const Ruleset& ruleset = *result.ruleset;
  CHECK(ruleset.Name(ruleset.Agent("lan")) == "lan");
  CHECK(ruleset.Desk("vip").value != 0);
  CHECK_FALSE(ruleset.Desk("VIP"));
  CHECK(ruleset.config() == Parsed(ReadFile(kSample)));
}

TEST_CASE("what the parser finds wrong is told before anything is compiled") {
  CHECK(Contains(RulesetErrors(R"({"desks": 5, "links": [
      {"name": "l", "desk": "nowhere"}]})"),
                 "1:11: /desks: is 5, expected a list"));
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
