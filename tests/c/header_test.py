#!/usr/bin/python3
"""kefu.h is a header of every standard of C and C++, without a warning.

    tests/c/header_test.py cc c++
"""

import re
import subprocess
import sys

import header

C = ["c89", "c99", "c11", "c17"]
CPP = ["c++98", "c++11", "c++14", "c++17", "c++20", "c++2b"]
PROGRAM = """
#include <kefu.h>
#include <kefu.h>

int main(%s) {
  kefu_customer_sends event = KEFU_CUSTOMER_SENDS_INIT;
  kefu_explanation why = KEFU_EXPLANATION_INIT;
  kefu_string text = KEFU_STRING("hello");
  kefu_replay_info replay = KEFU_REPLAY_INFO_INIT;
  event.text = text;
  event.kind = KEFU_MESSAGE_KIND_TEXT;
  return event.size == 0 || why.size == 0 || replay.size == 0 ||
         KEFU_NEVER < KEFU_LAST_INSTANT || kefu_version() != KEFU_VERSION;
}
"""


def program(language):
    """PROGRAM, and a variable of every struct that has an initialiser."""
    names = re.findall(r"^#define (KEFU_\w+)_INIT\b", header.HEADER.read_text(),
                       flags=re.M)
    more = "".join(f"void use_{name}({name.lower()}*);\n"
                   f"void give_{name}(void);\n"
                   f"void give_{name}(void) {{\n"
                   f"  {name.lower()} value = {name}_INIT;\n"
                   f"  use_{name}(&value);\n}}\n" for name in names)
    return PROGRAM % ("void" if language == "c" else "") + more


def compiles(compiler, language, standard):
    run = subprocess.run(
        [compiler, f"-std={standard}", "-x", language, "-fsyntax-only",
         "-pedantic-errors", "-Wall", "-Wextra", "-Wshadow", "-Wundef",
         "-Werror", f"-I{header.HEADER.parent}", "-"],
        input=program(language), capture_output=True, text=True,
        check=False)
    if run.returncode != 0 and "unrecognized" in run.stderr:
        print(f"{compiler} does not know {standard}")
        return True
    if run.returncode != 0:
        print(f"{compiler} -std={standard}:\n{run.stderr}")
    return run.returncode == 0


def main():
    results = [compiles(sys.argv[1], "c", standard) for standard in C]
    results += [compiles(sys.argv[2], "c++", standard) for standard in CPP]
    print(f"{len(results)} standards, {results.count(False)} failures")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
