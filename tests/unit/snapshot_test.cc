// Saved and restored, forked: what follows is the same (T7, T8).

#include "kefu/snapshot.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "kefu/engine.h"
#include "kefu/log.h"
#include "tests/support/busy_desk.h"
#include "tests/support/snapshot_parts.h"

namespace kefu {
namespace {

using testing::BusyDesk;
using testing::BusyRuleset;
using Bytes = std::vector<std::byte>;

Bytes SnapshotOf(const Engine& engine) {
  Bytes bytes;
  AppendSnapshot(engine, &bytes);
  return bytes;
}

Engine MustRestore(const Bytes& bytes, std::shared_ptr<const Ruleset> ruleset) {
  RestoreResult result = Restore(bytes, std::move(ruleset));
  const std::string error = result ? "" : ToText(*result.error, "snapshot");
  REQUIRE_MESSAGE(result, error);
  return std::move(*result.engine);
}

// Two engines that are told the same.
class Pair {
 public:
  Pair(int which, uint64_t seed)
      : ruleset_(BusyRuleset(which)),
        one_(ruleset_),
        other_(ruleset_),
        desk_(seed, ruleset_) {}

  // The next event. The effects, deadlines and digests must be the same.
  void Step() {
    Engine* both[] = {&one_, &other_};
    EventBatch batch;
    desk_.Next(both, &batch);
    const std::string of_one = Apply(batch, &one_);
    const std::string of_other = Apply(batch, &other_);
    REQUIRE(of_one == of_other);
    REQUIRE(one_.NextDeadline() == other_.NextDeadline());
    REQUIRE(one_.Digest() == other_.Digest());
  }
  Engine& one() { return one_; }
  Engine& other() { return other_; }
  const std::shared_ptr<const Ruleset>& ruleset() const { return ruleset_; }

 private:
  static std::string Apply(const EventBatch& batch, Engine* engine) {
    Effects effects;
    engine->ApplyBatch(batch, &effects);
    std::string lines;
    for (const EffectRecord& e : effects) AppendJson(e, *engine, &lines);
    return lines;
  }

