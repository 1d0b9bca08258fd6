#!/usr/bin/python3
"""The structs of kefu.h only grow. bindings/c/layout.txt has every member of
every public struct, with its offset and size, under review.

    tests/c/layout_test.py cc            fails if a member moved or is gone, if
                                         a struct with a size has padding at its
                                         end, or if the file is not up to date
    tests/c/layout_test.py cc --write    brings it up to date, unless a member
                                         moved or is gone

Bytes that were reserved may become members, but not padding.
"""

import re
import subprocess
import sys
import tempfile

import header

LAYOUT = header.ROOT / "bindings" / "c" / "layout.txt"
HEAD = ("# The structs of kefu.h: offset and size of every member, in bytes.\n"
        "# Made by tests/c/layout_test.py; members only come in addition.\n")


def structs():
    """A dict from each public struct to the names of its members."""
    text = re.sub(r"/\*.*?\*/", "", header.HEADER.read_text(), flags=re.S)
    found = {}
    for name, body in re.findall(
            r"typedef struct (kefu_\w+) \{(.*?)\n\} \1;", text, flags=re.S):
        found[name] = [
            re.search(r"\(\*(\w+)\)|(\w+)(?:\[\d+\])?$",
                      part.strip()).group(1, 2)
            for part in re.sub(r"\)\([^;]*\)", ")", body).split(";")
            if part.strip()]
        found[name] = [one or other for one, other in found[name]]
    return found


def measured(compiler):
    """A dict from "struct.member", and "struct" itself, to (offset, size)."""
    lines = []
    for name, members in structs().items():
        lines.append(f'printf("{name} 0 %zu\\n", sizeof({name}));')
        for member in members:
            lines.append(f'printf("{name}.{member} %zu %zu\\n", '
                         f'offsetof({name}, {member}), '
                         f'sizeof((({name}*)0)->{member}));')
    program = ("#include <kefu.h>\n#include <stdio.h>\nint main(void) {\n" +
               "\n".join(lines) + "\nreturn 0;\n}\n")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [compiler, "-x", "c", "-std=c99", f"-I{header.HEADER.parent}",
             "-o", f"{folder}/layout", "-"],
            input=program, text=True, check=True)
        return parsed(subprocess.run([f"{folder}/layout"], check=True,
                                     capture_output=True, text=True).stdout)


def parsed(text):
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, offset, size = line.split()
            found[name] = (int(offset), int(size))
    return found


def covered(layout, struct):
    """The bytes of a struct that belong to a member."""
    return {byte for name, (offset, size) in layout.items()
            if name.startswith(struct + ".")
            for byte in range(offset, offset + size)}


def breaks(old, new):
    """Yields what a program that was compiled before would stumble over."""
    for name, place in old.items():
        struct, _, member = name.partition(".")
        if struct not in new:
            yield f"{name} is gone"
        elif not member:
            if new[name][1] < place[1]:
                yield f"{name} is smaller"
            for byte in sorted(covered(old, name) - covered(new, name)):
                yield f"byte {byte} of {name} is padding now: reserve it"
        elif not member.startswith("reserved") and new.get(name) != place:
            yield f"{name} moved or is gone"


def padded(layout):
    """Yields the structs with a size that end in padding."""
    for name, (_, size) in layout.items():
        if f"{name}.size" in layout and size - 1 not in covered(layout, name):
            yield f"{name} ends in padding: say `uint8_t reserved[n]`"


def main():
    new = measured(sys.argv[1])
    old = parsed(LAYOUT.read_text()) if LAYOUT.exists() else {}
    failures = [*breaks(old, new), *padded(new)]
    text = HEAD + "".join(f"{name} {offset} {size}\n"
                          for name, (offset, size) in new.items())
    if not failures and "--write" in sys.argv:
        LAYOUT.write_text(text)
    if not failures and (not LAYOUT.exists() or LAYOUT.read_text() != text):
        failures.append("bindings/c/layout.txt is not up to date: run "
                        "tests/c/layout_test.py cc --write")
    for failure in failures:
        print(failure)
    print(f"{len(new)} structs and members, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
