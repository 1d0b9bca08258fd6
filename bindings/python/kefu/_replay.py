"""What if: a recorded log under another ruleset."""

import contextlib
from datetime import timedelta
from functools import cached_property
from typing import (TYPE_CHECKING, Any, Callable, Iterable, Iterator, Literal,
                    Mapping, NamedTuple, Union)

import numpy.typing as npt

from . import _kefu
from ._engine import Engine
from ._event import Customer, Event
from ._files import Log, log_bytes
from ._frames import effects_frame, outcome_frame
from ._ruleset import Ruleset
from ._time import duration_ms
from ._word import Word
from ._words import AssignBy, ClosedBy, Reason

if TYPE_CHECKING:
    import pandas as pd

Duration = Union[int, timedelta]
# How long an assignment lasts: milliseconds or timedeltas by customer, or
# asked for each: service(customer, agent, desk, group, at). None: not known.
Service = Union[Mapping[Any, Duration],
                Callable[[Customer, str, str, str, int], "Duration | None"]]
# A log, or the events themselves.
Recorded = Union[Log, _kefu.Batch, Iterable[Event]]
Who = Literal["recorded", "whoever"]
When = Literal["recorded", "closed_loop"]

_WORDS: dict[str, type[Word]] = {
    "by": AssignBy, "closed": Reason, "closed_by": ClosedBy,
    "reason": Reason, "ended": Reason}
# From so many bytes on a bar is shown without being asked for.
_LONG_LOG = 64 << 20


class Figures(NamedTuple):
    """The figures of a replay; waits are of the sessions that were taken."""

    sessions: int
    taken_at_once: int
    taken_after_wait: int
    abandoned: int
    still_waiting: int
    reassigned: int
    refused: int
    peak_waiting: int
    wait_median_ms: int
    wait_90_ms: int
    wait_worst_ms: int
    wait_total_ms: int


class Counts(NamedTuple):
    """Events of the log that were taken, applied and left out; closes that
    were added."""

    taken: int
    applied: int
    left_out: int
    added: int


class Replay:
    """A finished replay: its frames are made when they are asked for."""

    def __init__(self, run: _kefu.ReplayRun, ruleset: Ruleset,
                 has_effects: bool) -> None:
        self._run = run
        self._ruleset = ruleset
        self._has_effects = has_effects

    @cached_property
    def engine(self) -> Engine:
        """The engine as it is at the end."""
        engine = Engine.__new__(Engine)
        _kefu.Engine.__init__(engine, self._run)
        engine._ruleset = self._ruleset
        return engine

    @property
    def figures(self) -> Figures:
        """Its figures in numbers that can be subtracted."""
        return Figures(**self._run.figures())

    @property
    def counts(self) -> Counts:
        """What became of the events of the log."""
        return Counts(**self._run.counts())

    @cached_property
    def sessions(self) -> "pd.DataFrame":
        """Every session, in the order in which they opened."""
        return outcome_frame(self._run.sessions(), self.engine, _WORDS)

    @cached_property
    def waits(self) -> "pd.DataFrame":
        """Every session whose waiting has ended, in that order."""
        return outcome_frame(self._run.waits(), self.engine, _WORDS)

    @cached_property
    def loads(self) -> "pd.DataFrame":
        """The agents who had sessions, and how busy they were."""
        return outcome_frame(self._run.loads(), self.engine, _WORDS)

    @property
    def records(self) -> npt.NDArray[Any]:
        """All effects as an array of EFFECT_DTYPE; with `effects=True`."""
        if not self._has_effects:
            raise ValueError("the effects were not kept: give effects=True")
        return self._run.effects()

    @cached_property
    def effects(self) -> "pd.DataFrame":
        """All effects; with `effects=True`."""
        return effects_frame(self.records, self._ruleset,
                             self.engine.customer_names)

    def digest(self) -> int:
        """Engine.digest() at the end."""
        return self._run.digest()

    def __repr__(self) -> str:
        return f"<Replay: {self.figures}>"


