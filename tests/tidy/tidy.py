#!/usr/bin/python3
"""Checks what a compiler does not: floors, sizes and banned words.

    tests/tidy/tidy.py [root]

Prints "path:line: what is wrong, and what to do instead" for each finding and
returns 1 if there is one. self_test.py proves that each check can fail.
"""

import os
import re
import sys

import cpp

FLOORS = ["kefu", "base", "model", "facts", "moves", "engine", "lint", "replay",
          "codec", "whatif"]
CORE = ("src/base/", "src/model/", "src/facts/", "src/moves/", "src/engine/",
        "src/lint/", "src/replay/")
OUTSIDE = ("bindings/", "bench/", "examples/", "src/tools/")
# The programs also write pages and reports with the codec's own words.
TOOLS_MAY = ("src/codec/",)
# Rooms that look at less than their floor lets them.
WORLD = "src/model/world.h"
STAND_OUTSIDE = {
    "src/replay/": (("kefu/", "src/replay/"), "a replay",
                    "keep to what any host can call, include/kefu"),
    "src/lint/": (("kefu/", "fmt/", "src/base/", "src/lint/", "src/model/"),
                  "lint", "keep to the compiled ruleset"),
}
# What all moves share, with step_*; itself it includes none of them.
SHARED_MOVE = "step"
CODEC_LIBRARIES = ("cereal/", "rapidjson/", "simdjson")

FILE_LINES = 500
FUNCTION_LINES = 70
COLUMNS = 80
MADE = "Made by kefu-reference"

# Word (a regular expression) and what to use in its place.
BANNED = [
    (r"std::chrono\b|<chrono>|\bclock_gettime\b|\bgettimeofday\b",
     "time comes from the events: use kefu::Instant"),
    (r"(?<![\w.>:])time\s*\(|\bstd::time\b|<ctime>",
     "time comes from the events: use kefu::Instant"),
    (r"\brand\s*\(|\bsrand\b|\brandom_device\b|\bmt19937|<random>",
     "nothing is random: draw a sample with a stable hash (base/digest.h)"),
    (r"\bfloat\b|\bdouble\b",
     "integers decide: scale to uint64_t or compare fractions crosswise"),
    (r"\bstd::(jthread|thread|async)\b|<thread>",
     "the library has no thread: the host calls from its own"),
    (r"\bmutex\b|\bcondition_variable\b|<atomic>|\bstd::atomic\b",
     "an engine is used by one thread at a time: nothing to lock"),
    (r"\bstd::hash\b|\babsl::Hash\b",
     "its values change from run to run: use base/digest.h"),
    (r"\bgetenv\b", "nothing is read from the environment: use the config"),
    (r"\blocale\b|\bsetlocale\b|\bstrtod\b|\bstod\b",
     "the locale decides nothing: use std::from_chars"),
]

# In pieces, so that this file does not hold them.
FORBIDDEN = [
    (r"\bTO" r"DO\b", "finish it, or describe the limit in docs/"),
    (r"\bFIX" r"ME\b", "mend it, or describe the limit in docs/"),
    (r"\bXX" r"X\b", "say what is meant"),
    (r"(?i)\bnot\s+implem" r"ented\b", "finish it, or leave the name out"),
    (r"/wo" r"rk/|/ho" r"me/", "use a path relative to the project"),
]

SKIPPED_FOLDERS = {".git", "build", "__pycache__", ".cache", ".venv"}
TEXT = (".h", ".cc", ".c", ".def", ".py", ".md", ".txt", ".cmake", ".in",
        ".json", ".jsonl", ".map", ".sh", ".csv", "")


class Findings:
    def __init__(self):
        self.lines = []

    def add(self, path, line, message):
        self.lines.append(f"{path}:{line}: {message}")


def is_code(path):
    return path.endswith((".h", ".cc", ".c"))


