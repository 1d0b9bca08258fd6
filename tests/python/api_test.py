#!/usr/bin/python3
"""The idiom: events, effects, times, names, queries, copies."""

import copy
import dataclasses
import datetime
import json
import pickle
import unittest

import kefu

RULES = {
    "desks": [{"name": "shop"}, {"name": "help"}],
    "agents": [{"name": "ann", "capacity": 1}, {"name": "bo"}],
    "groups": [{"name": "all", "agents": [{"agent": "ann"},
                                          {"agent": "bo"}]}],
    "timers": {"customer_silent": {
        "after": "30 min", "closing": ["再见", "bye"]}},
}
UTC = datetime.timezone.utc


def engine():
    return kefu.Engine(kefu.Ruleset(RULES))


def sends(at, customer="c-1", **more):
    return kefu.CustomerSends(at=at, customer=customer, desk="shop",
                              kind="text", **more)


def answers(at):
    return kefu.AgentSends(at=at, agent="ann", customer="c-1", desk="shop",
                           kind="text")


class Events(unittest.TestCase):
    def test_they_are_frozen_and_keyword_only(self):
        event = kefu.AgentConnects(at=1, agent="ann")
        with self.assertRaises(dataclasses.FrozenInstanceError):
            event.agent = "bo"
        with self.assertRaises(TypeError):
            kefu.AgentConnects(1, "ann")
        with self.assertRaises(TypeError):
            kefu.AgentConnects(at=1)
        self.assertEqual(event, kefu.AgentConnects(at=1, agent="ann"))
        self.assertEqual(dataclasses.replace(event, at=2).at, 2)
        self.assertEqual(pickle.loads(pickle.dumps(event)), event)
        self.assertEqual(len({event, copy.copy(event)}), 1)

    def test_an_enumeration_by_name_by_value_and_by_number(self):
        made = []
        for kind in ("image", kefu.MessageKind.IMAGE, 3):
            e = engine()
            event = kefu.CustomerSends(at=1, customer="c", desk="shop",
                                       kind=kind)
            made.append([effect.record for effect in e.apply(event)])
        self.assertEqual(made[0], made[1])
        self.assertEqual(made[0], made[2])

    def test_what_is_wrong_is_named(self):
        for event, error, words in [
                (kefu.CustomerSends(at=1, customer="c", desk="shop",
                                    kind="letter"), ValueError, "letter"),
                (kefu.AgentConnects(at="now", agent="ann"), TypeError, "str"),
                (kefu.AgentConnects(at=1.5, agent="ann"), TypeError, "float"),
                (kefu.AgentConnects(at=1, agent=7), TypeError, "agent"),
                (sends(1, customer=-1), ValueError, "-1"),
                (sends(1, seq=-1), ValueError, "seq"),
                ("customer_sends", TypeError, "str"),
                (None, TypeError, "None")]:
            with self.assertRaisesRegex(error, words):
                engine().apply(event)

    def test_lines_and_back(self):
        event = sends(5, customer=7, text="你好", seq=3)
        line = event.to_json()
        self.assertEqual(
            line, '{"at":5,"event":"customer_sends","customer":7,'
            '"desk":"shop","kind":"text","text":"你好","seq":3}')
        again = kefu.parse_event(line)
        self.assertEqual(again.to_json(), line)
        with self.assertRaises(ValueError):
            kefu.parse_event({"event": "customer_sings"})

    def test_a_subclass_is_its_event(self):
        class Hello(kefu.AgentConnects):
            pass
        self.assertEqual(engine().apply(Hello(at=1, agent="ann")), [])


