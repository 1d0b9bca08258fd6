// The closed loop on small logs, with what it must come to worked out by hand
// (E3).

#include "kefu/replay.h"

#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/replay_testing.h"

namespace kefu::testing {
namespace {

TEST_CASE("closed loop: messages and close keep their distance") {
  const OpenLog log = LogOf(kLine);
  const ReplayModel model = ClosedLoop(kAnn, log);
  CHECK(model.record->events() == 9);
  CHECK(model.record->sessions() == 2);
  CHECK(model.record->served() == 2);
  CHECK(model.record->MeanService() == Duration{4000});
  // c2 is assigned at 2000 and not at 5000: everything of his 3 s earlier.
  std::vector<std::string> said;
  Replay replay(Rules(kBoth), model);
  replay.Watch(ReplayDetail::kCalls, [&](std::span<const EffectRecord> effects,
                                         std::span<const Explanation>) {
    for (const EffectRecord& effect : effects) {
      if (!As<Deliver>(effect)) continue;
      const CustomerId customer{effect.customer};
      said.push_back(replay.engine().CustomerName(customer) + " " +
                     std::to_string(effect.at));
    }
  });
  replay.Run(log);
  // One instant: in the order of the log.
  CHECK(said == std::vector<std::string>{"c1 3000", "c2 3000"});
  CHECK(Loop(kAnn, kBoth, kLine) == "c1 ann 1000-5000; c2 bob 2000-6000");
  // And the other way round they come later.
  const std::vector<std::string> two = {
      "0 on ann",     "0 on bob",           "1000 says c1",      "2000 says c2",
      "2500 says c2", "5000 closes ann c1", "6000 closes bob c2"};
  CHECK(Loop(kBoth, kAnn, two) == "c1 ann 1000-5000; c2 ann 5000-9000");
}

TEST_CASE("closed loop with recorded agents: others' sessions stay open") {
  const OpenLog log = LogOf(kLine);
  const ReplayResult result = WhatIf(
      Rules(kBoth), log, ClosedLoop(kAnn, log, ReplayWho::kRecordedAgent));
  CHECK(ToText(result) == "c1 ann 1000-5000; c2 bob 2000-...");
  CHECK(result.outcomes.Figures().refused == 2);
}

TEST_CASE("closed loop: who was served in the record never gives up") {
  // bob is there from 8000 on, so that c2 waits longer than he did.
  const std::vector<std::string> events = {
      "0 on ann",         "0 on bob",           "1000 says c1",
      "1000 says c2",     "2000 closes bob c2", "5000 closes ann c1",
      "6000 says c3",     "6000 says c4",       "6000 says c5",
      "7000 gives_up c5", "8000 closes ann c3", "9000 closes bob c4"};
  // Recorded: c5 gives up at 7000 without having been served. With ann alone
  // c2 waits until 5000; c4 and c5 wait at 7000, and c5 goes.
  CHECK(Loop(kBoth, kAnn, events) ==
        "c1 ann 1000-5000; c2 ann 5000-6000; c3 ann 6000-8000; "
        "c4 ann 8000-11000; c5 customer_left 7000");
}

TEST_CASE("closed loop: who gave up in the record and is served now") {
  const std::vector<std::string> events = {
      "0 on ann",     "0 on bob",          "1000 says c1",
      "1500 says c2", "3000 gives_up c2",  "5000 closes ann c1",
      "6000 says c3", "8000 closes ann c3"};
  // The mean service of the record: (4000 + 2000) / 2.
  CHECK(Loop(kAnn, kBoth, events) ==
        "c1 ann 1000-5000; c2 bob 1500-4500; c3 ann 6000-8000");
  const OpenLog log = LogOf(events);
  ReplayModel model = ClosedLoop(kAnn, log);
  model.unserved = Duration{100};
  const ReplayResult result = WhatIf(Rules(kBoth), log, model);
  CHECK(ToText(result) ==
        "c1 ann 1000-5000; c2 bob 1500-1600; c3 ann 6000-8000");
  CHECK(result.counts.added == 1);
  CHECK(result.counts.left_out == 1);  // gives_up
  model.unserved = Duration::Off();
  CHECK(ToText(WhatIf(Rules(kBoth), log, model)) ==
        "c1 ann 1000-5000; c2 bob 1500-...; c3 ann 6000-8000");
}

TEST_CASE("closed loop: a discard holds for who waits") {
  const std::vector<std::string> events = {"0 on ann",
                                           "0 on bob",
                                           "1000 says c1",
                                           "1500 says c2",
                                           "3000 discards ann c2",
                                           "5000 closes ann c1"};
  CHECK(Loop(kAnn, kAnn, events) == "c1 ann 1000-5000; c2 discarded 3000");
  CHECK(Loop(kAnn, kBoth, events) == "c1 ann 1000-5000; c2 bob 1500-5500");
}

TEST_CASE("closed loop: a block that comes later ends later (F4)") {
  constexpr char kBothTake[] = R"({
    "agents": [{"name": "ann", "capacity": 1}, {"name": "bob"}],
    "desks": [{"name": "shop"}], "routing": {"distribution": "sequential"}
  })";
  constexpr char kAnnTakes[] = R"({
    "agents": [{"name": "ann", "capacity": 1},
               {"name": "bob", "auto_accept": "off"}],
    "desks": [{"name": "shop"}]
  })";
  const std::vector<std::string> events = {
      "0 on ann",
      "0 on bob",
      "1000 says c1",
      "1000 says c2",
      R"(2000 blocks bob c2 , "until": 2500)",
      "5000 closes ann c1",
      "6400 says c2",
      "6600 says c2"};
  // With ann alone c2 has her at 5000 and is blocked at 6000, for 500 as well.
  // A block to 2500 would be refused then, and he would stay.
  CHECK(Loop(kBothTake, kAnnTakes, events) ==
        "c1 ann 1000-5000; c2 ann 5000-6000; c2 ann 6600-...");
}

