#!/usr/bin/python3
"""What examples/recovery promises: however often the host is killed, nothing
is lost and nothing is doubled.

    tests/tools/recovery_test.py [path of kefu-recovery-host
        [path of kefu-replay]]

Run in the root of the project. Prints "N passed, N failed" last.
"""

import collections
import fcntl
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

from cases import Cases, contains, equal

HOST = (sys.argv[1] if len(sys.argv) > 1 else
        "build/release/bin/kefu-recovery-host")
REPLAY = (sys.argv[2] if len(sys.argv) > 2 else
          "build/release/bin/kefu-replay")
DAY = "examples/data/sffd-2017-01-01.jsonl"
FCFS = "examples/sffd/fcfs.json"

# Everything that a state can forget: clocks that run, sessions on hold and in
# the waiting list, whose turn it is, who was with whom, and customers who are
# forgotten and come back.
RULESET = {
    "tenant": {"one_group": False},
    "limits": {"forget_after": "40 min"},
    "desks": [{"name": "shop"}, {"name": "repairs"}],
    "agents": [{"name": name, "capacity": 4, "role": "manager"}
               for name in ("ann", "bo", "cy")],
    "groups": [
        {"name": "sales", "routing": {"distribution": "even"},
         "agents": [{"agent": "ann"}, {"agent": "bo"}]},
        {"name": "service",
         "agents": [{"agent": "cy"}, {"agent": "bo"}]},
    ],
    "routing": {"sticky": [{"within": "20 min"}]},
    "queue": {"expires_after": "10 min"},
    "timers": {
        "customer_silent": {"after": "2 min"},
        "agent_silent": {"after": "4 min", "remind_before": "2 min"},
        "wrap_up": "20 s",
        "alarms": {"waiting": "2 min"},
        "session_life": "6 min",
    },
}
AGENTS = [agent["name"] for agent in RULESET["agents"]]
GROUPS = [group["name"] for group in RULESET["groups"]]

case = Cases()


def make_log(seed, count):
    """Lines of a made-up evening at the desks."""
    draw = random.Random(seed)
    at, lines = 1_763_690_400_000, []
    for i in range(count):
        at += draw.choice((0, 200, 3_000, 20_000))
        agent = AGENTS[i] if i < len(AGENTS) else draw.choice(AGENTS)
        what = "agent_connects"
        if i >= len(AGENTS):
            what = draw.choices(
                ("customer_sends", "customer_enters", "agent_sends",
                 "agent_closes", "agent_transfers", "agent_holds",
                 "agent_claims", "customer_leaves", "customer_erased",
                 "agent_disconnects", "agent_connects", "time_passes"),
                (30, 4, 25, 16, 9, 8, 4, 4, 1, 1, 6, 3))[0]
        event = {"at": at, "event": what}
        if what.startswith("agent") and what != "agent_closes":
            event["agent"] = agent
        if what not in ("agent_connects", "agent_disconnects", "time_passes"):
            # New ones come, old ones come back, some long after.
            newest = 10 + i // 12
            customer = draw.randint(max(0, newest - 25), newest)
            event["customer"] = f"c-{customer}"
            if what != "customer_erased":
                event["desk"] = "repairs" if customer % 3 == 0 else "shop"
        if what.endswith("sends"):
            event["kind"] = "text"
            event["text"] = draw.choice(("hello", "\u4f60\u597d", "\"event\":7"))
        if what == "agent_transfers":
            event["to_group"] = draw.choice(GROUPS)
            event["note"] = "asks for a refund"
        if what == "customer_leaves":
            event["what"] = draw.choice(("page", "queue"))
        lines.append(json.dumps(event, ensure_ascii=False) + "\n")
    return lines


