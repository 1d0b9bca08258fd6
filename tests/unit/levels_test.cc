// Settings through the levels (T13): who wins, and what a preset fills.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "src/model/ruleset_data.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

// Wrap-up of 1 s at the tenant, 2 s at the channel and so on downwards.
std::string WithWrapUp(bool channel, bool desk, bool group, bool agent) {
  const auto timers = [](bool given, int seconds) {
    return given ? ", \"timers\": {\"wrap_up\": \"" + std::to_string(seconds) +
                       " s\"}"
                 : std::string();
  };
  return R"({"timers": {"wrap_up": "1 s"}, "channels": [{"name": "c")" +
         timers(channel, 2) + R"(}], "desks": [{"name": "d", "channel": "c")" +
         timers(desk, 3) + R"(}], "agents": [{"name": "a")" + timers(agent, 5) +
         R"(}], "groups": [{"name": "g", "agents": [
             {"agent": "a"}])" +
         timers(group, 4) + "}]}";
}

TEST_CASE("agent > group > desk > channel > tenant") {
  for (unsigned given = 0; given < 16; ++given) {
    const auto ruleset =
        RulesetOf(WithWrapUp(given & 1, given & 2, given & 4, given & 8));
    const DeskId desk = ruleset->Desk("d");
    const GroupId group = ruleset->Group("g");
    const AgentId agent = ruleset->Agent("a");
    const auto expected = [&](unsigned levels) {
      for (int level = 3; level >= 0; --level) {
        if ((given & levels) >> level & 1) return level + 2;
      }
      return 1;
    };
    const auto seconds = [&](const Place& at) {
      return ruleset->data().wrap_up(at).ms / 1000;
    };
    CAPTURE(given);
    CHECK(seconds({desk, group, agent}) == expected(15));
    CHECK(seconds({desk, group, {}}) == expected(7));
    CHECK(seconds({desk, {}, agent}) == expected(11));
    CHECK(seconds({desk, {}, {}}) == expected(3));
  }
}

TEST_CASE("levels are merged member by member, and may switch off") {
  const auto ruleset = RulesetOf(R"({
    "desks": [{"name": "d", "timers": {"agent_silent": {"after": "2 min"}}}],
    "groups": [
      {"name": "g", "timers": {"agent_silent": {"max_moves": 1}}},
      {"name": "h", "timers": {"agent_silent": {"after": "off"}},
       "queue": {"overflow": [], "notice": []}}],
    "queue": {"overflow": [{"to": "evict"}], "notice": ["wait"]},
    "timers": {"agent_silent": {"remind_before": "30 s", "max_moves": 5}}})");
  const RulesetData& data = ruleset->data();
  const Place g{ruleset->Desk("d"), ruleset->Group("g"), {}};
  const Place h{ruleset->Desk("d"), ruleset->Group("h"), {}};
  CHECK(data.silent_after(g) == Duration::Minutes(2));
  CHECK(data.chains[data.reminders(g).value] ==
        Chain{{Duration::Seconds(30), {}}});
  CHECK(data.max_moves(g) == 1);
  CHECK(data.silent_after(h).off());
  CHECK(data.max_moves(h) == 5);
  // An empty list is given, and not the same as nothing.
  CHECK(data.ladders[data.overflow(g).value] ==
        std::vector<OverflowRung>{{OverflowTo::kEvict, {}, {}}});
  CHECK(data.ladders[data.overflow(h).value].empty());
  CHECK(ruleset->Texts(data.queue_notice(g))[0] == "wait");
  CHECK_FALSE(data.queue_notice(h));
}

