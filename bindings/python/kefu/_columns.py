"""Events as columns: fields of a log, one array for each.

A column is an array, a list or a single value for all rows. Names may be texts;
customers texts, or numbers, which are keys of the host's own. Columns that end
in `_id` hold ids instead. What is empty, None or NaN is not given.

Each value is checked before it is stored; what does not fit its field raises
with the column and the row. Of floats only those of an array are taken, and
only whole ones: pandas makes them of whole numbers with gaps.
"""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Callable, Mapping, NoReturn

import numpy as np
import numpy.typing as npt

from . import _words
from ._errors import TimeError
from ._events import EVENT_CLASSES
from ._records import EVENT_DTYPE, EVENT_SLOTS, FIELDS
from ._time import naive, to_ms
from ._word import Word
from ._words import EventType

if TYPE_CHECKING:
    from ._engine import Engine

Column = npt.NDArray[Any]
# Whole numbers as an array, or any values as a list.
Values = Column | list[Any]

_LOOK_UP = {
    "AgentId": "agent", "GroupId": "group", "DeskId": "desk",
    "LinkId": "link", "ProductId": "product", "IntentId": "intent",
    "OrderStatusId": "order_status", "PriorityId": "priority",
    "CrowdId": "crowd", "PageId": "page", "LanguageId": "language",
    "StoreId": "store", "ChannelId": "channel", "ItemId": "item"}
# What is no single value: columns cannot say it.
_OBJECTS = {"CustomerList": "agent_accepts", "AttributeList": "attributes",
            "TagList": "tags", "DeskList": "desks",
            "MaybeAgent": "dedicated_agent", "MaybeStore": "home_store"}
_TEXT = "std::string_view"
_LAST = 1 << 53  # the last instant; the first is its opposite
# The highest number that a field can have: of an id that is one which no
# ruleset gives; of an enumeration more than it has, which the engine refuses.
_MOST = {"CustomerId": 2**64 - 1, "uint64_t": 2**64 - 1,
         "DeskId": 0xFFFF, "GroupId": 0xFFFF, "PriorityId": 0xFFFF,
         "CrowdId": 0xFFFF, "ChannelId": 0xFFFF,
         "Capacity": 0xFFFFFFFE}


# The id that nobody has, by the type of a name.
_NAMES = {"CustomerId": 0xFFFFFFFF} | {
    kind: _MOST.get(kind, 0xFFFFFFFF) for kind in _LOOK_UP}


def _types() -> dict[str, str]:
    """The type of each field; a name has one in all events."""
    types = {"seq": "uint64_t", "id": _TEXT}
    for fields in EVENT_SLOTS.values():
        for name, (_, kind) in fields.items():
            types[name] = kind
    return types


_TYPES = _types()


def _required() -> list[tuple[int, str, int]]:
    """Event, slot and the id of nobody, for names that have to be given."""
    return [(int(kind.TYPE), slot, _NAMES[what])
            for kind in EVENT_CLASSES for field in dataclasses.fields(kind)
            for slot, what in [EVENT_SLOTS[kind.TYPE.json].get(
                field.name, ("payload", ""))]
            if field.default is dataclasses.MISSING
            and slot != "payload" and what in _NAMES]


def _slots() -> dict[str, list[tuple[int, str]]]:
    """By field, the events that have a slot for it, and which."""
    slots: dict[str, list[tuple[int, str]]] = {}
    for event, fields in EVENT_SLOTS.items():
        for field, (slot, _) in fields.items():
            if slot != "payload":
                slots.setdefault(field, []).append((EventType(event), slot))
    return slots


def _has() -> dict[str, Column]:
    """By field, whether each of the 256 types has it."""
    has: dict[str, Column] = {}
    for event, fields in EVENT_SLOTS.items():
        for field in fields:
            has.setdefault(field, np.zeros(256, bool))[EventType(event)] = True
    return has


_REQUIRED = _required()
_SLOTS = _slots()
_HAS = _has()


def _most(kind: str) -> int:
    return _MOST.get(kind, _NAMES.get(kind, 0xFF))


def _fail(name: str, row: int, why: str,
          error: type[Exception] = ValueError) -> NoReturn:
    text = f"column '{name}', row {row}: {why}"
    if issubclass(error, TimeError):
        raise error(text, code="naive_datetime")
    raise error(text)


