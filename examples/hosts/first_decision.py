#!/usr/bin/python3
"""The first decision through the C ABI, by Python's ctypes alone.

    examples/hosts/first_decision.py libkefu_c.so

It shows what any language with a foreign function interface has to do. (For
Python itself there is a package of its own.) The door is kefu_apply_json:
lines in, lines out, and no struct to describe.
"""

import ctypes
import json
import sys

RULESET = {"desks": [{"name": "shop"}],
           "agents": [{"name": "ann"}, {"name": "bo"}]}
EVENTS = [
    {"at": 1000, "event": "agent_connects", "agent": "ann"},
    {"at": 2000, "event": "customer_sends", "customer": "c-1", "desk": "shop",
     "kind": "text"},
]
OK, MORE = 0, 1


class Error(Exception):
    """A result of kefu that is not KEFU_OK, in words."""


class Library:
    """libkefu_c with the types of what is used here."""

    def __init__(self, path):
        c = ctypes.CDLL(path)
        handle, size = ctypes.c_void_p, ctypes.c_size_t
        c.kefu_strerror.restype = ctypes.c_char_p
        c.kefu_parse_ruleset.argtypes = [
            ctypes.POINTER(handle), handle, ctypes.c_char_p, size, handle]
        c.kefu_ruleset_release.argtypes = [handle]
        c.kefu_engine_new.argtypes = [ctypes.POINTER(handle), handle]
        c.kefu_engine_free.argtypes = [handle]
        c.kefu_apply_json.argtypes = [
            ctypes.POINTER(size), ctypes.POINTER(size), handle,
            ctypes.c_char_p, size, ctypes.c_char_p, size, handle]
        self.c = c

    def check(self, result):
        if result < 0:
            raise Error(self.c.kefu_strerror(result).decode())
        return result


class Engine:
    """An engine that takes events and gives effects as dicts."""

    def __init__(self, library, ruleset):
        self.library = library
        self.handle = ctypes.c_void_p()
        text = json.dumps(ruleset).encode()
        rules = ctypes.c_void_p()
        library.check(library.c.kefu_parse_ruleset(
            ctypes.byref(rules), None, text, len(text), None))
        try:
            library.check(library.c.kefu_engine_new(
                ctypes.byref(self.handle), rules))
        finally:
            library.c.kefu_ruleset_release(rules)  # the engine keeps it alive

    def close(self):
        self.library.c.kefu_engine_free(self.handle)
        self.handle = None

    def apply(self, events, room=65536):
        lines = "".join(json.dumps(event) + "\n" for event in events).encode()
        out = ctypes.create_string_buffer(room)
        written, used = ctypes.c_size_t(), ctypes.c_size_t()
        told, result = b"", MORE
        while result == MORE:
            result = self.library.check(self.library.c.kefu_apply_json(
                ctypes.byref(written), ctypes.byref(used), self.handle, out,
                room, lines, len(lines), None))
            lines = lines[used.value:]
            told += out.raw[:written.value]
        return [json.loads(line) for line in told.splitlines()]


def main():
    library = Library(sys.argv[1])
    engine = Engine(library, RULESET)
    effects = engine.apply(EVENTS)
    for effect in effects:
        print(json.dumps(effect, separators=(",", ":")))
    [assign] = [e for e in effects if e["effect"] == "assign"]
    assert assign["agent"] == "ann" and assign["customer"] == "c-1"
    try:
        Engine(library, {"agents": 5})
    except Error as error:
        assert str(error) == "the ruleset is wrong", error
    else:
        raise AssertionError("a wrong ruleset was taken")
    engine.close()


if __name__ == "__main__":
    main()
