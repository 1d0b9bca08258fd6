#include "bench/routing_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "bench/convert.h"
#include "bench/ruleset_w.h"
#include "bench/subject.h"

namespace kefu_bench {
namespace {

using kefu::Duration;
using kefu::Instant;
using kefu::MessageKind;

constexpr uint32_t kStores = 45;
constexpr uint32_t kRegions = 5;
constexpr uint32_t kSkills = 8;
constexpr uint32_t kCapacity = 10;
constexpr uint32_t kMostInSlot = 2000;  // R13
constexpr int64_t kMorning = 8 * 3'600'000;

// What an agent's customers come for: of what costs, nine units together. With
// tiers the first four, seven units: the first tier has eight tenths of the
// agents.
constexpr MessageKind kKinds[] = {MessageKind::kText, MessageKind::kAudio,
                                  MessageKind::kText, MessageKind::kVideo,
                                  MessageKind::kText, MessageKind::kText};

size_t KindsOf(RoutingRules rules) {
  return rules == RoutingRules::kStores ? std::size(kKinds) : 4;
}

// Of twenty agents one belongs to no store and one to a region.
bool AtHead(uint32_t agent) { return agent % 20 == 19; }
bool AtRegion(uint32_t agent) { return agent % 20 == 9; }
uint32_t RegionOf(uint32_t agent) { return agent / 20 % kRegions; }
uint32_t StoreOf(uint32_t agent) { return agent % 20 + agent / 20 % 26; }

// Who comes at noon: the last tenth.
bool IsLate(uint32_t agent, uint32_t agents) {
  return agent >= agents - agents / 10;
}

uint32_t TierOf(uint32_t agent) {
  return agent % 10 == 9 ? 3 : agent % 10 == 8 ? 2 : 1;
}
uint32_t SkillOf(uint32_t agent) { return agent % kSkills; }

template <class F>
std::string Listed(uint32_t count, F&& f) {
  std::string out;
  for (uint32_t i = 0; i < count; ++i) {
    if (i != 0) out += ",\n";
    out += f(i);
  }
  return out;
}

std::string StoresJson() {
  const std::string stores = Listed(kStores, [](uint32_t i) {
    return fmt::format(R"({{"name":"s{}","parent":"r{}","level":"store"}})", i,
                       i % kRegions);
  });
  const std::string regions = Listed(kRegions, [](uint32_t i) {
    return fmt::format(R"({{"name":"r{}","level":"region"}})", i);
  });
  return fmt::format(
      R"("levels":[{{"name":"store"}},{{"name":"region"}},{{"name":"head"}}],
"stores":[{},
{}],
)",
      stores, regions);
}

std::string SkillsJson() {
  return fmt::format(
      "\"skills\":[{}],\n", Listed(kSkills, [](uint32_t i) {
        return fmt::format(
            R"({{"name":"k{0}","let_go_after":"5 min","intents":["i{0}"]}})",
            i);
      }));
}

// Slots of at most 2,000, of those who are there all day, then of those who
// come at noon.
std::string SlotsJson(uint32_t agents) {
  std::string out;
  uint32_t in_slot = 0;
  for (uint32_t i = 0; i < agents; ++i) {
    const bool late = IsLate(i, agents);
    if (i != 0 && (in_slot == kMostInSlot || late != IsLate(i - 1, agents))) {
      out += "]},\n";
      in_slot = 0;
    }
    out += in_slot++ == 0 ? fmt::format(R"({{"schedule":"{}","agents":["a{}")",
                                        late ? "from noon" : "all day", i)
                          : fmt::format(",\"a{}\"", i);
  }
  return out + "]}";
}

std::string SchedulesJson() {
  const auto schedule = [](const char* name, const char* from) {
    return fmt::format(
        R"({{"name":"{}","slots":[{{"days":["monday","tuesday","wednesday",
"thursday","friday","saturday","sunday"],"from":"{}","to":"24:00"}}]}})",
        name, from);
  };
  return fmt::format(
      "\"time_zone\":{{\"offset\":\"Z\"}},\n\"schedules\":[{},{}],\n",
      schedule("all day", "00:00"), schedule("from noon", "12:00"));
}

std::string AgentJson(RoutingRules rules, uint32_t agent) {
  std::string more;
  if (rules == RoutingRules::kSkills) {
    more = fmt::format(R"("skills":["k{}","k{}"])", SkillOf(agent),
                       (SkillOf(agent) + 1 + agent / kSkills % 2) % kSkills);
  } else if (AtHead(agent)) {
    more = R"("level":"head")";
  } else if (AtRegion(agent)) {
    more = fmt::format(R"("store":"r{}")", RegionOf(agent));
  } else {
    more = fmt::format(R"("store":"s{}")", StoreOf(agent));
  }
  return fmt::format(R"({{"name":"a{}",{}}})", agent, more);
}

std::string RulesJson(RoutingRules rules) {
  return rules == RoutingRules::kStores
             ? R"("distribution":"least_loaded","no_flood":true,
"store_isolation":true,"level_order":["store","region","head"])"
             : R"("distribution":"tiers",
