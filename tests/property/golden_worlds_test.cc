// Makes golden snapshots of random worlds, which use rules that the busy desk
// of tests/unit/golden_snapshot_test.cc does not. That test reads them.

#include <doctest/doctest.h>

#include <bit>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/log.h"
#include "kefu/snapshot.h"
#include "src/engine/engine_parts.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSteps = 500;
constexpr size_t kNext = 100;
constexpr int kWorlds = 400;

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

// A world's events as lines, as far as they can be told to another engine.
struct Lines {
  std::string ruleset;
  std::vector<std::string> events;
};

Lines LinesOf(uint64_t seed) {
  const Story story = MakeStory(seed, kSteps + kNext, kCareful, {});
  Lines lines;
  lines.ruleset = ToText(story.world.config);
  Engine engine(story.ruleset);
  Cast cast = LookUp(story.world, *story.ruleset);
  LookUpCustomers(story.world, {}, &engine, &cast);
  for (const Step& step : story.steps) {
    EventBatch batch;
    Add(step, cast, &batch);
    std::string line;
    AppendJson(batch.records()[0], batch.payloads(), engine, &line);
    Engine other(story.ruleset);
    EventReader reader(&other);
    EventBatch read;
    size_t used = 0;
    if (reader.AddLines(line, true, 1, &read, &used)) continue;
    lines.events.push_back(line);
  }
  return lines;
}

std::string Tell(std::span<const std::string> lines, Engine* engine) {
  EventReader reader(engine);
  std::string out;
  for (const std::string& line : lines) {
    EventBatch batch;
    size_t used = 0;
    const auto error = reader.AddLines(line, true, 1, &batch, &used);
    REQUIRE_MESSAGE(!error, error->message);
    Effects effects;
    engine->ApplyBatch(batch, &effects);
    for (const EffectRecord& e : effects) AppendJson(e, *engine, &out);
  }
  return out;
}

// The event of a world after which its state holds most of `wanted`.
struct Found {
  uint64_t seed = 0;
  size_t events = 0;
  uint32_t kinds = 0;
};
Found Search(uint32_t wanted) {
  Found best;
  for (uint64_t seed = 1; seed <= kWorlds; ++seed) {
    const Lines lines = LinesOf(seed);
    Engine engine(ParseRuleset(lines.ruleset).ruleset);
    for (size_t i = 0; i + kNext < lines.events.size(); ++i) {
      Tell(std::span(lines.events).subspan(i, 1), &engine);
      const uint32_t kinds = KindsOf(engine) & wanted;
      if (std::popcount(kinds) > std::popcount(best.kinds)) {
        best = {seed, i + 1, kinds};
      }
    }
  }
  return best;
}

void Write(const std::string& name, const char* extension,
           std::string_view text) {
  const fs::path path = fs::path("tests/data/snapshots") / (name + extension);
  REQUIRE_MESSAGE(!fs::exists(path), path.string() << " is there already");
  std::ofstream(path, std::ios::binary) << text;
}

std::string Digest(const Engine& engine) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx\n",
                static_cast<unsigned long long>(engine.Digest()));
  return text;
}

void Make(const std::string& name, const Found& found) {
  const Lines lines = LinesOf(found.seed);
  const auto made = std::span(lines.events).first(found.events);
  const auto next = std::span(lines.events).subspan(found.events, kNext);
  const auto joined = [](std::span<const std::string> all) {
    std::string text;
    for (const std::string& line : all) text += line;
    return text;
  };
  Engine engine(ParseRuleset(lines.ruleset).ruleset);
  Tell(made, &engine);
  std::vector<std::byte> bytes;
  AppendSnapshot(engine, &bytes);
  const std::string before = Digest(engine);
  const std::string effects = Tell(next, &engine);
  Write(name, ".kefu",
        {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  Write(name, ".ruleset.json", lines.ruleset);
  Write(name, ".made.jsonl", joined(made));
  Write(name, ".next.jsonl", joined(next));
  Write(name, ".effects.jsonl", effects);
  Write(name, ".digests", before + Digest(engine));
}

// Run by scripts/golden-snapshots; KEFU_GOLDEN is what their names begin with.
TEST_CASE("make golden snapshots of random worlds" * doctest::skip()) {
  const char* const version = std::getenv("KEFU_GOLDEN");
  REQUIRE(version != nullptr);
  uint32_t wanted = kAllKinds;
  for (int i = 1; wanted != 0 && i <= 5; ++i) {
    const Found found = Search(wanted);
    REQUIRE(found.kinds != 0);
    MESSAGE("seed " << found.seed << ", " << found.events << " events, kinds "
                    << found.kinds);
    wanted &= ~found.kinds;
    Make(version + std::string("-world-") + std::to_string(i), found);
  }
  CHECK_MESSAGE(wanted == 0, "no snapshot holds the kinds " << wanted);
}

}  // namespace
}  // namespace kefu::property
