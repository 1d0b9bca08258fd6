#!/usr/bin/python3
"""What libkefu_c.so shows is what kefu.h declares and what exports.txt lists,
and the tests in C call each of it.

    tests/c/exports_test.py libkefu_c.so

exports.txt is under review: a function that is missing there was not meant to
be public, one that is gone breaks programs.
"""

import pathlib
import re
import subprocess
import sys

import header


def shown(library):
    lines = subprocess.run(
        ["nm", "-D", "--defined-only", library], check=True,
        capture_output=True, text=True).stdout.splitlines()
    return {line.split()[2].split("@")[0] for line in lines}


def called():
    words = set()
    for path in pathlib.Path(__file__).parent.glob("*.c"):
        words |= set(re.findall(r"\bkefu_\w+(?=\()", path.read_text()))
        # The typed readers are called by a macro, and named beside it.
        words |= set(re.findall(r"/\* (kefu_read_\w+) \*/", path.read_text()))
    return words


def main():
    listed = header.ROOT / "bindings" / "c" / "exports.txt"
    reviewed = listed.read_text().split()
    names = set(reviewed)
    failures = []

    def same(what, one, other):
        for name in sorted(one ^ other):
            where = "only there" if name in one else "missing there"
            failures.append(f"{what}: {name} is {where}")

    if reviewed != sorted(reviewed):
        failures.append("exports.txt is not sorted")
    same("libkefu_c.so against exports.txt", shown(sys.argv[1]), names)
    same("kefu.h against exports.txt", set(header.functions()), names)
    for name in sorted(names - called()):
        failures.append(f"no test in tests/c calls {name}")
    for failure in failures:
        print(failure)
    print(f"{len(names)} functions, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