def _type(value: Any) -> str:
    return type(value).__name__


def _missing(value: Any) -> bool:
    """None, NaN and pandas' NaT and NA."""
    return (value is None or _type(value) in ("NaTType", "NAType")
            or (isinstance(value, (float, np.floating))
                and bool(value != value)))


class _Given:
    """A column as it was given, its values not looked at yet."""

    def __init__(self, name: str, values: Any) -> None:
        self.name = name
        many = hasattr(values, "__array__") and np.ndim(values) > 0 or (
            isinstance(values, Sequence)
            and not isinstance(values, (str, bytes, bytearray)))
        self.size = len(values) if many else None
        if isinstance(values, Sequence) or not many:
            # Not np.asarray(), which gives all of them one type.
            self.values: Any = list(values) if many else [values]
            return
        self.values = values
        if np.ndim(values) != 1:
            raise ValueError(f"column '{name}' has {np.ndim(values)} "
                             "dimensions, expected one")

    def instants(self) -> Any:
        """Times, if it is an array of them: milliseconds, and which there are.

        None if it is something else.
        """
        if isinstance(self.values, list):
            return None
        if getattr(self.values.dtype, "tz", None) is not None:
            import pandas as pd
            times = pd.DatetimeIndex(self.values).tz_convert(
                "UTC").tz_localize(None).to_numpy()
        else:
            times = np.asarray(self.values)
            if times.dtype.kind != "M":
                return None
            row = int(np.argmax(~np.isnat(times))) if len(times) else 0
            if len(times) and not np.isnat(times[row]):
                _fail(self.name, row, naive(times[row]), TimeError)
        found = times.astype("datetime64[ms]").astype(np.int64)
        return found, ~np.isnat(times)

    def cells(self) -> Values:
        if isinstance(self.values, list):
            return self.values
        array = np.asarray(self.values)
        if array.dtype.kind in "iu":
            return array
        if array.dtype.kind == "f":
            return self._whole(array)
        return array.tolist()  # type: ignore[no-any-return]

    def _whole(self, array: Column) -> list[Any]:
        there = ~np.isnan(array)
        bad = there & ~((array == np.trunc(array)) & (np.abs(array) < _LAST))
        if bad.any():
            row = int(np.argmax(bad))
            _fail(self.name, row, f"is {array[row]}, expected a whole number, "
                  "as a float one below 2**53", TypeError)
        return [int(value) if given else None
                for value, given in zip(array.tolist(), there.tolist())]


