#!/usr/bin/python3
"""What is told of customers, and their crowds (V1 to V3)."""

import datetime
import unittest

import kefu

RULES = {
    "desks": [{"name": "shop"}],
    "agents": [{"name": "ann"}],
    "groups": [{"name": "vip", "agents": [{"agent": "ann"}],
                "scope": {"crowds": ["loyal"]}}],
    "attributes": [
        {"name": "orders"}, {"name": "city", "type": "text"},
        {"name": "likes", "type": "texts"}, {"name": "born", "type": "time"},
        {"name": "member", "type": "flag"}],
    "tags": [{"name": "gold"}],
    "stores": [{"name": "east"}],
    "crowds": {"live": True, "list": [
        {"name": name, "all": [{"any": [condition]}]}
        for name, condition in {
            "loyal": {"attribute": "orders", "is": "at_least", "number": 3},
            "northern": {"attribute": "city", "is": "any_of",
                         "values": ["beijing"]},
            "drinkers": {"attribute": "likes", "is": "all_of",
                         "values": ["tea", "milk"]},
            "born today": {"attribute": "born", "is": "days", "from": 0,
                           "to": 0},
            "members": {"attribute": "member", "is": "yes"},
            "golden": {"is": "any_of", "values": ["gold"]}}.items()]},
}
ALL = ["loyal", "northern", "drinkers", "born today", "members", "golden"]
NOW = datetime.datetime(2025, 11, 21, 10, tzinfo=datetime.timezone.utc)


def changes(**more):
    return kefu.CustomerChanges(at=NOW, customer="c", **more)


TOLD = changes(attributes={
    "orders": 3, "city": "beijing", "likes": ["tea", "milk"], "born": NOW,
    "member": True}, tags=["gold"], dedicated_agent="ann", home_store="east")


class Crowds(unittest.TestCase):
    def setUp(self):
        self.engine = kefu.Engine(kefu.Ruleset(RULES))

    def crowds(self):
        return self.engine.crowds_of("c")

    def test_each_type_of_value(self):
        self.assertEqual(list(self.engine.apply(TOLD)), [])
        self.assertEqual(self.crowds(), ALL)

    def test_nothing_takes_away(self):
        self.engine.apply(TOLD)
        self.engine.apply(changes(attributes={
            "orders": None, "city": "", "likes": ()}))
        self.assertEqual(self.crowds(), ["born today", "members", "golden"])
        self.engine.apply(changes(tags=[], dedicated_agent=""))
        self.assertEqual(self.crowds(), ["born today", "members"])

    def test_the_log_says_the_same(self):
        lines = TOLD.to_json() + "\n"
        self.engine.apply_log(lines)
        self.assertEqual(self.crowds(), ALL)
        other = kefu.Engine(kefu.Ruleset(RULES))
        log = kefu.to_binary_log(lines)
        other.apply_log(log)
        self.assertEqual(other.crowds_of("c"), ALL)
        self.assertEqual(other.digest(), self.engine.digest())
        again = (changes(tags=[], dedicated_agent="", home_store="").to_json()
                 + "\n").encode()
        self.assertIn(b'"tags":[]', again)
        self.assertIn(b'"home_store":""', again)
        self.assertEqual(kefu.to_json_lines(kefu.to_binary_log(again)), again)

    def test_the_fast_door(self):
        rules = self.engine.ruleset
        customer = self.engine.customer_id("c")
        self.engine.fast.customer_changes(
            1000, customer, {rules.attribute("orders"): 5,
                             rules.attribute("likes"): ["tea", "milk"]},
            [rules.tag("gold")])
        self.assertEqual(self.crowds(), ["loyal", "drinkers", "golden"])

    def test_the_store_of_a_customer(self):
        self.engine.apply(changes())  # he is known from now on
        nothing = self.engine.digest()
        self.engine.apply(changes(home_store="east"))
        told = self.engine.digest()
        self.assertNotEqual(told, nothing)
        self.engine.apply(changes())  # what is not given stays
        self.assertEqual(self.engine.digest(), told)
        [refusal] = self.engine.apply(changes(home_store="north"))
        self.assertEqual(refusal.reason, kefu.Reason.UNKNOWN_STORE)
        self.engine.apply(changes(home_store=""))
        self.assertEqual(self.engine.digest(), nothing)
        self.engine.fast.customer_changes(
            kefu.to_ms(NOW), self.engine.customer_id("c"), None, None, None,
            self.engine.ruleset.store("east"))
        self.assertEqual(self.engine.digest(), told)

    def test_what_is_wrong(self):
        [refusal] = self.engine.apply(changes(attributes={"height": 1}))
        self.assertEqual(refusal.reason, kefu.Reason.UNKNOWN_ATTRIBUTE)
        [refusal] = self.engine.apply(changes(attributes={"orders": "3"}))
        self.assertEqual(refusal.reason, kefu.Reason.WRONG_VALUE)
        for wrong in (3.5, {"a": 1}, [1], b"\xff"):
            with self.assertRaises((TypeError, ValueError)):
                self.engine.apply(changes(attributes={"orders": wrong}))
        for wrong in ("orders", 3, [("orders", 3)]):
            with self.assertRaises(TypeError):
                self.engine.apply(changes(attributes=wrong))
        with self.assertRaises(TypeError):
            self.engine.apply(changes(tags="gold"))

    def test_records_and_explanations(self):
        [record] = self.engine.apply(
            kefu.CrowdUsed(at=NOW, crowd="loyal", campaign="spring"))
        self.assertEqual((record.what, record.crowd),
                         (kefu.RecordWhat.CROWD_USE, "loyal"))
        names = self.engine.ruleset.names_by_id("crowd")
        self.assertEqual(names[0], "")
        self.assertIn("loyal", names)
        self.engine.apply(kefu.AgentConnects(at=NOW, agent="ann"))
        why = self.engine.explain("c2", "shop")
        self.assertEqual(
            [rung.dimension for rung in why.rungs
             if rung.reason is kefu.Reason.NOT_IN_SCOPE],
            [kefu.ScopeDimension.CROWD])


if __name__ == "__main__":
    unittest.main()
