#!/usr/bin/python3
"""What if: a day of San Francisco's fire dispatch under other rules.

The day is real (NOTICE has its source), the model is not what the dispatchers
did: every unit takes one call at a time and serves its home battalion. Half of
the units stay at home here, so that calls wait. Who waits less if urgent calls
count as ten minutes older, and who pays for it?
"""

import pathlib

import pandas as pd

import kefu

ROOT = pathlib.Path(__file__).resolve().parent
DAY = ROOT / "data" / "sffd-2017-01-01.jsonl"
DURATIONS = ROOT / "data" / "sffd-2017-01-01.durations.tsv"


def half_of_the_units() -> list[kefu.Event]:
    """The events of the day without every second unit."""
    events: list[kefu.Event] = []
    units = 0
    for line in DAY.read_text(encoding="utf-8").splitlines():
        event = kefu.parse_event(line)
        if isinstance(event, kefu.AgentConnects):
            units += 1
            if units % 2 == 0:
                continue
        events.append(event)
    return events


def service() -> dict[str, int]:
    """How long each dispatch keeps its unit, in milliseconds."""
    table = pd.read_csv(DURATIONS, sep="\t", names=["customer", "ms"])
    return dict(zip(table["customer"], table["ms"]))


def priorities(events: list[kefu.Event]) -> "pd.Series[str]":
    return pd.Series({event.customer: event.priority for event in events
                      if isinstance(event, kefu.CustomerEnters)})


def main() -> None:
    events = half_of_the_units()
    urgency = priorities(events).isin(["E", "3"])
    replays = {
        name: kefu.replay(kefu.Ruleset(ROOT / "sffd" / f"{name}.json"),
                          events, service=service())
        for name in ("fcfs", "ageing")}
    waits = pd.DataFrame({
        name: replay.sessions.set_index("customer")["wait_ms"] / 60_000
        for name, replay in replays.items()})
    urgent = waits.index.map(urgency).map({True: "urgent", False: "others"})
    print("Minutes until a unit was free:\n")
    print(waits.groupby(urgent).agg(["count", "mean", "max"]).round(2)
          .to_string())
    found = kefu.compare(replays["fcfs"], replays["ageing"])
    print(f"\n{found.other_wait} of {found.both} calls wait otherwise, "
          f"{found.other_agent} go to another unit.")
    busiest = replays["ageing"].loads.nlargest(3, "busy_ms")
    busiest["busy_hours"] = busiest["busy_ms"] / 3_600_000
    print("\nThe busiest units:\n")
    print(busiest[["agent", "sessions", "busy_hours"]].round(1).to_string(
        index=False))


if __name__ == "__main__":
    main()
