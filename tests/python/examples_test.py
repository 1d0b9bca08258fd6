#!/usr/bin/python3
"""The examples in Python run and show what they say."""

import pathlib
import subprocess
import sys
import unittest


def run(name, *arguments):
    done = subprocess.run(
        [sys.executable, "-B", f"examples/{name}.py", *arguments],
        capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout


class Examples(unittest.TestCase):
    def test_the_first_decision_is_that_of_cpp(self):
        lines = run("first_decision").splitlines()
        self.assertEqual(len(lines), 3)
        readme = pathlib.Path("README.md").read_text(encoding="utf-8")
        shown = "".join(line.strip() for line in readme.splitlines()
                        if line.startswith("    {") or
                        line.startswith("     "))
        for line in lines:
            self.assertIn(line.replace(" ", ""), shown.replace(" ", ""))

    def test_a_host_sleeps_until_the_next_deadline(self):
        story = [line.split(": ", 1)[1]
                 for line in run("host_loop", "50").splitlines()]
        self.assertEqual(story, [
            "ann serves c-1", "to c-1: Are you still there?",
            "c-1 is closed, the customer was silent for too long",
            "to c-1: Goodbye.",
            "ann serves c-2", "c-2 is closed, closed by the host"])

    def test_ten_thousand_tenants(self):
        lines = run("many_tenants").splitlines()
        self.assertIn("10000 tenants", lines[0])
        self.assertEqual(lines[1:], [
            "half of them: {'close_session': 5000}",
            "the others: {'close_session': 5000}", "open sessions: 0"])

    def test_an_asyncio_host(self):
        lines = run("asyncio_host").splitlines()
        self.assertEqual(len(lines), 4)
        self.assertEqual(lines[0], "c-1: served by ann, then agent")
        for line in lines[1:]:
            self.assertTrue(line.endswith("customer_silent"), line)

    def test_calls_as_a_scenario(self):
        """What the converter prints is the scenario with its effects."""
        steps = run("harper/convert", "--scenario").splitlines()
        path = pathlib.Path("tests/scenario/guides/harper_valley.txt")
        told = [line.split("  #")[0].rstrip()
                for line in path.read_text(encoding="utf-8").splitlines()
                if line.startswith("@")]
        self.assertEqual(steps, told)
        self.assertNotIn("kind=text", "".join(steps))
        self.assertIn("score=", "".join(steps))

    def test_what_if(self):
        text = run("what_if")
        self.assertIn("urgent", text)
        self.assertIn("of 1163 calls wait otherwise", text)


if __name__ == "__main__":
    unittest.main()
