#!/usr/bin/python3
"""Batches: arrays, columns and frames in; columns and frames out."""

import dataclasses
import datetime
import random
import unittest

import numpy as np
import pandas as pd

import kefu
from kefu._events import EVENT_CLASSES

RULES = kefu.Ruleset({
    "desks": [{"name": "shop"}],
    "links": [{"name": "live-1", "desk": "shop", "priority": "vip"}],
    "queue": {"priorities": [{"name": "vip", "credit": "10 min"},
                             {"name": "all"}]},
    "agents": [{"name": "ann", "capacity": 2}, {"name": "bo"}],
    "groups": [{"name": "phones", "agents": [{"agent": "ann"}],
                "scope": {"products": ["p-1"]}},
               {"name": "rest", "agents": [{"agent": "bo"}]}]})

COLUMNS = {
    "at": [1000, 2000, 3000, 4000, 5000, 6000],
    "event": ["agent_connects", "customer_sends", "customer_enters",
              "customer_sends", "agent_blocks", "agent_changes_settings"],
    "agent": ["ann", None, "", np.nan, "ann", "ann"],
    "customer": [None, "c-1", "c-2", "c-1", "c-1", None],
    "desk": ["", "shop", None, "shop", "shop", None],
    "link": [None, None, "live-1", None, None, None],
    "kind": [None, "text", None, "image", None, None],
    "text": [None, "你好", None, "", None, None],
    "product": [None, "p-1", "p-9", None, None, None],
    "scope": [None, None, None, None, "desk", None],
    "until": [None, None, None, None, datetime.datetime(
        2030, 1, 1, tzinfo=datetime.timezone.utc), None],
    "capacity": [None, None, None, None, None, 0],
    "id": ["", "push-1", "", "push-2", "", ""],
}
OBJECTS = [
    kefu.AgentConnects(at=1000, agent="ann"),
    kefu.CustomerSends(at=2000, customer="c-1", desk="shop", kind="text",
                       text="你好", product="p-1", id="push-1"),
    kefu.CustomerEnters(at=3000, customer="c-2", link="live-1",
                        product="p-9"),
    kefu.CustomerSends(at=4000, customer="c-1", desk="shop", kind="image",
                       id="push-2"),
    kefu.AgentBlocks(at=5000, agent="ann", customer="c-1", desk="shop",
                     scope="desk", until=COLUMNS["until"][4]),
    kefu.AgentChangesSettings(at=6000, agent="ann", capacity=0),
]


def missing(value):
    return value is None or value != value


# Fields whose values are words; 0 is none.
WORDS = ("kind", "what", "status", "scope", "cause", "trigger", "understood")


# What must be given and is no text or word: a list, a number.
OF_LISTS_AND_SCORES = (kefu.AgentAccepts, kefu.AgentReopens,
                       kefu.CustomerRates)


