// The engine and the oracle side by side: each step is told to both, and what
// they do and answer is compared.

#ifndef KEFU_TESTS_PROPERTY_DUEL_H_
#define KEFU_TESTS_PROPERTY_DUEL_H_

#include <memory>
#include <string>
#include <vector>

#include "kefu/engine.h"
#include "tests/oracle/oracle.h"
#include "tests/property/generator.h"

namespace kefu::property {

class Duel {
 public:
  // Every query about everybody is compared after each `thorough` steps.
  Duel(const World& world, std::shared_ptr<const Ruleset> ruleset,
       int thorough);

  // "" if the two agree, else what differs.
  std::string Do(const Step& step);

  const oracle::Oracle& oracle() const { return oracle_; }
  const Cast& cast() const { return cast_; }
  const Engine& engine() const { return engine_; }
  // Of the last step.
  const Effects& effects() const { return effects_; }

 private:
  std::string LookUpAgain(const Step& step);
  std::string CompareForgotten() const;
  std::string CompareEffects(const std::vector<EffectRecord>& expected) const;
  std::string CompareCounts() const;
  std::string CompareSession(CustomerId customer, DeskId desk) const;
  std::string CompareCrowds() const;
  std::string CompareEverybody() const;
  std::string CompareSends(const Step& step);
  std::string CompareUnanswered();
  bool CanExplain(const Step& step) const;
  Explanation Explain(const Step& step) const;
  std::string CompareExplanation(const Explanation& explanation) const;
  std::string CompareFull(const Explanation& explanation, bool expected) const;
  std::string CheckWaiting(CustomerId customer, DeskId desk) const;

  const World& world_;
  std::shared_ptr<const Ruleset> ruleset_;
  Engine engine_;
  oracle::Oracle oracle_;
  Cast cast_;
  EventBatch batch_;
  Effects effects_;
  int thorough_;
  int steps_ = 0;
  Random random_{1};
};

// Compiles a world's ruleset. On an error the text says what it is: the
// generator makes only rulesets that are right.
std::shared_ptr<const Ruleset> CompileWorld(const World& world,
                                            std::string* error);

// Tells the steps to a new pair. Returns "" or the first difference;
// `*failed_at`: the number of the step.
std::string RunDuel(const World& world, std::shared_ptr<const Ruleset> ruleset,
                    const std::vector<Step>& steps, size_t* failed_at);

// One world with `count` random steps; "" or a report that a person can act
// on: seed, ruleset, a short list of steps that fails, the difference.
std::string DuelWorld(uint64_t seed, size_t count, int thorough);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_DUEL_H_