class EventColumns:
    """Reads columns into `records` and the columns of their payloads.

    payload: by the number of a field its texts, or its numbers and where it is
    given
    """

    def __init__(self, engine: "Engine", columns: Mapping[str, Any]) -> None:
        self._engine = engine
        given = {str(name): _Given(str(name), columns[name])
                 for name in columns}
        self._size = _length(given)
        self.records = np.zeros(self._size, EVENT_DTYPE)
        self.payload: dict[int, Any] = {}
        if "event" in given and "type" in given:
            raise ValueError("give 'event' or 'type', they are the same")
        event = given.pop("event", given.pop("type", None))
        if event is None or "at" not in given:
            raise ValueError("the columns 'event' and 'at' are needed")
        self.records["type"] = self._full(self._words(event, EventType)[0])
        self._events = set(np.unique(self.records["type"]).tolist())
        self.records["at"] = self._full(self._times(given.pop("at")))
        for column in given.values():
            self._put(column)
        self._require()

    def _require(self) -> None:
        """A name that has to be given and is not is one that nobody has."""
        for event, slot, nobody in _REQUIRED:
            if event in self._events:
                column = self.records[slot]
                rows = self.records["type"] == event
                column[rows & (column == 0)] = nobody

    def _full(self, column: Column) -> Column:
        return np.broadcast_to(column, (self._size,))

    def _put(self, column: _Given) -> None:
        name = column.name
        field = name if name in _TYPES else name.removesuffix("_id")
        kind = _TYPES.get(field)
        if kind is None or (name != field and kind not in _LOOK_UP
                            and kind != "CustomerId"):
            raise ValueError(f"'{name}' is no field of an event")
        if kind in _OBJECTS:
            raise ValueError(
                f"columns cannot say {_OBJECTS[kind]}: use objects")
        if kind == _TEXT:
            return self._store_texts(field, column)
        if name != field or kind == "uint64_t":
            numbers, given = self._unsigned(column, _most(kind))
        else:
            numbers, given = self._numbers(kind, column)
        if field != "seq":
            given = numbers != 0
        self._store(field, self._full(numbers), self._full(given),
                    column.size is None)

    def _numbers(self, kind: str, column: _Given) -> tuple[Column, Column]:
        if kind == "CustomerId":
            return self._customers(column)
        if kind in _LOOK_UP:
            return self._names(kind, column)
        if kind == "Capacity":  # stored as itself plus one
            numbers, given = self._unsigned(column, _most(kind))
            return np.where(given, numbers + np.uint64(1), numbers), given
        if kind == "Until":
            return self._until(column)
        return self._words(column, getattr(_words, kind))

    def _store(self, field: str, column: Column, given: Column,
               single: bool) -> None:
        """Into the record where the event has a slot, else the payload."""
        given = self._fitting(field, given, single)
        for event, slot in _SLOTS.get(field, ()):
            if event not in self._events:
                continue
            rows = self.records["type"] == event
            self.records[slot][rows] = column[rows]
            given = given & ~rows
        if given.any():
            self.payload[FIELDS[field]] = (
                np.where(given, column, 0).astype(np.uint64), given.copy())

    def _store_texts(self, field: str, column: _Given) -> None:
        texts = self._each(column, self._text, "")
        try:
            "".join(texts).encode()
        except UnicodeEncodeError:
            for row, text in enumerate(texts):
                self._valid(column.name, row, text)
        if column.size is None:
            texts = texts * self._size
        given = self._fitting(field, np.array([text != "" for text in texts],
                                              bool), column.size is None)
        self.payload[FIELDS[field]] = [
            text if rest else "" for text, rest in zip(texts, given.tolist())]

    def _fitting(self, field: str, given: Column, single: bool) -> Column:
        """Where the field is given and the event has it.

        A single value for all rows is for those that can have it.
        """
        if field in ("seq", "id"):
            return given
        has = _HAS[field][self.records["type"]]
        if not single and (given & ~has).any():
            row = int(np.argmax(given & ~has))
            number = int(self.records["type"][row])
            event = (EventType(number).json
                     if number in EventType._value2member_map_ else number)
            raise ValueError(f"row {row}: {event} has no field '{field}'")
        fitting: Column = given & has
        return fitting

    # ------------------------------------------------------------- values

    def _each(self, column: _Given, read: Callable[..., Any],
              missing: Any) -> list[Any]:
        """read(name, row, value) for each, once for equal ones.

        In the order in which they come, which is that of new customers.
        """
        known: dict[Any, Any] = {}
        out = []
        for row, value in enumerate(column.cells()):
            if _missing(value):
                out.append(missing)
                continue
            if type(value) not in (str, int):  # 1 == 1.0 == True
                out.append(read(column.name, row, value))
                continue
            found = known.get(value)
            if found is None:
                found = known[value] = read(column.name, row, value)
            out.append(found)
        return out

    @staticmethod
    def _text(name: str, row: int, value: Any) -> str:
        if not isinstance(value, str):
            _fail(name, row, f"is a {_type(value)}, expected a text",
                  TypeError)
        return str(value)

    @staticmethod
    def _valid(name: str, row: int, text: str) -> None:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            _fail(name, row, str(error))

    @staticmethod
    def _number(name: str, row: int, value: Any, most: int,
                what: str = "a whole number") -> int:
        if isinstance(value, (bool, np.bool_)) or not hasattr(
                value, "__index__"):
            _fail(name, row, f"is a {_type(value)}, expected {what}",
                  TypeError)
        number = int(value.__index__())
        if not 0 <= number <= most:
            _fail(name, row, f"is {number}, expected a whole number that is "
                  f"not below 0 and at most {most}")
        return number

    def _unsigned(self, column: _Given, most: int) -> tuple[Column, Column]:
        """Whole numbers from 0 to `most`, and which there are."""
        cells = column.cells()
        if isinstance(cells, np.ndarray):
            if len(cells) and (cells.min() < 0 or int(cells.max()) > most):
                row = int(np.argmax((cells < 0) | (cells > most)))
                self._number(column.name, row, cells[row], most)
            return cells.astype(np.uint64), np.ones(len(cells), bool)
        found = [None if _missing(value)
                 else self._number(column.name, row, value, most)
                 for row, value in enumerate(cells)]
        return (np.array([number or 0 for number in found], np.uint64),
                np.array([number is not None for number in found], bool))

    def _times(self, column: _Given) -> Column:
        known = column.instants()
        if known is not None:
            times, given = known
            if not given.all():
                _fail(column.name, int(np.argmax(~given)), "is missing")
            return times  # type: ignore[no-any-return]
        cells = column.cells()
        if isinstance(cells, np.ndarray) and cells.dtype.kind == "i":
            return cells.astype(np.int64)
        return np.array([self._time(column.name, row, value)
                         for row, value in enumerate(cells)], np.int64)

    @staticmethod
    def _time(name: str, row: int, value: Any) -> int:
        if _missing(value):
            _fail(name, row, "is missing")
        if isinstance(value, (bool, np.bool_)):
            _fail(name, row, "is a bool, expected a time", TypeError)
        try:
            ms = to_ms(value)
        except (TypeError, ValueError) as error:
            _fail(name, row, str(error), TimeError if isinstance(
                error, TimeError) else type(error))
        if not -(2**63) <= ms < 2**63:
            _fail(name, row, f"is {ms}, which is no time")
        return ms

    def _until(self, column: _Given) -> tuple[Column, Column]:
        """Stored from the first instant on; 0 is not given."""
        known = column.instants()
        cells = column.cells() if known is None else known[0]
        out = np.zeros(len(cells), np.uint64)
        for row, value in enumerate(cells):
            if _missing(value) or (known is not None and not known[1][row]):
                continue
            ms = self._time(column.name, row, value)
            if not -_LAST <= ms <= _LAST:
                _fail(column.name, row, f"is {ms}, expected a time from "
                      "-2**53 to 2**53")
            out[row] = ms + _LAST + 1
        return out, out != 0

    def _words(self, column: _Given,
               word: type[Word]) -> tuple[Column, Column]:
        if isinstance(column.cells(), np.ndarray):
            return self._unsigned(column, 0xFF)

        def number(name: str, row: int, value: Any) -> int:
            if not isinstance(value, str):
                return self._number(name, row, value, 0xFF,
                                    "a word or its number")
            if value == "":
                return 0
            try:
                return int(word(value))
            except ValueError:
                _fail(name, row, f"'{value}' is no {word.__name__}")

        numbers = np.array(self._each(column, number, 0), np.uint64)
        return numbers, numbers != 0

    def _names(self, kind: str, column: _Given) -> tuple[Column, Column]:
        find = getattr(self._engine.ruleset, _LOOK_UP[kind])

        def number(name: str, row: int, value: Any) -> int:
            text = self._text(name, row, value)
            self._valid(name, row, text)
            return (find(text) or _most(kind)) if text else 0

        numbers = np.array(self._each(column, number, 0), np.uint64)
        return numbers, numbers != 0

    def _customers(self, column: _Given) -> tuple[Column, Column]:
        cells = column.cells()
        if isinstance(cells, np.ndarray):
            keys, given = self._unsigned(column, 2**64 - 1)
            return self._engine.customers_by_key(keys), given

        def number(name: str, row: int, value: Any) -> int:
            if not isinstance(value, str):
                return self._engine.customer_id(self._number(
                    name, row, value, 2**64 - 1, "a text or a whole number"))
            self._valid(name, row, value)
            return self._engine.customer_id(value) if value else 0

        numbers = np.array(self._each(column, number, 0), np.uint64)
        return numbers, numbers != 0


def _length(columns: Mapping[str, _Given]) -> int:
    sizes: dict[int, str] = {}
    for column in columns.values():
        if column.size is not None:
            sizes.setdefault(column.size, column.name)
    if len(sizes) > 1:
        raise ValueError("the columns have different lengths: " + ", ".join(
            f"{size} of '{name}'" for size, name in sizes.items()))
    return next(iter(sizes), 1)
