"""What a call can fail with. A refusal is an effect and not an error."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong with a config, and where."""

    line: int
    column: int
    pointer: str
    message: str
    suggestion: str


class Error(Exception):
    """What every error of kefu is.

    code: a word for machines, such as "config" or "damaged"
    path: where in a config, as a JSON pointer; ""
    line, column: where in a text, from 1, columns in bytes; 0
    offset: where in bytes, from 0
    errors: everything that is wrong with a config
    block, event: where in a binary log, from 1; 0
    good_bytes, good_events: how far a binary log is good: a host truncates it
    there and goes on
    """

    def __init__(self, message: str, *, code: str = "", path: str = "",
                 line: int = 0, column: int = 0, offset: int = 0,
                 errors: tuple[Problem, ...] = (), block: int = 0,
                 event: int = 0, good_bytes: int = 0,
                 good_events: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.path = path
        self.line = line
        self.column = column
        self.offset = offset
        self.errors = errors
        self.block = block
        self.event = event
        self.good_bytes = good_bytes
        self.good_events = good_events

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), str(self), dict(vars(self)))


def _again(kind: type[Error], message: str,
           where: dict[str, object]) -> Error:
    return kind(message, **where)  # type: ignore[arg-type]


class ConfigError(Error, ValueError):
    """A config that is no ruleset; `errors` tells all that is wrong."""


class LogError(Error, ValueError):
    """A log that cannot be read, with its place."""


class SnapshotError(Error, ValueError):
    """Bytes that are no snapshot, or not one of this ruleset."""


class TimeError(Error, ValueError):
    """A datetime that is no instant, because it has no offset."""


class BusyError(Error, RuntimeError):
    """Another thread is using the engine."""


class UnknownName(Error, LookupError):
    """A name that the ruleset does not have."""


class UnknownDay(Error, LookupError):
    """An answer rests on days that a calendar does not know."""


# As people import them, and as a traceback names them.
for _kind in (Problem, Error, ConfigError, LogError, SnapshotError, TimeError,
              BusyError, UnknownName, UnknownDay):
    _kind.__module__ = "kefu"
del _kind
