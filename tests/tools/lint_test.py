#!/usr/bin/python3
"""What kefu-lint promises: a line for each finding and each error, the codes
that it exits with, and --allow and --json.

    tests/tools/lint_test.py [path of kefu-lint]

Run in the root of the project. Prints "N passed, N failed" last.
"""

import json
import pathlib
import subprocess
import sys

from cases import Cases, contains, equal

LINT = sys.argv[1] if len(sys.argv) > 1 else "build/release/bin/kefu-lint"

GOOD = '{"desks": [{"name": "shop"}], "agents": [{"name": "ann"}]}'
# A group without agents, and an agent whom nobody comes to.
UNWISE = """{"desks": [{"name": "shop", "agents": ["ann"]}],
 "agents": [{"name": "ann"},
            {"name": "bo"}],
 "groups": [{"name": "night"}]}
"""
WRONG = '{"desks": [{"name": "shop"}],\n "agents": [{"nam": "ann"}]}'

case = Cases()


def run(*args, stdin=""):
    return subprocess.run([LINT, *(str(a) for a in args)], input=stdin,
                          capture_output=True, text=True, timeout=120,
                          check=False)


def files(folder, **texts):
    """A file for each text; their paths."""
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def checks(text):
    return [line.split(": ")[2] for line in text.splitlines()]


@case
def help_and_wrong_usage(_):
    result = run("--help")
    equal(result.returncode, 0)
    contains(result.stdout, "--json", "--allow CHECK", "Exit codes",
             "  group_unreachable\n", "  group_empty\n")
    for args in ([], ["--nonsense", "-"], ["--allow"],
                 ["--json", "--allow", "group_empty"]):
        result = run(*args)
        equal((result.returncode, result.stdout), (2, ""))


@case
def nothing_is_found(folder):
    good, = files(folder, good=GOOD)
    result = run(good, good)
    equal((result.returncode, result.stdout, result.stderr), (0, "", ""))


@case
def findings_have_file_line_and_column(folder):
    unwise, = files(folder, unwise=UNWISE)
    result = run(unwise)
    equal((result.returncode, result.stderr), (1, ""))
    contains(result.stdout, f"{unwise}:4:13: /groups/0: group_empty: ",
             f"{unwise}:3:13: /agents/1: agent_unused: ")
    # Each is one line, with words for a person behind the check.
    for line in result.stdout.splitlines():
        assert line.startswith(f"{unwise}:"), line
        assert len(line.split(": ", 3)[3]) > 10, line


@case
def errors_are_told_as_such(folder):
    wrong, = files(folder, wrong=WRONG)
    result = run(wrong)
    equal((result.returncode, result.stderr), (1, ""))
    contains(result.stdout, f"{wrong}:2:14: /agents/0/nam: is no member here",
             'did you mean "name"?\n')
    equal(len(result.stdout.splitlines()), 2)
    result = run("-", stdin="{")
    equal(result.returncode, 1)
    contains(result.stdout, "-:1:2: ")


@case
def as_json_lines(folder):
    good, unwise, wrong = files(folder, good=GOOD, unwise=UNWISE, wrong=WRONG)
    result = run("--json", good, unwise, wrong)
    equal((result.returncode, result.stderr), (1, ""))
    told = [json.loads(line) for line in result.stdout.splitlines()]
    for one in told:
        equal(list(one), ["file", "line", "column", "pointer", "check",
                          "message"])
        assert one["message"], one
    equal({one["file"] for one in told}, {str(unwise), str(wrong)})
    group, = [one for one in told if one["check"] == "group_empty"]
    equal((group["line"], group["column"], group["pointer"]),
          (4, 13, "/groups/0"))
    error = [one for one in told if one["check"] == "error"][-1]
    equal((error["file"], error["line"], error["column"], error["pointer"]),
          (str(wrong), 2, 14, "/agents/0/nam"))
    contains(error["message"], 'did you mean "name"?')
    # The same findings as those for people.
    lines = run(good, unwise).stdout.splitlines()
    equal([f"{one['file']}:{one['line']}:{one['column']}: {one['pointer']}: "
           f"{one['check']}: {one['message']}"
           for one in told if one["check"] != "error"], lines)


@case
def standard_input(_):
    equal(run("-", stdin=GOOD).returncode, 0)
    result = run("-", stdin=UNWISE)
    equal(result.returncode, 1)
    contains(result.stdout, "-:4:13: /groups/0: group_empty: ")


@case
def checks_that_are_allowed(folder):
    good, unwise, wrong = files(folder, good=GOOD, unwise=UNWISE, wrong=WRONG)
    every = checks(run(unwise).stdout)
    some = run("--allow", "group_empty", unwise)
    equal(some.returncode, 1)
    equal(checks(some.stdout), [c for c in every if c != "group_empty"])
    allowed = [arg for check in every for arg in ("--allow", check)]
    result = run(*allowed, unwise, good)
    equal((result.returncode, result.stdout), (0, ""))
    # Errors cannot be.
    equal(run(*allowed, wrong).returncode, 1)


@case
def a_check_that_there_is_not(folder):
    good, = files(folder, good=GOOD)
    result = run("--allow", "group_emty", good)
    equal((result.returncode, result.stdout), (2, ""))
    contains(result.stderr, '"group_emty" is no check, expected '
             "group_unreachable, ", ", group_empty, ",
             'did you mean "group_empty"?')
    for name in ("error", "", "xyz"):
        result = run("--allow", name, good)
        equal(result.returncode, 2)
        assert "did you mean" not in result.stderr, result.stderr


@case
def files_that_cannot_be_read(folder):
    good, unwise = files(folder, good=GOOD, unwise=UNWISE)
    none = folder / "none.json"
    result = run(none, unwise)
    equal(result.returncode, 1)
    contains(result.stderr, f"{none}: cannot open")
    contains(result.stdout, f"{unwise}:4:13: ")
    equal(run(good, none).returncode, 1)
    result = run(folder)
    equal(result.returncode, 1)
    contains(result.stderr, f"{folder}: cannot read")


@case
def output_that_cannot_be_written(folder):
    unwise, = files(folder, unwise=UNWISE)
    with open("/dev/full", "wb") as full:
        result = subprocess.run([LINT, unwise], stdout=full, timeout=120,
                                stderr=subprocess.PIPE, check=False)
    equal(result.returncode, 1)
    contains(result.stderr, b"cannot write")


if __name__ == "__main__":
    sys.exit(case.run(pathlib.Path))