TEST_CASE("closed loop: ties go by the order of the log") {
  // c1's close comes first in the log and frees the place for c2 ...
  const std::vector<std::string> first = {"0 on ann", "0 on bob", "1 says c1",
                                          "5 closes ann c1", "5 says c2"};
  CHECK(Loop(kAnn, kBoth, first) == "c1 ann 1-5; c2 ann 5-...");
  // ... and here c2 is there first.
  const std::vector<std::string> second = {"0 on ann", "0 on bob", "1 says c1",
                                           "5 says c2", "5 closes ann c1"};
  CHECK(Loop(kAnn, kBoth, second) == "c1 ann 1-5; c2 bob 5-...");
}

TEST_CASE("closed loop: a step without an agent is held until one serves") {
  constexpr char kKeep[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob"}],
    "routing": {"distribution": "sequential"}, "desks": [{"name": "shop"}],
    "offline": {"offline_sessions": "keep",
                "disconnect_grace": "off"}
  })";
  constexpr char kRequeue[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob"}],
    "routing": {"distribution": "sequential"}, "desks": [{"name": "shop"}],
    "offline": {"offline_sessions": "requeue",
                "disconnect_grace": "off"}
  })";
  // Recorded: ann keeps c1 over her absence, and the close is 45 after the
  // answer. Then: c1 waits from 50 to 95. The close, due at 60, is held, and
  // comes 10 after the new assignment, as it would have come 10 after 50.
  const std::vector<std::string> events = {"0 on ann",          "1 says c1",
                                           "15 answers ann c1", "50 off ann",
                                           "60 host_closes c1", "95 on bob"};
  CHECK(Loop(kKeep, kRequeue, events) == "c1 ann 1-105");
  // Served again before it is due, it comes when it is due.
  const std::vector<std::string> sooner = {
      "0 on ann",   "1 says c1", "15 answers ann c1",
      "50 off ann", "55 on bob", "60 host_closes c1"};
  CHECK(Loop(kKeep, kRequeue, sooner) == "c1 ann 1-60");
}

