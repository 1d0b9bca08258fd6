"""Events as columns: fields of a log, one array for each.

A column is an array, a list or a single value for all rows. Names may be texts;
customers texts, or numbers, which are keys of the host's own. Columns that end
in `_id` hold ids instead. What is empty, None or NaN is not given.
"""

from typing import TYPE_CHECKING, Any, Mapping

import numpy as np
import numpy.typing as npt

from . import _kefu, _words
from ._records import EVENT_DTYPE, EVENT_SLOTS, FIELDS
from ._time import to_ms
from ._word import Word
from ._words import EventType

if TYPE_CHECKING:
    from ._engine import Engine

Column = npt.NDArray[Any]

# An id that no ruleset gives, by the width of its column: see Engine.
_OTHER = {"DeskId": 0xFFFF, "GroupId": 0xFFFF, "PriorityId": 0xFFFF}
_NOBODY = 0xFFFFFFFF

_LOOK_UP = {
    "AgentId": "agent", "GroupId": "group", "DeskId": "desk",
    "LinkId": "link", "ProductId": "product", "IntentId": "intent",
    "OrderStatusId": "order_status", "PriorityId": "priority"}
_TEXT = "std::string_view"


def _types() -> dict[str, str]:
    """The type of each field; a name has one in all events."""
    types = {"seq": "uint64_t", "id": _TEXT}
    for fields in EVENT_SLOTS.values():
        for name, (_, kind) in fields.items():
            types[name] = kind
    return types


_TYPES = _types()