class In(unittest.TestCase):
    def expect(self, events):
        plain = kefu.Engine(RULES)
        expected = plain.apply_many(OBJECTS)
        engine = kefu.Engine(RULES)
        effects = engine.apply_many(events)
        self.assertEqual(effects.to_json(), expected.to_json())
        self.assertEqual(engine.digest(), plain.digest())
        return engine

    def test_columns(self):
        self.expect(COLUMNS)

    def test_a_frame(self):
        self.expect(pd.DataFrame(COLUMNS))

    def test_times_with_a_zone(self):
        times = pd.to_datetime(pd.Series(COLUMNS["at"]), unit="ms",
                               utc=True).dt.tz_convert("Asia/Shanghai")
        self.expect(dict(COLUMNS, at=times))
        self.expect(dict(COLUMNS, at=pd.DatetimeIndex(times)))
        naive = times.dt.tz_localize(None)
        for at in (naive, naive.to_numpy(), list(naive),
                   list(naive.to_numpy())):
            with self.assertRaisesRegex(kefu.TimeError, "row 0: .*offset"):
                kefu.Engine(RULES).apply_many(dict(COLUMNS, at=at))
        with self.assertRaises(kefu.TimeError):
            kefu.TimePasses(at=naive.to_numpy()[0]).to_json()
        times = times.where(times.index != 2)
        with self.assertRaisesRegex(ValueError, "'at', row 2: is missing"):
            kefu.Engine(RULES).apply_many(dict(COLUMNS, at=times))

    def test_ids(self):
        engine = kefu.Engine(RULES)
        ids = engine.customer_ids(["c-1", "c-2"])
        effects = engine.apply_many({
            "at": [1, 2], "event": kefu.EventType.CUSTOMER_SENDS,
            "customer_id": ids, "desk_id": RULES.desk("shop"),
            "kind": kefu.MessageKind.TEXT, "seq": [5, 6]})
        self.assertEqual([e.customer for e in effects
                          if isinstance(e, kefu.OpenSession)], ["c-1", "c-2"])
        again = engine.apply_many({"at": 3, "event": "time_passes", "seq": 6})
        self.assertIs(again[0].reason, kefu.Reason.DUPLICATE_SEQ)

    def test_a_single_value_is_for_those_that_can_have_it(self):
        engine = kefu.Engine(RULES)
        effects = engine.apply_many({
            "at": [1, 2], "event": ["agent_connects", "customer_sends"],
            "agent": ["ann", None], "customer": [None, "c"], "desk": "shop",
            "kind": "text", "text": "hello"})
        self.assertNotIn("refuse", effects.counts())

    def test_keys(self):
        engine = kefu.Engine(RULES)
        effects = engine.apply_many({
            "at": [1, 2], "event": "customer_sends", "customer": [7, 8],
            "desk": "shop", "kind": "text"})
        self.assertEqual(effects[0].customer, 7)

    def test_what_columns_cannot_say(self):
        for columns, word in [
                ({"at": [1]}, "event"), ({"event": ["time_passes"]}, "at"),
                ({"at": [1, 2], "event": ["time_passes"]}, "length"),
                (dict(at=[1], event="time_passes", colour="red"), "colour"),
                (dict(at=[1], event="time_flies"), "time_flies"),
                (dict(at=[1], event="customer_erased", customer=[-1]), "below"),
                (dict(at=[1], event="time_passes", desk=["shop"]), "no field"),
                (dict(at=[1], event="agent_accepts", customers=[[1]]),
                 "agent_accepts")]:
            with self.assertRaisesRegex(ValueError, word):
                kefu.Engine(RULES).apply_many(columns)

    def test_values_that_do_not_fit_are_told_with_their_place(self):
        engine = kefu.Engine(RULES)
        sends = dict(at=[1, 2], event="customer_sends", customer=["c", "d"],
                     desk="shop", kind="text")
        settings = dict(at=[1, 2], event="agent_changes_settings",
                        agent="ann")
        cases = [
            (dict(sends, desk=None, desk_id=np.array([1, 65538])), "desk_id"),
            (dict(sends, kind=np.array([1, 259])), "kind"),
            (dict(sends, kind=["text", "txt"]), "kind"),
            (dict(sends, event=np.array([2, 258])), "event"),
            (dict(sends, text=["hi", b"hi"]), "text"),
            (dict(sends, text=["hi", 7]), "text"),
            (dict(sends, text=["hi", "\ud800"]), "text"),
            (dict(sends, customer=["c", 1.0]), "customer"),
            (dict(sends, customer=["c", True]), "customer"),
            (dict(sends, customer=[1, 1.0]), "customer"),
            (dict(sends, customer=["c", "\ud800"]), "customer"),
            (dict(sends, desk=["shop", 1]), "desk"),
            (dict(sends, at=[1, 2.5]), "at"),
            (dict(sends, at=[1, None]), "at"),
            (dict(sends, at=[1, 2**63]), "at"),
            (dict(sends, seq=[1, 1.5]), "seq"),
            (dict(sends, seq=np.array([1, 1.5])), "seq"),
            (dict(sends, seq=[1, -1]), "seq"),
            (dict(settings, capacity=[1, -1]), "capacity"),
            (dict(settings, capacity=[1, 5.7]), "capacity"),
            (dict(settings, capacity=[1, 2**32 - 1]), "capacity")]
        for columns, name in cases:
            columns = {n: v for n, v in columns.items() if v is not None}
            with self.subTest(columns), self.assertRaisesRegex(
                    (TypeError, ValueError), f"column '{name}', row 1"):
                engine.batch(columns)
        with self.assertRaisesRegex(ValueError, "'seq' has 2 dimensions"):
            engine.batch(dict(sends, seq=np.zeros((2, 2), int)))

    def test_columns_say_what_objects_say(self):
        """Or they raise; whatever the values."""
        times = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)
        values = [None, "", 0, 1, 2, 7, "7", "vip", "shop", "ann", "text",
                  "desk", "on", "a\0", "\0", "你", "nan", 255, 256, 257,
                  65535, 65536, 65538, 2**32 - 2, 2**32 - 1, 2**32, 2**53,
                  2**63, 2**64 - 1, 2**64, -1, 1.0, 5.7, True, b"hi", "\ud800",
                  float("nan"), times, kefu.MessageKind.TEXT, np.int64(3),
                  np.uint8(2), np.float32(1), np.str_("vip"), [1], ()]
        chance = random.Random(5)
        equal = 0
        for _ in range(6000):
            kind = chance.choice([k for k in EVENT_CLASSES
                                  if k not in OF_LISTS_AND_SCORES])
            names = [f for f in kind.__dataclass_fields__ if f != "at"]
            rows = [{n: chance.choice(values) for n in names
                     if chance.random() < 0.3} for _ in range(2)]
            used = {n: [row.get(n) for row in rows] for n in names
                    if any(n in row for row in rows)}
            engine, plain = kefu.Engine(RULES), kefu.Engine(RULES)
            try:
                batch = engine.batch(dict(used, at=[1, 2], event=kind.TYPE))
            except (TypeError, ValueError):
                continue
            events = []
            for at, row in enumerate(rows, 1):
                given = {n: v for n, v in row.items() if not missing(v)}
                for field in dataclasses.fields(kind):
                    if field.default is dataclasses.MISSING:
                        given.setdefault(
                            field.name, 0 if field.name in WORDS else "")
                for word in (*WORDS, "auto_accept"):
                    if given.get(word) == "":
                        given[word] = 0
                for number in ("seq", "capacity", "until"):
                    self.assertNotEqual(given.get(number), "")
                events.append(kind(**{**given, "at": at}))
            self.assertEqual(batch.to_json(), plain.batch(events).to_json())
            self.assertEqual(engine.apply_many(batch).to_json(),
                             plain.apply_many(events).to_json())
            equal += 1
        self.assertGreater(equal, 100)

    def test_keys_and_ids_are_not_cast(self):
        engine = kefu.Engine(RULES)
        for values in (np.array([-1]), [1.7], ["7"], [True, "x"],
                       np.zeros((2, 2), int), [[1]], 5, None, [2**64]):
            for call in (engine.customers_by_key, engine.customer_names,
                         engine.knows_all):
                with self.subTest(values), self.assertRaises(
                        (TypeError, ValueError)):
                    call(values)
        ids = engine.customers_by_key([7, 2**64 - 1])
        self.assertEqual(engine.customer_names(ids), [7, 2**64 - 1])
        self.assertEqual(len(engine.customers_by_key([])), 0)

    def test_not_given_and_zero_are_not_the_same(self):
        batch = kefu.Engine(RULES).batch({
            "at": [1, 2, 3], "event": "time_passes", "seq": [0, None, 1]})
        self.assertEqual([b'"seq"' in line for line
                          in batch.to_json().splitlines()],
                         [True, False, True])

    def test_unknown_names_are_refused_by_the_engine(self):
        effects = kefu.Engine(RULES).apply_many({
            "at": [1], "event": "customer_sends", "customer": ["c"],
            "desk": ["shoppe"], "kind": ["text"]})
        self.assertIs(effects[0].reason, kefu.Reason.UNKNOWN_DESK)

    def test_nothing(self):
        effects = kefu.Engine(RULES).apply_many([])
        self.assertEqual((len(effects), list(effects), effects.counts()),
                         (0, [], {}))
        self.assertEqual(len(effects.to_pandas()), 0)
        empty = np.zeros(0, kefu.EVENT_DTYPE)
        self.assertEqual(len(kefu.Engine(RULES).apply_many(empty)), 0)


