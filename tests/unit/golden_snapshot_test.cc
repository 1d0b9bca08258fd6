// Snapshots of every version that was released, in tests/data/snapshots: each
// is restored, and what follows from it is what followed then.
// tests/support/golden_snapshots.h says which files there are;
// scripts/golden-snapshots adds those of a new version.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "kefu/log.h"
#include "kefu/snapshot.h"
#include "src/engine/engine_parts.h"
#include "tests/support/busy_desk.h"
#include "tests/support/golden_snapshots.h"
#include "tests/support/snapshot_parts.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

namespace fs = std::filesystem;
using testing::DigestLine;
using testing::GoldenLog;
using testing::Tell;

std::vector<fs::path> Golden() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(testing::kGoldenFolder)) {
    if (entry.path().extension() == ".kefu") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST_CASE("snapshots of all versions are read, and the same follows") {
  const std::vector<fs::path> golden = Golden();
  REQUIRE(golden.size() >= 3);
  for (const fs::path& path : golden) {
    CAPTURE(path.string());
    const auto file = [&](const char* extension) {
      return ReadFile(fs::path(path).replace_extension(extension));
    };
    const RulesetResult ruleset = ParseRuleset(file("ruleset.json"));
    REQUIRE(ruleset);
    const std::string bytes = ReadFile(path);
    RestoreResult result =
        Restore(std::as_bytes(std::span(bytes)), ruleset.ruleset);
    const std::string error =
        result ? "" : ToText(*result.error, path.string());
    REQUIRE_MESSAGE(result, error);
    Engine& engine = *result.engine;
    const std::string before = DigestLine(engine);
    CHECK(Tell(file("next.jsonl"), &engine) == file("effects.jsonl"));
    CHECK(engine.CheckInvariants() == "");
    const std::string after = DigestLine(engine);
    Engine made(ruleset.ruleset);
    Tell(file("made.jsonl"), &made);
    // Where a rule was mended since, a third line: what the log makes now.
    const std::string now = DigestLine(made);
    CHECK(before + after + (now == before ? "" : now) == file("digests"));
  }
}

// ------------------------------------------------------------------- making

// What a state can hold, a bit each.
uint32_t KindsOf(const Engine& engine) {
  const World& w = EngineParts::WorldOf(engine);
  uint32_t kinds = 0;
  uint32_t bit = 0;
  const auto note = [&](bool holds) { kinds |= uint32_t{holds} << bit++; };
  const auto any_contact = [&](auto&& holds) {
    bool any = false;
    w.contacts.ForEach([&](ContactRow c, const Contact& contact) {
      any = any || holds(c, contact);
    });
    note(any);
  };
  const auto any_more = [&](auto&& holds) {
    any_contact([&](ContactRow, const Contact& contact) {
      return contact.row != 0 && holds(contact, w.sessions.More(contact.row));
    });
  };
  const auto any_agent = [&](auto&& holds) {
    note(std::any_of(w.agents.begin(), w.agents.end(), holds));
  };
  any_contact([](ContactRow, const Contact& c) {
    return c.state == SessionState::kWaiting && c.session != 0;
  });
  any_contact([](ContactRow, const Contact& c) { return c.owner != 0; });
  any_contact([](ContactRow, const Contact& c) { return c.held; });
  any_contact(
      [](ContactRow, const Contact& c) { return c.free_of_cost && !c.held; });
  any_contact([](ContactRow, const Contact& c) { return c.warned; });
  any_contact([](ContactRow, const Contact& c) { return c.memory_agent != 0; });
  any_contact([](ContactRow c, const Contact&) {
    return (c & ContactTable::kMore) != 0;  // at a further desk
  });
  any_more([](const Contact&, const SessionMore& m) {
    return m.barred_count != 0;  // X2
  });
  any_more([](const Contact&, const SessionMore& m) { return m.giver != 0; });
  any_more([](const Contact&, const SessionMore& m) { return m.named != 0; });
  any_more([](const Contact&, const SessionMore& m) { return m.claimed; });
  any_more([](const Contact& c, const SessionMore& m) {
    return c.session == 0 && m.rejoined;  // a place that was left (Q7)
  });
  any_more([](const Contact&, const SessionMore& m) { return m.unanswered; });
  any_agent([](const AgentRow& a) { return a.disconnected; });
  any_agent([](const AgentRow& a) { return a.wrapping_up; });
  any_agent([](const AgentRow& a) { return a.ramped; });
  note(!w.blocks.all().empty());
  note(w.contacts.FirstFree() != 0);
  note(engine.NextDeadline().has_value());
  note(w.has_seq);
  bool ids = false;
  w.ids.ForEach([&](int64_t, std::string_view) { ids = true; });
  note(ids);
  return kinds;
}
constexpr uint32_t kAllKinds = (uint32_t{1} << 21) - 1;

constexpr size_t kMade = 400;

// The events of a busy desk, as far as they can be told to another engine than
// the one for which they were made.
GoldenLog BusyLog(int which, uint64_t seed) {
  const auto ruleset = testing::BusyRuleset(which);
  Engine scratch(ruleset);
  Engine* const engines[] = {&scratch};
  testing::BusyDesk desk(seed, ruleset);
  GoldenLog log{testing::BusyRulesetJson(which) + "\n", {}};
  while (log.events.size() < kMade + testing::kGoldenNext) {
    EventBatch batch;
    desk.Next(engines, &batch);
    std::string line;
    for (const EventRecord& event : batch.records()) {
      AppendJson(event, batch.payloads(), scratch, &line);
    }
    Effects effects;
    scratch.ApplyBatch(batch, &effects);
    if (testing::CanBeTold(line, ruleset)) log.events.push_back(line);
  }
  return log;
}

// Run by scripts/golden-snapshots; KEFU_GOLDEN is what their names begin with.
TEST_CASE("make golden snapshots" * doctest::skip()) {
  const char* const given = std::getenv("KEFU_GOLDEN");
  REQUIRE(given != nullptr);
  const std::string version = given;
  // Three that hold every kind of state between them, a plain one, and one with
  // every part.
  const std::string busy[] = {version + "-busy", version + "-busy-2",
                              version + "-busy-3"};
  testing::MakeAllGolden(
      busy, 300, kAllKinds, [](uint64_t seed) { return BusyLog(0, seed); },
      KindsOf);
  testing::MakeGolden(version + "-plain", BusyLog(1, 1), kMade);
  const std::string rich[] = {version + "-rich"};
  testing::MakeAllGolden(
      rich, 3, testing::kAllParts,
      [](uint64_t seed) { return BusyLog(2, seed); },
      [](const Engine& engine) {
        std::vector<std::byte> bytes;
        AppendSnapshot(engine, &bytes);
        return testing::PartsOf(bytes);
      });
}

}  // namespace
}  // namespace kefu
