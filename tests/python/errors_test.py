#!/usr/bin/python3
"""Errors say what is wrong, where, and what to do."""

import datetime
import pathlib
import pickle
import tempfile
import unittest

import kefu

RULES = kefu.Ruleset({"desks": [{"name": "shop"}]})


def broken_log():
    engine = kefu.Engine(RULES)
    writer = kefu.LogWriter(engine)
    writer.add(kefu.TimePasses(at=1000))
    return bytearray(writer.flush())


class Errors(unittest.TestCase):
    def test_a_config_tells_everything_that_is_wrong(self):
        with self.assertRaises(kefu.ConfigError) as caught:
            kefu.Ruleset('{"desks": [{"name": "shop"}],\n'
                         ' "agents": [{"name": "ann", "capacity": 2000},\n'
                         '            {"nam": "bo"}]}')
        error = caught.exception
        self.assertEqual((error.line, error.column), (2, 41))
        self.assertEqual(error.path, "/agents/0/capacity")
        self.assertEqual(error.code, "config")
        self.assertEqual([e.pointer for e in error.errors],
                         ["/agents/0/capacity", "/agents/1/name",
                          "/agents/1/nam"][:1] + sorted(
                              e.pointer for e in error.errors[1:]))
        self.assertIn("name", [e.suggestion for e in error.errors])
        self.assertIsInstance(error, kefu.Error)
        self.assertIsInstance(error, ValueError)
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((again.errors, str(again)),
                         (error.errors, str(error)))

    def test_a_config_in_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "rules.json"
            path.write_text(RULES.json)
            self.assertEqual(kefu.Ruleset(path).desks, ["shop"])
            self.assertEqual(kefu.Ruleset(RULES.json.encode()).desks,
                             ["shop"])
            with self.assertRaises(FileNotFoundError):
                kefu.Ruleset(pathlib.Path(folder) / "none.json")

    def test_a_line_of_a_log(self):
        engine = kefu.Engine(RULES)
        good = '{"at":1,"event":"time_passes"}\n'
        with self.assertRaises(kefu.LogError) as caught:
            engine.apply_log(good + '{"at":2,"event":"time_pases"}\n')
        self.assertEqual(caught.exception.line, 2)
        self.assertEqual(caught.exception.code, "line")
        self.assertIn("time_passes", str(caught.exception))
        # What came before it has been applied.
        self.assertEqual(engine.events, 1)

    def test_a_binary_log(self):
        for spoil, code in [(lambda log: log[:-3], "torn"),
                            (lambda log: log[:-1] + b"\xee", "damaged"),
                            (lambda log: b"KEFU" + log, "line")]:
            engine = kefu.Engine(RULES)
            with self.assertRaises(kefu.LogError) as caught:
                engine.apply_log(bytes(spoil(broken_log())))
            self.assertEqual(caught.exception.code, code)
            if code != "line":
                self.assertGreater(caught.exception.good_bytes, 0)
                again = pickle.loads(pickle.dumps(caught.exception))
                self.assertEqual(vars(again), vars(caught.exception))
        self.assertIsNone(kefu.check_log(broken_log()).wrong)
        check = kefu.check_log(broken_log()[:-3])
        self.assertEqual(check.events, 0)
        self.assertIn("truncate it", check.wrong)

    def test_a_path_that_is_a_str(self):
        for path in ("rules.json", "/etc/kefu/day.jsonl", r"C:\day.klog"):
            for call, error in ((lambda: kefu.Ruleset(path), kefu.ConfigError),
                                (lambda: kefu.replay(RULES, path),
                                 kefu.LogError),
                                (lambda: kefu.Engine(RULES).apply_log(path),
                                 kefu.LogError)):
                with self.assertRaisesRegex(error, "pass pathlib.Path"):
                    call()
        for text in ("", "\n", " {}", "[1]", "1.5x{"):
            try:
                kefu.Ruleset(text)
            except kefu.ConfigError as error:
                self.assertNotIn("Path", str(error))

    def test_errors_of_a_file_name_it(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "bad"
            path.write_bytes(b'{"desks":[{"name":"\xff"}]}')
            with self.assertRaises(kefu.ConfigError) as caught:
                kefu.Ruleset(path)
            self.assertTrue(str(caught.exception).startswith(f"{path}:1:20"))
            path.write_text('{"at":1,"event":"time_pases"}')
            for call in (lambda: kefu.Engine(RULES).apply_log(path),
                         lambda: kefu.to_binary_log(path),
                         lambda: kefu.replay(RULES, path)):
                with self.assertRaises(kefu.LogError) as caught:
                    call()
                self.assertTrue(str(caught.exception).startswith(f"{path}:1:"))
            path.write_bytes(broken_log()[:-3])
            with self.assertRaises(kefu.LogError) as caught:
                kefu.Engine(RULES).apply_log(path)
            self.assertTrue(str(caught.exception).startswith(f"{path}: byte"))

    def test_text_that_is_not_utf_8(self):
        for text in (b'{"desks":[{"name":"\xff"}]}',
                     '{"desks":[{"name":"\ud800"}]}'):
            with self.assertRaises(kefu.ConfigError) as caught:
                kefu.Ruleset(text)
            self.assertEqual(
                (caught.exception.line, caught.exception.column), (1, 20))
        with self.assertRaises(kefu.LogError) as caught:
            kefu.Engine(RULES).apply_log("\n\n12\ud800")
        self.assertEqual((caught.exception.line, caught.exception.column),
                         (3, 3))

    def test_a_field_is_named(self):
        engine = kefu.Engine(RULES)
        for fields, error, field in [
                (dict(at=1.5), TypeError, "at"),
                (dict(at=2**70), ValueError, "at"),
                (dict(at="now"), TypeError, "at"),
                (dict(at=datetime.datetime(2025, 1, 1)), kefu.TimeError, "at"),
                (dict(at=1, seq=1.5), TypeError, "seq"),
                (dict(at=1, seq=-1), ValueError, "seq"),
                (dict(at=1, id="\ud800"), ValueError, "id")]:
            event = kefu.TimePasses(**fields)
            with self.assertRaisesRegex(error, f"^TimePasses.{field}: "):
                engine.apply(event)
            with self.assertRaisesRegex(
                    error, f"^event 1: TimePasses.{field}: "):
                engine.apply_many([kefu.TimePasses(at=1), event])
        with self.assertRaisesRegex(TypeError, "^event 0: "):
            engine.apply_many(["text"])
        for call in (engine.knows, engine.customer_name):
            with self.assertRaises(ValueError):
                call(-1)

    def test_lines_that_are_no_event(self):
        for line in ('{"at":1', "[1]", '{"at":1,"event":"x"}', b"\xff", "5",
                     '{"at":1,"event":["x"]}', '{"event":"time_passes"}',
                     '{"at":1,"event":"time_passes","colour":1}',
                     '{"at":"2025-01-01T00:00:00","event":"time_passes"}',
                     '{"at":"noon","event":"time_passes"}'):
            with self.subTest(line), self.assertRaises(kefu.LogError):
                kefu.parse_event(line)

    def test_replays_of_nothing_of_the_kind(self):
        for call in (lambda: kefu.replay({}, ""), lambda: kefu.replay(RULES, 5),
                     lambda: kefu.replay(RULES, ["x"]),
                     lambda: kefu.replay(RULES, "", service=[1]),
                     lambda: kefu.compare(1, 2), lambda: kefu.Engine("x")):
            with self.assertRaisesRegex(TypeError, "^(?!.*argument types)"):
                call()
        for span in (-1, 2**70):
            for call in (lambda: kefu.replay(RULES, "", service={"c": span}),
                         lambda: kefu.replay(RULES, "", unserved=span)):
                with self.assertRaisesRegex(ValueError, "length of time"):
                    call()

    def test_names_of_exceptions(self):
        self.assertEqual(repr(kefu.LogError), "<class 'kefu.LogError'>")
        self.assertEqual(kefu.__version__.count("."), 2)

    def test_a_snapshot(self):
        snapshot = kefu.Engine(RULES).snapshot()
        other = kefu.Ruleset({"desks": [{"name": "help"}]})
        for data, ruleset, code in [
                (b"", RULES, "truncated"), (b"x" * 100, RULES,
                                            "not_a_snapshot"),
                (snapshot[:-1], RULES, "truncated"),
                (snapshot + b"x", RULES, "too_long"),
                (snapshot[:50] + b"\x55" + snapshot[51:], RULES, "damaged"),
                (snapshot, other, "other_ruleset")]:
            with self.assertRaises(kefu.SnapshotError) as caught:
                kefu.Engine.restore(data, ruleset)
            self.assertEqual(caught.exception.code, code)

    def test_wrong_types_do_no_harm(self):
        with self.assertRaises(TypeError):
            kefu.Engine({"desks": [{"name": "shop"}]})
        with self.assertRaises(TypeError):
            kefu.Engine.restore("text", RULES)
        unmade = kefu.Engine.__new__(kefu.Engine)
        for call in (lambda: unmade.apply(kefu.TimePasses(at=1)),
                     lambda: unmade.fast):
            with self.assertRaisesRegex(TypeError, "__init__"):
                call()
        with self.assertRaises(TypeError):
            kefu.Effect()
        with self.assertRaises(TypeError):
            kefu.Assign()

    def test_fast_calls_count_and_check(self):
        fast = kefu.Engine(RULES).fast
        for call in (lambda: fast.time_passes(),
                     lambda: fast.customer_sends(1, 2, 3),
                     lambda: fast.time_passes(1, 2, "x", 4),
                     lambda: fast.time_passes(1.5),
                     lambda: fast.agent_accepts(1, 1, "c-1", 1),
                     lambda: fast.agent_accepts(1, 1, 5, 1)):
            with self.assertRaises(TypeError):
                call()
        for call in (lambda: fast.customer_sends(1, -2, 1, 1),
                     lambda: fast.customer_sends(1, 2, 1 << 16, 1),
                     lambda: fast.customer_sends(1, 1 << 64, 1, 1),
                     lambda: fast.customer_sends(1, 2, 1, 256)):
            with self.assertRaises(ValueError):
                call()
        with self.assertRaises(ValueError):
            fast.time_passes(1 << 63)
        # A time that is merely absurd is refused like any other.
        refused, = fast.time_passes(1 << 62)
        self.assertIs(refused.reason, kefu.Reason.TIME_OUT_OF_RANGE)

    def test_arrays_of_another_kind(self):
        import numpy as np
        engine = kefu.Engine(RULES)
        for array in (np.zeros(3), np.zeros((2, 2), kefu.EVENT_DTYPE),
                      np.zeros(2, kefu.EFFECT_DTYPE)):
            with self.assertRaises(TypeError):
                engine.apply_many(array)
        other = kefu.Engine(RULES)
        with self.assertRaisesRegex(ValueError, "another engine"):
            engine.apply_many(other.batch([kefu.TimePasses(at=1)]))
        # Nonsense in a record is refused.
        wild = np.frombuffer(bytes(range(64)) * 8, kefu.EVENT_DTYPE)
        effects = engine.apply_many(wild)
        self.assertEqual(effects.counts(), {"refuse": len(wild)})


if __name__ == "__main__":
    unittest.main()