def floor_of(path):
    """The floor of a file, or of an include, as (rank, room); else None."""
    parts = path.split("/")
    if parts[0] in ("src", "include"):
        parts = parts[1:]
    if len(parts) < 2 or parts[0] not in FLOORS:
        return None
    return FLOORS.index(parts[0]), parts[-1].split(".")[0]


def check_floors(path, includes, findings):
    """A file includes its own floor and lower ones only."""
    own = floor_of(path)
    if own is None or not path.startswith("src/"):
        return
    for line, name, _ in includes:
        other = floor_of(name)
        if other is None:
            continue
        if other[0] > own[0]:
            findings.add(path, line, f"{FLOORS[own[0]]} is below "
                         f"{FLOORS[other[0]]}: move what both need down")
        elif (FLOORS[own[0]] == FLOORS[other[0]] == "moves" and
              other[1].split("_")[0] != SHARED_MOVE and
              not same_room(own[1], other[1])):
            findings.add(path, line, "moves do not include each other: "
                         "post a signal")


def check_rooms(path, includes, findings):
    """Replays stand outside the engine, as a host does; lint asks no world."""
    for folder, (may, what, remedy) in STAND_OUTSIDE.items():
        if not path.startswith(folder):
            continue
        for line, name, quoted in includes:
            if quoted and (not name.startswith(may) or name == WORLD):
                findings.add(path, line, f"{what} includes {name}: {remedy}")


def same_room(a, b):
    """Whether two files are one room: transfer.cc, transfer_batch.cc."""
    return a == b or a.startswith(b + "_") or b.startswith(a + "_")


def check_libraries(path, includes, findings):
    """cereal, RapidJSON and simdjson live in src/codec."""
    if path.startswith(("src/codec/", "tests/", "bench/")):
        return
    for line, name, _ in includes:
        if name.startswith(CODEC_LIBRARIES):
            findings.add(path, line, f"{name} is for src/codec only: "
                         "call what src/codec offers")


def check_public(path, includes, findings):
    """Public headers need public headers and the standard library only."""
    if not path.startswith("include/kefu/"):
        return
    for line, name, quoted in includes:
        standard = not quoted and re.fullmatch(r"[a-z_0-9]+(\.h)?", name)
        if not standard and not name.startswith("kefu/"):
            findings.add(path, line, f"a public header includes {name}: "
                         "keep to kefu/ and the standard library")


def check_visible(path, text, findings):
    """What a public header declares can be called in libkefu.so."""
    if not path.startswith("include/kefu/") or not path.endswith(".h"):
        return
    push = text.find("#pragma GCC visibility push(default)\nnamespace kefu {")
    pop = text.find("}  // namespace kefu\n#pragma GCC visibility pop\n")
    if text.count("\nnamespace kefu {") != 1 or not 0 <= push < pop:
        findings.add(path, 1, "namespace kefu is hidden: put #pragma GCC "
                     "visibility push(default) before it and pop after it")


def check_outside(path, includes, known, findings):
    """Who uses the library uses its public headers."""
    if not path.startswith(OUTSIDE):
        return
    folder = os.path.dirname(path)
    allowed = OUTSIDE
    if path.startswith("src/tools/"):
        allowed += TOOLS_MAY
    for line, name, quoted in includes:
        if not quoted or name.startswith("kefu/"):
            continue
        near = os.path.normpath(f"{folder}/{name}")
        for candidate in (near, name, f"src/{name}"):
            if candidate in known and not candidate.startswith(allowed):
                findings.add(path, line, f"{name} is not public: include "
                             "kefu/ only")
                break


def facts_cycle(graph):
    """A list of rooms that ask each other in a circle, or None."""
    done = set()

    def visit(room, way):
        if room in way:
            return way[way.index(room):] + [room]
        if room in done:
            return None
        for other in sorted(graph.get(room, ())):
            cycle = visit(other, way + [room])
            if cycle:
                return cycle
        done.add(room)
        return None

    for room in sorted(graph):
        cycle = visit(room, [])
        if cycle:
            return cycle
    return None


