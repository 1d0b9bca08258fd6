#!/usr/bin/python3
"""The models of kefu-replay: who acts, and when (E3).

    tests/tools/replay_models_test.py [path of kefu-replay]

Run in the root of the project. Prints "N passed, N failed" last.
"""

import json
import sys

from cases import Cases, contains, equal
from replay_test import EVENTS, RULESET, Place, lines, replay, rows, run

case = Cases()

# ann serves c-1 and c-2, one after the other, and bob is there too.
TALK = [
    {"at": 0, "event": "agent_connects", "agent": "ann"},
    {"at": 0, "event": "agent_connects", "agent": "bob"},
    {"at": 1000, "event": "customer_sends", "customer": "c-1", "desk": "shop",
     "kind": "text"},
    {"at": 2000, "event": "customer_sends", "customer": "c-2", "desk": "shop",
     "kind": "text"},
    {"at": 5000, "event": "agent_closes", "customer": "c-1", "desk": "shop",
     "agent": "ann"},
    {"at": 9000, "event": "agent_closes", "customer": "c-2", "desk": "shop",
     "agent": "ann"},
]


def talk(place, *args):
    """Replays TALK with ann and bob; its assignments and closes."""
    agents = [{"name": "ann", "capacity": 1}, {"name": "bob", "capacity": 1}]
    both = place.write("both.json", json.dumps(dict(
        RULESET, agents=agents, roles=[{"name": "agent"}],
        routing={"distribution": "sequential"})))
    place.events = place.write("talk.jsonl", lines(TALK))
    result = run("--ruleset", both, "--events", place.events, "--effects", "-",
                 *args)
    equal(result.stderr, "")
    effects = [json.loads(line) for line in result.stdout.splitlines()]
    return [(e["at"], e["effect"], e["customer"], e.get("agent", ""))
            for e in effects
            if e["effect"] in ("assign", "close_session", "refuse")]


@case
def the_model_is_chosen(place):
    starts = [(1000, "assign", "c-1", "ann"), (2000, "assign", "c-2", "bob"),
              (5000, "close_session", "c-1", "ann")]
    # It is bob's session, and ann may not close it.
    equal(talk(place), starts + [(9000, "refuse", "c-2", "ann")])
    equal(talk(place, "--who", "whoever"),
          starts + [(9000, "close_session", "c-2", "bob")])
    # Recorded: c-2 was assigned at 5000 and closed 4000 later.
    loop = ["--when", "closed-loop", "--recorded-ruleset", place.ruleset]
    equal(talk(place, "--who", "whoever", *loop),
          starts + [(6000, "close_session", "c-2", "bob")])
    equal(talk(place, "--who", "recorded", *loop),
          starts + [(6000, "refuse", "c-2", "ann")])
    file = place.write("durations.tsv", "c-2\t500\n")
    equal(talk(place, "--who", "whoever", "--durations", file, *loop),
          starts[:2] + [(2500, "close_session", "c-2", "bob"), starts[2]])


@case
def a_closed_loop_under_its_own_ruleset_is_the_log(place):
    place.events = place.write("log.jsonl", lines(EVENTS[:4]))
    plain = replay(place, "--effects", "-").stdout
    equal(replay(place, "--effects", "-", "--when", "closed-loop").stdout,
          plain)
    equal(replay(place, "--effects", "-", "--when", "closed-loop",
                 "--who", "whoever").stdout, plain)


@case
def a_bad_line_in_a_closed_loop_has_its_place(place):
    place.events = place.write("bad.jsonl", lines(EVENTS[:3]) + "{]\n")
    result = replay(place, "--effects", "-", "--when", "closed-loop")
    equal((result.returncode, result.stdout), (1, ""))
    contains(result.stderr, "bad.jsonl:4:2: ")


@case
def a_comparison_counts_what_only_one_has(place):
    rules = dict(RULESET, agents=[{"name": "bob"}])
    other = place.write("other.json", json.dumps(rules))
    text = replay(place, "--compare", other).stdout
    found = rows(text, "sessions, against rules")
    equal(found["taken by another agent"][-1], "0")
    equal(found["no longer taken"][-1], "2")


if __name__ == "__main__":
    sys.exit(case.run(Place))
