// A place that eviction frees may be larger than that of the session which
// caused it, and hand out many small ones: room is made for all of it before
// the step begins (T9, Q3).

#include <string>

#include "doctest.h"
#include "kefu/engine.h"
#include "kefu/ruleset.h"

namespace kefu {
namespace {

constexpr int kSmall = 20;

// One agent serves a video session of cost 20; twenty small ones wait.
class FullDesk {
 public:
  explicit FullDesk(const std::string& queue)
      : ruleset_(Parse(queue)), engine_(ruleset_), desk_(ruleset_->Desk("d")) {
    const AgentId li = ruleset_->Agent("li");
    engine_.Apply(AgentConnects{.at = {at_}, .agent = li});
    Write("c0", MessageKind::kVideo);
    engine_.Apply(AgentSends{.at = {at_},
                             .agent = li,
                             .customer = engine_.Customer("c0"),
                             .desk = desk_,
                             .kind = MessageKind::kText});
    for (int i = 1; i <= kSmall; ++i) {
      Write("c" + std::to_string(i), MessageKind::kText);
    }
  }

  // A new list of effects has no room from earlier calls.
  Effects Write(const std::string& customer, MessageKind kind) {
    return engine_.Apply(CustomerSends{.at = {++at_},
                                       .customer = engine_.Customer(customer),
                                       .desk = desk_,
                                       .kind = kind});
  }
  Effects Pass(int64_t ms) {
    return engine_.Apply(TimePasses{.at = {at_ += ms}});
  }
  static int Assigned(const Effects& effects) {
    int count = 0;
    for (const EffectRecord& effect : effects) {
      count += effect.Type() == EffectType::kAssign;
    }
    return count;
  }

 private:
  static std::shared_ptr<const Ruleset> Parse(const std::string& queue) {
    RulesetResult result = ParseRuleset(
        R"({"channels": [{"name": "ch",
                          "kind_costs": [{"kind": "video", "cost": 20}]}],
            "desks": [{"name": "d", "channel": "ch"}],
            "agents": [{"name": "li", "capacity": 20}],
            "routing": {"sticky": []},
            "timers": {"alarms": {"waiting": "off"}},
            "queue": )" +
        queue + "}");
    REQUIRE(result.ruleset);
    return result.ruleset;
  }

  std::shared_ptr<const Ruleset> ruleset_;
  Engine engine_;
  DeskId desk_;
  int64_t at_ = 1'700'000'000'000;
};

TEST_CASE("an opening that evicts a large session hands out many small ones") {
  FullDesk desk(R"({"max_length": 20, "overflow": [{"to": "evict"}]})");
  CHECK(FullDesk::Assigned(desk.Write("late", MessageKind::kText)) == kSmall);
}

TEST_CASE("so does one that has waited too long") {
  FullDesk desk(R"({"max_wait": "1 min", "overflow": [{"to": "evict"}]})");
  CHECK(FullDesk::Assigned(desk.Pass(60'000)) == kSmall);
}

}  // namespace
}  // namespace kefu
