#!/usr/bin/python3
"""Past customers, unanswered ones and ratings (S4, S5, F1), from Python."""

import unittest

import kefu

RULES = {
    "tenant": {"keep_unanswered": True},
    "channels": [{"name": "account", "type": "official_account"}],
    "desks": [{"name": "shop", "channel": "account"}],
    "agents": [{"name": "li"}, {"name": "wang"}],
    "feedback": {"rating": {"on": True, "texts": ["how was it?"]}},
    "routing": {"distribution": "sequential"},
}


class Past(unittest.TestCase):
    def setUp(self):
        self.engine = kefu.Engine(kefu.Ruleset(RULES))
        self.engine.apply(kefu.AgentConnects(at=0, agent="li"))
        self.engine.apply(kefu.CustomerSends(
            at=10, customer="c", desk="shop", kind="text"))

    def close(self, at):
        return self.engine.apply(kefu.AgentCloses(
            at=at, agent="li", customer="c", desk="shop"))

    def test_unanswered(self):
        self.assertEqual(self.engine.unanswered(), [])  # li serves him
        self.close(20)
        (one,) = self.engine.unanswered()
        self.assertEqual(
            (one.customer, one.desk, one.session, one.since, one.agent),
            ("c", "shop", 1, 10, "li"))
        self.assertIs(one.state, kefu.SessionState.CLOSED)
        self.assertTrue(one.may_send.allowed)
        self.assertEqual(one.may_send.left, 5)
        self.assertEqual(self.engine.unanswered(agent="wang"), [])
        self.assertEqual(self.engine.unanswered(limit=0), [])
        self.assertEqual(len(self.engine.unanswered(limit=(1 << 64) - 1)), 1)
        for wrong in (-1, 1 << 64):
            with self.assertRaisesRegex(ValueError, f"^limit is {wrong}, "):
                self.engine.unanswered(limit=wrong)
        for wrong in (-1, 1 << 32):
            with self.assertRaisesRegex(ValueError, f"^count is {wrong}, "):
                self.engine.may_send("c", "shop", count=wrong)
        self.assertEqual(len(self.engine.unanswered(desk="shop", agent="li")),
                         1)
        with self.assertRaises(kefu.UnknownName):
            self.engine.unanswered(desk="no such desk")

    def test_reopen(self):
        self.close(20)
        effects = self.engine.apply(kefu.AgentReopens(
            at=30, agent="li", customers=["c"], desk="shop"))
        (assign,) = [e for e in effects if isinstance(e, kefu.Assign)]
        self.assertEqual(assign.by, kefu.AssignBy.REOPEN)
        self.assertEqual(self.engine.unanswered(), [])

    def test_rating(self):
        self.engine.apply(kefu.AgentInvitesRating(
            at=20, agent="li", customer="c", desk="shop"))
        (record,) = self.engine.apply(kefu.CustomerRates(
            at=30, customer="c", desk="shop", score=4, comment="kind"))
        self.assertEqual((record.what, record.agent, record.score),
                         (kefu.RecordWhat.RATING, "li", 4))
        (refuse,) = self.engine.apply(kefu.CustomerRates(
            at=40, customer="c", desk="shop", score=5))
        self.assertEqual(refuse.reason, kefu.Reason.ALREADY_RATED)


if __name__ == "__main__":
    unittest.main()
