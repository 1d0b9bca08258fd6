#!/usr/bin/python3
"""What would have to be different (E2): Engine.counterfactuals()."""

import copy
import dataclasses
import datetime
import pickle
import threading
import unittest

import kefu

MINUTE = 60_000
RULES = {
    "schedules": [{"name": "nights", "slots": [
        {"days": ["monday"], "from": "22:00", "to": "23:00"}]}],
    "desks": [{"name": "shop"}],
    "agents": [{"name": "li", "capacity": 1}, {"name": "wang"},
               {"name": "zhou", "schedule": "nights"}, {"name": "zhao"},
               {"name": "qian"}],
    "groups": [{"name": "all", "agents": [
        {"agent": "li"}, {"agent": "wang"}, {"agent": "zhou"},
        {"agent": "qian"}]}],
    "timers": {"customer_silent": {"after": "30 min",
                                   "mode": "customer_silent"}},
}
Change = kefu.Change
Reason = kefu.Reason


def sends(at, customer):
    return kefu.CustomerSends(at=at, customer=customer, desk="shop",
                              kind="text")


class Counterfactuals(unittest.TestCase):
    """li is full with c-1; c-2 and 7 wait, in this order."""

    def setUp(self):
        self.engine = kefu.Engine(kefu.Ruleset(RULES))
        for agent in ("li", "zhou", "zhao"):
            self.engine.apply(kefu.AgentConnects(at=0, agent=agent))
        for at, customer in ((1000, "c-1"), (2000, "c-2"), (3000, 7)):
            self.engine.apply(sends(at, customer))

    def what(self, customer, **options):
        return [(found.what, found.agents) for found
                in self.engine.counterfactuals(customer, "shop", **options)]

    def test_each_change(self):
        found = self.engine.counterfactuals("c-2", "shop")
        self.assertEqual(
            [(one.what, one.reason, one.agents, one.at) for one in found],
            [(Change.COMES_ONLINE, Reason.AGENT_OFFLINE, ("wang", "qian"),
              None),
             (Change.CAPACITY, Reason.AT_CAPACITY, ("li",), None),
             (Change.HOURS_OPEN, Reason.NOT_ON_DUTY, ("zhou",), None),
             (Change.JOINS_GROUP, Reason.NOT_PARTICIPANT, ("zhao",), None),
             (Change.WAITS, found[-1].reason, ("li",), 1000 + 30 * MINUTE)])
        self.assertIs(found.refused, Reason.NONE)
        why = self.engine.explain("c-2", "shop")
        self.assertIs(found[-1].reason, why.decision.reason)

    def test_it_comes_true(self):
        found = self.engine.counterfactuals("c-2", "shop")
        self.engine.apply(kefu.AgentConnects(at=3000,
                                             agent=found[0].agents[0]))
        self.assertEqual(self.engine.session("c-2", "shop").agent, "wang")

    def test_those_before_come_first(self):
        # One more place of li's is for c-2.
        self.assertNotIn((Change.CAPACITY, ("li",)), self.what(7))
        self.assertIn((Change.COMES_ONLINE, ("wang", "qian")), self.what(7))

    def test_how_many_are_tried(self):
        self.assertEqual(self.what("c-2", most_agents=1)[0],
                         (Change.COMES_ONLINE, ("wang",)))
        self.assertEqual(self.what("c-2", most_agents=0),
                         [(Change.WAITS, ("li",))])
        for wrong in (-1, 1 << 64):
            with self.assertRaisesRegex(ValueError, "most_agents"):
                self.what("c-2", most_agents=wrong)
        with self.assertRaises(TypeError):
            self.what("c-2", most_agents="all")

    def test_how_far_it_looks(self):
        def waits(within):
            return self.what("c-2", most_agents=0, within=within) != []
        left = 1000 + 30 * MINUTE - self.engine.now
        self.assertTrue(waits(left))
        self.assertFalse(waits(left - 1))
        self.assertTrue(waits(datetime.timedelta(milliseconds=left)))
        self.assertFalse(waits(datetime.timedelta(minutes=29)))
        self.assertTrue(waits(1 << 53))
        self.assertFalse(waits(0))
        self.assertFalse(waits(None))
        for wrong in (-1, (1 << 53) + 1, datetime.timedelta(-1)):
            with self.assertRaisesRegex(ValueError, "length of time"):
                waits(wrong)
        for wrong in ("1 h", 1.5, True):
            with self.assertRaisesRegex(TypeError, "timedelta"):
                waits(wrong)

    def test_the_engine_is_as_before(self):
        digest, memory = self.engine.digest(), self.engine.memory_bytes
        first = self.engine.counterfactuals("c-2", "shop")
        self.assertEqual(self.engine.counterfactuals("c-2", "shop"), first)
        self.assertEqual(self.engine.digest(), digest)
        self.assertEqual(self.engine.memory_bytes, memory)
        self.assertEqual(self.engine.check_invariants(), "")

    def test_nothing_to_answer(self):
        served = self.engine.counterfactuals("c-1", "shop")
        self.assertEqual(served, [])
        self.assertIs(served.refused, Reason.WRONG_STATE)
        nobody = self.engine.counterfactuals("c-9", "shop")
        self.assertIs(nobody.refused, Reason.UNKNOWN_CUSTOMER)
        self.assertEqual(self.engine.find_customer("c-9"), 0)
        with self.assertRaises(kefu.UnknownName):
            self.engine.counterfactuals("c-2", "bar")

    def test_nothing_helps(self):
        alone = kefu.Engine(kefu.Ruleset({
            "desks": [{"name": "shop"}],
            "agents": [{"name": "li", "capacity": 1}]}))
        alone.apply(kefu.AgentConnects(at=0, agent="li"))
        for at, customer in enumerate(("c-1", "c-2", "c-3")):
            alone.apply(sends(at, customer))
        found = alone.counterfactuals("c-3", "shop", within=None)
        self.assertEqual(found, [])
        self.assertIs(found.refused, Reason.NONE)


