// The first decision: two agents, one customer, and why.

#include <kefu/engine.h>
#include <kefu/log.h>

#include <cstdio>
#include <string>

int main() {
  const auto parsed = kefu::ParseRuleset(R"({
    "desks": [{"name": "shop"}],
    "agents": [{"name": "ann"}, {"name": "bo"}]})");
  kefu::Engine engine(parsed.ruleset);
  const kefu::AgentId ann = parsed.ruleset->Agent("ann");
  engine.Apply(kefu::AgentConnects{.at = {1000}, .agent = ann});
  const kefu::Effects effects =
      engine.Apply(kefu::CustomerSends{.at = {2000},
                                       .customer = engine.Customer("c-1"),
                                       .desk = parsed.ruleset->Desk("shop"),
                                       .kind = kefu::MessageKind::kText});

  std::string lines;
  for (const kefu::EffectRecord& effect : effects) {
    kefu::AppendJson(effect, engine, &lines);
  }
  std::fputs(lines.c_str(), stdout);
}
