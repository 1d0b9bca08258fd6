// The first decision, as a host would write it: one agent, one customer.

#include <cstdio>
#include <string>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"

namespace {

constexpr char kRuleset[] = R"({
  "agents": [{"name": "mei"}],
  "desks": [{"name": "shop"}]
})";

int Fail(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
  return 1;
}

}  // namespace

int main() {
  const kefu::RulesetResult result = kefu::ParseRuleset(kRuleset);
  if (!result) return Fail(kefu::ToText(result.errors.front()));
  const kefu::Ruleset& ruleset = *result.ruleset;

  kefu::Engine engine(result.ruleset);
  const kefu::Instant at{1763690400000};
  engine.Apply(kefu::AgentConnects{.at = at, .agent = ruleset.Agent("mei")});
  const kefu::Effects effects =
      engine.Apply(kefu::CustomerSends{.at = at,
                                       .customer = engine.Customer("c-1"),
                                       .desk = ruleset.Desk("shop"),
                                       .kind = kefu::MessageKind::kText});
  for (const kefu::EffectRecord& effect : effects) {
    const auto assign = kefu::As<kefu::Assign>(effect);
    if (!assign) continue;
    if (ruleset.Name(assign->agent) != "mei") return Fail("the wrong agent");
    std::puts("c-1 goes to mei");
    return 0;
  }
  return Fail("nobody was assigned");
}
