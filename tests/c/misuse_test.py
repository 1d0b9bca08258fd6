#!/usr/bin/python3
"""Every function of kefu.h with NULL in the place of each pointer, one by one,
while all other arguments are good: a code comes back and nobody crashes. What
is tried is read from the header, so new functions are tried by themselves.

    tests/c/misuse_test.py libkefu_c.so
"""

import ctypes
import sys

import header

INVALID = -1
RULES = b'{"desks": [{"name": "d"}], "agents": [{"name": "a"}]}'

# Pointers that may be NULL, by their names; and those that may if no length
# or count says that something is there.
OPTIONAL = {"errors", "previous", "model", "file", "lines", "effects", "count",
            "applied", "allocator"}
MAY_BE_EMPTY = {"payloads", "payload", "json", "name", "text", "bytes", "log",
                "in", "out", "ids", "names", "keys", "events", "word",
                "crowds", "agents", "customer"}
# What is counted by one owner fewer, or is freed, is tried with NULL only.
FREES = ("_free", "_release")
NUMBERS = {"size_t": ctypes.c_size_t, "uint32_t": ctypes.c_uint32,
           "uint64_t": ctypes.c_uint64, "int64_t": ctypes.c_int64,
           "int": ctypes.c_int}


class Handles:
    """One good object of each kind, made by the library."""

    def __init__(self, library):
        self.library = library
        self.made = {}
        rules = self.make("kefu_ruleset", "kefu_parse_ruleset", None, RULES,
                          ctypes.c_size_t(len(RULES)), None)
        engine = self.make("kefu_engine", "kefu_engine_new", rules)
        for kind in ("buffer", "errors", "batch", "explanations", "metrics",
                     "json_to_log", "log_to_json"):
            self.make(f"kefu_{kind}", f"kefu_{kind}_new")
        self.make("kefu_session_list", "kefu_session_list_new")
        for kind in ("unanswered", "counterfactuals"):
            self.make(f"kefu_{kind.removesuffix('s')}_list",
                      f"kefu_{kind}_new")
        for kind in ("reader", "log_writer", "log_reader"):
            self.make(f"kefu_{kind}", f"kefu_{kind}_new", engine)
        none = ctypes.c_size_t(0)
        self.make("kefu_recorded_log", "kefu_recorded_log_read", None, rules,
                  None, none)
        replay = self.make("kefu_replay", "kefu_replay_run", None, rules, None,
                           none, None)
        self.make("kefu_comparison", "kefu_compare", replay, replay)

    def make(self, kind, function, *arguments):
        out = ctypes.c_void_p()
        result = getattr(self.library, function)(ctypes.byref(out), *arguments)
        assert result == 0, (function, result)
        self.made[kind] = ctypes.c_void_p(out.value)
        return self.made[kind]

    def argument(self, kind):
        """A good argument of a type of C."""
        kind = kind.replace("const ", "")
        if kind in NUMBERS:
            return NUMBERS[kind](0)
        if kind.endswith("*") and kind[:-1] in self.made:
            return self.made[kind[:-1]]
        # A struct of the caller begins with its size; the rest is 0.
        room = ctypes.create_string_buffer(4096)
        if kind.startswith("kefu_") and kind != "kefu_event*":
            ctypes.cast(room, ctypes.POINTER(ctypes.c_size_t))[0] = 4096
        return room


def try_each(handles, name, result, arguments):
    """Yields what is wrong with one function."""
    function = getattr(handles.library, name)
    function.restype = ctypes.c_int if result == "int" else ctypes.c_uint64
    if name.endswith(FREES):
        function(None)
        return
    for i, (kind, word) in enumerate(arguments):
        if "*" not in kind:
            continue
        good = [handles.argument(k) for k, _ in arguments]
        good[i] = None
        got = function(*good)
        must = result == "int" and word not in OPTIONAL | MAY_BE_EMPTY
        if must and got != INVALID and not name.startswith("kefu_knows"):
            yield f"{name}({word} = NULL) gives {got}"


def main():
    handles = Handles(ctypes.CDLL(sys.argv[1]))
    tried = failures = 0
    for name, (result, arguments) in header.functions().items():
        if name == "kefu_ruleset_retain":
            continue
        for failure in try_each(handles, name, result, arguments):
            print(failure)
            failures += 1
        tried += 1
    print(f"{tried} functions, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
