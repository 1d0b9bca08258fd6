#!/usr/bin/python3
"""What kefu-replay --explain tells of one customer (E1).

    tests/tools/replay_story_test.py [path of kefu-replay]

Run in the root of the project. Prints "N passed, N failed" last.
"""

import json
import re
import sys

from cases import Cases, contains, equal
from replay_test import EVENTS, RULESET, Place, lines, replay

case = Cases()


@case
def explain_tells_the_story_of_one_customer(place):
    text = replay(place, "--explain", "c-2").stdout
    contains(text, "Z routing, session 2, desk shop\n", "at_capacity",
             "enqueue", "assign", "agent ann")
    assert "c-1" not in text
    equal(replay(place, "--explain", "nobody").stdout, "")
    contains(replay(place, "--explain", "c-2", "--chinese").stdout, "接待已满")


def steps(text):
    """The first words of what a story tells with a time."""
    return re.findall(r"(?m)^\S+Z (\w+)", text)


@case
def explain_puts_the_reasons_before_what_they_led_to(place):
    story = ["routing", "open_session", "enqueue", "dequeue", "assign",
             "notify_agent"]
    equal(steps(replay(place, "--explain", "c-2").stdout), story)
    # The same in a closed loop, where the replay makes events of its own.
    file = place.write("durations.tsv", "c-1\t2500\nc-2\t700\n")
    place.events = place.write("log.jsonl", lines(EVENTS[:3]))
    text = replay(place, "--durations", file, "--explain", "c-2").stdout
    equal(steps(text), story + ["close_session"])


@case
def explain_tells_why_a_session_is_routed_again(place):
    rules = dict(RULESET, agents=[{"name": "ann"}, {"name": "bob"}])
    rules["routing"] = {"distribution": "sequential"}
    rules["offline"] = {"offline_sessions": "requeue",
                        "disconnect_grace": "off"}
    place.ruleset = place.write("requeue.json", json.dumps(rules))
    log = EVENTS[:2] + [
        {"at": 3000, "event": "agent_connects", "agent": "bob"},
        {"at": 4000, "event": "agent_disconnects", "agent": "ann"},
        {"at": 5000, "event": "agent_disconnects", "agent": "bob"}]
    place.events = place.write("log.jsonl", lines(log))
    text = replay(place, "--explain", "c-1").stdout
    equal(steps(text), ["routing", "open_session", "assign", "notify_agent",
                        "routing", "assign", "notify_agent",
                        "routing", "enqueue"])
    told = re.split(r"(?m)^\S+Z routing.*\n", text)[1:]
    for part, words in zip(told, ("goes to ann", "goes to bob", "waits in")):
        assert part.startswith(words), (part, words)


@case
def explain_tells_why_a_full_list_refuses(place):
    """What the robot hands over finds the list full, and nothing takes it."""
    rules = dict(RULESET, queue={"max_length": 1},
                 routing={"reception": "robot", "sticky": []})
    place.ruleset = place.write("robot.json", json.dumps(rules))
    log = EVENTS[:1]
    for number in (1, 2, 3):
        log = log + [dict(EVENTS[1], customer=f"c-{number}", at=2000 + number),
                     {"at": 3000 + number, "event": "robot_hands_over",
                      "customer": f"c-{number}", "desk": "shop"}]
    log.sort(key=lambda event: event["at"])
    place.events = place.write("log.jsonl", lines(log))
    text = replay(place, "--explain", "c-3").stdout
    equal(steps(text), ["routing", "open_session", "ask_robot",
                        "routing", "close_session"])
    contains(text, "queue_full")


@case
def explain_takes_no_pooling_by_a_timer_for_what_was_routed(place):
    """What waited too long is pooled, then handed over, in one call."""
    rules = dict(RULESET, routing={"reception": "robot", "sticky": []})
    rules["queue"] = {"max_wait": "10s", "overflow": [{"to": "pool"}]}
    rules["timers"] = {"customer_silent": {"after": "20s",
                                           "mode": "both_silent"}}
    place.ruleset = place.write("pool.json", json.dumps(rules))
    hands_over = {"event": "robot_hands_over", "customer": "c-2",
                  "desk": "shop"}
    log = EVENTS[:3] + [
        {"at": 3500, "event": "robot_hands_over", "customer": "c-1",
         "desk": "shop"},
        dict(hands_over, at=4000), dict(hands_over, at=60_000)]
    place.events = place.write("log.jsonl", lines(log))
    text = replay(place, "--explain", "c-2").stdout
    equal(steps(text), ["routing", "open_session", "ask_robot",
                        "routing", "enqueue", "dequeue", "pool",
                        "routing", "assign", "notify_agent"])


@case
def explain_sees_what_a_timer_changed_just_before(place):
    """ann is full until a clock of c-1 runs out in the very call of c-2."""
    rules = dict(RULESET)
    rules["timers"] = {"customer_silent": {"after": "10s",
                                           "mode": "both_silent"}}
    place.ruleset = place.write("silent.json", json.dumps(rules))
    late = dict(EVENTS[2], at=60_000)
    place.events = place.write("log.jsonl", lines(EVENTS[:2] + [late]))
    text = replay(place, "--explain", "c-2").stdout
    contains(text, "goes to ann")
    assert "at_capacity" not in text, text


if __name__ == "__main__":
    sys.exit(case.run(Place))