class Effects(unittest.TestCase):
    def setUp(self):
        self.engine = engine()
        self.engine.apply(kefu.AgentConnects(at=1000, agent="ann"))
        self.opened, self.assigned, self.told = self.engine.apply(sends(2000))

    def test_fields(self):
        a = self.assigned
        self.assertIsInstance(a, kefu.Assign)
        self.assertIsInstance(a, kefu.Effect)
        self.assertEqual((a.at, a.event, a.index, a.session), (2000, 2, 1, 1))
        self.assertEqual((a.customer, a.agent, a.group, a.desk),
                         ("c-1", "ann", "all", "shop"))
        self.assertIs(a.by, kefu.AssignBy.SCOPE)
        self.assertEqual(a.decision, (kefu.Rung.SCOPE, kefu.Reason.NO_MEMORY,
                                      "all", "ann", 1))
        self.assertIs(a.timer, kefu.TimerKind.NONE)
        self.assertEqual(a.time, datetime.datetime(1970, 1, 1, 0, 0, 2,
                                                   tzinfo=UTC))
        self.assertEqual(a.agent_id, self.engine.ruleset.agent("ann"))
        self.assertEqual(a.customer_id, self.engine.find_customer("c-1"))
        self.assertEqual(len(a.record), 64)
        with self.assertRaises(AttributeError):
            a.agent = "bo"

    def test_what_is_not_given(self):
        refused, = self.engine.apply(kefu.AgentCloses(
            at=3000, customer="c-9", desk="shop"))
        self.assertEqual(refused.agent, "")
        self.assertFalse(refused.agent)
        self.assertEqual(refused.reason, kefu.Reason.NO_SESSION)
        self.assertIn("no open session", refused.reason.english)

    def test_match(self):
        match self.assigned:
            case kefu.Assign(agent="ann", by=kefu.AssignBy.SCOPE):
                pass
            case _:
                self.fail("does not match")

    def test_equality_and_hash(self):
        again = engine()
        again.apply(kefu.AgentConnects(at=1000, agent="ann"))
        self.assertEqual(again.apply(sends(2000))[1], self.assigned)
        self.assertNotEqual(self.opened, self.assigned)
        self.assertEqual(copy.deepcopy([self.opened]), [self.opened])
        self.assertEqual(len({self.opened, self.assigned}), 2)

    def test_repr(self):
        self.assertEqual(
            repr(self.opened), "OpenSession(at=2000, event=2, index=0, "
            "session=1, customer='c-1', desk='shop')")

    def test_texts_and_timers(self):
        self.engine.apply(answers(3000))
        effects = self.engine.advance_to(3000 + 30 * 60_000)
        texts = [e.texts for e in effects if isinstance(e, kefu.Send)]
        self.assertEqual(texts, [("再见", "bye")])
        self.assertIs(effects[0].timer, kefu.TimerKind.CUSTOMER_SILENT)

    def test_a_name_outlives_its_customer(self):
        effects = self.engine.apply(kefu.CustomerErased(at=3000,
                                                        customer="c-1"))
        self.engine.advance_to(10**10)
        self.assertEqual({e.customer for e in effects if e.customer_id},
                         {"c-1"})


class Times(unittest.TestCase):
    def test_aware_datetimes_are_instants(self):
        zone = datetime.timezone(datetime.timedelta(hours=8))
        at = datetime.datetime(2025, 11, 21, 18, 0, 0, 250_000, tzinfo=zone)
        e = engine()
        opened = e.apply(sends(at))[0]
        self.assertEqual(opened.at, 1763719200250)
        self.assertEqual(opened.time, at)
        self.assertEqual(kefu.to_ms(at), opened.at)
        self.assertEqual(kefu.to_datetime(opened.at), at)

    def test_naive_datetimes_are_refused(self):
        with self.assertRaisesRegex(kefu.TimeError, "offset") as caught:
            engine().apply(sends(datetime.datetime(2025, 11, 21)))
        self.assertEqual(caught.exception.code, "naive_datetime")
        with self.assertRaises(kefu.Error):
            engine().advance_to(datetime.datetime(2025, 11, 21))

    def test_deadlines(self):
        e = engine()
        self.assertIsNone(e.now)
        self.assertIsNone(e.next_deadline)
        e.apply(kefu.AgentConnects(at=1000, agent="ann"))
        e.apply(sends(2000))
        e.apply(answers(3000))
        self.assertEqual((e.now, e.next_deadline), (3000, 1_803_000))
        effects = e.advance_to(e.next_deadline)
        self.assertIn(kefu.CloseSession, [type(x) for x in effects])


