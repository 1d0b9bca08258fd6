#!/usr/bin/python3
"""What the documents show works: docstrings, docs/python.md, README.md."""

import doctest
import importlib
import pathlib
import pkgutil
import re
import unittest

import kefu


def load_tests(loader, tests, pattern):
    del loader, pattern
    for module in pkgutil.iter_modules(kefu.__path__):
        if module.name != "_kefu":
            tests.addTests(doctest.DocTestSuite(
                importlib.import_module(f"kefu.{module.name}")))
    tests.addTests(doctest.DocTestSuite(kefu))
    for page in ("docs/python.md",):
        tests.addTests(doctest.DocFileSuite(
            str(pathlib.Path(page).resolve()), module_relative=False))
    return tests


class Readme(unittest.TestCase):
    def test_its_python_runs(self):
        text = pathlib.Path("README.md").read_text(encoding="utf-8")
        blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        self.assertTrue(blocks)
        for block in blocks:
            rang = []
            exec(block, {"ring": rang.append})
            self.assertEqual(rang, ["ann"])


if __name__ == "__main__":
    unittest.main()
