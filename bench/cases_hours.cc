// The minute in which hours begin and end: a slot's start seats its list anew.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "bench/cases.h"
#include "bench/measure.h"
#include "bench/subject.h"
#include "kefu/engine.h"

namespace kefu_bench {
namespace {

using kefu::Instant;

constexpr int64_t kNoon = 12 * 3'600'000;  // of 1970-01-01, UTC
constexpr int kAgents = 2000;              // the most of one slot (R13)

// A desk with two shifts, of kAgents each; with `grouped`, of one group.
std::string Shifts(bool grouped) {
  std::string agents, slots, members;
  for (const bool late : {false, true}) {
    std::string names;
    for (int i = 0; i < kAgents; ++i) {
      const std::string name = fmt::format("\"{}{}\"", late ? "l" : "e", i);
      const char* const comma = i == 0 ? "" : ",";
      names += comma + name;
      agents += fmt::format("{}{{\"name\":{},\"capacity\":1}}",
                            agents.empty() ? "" : ",", name);
      members +=
          fmt::format("{}{{\"agent\":{}}}", members.empty() ? "" : ",", name);
    }
    slots += fmt::format("{}{{\"schedule\":\"{}\",\"agents\":[{}]}}",
                         late ? "," : "", late ? "late" : "early", names);
  }
  const char* const days =
      "[\"monday\",\"tuesday\",\"wednesday\",\"thursday\",\"friday\","
      "\"saturday\",\"sunday\"]";
  const auto shift = [&](const char* name, const char* from, const char* to) {
    return fmt::format(
        "{{\"name\":\"{}\",\"slots\":[{{\"days\":{},\"from\":\"{}\","
        "\"to\":\"{}\"}}]}}",
        name, days, from, to);
  };
  const std::string groups =
      grouped ? fmt::format(",\"groups\":[{{\"name\":\"g\",\"agents\":[{}]}}]",
                            members)
              : "";
  return fmt::format(
      "{{\"tenant\":{{\"notices\":{{\"new_session\":false}}}},"
      "\"time_zone\":{{\"offset\":\"Z\"}},\"schedules\":[{},{}],"
      "\"desks\":[{{\"name\":\"shop\",\"slots\":[{}]}}],\"agents\":[{}]{}}}",
      shift("early", "00:00", "12:00"), shift("late", "12:00", "24:00"), slots,
      agents, groups);
}

// Everybody is logged in and the early shift is full; so many wait.
kefu::Engine AtNoon(const std::shared_ptr<const kefu::Ruleset>& rules,
                    int waiting) {
  kefu::Engine engine(rules);
  kefu::Effects effects;
  const Instant before{kNoon - 1000};
  for (const char* const shift : {"e", "l"}) {
    for (int i = 0; i < kAgents; ++i) {
      effects.Clear();
      engine.Apply(kefu::AgentConnects{.at = before,
                                       .agent = rules->Agent(
                                           fmt::format("{}{}", shift, i))},
                   &effects);
    }
  }
  for (int i = 0; i < kAgents + waiting; ++i) {
    effects.Clear();
    kefu::CustomerSends event{
        .at = before,
        .customer = engine.CustomerByKey(static_cast<uint64_t>(i) + 1)};
    event.desk = rules->Desk("shop");
    event.kind = kefu::MessageKind::kText;
    engine.Apply(event, &effects);
  }
  return engine;
}

void RunOne(bool grouped, int waiting, int runs, Report* report) {
  const auto rules = MustParse(Shifts(grouped));
  const kefu::Engine engine = AtNoon(rules, waiting);
  kefu::Engine fork = engine.Fork();
  kefu::Effects effects;
  double best = 0;
  for (int i = 0; i < runs; ++i) {
    engine.ForkInto(&fork);
    effects.Clear();
    const double begin = Seconds();
    fork.Apply(kefu::TimePasses{.at = Instant{kNoon}}, &effects);
    const double seconds = Seconds() - begin;
    if (i == 0 || seconds < best) best = seconds;
  }
  const std::string name =
      fmt::format("slot start, {} come and go{}, {} wait", kAgents,
                  grouped ? ", one group" : "", waiting);
  const size_t told = 2 * size_t{kAgents};
  if (effects.size() != told + 2 * static_cast<size_t>(waiting) ||
      !fork.CheckInvariants().empty()) {
    return report->Invalid("", name, "not what had to happen");
  }
  report->Add({"",
               name,
               best * 1e3,
               "ms",
               {},
               fmt::format("{} effects", effects.size())});
}

}  // namespace

void RunHours(const Options& options, Report* report) {
  const int runs = std::max(options.repeat, 3);
  for (const bool grouped : {false, true}) {
    for (const int waiting : {0, kAgents}) {
      RunOne(grouped, waiting, runs, report);
    }
  }
}

}  // namespace kefu_bench
