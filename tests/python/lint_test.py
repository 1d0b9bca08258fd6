#!/usr/bin/python3
"""What is unwise in a ruleset (E4): Ruleset.lint()."""

import copy
import dataclasses
import json
import pathlib
import pickle
import tempfile
import unittest

import kefu

UNWISE = {"desks": [{"name": "shop"}], "agents": [{"name": "ann"}],
          "groups": [{"name": "a", "agents": [{"agent": "ann"}]},
                     {"name": "b", "agents": []}]}


def empty_groups(ruleset):
    return [finding for finding in ruleset.lint()
            if finding.check is kefu.LintCheck.GROUP_EMPTY]


class Lint(unittest.TestCase):
    def test_nothing_is_found(self):
        ruleset = kefu.Ruleset({"desks": [{"name": "shop"}],
                                "agents": [{"name": "ann"}]})
        self.assertEqual(ruleset.lint(), [])

    def test_a_finding(self):
        finding, = empty_groups(kefu.Ruleset(json.dumps(UNWISE, indent=1)))
        self.assertIsInstance(finding, kefu.LintFinding)
        self.assertEqual(finding.pointer, "/groups/1")
        self.assertEqual((finding.line, finding.column), (21, 3))
        self.assertGreater(len(finding.message), 10)
        self.assertEqual(str(finding),
                         f"21:3: /groups/1: group_empty: {finding.message}")

    def test_places_are_those_of_the_json_text(self):
        # A mapping has become a text, and that is where its places are.
        ruleset = kefu.Ruleset(UNWISE)
        finding, = empty_groups(ruleset)
        self.assertEqual(finding.line, 1)
        self.assertTrue(
            ruleset.json[finding.column - 1:].startswith('{"name": "b"'))
        # Columns count bytes, and a text may begin with its mark.
        text = '{"desks": [{"name": "店"}], "groups": [{"name": "b"}]}'
        finding, = empty_groups(kefu.Ruleset(text))
        self.assertEqual(finding.column,
                         len(text[:text.index('{"name": "b"')].encode()) + 1)
        marked, = empty_groups(kefu.Ruleset("\ufeff" + text))
        self.assertEqual(marked.pointer, finding.pointer)
        self.assertEqual(empty_groups(kefu.Ruleset(text.encode())), [finding])

    def test_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "rules.json"
            path.write_text(json.dumps(UNWISE), encoding="utf-8")
            self.assertEqual(kefu.Ruleset(path).lint(),
                             kefu.Ruleset(UNWISE).lint())

    def test_findings_are_values(self):
        ruleset = kefu.Ruleset(UNWISE)
        finding, = empty_groups(ruleset)
        self.assertEqual(ruleset.lint(), ruleset.lint())
        self.assertEqual(ruleset.lint(),
                         pickle.loads(pickle.dumps(ruleset)).lint())
        self.assertEqual(pickle.loads(pickle.dumps(finding)), finding)
        self.assertEqual(len({finding, copy.copy(finding)}), 1)
        with self.assertRaises(dataclasses.FrozenInstanceError):
            finding.line = 7
        moved = dataclasses.replace(finding, line=0, column=0)
        self.assertEqual(str(moved),
                         f"/groups/1: group_empty: {finding.message}")
        rest = kefu.LintFinding(kefu.LintCheck("agent_unused"), 0, 0, "",
                                "and 7 more")
        self.assertEqual(str(rest), "agent_unused: and 7 more")

    def test_in_the_order_of_the_checks(self):
        found = [finding.check for finding in kefu.Ruleset({
            "desks": [{"name": "shop", "agents": ["ann"]}],
            "agents": [{"name": "ann"}, {"name": "bo"}],
            "groups": [{"name": "b"}]}).lint()]
        self.assertEqual(found, sorted(found))
        self.assertIn(kefu.LintCheck.AGENT_UNUSED, found)
        self.assertIn(kefu.LintCheck.GROUP_EMPTY, found)


if __name__ == "__main__":
    unittest.main()
