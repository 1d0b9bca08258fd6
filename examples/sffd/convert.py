#!/usr/bin/python3
"""San Francisco's fire dispatch of a day as an event log for kefu-replay.

Reads examples/data/sffd_dispatch.csv (8 days; see NOTICE) and writes, for one
day, beside each other:

  sffd-DAY.jsonl          the events: every unit connects when the day begins,
                          then each dispatch of a unit enters the desk
  sffd-DAY.durations.tsv  how long each of them keeps its unit
  fcfs.json, ageing.json  two rulesets: first come first served, and urgent
                          calls with a credit of some minutes

One session for each row that entered on that day: customer = call-seq, joins
at `entry`, priority = `prio`, group = the row's battalion. Agents are the
units, each with capacity 1 and in the group of its home battalion: that of
most of its rows over the 8 days, ties to the one that comes first in the
file. The session lasts from `dispatch` to `available`, counted from its
assignment (closed loop: see kefu-replay --durations). Rows that lack either
time are left out, and counted.

The whole is a model and not what the dispatchers did: they choose units by
distance, and across battalions.
"""

import argparse
import csv
import datetime
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"

# San Francisco in winter; a day of daylight saving would need -07:00.
OFFSET = "-08:00"
DESK = "dispatch"
# The priorities of the data, most urgent first: E and 3 go with lights and
# siren, the others do not.
PRIORITIES = ["E", "3", "2", "A", "B"]
URGENT_CREDIT = "10 min"


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def home_battalions(rows):
    """Unit -> battalion; units in the order in which they first appear."""
    counts = {}
    for row in rows:
        of_unit = counts.setdefault(row["unit"], {})
        of_unit[row["battalion"]] = of_unit.get(row["battalion"], 0) + 1
    # max() returns the first of several equal ones, and a dict keeps the
    # order of insertion: ties go to the battalion that came first.
    return {unit: max(c, key=c.get) for unit, c in counts.items()}


def duration_ms(row):
    begin = datetime.datetime.fromisoformat(row["dispatch"])
    end = datetime.datetime.fromisoformat(row["available"])
    return int((end - begin).total_seconds()) * 1000


def sessions_of(rows, day):
    """The rows that joined on `day`, by that time; and those left out."""
    of_day = [row for row in rows if row["entry"].startswith(day + "T")]
    complete = [row for row in of_day if row["dispatch"] and row["available"]]
    backwards = [row for row in complete if duration_ms(row) < 0]
    if backwards:
        sys.exit(f"call {backwards[0]['call']}: available before dispatch")
    complete.sort(key=lambda row: row["entry"])  # stable: ties as in the file
    return complete, len(of_day) - len(complete)


def customer(row):
    return f"{row['call']}-{row['seq']}"


def write_events(path, day, units, sessions):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for unit in units:
            event = {"at": f"{day}T00:00:00{OFFSET}",
                     "event": "agent_connects", "agent": unit}
            file.write(json.dumps(event) + "\n")
        for row in sessions:
            event = {"at": row["entry"] + OFFSET, "event": "customer_enters",
                     "customer": customer(row), "desk": DESK,
                     "product": row["battalion"], "priority": row["prio"]}
            file.write(json.dumps(event) + "\n")


def write_durations(path, sessions):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for row in sessions:
            file.write(f"{customer(row)}\t{duration_ms(row)}\n")


def ruleset(name, homes, battalions, credits):
    groups = [{"name": battalion,
               "agents": [{"agent": unit} for unit, home in homes.items()
                          if home == battalion],
               "scope": {"products": [battalion]}}
              for battalion in battalions]
    return {
        "tenant": {"name": name, "capacity": 1, "hard_maximum": 1,
                   "notices": {"new_session": False}},
        "routing": {"session_starts": "enter", "sticky": []},
        "queue": {"priorities": [{"name": priority,
                                  "credit": credits.get(priority, "0 min")}
                                 for priority in PRIORITIES]},
        "limits": {"forget_after": "off"},
        "timers": {"alarms": {"waiting": "off"}},
        "desks": [{"name": DESK}],
        "agents": [{"name": unit} for unit in homes],
        "groups": groups,
    }


def pretty(value, indent=0):
    """JSON with everything on one line that fits there."""
    line = json.dumps(value)
    if indent + len(line) <= 78 or not isinstance(value, (dict, list)):
        return line
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {pretty(v, indent + 1)}"
                 for key, v in value.items()]
        begin, end = "{", "}"
    else:
        parts = [pretty(v, indent + 1) for v in value]
        begin, end = "[", "]"
    body = (",\n" + inner).join(parts)
    return f"{begin}\n{inner}{body}\n{' ' * indent}{end}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--csv", type=pathlib.Path,
                        default=DATA / "sffd_dispatch.csv")
    parser.add_argument("--day", default="2017-01-01")
    parser.add_argument("--every", type=int, default=1, metavar="N",
                        help="only every Nth unit connects")
    parser.add_argument("--data-out", type=pathlib.Path, default=DATA)
    parser.add_argument("--rulesets-out", type=pathlib.Path, default=HERE)
    args = parser.parse_args()

    rows = read_rows(args.csv)
    homes = home_battalions(rows)
    battalions = sorted({row["battalion"] for row in rows})
    sessions, left_out = sessions_of(rows, args.day)

    stem = f"sffd-{args.day}"
    on_duty = list(homes)[::args.every]
    write_events(args.data_out / f"{stem}.jsonl", args.day, on_duty, sessions)
    write_durations(args.data_out / f"{stem}.durations.tsv", sessions)
    for name, credits in (("fcfs", {}),
                          ("ageing", {"E": URGENT_CREDIT, "3": URGENT_CREDIT})):
        text = pretty(ruleset(name, homes, battalions, credits))
        path = args.rulesets_out / f"{name}.json"
        path.write_text(text + "\n", encoding="utf-8")

    print(f"{len(sessions)} sessions, {len(on_duty)} of {len(homes)} units, "
          f"{len(battalions)} battalions; left out: {left_out} "
          "without dispatch or available")
    manned = {homes[unit] for unit in on_duty}
    empty = [b for b in battalions if b not in manned]
    if empty:
        print("battalions without units, whose sessions wait until the end: "
              + ", ".join(empty))


if __name__ == "__main__":
    main()