TEST_CASE("closed loop: from list to list the way back to an agent is one") {
  constexpr char kKeep[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob"}, {"name": "cat"}],
    "desks": [{"name": "shop"}],
    "groups": [{"name": "first", "agents": [{"agent": "ann"}]}],
    "offline": {"offline_sessions": "keep",
                "disconnect_grace": "off"}
  })";
  constexpr char kOverflow[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob", "auto_accept": "off"},
               {"name": "cat"}],
    "desks": [{"name": "shop"}],
    "groups": [
      {"name": "first", "agents": [{"agent": "ann"}],
       "queue": {"max_wait": "1s",
                 "overflow": [{"to": "group", "group": "second"}]}},
      {"name": "second", "agents": [{"agent": "bob"}, {"agent": "cat"}],
       "scope": {"products": ["tea"]}}],
    "offline": {"offline_sessions": "requeue",
                "disconnect_grace": "off"}
  })";
  const std::vector<std::string> events = {"0 on ann",          "0 on bob",
                                           "1 says c1",         "50 off ann",
                                           "110 closes ann c1", "5000 on cat"};
  // c1 is back in the first list at 50, and in the second from 1050 on (Q3).
  // The close, due at 110, was 60 away when ann lost him: so it comes 60
  // after cat has him, and not 110 - 1050, which is before she has him.
  CHECK(Loop(kKeep, kOverflow, events) == "c1 ann 1-5060");
}

TEST_CASE("closed loop: a customer's step needs nobody who serves") {
  constexpr char kRequeue[] = R"({
    "agents": [{"name": "ann", "capacity": 1}], "desks": [{"name": "shop"}],
    "offline": {"offline_sessions": "requeue",
                "disconnect_grace": "off"}
  })";
  const std::vector<std::string> events = {"0 on ann",   "1 says c1",
                                           "50 off ann", "60 says c1",
                                           "70 on ann",  "90 closes ann c1"};
  CHECK(Loop(kRequeue, kRequeue, events) == "c1 ann 1-90");
}

TEST_CASE("closed loop: leaving after service is a close by the host") {
  constexpr char kRequeue[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob"}], "desks": [{"name": "shop"}],
    "routing": {"distribution": "sequential"},
    "offline": {"offline_sessions": "requeue",
                "disconnect_grace": "off"}
  })";
  constexpr char kKeep[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob"}], "desks": [{"name": "shop"}],
    "routing": {"distribution": "sequential"},
    "offline": {"offline_sessions": "keep",
                "disconnect_grace": "off"}
  })";
  const std::vector<std::string> events = {"0 on ann", "1 says c1",
                                           "50 off ann", "80 gives_up c1"};
  // Kept by ann: closed at 80 instead of given up. Requeued: he waits on.
  const OpenLog log = LogOf(events);
  const ReplayResult kept =
      WhatIf(Rules(kKeep), log, ClosedLoop(kRequeue, log));
  CHECK(ToText(kept) == "c1 ann 1-80");
  CHECK(kept.outcomes.Sessions()[0].closed == Reason::kByHost);
  CHECK(Loop(kRequeue, kRequeue, events) == "c1 ann 1-...");
}

TEST_CASE("closed loop: two sessions that become one follow each other") {
  // Recorded: c2 is served at once, 1000 to 2000, and again 3000 to 3500.
  const std::vector<std::string> events = {"0 on ann",
                                           "0 on bob",
                                           "500 says c1",
                                           "1000 says c2",
                                           "2000 closes bob c2",
                                           "3000 says c2",
                                           "3200 answers bob c2",
                                           "3500 closes bob c2",
                                           "6000 closes ann c1"};
  // With ann alone c2 waits until 6000: 1000 of the first and 500 of the
  // second session, and one close.
  const OpenLog log = LogOf(events);
  const ReplayResult result = WhatIf(Rules(kAnn), log, ClosedLoop(kBoth, log));
  CHECK(ToText(result) == "c1 ann 500-6000; c2 ann 6000-7500");
  CHECK(result.counts.left_out == 1);  // the first close; "on bob" is refused
  const Comparison comparison = Compare(WhatIf(Rules(kBoth), log, {}), result);
  CHECK(comparison.both == 2);
  CHECK(comparison.only_first == 1);
}

