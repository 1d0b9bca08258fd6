// Replays of small logs, with what they must come to worked out by hand (E3).

#include "kefu/replay.h"

#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "kefu/binary_log.h"
#include "tests/unit/replay_testing.h"

namespace kefu::testing {
namespace {

TEST_CASE("recorded agent, recorded times: the log as it is") {
  const OpenLog log = LogOf(kLine);
  const ReplayResult result = WhatIf(Rules(kAnn), log, {});
  CHECK(ToText(result) == "c1 ann 1000-5000; c2 ann 5000-9000");
  CHECK(result.counts.taken == 9);
  CHECK(result.counts.applied == 9);
  CHECK(result.counts.left_out == 0);
  CHECK(result.counts.added == 0);
}

TEST_CASE("recorded agent under other rules: what is not his is refused") {
  const ReplayResult result = WhatIf(Rules(kBoth), LogOf(kLine), {});
  // bob has c2 at once, and ann may neither answer nor close.
  CHECK(ToText(result) == "c1 ann 1000-5000; c2 bob 2000-...");
  CHECK(result.outcomes.Figures().refused == 2);
}

TEST_CASE("whoever serves acts in the place of the recorded agent") {
  const ReplayModel model{.who = ReplayWho::kWhoeverServes};
  const ReplayResult result = WhatIf(Rules(kBoth), LogOf(kLine), model);
  CHECK(ToText(result) == "c1 ann 1000-5000; c2 bob 2000-9000");
  CHECK(result.outcomes.Figures().refused == 0);
  const std::string effects = EffectsOf(kBoth, LogOf(kLine), model);
  CHECK(Holds(effects, R"("agent":"bob","by":"agent","reason":"agent")"));
}

TEST_CASE("whoever serves: nobody does, so it is left out") {
  const ReplayModel model{.who = ReplayWho::kWhoeverServes};
  const ReplayResult result =
      WhatIf(Rules(kAnn),
             LogOf({"0 on ann", "1 says c1", "2 says c2", "3 answers ann c2",
                    "4 answers ann c3", "5 closes ann c2", "6 host_closes c2"}),
             model);
  CHECK(ToText(result) == "c1 ann 1-...; c2 host 6");
  CHECK(result.counts.left_out == 3);
  CHECK(result.outcomes.Figures().refused == 0);
}

TEST_CASE("whoever serves: timers of that instant have fired before (T14)") {
  constexpr char kSilent[] = R"({
    "agents": [{"name": "ann"}], "desks": [{"name": "shop"}],
    "timers": {"customer_silent": {"after": "1s", "mode": "both_silent"}}
  })";
  const ReplayModel model{.who = ReplayWho::kWhoeverServes};
  const ReplayResult result =
      WhatIf(Rules(kSilent),
             LogOf({"0 on ann", "100 says c1", "1100 answers ann c1"}), model);
  CHECK(ToText(result) == "c1 ann 100-1100");
  CHECK(result.counts.left_out == 1);
  CHECK(result.outcomes.Figures().refused == 0);
}

TEST_CASE("closes by service come before an event of that instant (T14)") {
  const OpenLog log = LogOf({"0 on ann", "0 on bob", "1 says c1", "1 says c2",
                             "5 says c3", "5 says c4"});
  ReplayModel model;
  std::vector<uint64_t> asked;
  model.service = [&](const Engine& engine, const EffectRecord& assign) {
    asked.push_back(assign.session);
    CHECK(engine.Session(CustomerId{assign.customer}, DeskId{assign.desk})
              .number.value == assign.session);
    return assign.session <= 2 ? std::optional(Duration{4}) : std::nullopt;
  };
  const ReplayResult result = WhatIf(Rules(kBoth), log, model);
  // Sessions 1 and 2 end at 5, in this order, before c3 and c4 come.
  CHECK(ToText(result) == "c1 ann 1-5; c2 bob 1-5; c3 ann 5-...; c4 bob 5-...");
  CHECK(asked == std::vector<uint64_t>{1, 2, 3, 4});
  CHECK(result.counts.added == 2);
  CHECK(result.counts.applied == 6);
}

TEST_CASE("closes by service go on after the log, and anew with each agent") {
  constexpr char kRequeue[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob"}],
    "routing": {"distribution": "sequential"},
    "offline": {"offline_sessions": "requeue",
                "disconnect_grace": "off"}, "desks": [{"name": "shop"}]
  })";
  ReplayModel model;
  model.service = [](const Engine&, const EffectRecord&) {
    return Duration{100};
  };
  const ReplayResult result = WhatIf(
      Rules(kRequeue),
      LogOf({"0 on ann", "1 says c1", "50 off ann", "70 on bob", "80 time"}),
      model);
  CHECK(ToText(result) == "c1 ann 1-170");
  CHECK(result.outcomes.Sessions()[0].reassigned == 1);
}

TEST_CASE("a close by service of what a timer assigned is not late") {
  // c1 falls silent at 1010: c2 is assigned there, long before c3 comes.
  constexpr char kSilent[] = R"({
    "agents": [{"name": "ann", "capacity": 1}], "desks": [{"name": "shop"}],
    "timers": {"customer_silent": {"after": "1s", "mode": "both_silent"}}
  })";
  ReplayModel model;
  model.service = [](const Engine&, const EffectRecord& assign) {
    return assign.session == 2 ? std::optional(Duration{7}) : std::nullopt;
  };
  const ReplayResult result = WhatIf(
      Rules(kSilent),
      LogOf({"0 on ann", "10 says c1", "20 says c2", "5000 says c3"}), model);
  CHECK(ToText(result) == "c1 ann 10-1010; c2 ann 1010-1017; c3 ann 5000-...");
  CHECK(result.outcomes.Figures().refused == 0);
}

