// What must hold for every ruleset and every sequence of events. Each failure
// prints its seed: KEFU_SEED=<seed> KEFU_WORLDS=0 runs that world alone.

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "kefu/lint.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

bool WhollyRefused(const std::vector<EffectRecord>& effects) {
  bool refused = false;
  for (const EffectRecord& effect : effects) {
    if (effect.timer != 0) continue;
    if (effect.Type() != EffectType::kRefuse) return false;
    refused = true;
  }
  return refused;
}

std::vector<EffectRecord> WithoutRefusals(std::vector<EffectRecord> effects) {
  std::erase_if(effects, [](const EffectRecord& e) {
    return e.Type() == EffectType::kRefuse;
  });
  return Unnumbered(std::move(effects));
}

void Append(std::vector<EffectRecord> more, std::vector<EffectRecord>* all) {
  more = Unnumbered(std::move(more));
  all->insert(all->end(), more.begin(), more.end());
}

// Two players, step by step, to the same effects and the same end.
std::string SameStory(const Story& story, Player* one, Player* other,
                      bool same_digest) {
  for (size_t i = 0; i < story.steps.size(); ++i) {
    const std::string d =
        Compare(one->Do(story.steps[i]), other->Do(story.steps[i]));
    if (!d.empty()) return story.Failure(i, d);
    if (!same_digest || one->engine().Digest() == other->engine().Digest()) {
      continue;
    }
    return story.Failure(i, "the digests differ\n");
  }
  return "";
}

TEST_CASE("engine and oracle agree on every effect and every answer") {
  const Budget budget = BudgetOf(2400 / kSlowness, 1000);
  for (uint64_t i = 0; i < budget.worlds; ++i) {
    const std::string failure =
        DuelWorld(budget.first_seed + i, budget.events, 16);
    REQUIRE_MESSAGE(failure.empty(), failure);
  }
}

TEST_CASE("T2, T3: however time is sliced, the effects are the same") {
  ForEachStory(1800, kCareful, {}, [](const Story& story) -> std::string {
    Player plain(story.world, story.ruleset);
    Player sliced(story.world, story.ruleset);
    Random random(story.world.seed);
    for (size_t i = 0; i < story.steps.size(); ++i) {
      const Step& step = story.steps[i];
      plain.LookUpAgain(step);
      sliced.LookUpAgain(step);
      std::vector<EffectRecord> pieces;
      const auto now = sliced.engine().Now();
      if (now && now->ms < step.at && random.Chance(50)) {
        const auto gap = static_cast<uint64_t>(step.at - now->ms);
        Append(sliced.PassTime(now->ms +
                               static_cast<int64_t>(random.Next() % gap)),
               &pieces);
      }
      for (int n = random.Below(4); n > 0; --n) {
        const auto deadline = sliced.engine().NextDeadline();
        if (deadline && deadline->ms <= step.at) {
          Append(sliced.PassTime(deadline->ms), &pieces);
        }
      }
      Append(sliced.Tell(step), &pieces);
      const std::string d = Compare(Unnumbered(plain.Tell(step)), pieces);
      if (!d.empty()) return story.Failure(i, d);
    }
    return "";
  });
}

// A timer may do nothing that the host is told (A11, A17); it is over then.
TEST_CASE("T3: nothing happens before NextDeadline, a timer fires then") {
  ForEachStory(900, kCareful, {}, [](const Story& story) -> std::string {
    Player player(story.world, story.ruleset);
    for (size_t i = 0; i < story.steps.size(); ++i) {
      player.Do(story.steps[i]);
      const auto deadline = player.engine().NextDeadline();
      const bool last = i + 1 == story.steps.size();
      if (!deadline || (!last && deadline->ms > story.steps[i + 1].at)) {
        continue;
      }
      if (deadline->ms - 1 >= player.engine().Now()->ms &&
          !player.PassTime(deadline->ms - 1).empty()) {
        return story.Failure(i, "something happened before the deadline\n");
      }
      player.PassTime(deadline->ms);
      const auto next = player.engine().NextDeadline();
      if (next && *next <= *deadline) {
        return story.Failure(i, "nothing happened at the deadline\n");
      }
    }
    return "";
  });
}

TEST_CASE("a batch does what its events do one by one") {
  ForEachStory(1800, {}, {}, [](const Story& story) -> std::string {
    Player single(story.world, story.ruleset);
    std::vector<EffectRecord> expected;
    for (const Step& step : story.steps) {
      const auto effects = single.Tell(step);
      expected.insert(expected.end(), effects.begin(), effects.end());
    }
    Player batched(story.world, story.ruleset);
    EventBatch batch;
    for (const Step& step : story.steps) Add(step, batched.cast(), &batch);
    Random random(story.world.seed);
    std::vector<EffectRecord> got;
    for (size_t done = 0; done < batch.size();) {
      Effects effects(static_cast<size_t>(random.Between(1, 100)));
      const size_t applied = batched.engine().ApplyBatch(
          batch.records().subspan(done), batch.payloads(), &effects);
      if (applied == 0) return story.Failure(done, "the batch stands still\n");
      done += applied;
      for (const EffectRecord& e : effects) got.push_back(batched.Placed(e));
    }
    const std::string d = Compare(expected, got);
    if (!d.empty()) return story.Failure(d);
    if (single.engine().Digest() == batched.engine().Digest()) return "";
    return story.Failure("the digests differ\n");
  });
}

