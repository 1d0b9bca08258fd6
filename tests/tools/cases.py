"""What the tests of the programs share: their cases, and how they are run.

    case = Cases()

    @case
    def it_says_so(place):
        contains(run("--help").stdout, "--json")

    sys.exit(case.run(pathlib.Path))
"""

import subprocess
import tempfile


class Cases:
    """A decorator that remembers what it stands before."""

    def __init__(self):
        self._functions = []

    def __call__(self, function):
        self._functions.append(function)
        return function

    def run(self, place):
        """Calls each case with place(a new folder); returns the exit code.

        Prints those that fail and, last, "N passed, N failed".
        """
        failed = 0
        for function in self._functions:
            with tempfile.TemporaryDirectory() as folder:
                try:
                    function(place(folder))
                except (AssertionError, subprocess.SubprocessError, KeyError,
                        IndexError, ValueError, OSError) as error:
                    failed += 1
                    print(f"FAILED  {function.__name__}: {error}")
        print(f"{len(self._functions) - failed} passed, {failed} failed")
        return 1 if failed else 0


def equal(actual, expected):
    assert actual == expected, f"is {actual!r}, expected {expected!r}"


def contains(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text!r}"
