#!/usr/bin/python3
"""Holds docs/refusals.md to the scenarios: what an event is refused for there
stands in its row, every event has a row, and every word of it is a reason or
another name of the tables."""

import collections
import re
import unittest
from pathlib import Path

# What may refuse any event, and what the page's own words stand for.
NAMES = {"unknown_agent", "unknown_desk", "desk_deleted", "unknown_customer"}
RECEIVER = {"to_self", "target_unavailable", "other_store", "over_maximum",
            "over_capacity", "no_agent", "unknown_agent", "unknown_group"}
WORDS = [("names", NAMES), ("present", {"agent_offline", "agent_away"}),
         ("receiver", RECEIVER)]
WORD = re.compile(r"`(\w+)`")
ROW = re.compile(r"\| (`\w+`[^|]*) \| (.*) \|")
SAME = {"agent_disconnects": "agent_connects",
        "agent_unblocks": "agent_blocks"}


def vocabulary():
    """The events and the reasons that there are."""
    text = Path("include/kefu/events.def").read_text()
    return (set(re.findall(r"^KEFU_EVENT\(\d+, \w+, (\w+)", text, re.M)),
            set(re.findall(r'^KEFU_REASON\(\w+, \d+, "(\w+)"', text, re.M)))


def page(events):
    """Reasons by event, and those of any event."""
    told = collections.defaultdict(set)
    always = set()
    for row in ROW.finditer(Path("docs/refusals.md").read_text()):
        subjects = events & set(WORD.findall(row[1]))
        reasons = set(WORD.findall(row[2]))
        for word, those in WORDS:
            if re.search(rf"\b{word}\b", row[2]):
                reasons |= those
        if not subjects:
            always |= set(WORD.findall(row[1]))
        for event in subjects:
            told[event] |= reasons
    for event, other in SAME.items():
        told[event] |= told[other]
    guards = Path("docs/feedback.md").read_text()
    guards = guards[guards.index("Guards, in"):guards.index("A batch is done")]
    told["agent_reopens"] |= set(WORD.findall(guards))
    return told, always


def shown(events):
    """(event, reason, where) of each refusal in a scenario."""
    for path in sorted(Path("tests/scenario").glob("*/*.txt")):
        event = None
        for number, line in enumerate(path.read_text().split("\n"), 1):
            words = line.split("#")[0].split()
            if words and line[0] != " ":  # a step, or a question
                event = next((w for w in words if w in events), None)
            refused = re.match(r"\s+refuse\s.*?reason=(\w+)", line)
            if refused and event:
                yield event, refused[1], f"{path}:{number}"


class Refusals(unittest.TestCase):
    def setUp(self):
        self.events, self.reasons = vocabulary()
        self.told, self.always = page(self.events)

    def test_every_event_has_a_row(self):
        self.assertGreater(len(self.events), 30)
        self.assertEqual(self.events - set(self.told), set())

    def test_every_refusal_of_a_scenario_is_told(self):
        seen = set()
        for event, reason, where in shown(self.events):
            seen.add((event, reason))
            if reason not in self.always:
                self.assertIn(reason, self.told[event], f"{where}: {event}")
        self.assertGreater(len(seen), 150)

    def test_what_any_event_is_refused_for_are_reasons(self):
        self.assertIn("limit_reached", self.always)
        self.assertEqual(self.always - self.reasons, set())

    def test_every_word_of_a_row_is_a_name_of_the_tables(self):
        names = set()
        for table in ("events.def", "config.def"):
            text = Path("include/kefu", table).read_text()
            names |= set(re.findall(r"\w+", text))
        words = set()
        for row in ROW.finditer(Path("docs/refusals.md").read_text()):
            words |= set(WORD.findall(row[1])) | set(WORD.findall(row[2]))
        self.assertGreater(len(words & self.reasons), 50)
        self.assertEqual(words - names, set())


if __name__ == "__main__":
    unittest.main()
