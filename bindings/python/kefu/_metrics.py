"""Figures about waiting and load, from the effects alone."""

from typing import TYPE_CHECKING, Any, Iterable, NamedTuple, Union

import numpy.typing as npt

from . import _kefu
from ._batch import Effects
from ._effect import Effect
from ._engine import Engine
from ._errors import Error
from ._event import Time
from ._frames import outcome_frame
from ._time import to_ms
from ._word import Word
from ._words import AssignBy, Reason

if TYPE_CHECKING:
    import pandas as pd

_WORDS: dict[str, type[Word]] = {
    "by": AssignBy, "reason": Reason, "ended": Reason}


class MetricFigures(NamedTuple):
    """Counts, and waits of the sessions that were taken."""

    opened: int
    assigned: int
    abandoned: int
    refused: int
    peak_waiting: int
    wait_median_ms: int
    wait_90_ms: int
    wait_worst_ms: int
    wait_total_ms: int


class Metrics:
    """Feed every effect of an engine, in order, and read the report.

    >>> import kefu
    >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}],
    ...     "agents": [{"name": "ann"}]}))
    >>> metrics = kefu.Metrics(engine)
    >>> metrics.add(engine.apply(kefu.CustomerSends(
    ...     at=1000, customer="c-1", desk="shop", kind="text")))
    >>> metrics.figures.opened, metrics.figures.peak_waiting
    (1, 1)
    """

    __slots__ = ("_engine", "_generation", "_metrics")

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._generation = engine._generation
        self._metrics = _kefu.Metrics()

    def add(self, effects: Union[Effects, Iterable[Effect],
                                 "npt.NDArray[Any]"]) -> None:
        """Adds the effects of a call, or an array of EFFECT_DTYPE."""
        if isinstance(effects, Effects):
            effects = effects.records
        self._metrics.add(effects)

    def finish(self, end: Time) -> None:
        """Closes the books: running sessions count up to `end`."""
        self._metrics.finish(to_ms(end))

    @property
    def figures(self) -> MetricFigures:
        """The figures so far."""
        return MetricFigures(**self._metrics.figures())

    def quantile_ms(self, percent: int) -> int:
        """The wait that so many percent do not exceed (nearest rank)."""
        if not 0 <= percent <= 100:
            raise ValueError(f"percent is {percent}, expected 0 to 100")
        return self._metrics.quantile(percent)

    def taken_within(self, wait_ms: int) -> int:
        """How many were taken within this time (service level)."""
        return self._metrics.at_most(wait_ms)

    @property
    def waits(self) -> "pd.DataFrame":
        """Every session whose waiting has ended, in that order."""
        return self._frame(self._metrics.waits())

    @property
    def loads(self) -> "pd.DataFrame":
        """The agents who had sessions, and how busy they were."""
        return self._frame(self._metrics.loads())

    def _frame(self, columns: "dict[str, npt.NDArray[Any]]") -> "pd.DataFrame":
        if self._generation != self._engine._generation:
            raise Error("fork_into() has replaced the engine since: read the "
                        "figures before, and make new Metrics after it",
                        code="replaced")
        return outcome_frame(columns, self._engine, _WORDS)