class Place:
    """A temporary folder with a ruleset, a log, and what comes of them."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        self.rules = self.root / "rules.json"
        self.rules.write_text(json.dumps(RULESET))
        self.log = self.root / "log.jsonl"
        self.log.write_text("".join(make_log(1, 6000)))
        self.folders = 0

    def folder(self):
        self.folders += 1
        return self.root / f"state-{self.folders}"

    def args(self, folder, *more):
        return [str(arg) for arg in (
            HOST, "--ruleset", self.rules, "--events", self.log, "--folder",
            folder, "--no-sync", *more)]

    def run(self, folder, *more):
        if "--snapshot-every" not in more:
            more = ("--snapshot-every", 300, *more)
        return subprocess.run(self.args(folder, *more), capture_output=True,
                              encoding="utf-8", timeout=60, check=False)

    def whole(self, *more):
        """What an undisturbed host prints, and its outbox."""
        folder = self.folder()
        result = self.run(folder, *more)
        equal((result.returncode, result.stderr.count("\n")), (0, 1))
        return result.stdout, outbox(folder)


def outbox(folder):
    return (folder / "outbox.jsonl").read_bytes()


def newest(folder, pattern):
    return sorted(folder.glob(pattern))[-1]


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


def finishes_like(place, folder, whole, *more):
    result = place.run(folder, *more)
    equal((result.returncode, result.stdout), (0, whole[0]))
    assert outbox(folder) == whole[1], "another outbox"
    return result.stderr


@case
def the_log_shows_what_it_is_made_for(place):
    effects = [json.loads(line) for line in place.whole()[1].splitlines()]
    kinds = collections.Counter(effect["effect"] for effect in effects)
    for kind in ("assign", "enqueue", "transfer", "close_session", "record",
                 "change_session", "refuse"):
        assert kinds[kind] > 20, f"{kinds[kind]} of {kind}"
    forgotten = sum(e.get("what") == "forgotten" for e in effects)
    assert forgotten > 20, f"{forgotten} are forgotten"
    assert sum("timer" in e for e in effects) > 200
    keys = [(e["event"], e["index"]) for e in effects]
    assert keys == sorted(set(keys)), "keys do not grow"


@case
def neither_groups_nor_snapshots_change_the_outcome(place):
    whole = place.whole()
    for every in (17, 100_000):
        equal(place.whole("--snapshot-every", every), whole)


@case
def it_syncs_and_the_outcome_is_the_same(place):
    folder = place.folder()
    place.log.write_text("".join(make_log(2, 400)))
    whole = place.whole()
    args = [a for a in place.args(folder) if a != "--no-sync"]
    result = subprocess.run(args, capture_output=True, encoding="utf-8",
                            timeout=60, check=False)
    equal((result.returncode, result.stdout), (0, whole[0]))
    assert outbox(folder) == whole[1]


def hundred_kills(place, seed):
    """Kills in the middle of changes, at places from a seed; then the end."""
    whole = place.whole()
    folder, draw, died = place.folder(), random.Random(seed), []
    for _ in range(100):
        at = draw.choice((1, 1, 2, 3, 5, 7, 9, 11, 13, 15))
        percent = draw.choice((0, 1, 30, 60, 99, 100))
        result = place.run(folder, "--die-at", at, "--die-percent", percent)
        equal(result.returncode, -signal.SIGKILL)
        died.append(re.sub(r"\d+", "N", result.stderr.splitlines()[-1]))
    finishes_like(place, folder, whole)
    return set(died)


@case
def a_hundred_kills_lose_nothing_and_double_nothing(place):
    died = hundred_kills(place, 1) | hundred_kills(place, 2)
    for what in ("write events-N.klog", "write outbox.jsonl",
                 "write state-N.kefu.tmp", "rename state-N.kefu",
                 "remove state-N.kefu", "remove state-N.kefu.tmp",
                 "cut off events-N.klog", "cut off outbox.jsonl"):
        assert "dies: " + what in died, f"never killed in: {what}"


@case
def a_hundred_kills_of_single_events(place):
    place.log.write_text("".join(make_log(3, 1000)))
    folder, draw = place.folder(), random.Random(3)
    whole = place.whole("--group", 1)
    for _ in range(100):
        result = place.run(folder, "--group", 1, "--die-at",
                           draw.randint(1, 18), "--die-percent",
                           draw.randint(0, 100))
        equal(result.returncode, -signal.SIGKILL)
    finishes_like(place, folder, whole, "--group", 1)


@case
def every_change_of_a_short_run_and_of_the_recovery_after_it(place):
    place.log.write_text("".join(make_log(4, 60)))
    more = ("--snapshot-every", 16)
    whole, first = place.whole(*more), 0
    while True:
        first += 1
        folder = place.folder()
        result = place.run(folder, *more, "--die-at", first, "--die-percent",
                           (first * 37) % 101)
        if result.returncode == 0:
            break
        place.run(folder, *more, "--die-at", 1, "--die-percent", 50)
        place.run(folder, *more, "--die-at", 2, "--die-percent", 50)
        finishes_like(place, folder, whole, *more)
    assert first > 15, f"only {first - 1} changes"


@case
def kills_from_outside_at_any_time(place):
    begin = time.monotonic()
    whole = place.whole("--group", 1)
    passed = time.monotonic() - begin
    draw, kills, folder = random.Random(5), 0, place.folder()
    for _ in range(400):
        with subprocess.Popen(place.args(folder, "--group", 1),
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as host:
            time.sleep(draw.uniform(0, passed / 3))
            host.kill()
        if host.returncode == 0:  # it was through
            finishes_like(place, folder, whole, "--group", 1)
            folder = place.folder()
        kills += host.returncode == -signal.SIGKILL
        if kills == 40:
            break
    finishes_like(place, folder, whole, "--group", 1)
    equal(kills, 40)


@case
def the_day_of_the_demonstration(place):
    place.rules, place.log = pathlib.Path(FCFS), pathlib.Path(DAY)
    whole, folder = place.whole(), place.folder()
    for at in range(3, 43):
        equal(place.run(folder, "--die-at", at % 9 + 2, "--die-percent",
                        at * 7 % 101).returncode, -signal.SIGKILL)
    finishes_like(place, folder, whole)


def killed_late(place, folder):
    """A host that has two snapshots, and events behind them."""
    result = place.run(folder, "--die-at", 300)
    equal(result.returncode, -signal.SIGKILL)
    equal(len(list(folder.glob("state-*.kefu"))), 2)


def replay(place, folder, log, *more):
    """What kefu-replay makes of a log of the host."""
    effects = folder / "effects.jsonl"
    result = subprocess.run(
        [str(arg) for arg in (REPLAY, "--ruleset", place.rules, "--events",
                              log, "--effects", effects, "--digest", *more)],
        capture_output=True, encoding="utf-8", timeout=60, check=False)
    return result, effects.read_bytes()


@case
def the_tools_read_what_the_host_wrote(place):
    whole, folder = place.whole(), place.folder()
    for _ in range(20):
        place.run(folder, "--die-at", 50)
    finishes_like(place, folder, whole)
    logs = sorted(folder.glob("events-*.klog"))
    assert len(logs) > 20
    everything = folder / "all.klog"
    everything.write_bytes(b"".join(log.read_bytes() for log in logs))
    result, effects = replay(place, folder, everything)
    equal((result.returncode, result.stderr), (0, ""))
    assert result.stdout in whole[0] and effects == whole[1]
    # From the snapshot before the last on, with the whole log and with that
    # part of it that lies behind the snapshot.
    state = sorted(folder.glob("state-*.kefu"))[-2]
    events = int(state.stem[len("state-"):])
    first = next(i for i, log in enumerate(logs)
                 if int(log.stem[len("events-"):]) == events)
    rest = folder / "rest.klog"
    rest.write_bytes(b"".join(log.read_bytes() for log in logs[first:]))
    tail = b"".join(line for line in whole[1].splitlines(True)
                    if json.loads(line)["event"] > events)
    assert tail
    for log in (everything, rest):
        result, effects = replay(place, folder, log, "--resume", state)
        equal((result.returncode, result.stderr), (0, ""))
        assert result.stdout in whole[0] and effects == tail
    # Neither an earlier state nor a new one goes with the later part.
    early = folder / "early.kefu"
    equal(replay(place, folder, logs[0], "--snapshot", early)[0].stderr, "")
    for more in (("--resume", early), ("--snapshot", folder / "new.kefu")):
        result, _ = replay(place, folder, rest, *more)
        equal(result.returncode, 1)
        contains(result.stderr, f"rest.klog: begins with event {events + 1}, ")
    equal(replay(place, folder, rest)[0].returncode, 0)


@case
def a_damaged_snapshot_gives_way_to_the_one_before(place):
    whole, folder = place.whole(), place.folder()
    killed_late(place, folder)
    last = newest(folder, "state-*.kefu")
    flip(last, last.stat().st_size // 2)
    told = finishes_like(place, folder, whole)
    contains(told, last.name, "takes an earlier one")
    assert ": 0 events from a snapshot" not in told, told


@case
def without_any_good_snapshot_the_log_is_enough(place):
    whole = place.whole()
    for spoil in (lambda path: flip(path, 70), lambda path: path.unlink(),
                  lambda path: path.write_bytes(b"")):
        folder = place.folder()
        killed_late(place, folder)
        for path in folder.glob("state-*.kefu"):
            spoil(path)
        contains(finishes_like(place, folder, whole),
                 ": 0 events from a snapshot")


@case
def a_lost_outbox_is_made_again_from_the_log(place):
    whole, folder = place.whole(), place.folder()
    killed_late(place, folder)
    (folder / "outbox.jsonl").unlink()
    for path in folder.glob("state-*.kefu"):
        path.unlink()
    finishes_like(place, folder, whole)


@case
def a_damaged_log_is_told_and_not_cut(place):
    folder = place.folder()
    killed_late(place, folder)
    log = newest(folder, "events-*.klog")
    size = log.stat().st_size
    flip(log, 100)
    result = place.run(folder)
    equal(result.returncode, 1)
    contains(result.stderr, log.name + ": byte ")
    equal(log.stat().st_size, size)


@case
def missing_files_of_the_log_are_told(place):
    folder = place.folder()
    killed_late(place, folder)
    for path in folder.glob("state-*.kefu"):
        path.unlink()
    sorted(folder.glob("events-*.klog"))[1].unlink()
    result = place.run(folder)
    equal(result.returncode, 1)
    contains(result.stderr, "the events before it are missing")


@case
def an_outbox_ahead_of_the_log_is_told(place):
    folder = place.folder()
    killed_late(place, folder)
    newest(folder, "events-*.klog").unlink()
    result = place.run(folder)
    equal(result.returncode, 1)
    contains(result.stderr, "bring the rest of the log back")


@case
def another_ruleset_is_refused(place):
    folder = place.folder()
    killed_late(place, folder)
    place.rules.write_text(json.dumps({**RULESET, "limits": {}}))
    result = place.run(folder)
    equal(result.returncode, 1)
    contains(result.stderr, "not the ruleset of this folder")


@case
def a_folder_has_one_host(place):
    folder = place.folder()
    killed_late(place, folder)
    own = os.open(folder, os.O_RDONLY)
    fcntl.flock(own, fcntl.LOCK_EX)
    result = place.run(folder)
    os.close(own)
    equal(result.returncode, 1)
    contains(result.stderr, "cannot lock")


@case
def a_wrong_line_stops_it_and_a_mended_one_lets_it_go_on(place):
    lines = make_log(6, 100)
    place.log.write_text("".join(lines))
    whole, folder = place.whole(), place.folder()
    place.log.write_text("".join(lines[:50] + ["\n", "{]\n"] + lines[50:]))
    for _ in range(2):
        result = place.run(folder)
        equal(result.returncode, 1)
        contains(result.stderr, "log.jsonl:52:2")
    place.log.write_text("".join(lines))
    finishes_like(place, folder, whole)


@case
def an_end_leaves_nothing_to_do(place):
    whole, folder = place.whole(), place.folder()
    place.run(folder)
    contains(finishes_like(place, folder, whole),
             "6000 events from a snapshot, 0 from the log", " 0 effects added")


if __name__ == "__main__":
    sys.exit(case.run(Place))
