// Small logs by hand for the tests of replays.

#ifndef KEFU_TESTS_UNIT_REPLAY_TESTING_H_
#define KEFU_TESTS_UNIT_REPLAY_TESTING_H_

#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/log.h"
#include "kefu/replay.h"

namespace kefu::testing {

// One event of the log: "1000 says c1", with what comes after it in JSON.
inline std::string Line(const std::string& brief) {
  std::istringstream words(brief);
  std::string at, what, first, second;
  words >> at >> what >> first >> second;
  const std::string agent = R"(, "agent": ")" + first + "\"";
  const auto customer = [](const std::string& name) {
    return R"(, "customer": ")" + name + R"(", "desk": "shop")";
  };
  std::string json;
  if (what == "on") json = "agent_connects\"" + agent;
  if (what == "off") json = "agent_disconnects\"" + agent;
  if (what == "enters") json = "customer_enters\"" + customer(first);
  if (what == "link") {
    json = R"(customer_enters", "link": "live", "customer": ")" + first + "\"";
  }
  if (what == "says") {
    json = "customer_sends\"" + customer(first) + R"(, "kind": "text")";
  }
  if (what == "gives_up") {
    json = "customer_leaves\"" + customer(first) + R"(, "what": "queue")";
  }
  if (what == "answers") {
    json = "agent_sends\"" + agent + customer(second) + R"(, "kind": "text")";
  }
  if (what == "closes") json = "agent_closes\"" + agent + customer(second);
  if (what == "host_closes") json = "agent_closes\"" + customer(first);
  if (what == "discards") json = "agent_discards\"" + agent + customer(second);
  if (what == "blocks") {
    json = "agent_blocks\"" + agent + customer(second) + R"(, "scope": "desk")";
  }
  if (what == "accepts") {
    json = "agent_accepts\"" + agent + R"(, "customers": [")" + second +
           R"("], "desk": "shop")";
  }
  if (what == "time") json = "time_passes\"";
  if (json.empty()) throw std::invalid_argument("what is " + brief + "?");
  std::string rest;
  std::getline(words, rest);
  return R"({"at": )" + at + R"(, "event": ")" + json + rest + "}\n";
}

// A log that hands out three events at a time.
inline OpenLog LogOf(const std::vector<std::string>& briefs) {
  std::string text;
  for (const std::string& brief : briefs) text += Line(brief);
  return [text](Engine* engine) -> EventFeed {
    const auto reader = std::make_shared<EventReader>(engine);
    return [text, reader, at = size_t{0}](EventBatch* batch) mutable {
      size_t used = 0;
      const size_t before = batch->size();
      const auto error =
          reader->AddLines(text.substr(at), true, before + 3, batch, &used);
      if (error) throw std::runtime_error(ToText(*error, "log"));
      at += used;
      return batch->size() > before;
    };
  };
}

inline std::shared_ptr<const Ruleset> Rules(std::string_view json) {
  const RulesetResult result = ParseRuleset(json);
  for (const ConfigError& error : result.errors) FAIL(ToText(error));
  return result.ruleset;
}

// "c1 ann 1000-4000" (assigned, closed); "waits" without an assignment, "..."
// if it is open at the end, the reason if nobody served.
inline std::string ToText(const ReplayResult& result) {
  std::string text;
  for (const SessionOutcome& s : result.outcomes.Sessions()) {
    if (!text.empty()) text += "; ";
    text += result.engine.CustomerName(s.customer);
    if (s.assigned_at.never()) {
      text +=
          s.closed_at.never() ? " waits" : " " + std::string(Name(s.closed));
    } else {
      text += " " + std::string(result.engine.ruleset().Name(s.agent)) + " " +
              std::to_string(s.assigned_at.ms) + "-";
    }
    text += s.closed_at.never() ? (s.assigned_at.never() ? "" : "...")
                                : (s.assigned_at.never() ? " " : "") +
                                      std::to_string(s.closed_at.ms);
  }
  return text;
}

// One agent at a time, and room for one customer each.
inline constexpr char kAnn[] = R"({
  "agents": [{"name": "ann", "capacity": 1}],
  "desks": [{"name": "shop"}]
})";
// With a role in it, so that nobody closes another's session (P1).
inline constexpr char kBoth[] = R"({
  "agents": [{"name": "ann", "capacity": 1, "role": "agent"},
             {"name": "bob", "capacity": 1}],
  "routing": {"distribution": "sequential"},
  "desks": [{"name": "shop"}]
})";

// Everybody is served by ann, one after the other.
inline const std::vector<std::string> kLine = {
    "0 on ann",
    "0 on bob",
    "1000 says c1",
    "2000 says c2",
    "3000 answers ann c1",
    "5000 closes ann c1",
    "5500 says c2",
    "6000 answers ann c2",
    "9000 closes ann c2",
};

inline ReplayModel ClosedLoop(std::string_view recorded, const OpenLog& log,
                              ReplayWho who = ReplayWho::kWhoeverServes) {
  ReplayModel model;
  model.who = who;
  model.when = ReplayWhen::kClosedLoop;
  model.record = ReadRecordedLog(Rules(recorded), log);
  return model;
}

// The closed loop of a log of `recorded` under `other`, in words.
inline std::string Loop(std::string_view recorded, std::string_view other,
                        const std::vector<std::string>& events) {
  const OpenLog log = LogOf(events);
  return ToText(WhatIf(Rules(other), log, ClosedLoop(recorded, log)));
}

// The effects as lines of JSON.
inline std::string EffectsOf(std::string_view rules, const OpenLog& log,
                             ReplayModel model) {
  Replay replay(Rules(rules), std::move(model));
  std::string text;
  replay.Watch(ReplayDetail::kCalls, [&](std::span<const EffectRecord> effects,
                                         std::span<const Explanation>) {
    for (const EffectRecord& effect : effects) {
      AppendJson(effect, replay.engine(), &text);
    }
  });
  replay.Run(log);
  return text;
}

inline bool Holds(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace kefu::testing

#endif  // KEFU_TESTS_UNIT_REPLAY_TESTING_H_
