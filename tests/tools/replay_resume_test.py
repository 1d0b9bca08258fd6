#!/usr/bin/python3
"""Snapshots of kefu-replay, and what is gone on with from them (T7).

    tests/tools/replay_resume_test.py [path of kefu-replay [path of kefu-log]]

Run in the root of the project. Prints "N passed, N failed" last.
"""

import json
import pathlib
import subprocess
import sys

from cases import Cases, contains, equal
from replay_test import EVENTS, FCFS, RULESET, Place, day, lines, replay

LOG = sys.argv[2] if len(sys.argv) > 2 else "build/release/bin/kefu-log"

case = Cases()


def long_log(place, count=9000):
    """More events than are read at a time, with something to remember."""
    events = []
    for i in range(count):
        what = ("customer_sends", "customer_sends", "agent_closes")[i % 3]
        event = {"at": 10_000 + i * 700, "event": what,
                 "customer": f"c-{i // 3 % 50}", "desk": "shop"}
        if what == "customer_sends":
            event.update(kind="text", text=f"message {i}")
        events.append(event)
    # The empty line is no event.
    place.events = place.write("long.jsonl", lines(EVENTS[:1]) + "\n" +
                               lines(events[1:]))


def whole_run(place):
    """The effects, and what --digest prints."""
    file = place.folder / "whole"
    result = replay(place, "--effects", str(file), "--digest")
    equal((result.returncode, result.stderr), (0, ""))
    return file.read_text(encoding="utf-8"), result.stdout


def take_snapshots(place, every):
    result = replay(place, "--snapshot", str(place.folder / "state.kefu"),
                    "--snapshot-every", str(every), "--digest")
    equal((result.returncode, result.stderr), (0, ""))
    return result.stdout


def resumed(place, events, *args):
    """Goes on from a snapshot: the result, and the effects."""
    file = place.folder / "tail"
    result = replay(place, "--resume",
                    str(place.folder / f"state-{events}.kefu"), "--effects",
                    str(file), "--digest", *args)
    return result, file.read_text(encoding="utf-8")


def behind(effects, events):
    """The effects of the events behind so many."""
    return "".join(line for line in effects.splitlines(True)
                   if json.loads(line)["event"] > events)


@case
def it_is_the_rest_of_the_whole_replay(place):
    long_log(place)
    effects, digest = whole_run(place)
    equal(take_snapshots(place, 1700), digest)
    names = sorted(path.name for path in place.folder.glob("*.kefu*"))
    equal(names, ["state-1700.kefu", "state-3400.kefu", "state-5100.kefu",
                  "state-6800.kefu", "state-8500.kefu", "state.kefu"])
    for events in (1700, 5100, 8500):
        result, tail = resumed(place, events)
        equal((result.returncode, result.stdout), (0, digest))
        assert tail == behind(effects, events) != effects, "other effects"
        assert tail, "no effects"


@case
def a_binary_log_gives_the_same(place):
    long_log(place)
    effects, digest = whole_run(place)
    binary = str(place.folder / "long.klog")
    subprocess.run([LOG, "convert", place.events, binary], check=True)
    place.events = binary
    equal(take_snapshots(place, 1700), digest)
    for events in (1700, 6800):
        result, tail = resumed(place, events)
        equal((result.returncode, result.stdout), (0, digest))
        assert tail == behind(effects, events), "other effects"
        assert tail, "no effects"


@case
def its_snapshots_are_those_of_the_whole_replay(place):
    long_log(place)
    take_snapshots(place, 3000)
    states = {path: path.read_bytes()
              for path in place.folder.glob("state*.kefu")}
    equal(len(states), 4)
    for path in states:
        if path.name != "state-3000.kefu":
            path.unlink()
    result, _ = resumed(place, 3000, "--snapshot-every", "3000", "--snapshot",
                        str(place.folder / "state.kefu"))
    equal(result.returncode, 0)
    for path, state in states.items():
        assert path.read_bytes() == state, path.name


@case
def at_the_end_nothing_is_left_to_do(place):
    _, digest = whole_run(place)
    state = str(place.folder / "state-5.kefu")
    equal(replay(place, "--snapshot", state).returncode, 0)
    result, tail = resumed(place, 5)
    equal((result.returncode, result.stdout, tail), (0, digest, ""))


@case
def the_summary_says_from_where_it_goes_on(place):
    state = str(place.folder / "state.kefu")
    equal(replay(place, "--snapshot", state).stdout, "")
    place.events = place.write("more.jsonl", lines(EVENTS + [
        {"at": 10_000, "event": "customer_sends", "customer": "c-3",
         "desk": "shop", "kind": "text"}]))
    result = replay(place, "--resume", state)
    equal(result.returncode, 0)
    found = [line.split() for line in result.stdout.splitlines()]
    for row in ("before, in the snapshot 5", "events 1", "sessions 1"):
        assert row.split() in found, f"{row!r} is not in {result.stdout}"
    assert "in the snapshot" not in replay(place).stdout


@case
def what_it_cannot_use_is_1(place):
    long_log(place, 100)
    state = str(place.folder / "state.kefu")
    equal(replay(place, "--snapshot", state).returncode, 0)
    place.events = place.write("short.jsonl", lines(EVENTS))
    result = replay(place, "--resume", state)
    equal(result.returncode, 1)
    contains(result.stderr, "short.jsonl: has 95 events less than the snapshot")
    damaged = bytearray(pathlib.Path(state).read_bytes())
    damaged[80] ^= 1
    result = replay(place, "--resume", place.write("bad", bytes(damaged)))
    equal(result.returncode, 1)
    contains(result.stderr, "bad: byte ")
    place.ruleset = place.write("other.json", json.dumps(
        {**RULESET, "agents": [{"name": "ann", "capacity": 2}]}))
    result = replay(place, "--resume", state)
    equal(result.returncode, 1)
    contains(result.stderr, "state.kefu: ", "ruleset")


@case
def a_snapshot_that_cannot_be_written_is_1(place):
    result = replay(place, "--snapshot", str(place.folder / "no" / "state"))
    equal(result.returncode, 1)
    contains(result.stderr, "state.tmp: cannot open")


@case
def places_of_errors_count_the_lines_left_out(place):
    state = str(place.folder / "state.kefu")
    equal(replay(place, "--snapshot", state).returncode, 0)
    place.events = place.write("bad.jsonl", "\n" + lines(EVENTS) +
                               '{"at": 9500, "event": "time_passes"}\n'
                               '{"at": 9600, "evnt": "x"}\n')
    result = replay(place, "--resume", state)
    equal(result.returncode, 1)
    contains(result.stderr, "bad.jsonl:8:")


@case
def snapshots_go_with_a_plain_replay_only(place):
    state = str(place.folder / "state.kefu")
    equal(replay(place, "--snapshot", state).returncode, 0)
    for args in (["--snapshot-every", "3"],
                 ["--snapshot", state, "--snapshot-every", "0"],
                 ["--resume", state, "--who", "whoever"],
                 ["--resume", state, "--when", "closed-loop"],
                 ["--snapshot", state, "--compare", place.ruleset]):
        equal(replay(place, *args).returncode, 2)
    equal(day("--ruleset", FCFS, "--snapshot", state).returncode, 2)


if __name__ == "__main__":
    sys.exit(case.run(Place))
