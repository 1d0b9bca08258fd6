#!/usr/bin/python3
"""Lists of sessions (S7): who waits, who is pooled, who is online with whom."""

import copy
import dataclasses
import pickle
import unittest

import kefu

RULES = {
    "tenant": {"one_group": False},
    "desks": [{"name": "shop"},
              {"name": "night", "agents": ["zhao"],
               "offline": {"plan_nobody": "pool"}}],
    "agents": [{"name": "zhao"}, {"name": "li", "capacity": 2},
               {"name": "wang", "capacity": 1}],
    "groups": [{"name": "sales", "desks": ["shop"],
                "agents": [{"agent": "wang"}, {"agent": "li"}]},
               {"name": "nights", "desks": ["night"],
                "agents": [{"agent": "zhao"}]}],
    "queue": {"priorities": [{"name": "vip", "credit": "infinite"}]},
}
State = kefu.SessionState


def sends(at, customer, desk="shop", **more):
    return kefu.CustomerSends(at=at, customer=customer, desk=desk,
                              kind="text", **more)


def who(rows):
    return [row.customer for row in rows]


class Lists(unittest.TestCase):
    """Three are served; "c-4", 5 and "vip" wait, "vip" before the others."""

    def setUp(self):
        self.engine = kefu.Engine(kefu.Ruleset(RULES))
        for agent in ("wang", "li"):
            self.engine.apply(kefu.AgentConnects(at=0, agent=agent))
        for at, customer in ((1000, "c-1"), (2000, "c-2"), (3000, 3),
                             (4000, "c-4"), (5000, 5)):
            self.engine.apply(sends(at, customer))
        self.engine.apply(sends(6000, "vip", priority="vip"))

    def test_who_waits(self):
        rows = self.engine.waiting_sessions(group="sales")
        self.assertEqual(who(rows), ["vip", "c-4", 5])
        self.assertEqual(len(rows), self.engine.waiting(group="sales"))
        self.assertEqual(
            [self.engine.position(row.customer, row.desk).position
             for row in rows], [1, 2, 3])
        for row in rows:
            self.assertEqual(row.desk, "shop")
            self.assertIs(row.session.state, State.WAITING)
            self.assertEqual(row.session,
                             self.engine.session(row.customer, row.desk))
        self.assertEqual(rows[0].session.priority, "vip")
        self.assertEqual(rows[2].session.joined_at, 5000)
        self.assertEqual(self.engine.waiting_sessions(desk="shop"), [])
        self.assertEqual(self.engine.pooled_sessions(group="sales"), [])

    def test_how_many(self):
        def first(limit):
            return who(self.engine.waiting_sessions(group="sales",
                                                    limit=limit))
        self.assertEqual(first(0), [])
        self.assertEqual(first(2), ["vip", "c-4"])
        self.assertEqual(first((1 << 64) - 1), ["vip", "c-4", 5])
        for ask in (self.engine.waiting_sessions, self.engine.pooled_sessions):
            for wrong in (-1, 1 << 64):
                with self.assertRaisesRegex(ValueError, f"^limit is {wrong}, "):
                    ask(group="sales", limit=wrong)
            with self.assertRaises(TypeError):
                ask(group="sales", limit="all")

    def test_where(self):
        for ask in (self.engine.waiting_sessions, self.engine.pooled_sessions):
            for wrong in ({}, {"group": "sales", "desk": "shop"}):
                with self.assertRaisesRegex(
                        TypeError,
                        rf"^{ask.__name__}\(\) takes either a group or a desk"):
                    ask(**wrong)
            with self.assertRaisesRegex(kefu.UnknownName, "no group 'east'"):
                ask(group="east")
            with self.assertRaisesRegex(kefu.UnknownName, "no desk ''"):
                ask(desk="")
            with self.assertRaises(TypeError):
                ask("sales")

    def test_whom_an_agent_has(self):
        having = {agent: who(self.engine.sessions_of(agent))
                  for agent in self.engine.online()}
        self.assertEqual(sorted(map(str, sum(having.values(), []))),
                         ["3", "c-1", "c-2"])
        self.assertEqual({agent: len(has) for agent, has in having.items()},
                         {"li": 2, "wang": 1})
        rows = self.engine.sessions_of("li")
        numbers = [row.session.number for row in rows]
        self.assertEqual(numbers, sorted(numbers))
        for row in rows:
            self.assertEqual(row.session,
                             self.engine.session(row.customer, row.desk))
            self.assertEqual(row.session.agent, "li")
        self.assertEqual(self.engine.sessions_of("zhao"), [])
        with self.assertRaisesRegex(kefu.UnknownName, "no agent 'bo'"):
            self.engine.sessions_of("bo")

    def test_on_hold_is_his_too(self):
        first = self.engine.sessions_of("li")[0]
        self.engine.apply(kefu.AgentHolds(
            at=7000, agent="li", customer=first.customer, desk="shop"))
        rows = self.engine.sessions_of("li")
        self.assertEqual(len(rows), 3)  # who waited first came to the place
        self.assertEqual([row.session.held for row in rows],
                         [True, False, False])
        self.assertEqual(who(rows)[-1], "vip")
        self.assertFalse(first.session.held)  # as it was then

    def test_who_is_online(self):
        # In declared order, whoever came first.
        self.assertEqual(self.engine.online(), ["li", "wang"])
        self.engine.apply(kefu.AgentSetsStatus(at=7000, agent="li",
                                               status="suspended"))
        self.assertEqual(self.engine.online(), ["wang"])
        self.assertEqual(len(self.engine.online()),
                         self.engine.stats().agents_online)

    def test_the_pool(self):
        for at, customer in ((7000, 70), (8000, "c-8")):
            self.engine.apply(sends(at, customer, desk="night"))
        rows = self.engine.pooled_sessions(group="nights")
        self.assertEqual(who(rows), [70, "c-8"])
        self.assertEqual(rows[0].desk, "night")
        self.assertIs(rows[0].session.state, State.POOLED)
        self.assertEqual(len(rows), self.engine.pool(group="nights").sessions)
        self.assertEqual(
            who(self.engine.pooled_sessions(group="nights", limit=1)), [70])
        self.assertEqual(self.engine.pooled_sessions(desk="night"), [])
        self.assertEqual(self.engine.waiting_sessions(group="nights"), [])

    def test_the_engine_is_as_before(self):
        digest, memory = self.engine.digest(), self.engine.memory_bytes
        for _ in range(2):
            self.engine.waiting_sessions(group="sales")
            self.engine.pooled_sessions(group="nights")
            self.engine.sessions_of("li")
            self.engine.online()
        self.assertEqual(self.engine.digest(), digest)
        self.assertEqual(self.engine.memory_bytes, memory)

    def test_they_are_values(self):
        one, two, _ = self.engine.waiting_sessions(group="sales")
        self.assertIsInstance(one, kefu.ListedSession)
        self.assertIsInstance(one.session, kefu.Session)
        with self.assertRaises(dataclasses.FrozenInstanceError):
            one.desk = "night"
        self.assertEqual(pickle.loads(pickle.dumps(one)), one)
        self.assertEqual(len({one, copy.copy(one), two}), 2)
        self.assertEqual(
            repr(one), f"ListedSession(customer='vip', desk='shop', "
            f"session={one.session!r})")


class NoGroups(unittest.TestCase):
    def test_the_desks_own_list(self):
        engine = kefu.Engine(kefu.Ruleset({
            "desks": [{"name": "shop"}, {"name": "help"}],
            "agents": [{"name": "ann"}]}))
        self.assertEqual(engine.online(), [])
        self.assertEqual(engine.waiting_sessions(desk="shop"), [])
        for at, desk in enumerate(("shop", "help", "shop")):
            engine.apply(sends(at, at + 1, desk=desk))
        self.assertEqual(who(engine.waiting_sessions(desk="shop")), [1, 3])
        self.assertEqual(who(engine.waiting_sessions(desk="help")), [2])
        engine.apply(kefu.AgentConnects(at=9, agent="ann"))
        self.assertEqual(
            [(row.customer, row.desk) for row in engine.sessions_of("ann")],
            [(1, "shop"), (2, "help"), (3, "shop")])


if __name__ == "__main__":
    unittest.main()
