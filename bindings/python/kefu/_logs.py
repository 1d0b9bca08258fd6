"""Writing logs, and turning one kind into the other."""

from typing import Any, Iterable, NamedTuple, Union

import numpy.typing as npt

from . import _kefu
from ._batch import batch_of_events
from ._engine import Engine
from ._event import Event
from ._files import Log, log_bytes


class LogWriter:
    """Collects events into blocks of a binary log; docs/log.md.

    Add events before they are applied. Nothing is written until flush() gives
    the bytes, which belong to the end of the log's file.

    >>> import kefu
    >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}]}))
    >>> writer = kefu.LogWriter(engine)
    >>> writer.add(kefu.TimePasses(at=1000))
    >>> kefu.to_json_lines(writer.flush())
    b'{"at":1000,"event":"time_passes"}\\n'
    """

    __slots__ = ("_engine", "_writer")

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = _kefu.LogWriter(engine)

    def add(self, events: Union[Event, Iterable[Event], _kefu.Batch,
                                "npt.NDArray[Any]"], *,
            payloads: Any = None) -> None:
        """Adds one event, several, a batch, or an array of EVENT_DTYPE.

        payloads: the bytes that the array's column `payload` points into, as
        for apply_many(); needed if one of the records has a payload
        """
        if isinstance(events, Event):
            events = [events]
        if not isinstance(events, _kefu.Batch) and not hasattr(
                events, "dtype"):
            events = batch_of_events(self._engine, events)
        self._writer.add(events, payloads)

    def flush(self) -> bytes:
        """Everything that was added since, as bytes to be appended."""
        return self._writer.flush()

    def begin_segment(self) -> None:
        """What is added next can be read without what lies before it."""
        self._writer.begin_segment()

    @property
    def bytes(self) -> int:
        """About how many bytes flush() would give."""
        return self._writer.bytes


class LogCheck(NamedTuple):
    """How far a binary log is good, and what is wrong then, or None."""

    bytes: int
    blocks: int
    events: int
    wrong: str | None


def check_log(log: Log) -> LogCheck:
    """Reads a binary log to its end."""
    with log_bytes(log) as data:
        return LogCheck(*_kefu.check_log(data))


def is_binary_log(beginning: bytes) -> bool:
    """Whether a file that begins with these 8 bytes is a binary log."""
    return _kefu.is_binary_log(beginning)


def to_binary_log(log: Log) -> bytes:
    """JSON Lines as a binary log; needs no ruleset. Raises LogError."""
    with log_bytes(log) as data:
        return _kefu.json_to_binary(data)


def to_json_lines(log: Log) -> bytes:
    """A binary log as JSON Lines; needs no ruleset. Raises LogError."""
    with log_bytes(log) as data:
        return _kefu.binary_to_json(data)