TEST_CASE(
    "closed loop with service: the host's time goes before the record's") {
  const OpenLog log = LogOf(kLine);
  ReplayModel model = ClosedLoop(kAnn, log);
  model.service = [](const Engine& engine,
                     const EffectRecord& assign) -> std::optional<Duration> {
    if (engine.CustomerName(CustomerId{assign.customer}) != "c1") return {};
    return Duration{500};
  };
  const ReplayResult result = WhatIf(Rules(kAnn), log, model);
  CHECK(ToText(result) == "c1 ann 1000-1500; c2 ann 2000-6000");
}

TEST_CASE("a closed loop needs the record of the same log") {
  ReplayModel model{.when = ReplayWhen::kClosedLoop};
  CHECK_THROWS_AS(Replay(Rules(kAnn), model), std::invalid_argument);
  const OpenLog log = LogOf(kLine);
  model.record = ReadRecordedLog(Rules(kAnn), log);
  CHECK_THROWS_WITH_AS(
      WhatIf(Rules(kAnn), LogOf({"0 on ann"}), model),
      "kefu: the record is of a log of 9 events, this one has 1: read the "
      "record of this log",
      std::invalid_argument);
}

TEST_CASE("an empty log is fine in every model") {
  const OpenLog log = LogOf({});
  CHECK(ToText(WhatIf(Rules(kAnn), log, {})).empty());
  const ReplayModel model = ClosedLoop(kAnn, log);
  CHECK_FALSE(model.record->MeanService());
  CHECK(ToText(WhatIf(Rules(kAnn), log, model)).empty());
}

TEST_CASE("a replay goes on from a given engine") {
  std::vector<std::string> head(kLine.begin(), kLine.begin() + 4);
  std::vector<std::string> tail(kLine.begin() + 4, kLine.end());
  Replay first(Rules(kAnn), {});
  first.Run(LogOf(head));
  CHECK(first.counts().taken == 4);
  Replay second(std::move(first.engine()), {});
  second.Run(LogOf(tail));
  CHECK(second.counts().taken == 5);
  CHECK(second.engine().Events() == 9);
  const ReplayResult whole = WhatIf(Rules(kAnn), LogOf(kLine), {});
  CHECK(second.engine().Digest() == whole.engine.Digest());
}

TEST_CASE("what a feed throws comes out, after what it gave") {
  Replay replay(Rules(kAnn), {});
  const OpenLog good = LogOf(kLine);
  const OpenLog bad = [&](Engine* engine) -> EventFeed {
    return [feed = good(engine), calls = 0](EventBatch* batch) mutable {
      if (++calls == 3) throw std::runtime_error("line 7");
      return feed(batch);
    };
  };
  CHECK_THROWS_WITH_AS(replay.Run(bad), "line 7", std::runtime_error);
  CHECK(replay.counts().taken == 6);
  CHECK(replay.engine().Events() == 6);
}

TEST_CASE("lines of JSON are a log, and a wrong one has its place") {
  std::string text;
  for (const std::string& brief : kLine) text += Line(brief);
  const ReplayResult result = WhatIf(Rules(kAnn), JsonLines(text), {});
  CHECK(ToText(result) == "c1 ann 1000-5000; c2 ann 5000-9000");
  text += "{\"at\": 1}\n";
  Replay replay(Rules(kAnn), {});
  CHECK_THROWS_AS(replay.Run(JsonLines(text)), std::invalid_argument);
  CHECK(replay.engine().Events() == 9);
  CHECK_THROWS_WITH_AS(ReadRecordedLog(Rules(kAnn), JsonLines("\n{]")),
                       doctest::Contains("log:2:2: "), std::invalid_argument);
  CHECK_THROWS_AS(ReadRecordedLog(Rules(kAnn), JsonLines("{]")),
                  WrongLog<LogError>);
}

TEST_CASE("a binary log is a log, and a wrong block comes after the others") {
  std::string text, bytes;
  for (const std::string& brief : kLine) text += Line(brief);
  JsonToBinaryLog convert;
  size_t used = 0;
  REQUIRE(!convert.AddLines(text, true, &used));
  convert.Flush(&bytes);
  const ReplayResult result = WhatIf(Rules(kAnn), BinaryLog(bytes), {});
  CHECK(ToText(result) == "c1 ann 1000-5000; c2 ann 5000-9000");
  CHECK(WhatIf(Rules(kAnn), BinaryLog(""), {}).counts.taken == 0);
  const size_t good = bytes.size();
  bytes += "torn";
  Replay replay(Rules(kAnn), {});
  try {
    replay.Run(BinaryLog(bytes));
    FAIL("a torn log was taken");
  } catch (const WrongLog<BinaryLogError>& wrong) {
    CHECK(wrong.error.good_bytes == good);
    CHECK(std::string(wrong.what()).starts_with("log: byte "));
  }
  CHECK(replay.engine().Events() == result.counts.applied);
}

TEST_CASE("an explanation comes with each routing if it is asked for") {
  Replay replay(Rules(kAnn), {});
  size_t routings = 0, calls = 0;
  replay.Watch(ReplayDetail::kExplained,
               [&](std::span<const EffectRecord>,
                   std::span<const Explanation> explanations) {
                 ++calls;
                 routings += explanations.size();
               });
  replay.Run(LogOf(kLine));
  CHECK(calls == 9);
  CHECK(routings == 2);
}

}  // namespace
}  // namespace kefu::testing