class EventColumns:
    """Reads columns into `records` and the columns of their payloads."""

    def __init__(self, engine: "Engine", columns: Mapping[str, Any]) -> None:
        self._engine = engine
        self._given = {str(name): columns[name] for name in columns}
        self._size = self._length()
        self.records = np.zeros(self._size, EVENT_DTYPE)
        self.payload: dict[int, Any] = {}
        event = self._given.pop("event", self._given.pop("type", None))
        if event is None or "at" not in self._given:
            raise ValueError("the columns 'event' and 'at' are needed")
        self.records["type"] = self._words(event, EventType)
        self.records["at"] = self._times(self._given.pop("at"))
        for name, values in self._given.items():
            self._put(name, values)

    def _length(self) -> int:
        sizes = {np.shape(v)[0] for v in self._given.values() if np.ndim(v)}
        if len(sizes) > 1:
            raise ValueError(f"the columns have different lengths: {sizes}")
        return sizes.pop() if sizes else 1

    def _array(self, values: Any) -> Column:
        return np.broadcast_to(np.asarray(values), (self._size,))

    def _put(self, name: str, values: Any) -> None:
        field = name.removesuffix("_id")
        kind = _TYPES.get(name) or _TYPES.get(field)
        if kind is None:
            raise ValueError(f"'{name}' is no field of an event")
        if kind == "CustomerList":
            raise ValueError("columns cannot say agent_accepts: use objects")
        field = name if name in _TYPES else field
        if kind == _TEXT:
            column: Any = ["" if _missing(v) else str(v)
                           for v in self._array(values).tolist()]
        elif name != field:
            column = self._unsigned(self._array(values))
        else:
            column = self._numbers(field, kind, values)
        self._store(field, column, np.ndim(values) == 0)

    def _numbers(self, field: str, kind: str, values: Any) -> Column:
        if kind == "CustomerId":
            return self._customers(values)
        if kind in _LOOK_UP:
            return self._names(kind, values)
        if kind == "uint64_t":
            return self._unsigned(self._array(values))
        if kind == "Capacity":  # 0 is not given
            return self._whole(values, lambda value: int(value) + 1)
        if kind == "Until":  # counts from the first instant
            return self._whole(
                values, lambda value: to_ms(value) + (1 << 53) + 1)
        return self._words(values, getattr(_words, kind))

    @staticmethod
    def _unsigned(array: Column) -> Column:
        if array.dtype.kind not in "iu" or (array < 0).any():
            raise ValueError("ids, keys and numbers are whole and not below 0")
        return array.astype(np.uint64)

    def _whole(self, values: Any, number: Any) -> Column:
        return np.array([0 if _missing(v) else number(v)
                         for v in self._array(values).tolist()], np.uint64)

    def _store(self, field: str, column: Any, single: bool) -> None:
        """Into the record where the event has a slot, else the payload."""
        given = (np.array([text != "" for text in column], bool)
                 if isinstance(column, list) else column != 0)
        given = self._fitting(field, given, single)
        if isinstance(column, list):
            texts = [text if rest else ""
                     for text, rest in zip(column, given.tolist())]
            self.payload[FIELDS[field]] = texts
            return
        for event, fields in EVENT_SLOTS.items():
            slot = fields.get(field, ("payload", ""))[0]
            if slot == "payload":
                continue
            rows = self.records["type"] == EventType(event)
            self.records[slot][rows] = column[rows]
            given &= ~rows
            if field == "customer":  # the engine says who is missing
                self.records[slot][rows & (column == 0)] = _NOBODY
        if given.any():
            rest = np.where(given, column, 0).astype(np.uint64)
            self.payload[FIELDS[field]] = rest

    def _fitting(self, field: str, given: Column, single: bool) -> Column:
        """Where the field is given and the event has it.

        A single value for all rows is for those that can have it.
        """
        if field in ("seq", "id"):
            return given
        events = [EventType(event) for event, fields in EVENT_SLOTS.items()
                  if field in fields]
        has = np.isin(self.records["type"], events)
        if not single and (given & ~has).any():
            row = int(np.argmax(given & ~has))
            event = EventType(int(self.records["type"][row]))
            raise ValueError(f"row {row}: {event} has no field '{field}'")
        return given & has

    # ------------------------------------------------------------- values

    def _times(self, values: Any) -> Column:
        array = self._array(values)
        if hasattr(getattr(values, "dtype", None), "tz"):
            array = self._array(values.dt.tz_convert("UTC").dt.tz_localize(
                None).to_numpy())
        elif array.dtype.kind == "M":
            raise ValueError(
                "datetimes without an offset are no instants: give "
                "milliseconds, or a pandas column with a time zone")
        if array.dtype.kind == "M":
            return array.astype("datetime64[ms]").astype(np.int64)
        if array.dtype.kind in "iu":
            return array.astype(np.int64)
        return np.array([to_ms(v) for v in array.tolist()], np.int64)

    def _words(self, values: Any, word: type[Word]) -> Column:
        array = self._array(values)
        if array.dtype.kind in "iu":
            return self._unsigned(array)
        return self._each(
            array, lambda value: int(word(value)) if value != "" else 0)

    def _names(self, kind: str, values: Any) -> Column:
        find = getattr(self._engine.ruleset, _LOOK_UP[kind])
        other = _OTHER.get(kind, 0xFFFFFFFF)
        return self._each(self._array(values), lambda name: (
            find(str(name)) or other) if name != "" else 0)

    def _customers(self, values: Any) -> Column:
        array = self._array(values)
        if array.dtype.kind in "iu":
            return self._engine.customers_by_key(self._unsigned(array))
        return self._each(array, lambda name: self._engine.customer_id(name)
                          if name != "" else 0)

    def _each(self, array: Column, number: Any) -> Column:
        """number(value) for each value, looked up once for equal ones.

        In the order in which they come, which is that of new customers.
        """
        known: dict[Any, int] = {}
        out = np.zeros(self._size, np.uint64)
        for i, value in enumerate(array.tolist()):
            value = "" if _missing(value) else value
            found = known.get(value)
            if found is None:
                found = known[value] = number(value)
            out[i] = found
        return out


def _missing(value: Any) -> bool:
    """None, NaN and pandas' NaT and NA."""
    return value is None or repr(value) in ("nan", "NaT", "<NA>")
