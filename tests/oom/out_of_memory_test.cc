// Memory that fails at every single request (T9): what was begun is not done
// at all, nothing is lost, nothing leaks, and the next attempt does it.

#include <cstddef>
#include <fstream>
#include <memory>
#include <new>
#include <sstream>
#include <string>
#include <vector>

#include "doctest.h"
#include "kefu/engine.h"
#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "kefu/snapshot.h"
#include "src/model/timers.h"
#include "tests/oom/fault.h"
#include "tests/property/duel.h"
#include "tests/property/generator.h"
#include "tests/property/player.h"

namespace kefu::oom {
namespace {

using property::Cast;
using property::Step;

std::string ReadFile(const std::string& path) {
  std::ifstream file(std::string(KEFU_SOURCE_DIR "/") + path);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

// A world with its events, none of which has an id or a seq: those are
// remembered although the event could not be done (T1).
struct Story {
  explicit Story(uint64_t seed) {
    world = property::MakeWorld(seed, {.small_limits = false});
    std::string error;
    ruleset = property::CompileWorld(world, &error);
    REQUIRE_MESSAGE(ruleset, error);
    steps = property::MakeSteps(world, ruleset, seed, 60,
                                {.break_contract = false});
    for (Step& step : steps) {
      step.seq.reset();
      step.id.clear();
    }
  }

  property::World world;
  std::shared_ptr<const Ruleset> ruleset;
  std::vector<Step> steps;
};

// Effects but for what counts calls, and but for what tells of the failure.
void Append(const Effects& effects, std::vector<EffectRecord>* all) {
  for (EffectRecord effect : effects) {
    if (effect.reason == static_cast<uint16_t>(Reason::kOutOfMemory)) continue;
    effect.event = effect.index = 0;
    all->push_back(effect);
  }
}

TEST_CASE("T9: an event is done whole or not at all, whatever fails") {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const Story story(seed);
    property::Player player(story.world, story.ruleset);
    long requests = 0;
    for (const Step& step : story.steps) {
      player.LookUpAgain(step);
      const Engine before = player.engine().Fork();
      EventBatch batch;
      property::Add(step, player.cast(), &batch);
      player.Tell(step);
      Engine reference = before.Fork();
      Effects expected;
      reference.Apply(batch.records()[0], batch.payloads(), &expected);
      std::vector<EffectRecord> whole;
      Append(expected, &whole);
      for (long n = 0;; ++n) {
        Engine engine = before.Fork();
        Effects first, second;
        FailAfter(n);
        engine.Apply(batch.records()[0], batch.payloads(), &first);
        if (!Heal()) {
          requests += n;
          break;
        }
        REQUIRE(engine.CheckInvariants() == "");
        std::vector<EffectRecord> got;
        Append(first, &got);
        // Either the event is refused, or it is done and at most some of the
        // timers that it made due are left for the next call.
        const bool refused = first.incomplete() || got.size() != first.size();
        if (refused) {
          engine.Apply(batch.records()[0], batch.payloads(), &second);
        } else {
          engine.Apply(TimePasses{.at = *engine.Now()}, &second);
        }
        Append(second, &got);
        const std::string difference = property::Compare(whole, got);
        REQUIRE_MESSAGE(difference == "", "request ", n, difference);
        REQUIRE(engine.CheckInvariants() == "");
      }
    }
    CHECK(requests > 0);
  }
}

TEST_CASE("T9: a ruleset is read whole or not at all") {
  const std::string json = ReadFile("tests/oom/ruleset.json");
  std::shared_ptr<const Ruleset> ruleset;
  const long requests =
      FailAtEach([&] { ruleset = ParseRuleset(json).ruleset; },
                 [&] { REQUIRE(ruleset == nullptr); });
  CHECK(ruleset != nullptr);
  CHECK(requests > 50);
}

TEST_CASE("T9: a wrong ruleset is told as wrong, or there is no memory") {
  for (const std::string json :
       {R"({"agents": [{"name": "li", "capacity": "ten"}], "agnets": []})",
        R"({"desks": [{"name": "shop"})", "{\"a\": [[[[[[[[[[[[[[[[[[[["}) {
    std::vector<ConfigError> errors;
    const long requests =
        FailAtEach([&] { errors = ParseRuleset(json).errors; },
                   [&] { REQUIRE(errors.empty()); });
    CHECK(!errors.empty());
    CHECK(requests > 0);
  }
}

TEST_CASE("T9: a line is read, or told as wrong, or there is no memory") {
  const auto ruleset = ParseRuleset(ReadFile("tests/oom/ruleset.json")).ruleset;
  REQUIRE(ruleset);
  Engine engine(ruleset);
  for (const char* line :
       {R"({"at": 1000, "event": "customer_sends", "customer": "c-1",
            "desk": "shop", "kind": "text", "text": "how much"})",
        R"({"at": 1000, "event": "customer_sneds", "customer": "c-1"})",
        R"({"at": 1000, "event": "customer_sends" "customer": "c-1"})",
        R"({"at": [[[[[[[[[[[[[[[[[[[[1]], "event": "time_passes"})"}) {
    std::string flat(line);
    std::erase(flat, '\n');
    const bool good = flat.find("how much") != std::string::npos;
    bool done = false;
    long requests = FailAtEach(
        [&] {
          EventReader reader(&engine);
          EventBatch batch;
          const auto error = reader.Add(flat, &batch);
          done = error ? !good : good && batch.size() == 1;
        },
        [&] { REQUIRE_FALSE(done); });
    CHECK(done);
    CHECK(requests > 0);
  }
}