class Customers(unittest.TestCase):
    def test_names_and_keys_differ(self):
        e = engine()
        name, key = e.customer_id("7"), e.customer_id(7)
        self.assertNotEqual(name, key)
        self.assertEqual((e.customer_name(name), e.customer_name(key)),
                         ("7", 7))
        by_name = e.apply(sends(1, customer="7"))[0]
        by_key = e.apply(sends(2, customer=7))[0]
        self.assertEqual((by_name.customer, by_key.customer), ("7", 7))
        self.assertEqual((by_name.customer_id, by_key.customer_id),
                         (name, key))
        self.assertEqual(e.find_customer("nobody"), 0)
        self.assertEqual(e.customers, 2)

    def test_many_at_once(self):
        import numpy as np
        e = engine()
        keys = np.arange(1000, dtype=np.uint64) * 2**40
        ids = e.customers_by_key(keys)
        self.assertEqual(e.customer_names(ids), keys.tolist())
        self.assertTrue(e.knows_all(ids))
        self.assertFalse(e.knows(12345678))
        names = e.customer_ids(["a", "b", "a"])
        self.assertEqual(names[0], names[2])
        self.assertEqual(e.customer_names(names), ["a", "b", "a"])

    def test_json_has_words_for_numbers(self):
        import numpy as np
        event = kefu.CustomerSends(
            at=np.int64(1), customer=np.uint64(7), desk="shop", kind=1,
            seq=np.int32(3), text=b"hi")
        e = engine()
        self.assertEqual(json.loads(event.to_json()),
                         json.loads(e.batch([event]).to_json()))
        self.assertEqual(kefu.parse_event(event.to_json()).to_json(),
                         event.to_json())
        self.assertEqual(e.customer_id(np.int64(7)), e.customer_id(7))
        self.assertEqual(e.find_customer(np.uint8(7)), e.customer_id(7))

    def test_names_that_are_none(self):
        e = engine()
        for name in ("", b"", b"\xff\x00", "\ud800", 1.0, None, -1, 2**64):
            with self.subTest(name):
                with self.assertRaises((TypeError, ValueError)):
                    e.customer_id(name)
                with self.assertRaises((TypeError, ValueError)):
                    e.customer_ids([name])
        self.assertEqual(e.find_customer(""), 0)
        self.assertEqual(e.customers, 0)
        for name in (b"\xff", "\ud800"):
            for event in (sends(1, customer=name), sends(1, text=name)):
                with self.assertRaisesRegex(ValueError, "CustomerSends"):
                    e.apply(event)
            with self.assertRaises(ValueError):
                e.fast.customer_sends(1, 1, 1, 1, name)
        self.assertEqual(e.customer_id(b"ok"), e.customer_id("ok"))


class Queries(unittest.TestCase):
    def setUp(self):
        self.engine = engine()
        self.engine.apply(kefu.AgentConnects(at=1000, agent="ann"))
        for i in (1, 2, 3):
            self.engine.apply(sends(1000 + i, customer=f"c-{i}"))

    def test_sessions(self):
        e = self.engine
        first = e.session("c-1", "shop")
        self.assertEqual((first.state, first.agent, first.cost),
                         (kefu.SessionState.SERVING, "ann", 1))
        waiting = e.session("c-2", "shop")
        self.assertEqual((waiting.state, waiting.assigned_at, waiting.group),
                         (kefu.SessionState.WAITING, None, "all"))
        self.assertIsNone(e.session("c-1", "help"))
        self.assertEqual(e.position("c-3", "shop")[:2], (2, 1))
        self.assertEqual(e.waiting(group="all"), 2)
        self.assertEqual(e.waiting(desk="shop"), 0)
        self.assertEqual(e.agent("ann").load, 1)
        self.assertEqual((e.open_sessions, e.events), (3, 4))
        self.assertEqual(e.stats().waiting, 2)
        self.assertEqual(e.check_invariants(), "")
        self.assertGreater(e.memory_bytes, 0)

    def test_pool(self):
        e = kefu.Engine(kefu.Ruleset(
            RULES | {"offline": {"plan_nobody": "pool"}}))
        self.assertEqual(e.pool(desk="shop"), (0, None, None))
        for at, customer in ((1000, "c-1"), (1001, "c-2")):
            effects = e.apply(sends(at, customer=customer))
            self.assertIn(kefu.Pool, map(type, effects))
        pool = e.pool(group="all")
        self.assertEqual((pool.sessions, pool.oldest, pool.since),
                         (2, "c-1", 1000))
        self.assertEqual(e.session("c-2", "shop").state,
                         kefu.SessionState.POOLED)
        self.assertEqual(e.stats().pooled, 2)
        with self.assertRaises(TypeError):
            e.pool()
        with self.assertRaises(kefu.UnknownName):
            e.pool(group="x")

    def test_why(self):
        why = self.engine.explain("c-2", "shop")
        self.assertTrue(why.waiting)
        self.assertEqual([(a.agent, a.reason.json) for a in why.agents],
                         [("ann", "at_capacity"), ("bo", "agent_offline")])
        self.assertEqual(why.agents[0].limit, "agent")
        self.assertIn("offline", str(why))
        self.assertIn("客服离线", why.chinese)
        unknown = self.engine.explain(None, "shop", kind="text")
        self.assertEqual(unknown.customer, "")
        effects, explanations = self.engine.apply_explained(
            sends(5000, customer="c-4"))
        self.assertEqual(len(explanations), 1)
        self.assertEqual(effects[0].customer, explanations[0].customer)

    def explained(self, e, event):
        """What was decided, and why: they name the same agent and rung."""
        effects, told = e.apply_explained(event)
        assigned = [f for f in effects if isinstance(f, kefu.Assign)]
        self.assertEqual([(f.agent, f.decision.rung) for f in assigned],
                         [(t.decision.agent, t.decision.rung) for t in told])
        return [f.agent for f in assigned]

    def test_why_it_goes_on(self):
        # R6: the wait for the dedicated agent ends.
        e = kefu.Engine(kefu.Ruleset({
            "desks": [{"name": "shop"}],
            "agents": [{"name": "ann", "capacity": 0}, {"name": "bo"}],
            "routing": {"dedicated_wait": "1 min"}}))
        for agent in ("ann", "bo"):
            e.apply(kefu.AgentConnects(at=0, agent=agent))
        e.apply(kefu.CustomerChanges(at=0, customer="c-1",
                                     dedicated_agent="ann"))
        e.apply(sends(0))
        _, told = e.apply_explained(kefu.TimePasses(at=60000))
        self.assertEqual([t.decision.agent for t in told], ["bo"])
        # A7: what waits for an answer is diverted, if anybody is there.
        e = kefu.Engine(kefu.Ruleset({
            "desks": [{"name": "shop"}],
            "agents": [{"name": "ann"}, {"name": "bo"}]}))
        e.apply(kefu.AgentConnects(at=0, agent="ann"))
        e.apply(sends(0))
        e.apply(kefu.AgentSetsStatus(at=1, agent="ann", status="away"))
        self.assertEqual(self.explained(e, sends(2)), [])
        e.apply(kefu.AgentConnects(at=3, agent="bo"))
        self.assertEqual(self.explained(e, sends(4)), ["bo"])
        # O2: the pool is asked again when its customer writes.
        e = kefu.Engine(kefu.Ruleset({
            "desks": [{"name": "shop"}], "agents": [{"name": "ann"}],
            "groups": [{"name": "all", "agents": [{"agent": "ann"}]}],
            "offline": {"plan_nobody": "pool"}}))
        e.apply(sends(0))
        self.assertEqual(self.explained(e, sends(1)), [])
        e.apply(kefu.AgentConnects(at=2, agent="ann"))
        self.assertEqual(self.explained(e, sends(3)), ["ann"])

    def test_unknown_names(self):
        for ask in (lambda e: e.session("c-1", "shoppe"),
                    lambda e: e.agent("al"), lambda e: e.waiting(group="x"),
                    lambda e: e.explain("c-1", "shoppe")):
            with self.assertRaises(kefu.UnknownName):
                ask(self.engine)
        with self.assertRaises(TypeError):
            self.engine.waiting()


