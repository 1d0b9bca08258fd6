"""Many events in, many effects out, without a Python object for each."""

from typing import (TYPE_CHECKING, Any, Iterable, Iterator, Mapping, Sequence,
                    overload)

import numpy as np
import numpy.typing as npt

from . import _kefu
from ._columns import EventColumns
from ._effect import Effect
from ._event import Event
from ._frames import effects_frame
from ._ruleset import Ruleset
from ._words import EffectType

if TYPE_CHECKING:
    import pandas as pd

    from ._engine import Engine


class Effects(Sequence[Effect]):
    """The effects of many events, in the order in which to carry them out.

    Effect objects are made when they are asked for; the columns are views.

    >>> import kefu
    >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}],
    ...     "agents": [{"name": "ann"}]}))
    >>> effects = engine.apply_many([
    ...     kefu.CustomerSends(at=5, customer="c-1", desk="shop", kind="text")])
    >>> len(effects), effects[1].TYPE.json, effects.records["at"]
    (2, 'enqueue', array([5, 5]))
    """

    __slots__ = ("_list", "_ruleset")

    def __init__(self, effects: _kefu.EffectList, ruleset: Ruleset) -> None:
        self._list = effects
        self._ruleset = ruleset

    @property
    def records(self) -> npt.NDArray[Any]:
        """All of them as an array of EFFECT_DTYPE, not copied, read-only."""
        return self._list.records

    @property
    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """The columns of `records` by name, not copied."""
        records = self._list.records
        return {name: records[name] for name in records.dtype.names or ()}

    def counts(self) -> dict[str, int]:
        """How many there are of each type."""
        counts = np.bincount(self._list.records["type"], minlength=1)
        return {EffectType(i).json: int(n)
                for i, n in enumerate(counts) if n}

    def to_pandas(self) -> "pd.DataFrame":
        """A DataFrame with names for ids and words for numbers.

        Times are datetimes in UTC; what is not given is missing.
        """
        return effects_frame(self._list.records, self._ruleset,
                             self._list.customer_names)

    def to_json(self) -> bytes:
        """Lines of JSON, as the log writes them."""
        return self._list.to_json()

    def to_bytes(self) -> bytes:
        """Their records, 64 bytes each, as in C++ and on disk."""
        return self._list.to_bytes()

    def __len__(self) -> int:
        return len(self._list)

    @overload
    def __getitem__(self, index: int) -> Effect: ...

    @overload
    def __getitem__(self, index: slice) -> list[Effect]: ...

    def __getitem__(self, index: int | slice) -> Effect | list[Effect]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"there is no effect {index} of {len(self)}")
        return self._list[place]

    def __iter__(self) -> Iterator[Effect]:
        effects = self._list
        return (effects[i] for i in range(len(effects)))

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {name}" for name, n in self.counts().items())
        return f"<Effects: {len(self)} ({counts})>"


def batch_of_events(engine: "Engine", events: Iterable[Event]) -> _kefu.Batch:
    batch = _kefu.Batch(engine)
    batch.extend(events)
    return batch


def batch_of_columns(engine: "Engine",
                     columns: Mapping[str, Any]) -> _kefu.Batch:
    """Events as columns: see _columns.py."""
    read = EventColumns(engine, columns)
    batch = _kefu.Batch(engine)
    batch._add_columns(read.records, read.payload)
    return batch
