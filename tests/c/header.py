"""kefu.h as data: its functions, with the types of their arguments."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HEADER = ROOT / "bindings" / "c" / "kefu.h"


def _bare(text):
    """The header without comments and preprocessor lines."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"^#(?:.*\\\n)*.*$", "", text, flags=re.M)


def functions():
    """A dict from each function's name to (result, [(type, name), ...])."""
    pattern = re.compile(
        r"KEFU_API\s+([^;()]*?)\s*\b(kefu_[a-z0-9_]+)\s*\(([^;]*?)\);", re.S)
    found = {}
    for result, name, arguments in pattern.findall(_bare(HEADER.read_text())):
        pairs = []
        for argument in " ".join(arguments.split()).split(", "):
            if argument != "void":
                kind, _, word = argument.rpartition(" ")
                stars = len(word) - len(word.lstrip("*"))
                pairs.append((kind + "*" * stars, word.lstrip("*")))
        found[name] = (" ".join(result.split()), pairs)
    return found
