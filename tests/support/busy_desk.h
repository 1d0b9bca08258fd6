// A desk with a bit of everything and events that happen there at random: for
// tests that need a state in which every table is in use.

#ifndef KEFU_TESTS_SUPPORT_BUSY_DESK_H_
#define KEFU_TESTS_SUPPORT_BUSY_DESK_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"
#include "tests/property/random.h"

namespace kefu::testing {

// Three rulesets: 0 has groups, every way of distribution and every timer; 1 is
// one desk without groups, where customers are never forgotten; 2 has robots,
// keywords, reply windows, a shop with campaigns and ratings, so that its
// snapshots have every part.
inline constexpr int kBusyRulesets = 3;
std::string BusyRulesetJson(int which);
// `reversed`: compiled so that all ids are other ones.
std::shared_ptr<const Ruleset> BusyRuleset(int which, bool reversed = false);

class BusyDesk {
 public:
  BusyDesk(uint64_t seed, std::shared_ptr<const Ruleset> ruleset)
      : random_(seed),
        ruleset_(std::move(ruleset)),
        rich_(!ruleset_->config().campaigns.list.empty()) {}

  // Appends the next event to `batch`. Its customers are looked up in each of
  // the engines, which must give them the same ids; throws std::logic_error
  // otherwise.
  void Next(std::span<Engine* const> engines, EventBatch* batch);

 private:
  CustomerId Customer(std::span<Engine* const> engines);
  Instant Time();
  void AgentEvent(std::span<Engine* const> engines, EventBatch* batch);
  void HandEvent(std::span<Engine* const> engines, EventBatch* batch);
  void RichEvent(std::span<Engine* const> engines, EventBatch* batch);
  void ShopEvent(CustomerId customer, EventBatch* batch);
  void ChangeEvent(CustomerId customer, EventBatch* batch);
  void RobotEvent(CustomerId customer, EventBatch* batch);
  void LaterEvent(std::span<Engine* const> engines, CustomerId customer,
                  EventBatch* batch);
  AgentId Agent();
  AgentId AgentOrNone();
  DeskId Desk();
  std::string_view Text();
  template <class E>
  void Add(E event, EventBatch* batch);

  property::Random random_;
  std::shared_ptr<const Ruleset> ruleset_;
  bool rich_;  // it has what the other rulesets do without
  int64_t now_ = 1'700'000'000'000;
  uint64_t seq_ = 0;
  std::string text_, id_;
};

}  // namespace kefu::testing

#endif  // KEFU_TESTS_SUPPORT_BUSY_DESK_H_