def check_facts(includes_of, findings):
    """Facts may ask other facts, without cycles."""
    graph = {}
    for path, includes in includes_of.items():
        if not path.startswith("src/facts/"):
            continue
        own = floor_of(path)[1]
        for _, name, _ in includes:
            other = floor_of(name)
            if other and FLOORS[other[0]] == "facts" and other[1] != own:
                graph.setdefault(own, set()).add(other[1])
    cycle = facts_cycle(graph)
    if cycle:
        findings.add("src/facts", 1, "facts ask each other in a circle ("
                     + " -> ".join(cycle) + "): split one of them")


def check_sizes(path, text, findings):
    """Files, functions and lines stay short."""
    lines = text.splitlines()
    # What is made from a table is as long as the table makes it.
    made = path.startswith("bindings/") and lines[:1] and MADE in lines[0]
    if len(lines) > FILE_LINES and not made:
        findings.add(path, len(lines), f"{len(lines)} lines, at most "
                     f"{FILE_LINES}: cut along the rule")
    if not is_code(path):
        return
    raw = cpp.raw_lines(text)
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS and number not in raw and "http" not in line:
            findings.add(path, number, f"{len(line)} columns, at most "
                         f"{COLUMNS}: run clang-format")
    for number, length in cpp.functions(text):
        if length > FUNCTION_LINES:
            findings.add(path, number, f"a function of {length} lines, at "
                         f"most {FUNCTION_LINES}: name its parts")


def check_banned(path, text, header, findings):
    """Nothing in the core depends on clocks, chance, threads or hashes."""
    if not path.startswith(CORE) or not is_code(path):
        return
    for number, line in enumerate(cpp.strip(text).splitlines(), 1):
        for word, remedy in BANNED:
            found = re.search(word, line)
            if found:
                findings.add(path, number, f"'{found.group().strip()}' "
                             f"must not decide anything: {remedy}")
    for number, name in cpp.hash_iterations(text, header):
        findings.add(path, number, f"the order of the hash table '{name}' "
                     "changes from run to run: keep a vector beside it")


def check_words(path, text, findings):
    """Nothing is left open, and nothing depends on one machine."""
    for number, line in enumerate(text.splitlines(), 1):
        for word, remedy in FORBIDDEN:
            found = re.search(word, line)
            if found:
                findings.add(path, number, f"'{found.group()}': {remedy}")


def check(files):
    """Returns the findings for a project given as {path: text}."""
    findings = Findings()
    includes_of = {path: cpp.includes(text) for path, text in files.items()
                   if is_code(path)}
    check_facts(includes_of, findings)
    for path, text in sorted(files.items()):
        if path != "LICENSE":
            check_words(path, text, findings)
        if is_code(path) or path.endswith(".py"):
            check_sizes(path, text, findings)
        if not is_code(path):
            continue
        includes = includes_of[path]
        header = "" if path.endswith(".h") else files.get(
            re.sub(r"\.cc?$", ".h", path), "")
        check_floors(path, includes, findings)
        check_rooms(path, includes, findings)
        check_libraries(path, includes, findings)
        check_public(path, includes, findings)
        check_visible(path, text, findings)
        check_outside(path, includes, files, findings)
        check_banned(path, text, header, findings)
    return findings.lines


def read(root):
    """Reads the text files of a project into {path: text}."""
    files = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED_FOLDERS)
        for name in names:
            path = os.path.join(folder, name)
            if os.path.splitext(name)[1] not in TEXT or os.path.islink(path):
                continue
            try:
                with open(path, encoding="utf-8") as file:
                    text = file.read()
            except UnicodeDecodeError:
                continue  # not text
            files[os.path.relpath(path, root)] = text
    return files


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    root = sys.argv[1] if len(sys.argv) > 1 else f"{here}/../.."
    files = read(root)
    findings = check(files)
    for line in findings:
        print(line)
    print(f"{len(files)} files, {len(findings)} findings.")
    return 1 if findings or not files else 0


if __name__ == "__main__":
    sys.exit(main())
