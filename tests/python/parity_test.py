#!/usr/bin/python3
"""The same log through C++ and every door of Python: the same bytes."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import numpy as np

import kefu
from kefu._records import EVENT_SLOTS

BIN = pathlib.Path(os.environ.get("KEFU_BIN", "build/release/bin"))
WORLDS = 25
EVENTS = 400


class Story:
    """What kefu_python_parity wrote of one world."""

    def __init__(self, stem):
        self.ruleset = kefu.Ruleset(stem.with_suffix(".json"))
        self.log = stem.with_suffix(".klog").read_bytes()
        self.effects = stem.with_suffix(".effects").read_bytes()
        self.lines, self.one_by_one = (
            file.read_bytes() if file.exists() else None
            for file in (stem.with_suffix(".lines.effects"),
                         stem.with_suffix(".line.effects")))
        self.digest = int(stem.with_suffix(".digest").read_text())

    def batches(self, size=4096):
        engine = kefu.Engine(self.ruleset)
        return engine, engine.read_log(self.log, size)


def make(folder, wild):
    subprocess.run([BIN / "kefu_python_parity", folder, "1", str(WORLDS),
                    str(EVENTS), "1" if wild else "0"], check=True)
    return {seed: Story(pathlib.Path(folder) / str(seed))
            for seed in range(1, WORLDS + 1)}


# ------------------------------------------------------------ ways to apply

def by_batch(story):
    engine, batches = story.batches()
    return engine, b"".join(
        engine.apply_many(batch).to_bytes() for batch in batches)


def by_log(story):
    engine = kefu.Engine(story.ruleset)
    return engine, engine.apply_log(story.log).to_bytes()


def by_records(story):
    engine, batches = story.batches()
    return engine, b"".join(
        engine.apply_many(batch.records, payloads=batch.payloads).to_bytes()
        for batch in batches)


def by_slices(story):
    """Seven events at a time, from copies whose records lie apart."""
    engine, batches = story.batches()
    effects = []
    for batch in batches:
        wide = np.zeros((len(batch), 2), kefu.EVENT_DTYPE)
        wide[:, 0] = batch.records
        for begin in range(0, len(batch), 7):
            made = engine.apply_many(wide[begin:begin + 7, 0],
                                     payloads=batch.payloads)
            effects.append(made.records.tobytes())
    return engine, b"".join(effects)


def by_fast(story):
    """The positional calls; what has a payload goes as a record."""
    engine, batches = story.batches()
    effects = []
    fast = engine.fast
    for batch in batches:
        for i, record in enumerate(batch.records):
            if record["payload"] or kefu.EventType.NONE == record["type"]:
                made = engine.apply_many(batch.records[i:i + 1],
                                         payloads=batch.payloads)
                effects.append(made.to_bytes())
                continue
            effects += [e.record for e in call(fast, record)]
    return engine, b"".join(effects)


def call(fast, record):
    try:
        name = kefu.EventType(int(record["type"])).json
    except ValueError:
        name = ""
    if not name:
        return fast.raw(*(int(record[c]) for c in (
            "type", "at", "customer", "desk", "agent", "value", "detail")))
    values = [int(record[slot]) if slot != "payload" else absent(kind)
              for slot, kind in EVENT_SLOTS[name].values()]
    return getattr(fast, name)(int(record["at"]), *values)


def absent(kind):
    return {"std::string_view": "", "CustomerList": [], "DeskList": [],
            "Capacity": None,
            "Until": None, "AttributeList": None, "TagList": None,
            "MaybeAgent": None, "MaybeStore": None}.get(kind, 0)


def by_objects(story):
    """One by one, as people write them."""
    engine = kefu.Engine(story.ruleset)
    effects = []
    for event in objects(story):
        effects += [e.record for e in engine.apply(event)]
    return engine, b"".join(effects)


def by_many_objects(story):
    engine = kefu.Engine(story.ruleset)
    return engine, engine.apply_many(objects(story)).to_bytes()


def by_lines(story):
    engine = kefu.Engine(story.ruleset)
    lines = kefu.to_json_lines(story.log)
    return engine, engine.apply_log(lines).to_bytes()


def by_passages(story):
    """With a copy, a pickle or a fork after each event."""
    import copy
    import pickle
    ways = [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e)),
            lambda e: e.fork(),
            lambda e: kefu.Engine.restore(e.snapshot(), e.ruleset)]
    engine = kefu.Engine(story.ruleset)
    effects = []
    for i, event in enumerate(objects(story)):
        effects += [e.record for e in engine.apply(event)]
        engine = ways[i % len(ways)](engine)
    return engine, b"".join(effects)


def objects(story):
    """Event objects from the lines of the log.

    A name that was given and is nobody's is "" in a log; in an object that
    would be one that is not given.
    """
    for line in kefu.to_json_lines(story.log).decode().splitlines():
        event = kefu.parse_event(line)
        changes = {name: "nobody's" for name in given_empty(line)
                   if name not in ("customer", "text", "message", "note",
                                   "fields", "campaign", "send",
                                   "dedicated_agent", "home_store")}
        yield type(event)(**{**fields(event), **changes})


def fields(event):
    import dataclasses
    return {f.name: getattr(event, f.name) for f in dataclasses.fields(event)}


def given_empty(line):
    import json
    return [name for name, value in json.loads(line).items() if value == ""]


class Parity(unittest.TestCase):
    def check(self, stories, *ways):
        for seed, story in stories.items():
            for way in ways:
                with self.subTest(seed=seed, way=way.__name__):
                    engine, effects = way(story)
                    self.assertEqual(engine.digest(), story.digest)
                    expected = (
                        story.one_by_one if way in (by_objects, by_passages)
                        else story.lines if way in (by_lines, by_many_objects)
                        else story.effects)
                    self.assertTrue(effects == expected)
                    self.assertEqual(engine.check_invariants(), "")

    def test_every_door(self):
        with tempfile.TemporaryDirectory() as folder:
            self.check(make(folder, wild=False), by_batch, by_log, by_records,
                       by_slices, by_fast, by_objects, by_many_objects,
                       by_lines, by_passages)

    def test_worlds_that_forget_and_logs_that_break_the_contract(self):
        with tempfile.TemporaryDirectory() as folder:
            self.check(make(folder, wild=True), by_batch, by_log, by_records,
                       by_slices, by_fast)

    def test_lines_of_effects_are_those_of_cpp(self):
        ruleset = kefu.Ruleset(pathlib.Path("examples/sffd/fcfs.json"))
        day = pathlib.Path("examples/data/sffd-2017-01-01.jsonl")
        effects = kefu.Engine(ruleset).apply_log(day)
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "effects.jsonl"
            subprocess.run(
                [BIN / "kefu-replay", "--ruleset", "examples/sffd/fcfs.json",
                 "--events", day, "--effects", out],
                check=True, capture_output=True)
            self.assertEqual(out.read_bytes(), effects.to_json())


if __name__ == "__main__":
    unittest.main()