TEST_CASE("T9: an engine is made, looked up in and copied, or is not") {
  const auto ruleset = ParseRuleset(ReadFile("tests/oom/ruleset.json")).ruleset;
  REQUIRE(ruleset);
  std::unique_ptr<Engine> engine;
  CHECK(FailAtEach([&] { engine = std::make_unique<Engine>(ruleset); },
                   [&] { REQUIRE(engine == nullptr); }) > 5);
  for (uint64_t key = 0; key < 300; ++key) {
    const std::string name = "customer " + std::to_string(key);
    const uint64_t known = engine->Customers();
    FailAtEach([&] { engine->CustomerByKey(key); },
               [&] { REQUIRE(engine->Customers() == known); });
    FailAtEach([&] { engine->Customer(name); },
               [&] { REQUIRE(!engine->FindCustomer(name)); });
    REQUIRE(engine->Customers() == known + 2);
  }
  std::unique_ptr<Engine> fork;
  CHECK(FailAtEach([&] { fork = std::make_unique<Engine>(engine->Fork()); },
                   [&] { REQUIRE(fork == nullptr); }) > 5);
  CHECK(fork->Digest() == engine->Digest());
}

std::vector<std::byte> SnapshotOf(const Engine& engine) {
  std::vector<std::byte> bytes;
  AppendSnapshot(engine, &bytes);
  return bytes;
}

// The state of an engine an hour later.
uint64_t DigestLater(const Engine& engine) {
  Engine fork = engine.Fork();
  fork.Apply(TimePasses{.at = {fork.Now()->ms + 3'600'000}});
  REQUIRE(fork.CheckInvariants() == "");
  return fork.Digest();
}

// Forks `engine` into copies of `target` with memory failing at every request.
// After a failure a copy may be destroyed, assigned to or forked into. Returns
// how many requests there are.
long ForkIntoAtEach(const Engine& engine, const Engine& target) {
  enum Way { kDestroyed, kAssignedTo, kForkedInto, kWays };
  const std::vector<std::byte> before = SnapshotOf(engine);
  const uint64_t later = DigestLater(engine);
  const auto check = [&](const Engine& copy) {
    REQUIRE(copy.CheckInvariants() == "");
    REQUIRE(SnapshotOf(copy) == before);
    REQUIRE(DigestLater(copy) == later);
  };
  for (long n = 0;; ++n) {
    for (int way = 0; way < kWays; ++way) {
      Engine copy = target.Fork();
      bool threw = false;
      FailAfter(n);
      try {
        engine.ForkInto(&copy);
      } catch (const std::bad_alloc&) {
        threw = true;
      }
      REQUIRE(Heal() == threw);
      if (!threw) {
        check(copy);
        return n;
      }
      REQUIRE(engine.CheckInvariants() == "");
      REQUIRE(SnapshotOf(engine) == before);
      if (way == kAssignedTo) copy = engine.Fork();
      if (way == kForkedInto) engine.ForkInto(&copy);
      if (way != kDestroyed) check(copy);
    }
  }
}

// Three hundred more customers, who write: more than there was room for.
void Crowd(Engine* engine) {
  const int64_t now = engine->Now()->ms;
  Effects effects;
  for (int i = 0; i < 300; ++i) {
    engine->Apply(
        CustomerSends{.at = {now + i},
                      .customer = engine->Customer("new " + std::to_string(i)),
                      .desk = DeskId{1},
                      .kind = MessageKind::kText},
        &effects);
  }
}

TEST_CASE(
    "T9: a fork into an engine that is there is whole or is thrown away") {
  long requests = 0;
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    INFO("seed " << seed);
    const Story story(seed);
    property::Player player(story.world, story.ruleset);
    const Engine begun = player.engine().Fork();
    for (const Step& step : story.steps) player.Do(step);
    const Engine& few = player.engine();
    Engine many = few.Fork();
    Crowd(&many);
    // Into one that has less, or more, and under another ruleset.
    requests += ForkIntoAtEach(many, begun);
    requests += ForkIntoAtEach(many, few);
    ForkIntoAtEach(few, many);
    const Engine other(Story(seed + 1).ruleset);
    CHECK(ForkIntoAtEach(few, other) > 5);
  }

  CHECK(requests > 200);
}

