// From JSON to a config: what is accepted, and what is said about the rest and
// where (E6).

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "kefu/ruleset.h"
#include "src/codec/config_facts.h"
#include "src/codec/config_writer.h"
#include "src/codec/duration_text.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

// ------------------------------------------------------------ what is good

TEST_CASE("the smallest ruleset has every default") {
  const Config config = Parsed(R"({"desks": [{"name": "d"}]})");
  Config expected;
  expected.desks.emplace_back().name = "d";
  CHECK(config == expected);
  CHECK(config.tenant.capacity == 10);
  CHECK_FALSE(config.routing.sticky.has_value());
}

TEST_CASE("the sample is read as it is meant") {
  const Config config = Parsed(ReadFile(kSample));
  CHECK(config.tenant.name == "杭州好茶旗舰店");
  CHECK(config.tenant.late_events == LateEvents::kClamp);
  CHECK(config.limits.reserve_sessions == 500);
  const ChannelConfig& channel = config.channels.at(0);
  CHECK(channel.kind_costs.at(1) ==
        KindCostConfig{.kind = MessageKind::kAudio, .cost = 2});
  CHECK(channel.capacity == 20);
  CHECK_FALSE(config.channels.at(1).capacity.has_value());
  const RoutingConfig& routing = config.desks.at(0).routing;
  REQUIRE(routing.sticky.has_value());
  CHECK(routing.sticky->at(0).within == Duration::Hours(24));
  CHECK(routing.sticky->at(0).statuses ==
        std::vector{AgentStatus::kOnline, AgentStatus::kSuspended});
  CHECK(routing.sticky->at(1) ==
        StickyRungConfig{.within = Duration::Days(3), .on_duty = true});
  CHECK(routing.skip_absent == false);
  CHECK(config.desks.at(1).agents ==
        std::vector<std::string>{"lan", "manager"});
  CHECK_FALSE(config.desks.at(0).agents.has_value());
  const AgentConfig& lan = config.agents.at(1);
  CHECK(lan.timers.customer_silent.after == Duration::Off());
  CHECK(lan.notices.new_message == false);
  CHECK_FALSE(lan.notices.new_session.has_value());
  const GroupConfig& returns = config.groups.at(0);
  CHECK(returns.agents.at(0) == MemberConfig{.agent = "lan", .weight = 3});
  CHECK(returns.agents.at(1).weight == 1);
  CHECK(returns.scope.products.at(1) == "绿茶");
  CHECK(config.queue.priorities->at(0).credit.off());
  CHECK(config.queue.priorities->at(1).credit == Duration::Minutes(10));
  CHECK(config.timers.customer_silent.warning->size() == 1);
}

TEST_CASE("the sample's rights, overflow and timers are read as meant") {
  const Config config = Parsed(ReadFile(kSample));
  CHECK(config.limits.forget_after == Duration::Days(180));
  CHECK(config.desks.at(4).deleted);
  CHECK(config.links.at(3).deleted);
  CHECK(config.roles.at(0).certified == std::vector{Right::kClaim});
  CHECK(config.agents.at(0).role == "manager");
  CHECK(config.agents.at(1).certificates.at(0) ==
        CertificateConfig{.right = Right::kClaim,
                          .until = "2027-01-01T00:00:00+08:00"});
  const GroupConfig& returns = config.groups.at(0);
  CHECK(returns.queue.max_length == 30);
  CHECK(returns.queue.overflow ==
        std::vector<OverflowRungConfig>{
            {OverflowTo::kGroup, "general", ""},
            {OverflowTo::kEmergencyAgent, "", "manager"},
            {OverflowTo::kEvict, "", ""},
            {OverflowTo::kRefuse, "", ""}});
  CHECK(returns.timers.agent_silent.move_to == SilenceMove::kGroup);
  CHECK(returns.timers.agent_silent.max_moves == 2);
  CHECK(config.desks.at(0).queue.rejoin_within == Duration::Minutes(5));
  CHECK(config.desks.at(0).timers.alarms.response == Duration::Minutes(3));
  CHECK(config.timers.ramp.count == 3);
  CHECK(config.timers.idle == Duration::Minutes(20));
  CHECK_FALSE(config.timers.wrap_up.has_value());
}

