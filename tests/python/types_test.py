#!/usr/bin/python3
"""mypy --strict on package and examples; the stub against the module."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

CONFIG = "bindings/python/mypy.ini"


# Both tests of a run share what mypy has read.
CACHE = tempfile.TemporaryDirectory()


def run(*command):
    done = subprocess.run(
        command, capture_output=True, text=True, check=False,
        env=dict(os.environ, MYPYPATH="bindings/python",
                 MYPY_CACHE_DIR=CACHE.name))
    return done.returncode, done.stdout + done.stderr


@unittest.skipUnless(shutil.which("stubtest"), "mypy is not installed")
class Types(unittest.TestCase):
    def test_mypy(self):
        examples = sorted(str(p) for p in pathlib.Path(
            "examples").glob("*.py"))
        status, output = run("mypy", "--config-file", CONFIG, "-p", "kefu")
        self.assertEqual(status, 0, output)
        status, output = run("mypy", "--config-file", CONFIG, *examples)
        self.assertEqual(status, 0, output)

    def test_stubtest(self):
        status, output = run("stubtest", "--mypy-config-file", CONFIG,
                             "kefu._kefu")
        self.assertEqual(status, 0, output)


if __name__ == "__main__":
    unittest.main()
