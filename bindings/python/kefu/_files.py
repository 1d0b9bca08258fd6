"""Logs wherever they are: in files, in texts, in bytes."""

import contextlib
import mmap
import os
import re
from typing import Any, Iterator, Union

from ._errors import LogError

# A log: a path (a pathlib.Path), or the text or bytes themselves.
Log = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]"]

_PATH = re.compile(r"[^{}\[\]\"\n]*([/\\]|\.\w+$)[^{}\[\]\"\n]*")


def path_hint(text: str) -> str:
    """What to do if a text is the path of a file and not what is in it."""
    if not _PATH.fullmatch(text):
        return ""
    return (f"this text is no JSON; if it is the path of a file, pass "
            f"pathlib.Path({text!r})")


@contextlib.contextmanager
def log_bytes(log: Log) -> Iterator[Any]:
    """The bytes of a log; a file is mapped into memory and not read whole.

    Errors name the file then.
    """
    if isinstance(log, str):
        if hint := path_hint(log):
            raise LogError(hint, code="line", line=1, column=1)
        try:
            data = log.encode("utf-8")
        except UnicodeEncodeError as error:
            raise LogError(f"log: {error}", code="line",
                           line=log.count("\n", 0, error.start) + 1,
                           column=len(log[log.rfind("\n", 0, error.start) + 1:
                                          error.start].encode()) + 1) from None
        yield data
    elif not isinstance(log, os.PathLike):
        yield log
    else:
        with open(log, "rb") as file, _named(os.fspath(log)):
            if os.fstat(file.fileno()).st_size == 0:
                yield b""
                return
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                yield mapped


@contextlib.contextmanager
def _named(file: str) -> Iterator[None]:
    """Puts the file's name into the errors of its log."""
    try:
        yield
    except LogError as error:
        text = str(error)
        error.args = (file + text.removeprefix("log"),)
        raise
