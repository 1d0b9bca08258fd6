"""Rows of ids and numbers as DataFrames with names, words and datetimes."""

from typing import TYPE_CHECKING, Any, Mapping

import numpy as np
import numpy.typing as npt

from . import _kefu, _words
from ._records import EFFECT_SLOTS
from ._word import Word
from ._words import EffectType, Reason, Rung, TimerKind

if TYPE_CHECKING:
    import pandas as pd

    from ._engine import Engine

Array = npt.NDArray[Any]
_NEVER = np.iinfo(np.int64).max


def times(ms: Array) -> "pd.Series[Any]":
    """Milliseconds as datetimes in UTC; never is missing."""
    import pandas as pd
    values = np.asarray(ms, np.int64)
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


def names(ids: Array, by_id: list[str]) -> "pd.Categorical":
    """Ids of a ruleset as names; none is missing."""
    import pandas as pd
    shown = list(dict.fromkeys(name for name in by_id if name))
    place = {name: i for i, name in enumerate(shown)}
    codes = np.array([place.get(name, -1) for name in by_id] or [-1], np.int32)
    numbers = np.asarray(ids, np.int64)
    known = numbers < len(codes)
    return pd.Categorical.from_codes(
        np.where(known, codes[np.where(known, numbers, 0)], -1), shown)


def customers(ids: Array, engine: _kefu.Engine) -> Array:
    """Customers' names or keys; nobody is None."""
    unique, places = np.unique(ids, return_inverse=True)
    found = np.empty(len(unique), object)
    found[:] = [None if name == "" else name
                for name in engine.customer_names(unique)]
    return found[places]


def outcome_frame(columns: Mapping[str, Array], engine: "Engine",
                  kinds: Mapping[str, type[Word]]) -> "pd.DataFrame":
    """Columns of sessions, waits or loads as a frame."""
    import pandas as pd
    frame: dict[str, Any] = {}
    for name, values in columns.items():
        if name == "customer":
            frame[name] = customers(values, engine)
        elif name in ("agent", "group", "desk"):
            frame[name] = names(values, engine.ruleset.names_by_id(name))
        elif name in kinds:
            frame[name] = words(values, kinds[name])
        elif name.endswith("_at"):
            frame[name] = times(values)
        else:
            frame[name] = values
    return pd.DataFrame(frame)


def effects_frame(records: Array, engine: Any) -> "pd.DataFrame":
    """Effects with a column for each field that one of them has."""
    import pandas as pd
    frame: dict[str, Any] = {
        "at": times(records["at"]),
        "event": records["event"],
        "index": records["index"],
        "effect": words(records["type"], EffectType),
        "timer": words(records["timer"], TimerKind),
        "session": records["session"],
        "customer": customers(records["customer"], engine),
    }
    for name in ("desk", "agent", "group"):
        frame[name] = names(records[name], engine.ruleset.names_by_id(name))
    frame["reason"] = words(records["reason"], Reason)
    for name in ("by", "what", "kind", "status", "source"):
        frame[name] = _details(records, name)
    position = np.where(records["type"] == EffectType.ENQUEUE,
                        records["value"], 0)
    frame["position"] = pd.Series(position, dtype="UInt32").mask(position == 0)
    frame["rung"] = words(records["rung"], Rung)
    frame["why"] = words(records["why"], Reason)
    return pd.DataFrame(frame)


def _details(records: Array, field: str) -> "pd.Categorical":
    """The word in the slot `detail`, which depends on the type."""
    import pandas as pd
    found = np.full(len(records), None, object)
    for effect, fields in EFFECT_SLOTS.items():
        slot, kind = fields.get(field, ("", ""))
        rows: Array = np.equal(records["type"], EffectType(effect))
        if slot != "detail" or not rows.any():
            continue
        texts = {int(w): w.json or None for w in getattr(_words, kind)}
        found[rows] = [texts.get(n) for n in records["detail"][rows].tolist()]
    return pd.Categorical(found)