class Out(unittest.TestCase):
    def setUp(self):
        self.engine = kefu.Engine(RULES)
        self.effects = self.engine.apply_many(OBJECTS)

    def test_a_sequence(self):
        one_by_one = kefu.Engine(RULES)
        expected = [e for event in OBJECTS for e in one_by_one.apply(event)]
        self.assertEqual(list(self.effects), expected)
        self.assertEqual(self.effects[-1], expected[-1])
        self.assertEqual(self.effects[1:3], expected[1:3])
        self.assertEqual([e.to_json() for e in self.effects],
                         self.effects.to_json().decode().splitlines())
        for index in (len(expected), -len(expected) - 1, 1000, -1000):
            with self.assertRaises(IndexError):
                self.effects[index]

    def test_columns_are_views(self):
        columns = self.effects.columns
        self.assertEqual(set(columns), set(kefu.EFFECT_DTYPE.names))
        self.assertTrue(np.shares_memory(columns["at"], self.effects.records))
        self.assertTrue(np.shares_memory(self.effects.records,
                                         self.effects.records))
        self.assertFalse(columns["at"].flags.writeable)
        self.assertEqual(columns["at"].tolist(), [e.at for e in self.effects])

    def test_a_frame(self):
        frame = self.effects.to_pandas()
        self.assertEqual(len(frame), len(self.effects))
        for (_, row), effect in zip(frame.iterrows(), self.effects):
            self.assertEqual(row["at"], effect.time)
            self.assertEqual(row["effect"], effect.TYPE.json)
            fields = effect.as_dict()
            for name in ("customer", "agent", "group", "desk", "session"):
                if fields.get(name):
                    self.assertEqual(row[name], fields[name])
            for name in ("by", "what", "kind", "status", "source", "reason"):
                if name in fields:
                    self.assertEqual(row[name], str(fields[name]))
                else:
                    self.assertTrue(pd.isna(row[name]), (name, effect))
            if "decision" in fields:
                self.assertEqual(row["rung"], str(effect.decision.rung))

    def test_a_frame_has_every_field(self):
        rules = kefu.Ruleset({
            "desks": [{"name": "shop"}],
            "links": [{"name": "live", "desk": "shop"}],
            "agents": [{"name": "ann"}, {"name": "bo"}],
            "groups": [{"name": "g", "agents": [{"agent": "ann"},
                                                {"agent": "bo"}]}]})
        engine = kefu.Engine(rules)
        effects = engine.apply_many([
            kefu.AgentConnects(at=0, agent="ann"),
            kefu.CustomerSends(at=1, customer="c", desk="shop", kind="text"),
            kefu.AgentConnects(at=2, agent="bo"),
            kefu.AgentTransfers(at=3, agent="ann", customer="c", desk="shop",
                                to_agent="bo")])
        frame = effects.to_pandas()
        row = frame[frame["effect"] == "transfer"].iloc[0]
        self.assertEqual((row["from"], row["to_agent"]), ("ann", "bo"))
        self.assertTrue(pd.isna(row["agent"]))
        row = frame[frame["effect"] == "assign"].iloc[0]
        self.assertEqual((row["decided_agent"], row["decided_group"],
                          row["asked"]), ("ann", "g", 1))
        for name in {n for f in kefu.EFFECT_SLOTS.values() for n in f}:
            if name != "decision":
                self.assertIn(name, frame)
        engine.apply(kefu.TimePasses(at=2**52))
        far = engine.apply_many([kefu.CustomerSends(
            at=2**52, customer="d", desk="shop", kind="text")])
        with self.assertRaisesRegex(OverflowError, "milliseconds"):
            far.to_pandas()

    def test_a_frame_tells_scores_from_reasons(self):
        """The slot of `why` is minutes in a send, a score in a rating."""
        engine = kefu.Engine(kefu.Ruleset({
            "channels": [{"name": "app", "type": "mini_program"}],
            "desks": [{"name": "shop", "channel": "app"}],
            "agents": [{"name": "ann", "capacity": 1}],
            "queue": {"notice": ["{wait} min"]},
            "feedback": {"rating": {"on": True, "texts": ["1 to 5?"]}},
            "timers": {"alarms": {"waiting": "off"}}}))

        def says(at, customer):
            return kefu.CustomerSends(at=at, customer=customer, desk="shop",
                                      kind="text")

        def writes(at):
            return kefu.AgentSends(at=at, agent="ann", customer="a",
                                   desk="shop", kind="text")

        effects = engine.apply_many([
            kefu.AgentConnects(at=0, agent="ann"), says(1, "b"),
            kefu.AgentCloses(at=90_001, customer="b", desk="shop"),
            says(90_002, "a"), says(90_003, "c"),
            *[writes(90_004) for _ in range(5)],
            kefu.AgentCloses(at=90_005, agent="ann", customer="a",
                             desk="shop"),
            kefu.CustomerRates(at=90_006, customer="a", desk="shop", score=3)])
        frame = effects.to_pandas()
        (send,) = [row for _, row in frame.iterrows() if row.effect == "send"]
        self.assertEqual((send.wait, send.texts), (2, ("2 min",)))
        not_sent, rating = [row for _, row in frame.iterrows()
                            if row.effect == "record"]
        self.assertEqual((not_sent.what, not_sent.reason, not_sent.source),
                         ("not_sent", "quota_spent", "rating"))
        self.assertTrue(pd.isna(not_sent.score))
        self.assertEqual((rating.what, rating.score, rating.agent),
                         ("rating", 3, "ann"))
        self.assertTrue(pd.isna(rating.source))
        for row in (send, not_sent, rating):
            for name in ("why", "rung", "asked", "decided_agent"):
                self.assertTrue(pd.isna(row[name]), name)

    def test_effects_that_nobody_keeps_are_used_again(self):
        """No new memory, batch after batch."""
        records = np.zeros(1000, kefu.EVENT_DTYPE)
        records["type"] = kefu.EventType.AGENT_CLOSES
        places = set()
        for i in range(10):
            records["at"] = 10_000 + i
            places.add(self.engine.apply_many(
                records).records.__array_interface__["data"][0])
        self.assertLessEqual(len(places), 3)


class Metrics(unittest.TestCase):
    def test_from_effects_arrays_and_objects(self):
        figures = []
        for feed in (lambda e: e, lambda e: e.records, list):
            engine = kefu.Engine(RULES)
            metrics = kefu.Metrics(engine)
            metrics.add(feed(engine.apply_many(OBJECTS)))
            metrics.finish(7000)
            figures.append(metrics.figures)
            self.assertEqual(metrics.loads["agent"].tolist(), ["ann"])
            self.assertEqual(metrics.loads["busy_ms"].tolist(), [3000])
            self.assertEqual(metrics.waits["customer"].tolist(), ["c-1"])
            self.assertEqual(metrics.taken_within(0), 1)
            self.assertEqual(metrics.quantile_ms(90), 0)
        self.assertEqual(len(set(figures)), 1)
        self.assertEqual(figures[0].opened, 1)


if __name__ == "__main__":
    unittest.main()