TEST_CASE("T6, T7: the order of look-ups decides nothing") {
  const WorldOptions roomy{.small_limits = false};
  ForEachStory(1200, {}, roomy, [](const Story& story) {
    std::vector<int> order(static_cast<size_t>(story.world.customers));
    std::iota(order.begin(), order.end(), 0);
    Random(story.world.seed).Shuffle(&order);
    Player one(story.world, story.ruleset);
    Player other(story.world, story.ruleset, order);
    return SameStory(story, &one, &other, true);
  });
}

TEST_CASE("T6, T10: decisions go by declaration, not by ids") {
  ForEachStory(900, {}, {}, [](const Story& story) {
    // The same names, numbered by a ruleset that declares them backwards.
    World backwards = story.world;
    Config& c = backwards.config;
    std::reverse(c.agents.begin(), c.agents.end());
    std::reverse(c.groups.begin(), c.groups.end());
    std::reverse(c.desks.begin(), c.desks.end());
    std::reverse(c.links.begin(), c.links.end());
    std::reverse(c.channels.begin(), c.channels.end());
    if (c.queue.priorities) {
      std::reverse(c.queue.priorities->begin(), c.queue.priorities->end());
    }
    std::string error;
    const RulesetResult again =
        Compile(story.world.config, CompileWorld(backwards, &error));
    REQUIRE_MESSAGE(again, error);
    Player one(story.world, story.ruleset);
    Player other(story.world, again.ruleset);
    return SameStory(story, &one, &other, true);
  });
}

TEST_CASE("T6: names decide nothing") {
  ForEachStory(1200, {}, {}, [](const Story& story) {
    const World renamed = Renamed(story.world);
    std::string error;
    const auto ruleset = CompileWorld(renamed, &error);
    REQUIRE_MESSAGE(ruleset, error);
    Player one(story.world, story.ruleset);
    Player other(renamed, ruleset);
    return SameStory(story, &one, &other, false);
  });
}

TEST_CASE("two runs give the same bytes") {
  ForEachStory(600, {}, {}, [](const Story& story) {
    Player one(story.world, story.ruleset);
    Player other(story.world, story.ruleset);
    return SameStory(story, &one, &other, true);
  });
}

TEST_CASE("an engine that is moved after each event goes on as before") {
  ForEachStory(300, {}, {}, [](const Story& story) {
    Player one(story.world, story.ruleset);
    Player other(story.world, story.ruleset);
    other.set_passage([](Engine engine) { return engine; });
    return SameStory(story, &one, &other, true);
  });
}

// Who has had an event, and has not been forgotten since. A first event counts
// also if it is refused (T9).
class Known {
 public:
  // Whether the step may be the first one about some customer.
  bool MayBeFirst(const Step& step) const {
    const auto is_new = [this](int customer) {
      return customer >= 0 && had_.count(customer) == 0;
    };
    return is_new(step.customer) ||
           std::any_of(step.customers.begin(), step.customers.end(), is_new);
  }
  // Who is forgotten, in the very call, too, is new.
  void Forget(const Cast& cast) {
    for (size_t i = 0; i < cast.forgotten.size(); ++i) {
      if (cast.forgotten[i]) had_.erase(static_cast<int>(i));
    }
  }
  // It was done. Who is erased may be new at any event from then on.
  void Note(const Step& step) {
    if (step.type == EventType::kCustomerErased) erased_.insert(step.customer);
    // His own: what others do about him does not make him known.
    if (Name(step.type).starts_with("customer_")) had_.insert(step.customer);
    for (const int customer : erased_) had_.erase(customer);
  }

 private:
  std::set<int> had_, erased_;
};

TEST_CASE("T4: a refused event changes no more than the passing of time") {
  ForEachStory(1500, kCareful, {}, [](const Story& story) -> std::string {
    Player player(story.world, story.ruleset);
    Player twin(story.world, story.ruleset);
    Known known;
    for (size_t i = 0; i < story.steps.size(); ++i) {
      twin.LookUpAgain(story.steps[i]);
      const auto effects = player.Do(story.steps[i]);
      known.Forget(player.cast());
      // What is no event at all does not even move the time: it is refused at
      // the engine's own.
      const bool refused = WhollyRefused(effects) && twin.engine().Now() &&
                           !known.MayBeFirst(story.steps[i]);
      if (!WhollyRefused(effects)) known.Note(story.steps[i]);
      const auto others =
          refused ? twin.PassTime(effects.back().at) : twin.Do(story.steps[i]);
      const std::string d =
          Compare(WithoutRefusals(effects), WithoutRefusals(others));
      if (!d.empty()) return story.Failure(i, d);
      if (player.engine().Digest() != twin.engine().Digest()) {
        return story.Failure(i, "the digests differ\n");
      }
    }
    return "";
  });
}

TEST_CASE("E6: a config and its JSON are the same ruleset") {
  ForEachStory(600, {}, {}, [](const Story& story) -> std::string {
    const std::string json = ToText(story.world.config);
    const ConfigResult parsed = ParseConfig(json);
    if (!parsed) {
      return story.Failure(0, "not parsed: " + ToText(parsed.errors[0]));
    }
    if (*parsed.config != story.world.config) {
      return story.Failure(
          0, "parsed to another config:\n" + ToText(*parsed.config));
    }
    const RulesetResult ruleset = ParseRuleset(json);
    if (!ruleset) return story.Failure(0, "JSON does not compile\n");
    if (Lint(*ruleset.ruleset) != Lint(*story.ruleset)) {
      return story.Failure(0, "lint finds something else (E4)\n");
    }
    Player one(story.world, story.ruleset);
    Player other(story.world, ruleset.ruleset);
    return SameStory(story, &one, &other, true);
  });
}

}  // namespace
}  // namespace kefu::property
