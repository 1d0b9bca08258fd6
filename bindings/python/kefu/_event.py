"""What all events have in common."""

import dataclasses
import json
from datetime import datetime
from typing import Any, ClassVar, Mapping, Sequence, Union

from . import _words
from ._records import EVENT_SLOTS
from ._time import Time, to_ms
from ._words import EventType

__all__ = ["Attributes", "Customer", "Event", "Time", "Value"]

# A customer as the host names him: a text, or a number of its own up to
# 2**64 - 1. "7" and 7 are different customers.
Customer = Union[str, int]

# A value of a customer's attribute: a flag, a number, a text, an instant or a
# set of texts. None takes it away, like "" and ().
Value = Union[bool, int, str, datetime, Sequence[str], None]
Attributes = Mapping[str, Value]


class Event:
    """Something that a host tells the engine; the classes are frozen.

    >>> import kefu
    >>> event = kefu.AgentConnects(at=1000, agent="ann")
    >>> event.to_json()
    '{"at":1000,"event":"agent_connects","agent":"ann"}'
    """

    __slots__ = ()
    TYPE: ClassVar[EventType] = EventType.NONE

    def as_dict(self) -> dict[str, Any]:
        """Its fields as in a line of a log; those not given are left out."""
        fields: dict[str, Any] = {}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if value == field.default or value is None:
                continue
            fields[field.name] = self._plain(field.name, value)
        return {"at": to_ms(fields.pop("at")), "event": str(self.TYPE),
                **fields}

    def to_json(self) -> str:
        """Its line of a log."""
        return json.dumps(self.as_dict(), ensure_ascii=False,
                          separators=(",", ":"))

    def _plain(self, name: str, value: Any) -> Any:
        """As JSON has it: words for numbers, whole numbers for NumPy's."""
        if isinstance(value, datetime):
            return to_ms(value)
        if isinstance(value, (str, bool)):
            return value
        if isinstance(value, bytes):
            return value.decode()
        if hasattr(value, "__index__"):
            kind = EVENT_SLOTS[self.TYPE.json].get(name, ("", ""))[1]
            word = getattr(_words, kind, None)
            number = int(value.__index__())
            return number if word is None else word(number).json
        if isinstance(value, Mapping):
            return {key: self._plain("", item) for key, item in value.items()}
        if isinstance(value, (tuple, list)):
            return [self._plain("", item) for item in value]
        return value


