#!/usr/bin/python3
"""Three calls at a bank, message by message, as an event log for kefu-replay.

Reads examples/data/harper_valley.csv (77 events to the millisecond; see NOTICE)
and writes beside it harper-valley.jsonl, the events of kefu. With `--scenario`
it prints the same as steps of a scenario (tests/scenario/README.md).

    in the data                   event of kefu
    customer_arrives              customer_enters
    agent_online                  agent_connects
    assigned                      agent_accepts, by hand
    customer_message              customer_sends
    agent_message                 agent_sends
    rating of a caller            customer_rates
    rating of an agent            none: kefu does not let agents rate
    session_closed                agent_closes, without an agent: the host's
    agent_hangup                  agent_disconnects
    customer_hangup               customer_leaves, the page

The edge cases of the data stay as they are: agents come online after their
customers, ratings are given before the session ends, a caller hangs up 8 s
after its end, both speak at once.
"""

import argparse
import csv
import json
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
DESK = "bank"
# A score of the data is 0 to 10.
EVENTS = {
    "customer_arrives": "customer_enters",
    "agent_online": "agent_connects",
    "assigned": "agent_accepts",
    "customer_message": "customer_sends",
    "agent_message": "agent_sends",
    "rating": "customer_rates",
    "session_closed": "agent_closes",
    "agent_hangup": "agent_disconnects",
    "customer_hangup": "customer_leaves",
}


def event_of(row):
    """The event of kefu of a row; None if it is none."""
    what = row["event"]
    if what == "rating" and row["actor"] != "caller":
        return None
    event = {"at": int(row["time_ms"]), "event": EVENTS[what]}
    if what not in ("agent_online", "agent_hangup"):
        # The calls have no names of their own; eight letters tell them apart.
        customer = "caller-" + row["session"][:8]
        if what == "assigned":
            event["customers"] = [customer]
        else:
            event["customer"] = customer
        event["desk"] = DESK
    if row["actor"].startswith("agent"):
        event["agent"] = row["actor"]
    if what.endswith("_message"):
        event["kind"] = "text"
        event["text"] = row["detail"]
    elif what == "rating":
        event["score"] = int(row["detail"])
    elif what == "customer_hangup":
        event["what"] = "page"
    return event


def step_of(event):
    """The same as a line of a scenario."""
    words = [f"@{event['at']}", event["event"]]
    for name, value in event.items():
        # A scenario with one desk takes it, and texts, for granted.
        if name in ("at", "event", "desk") or (name, value) == ("kind", "text"):
            continue
        if isinstance(value, list):
            value = ",".join(value)
        value = str(value)
        words.append(f'{name}="{value}"' if " " in value else
                     f"{name}={value}")
    return " ".join(words)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", action="store_true",
                        help="print steps of a scenario instead")
    arguments = parser.parse_args()
    with open(DATA / "harper_valley.csv", encoding="utf-8",
              newline="") as file:
        events = [event_of(row) for row in csv.DictReader(file)]
    events = [event for event in events if event is not None]
    if arguments.scenario:
        for event in events:
            print(step_of(event))
        return 0
    path = DATA / "harper-valley.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for event in events:
            file.write(json.dumps(event, ensure_ascii=False) + "\n")
    print(f"{path.name}: {len(events)} events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
