#!/usr/bin/python3
"""What kefu-replay promises: exit codes, places of errors, outputs, the day.

    tests/tools/replay_test.py [path of kefu-replay]

Run in the root of the project. Prints "N passed, N failed" last.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys

from cases import Cases, contains, equal

TOOL = sys.argv[1] if len(sys.argv) > 1 else "build/release/bin/kefu-replay"
DAY = "examples/data/sffd-2017-01-01.jsonl"
DURATIONS = "examples/data/sffd-2017-01-01.durations.tsv"
FCFS = "examples/sffd/fcfs.json"
AGEING = "examples/sffd/ageing.json"

RULESET = {
    "agents": [{"name": "ann", "capacity": 1}],
    "desks": [{"name": "shop"}],
}
EVENTS = [
    {"at": 1000, "event": "agent_connects", "agent": "ann"},
    {"at": 2000, "event": "customer_sends", "customer": "c-1", "desk": "shop",
     "kind": "text"},
    {"at": 3000, "event": "customer_sends", "customer": "c-2", "desk": "shop",
     "kind": "text"},
    {"at": 9000, "event": "agent_closes", "customer": "c-1", "desk": "shop"},
    {"at": 9000, "event": "agent_closes", "customer": "c-9", "desk": "shop"},
]

case = Cases()


class Place:
    """A temporary folder with a ruleset and a log."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.ruleset = self.write("rules.json", json.dumps(RULESET))
        self.events = self.write("log.jsonl", lines(EVENTS))

    def write(self, name, content):
        path = self.folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
        return str(path)


def lines(events):
    return "".join(json.dumps(event) + "\n" for event in events)


def run(*args, stdin=""):
    return subprocess.run([TOOL, *args], input=stdin, capture_output=True,
                          encoding="utf-8", timeout=120, check=False)


def replay(place, *args, **more):
    return run("--ruleset", place.ruleset, "--events", place.events, *args,
               **more)


def day(*args):
    return run("--events", DAY, "--durations", DURATIONS, *args)


@case
def help_says_all_and_is_no_error(place):
    result = run("--help")
    equal(result.returncode, 0)
    contains(result.stdout, "--ruleset", "--events", "--effects", "--summary",
             "--explain", "--progress", "--digest", "--durations", "--compare",
             "--who", "--when", "--recorded-ruleset", "--snapshot",
             "--snapshot-every", "--resume", "Exit codes")


@case
def wrong_usage_is_2(place):
    for args in ([], ["--ruleset", place.ruleset], ["--nonsense"],
                 ["--longest", "many"], ["--who", "nobody"],
                 ["--when", "later"]):
        result = run(*args)
        equal(result.returncode, 2)
        assert result.stderr and not result.stdout, args


@case
def what_cannot_go_together_is_2(place):
    for args in (["--effects", "-", "--summary", "-"],
                 ["--effects", "-", "--digest"],
                 ["--compare", place.ruleset, "--explain", "c-1"],
                 ["--compare", place.ruleset, "--effects", "-"],
                 ["--recorded-ruleset", place.ruleset]):
        equal(replay(place, *args).returncode, 2)
    for args in (["--compare", place.ruleset], ["--when", "closed-loop"]):
        result = run("--ruleset", place.ruleset, "--events", "-", *args)
        equal(result.returncode, 2)


@case
def effects_are_lines_of_json(place):
    result = replay(place, "--effects", "-")
    equal(result.returncode, 0)
    equal(result.stderr, "")
    effects = [json.loads(line) for line in result.stdout.splitlines()]
    equal([effect["effect"] for effect in effects],
          ["open_session", "assign", "notify_agent", "open_session", "enqueue",
           "close_session", "dequeue", "assign", "notify_agent", "refuse"])
    equal(effects[4]["position"], 1)
    equal(effects[-1]["reason"], "no_session")


@case
def standard_input_and_files_give_the_same(place):
    file = place.folder / "effects.jsonl"
    equal(replay(place, "--effects", str(file)).returncode, 0)
    result = run("--ruleset", place.ruleset, "--events", "-", "--effects", "-",
                 stdin=lines(EVENTS))
    equal(result.returncode, 0)
    equal(result.stdout, file.read_text(encoding="utf-8"))


@case
def a_bad_line_is_1_with_its_place_and_nothing_half_done(place):
    whole = replay(place, "--effects", "-").stdout
    place.events = place.write(
        "bad.jsonl", lines(EVENTS[:3]) + '{"at": 4000, "evnt": "x"}\n')
    result = replay(place, "--effects", "-")
    equal(result.returncode, 1)
    equal(result.stderr, f'{place.events}:4:14: no event has a field "evnt"; '
          'did you mean "event"?\n')
    assert result.stdout and whole.startswith(result.stdout)
    equal(len(result.stdout.splitlines()), 5)


