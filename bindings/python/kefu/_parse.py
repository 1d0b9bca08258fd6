"""Event objects from lines of a log."""

import dataclasses
import json
from datetime import datetime
from typing import Any, Mapping, Union

from ._errors import LogError
from ._event import Event
from ._events import EVENT_CLASSES
from ._time import naive

_CLASSES = {kind.TYPE.json: kind for kind in EVENT_CLASSES}


def parse_event(event: Union[str, bytes, Mapping[str, Any]]) -> Event:
    """The event of a line of JSON, or of what such a line says.

    For many of them Engine.read_log() is much faster. Raises LogError.

    >>> parse_event('{"at": 5, "event": "agent_connects", "agent": "ann"}')
    AgentConnects(at=5, agent='ann', desks=(), seq=None, id='')
    """
    if isinstance(event, Mapping):
        return _event_of(dict(event))
    try:
        fields = json.loads(event)
    except json.JSONDecodeError as error:
        raise LogError(f"{error.lineno}:{error.colno}: {error.msg}",
                       code="line", line=error.lineno,
                       column=error.colno) from None
    except UnicodeDecodeError as error:
        raise LogError(str(error), code="line", line=1) from None
    if not isinstance(fields, dict):
        raise LogError("expected an object", code="line", line=1)
    return _event_of(fields)


def _event_of(fields: dict[str, Any]) -> Event:
    name = fields.pop("event", None)
    kind = _CLASSES.get(name) if isinstance(name, str) else None
    if kind is None:
        raise LogError(f"'{name}' is no event", code="line", line=1)
    has = dataclasses.fields(kind)
    for field in has:
        if field.default is dataclasses.MISSING and field.name not in fields:
            raise LogError(f"{name} lacks {field.name}", code="line", line=1)
    for given in fields:
        if given not in {field.name for field in has}:
            raise LogError(f"{name} has no field '{given}'", code="line",
                           line=1)
    for time in ("at", "until"):
        if isinstance(fields.get(time), str):
            fields[time] = _time_of(time, fields[time])
    return kind(**fields)


def _time_of(field: str, text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise LogError(f"{field}: {error}", code="line", line=1) from None
    if time.utcoffset() is None:
        raise LogError(f"{field}: {naive(text)}", code="line", line=1)
    return time
