#!/usr/bin/python3
"""Logs, both kinds and both ways; replays of them."""

import pathlib
import signal
import tempfile
import unittest
from datetime import timedelta
from unittest import mock

import kefu

DAY = pathlib.Path("examples/data/sffd-2017-01-01.jsonl")
FCFS = kefu.Ruleset(pathlib.Path("examples/sffd/fcfs.json"))
AGEING = kefu.Ruleset(pathlib.Path("examples/sffd/ageing.json"))
DURATIONS = {
    customer: int(ms) for customer, ms in (
        line.split("\t") for line in pathlib.Path(
            "examples/data/sffd-2017-01-01.durations.tsv"
        ).read_text().splitlines())}


class Logs(unittest.TestCase):
    def test_both_kinds_give_the_same(self):
        binary = kefu.to_binary_log(DAY)
        self.assertTrue(kefu.is_binary_log(binary[:8]))
        self.assertLess(len(binary), DAY.stat().st_size)
        results = []
        for log in (DAY, DAY.read_text(), DAY.read_bytes(), binary,
                    memoryview(binary), kefu.to_json_lines(binary)):
            engine = kefu.Engine(FCFS)
            results.append((engine.apply_log(log).to_bytes(),
                            engine.digest()))
        self.assertEqual(len(set(results)), 1)
        self.assertEqual(kefu.check_log(binary).events, engine.events)

    def test_batches_of_a_log(self):
        for log in (DAY, kefu.to_binary_log(DAY)):
            engine, whole = kefu.Engine(FCFS), kefu.Engine(FCFS)
            whole.apply_log(log)
            sizes = []
            for batch in engine.read_log(log, 100):
                sizes.append(len(batch))
                engine.apply_many(batch)
            self.assertEqual(engine.digest(), whole.digest())
            self.assertGreater(len(sizes), 1)

    def test_a_log_in_a_file_that_is_left_early(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "day.klog"
            path.write_bytes(kefu.to_binary_log(DAY))
            for batch in kefu.Engine(FCFS).read_log(path, 1):
                break
            empty = pathlib.Path(folder) / "empty.jsonl"
            empty.touch()
            self.assertEqual(len(kefu.Engine(FCFS).apply_log(empty)), 0)
            bad = pathlib.Path(folder) / "bad.jsonl"
            bad.write_text("{\n")
            with self.assertRaises(kefu.LogError):
                list(kefu.Engine(FCFS).read_log(bad))
            with self.assertRaises(FileNotFoundError):
                kefu.Engine(FCFS).apply_log(pathlib.Path(folder) / "none")

    def test_writing(self):
        engine = kefu.Engine(FCFS)
        writer = kefu.LogWriter(engine)
        log = b""
        for batch in engine.read_log(DAY, 50):
            writer.add(batch)
            engine.apply_many(batch)
            log += writer.flush()
        writer.begin_segment()
        event = kefu.AgentDisconnects(at=engine.now, agent="E41")
        writer.add(event)
        self.assertGreater(writer.bytes, 0)
        engine.apply(event)
        log += writer.flush()
        self.assertEqual(writer.flush(), b"")
        again = kefu.Engine(FCFS)
        again.apply_log(log)
        self.assertEqual(again.digest(), engine.digest())
        lines = kefu.to_json_lines(log).decode().splitlines()
        self.assertEqual(lines[-1], event.to_json())

    def test_writing_records_with_payloads(self):
        rules = kefu.Ruleset({"desks": [{"name": "shop"}]})
        engine = kefu.Engine(rules)
        batch = engine.batch([
            kefu.TimePasses(at=1),
            kefu.CustomerSends(at=2, customer="c", desk="shop", kind="text",
                               text="hello")])
        writer = kefu.LogWriter(engine)
        with self.assertRaisesRegex(ValueError, "record 1 .*payloads="):
            writer.add(batch.records)
        self.assertEqual(writer.flush(), b"")
        shifted = memoryview(b"x" + batch.payloads.tobytes())[1:]
        for payloads in (batch.payloads, shifted):
            writer = kefu.LogWriter(engine)
            writer.add(batch.records, payloads=payloads)
            self.assertEqual(kefu.to_json_lines(writer.flush()),
                             batch.to_json())
        writer.add(batch.records[:1])

    def test_a_service_that_starts_again(self):
        """Snapshot, log, crash: docs/recovery.md in Python."""
        engine = kefu.Engine(FCFS)
        writer = kefu.LogWriter(engine)
        events = [kefu.parse_event(line)
                  for line in DAY.read_text().splitlines()]
        log, snapshot = b"", None
        for i, event in enumerate(events):
            writer.add(event)
            engine.apply(event)
            log += writer.flush()
            if i == 700:
                snapshot = engine.snapshot()
        restored = kefu.Engine.restore(snapshot, FCFS)
        seen = restored.events
        for batch in kefu.LogReader(restored, log, 1):
            self.assertEqual(len(batch), 1)
            if seen > 0:
                seen -= 1
                continue
            restored.apply_many(batch)
        self.assertEqual(restored.digest(), engine.digest())
        reader = kefu.LogReader(restored, log)
        self.assertTrue(reader.binary)
        self.assertEqual(len(next(reader)), len(events))
        self.assertEqual((reader.offset, reader.events, reader.next_event),
                         (len(log), len(events), len(events)))


class Replays(unittest.TestCase):
    def test_the_plain_model_is_the_log(self):
        engine = kefu.Engine(FCFS)
        effects = engine.apply_log(DAY)
        replay = kefu.replay(FCFS, DAY, effects=True)
        self.assertEqual(replay.records.tobytes(), effects.to_bytes())
        self.assertEqual(replay.digest(), engine.digest())
        self.assertEqual(replay.engine.digest(), engine.digest())
        self.assertEqual(replay.counts.applied, engine.events)
        with self.assertRaisesRegex(ValueError, "effects=True"):
            kefu.replay(FCFS, DAY).records

    def test_durations_in_every_form(self):
        """A mapping, a function, milliseconds and timedeltas."""
        asked = []

        def ask(customer, agent, desk, group, at):
            asked.append((customer, agent, desk, group, at))
            return timedelta(milliseconds=DURATIONS[customer])

        ways = [DURATIONS, ask, {c: timedelta(milliseconds=ms)
                                 for c, ms in DURATIONS.items()}]
        replays = [kefu.replay(FCFS, DAY, service=way) for way in ways]
        self.assertEqual(len({r.digest() for r in replays}), 1)
        self.assertEqual(len(asked), replays[0].figures.sessions)
        figures = replays[0].figures
        self.assertEqual(figures.taken_after_wait, 70)
        sessions, waits = replays[0].sessions, replays[0].waits
        self.assertEqual((sessions["wait_ms"] > 0).sum(), 70)
        self.assertEqual(len(waits), figures.sessions)
        self.assertEqual(replays[0].loads["sessions"].sum(), 1163)
        with self.assertRaises(ZeroDivisionError):
            kefu.replay(FCFS, DAY, service=lambda *_: 1 // 0)

    def test_keys_and_names_are_different_customers(self):
        rules = kefu.Ruleset({"desks": [{"name": "shop"}],
                              "agents": [{"name": "ann"}]})
        day = kefu.Engine(rules).batch(
            [kefu.AgentConnects(at=0, agent="ann")] + [
                kefu.CustomerSends(at=1, customer=customer, desk="shop",
                                   kind=1) for customer in (7, "7")])
        for service, closed in (({7: 5}, [True, False]),
                                ({"7": 5}, [False, True]),
                                ({7: 5, "7": 6}, [True, True])):
            sessions = kefu.replay(rules, day, service=service).sessions
            self.assertEqual((sessions["closed"] == "host").tolist(), closed)

    def test_a_signal_ends_long_calls(self):
        class Enough(Exception):
            pass

        def handler(*_):
            raise Enough

        log = b'{"at":1,"event":"time_passes"}\n' * 1_000_000
        before = signal.signal(signal.SIGALRM, handler)
        try:
            for call in (lambda: kefu.Engine(FCFS).apply_log(log),
                         lambda: kefu.replay(FCFS, log)):
                signal.setitimer(signal.ITIMER_REAL, 0.01)
                with self.assertRaises(Enough):
                    call()
        finally:
            signal.signal(signal.SIGALRM, before)

    def test_the_closed_loop(self):
        day = [kefu.AgentConnects(at=0, agent="ann"),
               kefu.CustomerSends(at=1000, customer="c", desk="shop",
                                  kind="text"),
               kefu.AgentSends(at=3000, agent="ann", customer="c",
                               desk="shop", kind="text"),
               kefu.AgentCloses(at=9000, agent="ann", customer="c",
                                desk="shop")]
        was = kefu.Ruleset({"desks": [{"name": "shop"}],
                            "agents": [{"name": "ann"}]})
        new = kefu.Ruleset({"desks": [{"name": "shop"}],
                            "agents": [{"name": "ann"}, {"name": "bo"}]})
        replay = kefu.replay(new, day, who="whoever", when="closed_loop",
                             recorded_ruleset=was, unserved=5000)
        self.assertEqual(replay.sessions["closed"].tolist(), ["agent"])
        same = kefu.replay(was, day)
        self.assertEqual(kefu.compare(same, replay).both, 1)
        self.assertEqual(len(kefu.compare(same, replay).sessions), 0)
        for wrong in (dict(who="me"), dict(when="later")):
            with self.assertRaises(ValueError):
                kefu.replay(was, day, **wrong)

    def test_comparing(self):
        half = "\n".join(
            line for i, line in enumerate(DAY.read_text().splitlines())
            if "agent_connects" not in line or i % 2)
        first = kefu.replay(FCFS, half, service=DURATIONS)
        second = kefu.replay(AGEING, half, service=DURATIONS)
        found = kefu.compare(first, second)
        self.assertEqual(found.both, 1163)
        self.assertGreater(found.other_wait, 0)
        differ = found.sessions[found.sessions["waited"]]
        self.assertEqual(len(differ), found.other_wait)
        row = differ.iloc[0]
        self.assertNotEqual(
            first.sessions["wait_ms"][row["first"]],
            second.sessions["wait_ms"][row["second"]])

    def test_the_bar(self):
        bar = mock.MagicMock()
        bar.return_value.__enter__.return_value.n = 0
        with mock.patch("tqdm.tqdm", bar):
            kefu.replay(FCFS, DAY)
            self.assertFalse(bar.called)
            kefu.replay(FCFS, DAY, progress=True)
        self.assertEqual(bar.call_args.kwargs["total"], DAY.stat().st_size)
        bar.return_value.__enter__.return_value.update.assert_called_with(
            DAY.stat().st_size)

    def test_a_broken_log(self):
        with self.assertRaises(kefu.LogError) as caught:
            kefu.replay(FCFS, DAY.read_text() + "{")
        self.assertEqual(caught.exception.line,
                         len(DAY.read_text().splitlines()) + 1)


if __name__ == "__main__":
    unittest.main()
