#!/usr/bin/python3
"""What is sent (K7), and what agents may send by hand (K6), from Python."""

import unittest

import kefu

RULES = kefu.Ruleset({
    "agents": [{"name": "li", "nickname": "Xiao Li", "replies": {"folders": [
        {"name": "mine", "replies": [
            {"shortcut": "hi", "messages": {"texts": ["{agent} here"]}}]}]}}],
    "desks": [{"name": "shop"}],
    "tenant": {"name": "Ming", "variables": {"customer": "you"}},
    "offline": {"reply_nobody": ["{customer}: place {position}"]},
    "replies": {"list": [{"shortcut": "hi", "messages": {
        "texts": ["welcome to {company}"],
        "links": [{"title": "prices", "url": "https://example.com"}]}}]},
    "scripts": [{"name": "sale", "scripts": [
        {"keywords": ["size"], "messages": {"texts": ["runs large"]}}]}]})


class Texts(unittest.TestCase):
    def sent(self):
        engine = kefu.Engine(RULES)
        effects = engine.apply(kefu.CustomerSends(
            at=0, customer="c", desk="shop", kind="text"))
        return [e for e in effects if isinstance(e, kefu.Send)][0]

    def test_a_send(self):
        send = self.sent()
        self.assertEqual(send.texts, ("you: place 1",))
        self.assertEqual(send.position, 1)
        self.assertIsNone(send.wait)
        self.assertIsNone(send.valid_until)
        self.assertEqual((send.agent, send.rule), ("", ""))
        self.assertEqual(send.messages(), {"texts": ["you: place 1"]})
        self.assertEqual(send.messages("Bo"), {"texts": ["Bo: place 1"]})

    def test_other_effects_send_nothing(self):
        engine = kefu.Engine(RULES)
        effects = engine.apply(kefu.AgentConnects(at=0, agent="li"))
        effects += engine.apply(kefu.CustomerSends(
            at=0, customer="c", desk="shop", kind="text"))
        self.assertEqual({str(e.messages()) for e in effects}, {"{}"})

    def test_a_frame(self):
        engine = kefu.Engine(RULES)
        batch = engine.batch([kefu.CustomerSends(
            at=0, customer="c", desk="shop", kind="text")])
        frame = engine.apply_many(batch).to_pandas()
        row = frame[frame.effect == "send"].iloc[0]
        self.assertEqual(row.texts, ("you: place 1",))
        self.assertEqual(row.position, 1)

    def test_braces(self):
        """Doubled ones are braces, also where nothing else is in them."""
        for text, sent in (("a }} b", "a } b"), ("{{ a", "{ a"),
                           ("a } b", "a } b"), ("}}}}", "}}"),
                           ("{{customer}} is {customer}", "{customer} is you")):
            engine = kefu.Engine(kefu.Ruleset({
                "agents": [{"name": "li"}], "desks": [{"name": "shop"}],
                "tenant": {"variables": {"customer": "you"}},
                "offline": {"reply_nobody": [text]}}))
            effects = engine.apply_many([kefu.CustomerSends(
                at=0, customer="c", desk="shop", kind="text")])
            (send,) = [e for e in effects if isinstance(e, kefu.Send)]
            self.assertEqual(send.texts, (sent,))
            self.assertEqual(send.messages(), {"texts": [sent]})
            frame = effects.to_pandas()
            self.assertEqual(frame[frame.effect == "send"].iloc[0].texts,
                             (sent,))
        for text in ("a { b", "{nobody}"):
            with self.assertRaises(kefu.ConfigError):
                kefu.Ruleset({"agents": [{"name": "li"}],
                              "desks": [{"name": "shop"}],
                              "offline": {"reply_nobody": [text]}})

    def test_quick_replies(self):
        self.assertEqual(RULES.quick_replies("li", "#hi"), [
            {"root": "personal", "folder": "mine", "shortcut": "hi",
             "texts": ["Xiao Li here"]}])
        public = {"root": "public", "shortcut": "hi",
                  "texts": ["welcome to Ming"],
                  "links": [{"title": "prices",
                             "url": "https://example.com"}]}
        self.assertEqual(RULES.quick_replies(typed="#hi"), [public])
        self.assertEqual(len(RULES.quick_replies("li")), 2)
        self.assertEqual(RULES.quick_replies("li", "hi"), [])

    def test_scripts(self):
        self.assertEqual(RULES.scripts(typed="what SIZE"), [
            {"situation": "sale", "texts": ["runs large"]}])
        self.assertEqual(RULES.scripts(typed="what"), [])


if __name__ == "__main__":
    unittest.main()
