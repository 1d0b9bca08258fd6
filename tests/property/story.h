// Random worlds with their steps, for properties that hold in each of them.

#ifndef KEFU_TESTS_PROPERTY_STORY_H_
#define KEFU_TESTS_PROPERTY_STORY_H_

#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tests/property/duel.h"
#include "tests/property/player.h"

namespace kefu::property {

// Sanitizers and checks cost their share.
#if defined(__SANITIZE_ADDRESS__) || defined(KEFU_CHECK) || !defined(NDEBUG)
inline constexpr uint64_t kSlowness = 8;
#else
inline constexpr uint64_t kSlowness = 1;
#endif

inline constexpr StepOptions kCareful{.break_contract = false};

// Fewer worlds need not have shown everything: one that is run again, or the
// part of them that sanitizers run in scripts/test.
inline constexpr uint64_t kEnoughWorlds = 100;

// A world, its ruleset and its steps.
struct Story {
  World world;
  std::shared_ptr<const Ruleset> ruleset;
  std::vector<Step> steps;

  // With all steps, or up to the one where it was noticed.
  std::string Failure(const std::string& what) const {
    return Failure(steps.size() - 1, what);
  }
  std::string Failure(size_t step, const std::string& what) const {
    const std::span<const Step> told(steps.data(), step + 1);
    return "seed " + std::to_string(world.seed) + ", step " +
           std::to_string(step + 1) + "\n" + ToText(world.config) + "\n" +
           ToText(told) + what;
  }
};

inline Story MakeStory(uint64_t seed, size_t events, StepOptions step_options,
                       WorldOptions world_options) {
  Story story;
  story.world = MakeWorld(seed, world_options);
  std::string error;
  story.ruleset = CompileWorld(story.world, &error);
  REQUIRE_MESSAGE(story.ruleset, "seed ", seed, ": ", error);
  story.steps =
      MakeSteps(story.world, story.ruleset, seed, events, step_options);
  return story;
}

// Calls test(story), which returns "" or a failure, for each world. Returns
// how many there were: one alone need not show everything.
template <class Test>
uint64_t ForEachStory(uint64_t worlds, StepOptions step_options,
                      WorldOptions world_options, Test test) {
  const Budget budget = BudgetOf(worlds / kSlowness + 1, 300);
  for (uint64_t i = 0; i < budget.worlds; ++i) {
    const std::string failure = test(MakeStory(
        budget.first_seed + i, budget.events, step_options, world_options));
    REQUIRE_MESSAGE(failure.empty(), failure);
  }
  return budget.worlds;
}

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_STORY_H_