TEST_CASE("T9: a snapshot is written and restored whole or not at all") {
  const Story story(3);
  property::Player player(story.world, story.ruleset);
  for (const Step& step : story.steps) player.Do(step);
  const Engine& engine = player.engine();
  const std::vector<std::byte> begin(3, std::byte{7});
  std::vector<std::byte> bytes = begin;
  CHECK(FailAtEach([&] { AppendSnapshot(engine, &bytes); },
                   [&] { REQUIRE(bytes == begin); }) > 0);
  const auto snapshot = std::span(bytes).subspan(begin.size());
  RestoreResult result;
  CHECK(FailAtEach([&] { result = Restore(snapshot, story.ruleset); },
                   [&] { REQUIRE(!result); }) > 5);
  REQUIRE(result);
  CHECK(result.engine->Digest() == engine.Digest());
}

// li's leave begins at 10:00.
constexpr const char* kLeave = R"({
  "desks": [{"name": "shop", "routing": {"dedicated_wait": "2 h"}}],
  "agents": [{"name": "li", "leave": [{"from": "1970-01-01T10:00:00Z",
                                       "until": "1970-01-01T11:00:00Z"}]},
             {"name": "wang", "capacity": 1}],
  "groups": [{"name": "own", "agents": [{"agent": "li"}],
              "scope": {"products": ["none"]}},
             {"name": "all", "agents": [{"agent": "wang"}]}]})";

// Forty customers wait for li alone.
Engine WaitingForLi(std::shared_ptr<const Ruleset> ruleset) {
  Engine engine(ruleset);
  EventBatch batch;
  EventReader reader(&engine);
  std::string log = R"({"at":32400000,"event":"agent_connects","agent":"wang"})"
                    "\n";
  for (int i = 0; i < 40; ++i) {
    const std::string who = "\"customer\":\"c-" + std::to_string(i) + "\"";
    log += R"({"at":32400000,"event":"customer_changes",)" + who +
           ",\"dedicated_agent\":\"li\"}\n" +
           R"({"at":32400000,"event":"customer_sends","desk":"shop",)" + who +
           ",\"kind\":\"text\"}\n";
  }
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    REQUIRE_FALSE(reader.Add(line, &batch));
  }
  Effects effects;
  engine.ApplyBatch(batch.records(), batch.payloads(), &effects);
  REQUIRE(engine.Waiting(GroupId{1}) == 40);
  return engine;
}

// Memory may end when the leave has begun and some still wait for him.
TEST_CASE("T7, R6: what ends between a leave and its waits can be restored") {
  const auto ruleset = ParseRuleset(kLeave).ruleset;
  REQUIRE(ruleset);
  const Engine before = WaitingForLi(ruleset);
  EventBatch leave;
  leave.Add(TimePasses{.at = {36'000'000}});
  Engine whole = before.Fork();
  Effects effects;
  whole.ApplyBatch(leave.records(), leave.payloads(), &effects);
  REQUIRE(whole.Waiting(GroupId{1}) == 0);
  bool some = false;
  for (long n = 0;; ++n) {
    Engine engine = before.Fork();
    effects.Clear();
    FailAfter(n);
    engine.ApplyBatch(leave.records(), leave.payloads(), &effects);
    if (!Heal()) break;
    some |=
        engine.Now() == Instant{36'000'000} && engine.Waiting(GroupId{1}) != 0;
    RestoreResult result = Restore(SnapshotOf(engine), ruleset);
    REQUIRE_MESSAGE(result, "request ", n);
    effects.Clear();
    result.engine->ApplyBatch(leave.records(), leave.payloads(), &effects);
    REQUIRE(result.engine->Waiting(GroupId{1}) == 0);
  }
  CHECK(some);
}

// What a failed growth has got is not lost, and nobody counts on more: else a
// copy would write where there is nothing.
TEST_CASE(
    "T9: a wheel that could not grow as far as was asked knows its room") {
  for (long n = 0; n < 8; ++n) {
    Watch watch;
    Timers timers(Duration{1000}, 0, &watch);
    uint64_t number = 0;
    const auto arm = [&number](Timers* to) {
      ++number;
      to->Reserve(1);
      to->Arm({1'000'000, number, static_cast<ContactRow>(number)}, Instant{0});
    };
    while (timers.HasRoom(1)) arm(&timers);
    FailAfter(n);
    bool thrown = false;
    try {
      timers.Reserve(200);
    } catch (const std::bad_alloc&) {
      thrown = true;
    }
    CHECK(Heal() == thrown);
    Watch other;
    Timers copy(Duration{1000}, 0, &other);
    copy.CopyFrom(timers);
    for (int i = 0; i < 1000; ++i) {
      REQUIRE_FALSE(copy.HasRoom(1'000'000));
      arm(&copy);
    }
    timers.Reserve(200);
    CHECK(timers.HasRoom(200));
  }
}

}  // namespace
}  // namespace kefu::oom
