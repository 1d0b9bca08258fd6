// The harness itself: that it reads what it says it reads, and that it fails
// when it should.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/scenario/runner.h"
#include "tests/scenario/scenario.h"

namespace kefu::scenario {
namespace {

constexpr const char* kText = R"(title: one agent
rules: A1
ruleset:
  {"desks": [{"name": "shop"}], "agents": [{"name": "li"}],
   "routing": {"sticky": []}}

9:00 agent_connects agent=li   # on duty
9:01 customer_sends customer=c1 text="a # b"
    open_session session=1 customer=c1
# between two steps
? agent name=li                # a query
    status=online
)";

std::string NoRuleset(const std::string&) { return ""; }

Scenario Parse(const std::string& text) {
  return ParseScenario("a.txt", text, NoRuleset);
}

const Way kPlain = {"plain", MakeEngineFace, Drive::kPlain};

TEST_CASE("the parts of a scenario are read") {
  const Scenario scenario = Parse(kText);
  CHECK(scenario.title == "one agent");
  CHECK(scenario.rules == std::vector<std::string>{"A1"});
  REQUIRE(scenario.steps.size() == 3);
  CHECK(scenario.steps[0].line == 7);
  CHECK(scenario.steps[0].word == "agent_connects");
  CHECK(scenario.steps[0].at == kStart + Duration::Hours(9));
  CHECK(*scenario.steps[1].Find("text") == "a # b");
  CHECK(scenario.steps[1].expected.size() == 1);
  CHECK(scenario.steps[2].query());
}

TEST_CASE("times are read and written") {
  const Instant before = kStart + Duration::Hours(1);
  const auto ms = [&](const char* text) {
    const std::optional<Instant> at = ParseTime(text, before);
    return at ? at->ms - kStart.ms : -1;
  };
  CHECK(ms("9:30") == 34'200'000);
  CHECK(ms("9:30:01.002") == 34'201'002);
  CHECK(ms("47:00") == 169'200'000);
  CHECK(ms("+1.500s") == 3'601'500);
  CHECK(ms("+1h2min3ms") == 3'600'000 + 3'720'003);
  CHECK(ms("@1763683200007") == 7);
  for (const char* wrong : {"9", "9:60", "9:30:61", "9:3x", "+5", "+s", "@x"}) {
    CAPTURE(wrong);
    CHECK(ms(wrong) == -1);
  }
  CHECK(TimeText(kStart) == "0:00:00");
  CHECK(TimeText(kStart + Duration{90'061'002}) == "d1 1:01:01.002");
  CHECK(TimeText(Instant{-5}) == "@-5");
}

TEST_CASE("what cannot be read is reported with its line") {
  const auto line_of = [](const std::string& text) {
    try {
      Run(Parse(text), kPlain);
    } catch (const ScenarioError& error) {
      return error.line();
    }
    return 0;
  };
  const std::string head = "title: t\nrules: A1\nruleset:\n" +
                           std::string(" {\"desks\": [{\"name\": \"d\"}]}\n");
  CHECK(line_of("    indented\n") == 1);
  CHECK(line_of("title: t\n9:xx agent_connects agent=li\n") == 2);
  CHECK(line_of(head + "9:00\n") == 5);
  CHECK(line_of(head + "9:00 agent_connects li\n") == 5);
  CHECK(line_of(head + "9:00 agent_connect agent=li\n") == 5);
  CHECK(line_of(head + "9:00 agent_connects agent=li desk=d\n") == 5);
  CHECK(line_of(head + "9:00 agent_connects\n") == 5);
  CHECK(line_of(head + "? positions customer=c\n") == 5);
  CHECK(line_of(head + "9:00 time_passes\n") == 0);
  CHECK(line_of("title: t\nrules: A1\nruleset: none\n") == 3);
  CHECK(line_of("title: t\nrules: A1\nruleset:\n {}\n? deadline\n") == 1);
}

TEST_CASE("an answer that differs is seen, spacing is not") {
  const std::vector<std::string> one = {"    assign  session=1 agent=li"};
  CHECK(Same(one, {"    assign session=1   agent=li"}));
  CHECK_FALSE(Same(one, {"    assign session=1 agent=wang"}));
  CHECK_FALSE(Same(one, {}));
  CHECK_FALSE(Same({}, one));
  CHECK(SideBySide(one, {}).find("* ") != std::string::npos);
  const auto got = Run(Parse(kText), kPlain);
  CHECK_FALSE(Same(Parse(kText).steps[1].expected, got[1]));
}

TEST_CASE("rewriting keeps comments, and its result is what is expected") {
  const Scenario scenario = Parse(kText);
  const std::string text = WithAnswers(scenario, Run(scenario, kPlain));
  CHECK(text.find("# on duty\n9:01") != std::string::npos);
  CHECK(text.find("# between two steps\n?") != std::string::npos);
  CHECK(text.find("capacity=10 load=1") != std::string::npos);
  const Scenario again = Parse(text);
  const auto got = Run(again, kPlain);
  for (size_t i = 0; i < got.size(); ++i) {
    CHECK(Same(again.steps[i].expected, got[i]));
  }
}

}  // namespace
}  // namespace kefu::scenario