TEST_CASE("of two forms of a chain the nearest level's holds (X1, X2)") {
  const auto ruleset = RulesetOf(R"({
    "desks": [{"name": "d", "timers": {
      "customer_silent": {"warnings": [{"before": "1 min", "texts": ["a"]},
                                       {"before": "3 min", "texts": ["b"]}]},
      "agent_silent": {"reminders": [{"before": "1 min"}, {"before": "2 min"}]}
    }}],
    "groups": [
      {"name": "short", "timers": {"customer_silent": {"warn_before": "4 min"},
                                   "agent_silent": {"remind_before": "off"}}},
      {"name": "none", "timers": {"customer_silent": {"warnings": []}}}],
    "timers": {"customer_silent": {"warning": ["c"]},
               "agent_silent": {"remind_before": "30 s"}}})");
  const RulesetData& data = ruleset->data();
  const DeskId d = ruleset->Desk("d");
  const GroupId by_short = ruleset->Group("short");
  const GroupId none = ruleset->Group("none");
  const auto befores = [&](uint32_t chain) {
    std::vector<int64_t> seconds;
    for (const ChainStep& step : data.chains[chain]) {
      seconds.push_back(step.before.ms / 1000);
    }
    return seconds;
  };
  CHECK(befores(data.Silence(d, {}, {}).chain) ==
        std::vector<int64_t>{180, 60});
  CHECK(data.Silence(d, by_short, {}).chain == kOneWarning);
  CHECK(data.Silence(d, by_short, {}).warn_before == Duration::Minutes(4));
  CHECK(ruleset->Texts(data.Silence(d, by_short, {}).warning)[0] == "c");
  CHECK(befores(data.Silence(d, none, {}).chain).empty());
  CHECK(befores(data.reminders({d, none, {}}).value) ==
        std::vector<int64_t>{120, 60});
  CHECK(befores(data.reminders({d, by_short, {}}).value).empty());
}

TEST_CASE("steps are counted, and those that come too early are none (X)") {
  const Chain chain{{Duration::Minutes(9), {}},
                    {Duration::Minutes(5), {}},
                    {Duration::Minutes(1), {}}};
  CHECK(NextStep(chain, Duration::Minutes(10), 0) == &chain[0]);
  CHECK(NextStep(chain, Duration::Minutes(10), 2) == &chain[2]);
  CHECK(NextStep(chain, Duration::Minutes(10), 3) == nullptr);
  CHECK(NextStep(chain, Duration::Minutes(9), 0) == &chain[1]);
  CHECK(NextStep(chain, Duration::Minutes(9), 2) == nullptr);
  CHECK(NextStep(chain, Duration::Minutes(1), 0) == nullptr);
  CHECK(NextStep(chain, Duration::Off(), 0) == nullptr);
}

TEST_CASE("equal ladders are kept once; their groups are looked up (Q3)") {
  const auto ruleset = RulesetOf(R"({
    "desks": [{"name": "d"}, {"name": "e"}],
    "groups": [
      {"name": "g", "queue": {"overflow": [{"to": "group", "group": "h"}]}},
      {"name": "k", "queue": {"overflow": [{"to": "group", "group": "h"}]}},
      {"name": "h"}]})");
  const RulesetData& data = ruleset->data();
  const DeskId d = ruleset->Desk("d");
  const auto ladder = [&](const char* group) {
    return data.overflow({d, ruleset->Group(group), {}}).value;
  };
  CHECK(ladder("g") == ladder("k"));
  CHECK(ladder("h") == 0);
  CHECK(
      data.ladders[ladder("g")] ==
      std::vector<OverflowRung>{{OverflowTo::kGroup, ruleset->Group("h"), {}}});
}

TEST_CASE("a desk may overflow into a group that overflows nowhere (Q3)") {
  // A ladder that leads into its own group is no circle: that rung is passed.
  RulesetOf(R"({
    "desks": [{"name": "d", "queue": {"overflow": [
        {"to": "group", "group": "last"}]}}],
    "groups": [{"name": "g"}, {"name": "last"}]})");
}

