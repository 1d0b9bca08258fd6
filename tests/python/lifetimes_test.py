#!/usr/bin/python3
"""Who keeps whom alive, and what fork_into() leaves behind."""

import copy
import gc
import unittest
import weakref

import kefu

RULES = kefu.Ruleset({"desks": [{"name": "shop"}],
                      "agents": [{"name": "ann"}]})
LOG = ('{"at":7,"event":"customer_sends","customer":"b","desk":"shop",'
       '"kind":"text"}\n').encode()


def sends(at, customer="c"):
    return kefu.CustomerSends(at=at, customer=customer, desk="shop",
                              kind="text")


class Mine(kefu.Engine):
    """An engine with attributes of its own."""


class Memory(unittest.TestCase):
    def test_an_engine_that_keeps_what_it_made_is_collected(self):
        makers = {
            "effect": lambda e: e.apply(sends(1)),
            "fast": lambda e: e.fast,
            "call": lambda e: e.fast.time_passes,
            "fast effect": lambda e: e.fast.time_passes(1),
            "batch": lambda e: e.batch([sends(1)]),
            "effects": lambda e: e.apply_many([sends(1)]),
            "reader": lambda e: kefu.LogReader(e, LOG),
            "writer": kefu.LogWriter, "metrics": kefu.Metrics,
            "engine": lambda e: e, "method": lambda e: e.apply}
        for name, make in makers.items():
            with self.subTest(name):
                engine = Mine(RULES)
                gone = weakref.ref(engine)
                engine.kept = make(engine)
                del engine
                gc.collect()
                self.assertIsNone(gone())

    def test_what_it_made_lives_on_without_it(self):
        engine = kefu.Engine(RULES)
        batch = engine.batch([sends(1)])
        effects = engine.apply_many(batch)
        effect = effects[0]
        fast = engine.fast
        self.assertIs(batch.engine, engine)
        del engine
        gc.collect()
        self.assertIsNone(batch.engine)
        self.assertEqual(effect.customer, "c")
        self.assertIn(b"open_session", effects.to_json())
        self.assertEqual(effects.to_pandas()["customer"][0], "c")
        self.assertIn(b"customer_sends", batch.to_json())
        self.assertEqual(len(fast.time_passes(5)), 0)


class ForkInto(unittest.TestCase):
    def test_nothing_names_other_people(self):
        source, target = kefu.Engine(RULES), kefu.Engine(RULES)
        source.customer_ids(["a-1", "a-2"])
        target.customer_ids(["b-1", "b-2"])
        batch = target.batch([sends(5, "b-1")])
        effects = target.apply_many(batch)
        applied = target.apply(sends(6, "b-2"))[0]
        fast = target.fast
        effect = fast.customer_sends(7, target.customer_id("b-3"), 1, 1)[0]
        reader = kefu.LogReader(target, LOG * 3, 1)
        next(reader)
        writer = kefu.LogWriter(target)
        writer.add(sends(8))
        metrics = kefu.Metrics(target)
        source.fork_into(target)
        calls = {
            "apply": lambda: target.apply_many(batch),
            "batch": lambda: batch.add(sends(9)),
            "extend": lambda: batch.extend([sends(9)]),
            "batch json": batch.to_json, "json": effects.to_json,
            "frame": effects.to_pandas, "item": lambda: effects[0],
            "customer": lambda: effect.customer,
            "desk": lambda: applied.desk, "line": effect.to_json,
            "read": lambda: next(reader),
            "write": lambda: writer.add(sends(9)), "flush": writer.flush,
            "write batch": lambda: kefu.LogWriter(target).add(batch),
            "waits": lambda: metrics.waits, "loads": lambda: metrics.loads}
        for name, call in calls.items():
            with self.subTest(name), self.assertRaisesRegex(
                    kefu.Error, "fork_into") as caught:
                call()
            self.assertEqual(caught.exception.code, "replaced")
        # What has no names of the engine is as it was.
        self.assertEqual((applied.customer, applied.at), ("b-2", 6))
        self.assertEqual(len(effects.records), len(effects))
        # And what is made anew is good; a fast call is the engine's own.
        self.assertEqual(target.apply(sends(10, "a-1"))[0].customer, "a-1")
        self.assertEqual(len(fast.time_passes(11)), 0)
        self.assertEqual(copy.copy(target).digest(), target.digest())


if __name__ == "__main__":
    unittest.main()