TEST_CASE("the sample shows every member, and its page explains each") {
  const std::string sample = ReadFile(kSample);
  const std::string page = ReadFile("examples/rulesets/sample.md");
  for (const codec::StructFacts& facts : codec::AllStructs()) {
    for (const codec::MemberFacts& member : facts.members) {
      const std::string name(member.name);
      CHECK_MESSAGE(Contains(sample, '"' + name + "\": "), name);
      CHECK_MESSAGE(Contains(page, '`' + name + '`'), name);
    }
  }
}

TEST_CASE("what is written is read back") {
  const Config config = Parsed(ReadFile(kSample));
  const std::string json = codec::ToJson(config);
  CHECK(Parsed(json) == config);
  CHECK(codec::ToJson(Parsed(json)) == json);
}

TEST_CASE("durations are milliseconds or text with a unit") {
  using codec::ParseDuration;
  CHECK(ParseDuration("30 min") == Duration::Minutes(30));
  CHECK(ParseDuration("48h") == Duration::Hours(48));
  CHECK(ParseDuration("10 s") == Duration::Seconds(10));
  CHECK(ParseDuration("250 ms") == Duration{250});
  CHECK(ParseDuration("3 d") == Duration::Days(3));
  CHECK(ParseDuration("0 s") == Duration{0});
  CHECK(ParseDuration("36525 d") == kLongestDuration);
  for (const char* text : {"", "30", "min", "30  min", " 30 min", "30 min ",
                           "-1 s", "1.5 h", "30 Min", "30 m", "1 h 30 min"}) {
    CHECK_MESSAGE(!ParseDuration(text), text);
  }
  for (const char* text :
       {"36526 d", "99999999999999999999999 ms", "9223372036854775807 h"}) {
    REQUIRE_MESSAGE(ParseDuration(text), text);
    CHECK_MESSAGE(*ParseDuration(text) > kLongestDuration, text);
  }
  for (const int64_t ms : {0, 1, 999, 1000, 60'000, 90'000, 86'400'000}) {
    CHECK(ParseDuration(codec::ToText(Duration{ms})) == Duration{ms});
  }
}

TEST_CASE("a duration in milliseconds and one in text are the same") {
  const char* kForms[] = {"1800000", "\"30 min\"", "\"1800 s\""};
  for (const char* form : kForms) {
    const Config config =
        Parsed(WithDesk(R"("timers": {"customer_silent": {"after": )" +
                        std::string(form) + "}}"));
    CHECK(config.timers.customer_silent.after == Duration::Minutes(30));
  }
}

TEST_CASE("escapes in keys and values are understood") {
  const Config config = Parsed(
      R"({"\u0064esks": [{"name": "\u5ba2\u670d \ud83c\udf75 \"a\\b\""}]})");
  CHECK(config.desks.at(0).name == "客服 🍵 \"a\\b\"");
}

TEST_CASE("a byte order mark is skipped and is no part of the line") {
  CHECK(Errors("\xEF\xBB\xBF{\"desks\": [{\"name\": \"d\"}]}") == "");
  CHECK(Errors("\xEF\xBB\xBF[]") == "1:1: is a list, expected an object\n");
}

// ----------------------------------------------------------- what is wrong

TEST_CASE("all errors are told at once, in the order of their places") {
  const std::string_view json = R"({
  "agents": [
    {"name": "lan", "capacity": 2000},
    {"capcity": 5},
    {"name": "", "auto_accept": "onlogin"}
  ],
  "groups": [{"name": "g", "routing": {"session_starts": "enter"}}],
  "desks": {},
  "links": [{"name": "l"}, {"name": "m", "desk": "d", "name": "m"}]
})";
  CHECK(Errors(json) ==
        "3:33: /agents/0/capacity: is 2000, expected an integer from 0 to "
        "1000, in units\n"
        "4:5: /agents/1: lacks the member \"name\", expected a name of 1 to "
        "128 bytes\n"
        "4:6: /agents/1/capcity: is no member here, expected name, nickname, "
        "capacity, hard_maximum, channel_capacities, auto_accept, schedule, "
        "leave, role, certificates, store, level, skills, replies, queue, "
        "offline, timers or notices; did you mean "
        "\"capacity\"?\n"
        "5:14: /agents/2/name: is empty, expected a name of 1 to 128 "
        "bytes\n"
        "5:33: /agents/2/auto_accept: is \"onlogin\", expected one of on, off "
        "or on_login; did you mean \"on_login\"?\n"
        "7:40: /groups/0/routing/session_starts: may not stand here; it is a "
        "setting of tenant, channels and desks\n"
        "8:12: /desks: is an object, expected a list of 1 to 65000 items\n"
        "9:13: /links/0: lacks the member \"desk\", expected a name of 1 to "
        "128 bytes\n"
        "9:55: /links/1/name: is given a second time; remove one of them\n");
}

