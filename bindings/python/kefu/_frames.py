"""Rows of ids and numbers as DataFrames with names, words and datetimes."""

from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from . import _words
from ._records import EFFECT_SLOTS
from ._word import Word
from ._words import EffectType, Reason, Rung, TimerKind

if TYPE_CHECKING:
    import pandas as pd

    from ._engine import Engine
    from ._ruleset import Ruleset

Array = npt.NDArray[Any]
# Nanoseconds fill 64 bits.
_LAST = np.iinfo(np.int64).max // 1_000_000
_NEVER = np.iinfo(np.int64).max


def times(ms: Array) -> "pd.Series[Any]":
    """Milliseconds as datetimes in UTC; never is missing.

    Raises OverflowError for what no datetime of pandas can be.
    """
    import pandas as pd
    values = np.asarray(ms, np.int64)
    wild = (values != _NEVER) & (np.abs(values) > _LAST)
    if wild.any():
        raise OverflowError(
            f"{values[np.argmax(wild)]} is a time beyond those of pandas "
            "(1677 to 2262): take the milliseconds of the records")
    values = np.where(values == _NEVER, np.iinfo(np.int64).min, values)
    return pd.Series(pd.to_datetime(values.view("datetime64[ms]"), utc=True,
                                    errors="coerce"))


def words(numbers: Array, word: type[Word]) -> "pd.Categorical":
    """Numbers as their words; 0 is missing."""
    import pandas as pd
    values = sorted(int(w) for w in word if w)
    codes = np.searchsorted(values, numbers)
    known = np.isin(numbers, values)
    return pd.Categorical.from_codes(
        np.where(known, codes, -1).astype(np.int32),
        [word(v).json for v in values])


def names(ids: Array, by_id: Sequence[str]) -> "pd.Categorical":
    """Ids of a ruleset as names; none is missing."""
    import pandas as pd
    shown = list(dict.fromkeys(name for name in by_id if name))
    place = {name: i for i, name in enumerate(shown)}
    codes = np.array([place.get(name, -1) for name in by_id] or [-1], np.int32)
    numbers = np.asarray(ids, np.int64)
    known = numbers < len(codes)
    return pd.Categorical.from_codes(
        np.where(known, codes[np.where(known, numbers, 0)], -1), shown)


def customers(ids: Array, names_of: Callable[[Array], list[Any]]) -> Array:
    """Customers' names or keys; nobody is None."""
    unique, places = np.unique(ids, return_inverse=True)
    found = np.empty(len(unique), object)
    found[:] = [None if name == "" else name
                for name in names_of(unique)]
    return found[places]


def outcome_frame(columns: Mapping[str, Array], engine: "Engine",
                  kinds: Mapping[str, type[Word]]) -> "pd.DataFrame":
    """Columns of sessions, waits or loads as a frame."""
    import pandas as pd
    frame: dict[str, Any] = {}
    for name, values in columns.items():
        if name == "customer":
            frame[name] = customers(values, engine.customer_names)
        elif name in ("agent", "group", "desk"):
            frame[name] = names(values, engine.ruleset.names_by_id(name))
        elif name in kinds:
            frame[name] = words(values, kinds[name])
        elif name.endswith("_at"):
            frame[name] = times(values)
        else:
            frame[name] = values
    return pd.DataFrame(frame)


def effects_frame(records: Array, ruleset: "Ruleset",
                  names_of: Callable[[Array], list[Any]]) -> "pd.DataFrame":
    """Effects with a column for each field that a type of them has.

    Those of a decision are `rung`, `why`, `asked`, and its group and agent as
    `decided_group` and `decided_agent`.
    """
    import pandas as pd
    decided = _has(records, "decision")
    frame: dict[str, Any] = {
        "at": times(records["at"]),
        "event": records["event"],
        "index": records["index"],
        "effect": words(records["type"], EffectType),
        "timer": words(records["timer"], TimerKind),
        "session": records["session"],
        "customer": customers(records["customer"], names_of),
    }
    for name in ("desk", "agent", "group"):
        frame[name] = names(_slot(records, name),
                            ruleset.names_by_id(name))
    for name, kind in (("from", "agent"), ("to_agent", "agent"),
                       ("to_group", "group"), ("preferred", "agent"),
                       ("link", "link"), ("crowd", "crowd"),
                       ("channel", "channel"), ("rule", "rule"),
                       ("campaign", "rule"), ("coupon", "coupon")):
        frame[name] = names(_slot(records, name), ruleset.names_by_id(kind))
    frame["reason"] = words(records["reason"], Reason)
    for name in ("by", "what", "kind", "status", "source", "gift"):
        frame[name] = _details(records, name)
    for name in ("position", "push", "amount"):
        numbers = _slot(records, name)
        frame[name] = pd.Series(numbers, dtype="UInt32").mask(numbers == 0)
    for name in ("left", "wait", "score"):
        numbers = _slot(records, name)
        frame[name] = pd.Series(numbers - 1, dtype="Int64").mask(numbers == 0)
    frame["texts"] = _texts(records, ruleset)
    # Stored as the time from the event on.
    frame["until"] = times(np.where(
        _has(records, "until"), records["at"] + _slot(records, "until"),
        _NEVER))
    valid = _slot(records, "valid_until")
    frame["valid_until"] = times(
        np.where(valid != 0, records["at"] + valid, _NEVER))
    frame["decided_group"] = names(np.where(decided, records["group"], 0),
                                   ruleset.names_by_id("group"))
    frame["decided_agent"] = names(np.where(decided, records["agent"], 0),
                                   ruleset.names_by_id("agent"))
    frame["asked"] = pd.Series(records["asked"], dtype="UInt32").mask(~decided)
    frame["rung"] = words(records["rung"], Rung)
    frame["why"] = words(np.where(decided, records["why"], 0), Reason)
    return pd.DataFrame(frame)


def _has(records: Array, field: str) -> Array:
    """Of which the type has the field."""
    return np.isin(records["type"], [
        EffectType(effect) for effect, fields in EFFECT_SLOTS.items()
        if field in fields])


def _slot(records: Array, field: str) -> Array:
    """The field's number in those whose type has it, else 0."""
    found = np.zeros(len(records), np.int64)
    for effect, fields in EFFECT_SLOTS.items():
        if field in fields:
            rows: Array = np.equal(records["type"], EffectType(effect))
            found[rows] = records[fields[field][0]][rows]
    return found


def _texts(records: Array, ruleset: "Ruleset") -> Array:
    found = np.full(len(records), None, object)
    numbers = _slot(records, "texts")
    known: dict[int, tuple[str, ...]] = {}
    for row in np.flatnonzero(numbers).tolist():
        number = int(numbers[row])
        if number not in known:
            known[number] = tuple(ruleset.texts(number))
        texts = known[number]
        if any("{" in text or "}" in text for text in texts):  # (K7)
            texts = tuple(ruleset.rendered(records[row].tobytes()))
        found[row] = texts
    return found


def _details(records: Array, field: str) -> "pd.Categorical":
    """The word in the field's slot; which slot, depends on the type."""
    import pandas as pd
    found = np.full(len(records), None, object)
    for effect, fields in EFFECT_SLOTS.items():
        slot, kind = fields.get(field, ("", ""))
        rows: Array = np.equal(records["type"], EffectType(effect))
        if not slot or not rows.any():
            continue
        texts = {int(w): w.json or None for w in getattr(_words, kind)}
        found[rows] = [texts.get(n) for n in records[slot][rows].tolist()]
    return pd.Categorical(found)