class Copies(unittest.TestCase):
    def test_copies_go_their_own_ways(self):
        e = engine()
        e.apply(kefu.AgentConnects(at=1000, agent="ann"))
        for other in (copy.copy(e), copy.deepcopy(e), e.fork(),
                      pickle.loads(pickle.dumps(e)),
                      kefu.Engine.restore(bytearray(e.snapshot()),
                                          e.ruleset)):
            self.assertIsInstance(other, kefu.Engine)
            self.assertEqual(other.digest(), e.digest())
            other.apply(sends(2000))
            self.assertNotEqual(other.digest(), e.digest())
            self.assertEqual(e.open_sessions, 0)
        spare = engine()
        e.fork_into(spare)
        self.assertEqual(spare.digest(), e.digest())
        with self.assertRaises(ValueError):
            e.fork_into(e)

    def test_a_subclass_stays_one(self):
        class Mine(kefu.Engine):
            pass
        e = Mine(kefu.Ruleset(RULES))
        self.assertIsInstance(e.fork(), Mine)
        self.assertIsInstance(Mine.restore(e.snapshot(), e.ruleset), Mine)

    def test_rulesets(self):
        r = kefu.Ruleset(RULES)
        self.assertEqual(pickle.loads(pickle.dumps(r)), r)
        self.assertIs(copy.deepcopy(r), r)
        self.assertEqual(r.config, RULES)
        more = dict(RULES, agents=[{"name": "cy"}] + RULES["agents"])
        later = kefu.Ruleset(more, previous=r)
        self.assertEqual(later.agent("ann"), r.agent("ann"))
        self.assertEqual(later.names_by_id("agent"), ("", "ann", "bo", "cy"))
        again = pickle.loads(pickle.dumps(later))
        self.assertEqual(again.agent("cy"), later.agent("cy"))


if __name__ == "__main__":
    unittest.main()