@case
def a_log_that_is_cut_off_is_1(place):
    place.events = place.write("cut.jsonl", lines(EVENTS)[:-20])
    result = replay(place, "--effects", "-")
    equal(result.returncode, 1)
    contains(result.stderr, "cut.jsonl:5:")


@case
def an_endless_line_is_1_in_bounded_memory(place):
    place.events = place.write("long.jsonl", b" " * 3_000_000)
    result = replay(place, "--effects", "-")
    equal(result.returncode, 1)
    contains(result.stderr, "long.jsonl:1:", "longer than")


@case
def an_empty_log_is_fine(place):
    place.events = place.write("empty.jsonl", "")
    result = replay(place, "--effects", "-")
    equal((result.returncode, result.stdout), (0, ""))


@case
def a_last_line_without_a_line_break_counts(place):
    place.events = place.write("open.jsonl", lines(EVENTS).rstrip("\n"))
    equal(len(replay(place, "--effects", "-").stdout.splitlines()), 10)


@case
def a_file_that_is_not_there_is_1(place):
    place.events = str(place.folder / "nothing.jsonl")
    result = replay(place)
    equal(result.returncode, 1)
    contains(result.stderr, "nothing.jsonl: cannot open")


@case
def a_bad_ruleset_is_1_with_every_place(place):
    place.ruleset = place.write(
        "bad.json", '{"desks": [{"name": "shop", "chanel": 1}],\n "agnts": []}')
    result = replay(place)
    equal(result.returncode, 1)
    contains(result.stderr, "bad.json:1:", "bad.json:2:", '"agents"')


@case
def bad_durations_are_1_with_their_place(place):
    for text, where in (("c-1\n", ":1:1:"), ("c-1\t5\nc-2\tx\n", ":2:5:"),
                        ("c-1\t-5\n", ":1:5:"), ("c-1\t5\nc-1\t6\n", ":2:1:")):
        file = place.write("durations.tsv", text)
        result = replay(place, "--durations", file)
        equal(result.returncode, 1)
        contains(result.stderr, "durations.tsv" + where)


@case
def the_host_closes_after_the_duration_of_the_session(place):
    file = place.write("durations.tsv", "c-1\t2500\nc-2\t700\n")
    place.events = place.write("log.jsonl", lines(EVENTS[:3]))
    result = replay(place, "--durations", file, "--effects", "-")
    effects = [json.loads(line) for line in result.stdout.splitlines()]
    equal([(e["at"], e["customer"]) for e in effects
           if e["effect"] == "close_session"], [(4500, "c-1"), (5200, "c-2")])
    equal([(e["at"], e["customer"]) for e in effects
           if e["effect"] == "assign"], [(2000, "c-1"), (4500, "c-2")])


@case
def the_summary_has_waits_and_refusals(place):
    result = replay(place)
    equal(result.returncode, 0)
    contains(result.stdout, "taken after a wait", "0:00:06", "digest")
    assert re.search(r"refused +1\n", result.stdout), result.stdout


def rows(text, title):
    """The rows of one part of a summary: its label, then its words."""
    part = text.split("\n" + title, 1)[1].split("\n\n")[0]
    found = {}
    for line in part.splitlines()[1:]:
        found[line[:26].strip()] = line[26:].split()
    return found


@case
def the_summary_has_shares_and_the_service_level(place):
    rules = dict(RULESET, groups=[
        {"name": "front", "desks": ["shop"], "agents": [{"agent": "ann"}]}])
    rules["routing"] = {"sticky": [{"within": "1h"}]}
    place.ruleset = place.write("groups.json", json.dumps(rules))

    def sends(at, who):
        return {"at": at, "event": "customer_sends", "customer": who,
                "desk": "shop", "kind": "text"}

    def closes(at, who):
        return {"at": at, "event": "agent_closes", "customer": who,
                "desk": "shop"}

    # Waits of 0, 0 (sticky), 30, 30.001, 180 and 180.001 seconds.
    log, now = [EVENTS[0], sends(2000, "c-0"), closes(3000, "c-0")], 4000
    for number, wait in enumerate((30_000, 30_001, 180_000, 180_001)):
        log.append(sends(now, "c-0" if number == 0 else f"c-{number}"))
        now += 1000
        log += [sends(now, f"c-{number + 1}"),
                closes(now + wait, "c-0" if number == 0 else f"c-{number}")]
        log.append(closes(now + wait, f"c-{number + 1}"))
        now += wait + 1
    place.events = place.write("log.jsonl", lines(log))
    text = replay(place, "--summary", "-").stdout
    shares = rows(text, "taken sessions")
    equal(shares["by sticky"], ["4", "44.4", "%"])
    equal(shares["by scope"], ["1", "11.1", "%"])
    equal(shares["by queue"], ["4", "44.4", "%"])
    whole = ["9", "100.0", "%", "66.7", "%", "88.9", "%"]
    equal((shares["all"], shares["group front"]), (whole, whole))


