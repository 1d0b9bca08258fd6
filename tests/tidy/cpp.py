"""Reads C++ well enough for tidy.py: includes, functions, hash tables."""

import re

_TOKEN = re.compile(
    r'R"(?P<mark>[^()\\\s]*)\((?:.|\n)*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*"
    r"|/\*(?:.|\n)*?\*/")

_CONTROL = re.compile(r"\b(if|for|while|switch|catch|do|else|return)\b")
_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum)\b")
_HASH_TABLE = re.compile(
    r"\b(?:std::unordered_(?:multi)?(?:map|set)"
    r"|absl::(?:flat|node)_hash_(?:map|set))\s*<")


def _blank(match):
    """A comment or literal as blanks; its line breaks stay."""
    text = match.group()
    kept = "\n" * text.count("\n")
    return ('""' if text[0] in "\"'R" else " ") + kept


def strip(text):
    """The text without comments and literals; includes are kept."""
    return _TOKEN.sub(_blank_unless_include, text)


def _blank_unless_include(match):
    begin = match.string.rfind("\n", 0, match.start()) + 1
    if match.string[begin:match.start()].strip().startswith("#include"):
        return match.group()
    return _blank(match)


def raw_lines(text):
    """The numbers of the lines that hold a part of a raw string."""
    numbers = set()
    for match in _TOKEN.finditer(text):
        if match.group().startswith("R"):
            first = text.count("\n", 0, match.start()) + 1
            numbers.update(range(first, first + match.group().count("\n") + 1))
    return numbers


def includes(text):
    """A list of (line, name, whether it is in quotes)."""
    found = []
    pattern = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
    for number, line in enumerate(text.splitlines(), 1):
        match = pattern.match(line)
        if match:
            found.append((number, match.group(2), match.group(1) == '"'))
    return found


def _without_preprocessor(text):
    """Blanks preprocessor lines with their continuations."""
    result = []
    inside = False
    for line in text.split("\n"):
        if inside or line.lstrip().startswith("#"):
            inside = line.rstrip().endswith("\\")
            result.append("")
        else:
            result.append(line)
    return "\n".join(result)


def _opens_function(head):
    """Whether a brace after `head` (the text since ; { or }) is a body."""
    if ")" not in head or _CONTROL.search(head.split("(")[0]):
        return False
    before = re.sub(r"\brequires\b.*", "", head.split("(")[0])
    before = re.sub(r"<[^<>]*>", "", before)
    return not _SCOPE.search(before) and not head.rstrip().endswith("=")


def _in_initialisers(head):
    """Whether a brace after `head` is a member's: `: a_(1), b_` {2}."""
    return (re.search(r"\)\s*(noexcept\s*)?:[^:]", head) is not None and
            re.search(r"[\w>]\s*$", head) is not None)


def functions(text):
    """A list of (line, length in lines) of the functions' definitions.

    Lambdas belong to the function that they stand in.
    """
    code = _without_preprocessor(strip(text))
    found = []
    stack = []  # one entry for each open brace: (kind, line, head)
    head, begin, line = "", 1, 1
    for char in code:
        if char == "\n":
            line += 1
        if char == "{":
            inside = any(entry[0] == "function" for entry in stack)
            kind = "other"
            if not inside and _in_initialisers(head):
                kind = "initialiser"
            elif not inside and _opens_function(head):
                kind = "function"
            stack.append((kind, begin, head))
            head = ""
        elif char == "}" and stack:
            kind, first, before = stack.pop()
            if kind == "function":
                found.append((first, line - first + 1))
            head = before + "{})" if kind == "initialiser" else ""
            begin = first if kind == "initialiser" else line
        elif char == ";":
            head = ""
        else:
            if not head.strip() and not char.isspace():
                begin = line
            head += char
    return found


def _after_template(text, begin):
    """Where the <...> that opens just before `begin` is closed."""
    depth = 1
    while begin < len(text) and depth:
        depth += {"<": 1, ">": -1}.get(text[begin], 0)
        begin += 1
    return begin


def hash_tables(text):
    """The names of variables and members that are hash tables."""
    names = set()
    for match in _HASH_TABLE.finditer(text):
        rest = text[_after_template(text, match.end()):]
        name = re.match(r"\s*[&*]?\s*(\w+)", rest)
        if name:
            names.add(name.group(1))
    return names


def hash_iterations(text, header=""):
    """A list of (line, name) where a hash table is walked through."""
    code = strip(text)
    names = hash_tables(code) | hash_tables(strip(header))
    found = []
    for name in sorted(names):
        walk = re.compile(r"for\s*\([^;()]*:\s*[^;{]*\b" + name + r"\s*\)"
                          r"|\b" + name + r"(\.|->)c?begin\s*\(")
        for match in walk.finditer(code):
            found.append((code.count("\n", 0, match.start()) + 1, name))
    return sorted(found)
