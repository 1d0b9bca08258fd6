#!/usr/bin/python3
"""What kefu-log promises: it converts without loss, it says how much of a log
is good, and kefu-replay reads what it writes.

    tests/tools/log_test.py [path of kefu-log [path of kefu-replay]]

Run in the root of the project. Prints "N passed, N failed" last.
"""

import pathlib
import subprocess
import sys

from cases import Cases, contains, equal

LOG = sys.argv[1] if len(sys.argv) > 1 else "build/release/bin/kefu-log"
REPLAY = (sys.argv[2] if len(sys.argv) > 2 else
          "build/release/bin/kefu-replay")
DAY = pathlib.Path("examples/data/sffd-2017-01-01.jsonl")
RULESET = "examples/sffd/fcfs.json"

case = Cases()


def run(*args, stdin=b""):
    return subprocess.run([str(a) for a in args], input=stdin,
                          capture_output=True, timeout=120, check=False)


def day_as_log(folder):
    log = folder / "day.klog"
    result = run(LOG, "convert", DAY, log)
    equal((result.returncode, result.stdout, result.stderr), (0, b"", b""))
    return log


@case
def help_and_wrong_usage(_):
    result = run(LOG, "--help")
    equal(result.returncode, 0)
    contains(result.stdout, b"convert", b"check", b"Exit codes")
    for args in ([], ["convert", "one"], ["nonsense"]):
        equal(run(LOG, *args).returncode, 2)


@case
def a_day_goes_to_binary_and_back(folder):
    log = day_as_log(folder)
    equal(log.read_bytes()[:8], b"KEFULOG\0")
    assert log.stat().st_size < DAY.stat().st_size
    lines, again = folder / "day.jsonl", folder / "again.klog"
    equal(run(LOG, "convert", log, lines).returncode, 0)
    equal(run(LOG, "convert", lines, again).returncode, 0)
    equal(again.read_bytes(), log.read_bytes())
    equal(len(lines.read_bytes().splitlines()),
          len(DAY.read_bytes().splitlines()))


@case
def standard_input_and_output(folder):
    log = day_as_log(folder)
    equal(run(LOG, "convert", "-", "-", stdin=DAY.read_bytes()).stdout,
          log.read_bytes())
    result = run(LOG, "check", "-", stdin=log.read_bytes())
    equal((result.returncode, result.stderr), (0, b""))


@case
def both_formats_replay_the_same(folder):
    log = day_as_log(folder)
    results = []
    for events in (DAY, log):
        effects = folder / "effects.jsonl"
        result = run(REPLAY, "--ruleset", RULESET, "--events", events,
                     "--effects", effects, "--digest")
        equal(result.returncode, 0)
        results.append((result.stdout, effects.read_bytes()))
    assert results[0][1]
    equal(results[0], results[1])


@case
def a_torn_log_is_replayed_up_to_where_it_is_torn(folder):
    log = day_as_log(folder)
    whole = log.read_bytes()
    log.write_bytes(whole[:-5])
    checked = run(LOG, "check", log)
    equal(checked.returncode, 1)
    good = int(checked.stdout.split(b": ")[1].split()[0])
    assert 0 < good < len(whole) - 5, good
    contains(checked.stderr, b"day.klog: byte ", b"truncate it there",
             b"up to byte %d " % good)
    effects = folder / "effects.jsonl"
    replayed = run(REPLAY, "--ruleset", RULESET, "--events", log, "--effects",
                   effects)
    equal(replayed.returncode, 1)
    contains(replayed.stderr, b"day.klog: byte ", b"truncate it there")
    assert effects.read_bytes()
    # So far the lines come out, too.
    lines = folder / "some.jsonl"
    equal(run(LOG, "convert", log, lines).returncode, 1)
    assert 0 < len(lines.read_bytes().splitlines()) < 1341
    log.write_bytes(whole[:good])
    equal(run(LOG, "check", log).returncode, 0)
    # What is appended then is a segment of its own.
    log.write_bytes(whole[:good] + whole)
    equal(run(LOG, "check", log).returncode, 0)


@case
def damage_has_its_place(folder):
    log = day_as_log(folder)
    damaged = bytearray(log.read_bytes())
    damaged[-100] ^= 4
    log.write_bytes(damaged)
    result = run(LOG, "check", log)
    equal(result.returncode, 1)
    contains(result.stdout, b" bytes with ", b" events are good")
    contains(result.stderr, b", block 2: the checksum of a block is wrong")


@case
def bad_lines_have_their_place(folder):
    file = folder / "bad.jsonl"
    file.write_bytes(b'{"at": 1, "event": "time_passes"}\n{"at": 2}\n')
    result = run(LOG, "convert", file, folder / "bad.klog")
    equal(result.returncode, 1)
    contains(result.stderr, b'bad.jsonl:2:1: lacks "event"')
    result = run(LOG, "check", folder / "bad.klog")
    equal(result.returncode, 0)
    contains(result.stdout, b"1 events")
    equal(run(LOG, "check", file).returncode, 1)
    equal(run(LOG, "check", folder / "nothing").returncode, 1)


@case
def an_empty_log_is_fine(folder):
    file = folder / "empty"
    file.write_bytes(b"")
    equal(run(LOG, "check", file).returncode, 0)
    equal(run(LOG, "convert", file, folder / "out").returncode, 0)
    equal((folder / "out").read_bytes(), b"")


if __name__ == "__main__":
    sys.exit(case.run(pathlib.Path))