"tiers":[{"after":"30 s"},{"after":"30 s"}])";
}

// Times are by a session's own measure: whatever the number of agents, a
// session of `kSkills` is open for some 100 minutes. The morning has an end,
// and no rule of `kStores` looks at how long a session waits.
Duration Step(RoutingRules rules, uint32_t agents) {
  if (rules == RoutingRules::kStores) return {10};
  return {std::max<int64_t>(1, 100'000 / agents)};
}

class Maker {
 public:
  Maker(RoutingRules rules, uint32_t agents)
      : world_{rules,
               agents,
               MustParse(RoutingJson(rules, agents)),
               kefu::Engine(MustParse("{\"desks\":[{\"name\":\"x\"}]}")),
               {}},
        engine_(world_.ruleset),
        desk_(world_.ruleset->Desk(kDeskName)),
        step_(Step(rules, agents)) {
    for (uint32_t i = 0; i < agents; ++i) {
      agents_.push_back(world_.ruleset->Agent(AgentName(i)));
      kefu::AgentConnects event{.at = Instant{kMorning}};
      event.agent = agents_.back();
      Apply(event);
    }
    online_.assign(agents, true);
    FillPlaces();
    // Tiers have opened for who could not be taken at once.
    now_.ms += 10 * 60'000;
    Apply(kefu::TimePasses{.at = now_});
    world_.begin = engine_.Fork();
  }

  RoutingWorld Make(size_t events) {
    recording_ = true;
    while (world_.events.size() < events) {
      now_ = {now_.ms + step_.ms};
      Next();
    }
    world_.digest = engine_.Digest();
    return std::move(world_);
  }

 private:
  struct Caller {
    kefu::CustomerId customer;
    uint64_t number = 0;  // what RoutingCall makes his session of
  };

  uint32_t Random(size_t below) {
    seed_ += 0x9E3779B97F4A7C15;
    return static_cast<uint32_t>((seed_ ^ seed_ >> 29) * 0xBF58476D1CE4E5B9 >>
                                 32) %
           static_cast<uint32_t>(below);
  }

  template <class E>
  void Apply(const E& event) {
    effects_.Clear();
    engine_.Apply(event, &effects_);
    if (!recording_) return;
    world_.events.Add(event);
    for (const kefu::EffectRecord& effect : effects_.records()) {
      const auto type = static_cast<kefu::EffectType>(effect.type);
      world_.assigned += type == kefu::EffectType::kAssign;
      world_.enqueued += type == kefu::EffectType::kEnqueue;
    }
  }

  // What each agent on duty has to do; more customers than that, who come in
  // turn, so that rows are as cold as they would be.
  void FillPlaces() {
    std::vector<uint64_t> calls;
    for (uint32_t i = 0; i < world_.agents; ++i) {
      if (world_.rules == RoutingRules::kStores && IsLate(i, world_.agents)) {
        continue;
      }
      const size_t kinds = KindsOf(world_.rules);
      for (size_t k = 0; k < kinds; ++k) calls.push_back(i * kinds + k);
    }
    const uint32_t customers = std::max(10'000u, 50 * world_.agents);
    for (uint32_t i = 0; i < customers; ++i) {
      free_.push_back(engine_.CustomerByKey(OutsideKey(i)));
    }
    for (size_t i = calls.size(); i > 1; --i) {
      std::swap(calls[i - 1], calls[Random(i)]);
    }
    for (const uint64_t number : calls) Open(number);
  }

  void Open(uint64_t number) {
    kefu::CustomerSends event = RoutingCall(world_, number);
    event.at = now_;
    event.customer = free_[next_free_];
    open_.push_back({event.customer, number});
    free_[next_free_] = {};
    next_free_ = (next_free_ + 1) % free_.size();
    Apply(event);
  }

  // Who has been served comes again when all others have.
  void Close(size_t i) {
    const Caller caller = open_[i];
    open_[i] = open_.back();
    open_.pop_back();
    gone_.push_back(caller.number);
    free_[last_free_] = caller.customer;
    last_free_ = (last_free_ + 1) % free_.size();
    if (State(caller) != kefu::SessionState::kWaiting) {
      return Apply(kefu::AgentCloses{
          .at = now_, .customer = caller.customer, .desk = desk_});
    }
    Apply(kefu::CustomerLeaves{.at = now_,
                               .customer = caller.customer,
                               .desk = desk_,
                               .what = kefu::LeaveWhat::kQueue});
  }

  kefu::SessionState State(const Caller& caller) const {
    return engine_.Session(caller.customer, desk_).state;
  }

  void Next() {
    if (Random(128) == 0) return Toggle();
    const uint32_t what = Random(8);
    if (what < 2) {
      // As many open as close, and for the same: no store gets more to do.
      if (gone_.size() < 2) return Close(Random(open_.size()));
      std::swap(gone_[Random(gone_.size())], gone_.back());
      const uint64_t number = gone_.back();
      gone_.pop_back();
      return Open(number);
    }
    const Caller& caller = open_[Random(open_.size())];
    const auto session = engine_.Session(caller.customer, desk_);
    if (what < 5 || !session.agent) {
      return Apply(kefu::CustomerSends{.at = now_,
                                       .customer = caller.customer,
                                       .desk = desk_,
                                       .kind = MessageKind::kText});
    }
    Apply(kefu::AgentSends{.at = now_,
                           .agent = session.agent,
                           .customer = caller.customer,
                           .desk = desk_,
                           .kind = MessageKind::kText});
  }

  // One agent in fifty is suspended.
  void Toggle() {
    uint32_t agent = Random(world_.agents);
    if (away_.size() > world_.agents / 50) {
      std::swap(away_[Random(away_.size())], away_.back());
      agent = away_.back();
    }
    online_[agent] = !online_[agent];
    if (online_[agent]) {
      away_.erase(std::find(away_.begin(), away_.end(), agent));
    } else {
      away_.push_back(agent);
    }
    kefu::AgentSetsStatus event{.at = now_, .agent = agents_[agent]};
    event.status = online_[agent] ? kefu::AgentStatus::kOnline
                                  : kefu::AgentStatus::kSuspended;
    Apply(event);
  }

  RoutingWorld world_;
  kefu::Engine engine_;
  kefu::Effects effects_;
  kefu::DeskId desk_;
  Duration step_;
  Instant now_{kMorning};
  std::vector<kefu::AgentId> agents_;
  std::vector<bool> online_;
  std::vector<uint32_t> away_;
  std::vector<Caller> open_;
  std::vector<uint64_t> gone_;          // what to come for again
  std::vector<kefu::CustomerId> free_;  // a ring
  size_t next_free_ = 0, last_free_ = 0;
  uint64_t seed_ = 5;
  bool recording_ = false;
};

}  // namespace

std::string RoutingJson(RoutingRules rules, uint32_t agents) {
  const bool stores = rules == RoutingRules::kStores;
  const std::string members = Listed(agents, [&](uint32_t i) {
    return stores ? fmt::format(R"({{"agent":"a{}"}})", i)
                  : fmt::format(R"({{"agent":"a{}","tier":{}}})", i, TierOf(i));
  });
  std::string json = fmt::format(
      R"({{"tenant":{{"name":"routing","capacity":{},
"notices":{{"new_session":false,"new_message":false}}}},
"limits":{{"reserve_customers":{},"reserve_sessions":{},"forget_after":"off"}},
"channels":[{{"name":"c","cost":1,
"kind_costs":[{{"kind":"audio","cost":2}},{{"kind":"video","cost":3}}]}}],
)",
      kCapacity, std::max(10'000u, 50 * agents) + 10'000,
      2 * kCapacity * agents + 10'000);
  if (stores) json += SchedulesJson();
  json += fmt::format(
      R"("desks":[{{"name":"{}","channel":"c"{}}}],
)",
      kDeskName,
      stores ? fmt::format(",\n\"slots\":[{}]", SlotsJson(agents)) : "");
  json += stores ? StoresJson() : SkillsJson();
  json += fmt::format(
      R"("agents":[{}],
"groups":[{{"name":"g0","agents":[{}]}}],
"routing":{{"session_starts":"message","sticky":[],{}}},
"queue":{{"expires_after":"off"}},
"offline":{{"plan_nobody":"queue","offline_sessions":"keep"}},
"timers":{{"customer_silent":{{"after":"6 h"}},"alarms":{{"waiting":"off"}}}}}}
)",
      Listed(agents, [&](uint32_t i) { return AgentJson(rules, i); }), members,
      RulesJson(rules));
  return json;
}