@case
def without_a_sticky_assignment_its_share_is_zero(place):
    shares = rows(replay(place).stdout, "taken sessions")
    equal(shares["by sticky"], ["0", "0.0", "%"])


@case
def a_summary_is_written_whole_or_not_at_all(place):
    file = place.folder / "summary.txt"
    bad = place.write("bad.jsonl", lines(EVENTS[:3]) + "{]\n")
    good, place.events = place.events, bad
    equal(replay(place, "--summary", str(file)).returncode, 1)
    equal(file.exists(), False)
    place.events = good
    equal(replay(place, "--summary", str(file)).returncode, 0)
    before = file.read_text(encoding="utf-8")
    contains(before, "taken after a wait", "digest")
    place.events = bad
    equal(replay(place, "--summary", str(file)).returncode, 1)
    equal(file.read_text(encoding="utf-8"), before)


@case
def the_longest_wait_has_its_reason(place):
    text = replay(place, "--summary", "-", "--longest", "3").stdout
    contains(text, "0:00:06  c-2", "taken by ann", "1 agents: 1 at_capacity")


@case
def the_digest_depends_on_the_events_only(place):
    first = replay(place, "--digest").stdout
    assert re.fullmatch(r"digest [0-9a-f]{16}\n", first), first
    equal(replay(place, "--digest", "--effects",
                 str(place.folder / "e")).stdout, first)
    place.events = place.write("log.jsonl", lines(EVENTS[:2]))
    assert replay(place, "--digest").stdout != first


@case
def progress_goes_to_standard_error(place):
    result = replay(place, "--effects", "-", "--progress")
    contains(result.stderr, "100 %", "5 events")
    equal(result.stdout, replay(place, "--effects", "-").stdout)


@case
def the_converter_gives_the_files_that_are_shipped(place):
    subprocess.run(["/usr/bin/python3", "examples/sffd/convert.py",
                    "--data-out", str(place.folder), "--rulesets-out",
                    str(place.folder)], check=True, stdout=subprocess.DEVNULL)
    for shipped in (DAY, DURATIONS, FCFS, AGEING):
        made = place.folder / pathlib.Path(shipped).name
        equal(made.read_bytes() == pathlib.Path(shipped).read_bytes(), True)


def reference_day():
    """The same day by a program that knows nothing of kefu: first come first
    served, the idle unit that has rested longest (D4)."""
    config = json.loads(pathlib.Path(FCFS).read_text(encoding="utf-8"))
    units = {g["name"]: [m["agent"] for m in g["agents"]]
             for g in config["groups"]}
    text = pathlib.Path(DURATIONS).read_text(encoding="utf-8")
    duration = {c: int(ms) for c, ms in
                (line.split("\t") for line in text.splitlines())}
    free_at, rested, taken = {}, {}, {}
    count = 0
    waiting = {name: [] for name in units}
    serving = []  # [time of the end, session number, unit, group]

    def take(at, group, customer, number):
        nonlocal count
        idle = [u for u in units[group] if free_at.get(u, 0) is not None]
        if not idle:
            return False
        unit = min(idle, key=lambda u: (rested.get(u, 0),
                                        units[group].index(u)))
        count += 1
        rested[unit], free_at[unit] = count, None
        serving.append([at + duration[customer], number, unit, group])
        taken[customer] = (at, unit)
        return True

    def end_until(at):
        while serving and min(serving)[0] <= at:
            end, _, unit, group = min(serving)
            serving.remove(min(serving))
            free_at[unit] = end
            if waiting[group]:
                customer, number = waiting[group].pop(0)
                assert take(end, group, customer, number)

    number = 0
    for line in pathlib.Path(DAY).read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] != "customer_enters":
            continue
        at = milliseconds(event["at"])
        end_until(at)
        number += 1
        who = event["customer"]
        if not take(at, event["product"], who, number):
            waiting[event["product"]].append((who, number))
    end_until(1 << 62)
    return taken


def milliseconds(text):
    return int(datetime.datetime.fromisoformat(text).timestamp() * 1000)


@case
def the_day_goes_as_an_independent_model_of_it(place):
    result = day("--ruleset", FCFS, "--effects", "-")
    equal(result.returncode, 0)
    effects = [json.loads(line) for line in result.stdout.splitlines()]
    taken = {e["customer"]: (e["at"], e["agent"]) for e in effects
             if e["effect"] == "assign"}
    equal(len(taken), 1163)
    equal(taken, reference_day())
    equal([e for e in effects if e["effect"] == "refuse"], [])


@case
def the_day_side_by_side(place):
    text = day("--ruleset", FCFS, "--compare", AGEING, "--longest", "10",
               "--summary", "-").stdout
    contains(text, "fcfs", "ageing", "priority E", "priority 3", "priority 2",
             "group B99", "longest waits: fcfs", "longest waits: ageing",
             "sessions, against fcfs")
    equal(len(re.findall(r"at_capacity", text)), 20)


if __name__ == "__main__":
    sys.exit(case.run(Place))