TEST_CASE("what costs nothing is known beforehand") {
  const auto off = RulesetOf(WithDesk(
      R"("queue": {"expires_after": "off"},
         "timers": {"alarms": {"waiting": "off"}})"));
  CHECK_FALSE(off->data().waiting_timers);
  CHECK_FALSE(off->data().serving_timers);
  CHECK_FALSE(off->data().any_wrap_up);
  CHECK_FALSE(off->data().limits_waiting);
  const auto on = RulesetOf(WithDesk(
      R"("agents": [{"name": "a", "timers": {"idle": "1 h"}}],
         "groups": [{"name": "g", "queue": {"max_length": 3},
                     "timers": {"wrap_up": "1 s"}}])"));
  CHECK(on->data().serving_timers);
  CHECK(on->data().waiting_timers);  // 24 h without being told so
  CHECK(on->data().any_wrap_up);
  CHECK(on->data().limits_waiting);
}

// ------------------------------------------------------------ presets (T13)

// The cells of T13's table that have a rule, and whether that preset has them.
struct Row {
  const char* preset;
  bool taobao;    // enter_or_message, main_account, 24 h and 72 h
  bool hold;      // named_offline
  bool keep;      // offline_sessions
  bool declared;  // presence
  bool two_days;  // session life
};

DeskData DeskWith(const char* preset, bool* declared) {
  const auto ruleset = RulesetOf(
      R"({"desks": [{"name": "d"}], "agents": [{"name": "m"}],
          "tenant": {"main_account": "m"}, "preset": ")" +
      std::string(preset) + "\"}");
  *declared = ruleset->data().declared_presence;
  return ruleset->data().desks[ruleset->Desk("d").value];
}

std::vector<Duration> Ladder(const DeskData& desk) {
  std::vector<Duration> ladder;
  for (const StickyRung& rung : desk.sticky) ladder.push_back(rung.within);
  return ladder;
}

TEST_CASE("the table of presets, row by row (T13)") {
  constexpr Row kRows[] = {{"none", false, false, false, false, false},
                           {"weimob", false, false, true, false, false},
                           {"wecom", false, true, true, false, true},
                           {"taobao", true, false, false, false, false},
                           {"mini_program", false, true, true, true, true}};
  for (const Row& row : kRows) {
    CAPTURE(row.preset);
    bool declared = false;
    const DeskData desk = DeskWith(row.preset, &declared);
    CHECK(desk.session_starts == (row.taobao ? SessionStarts::kEnterOrMessage
                                             : SessionStarts::kMessage));
    CHECK(desk.plan_nobody == (row.taobao ? Plan::kMainAccount : Plan::kQueue));
    CHECK(Ladder(desk) ==
          (row.taobao ? std::vector{Duration::Hours(24), Duration::Hours(72)}
                      : std::vector{Duration::Hours(48)}));
    CHECK(desk.sticky[0].suspended == row.taobao);
    CHECK_FALSE(desk.sticky.back().suspended);
    CHECK(desk.named_offline ==
          (row.hold ? NamedOffline::kHold : NamedOffline::kDivert));
    CHECK(desk.settings.offline_sessions ==
          (row.keep ? OfflineSessions::kKeep : OfflineSessions::kDivert));
    CHECK(declared == row.declared);
    CHECK(desk.settings.session_life ==
          (row.two_days ? Duration::Hours(48) : Duration::Off()));
  }
}

TEST_CASE("what is given wins over the preset, and the rest of it stays") {
  const auto ruleset = RulesetOf(
      R"({"preset": "wecom", "desks": [{"name": "d"}],
          "routing": {"named_offline": "divert"},
          "timers": {"session_life": "off"}})");
  const DeskData& desk = ruleset->data().desks[ruleset->Desk("d").value];
  CHECK(desk.named_offline == NamedOffline::kDivert);
  CHECK(desk.settings.session_life.off());
  CHECK(desk.settings.offline_sessions == OfflineSessions::kKeep);
}

}  // namespace
}  // namespace kefu
