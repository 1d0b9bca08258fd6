"""Logs wherever they are: in files, in texts, in bytes."""

import contextlib
import mmap
import os
from typing import Any, Iterator, Union

# A log: a path (a pathlib.Path), or the text or bytes themselves.
Log = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]"]


@contextlib.contextmanager
def log_bytes(log: Log) -> Iterator[Any]:
    """The bytes of a log; a file is mapped into memory and not read whole."""
    if isinstance(log, str):
        yield log.encode("utf-8")
    elif not isinstance(log, os.PathLike):
        yield log
    else:
        with open(log, "rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                yield b""
                return
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield data