TEST_CASE("an error has its parts") {
  const ConfigResult result =
      ParseConfig("{\"desks\": [{\"name\": \"d\"}],\n  \"agnets\": []}");
  REQUIRE(result.errors.size() == 1);
  const ConfigError& error = result.errors[0];
  CHECK(error.line == 2);
  CHECK(error.column == 3);
  CHECK(error.pointer == "/agnets");
  CHECK(error.suggestion == "agents");
  CHECK(Contains(error.message, "expected preset, tenant, limits"));
}

TEST_CASE("columns count bytes; pointers are escaped as RFC 6901 says") {
  CHECK(Contains(Errors(WithDesk(R"("a/b~c": 1)")), "1:28: /a~1b~0c: "));
  CHECK(Contains(Errors(R"({"desks": [{"name": "客服", "nam": 1}]})"),
                 "1:31: /desks/0/nam: "));
}

TEST_CASE("only the settings of a level may stand there (T13)") {
  struct Case {
    const char* json;
    const char* error;  // "" if it is good
  };
  const Case kCases[] = {
      {R"("routing": {"sticky_memory": "desk"})", ""},
      {R"("channels": [{"name": "c", "routing": {"sticky_memory": "desk"}}])",
       "it is a setting of tenant\n"},
      {R"("agents": [{"name": "a", "queue": {"accept_all_or_nothing": true}}])",
       "it is a setting of tenant, channels and desks\n"},
      {R"("agents": [{"name": "a", "notices": {"new_session": true}}])", ""},
      {R"("tenant": {"notices": {"new_session": true}})", ""},
      {R"("agents": [{"name": "a",
          "timers": {"customer_silent": {"after": "off"}}}])",
       ""},
      {R"("groups": [{"name": "g", "queue": {"priorities": []}}])",
       "it is a setting of tenant\n"},
      {R"("groups": [{"name": "g", "offline": {"plan_nobody": "queue"}}])",
       "it is a setting of tenant, channels and desks\n"},
      {R"("groups": [{"name": "g", "queue": {"max_length": 5}}])", ""},
      {R"("agents": [{"name": "a", "queue": {"max_length": 5}}])",
       "it is a setting of tenant, channels, desks and groups\n"},
      {R"("agents": [{"name": "a", "offline": {"disconnect_grace": "off"}}])",
       ""},
      {R"("channels": [{"name": "c", "offline": {"disconnect_grace": "1 s"}}])",
       "it is a setting of tenant and agents\n"},
  };
  for (const Case& c : kCases) {
    const std::string errors = Errors(WithDesk(c.json));
    INFO(c.json);
    CHECK(errors.empty() == std::string_view(c.error).empty());
    CHECK_MESSAGE(Contains(errors, c.error), errors);
  }
}

TEST_CASE("numbers are whole and stay within their bounds") {
  const auto capacity = [](std::string_view number) {
    return Errors(
        WithDesk(R"("tenant": {"capacity": )" + std::string(number) + "}"));
  };
  for (const char* good : {"0", "-0", "10", "1000"}) {
    CHECK_MESSAGE(capacity(good) == "", good);
  }
  const std::string digits(400, '9');
  for (const char* bad :
       {"-1", "1001", "1.0", "1e2", "0.5", "2147483648", "9223372036854775808",
        "99999999999999999999999", "-99999999999999999999999", "\"10\"", "true",
        "null", "[]", "{}", "1e308"}) {
    CHECK_MESSAGE(Contains(capacity(bad), "expected an integer from 0 to 1000"),
                  bad);
  }
  // Beyond what any reader of JSON takes it is an error of the text.
  for (const std::string& bad : {digits, "1e" + digits, std::string("1e400")}) {
    CHECK(Contains(capacity(bad), "1:51: a number is out of all range"));
  }
}

