"""Instants: whole milliseconds since 1970 UTC, and aware datetimes."""

from datetime import datetime, timedelta, timezone
from typing import Any, Union

from ._errors import TimeError

# What is taken as a time: whole milliseconds since 1970 UTC, or a datetime
# that knows its offset.
Time = Union[int, datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(time: Any) -> int:
    """Milliseconds since 1970 UTC.

    Parts of a millisecond are dropped, towards the past.

    >>> to_ms(datetime(2025, 11, 21, 10, tzinfo=timezone.utc))
    1763719200000
    >>> to_ms(datetime(2025, 11, 21, 10))
    Traceback (most recent call last):
    ...
    kefu.TimeError: a datetime without an offset (2025-11-21 10:00:00) \
is no instant: give it a tzinfo, such as datetime.timezone.utc
    """
    if isinstance(time, datetime):
        if time.utcoffset() is None:
            raise TimeError(naive(time), code="naive_datetime")
        return (time - _EPOCH) // _MILLISECOND
    if type(time).__name__ == "datetime64":
        raise TimeError(naive(time), code="naive_datetime")
    try:
        return int(time.__index__())
    except AttributeError:
        raise TypeError(
            f"is a {type(time).__name__}, expected whole milliseconds since "
            "1970 UTC or an aware datetime") from None


def naive(time: Any) -> str:
    """What is wrong with a datetime without an offset, and what to do."""
    return (f"a datetime without an offset ({time}) is no instant: give it a "
            "tzinfo, such as datetime.timezone.utc")


def to_datetime(ms: int) -> datetime:
    """The aware datetime, in UTC, of milliseconds since 1970.

    >>> to_datetime(1763719200250).isoformat()
    '2025-11-21T10:00:00.250000+00:00'
    """
    return _EPOCH + ms * _MILLISECOND


def duration_ms(duration: int | timedelta) -> int:
    """Whole milliseconds of a length of time.

    >>> duration_ms(timedelta(minutes=2)), duration_ms(1500)
    (120000, 1500)
    """
    if isinstance(duration, timedelta):
        ms = duration // _MILLISECOND
    elif hasattr(duration, "__index__") and not isinstance(duration, bool):
        ms = int(duration.__index__())
    else:
        raise TypeError(f"is a {type(duration).__name__}, expected whole "
                        "milliseconds or a timedelta")
    if not 0 <= ms <= 1 << 53:
        raise ValueError(f"is {ms} ms, expected a length of time from 0 to "
                         "2**53 ms")
    return ms