TEST_CASE("closed loop: a course that begins in the waiting list waits") {
  constexpr char kMany[] = R"({
    "agents": [{"name": "ann"}, {"name": "bob"}, {"name": "cat"}],
    "desks": [{"name": "shop"}], "routing": {"distribution": "sequential"},
    "offline": {"offline_sessions": "requeue",
                "disconnect_grace": "off"}
  })";
  constexpr char kFew[] = R"({
    "agents": [{"name": "ann", "capacity": 1},
               {"name": "bob", "auto_accept": "off"}, {"name": "cat"}],
    "desks": [{"name": "shop"}], "routing": {"distribution": "sequential"},
    "offline": {"offline_sessions": "requeue",
                "disconnect_grace": "off"}
  })";
  // Recorded: c1 is served by ann from 1 to 50, closed while he waits again,
  // and served by bob from 80 to 120.
  const std::vector<std::string> events = {
      "0 on ann",          "0 says c0",         "1 says c1", "30 closes ann c0",
      "50 off ann",        "60 host_closes c1", "70 on bob", "80 says c1",
      "120 closes bob c1", "200 on cat"};
  // With ann from 30 on his first close comes at 89. He waits then, as he does
  // since 50, and the 40 of the second session count from when cat has him.
  CHECK(Loop(kMany, kFew, events) == "c0 ann 0-30; c1 ann 30-240");
}

TEST_CASE("closed loop: what was said while waiting longer is left out") {
  const std::vector<std::string> events = {
      "0 on ann",     "0 on bob",           "1000 says c1",      "1000 says c2",
      "4000 says c2", "5000 closes ann c1", "5500 closes ann c2"};
  // Served at once, c2 is through at 1500, and 4000 opens no session.
  CHECK(Loop(kAnn, kBoth, events) == "c1 ann 1000-5000; c2 bob 1000-1500");
}

TEST_CASE("closed loop: whom the ruleset closed comes back with his words") {
  constexpr char kShort[] = R"({
    "agents": [{"name": "ann"}], "desks": [{"name": "shop"}],
    "timers": {"customer_silent": {"after": "1s", "mode": "both_silent"}}
  })";
  const std::vector<std::string> events = {
      "0 on ann", "0 says c1", "5000 says c1", "5100 closes ann c1"};
  // Silent for a second: closed. He writes at 5000 all the same, in a new
  // session that ends 100 later.
  CHECK(Loop(kAnn, kShort, events) == "c1 ann 0-1000; c1 ann 5000-5100");
}

TEST_CASE("closed loop: an entry that opens nothing under the other rules") {
  constexpr char kMessage[] = R"({
    "agents": [{"name": "ann"}], "desks": [{"name": "shop"}],
    "links": [{"name": "live", "desk": "shop"}],
    "routing": {"session_starts": "message"}
  })";
  constexpr char kEnter[] = R"({
    "agents": [{"name": "ann"}], "desks": [{"name": "shop"}],
    "links": [{"name": "live", "desk": "shop"}],
    "routing": {"session_starts": "enter_or_message"}
  })";
  const std::vector<std::string> events = {"0 on ann", "100 link c1",
                                           "150 answers ann c1", "200 says c1",
                                           "300 closes ann c1"};
  // Recorded with entries: the message is a step, and the first to open a
  // session otherwise; the close 100 after it.
  CHECK(Loop(kEnter, kMessage, events) == "c1 ann 200-300");
  // Recorded with messages: the session that the entry opens takes the course
  // of the message that comes to it.
  CHECK(Loop(kMessage, kEnter, events) == "c1 ann 100-300");
  // Who only looked in the record is served for the mean time.
  const std::vector<std::string> visit = {"0 on ann", "100 link c1",
                                          "200 says c2", "300 closes ann c2"};
  CHECK(Loop(kMessage, kEnter, visit) == "c1 ann 100-200; c2 ann 200-300");
}

TEST_CASE("closed loop: stamps are dropped, duplicates are left out") {
  // c2's close is moved before c1's, against the order of seq.
  const std::vector<std::string> events = {
      R"(0 on ann x , "seq": 1)",        R"(0 on bob x , "seq": 2)",
      R"(1000 says c1 x , "seq": 3)",    R"(1000 says c2 x , "seq": 4)",
      R"(1000 says c3 x , "seq": 4)",    R"(5000 closes ann c1 , "seq": 5)",
      R"(5500 closes ann c2 , "seq": 6)"};
  const OpenLog log = LogOf(events);
  const ReplayResult result = WhatIf(Rules(kBoth), log, ClosedLoop(kAnn, log));
  CHECK(ToText(result) == "c1 ann 1000-5000; c2 bob 1000-1500");
  CHECK(result.counts.left_out == 1);
}

}  // namespace
}  // namespace kefu::testing
