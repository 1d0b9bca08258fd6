#!/usr/bin/python3
"""Campaigns (G4) and texts that were not sent (K9), from Python."""

import unittest

import kefu

RULES = kefu.Ruleset({
    "channels": [
        {"name": "mini", "type": "mini_program"},
        {"name": "account", "type": "wecom_kf",
         "windows": {"grants": [{"trigger": "enter", "use": "welcome",
                                 "count": 1, "lifetime": "20 s"}]}}],
    "desks": [{"name": "shop", "channel": "mini"},
              {"name": "account", "channel": "account"}],
    "agents": [{"name": "li"}],
    "welcomes": {"list": [{"name": "hello", "messages": {
        "texts": ["one", "and one too many"]}}]},
    "campaigns": {"list": [
        {"name": "spring", "texts": ["for you"],
         "gifts": [{"kind": "coupon", "coupon": "ten off"}]}]}})


class Greetings(unittest.TestCase):
    def setUp(self):
        self.engine = kefu.Engine(RULES)

    def frame_of(self, effects):
        batch = kefu.Engine(RULES).apply_many(effects)
        return batch.to_pandas()

    def test_a_campaign(self):
        shown = self.engine.apply(kefu.CustomerVisits(
            at=0, customer="c", channel="mini"))
        send, visit, record = shown
        self.assertEqual((send.source, send.rule),
                         (kefu.TextSource.CAMPAIGN, "spring"))
        self.assertEqual((visit.what, visit.campaign),
                         (kefu.RecordWhat.VISIT, ""))
        self.assertEqual((record.what, record.campaign, record.reason),
                         (kefu.RecordWhat.CAMPAIGN, "spring",
                          kefu.Reason.SHOWN))
        grant = self.engine.apply(kefu.CustomerClicks(
            at=1, customer="c", campaign="spring"))[0]
        self.assertEqual((grant.gift, grant.campaign, grant.coupon),
                         (kefu.GiftKind.COUPON, "spring", "ten off"))

    def test_a_campaign_in_a_frame(self):
        frame = self.frame_of([
            kefu.CustomerVisits(at=0, customer="c", channel="mini"),
            kefu.CustomerClicks(at=1, customer="c", campaign="spring")])
        records = frame[frame.what == "campaign"]
        self.assertEqual(list(records.campaign), ["spring"] * 3)
        (grant,) = frame[frame.effect == "grant"].itertuples()
        self.assertEqual((grant.gift, grant.campaign, grant.coupon),
                         ("coupon", "spring", "ten off"))

    def test_what_is_not_sent(self):
        enters = kefu.CustomerEnters(at=0, customer="c", desk="account")
        (record,) = [e for e in self.engine.apply(enters)
                     if isinstance(e, kefu.Record)]
        self.assertEqual((record.what, record.source, record.campaign),
                         (kefu.RecordWhat.NOT_SENT, kefu.TextSource.WELCOME,
                          ""))
        frame = self.frame_of([enters])
        (row,) = frame[frame.what == "not_sent"].itertuples()
        self.assertEqual((row.source, row.reason),
                         ("welcome", "quota_spent"))

    def test_nothing_left_is_said(self):
        engine = kefu.Engine(kefu.Ruleset({
            "channels": [{"name": "account", "type": "official_account",
                          "windows": {"grants": [
                              {"trigger": "message", "count": 1,
                               "lifetime": "1 h"}]}}],
            "desks": [{"name": "shop", "channel": "account"}],
            "agents": [{"name": "li"}]}))
        engine.apply(kefu.AgentConnects(at=0, agent="li"))
        engine.apply(kefu.CustomerSends(
            at=1, customer="c", desk="shop", kind="text"))
        (deliver,) = engine.apply(kefu.AgentSends(
            at=2, agent="li", customer="c", desk="shop", kind="text"))
        self.assertEqual(deliver.as_dict()["left"], 0)
        self.assertIn("left=0", repr(deliver))


if __name__ == "__main__":
    unittest.main()