  std::shared_ptr<const Ruleset> ruleset_;
  Engine one_, other_;
  BusyDesk desk_;
};

TEST_CASE("restored after every event, an engine goes on as if it were not") {
  for (int which = 0; which < testing::kBusyRulesets; ++which) {
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      Pair pair(which, seed);
      uint64_t open = 0;
      for (int i = 0; i < 700; ++i) {
        pair.Step();
        open += pair.one().OpenSessions();
        const Bytes bytes = SnapshotOf(pair.one());
        // Equal states have equal bytes.
        REQUIRE(bytes == SnapshotOf(pair.other()));
        pair.other() = MustRestore(bytes, pair.ruleset());
        REQUIRE(bytes == SnapshotOf(pair.other()));
        REQUIRE(pair.other().CheckInvariants() == "");
      }
      CHECK(open > 700);
    }
  }
}

TEST_CASE("restored now and then, an engine goes on as if it were not") {
  for (uint64_t seed = 11; seed <= 14; ++seed) {
    Pair pair(static_cast<int>(seed % testing::kBusyRulesets), seed);
    for (int i = 0; i < 3'000; ++i) {
      pair.Step();
      if (i % 97 == 0) {
        pair.other() = MustRestore(SnapshotOf(pair.one()), pair.ruleset());
      }
    }
  }
}

TEST_CASE("a fork goes its own way") {
  for (int which = 0; which < testing::kBusyRulesets; ++which) {
    Pair pair(which, 5);
    for (int i = 0; i < 1'500; ++i) {
      pair.Step();
      if (i % 41 == 0) {
        pair.other() = pair.one().Fork();
      } else if (i % 7 == 0) {
        pair.one().ForkInto(&pair.other());
      }
    }
    const Bytes before = SnapshotOf(pair.one());
    Engine fork = pair.one().Fork();
    CHECK(SnapshotOf(fork) == before);
    BusyDesk elsewhere(77, pair.ruleset());
    Engine* const alone[] = {&fork};
    for (int i = 0; i < 300; ++i) {
      EventBatch batch;
      elsewhere.Next(alone, &batch);
      Effects effects;
      fork.ApplyBatch(batch, &effects);
    }
    CHECK(SnapshotOf(fork) != before);
    CHECK(SnapshotOf(pair.one()) == before);
    // Back over what it went through.
    pair.one().ForkInto(&fork);
    CHECK(SnapshotOf(fork) == before);
    pair.one().ForkInto(&pair.one());
    CHECK(SnapshotOf(pair.one()) == before);
  }
}

TEST_CASE("a fork into an engine under another ruleset takes the ruleset") {
  Pair pair(0, 6);
  for (int i = 0; i < 200; ++i) pair.Step();
  Engine other(BusyRuleset(1));
  pair.one().ForkInto(&other);
  CHECK(&other.ruleset() == &pair.one().ruleset());
  CHECK(SnapshotOf(other) == SnapshotOf(pair.one()));
}

// `which`: one of the rulesets that can be had with other ids.
void GoThroughOtherIds(int which) {
  Pair pair(which, 8);
  for (int i = 0; i < 1'000; ++i) pair.Step();
  const auto renumbered = BusyRuleset(which, /*reversed=*/true);
  REQUIRE(renumbered->Agent("ann") != pair.ruleset()->Agent("ann"));
  Engine restored = MustRestore(SnapshotOf(pair.one()), renumbered);
  CHECK(restored.Digest() == pair.one().Digest());
  CHECK(restored.NextDeadline() == pair.one().NextDeadline());
  CHECK(restored.CheckInvariants() == "");
  // And back: nothing was lost on the way.
  Engine back = MustRestore(SnapshotOf(restored), pair.ruleset());
  CHECK(back.Digest() == pair.one().Digest());
  const Instant later{restored.Now()->ms + 600'000};
  Effects one, other;
  pair.one().Apply(TimePasses{.at = later}, &one);
  back.Apply(TimePasses{.at = later}, &other);
  std::string of_one, of_other;
  for (const EffectRecord& e : one) AppendJson(e, pair.one(), &of_one);
  for (const EffectRecord& e : other) AppendJson(e, back, &of_other);
  CHECK(!of_one.empty());
  CHECK(of_one == of_other);
}

TEST_CASE("a ruleset with other ids will do") {
  GoThroughOtherIds(0);
  const auto ruleset = BusyRuleset(2);
  const auto renumbered = BusyRuleset(2, /*reversed=*/true);
  CHECK(renumbered->Rule("gift") != ruleset->Rule("gift"));
  CHECK(renumbered->Rule("menu") != ruleset->Rule("menu"));
  CHECK(renumbered->Tag("new") != ruleset->Tag("new"));
  CHECK(renumbered->Channel("app") != ruleset->Channel("app"));
  GoThroughOtherIds(2);
}

// So that what is done with them is done with all of a snapshot.
TEST_CASE("the snapshots of the third busy desk have every part") {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    Pair pair(2, seed);
    for (int i = 0; i < 400; ++i) pair.Step();
    CHECK(testing::PartsOf(SnapshotOf(pair.one())) == testing::kAllParts);
  }
}

TEST_CASE("a new engine can be saved") {
  const auto ruleset = BusyRuleset(0);
  const Engine engine(ruleset);
  const Engine restored = MustRestore(SnapshotOf(engine), ruleset);
  CHECK(!restored.Now());
  CHECK(restored.Digest() == engine.Digest());
}

TEST_CASE("a snapshot is appended") {
  const Engine engine(BusyRuleset(1));
  Bytes bytes(13, std::byte{7});
  AppendSnapshot(engine, &bytes);
  CHECK(bytes[12] == std::byte{7});
  CHECK(Bytes(bytes.begin() + 13, bytes.end()) == SnapshotOf(engine));
}

// ------------------------------------------------------------- forgotten

TEST_CASE("names that come and go take no more memory") {
  Engine engine(BusyRuleset(0));
  const DeskId shop = engine.ruleset().Desk("shop");
  int64_t now = 1'000;
  const auto come_and_go = [&](int i) {
    const std::string name = "name " + std::to_string(i);
    const CustomerId id = engine.Customer(name);
    CHECK(engine.CustomerName(id) == name);
    engine.Apply(CustomerSends{.at = {++now},
                               .customer = id,
                               .desk = shop,
                               .kind = MessageKind::kText});
    engine.Apply(CustomerErased{.at = {++now}, .customer = id});
    // Nobody any more, but the effects can still be told with his name.
    CHECK(!engine.FindCustomer(name));
    CHECK(engine.CustomerName(id) == name);
    return id;
  };
  std::set<uint32_t> rows;
  std::set<uint64_t> ids;
  for (int i = 0; i < 2'000; ++i) {
    const CustomerId id = come_and_go(i);
    rows.insert(static_cast<uint32_t>(id.value));
    ids.insert(id.value);
  }
  CHECK(rows.size() == 1);
  CHECK(ids.size() == 2'000);
  CHECK(engine.Customers() == 0);
  CHECK(engine.CheckInvariants() == "");
}

TEST_CASE("limits.customers counts those who are known now") {
  Engine engine(BusyRuleset(0));
  std::vector<CustomerId> ids;
  for (uint64_t key = 0; key < 60; ++key) {
    ids.push_back(engine.CustomerByKey(key));
  }
  CHECK(engine.Customers() == 60);
  CHECK(engine.CustomerByKey(60) == kNoMoreCustomers);
  engine.Apply(CustomerErased{.at = {1}, .customer = ids[7]});
  engine.Apply(CustomerErased{.at = {1}, .customer = ids[3]});
  CHECK(engine.Customers() == 58);
  // The row that was freed last goes first, under a new generation; so it
  // does after a restore.
  const Bytes bytes = SnapshotOf(engine);
  Engine restored = MustRestore(bytes, BusyRuleset(0));
  for (Engine* one : {&engine, &restored}) {
    const CustomerId first = one->CustomerByKey(100);
    const CustomerId second = one->CustomerByKey(101);
    CHECK(static_cast<uint32_t>(first.value) ==
          static_cast<uint32_t>(ids[3].value));
    CHECK(static_cast<uint32_t>(second.value) ==
          static_cast<uint32_t>(ids[7].value));
    CHECK(first != ids[3]);
    CHECK(one->CustomerName(ids[3]) == "");
    CHECK(one->CustomerByKey(102) == kNoMoreCustomers);
  }
}

TEST_CASE("a forgotten customer keeps his id until his row is used again") {
  Engine engine(BusyRuleset(0));
  const CustomerId id = engine.Customer("c-1");
  engine.Apply(CustomerErased{.at = {1}, .customer = id});
  Engine restored = MustRestore(SnapshotOf(engine), BusyRuleset(0));
  for (Engine* one : {&engine, &restored}) {
    CHECK(!one->FindCustomer("c-1"));
    CHECK(one->CustomerName(id) == "c-1");
    CHECK(one->Customers() == 0);
    CHECK(one->Customer("c-1") == id);
    CHECK(one->Customers() == 1);
    one->Apply(CustomerErased{.at = {2}, .customer = id});
    const CustomerId other = one->Customer("c-2");
    CHECK(other != id);
    CHECK(one->CustomerName(id) == "");
    CHECK(one->Customer("c-1") != id);
  }
}

// ---------------------------------------------------------------- errors

SnapshotError MustFail(const Bytes& bytes,
                       std::shared_ptr<const Ruleset> ruleset) {
  const RestoreResult result = Restore(bytes, std::move(ruleset));
  REQUIRE(!result);
  REQUIRE(result.error);
  return *result.error;
}

TEST_CASE("what is wrong is told with its place") {
  Pair pair(1, 3);
  for (int i = 0; i < 50; ++i) pair.Step();
  const Bytes good = SnapshotOf(pair.one());

  CHECK(MustFail({}, pair.ruleset()).code == SnapshotTrouble::kTruncated);
  Bytes bytes(good.begin(), good.end() - 1);
  SnapshotError error = MustFail(bytes, pair.ruleset());
  CHECK(error.code == SnapshotTrouble::kTruncated);
  CHECK(error.offset == good.size() - 1);

  bytes = good;
  bytes.push_back({});
  error = MustFail(bytes, pair.ruleset());
  CHECK(error.code == SnapshotTrouble::kTooLong);
  CHECK(error.offset == good.size());

  bytes = good;
  bytes[0] = std::byte{'k'};
  error = MustFail(bytes, pair.ruleset());
  CHECK(error.code == SnapshotTrouble::kNotASnapshot);
  CHECK(error.offset == 0);

  error = MustFail(good, BusyRuleset(0));
  CHECK(error.code == SnapshotTrouble::kOtherRuleset);
  CHECK(error.message.find("under which it was taken") != std::string::npos);
  CHECK(ToText(error, "s.kefu").find("s.kefu: byte ") == 0);
}

TEST_CASE("a ruleset is known by what it says and not by its text") {
  const auto fingerprint = [](const std::string& json) {
    const RulesetResult result = ParseRuleset(json);
    REQUIRE(result);
    const Bytes bytes = SnapshotOf(Engine(result.ruleset));
    return Bytes(bytes.begin() + 24, bytes.begin() + 32);
  };
  const Bytes plain = fingerprint(R"({"desks": [{"name": "shop"}]})");
  CHECK(plain == fingerprint(R"({
      "tenant": {"capacity": 10}, "desks": [{"channel": "", "name": "shop"}]
    })"));
  CHECK(plain != fingerprint(R"({"desks": [{"name": "ship"}]})"));
  CHECK(plain != fingerprint(R"({"desks": [{"name": "shop"}],
                                 "tenant": {"capacity": 11}})"));
}

}  // namespace
}  // namespace kefu
