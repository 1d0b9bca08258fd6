#!/usr/bin/python3
"""Whether a message may still be sent (W2), from Python."""

import unittest

import kefu

HOUR = 3_600_000
WINDOW = 48 * HOUR


def engine_of_account():
    return kefu.Engine(kefu.Ruleset({
        "channels": [{"name": "account", "type": "official_account"}],
        "desks": [{"name": "shop", "channel": "account"}],
        "agents": [{"name": "li"}]}))


class MaySend(unittest.TestCase):
    def setUp(self):
        self.engine = engine_of_account()
        self.engine.apply(kefu.AgentConnects(at=0, agent="li"))
        self.engine.apply(kefu.CustomerSends(
            at=0, customer="c", desk="shop", kind="text"))

    def send(self, at):
        return self.engine.apply(kefu.AgentSends(
            at=at, agent="li", customer="c", desk="shop", kind="text"))

    def test_left_and_until(self):
        may = self.engine.may_send("c", "shop", agent="li")
        self.assertTrue(may.allowed)
        self.assertEqual((may.left, may.until), (5, WINDOW))
        for left in (4, 3, 2, 1, 0):
            effects = self.send(at=HOUR)
            self.assertEqual([e.left for e in effects
                              if isinstance(e, kefu.Deliver)], [left])
        may = self.engine.may_send("c", "shop", agent="li")
        self.assertFalse(may.allowed)
        self.assertEqual(may.reason, kefu.Reason.QUOTA_SPENT)
        self.assertEqual([e.reason for e in self.send(at=HOUR)],
                         [kefu.Reason.QUOTA_SPENT])

    def test_the_last_millisecond(self):
        self.assertTrue(self.engine.may_send("c", "shop", at=WINDOW - 1).allowed)
        late = self.engine.may_send("c", "shop", at=WINDOW)
        self.assertFalse(late.allowed)
        self.assertEqual(late.reason, kefu.Reason.WINDOW_CLOSED)
        # The question changed nothing.
        self.assertTrue(self.engine.may_send("c", "shop").allowed)

    def test_kinds_of_the_channel(self):
        engine = kefu.Engine(kefu.Ruleset({
            "channels": [{"name": "mini", "type": "mini_program"}],
            "desks": [{"name": "shop", "channel": "mini"}]}))
        engine.apply(kefu.CustomerSends(
            at=0, customer="c", desk="shop", kind="text"))
        self.assertTrue(engine.may_send("c", "shop", kind="image").allowed)
        self.assertEqual(engine.may_send("c", "shop", kind="video").reason,
                         kefu.Reason.KIND_NOT_ALLOWED)

    def test_nonsense(self):
        with self.assertRaises(kefu.Error):
            self.engine.may_send("c", "no such desk")
        with self.assertRaises(ValueError):
            self.engine.may_send("c", "shop", kind="hologram")


if __name__ == "__main__":
    unittest.main()
