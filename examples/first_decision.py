#!/usr/bin/python3
"""The first decision of README.md: one desk, two agents, one customer."""

import kefu


def main() -> None:
    ruleset = kefu.Ruleset({"desks": [{"name": "shop"}],
                            "agents": [{"name": "ann"}, {"name": "bo"}]})
    engine = kefu.Engine(ruleset)
    engine.apply(kefu.AgentConnects(at=1000, agent="ann"))
    for effect in engine.apply(kefu.CustomerSends(
            at=2000, customer="c-1", desk="shop", kind="text")):
        print(effect.to_json())


if __name__ == "__main__":
    main()