RoutingWorld MakeRoutingWorld(RoutingRules rules, uint32_t agents,
                              size_t events) {
  return Maker(rules, agents).Make(events);
}

kefu::CustomerSends RoutingCall(const RoutingWorld& world, uint64_t number) {
  const size_t kinds = KindsOf(world.rules);
  const auto agent = static_cast<uint32_t>(number / kinds % world.agents);
  kefu::CustomerSends event;
  event.desk = world.ruleset->Desk(kDeskName);
  event.kind = kKinds[number % kinds];
  if (world.rules == RoutingRules::kSkills) {
    event.intent = world.ruleset->Intent(fmt::format("i{}", SkillOf(agent)));
    return event;
  }
  // For a region or the head: a store that it looks after.
  uint32_t store = StoreOf(agent);
  if (AtHead(agent)) store = StoreOf(agent - 19);
  if (AtRegion(agent)) store = RegionOf(agent);
  event.store = world.ruleset->Store(fmt::format("s{}", store));
  return event;
}

uint32_t RoutingRush(const RoutingWorld& world, uint32_t count,
                     kefu::Engine* engine) {
  kefu::Effects effects;
  for (uint32_t i = 0; i < count; ++i) {
    kefu::CustomerSends event = RoutingCall(world, 7 * uint64_t{i});
    event.at = *engine->Now();
    event.customer = engine->CustomerByKey(uint64_t{i} + 1);
    effects.Clear();
    engine->Apply(event, &effects);
  }
  return engine->Waiting(world.ruleset->Group(GroupName(0)));
}

}  // namespace kefu_bench