def replay(ruleset: Ruleset, log: Recorded, *, who: Who = "recorded",
           when: When = "recorded", recorded_ruleset: Ruleset | None = None,
           service: Service | None = None, unserved: Duration | None = None,
           effects: bool = False, progress: bool | None = None) -> Replay:
    """Runs a recorded log once more, under this ruleset.

    log: a path (a pathlib.Path), text or bytes, JSON Lines or binary; or the
    events themselves
    who: "recorded", the agent of the log acts; "whoever" serves the session now
    when: "recorded", every event at its own time; "closed_loop", what people
    say keeps its distance from the assignment of its session
    recorded_ruleset: that of the log's day, for a closed loop; else this one
    service: how long each assignment lasts, then the host closes the session;
    7 and "7" are different customers
    unserved: in a closed loop, how long one lasts whom the record did not serve
    effects: keep all effects
    progress: show a bar (tqdm); None: if the log is long

    docs/replay.md says what each model means. Raises LogError.

    >>> import kefu
    >>> ruleset = kefu.Ruleset({"desks": [{"name": "shop"}],
    ...                         "agents": [{"name": "ann", "capacity": 1}]})
    >>> day = [kefu.AgentConnects(at=0, agent="ann")] + [
    ...     kefu.CustomerSends(at=at, customer=f"c-{at}", desk="shop",
    ...                        kind="text") for at in (1000, 2000)]
    >>> was = kefu.replay(ruleset, day, service=lambda *_: 9000)
    >>> was.figures.taken_at_once, was.sessions["wait_ms"].tolist()
    (1, [0, 8000])
    """
    for given in (ruleset, recorded_ruleset or ruleset):
        if not isinstance(given, Ruleset):
            raise TypeError(f"is a {type(given).__name__}, expected a Ruleset")
    if who not in ("recorded", "whoever"):
        raise ValueError(f"who is '{who}', expected recorded or whoever")
    if when not in ("recorded", "closed_loop"):
        raise ValueError(f"when is '{when}', expected recorded or closed_loop")
    with log_bytes(_log_of(log)) as data:
        size = len(data)
        record = None
        if when == "closed_loop":
            with _bar(size, progress, "record") as told:
                record = _kefu.RecordedLog(recorded_ruleset or ruleset, data,
                                           told)
        with _bar(size, progress, "replay") as told:
            run = _kefu.replay(
                ruleset, data, who == "whoever", when == "closed_loop",
                record, _service_of(service),
                None if unserved is None else duration_ms(unserved), effects,
                told)
    return Replay(run, ruleset, effects)


def _log_of(log: Recorded) -> Log:
    if hasattr(log, "__fspath__") or isinstance(
            log, (str, bytes, bytearray, memoryview)):
        return log  # type: ignore[return-value]
    if isinstance(log, _kefu.Batch):
        return log.to_json()
    if not isinstance(log, Iterable):
        raise TypeError(f"log is a {type(log).__name__}, expected a path, a "
                        "text, bytes, or events")
    lines = []
    for place, event in enumerate(log):
        if not isinstance(event, Event):
            raise TypeError(f"event {place} is a {type(event).__name__}, "
                            "expected an event, such as kefu.TimePasses(...)")
        lines.append(event.to_json() + "\n")
    return "".join(lines).encode()


def _service_of(service: Service | None) -> Any:
    if service is None:
        return None
    if callable(service):
        ask = service

        def ask_ms(*about: Any) -> int | None:
            duration = ask(*about)
            return None if duration is None else duration_ms(duration)

        return ask_ms
    if not isinstance(service, Mapping):
        raise TypeError(f"service is a {type(service).__name__}, expected a "
                        "mapping or a function")
    return {customer: duration_ms(duration)
            for customer, duration in service.items()}


@contextlib.contextmanager
def _bar(size: int, progress: bool | None,
         what: str) -> Iterator[Callable[[int], None] | None]:
    """A bar of tqdm over the bytes of the log, or None."""
    wanted = size >= _LONG_LOG if progress is None else progress
    if not wanted:
        yield None
        return
    try:
        from tqdm import tqdm
    except ImportError:
        if progress:
            raise
        yield None
        return
    with tqdm(total=size, unit="B", unit_scale=True, desc=what) as bar:

        def tell(done: int) -> None:
            bar.update(done - bar.n)

        yield tell


class Comparison(NamedTuple):
    """How two replays differ, session by session.

    sessions: a frame of those that differ; `first` and `second` are their
    places in Replay.sessions, -1 if there is no such session
    """

    sessions: "pd.DataFrame"
    both: int
    only_first: int
    only_second: int
    other_agent: int
    other_group: int
    other_way: int
    other_wait: int
    other_opening: int
    other_close: int
    other_reassigned: int


def compare(first: Replay, second: Replay) -> Comparison:
    """Compares two replays: the same customer, desk and turn are a session."""
    for given in (first, second):
        if not isinstance(given, Replay):
            raise TypeError(f"is a {type(given).__name__}, expected a Replay")
    import pandas as pd
    found = _kefu.compare(first._run, second._run)
    return Comparison(pd.DataFrame(found.pop("sessions")), **found)
