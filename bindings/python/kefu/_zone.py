"""Time zones as data: the engine reads none from the host (C3)."""

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from . import config as _config
from ._time import Time, to_datetime, to_ms

# No zone changes twice in so short a time.
_STEP = 6 * 3_600_000


def time_zone_table(zone: "str | tzinfo", begin: Time,
                    end: Time) -> _config.TimeZoneConfig:
    """The section `time_zone` of a ruleset for these years.

    zone: a name such as "Europe/Berlin", or any tzinfo
    begin, end: from when and until when changes are looked for; outside of
    them the zone keeps its first and its last offset

    Raises zoneinfo.ZoneInfoNotFoundError for an unknown name.

    >>> from datetime import datetime, timezone
    >>> year = datetime(2026, 1, 1, tzinfo=timezone.utc)
    >>> next_year = datetime(2027, 1, 1, tzinfo=timezone.utc)
    >>> time_zone_table(timezone.utc, year, next_year)
    {'name': 'UTC', 'offset': '+00:00', 'changes': []}
    """
    known = ZoneInfo(zone) if isinstance(zone, str) else zone
    first, last = to_ms(begin), to_ms(end)
    changes: list[_config.ZoneChangeConfig] = []
    at = first
    while at < last:
        following = min(at + _STEP, last)
        if _offset(known, at) != _offset(known, following):
            change = _first_change(known, at, following)
            changes.append({"at": _iso(change),
                            "offset": _text(_offset(known, change))})
            following = change
        at = following
    return {"name": str(zone), "offset": _text(_offset(known, first)),
            "changes": changes}


def _offset(zone: tzinfo, ms: int) -> timedelta:
    offset = to_datetime(ms).astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _first_change(zone: tzinfo, before: int, after: int) -> int:
    """The first millisecond that has another offset than `before`."""
    offset = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _iso(ms: int) -> str:
    text = to_datetime(ms).astimezone(timezone.utc)
    return text.isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign = "-" if seconds < 0 else "+"
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    tail = f":{second:02}" if second else ""
    return f"{sign}{hour:02}:{minute:02}{tail}"
