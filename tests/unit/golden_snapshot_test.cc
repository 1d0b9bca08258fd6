// Snapshots of every version that there was, in tests/data/snapshots: each is
// restored, and what follows from it is what followed then. Of each there are
//
//   NAME.kefu           the snapshot
//   NAME.ruleset.json   the ruleset under which it was taken
//   NAME.made.jsonl     the events that led to it
//   NAME.next.jsonl     some events more, and
//   NAME.effects.jsonl  their effects
//   NAME.digests        before and after these
//
// scripts/golden-snapshots adds those of a new version.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "kefu/log.h"
#include "kefu/snapshot.h"
#include "src/engine/engine_parts.h"
#include "tests/support/busy_desk.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

namespace fs = std::filesystem;
const fs::path kFolder = "tests/data/snapshots";

std::string Tell(std::string_view lines, Engine* engine) {
  EventReader reader(engine);
  std::string out;
  while (!lines.empty()) {
    EventBatch batch;
    size_t used = 0;
    const auto error = reader.AddLines(lines, true, 1, &batch, &used);
    REQUIRE_MESSAGE(!error, error->message);
    lines.remove_prefix(used);
    Effects effects;
    engine->ApplyBatch(batch, &effects);
    for (const EffectRecord& e : effects) AppendJson(e, *engine, &out);
  }
  return out;
}

std::string DigestLine(const Engine& engine) {
  return fmt::format("{:016x}\n", engine.Digest());
}

std::vector<fs::path> Golden() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
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
    CHECK(before + DigestLine(engine) == file("digests"));
    CHECK(engine.CheckInvariants() == "");
    Engine made(ruleset.ruleset);
    Tell(file("made.jsonl"), &made);
    CHECK(DigestLine(made) == before);
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

// The lines of events of a busy desk, as far as they can be told to another
// engine than the one for which they were made.
std::vector<std::string> BusyLines(int which, uint64_t seed, size_t count) {
  const auto ruleset = testing::BusyRuleset(which);
  Engine scratch(ruleset);
  Engine* const engines[] = {&scratch};
  testing::BusyDesk desk(seed, ruleset);
  std::vector<std::string> lines;
  while (lines.size() < count) {
    EventBatch batch;
    desk.Next(engines, &batch);
    std::string line;
    for (const EventRecord& event : batch.records()) {
      AppendJson(event, batch.payloads(), scratch, &line);
    }
    Effects effects;
    scratch.ApplyBatch(batch, &effects);
    Engine other(ruleset);
    EventReader reader(&other);
    EventBatch read;
    size_t used = 0;
    if (!reader.AddLines(line, true, 10, &read, &used)) lines.push_back(line);
  }
  return lines;
}

// The first state of several runs that holds most of `wanted`.
struct Found {
  uint64_t seed = 0;
  size_t events = 0;
  uint32_t kinds = 0;
};
constexpr size_t kMade = 400;
constexpr size_t kNext = 100;
Found Search(int which, uint32_t wanted) {
  Found best;
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    Engine engine(testing::BusyRuleset(which));
    const auto lines = BusyLines(which, seed, kMade);
    for (size_t i = 0; i < lines.size(); ++i) {
      Tell(lines[i], &engine);
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
  const fs::path path = kFolder / (name + extension);
  REQUIRE_MESSAGE(!fs::exists(path), path.string() << " is there already");
  std::ofstream(path, std::ios::binary) << text;
}

void Make(const std::string& name, int which, const Found& found) {
  const auto lines = BusyLines(which, found.seed, found.events + kNext);
  std::string made, next;
  for (size_t i = 0; i < lines.size(); ++i) {
    (i < found.events ? made : next) += lines[i];
  }
  Engine engine(testing::BusyRuleset(which));
  Tell(made, &engine);
  std::vector<std::byte> bytes;
  AppendSnapshot(engine, &bytes);
  const std::string before = DigestLine(engine);
  const std::string effects = Tell(next, &engine);
  Write(name, ".kefu",
        {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  Write(name, ".ruleset.json", testing::BusyRulesetJson(which) + "\n");
  Write(name, ".made.jsonl", made);
  Write(name, ".next.jsonl", next);
  Write(name, ".effects.jsonl", effects);
  Write(name, ".digests", before + DigestLine(engine));
}

// Run by scripts/golden-snapshots; KEFU_GOLDEN is what their names begin with.
TEST_CASE("make golden snapshots" * doctest::skip()) {
  const char* const version = std::getenv("KEFU_GOLDEN");
  REQUIRE(version != nullptr);
  fs::create_directories(kFolder);
  // Three that hold every kind of state between them, and a plain one.
  uint32_t wanted = kAllKinds;
  for (const char* const name : {"-busy", "-busy-2", "-busy-3"}) {
    const Found found = Search(0, wanted);
    MESSAGE(std::string(name) << ": seed " << found.seed << ", " << found.events
                              << " events, kinds " << found.kinds);
    wanted &= ~found.kinds;
    Make(version + std::string(name), 0, found);
  }
  CHECK_MESSAGE(wanted == 0, "no snapshot holds the kinds " << wanted);
  Make(version + std::string("-plain"), 1, {1, kMade, 0});
}

}  // namespace
}  // namespace kefu
