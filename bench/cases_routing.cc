// Routing with much switched on: what choosing costs as a group grows, what
// happens at once when many come on duty, one change of a status, and why.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "bench/cases.h"
#include "bench/convert.h"
#include "bench/measure.h"
#include "bench/routing_world.h"
#include "bench/ruleset_w.h"
#include "kefu/engine.h"

namespace kefu_bench {
namespace {

using kefu::Instant;

constexpr uint32_t kMostAgents = 20'000;
constexpr int64_t kNoon = 12 * 3'600'000;
constexpr const char* kNames[] = {"stores, levels, slots, costs",
                                  "skills, tiers, costs"};

const char* NameOf(RoutingRules rules) {
  return kNames[static_cast<size_t>(rules)];
}

// Seconds for the events of a world, the best of several runs; less than 0 if
// they do not end as they did when they were made.
double TimeEvents(const RoutingWorld& world, const Options& options) {
  kefu::Engine engine = world.begin.Fork();
  kefu::Effects effects(options.effects);
  effects.Reserve(options.effects + 8192);
  double best = 0;
  for (int i = 0; i < options.repeat; ++i) {
    world.begin.ForkInto(&engine);
    const auto records = world.events.records();
    const double begin = Seconds();
    for (size_t k = 0; k < records.size();) {
      effects.Clear();
      k += engine.ApplyBatch(records.subspan(k), world.events.payloads(),
                             &effects);
    }
    const double seconds = Seconds() - begin;
    if (i == 0 || seconds < best) best = seconds;
  }
  const bool right =
      engine.Digest() == world.digest && engine.CheckInvariants().empty();
  return right ? best : -1;
}

void RunGrowth(RoutingRules rules, const Options& options, Report* report) {
  const size_t events = std::min<size_t>(1'000'000, options.max_events);
  double first = 0;
  double last = 0;
  for (const uint32_t agents : {10u, 100u, 1000u, kMostAgents}) {
    const RoutingWorld world = MakeRoutingWorld(rules, agents, events);
    const double seconds = TimeEvents(world, options);
    const std::string name =
        fmt::format("{}, {} agents", NameOf(rules), agents);
    if (seconds < 0) {
      return report->Invalid("routing", name, "ended in another state");
    }
    last = seconds * 1e9 / static_cast<double>(events);
    if (first == 0) first = last;
    report->Add({"routing",
                 name,
                 last,
                 "ns/event",
                 {},
                 fmt::format("of {} events {} assign, {} enqueue", events,
                             world.assigned, world.enqueued)});
  }
  report->Add({"routing",
               fmt::format("{}, 10 to 20,000", NameOf(rules)),
               last / first,
               "times",
               {},
               "ns per event, all agents in one group"});
}

// A tenth of the agents comes on duty at noon, and takes who waits.
void RunSlotStart(const RoutingWorld& world, uint32_t rush,
                  const Options& options, Report* report) {
  kefu::Engine before = world.begin.Fork();
  const uint32_t waiting = RoutingRush(world, rush, &before);
  kefu::Engine fork = before.Fork();
  kefu::Effects effects;
  double best = 0;
  for (int i = 0; i < std::max(options.repeat, 3); ++i) {
    before.ForkInto(&fork);
    effects.Clear();
    const double begin = Seconds();
    fork.Apply(kefu::TimePasses{.at = Instant{kNoon}}, &effects);
    const double seconds = Seconds() - begin;
    if (i == 0 || seconds < best) best = seconds;
  }
  const uint32_t left = fork.Waiting(world.ruleset->Group(GroupName(0)));
  const std::string name = fmt::format(
      "slot start, {} of {} agents begin{}", world.agents / 10, world.agents,
      rush == 0 ? "" : fmt::format(", {} wait", waiting));
  if (!fork.CheckInvariants().empty() ||
      effects.size() < world.agents / 10 + waiting - left) {
    return report->Invalid("routing", name, "not what had to happen");
  }
  report->Add({"routing",
               name,
               best * 1e3,
               "ms",
               {},
               fmt::format("one event, {} effects, {} of {} get an agent",
                           effects.size(), waiting - left, waiting)});
}

// Agents go and come back one after the other.
void RunStatus(const RoutingWorld& world, uint32_t rush, const Options& options,
               Report* report) {
  constexpr uint32_t kChanges = 20'000;
  kefu::Engine before = world.begin.Fork();
  const uint32_t waiting = RoutingRush(world, rush, &before);
  kefu::EventBatch batch;
  for (uint32_t i = 0; i < kChanges; ++i) {
    const auto agent =
        static_cast<uint32_t>(OutsideKey(i / 2) % (world.agents * 9 / 10));
    kefu::AgentSetsStatus event{.at = *before.Now()};
    event.agent = world.ruleset->Agent(AgentName(agent));
    event.status =
        i % 2 == 0 ? kefu::AgentStatus::kSuspended : kefu::AgentStatus::kOnline;
    batch.Add(event);
  }
  kefu::Engine fork = before.Fork();
  kefu::Effects effects;
  effects.Reserve(4 * size_t{kChanges});
  std::vector<uint64_t> ticks(kChanges, UINT64_MAX);
  const TickClock clock;
  double best = 0;
  for (int run = 0; run < std::max(options.repeat, 3); ++run) {
    before.ForkInto(&fork);
    effects.Clear();
    const double begin = Seconds();
    for (uint32_t i = 0; i < kChanges; ++i) {
      const uint64_t at = Ticks();
      fork.Apply(batch.records()[i], batch.payloads(), &effects);
      ticks[i] = std::min(ticks[i], Ticks() - at);
    }
    const double seconds = Seconds() - begin;
    if (run == 0 || seconds < best) best = seconds;
  }
  const double worst =
      static_cast<double>(*std::max_element(ticks.begin(), ticks.end())) *
      clock.NsPerTick();
  const std::string name =
      fmt::format("status of one of {} agents, {}", world.agents,
                  rush == 0 ? "few wait" : fmt::format("{} wait", waiting));
  const auto refused = [](const kefu::EffectRecord& effect) {
    return effect.type == static_cast<uint8_t>(kefu::EffectType::kRefuse);
  };
  if (std::any_of(effects.begin(), effects.end(), refused) ||
      !fork.CheckInvariants().empty()) {
    return report->Invalid("routing", name, "not what had to happen");
  }
  report->Add({"routing",
               name,
               best * 1e9 / kChanges,
               "ns",
               {},
               fmt::format("worst {:.0f} ns of {} events", worst, kChanges)});
}

void TimeExplain(const std::string& what, const kefu::Engine& engine,
                 const kefu::Engine::Request& request, uint32_t agents,
                 const Options& options, Report* report) {
  double best = 0;
  size_t told = 0;
  for (int i = 0; i < std::max(options.repeat, 3); ++i) {
    const double begin = Seconds();
    const kefu::Explanation why = engine.Explain(request);
    const double seconds = Seconds() - begin;
    if (i == 0 || seconds < best) best = seconds;
    told = why.agents.size();
  }
  const std::string name = fmt::format("explain, {} agents, {}", agents, what);
  if (told < agents) {
    return report->Invalid("routing", name,
                           fmt::format("only {} agents told", told));
  }
  report->Add({"routing",
               name,
               best * 1e3,
               "ms",
               {},
               fmt::format("{} agents told", told)});
}

void RunExplain(const RoutingWorld& world, const Options& options,
                Report* report) {
  const auto tell = [&](const char* what, const kefu::Engine& engine,
                        const kefu::Engine::Request& request) {
    TimeExplain(fmt::format("{}: {}", NameOf(world.rules), what), engine,
                request, world.agents, options, report);
  };
  kefu::Engine engine = world.begin.Fork();
  const kefu::CustomerSends call = RoutingCall(world, 0);
  kefu::Engine::Request request;
  request.customer = engine.CustomerByKey(1);
  request.desk = call.desk;
  request.kind = call.kind;
  request.intent = call.intent;
  request.store = call.store;
  tell("who would get it", engine, request);
  RoutingRush(world, 2 * world.agents, &engine);
  for (uint32_t key = 1; key <= 2 * world.agents; ++key) {
    request.customer = engine.CustomerByKey(key);
    const auto session = engine.Session(request.customer, request.desk);
    if (session.state != kefu::SessionState::kWaiting) continue;
    tell("who waits", engine, request);
    break;
  }
}

}  // namespace

void RunRouting(const Options& options, Report* report) {
  for (const auto rules : {RoutingRules::kStores, RoutingRules::kSkills}) {
    RunGrowth(rules, options, report);
  }
  const uint32_t agents = options.common == "small" ? 1000 : kMostAgents;
  for (const auto rules : {RoutingRules::kStores, RoutingRules::kSkills}) {
    const RoutingWorld world = MakeRoutingWorld(rules, agents, 0);
    if (rules == RoutingRules::kStores) {
      RunSlotStart(world, 0, options, report);
      RunSlotStart(world, 2 * agents, options, report);
      RunStatus(world, 0, options, report);
      RunStatus(world, 2 * agents, options, report);
    }
    RunExplain(world, options, report);
  }
}

}  // namespace kefu_bench