TEST_CASE("names are bounded and have no control characters") {
  const auto name = [](std::string_view text) {
    return Errors("{\"desks\": [{\"name\": \"" + std::string(text) + "\"}]}");
  };
  CHECK(name(std::string(128, 'x')) == "");
  CHECK(Contains(name(std::string(129, 'x')), "has 129 bytes"));
  std::string chinese;
  for (int i = 0; i < 43; ++i) chinese += "客";
  CHECK(Contains(name(chinese), "has 129 bytes"));
  CHECK(name("\u00A0") == "");
  for (const char* bad : {"a\\u0000b", "\\n", "\\t", "\\u007f", "\\u0085"}) {
    CHECK_MESSAGE(Contains(name(bad), "expected no control characters\n"), bad);
  }
  CHECK(Contains(name("a\\u0000b"), "is \"a\\u0000b\""));
}

TEST_CASE("texts may have several lines") {
  const auto text = [](std::string_view json) {
    return Errors(WithDesk(R"("timers": {"customer_silent": {"warning": [")" +
                           std::string(json) + "\"]}}"));
  };
  CHECK(text("one\\n\\ttwo\\r\\n") == "");
  CHECK(Contains(text("\\u0007"), "but line breaks and tabs"));
  CHECK(Contains(text(""), "is empty"));
  CHECK(text(std::string(65'536, 'x')) == "");
  CHECK(Contains(text(std::string(65'537, 'x')), "has 65537 bytes"));
}

TEST_CASE("lists have their lengths") {
  const auto texts = [](int n) {
    std::string list;
    for (int i = 0; i < n; ++i) list += i == 0 ? "\"x\"" : ", \"x\"";
    return Errors(WithDesk(R"("timers": {"customer_silent": {"warning": [)" +
                           list + "]}}"));
  };
  CHECK(texts(0) == "");
  CHECK(texts(5) == "");
  CHECK(Contains(texts(6), "has 6 items, expected a list of at most 5 items"));
  CHECK(Contains(Errors(R"({"desks": []})"),
                 "/desks: is empty, expected a list of 1 to 65000 items"));
  CHECK(Contains(Errors("{}"), "1:1: lacks the member \"desks\""));
  CHECK(Contains(Errors(WithDesk(R"("routing": {"scope_order": []})")),
                 "is empty, expected a list of 1 to 16 items"));
  CHECK(Errors(WithDesk(R"("routing": {"scope_order": ["intent"]})")) == "");
}

TEST_CASE("a routing order names each rung once and ends with scope") {
  const auto order = [](std::string_view rungs) {
    return RulesetErrors(WithDesk(R"("routing": {"routing_order": [)" +
                                  std::string(rungs) + "]}"));
  };
  CHECK(order(R"("scope")") == "");
  CHECK(order(R"("sticky", "nobody_present", "scope")") == "");
  CHECK(Contains(order(R"("sticky", "scope", "named")"),
                 "/routing/routing_order/1: \"scope\" ends the order"));
  CHECK(Contains(order(R"("named", "sticky", "named", "scope")"),
                 "/routing/routing_order/2: \"named\" stands here already"));
  CHECK(Contains(order(R"("named", "sticky")"), "leaves out \"scope\""));
  CHECK(Contains(order(""), "is empty"));
}

TEST_CASE("what a duration may be follows its unit") {
  const auto after = [](std::string_view value) {
    return Errors(WithDesk(R"("timers": {"customer_silent": {"after": )" +
                           std::string(value) + "}}"));
  };
  CHECK(after("\"off\"") == "");
  CHECK(after("1") == "");
  CHECK(after("\"36525 d\"") == "");
  for (const char* bad : {"0", "\"0 s\"", "-5", "\"infinite\"", "\"36526 d\"",
                          "3155760000001", "1.5", "\"soon\"", "false"}) {
    CHECK_MESSAGE(Contains(after(bad),
                           "expected a duration such as \"30 min\" or 1800000 "
                           "(ms), from 1 ms to 36525 d, or \"off\""),
                  bad);
  }
  CHECK(Contains(Errors(WithDesk(R"("queue": {"priorities": [
                     {"name": "p", "credit": "off"}]})")),
                 "is \"off\", expected a duration"));
  CHECK(Contains(Errors(WithDesk(R"("routing": {"sticky": [
                     {"within": "off"}]})")),
                 "is \"off\", expected a duration"));
}

}  // namespace
}  // namespace kefu