class Values(unittest.TestCase):
    def setUp(self):
        engine = kefu.Engine(kefu.Ruleset(RULES))
        engine.apply(sends(0, "c-1"))
        self.found = engine.counterfactuals("c-1", "shop")
        self.refused = engine.counterfactuals("c-9", "shop")

    def test_they_are_values(self):
        one = self.found[0]
        self.assertIsInstance(one, kefu.Counterfactual)
        with self.assertRaises(dataclasses.FrozenInstanceError):
            one.at = 7
        self.assertEqual(len({one, copy.copy(one)}), 1)
        self.assertEqual(dataclasses.replace(one, at=None), one)
        self.assertEqual(
            repr(one), f"Counterfactual(what={one.what!r}, "
            f"reason={one.reason!r}, agents={one.agents!r}, at=None)")

    def test_copies_of_the_list(self):
        for found in (self.found, self.refused):
            self.assertIsInstance(found, kefu.Counterfactuals)
            for again in (copy.copy(found), copy.deepcopy(found),
                          pickle.loads(pickle.dumps(found))):
                self.assertEqual(again, found)
                self.assertIs(type(again), kefu.Counterfactuals)
                self.assertIs(again.refused, found.refused)
        self.assertIs(kefu.Counterfactuals().refused, Reason.NONE)


class Threads(unittest.TestCase):
    def test_side_by_side(self):
        # It only reads: several threads may ask one engine.
        engine = kefu.Engine(kefu.Ruleset(RULES))
        for i in range(200):
            engine.apply(sends(i, i))
        answers = []

        def ask():
            answers.append(engine.counterfactuals(3, "shop"))
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [engine.counterfactuals(3, "shop")] * 4)


if __name__ == "__main__":
    unittest.main()
