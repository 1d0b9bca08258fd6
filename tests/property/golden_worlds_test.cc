// Makes golden snapshots of random worlds, which use rules that the busy desk
// of tests/unit/golden_snapshot_test.cc does not. That test reads them.

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "kefu/log.h"
#include "src/engine/engine_parts.h"
#include "tests/property/story.h"
#include "tests/support/golden_snapshots.h"

namespace kefu::property {
namespace {

constexpr size_t kSteps = 500;
constexpr uint64_t kWorlds = 400;

// What a state can hold, a bit each.
uint32_t KindsOf(const Engine& engine) {
  const kefu::World& w = EngineParts::WorldOf(engine);
  uint32_t kinds = 0;
  uint32_t bit = 0;
  const auto note = [&](bool holds) { kinds |= uint32_t{holds} << bit++; };
  const auto any = [&](auto&& holds) {
    bool found = false;
    w.contacts.ForEach([&](ContactRow, const Contact& contact) {
      found = found || holds(contact, w.sessions.More(contact.row));
    });
    note(found);
  };
  any([](const Contact& c, const SessionMore&) {
    return c.state == SessionState::kRobot && c.session != 0;
  });
  any([](const Contact& c, const SessionMore&) {
    return c.state == SessionState::kPooled && c.session != 0;
  });
  any([](const Contact& c, const SessionMore&) { return c.lapsed; });
  any([](const Contact& c, const SessionMore& m) {
    return c.row != 0 && m.offered_to != 0;
  });
  any([](const Contact& c, const SessionMore& m) {
    return c.row != 0 && m.merge_agent != 0;
  });
  any([](const Contact& c, const SessionMore& m) {
    return c.state == SessionState::kWaiting && m.dedicated != 0;
  });
  any([](const Contact& c, const SessionMore& m) {
    return c.state == SessionState::kWaiting && m.tiers > 1;
  });
  any([](const Contact& c, const SessionMore& m) {
    return c.session != 0 && m.skills != 0 && m.store != 0;
  });
  return kinds;
}
constexpr uint32_t kAllKinds = (uint32_t{1} << 8) - 1;

// A world's events, as far as they can be told to another engine.
testing::GoldenLog LogOf(uint64_t seed) {
  const Story story =
      MakeStory(seed, kSteps + testing::kGoldenNext, kCareful, {});
  testing::GoldenLog log{ToText(story.world.config), {}};
  Engine engine(story.ruleset);
  Cast cast = LookUp(story.world, *story.ruleset);
  LookUpCustomers(story.world, {}, &engine, &cast);
  for (const Step& step : story.steps) {
    EventBatch batch;
    Add(step, cast, &batch);
    std::string line;
    AppendJson(batch.records()[0], batch.payloads(), engine, &line);
    if (testing::CanBeTold(line, story.ruleset)) log.events.push_back(line);
  }
  return log;
}

// Run by scripts/golden-snapshots; KEFU_GOLDEN is what their names begin with.
TEST_CASE("make golden snapshots of random worlds" * doctest::skip()) {
  const char* const version = std::getenv("KEFU_GOLDEN");
  REQUIRE(version != nullptr);
  std::vector<std::string> names;
  for (int i = 1; i <= 5; ++i) {
    names.push_back(version + std::string("-world-") + std::to_string(i));
  }
  testing::MakeAllGolden(names, kWorlds, kAllKinds, LogOf, KindsOf);
}

}  // namespace
}  // namespace kefu::property
