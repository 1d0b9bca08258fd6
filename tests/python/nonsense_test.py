#!/usr/bin/python3
"""Nonsense is refused or raises; it never crashes and never spoils a state."""

import os
import random
import unittest

import numpy as np

import kefu
from kefu._events import EVENT_CLASSES

RULES = kefu.Ruleset({"desks": [{"name": "shop"}],
                      "agents": [{"name": "ann"}]})
VALUES = [
    None, 0, 1, -1, 2**31, 2**63, 2**64, 2**70, 1.5, True, "", "x", "shop",
    "ann", "text", "\0", "\ud800", b"a", [], (), {}, object(), [1], ["a"],
    [None], [[1]], kefu.MessageKind.TEXT, float("nan"), range(3)]
ERRORS = (TypeError, ValueError, OverflowError, AttributeError, LookupError,
          kefu.Error)


class Nonsense(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(int(os.environ.get("KEFU_SEED", "1")))
        self.engine = kefu.Engine(RULES)

    def value(self):
        return self.random.choice(VALUES)

    def tearDown(self):
        self.assertEqual(self.engine.check_invariants(), "")

    def test_event_objects_and_fast_calls(self):
        for at in range(5000):
            kind = self.random.choice(EVENT_CLASSES)
            fields = {name: self.value()
                      for name in kind.__dataclass_fields__
                      if self.random.random() < 0.5}
            try:
                self.engine.apply(kind(**{"at": at, **fields}))
            except ERRORS:
                pass
            call = getattr(self.engine.fast, kind.TYPE.json)
            try:
                call(at, *(self.value()
                           for _ in range(self.random.randrange(13))))
            except ERRORS:
                pass

    def test_records_and_payloads(self):
        for _ in range(500):
            records = np.frombuffer(self.random.randbytes(32 * 8),
                                    kefu.EVENT_DTYPE).copy()
            records["type"] %= 64
            records["payload"] %= 16
            records["customer"] %= 4
            payloads = self.random.choice(
                [None, b"", self.random.randbytes(128)])
            self.engine.apply_many(records, payloads=payloads)

    def test_everything_else(self):
        e = self.engine
        doors = [
            lambda: e.apply(self.value()), lambda: e.apply_many(self.value()),
            lambda: e.batch(self.value()), lambda: e.read_log(self.value()),
            lambda: e.apply_log(self.value()),
            lambda: e.advance_to(self.value()),
            lambda: e.customer_id(self.value()),
            lambda: e.customer_name(self.value()),
            lambda: e.customer_names(self.value()),
            lambda: e.session(self.value(), self.value()),
            lambda: e.position(self.value(), "shop"),
            lambda: e.explain(self.value(), "shop", kind=self.value()),
            lambda: kefu.Engine(self.value()),
            lambda: kefu.Engine.restore(self.value(), RULES),
            lambda: kefu.Ruleset(self.value()),
            lambda: kefu.replay(RULES, self.value(), service=self.value()),
            lambda: kefu.Metrics(e).add(self.value()),
            lambda: kefu.LogWriter(e).add(self.value()),
            lambda: kefu.to_binary_log(self.value()),
            lambda: e.apply_many({
                "at": self.value(), "event": "customer_sends",
                "customer": self.value(), "desk": self.value(),
                "text": self.value(), "seq": self.value()})]
        for _ in range(200):
            for door in doors:
                try:
                    door()
                except ERRORS:
                    pass

    def test_snapshots_with_flipped_bytes(self):
        self.engine.apply(kefu.CustomerSends(at=1, customer="c", desk="shop",
                                             kind="text"))
        snapshot = self.engine.snapshot()
        for _ in range(200):
            data = bytearray(snapshot)
            data[self.random.randrange(len(data))] ^= (
                1 << self.random.randrange(8))
            with self.assertRaises(kefu.SnapshotError):
                kefu.Engine.restore(data, RULES)


if __name__ == "__main__":
    unittest.main()
