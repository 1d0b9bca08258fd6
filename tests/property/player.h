// An engine that is told the steps of a world.

#ifndef KEFU_TESTS_PROPERTY_PLAYER_H_
#define KEFU_TESTS_PROPERTY_PLAYER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kefu/engine.h"
#include "tests/property/generator.h"

namespace kefu::property {

class Player {
 public:
  // Customers are looked up in this order; all in their own if it is empty.
  Player(const World& world, std::shared_ptr<const Ruleset> ruleset,
         const std::vector<int>& order = {});

  // What becomes of the engine after each event: a way to go on that must
  // change nothing.
  using Passage = std::function<Engine(Engine)>;
  void set_passage(Passage passage) { passage_ = std::move(passage); }

  // Looks the step's customers up again if it says so, and tells it. The
  // effects have places instead of ids, as below.
  std::vector<EffectRecord> Do(const Step& step);
  void LookUpAgain(const Step& step);
  // Without looking anybody up.
  std::vector<EffectRecord> Tell(const Step& step);
  std::vector<EffectRecord> PassTime(int64_t at);

  Engine& engine() { return engine_; }
  const Cast& cast() const { return cast_; }
  // The place in the world, from 1, in place of each id, and a hash of the
  // texts: what does not depend on how ids and names were given out.
  EffectRecord Placed(EffectRecord effect) const;

 private:
  std::shared_ptr<const Ruleset> ruleset_;
  Engine engine_;
  Cast cast_;
  std::map<uint64_t, uint64_t> places_;  // of customers' ids, former ones too
  Passage passage_;
  EventBatch batch_;
  Effects effects_;
};

// Without the event's ordinal and the index, which count calls.
std::vector<EffectRecord> Unnumbered(std::vector<EffectRecord> effects);

// "" if equal, else both lists.
std::string Compare(const std::vector<EffectRecord>& a,
                    const std::vector<EffectRecord>& b);

// How much to test: the environment's KEFU_SEED (where to begin), KEFU_WORLDS
// (percent of the usual number of worlds) and KEFU_EVENTS (events of each).
struct Budget {
  uint64_t first_seed = 1;
  uint64_t worlds = 0;
  size_t events = 0;
};
Budget BudgetOf(uint64_t usual_worlds, size_t usual_events);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_PLAYER_H_
