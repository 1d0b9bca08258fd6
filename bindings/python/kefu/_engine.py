"""The engine: the state of one tenant's desks."""

from datetime import timedelta
from typing import Any, Iterable, Iterator, Mapping, Union, cast

import numpy as np
import numpy.typing as npt

from . import _kefu
from ._answers import (Agent, Counterfactuals, Explanation, ListedSession,
                       MaySend, PoolInfo, Position, Session, Stats, Unanswered,
                       agent_of, counterfactuals_of, explanation_of,
                       listed_sessions_of, may_send_of, session_of)
from ._batch import Effects, batch_of_columns, batch_of_events
from ._effect import Effect
from ._errors import UnknownName
from ._event import Customer, Event, Time
from ._fast import Fast
from ._files import Log, log_bytes
from ._ruleset import Ruleset
from ._time import duration_ms, to_ms
from ._words import (EventType, MessageKind, MessageKindName, Sender,
                     SenderName, SendUse, SendUseName, SessionState)

# Many events: a Batch, an array of EVENT_DTYPE, columns by name (as a mapping
# or a DataFrame), or event objects.
Events = Union[_kefu.Batch, npt.NDArray[Any], Mapping[str, Any],
               Iterable[Event]]


class Engine(_kefu.Engine):
    """The state of one tenant's desks. It acts only when it is told something.

    One engine is used by one thread at a time: another one that comes
    meanwhile gets BusyError. Engines share nothing but their ruleset.

    >>> import kefu
    >>> engine = kefu.Engine(kefu.Ruleset({
    ...     "desks": [{"name": "shop"}],
    ...     "agents": [{"name": "ann"}]}))
    >>> engine.apply(kefu.AgentConnects(at=1000, agent="ann"))
    []
    >>> for effect in engine.apply(kefu.CustomerSends(
    ...         at=2000, customer="c-1", desk="shop", kind="text")):
    ...     if isinstance(effect, kefu.Assign):
    ...         print(effect.agent, effect.by, effect.decision.asked)
    ann scope 1
    """

    __slots__ = ("_ruleset",)

    def __init__(self, ruleset: Ruleset) -> None:
        if not isinstance(ruleset, Ruleset):
            raise TypeError(
                f"is a {type(ruleset).__name__}, expected a Ruleset")
        super().__init__(ruleset)
        self._ruleset = ruleset

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset that it was made with."""
        return self._ruleset

    # ------------------------------------------------------------- events

    @property
    def fast(self) -> Fast:
        """The positional calls, with ids for names; keep it, or its calls."""
        return self._fast

    def apply_many(self, events: Events, *,
                   payloads: Any = None) -> "Effects":
        """Applies many events in order and returns all their effects.

        events: a Batch of this engine; a NumPy array of EVENT_DTYPE (then
        `payloads` are the bytes that its column `payload` points into);
        columns by name, as a mapping or a DataFrame; or event objects

        The first two are neither copied nor looked at from Python; the GIL is
        released. Do not change an array meanwhile.

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}],
        ...     "agents": [{"name": "ann"}]}))
        >>> effects = engine.apply_many({
        ...     "at": [1000, 2000], "event": "customer_sends",
        ...     "customer": ["c-1", "c-2"], "desk": "shop", "kind": "text"})
        >>> effects.counts()
        {'open_session': 2, 'enqueue': 2}
        """
        if isinstance(events, np.ndarray):
            return Effects(_kefu.apply_records(self, events, payloads),
                           self._ruleset)
        if isinstance(events, _kefu.Batch):
            return Effects(_kefu.apply_batch(self, events), self._ruleset)
        batch = self.batch(events)
        return Effects(_kefu.apply_batch(self, batch), self._ruleset)

    def batch(self, events: Union[Mapping[str, Any], Iterable[Event]] = ()
              ) -> _kefu.Batch:
        """A Batch of these events, to be applied by apply_many.

        Their customers become known to the engine.
        """
        if isinstance(events, Mapping) or hasattr(events, "columns"):
            return batch_of_columns(self, cast(Mapping[str, Any], events))
        return batch_of_events(self, events)

    def apply_explained(
            self, event: Event) -> tuple[list[Effect], list[Explanation]]:
        """apply(), and why: an explanation of each routing in the call."""
        effects, explanations = _kefu.apply_explained(self, event)
        return effects, [explanation_of(row) for row in explanations]

    # --------------------------------------------------------------- time

    def advance_to(self, at: Time) -> list[Effect]:
        """Lets time pass to `at`: fires every timer that is due.

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}]}))
        >>> engine.advance_to(5000), engine.now
        ([], 5000)
        """
        return list(self.fast.raw(EventType.TIME_PASSES, to_ms(at)))

    @property
    def now(self) -> int | None:
        """The time of the last event or timer, in milliseconds since 1970."""
        return self._now()

    @property
    def next_deadline(self) -> int | None:
        """When the next timer fires: call advance_to() then."""
        return self._next_deadline()

    # ------------------------------------------------------------- copies

    @classmethod
    def restore(cls, snapshot: Any, ruleset: Ruleset) -> "Engine":
        """An engine in the state of a snapshot, which is any bytes.

        ruleset: made from the same config as that of the snapshot

        Raises SnapshotError.
        """
        engine = cls.__new__(cls)
        _kefu.Engine.__init__(engine, ruleset, snapshot)
        engine._ruleset = ruleset
        return engine

    def fork(self) -> "Engine":
        """An independent copy, for questions of the kind "what if"."""
        engine = type(self).__new__(type(self))
        _kefu.Engine.__init__(engine, self)
        engine._ruleset = self._ruleset
        return engine

    def fork_into(self, other: "Engine") -> None:
        """fork() into an engine that is there: much faster if repeated.

        Whatever was made for `other` before (batches, effects, log readers and
        writers) names its old ids: using it raises Error from then on.
        """
        self._fork_into(other)
        other._ruleset = self._ruleset

    def __copy__(self) -> "Engine":
        return self.fork()

    def __deepcopy__(self, memo: dict[int, Any]) -> "Engine":
        return self.fork()

    def __reduce__(self) -> tuple[object, ...]:
        return type(self).restore, (self.snapshot(), self._ruleset)

    # ------------------------------------------------------------- queries

    def session(self, customer: Customer, desk: str) -> Session | None:
        """The customer's open session at a desk; None if there is none."""
        return session_of(self, self.find_customer(customer),
                          self._desk(desk))

    def position(self, customer: Customer, desk: str) -> Position:
        """His place in the waiting list, from 1; 0 if he does not wait."""
        return Position(*_kefu.position(
            self, self.find_customer(customer), self._desk(desk)))

    def waiting(self, *, group: str | None = None,
                desk: str | None = None) -> int:
        """Sessions that wait: of a group, or in a desk's own list."""
        _one_of("waiting", group, desk)
        if group is not None:
            return _kefu.waiting_of_group(self, self._group(group))
        return _kefu.waiting_of_desk(self, self._desk(desk or ""))

    def pool(self, *, group: str | None = None,
             desk: str | None = None) -> PoolInfo:
        """The message pool: of a group, or of a desk's own list."""
        _one_of("pool", group, desk)
        if group is not None:
            return PoolInfo(*_kefu.pool_of_group(self, self._group(group)))
        return PoolInfo(*_kefu.pool_of_desk(self, self._desk(desk or "")))

    def waiting_sessions(self, *, group: str | None = None,
                         desk: str | None = None,
                         limit: int = 1000) -> list[ListedSession]:
        """Who waits: in the list of a group, or in a desk's own (S7).

        In the order in which they are given away (Q1), those on offer in their
        places.

        group, desk: one of them, else TypeError
        limit: the first so many; 0 to 2**64 - 1, else ValueError

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({
        ...     "desks": [{"name": "shop"}], "agents": [{"name": "ann"}]}))
        >>> effects = engine.apply(kefu.CustomerSends(
        ...     at=0, customer="c", desk="shop", kind="text"))
        >>> [(one.customer, one.session.number)
        ...  for one in engine.waiting_sessions(desk="shop")]
        [('c', 1)]
        """
        _one_of("waiting_sessions", group, desk)
        most = _number("limit", limit, 64)
        return listed_sessions_of(
            _kefu.waiting_sessions_of_group(self, self._group(group), most)
            if group is not None else
            _kefu.waiting_sessions_of_desk(self, self._desk(desk or ""), most))

    def pooled_sessions(self, *, group: str | None = None,
                        desk: str | None = None,
                        limit: int = 1000) -> list[ListedSession]:
        """Who is in the message pool: of a group, or of a desk's own list (S7).

        The one who is there longest first (O2).

        group, desk: one of them, else TypeError
        limit: the first so many; 0 to 2**64 - 1, else ValueError

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({
        ...     "desks": [{"name": "shop", "offline": {"plan_nobody": "pool"}}],
        ...     "agents": [{"name": "ann"}]}))
        >>> effects = engine.apply(kefu.CustomerSends(
        ...     at=0, customer="c", desk="shop", kind="text"))
        >>> [(one.customer, str(one.session.state))
        ...  for one in engine.pooled_sessions(desk="shop")]
        [('c', 'pooled')]
        """
        _one_of("pooled_sessions", group, desk)
        most = _number("limit", limit, 64)
        return listed_sessions_of(
            _kefu.pooled_sessions_of_group(self, self._group(group), most)
            if group is not None else
            _kefu.pooled_sessions_of_desk(self, self._desk(desk or ""), most))

    def sessions_of(self, agent: str) -> list[ListedSession]:
        """Whom an agent has, by the number of the session (S7).

        Those on hold and those that have lapsed are his, too.

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({
        ...     "desks": [{"name": "shop"}], "agents": [{"name": "ann"}]}))
        >>> effects = engine.apply(kefu.AgentConnects(at=0, agent="ann"))
        >>> effects = engine.apply(kefu.CustomerSends(
        ...     at=0, customer="c", desk="shop", kind="text"))
        >>> {agent: [one.customer for one in engine.sessions_of(agent)]
        ...  for agent in engine.online()}
        {'ann': ['c']}
        """
        return listed_sessions_of(_kefu.sessions_of(self, self._agent(agent)))

    def online(self) -> list[str]:
        """Who is online (A18), in declared order."""
        return _kefu.online(self)

    def agent(self, agent: str) -> Agent:
        """An agent as the engine sees him now."""
        return agent_of(self, self._agent(agent))

    def may_send(self, customer: Customer, desk: str, *,
                 who: Sender | SenderName = Sender.AGENT,
                 use: SendUse | SendUseName = SendUse.ANY,
                 kind: MessageKind | MessageKindName = MessageKind.TEXT,
                 count: int = 1, at: Time | None = None,
                 agent: str = "") -> MaySend:
        """Whether a message may be sent, as a send at that time would answer.

        count: of texts that go out together; of products and articles the
            items of one message; 0 to 2**32 - 1, else ValueError
        at: when, as if nothing happened until then; None: now
        agent: of a message of an agent: whether he may write in the session

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({
        ...     "channels": [{"name": "mini", "type": "mini_program"}],
        ...     "desks": [{"name": "shop", "channel": "mini"}]}))
        >>> effects = engine.apply(kefu.CustomerSends(
        ...     at=0, customer="c", desk="shop", kind="text"))
        >>> engine.may_send("c", "shop").left
        5
        """
        return may_send_of(_kefu.may_send(
            self, self.find_customer(customer), self._desk(desk), Sender(who),
            SendUse(use), MessageKind(kind), _number("count", count, 32),
            -(1 << 53) if at is None else to_ms(at),
            self._agent(agent) if agent else 0))

    def unanswered(self, *, desk: str = "", agent: str = "",
                   limit: int = 1000) -> list[Unanswered]:
        """Sessions, closed ones too, whose last message is the customer's.

        Longest unanswered first; never one that somebody serves. Empty where
        `tenant.keep_unanswered` is off, which is the default.

        desk, agent: only at this desk, only of whom the customer talked to last
        limit: entries at most; 0 to 2**64 - 1, else ValueError

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({
        ...     "tenant": {"keep_unanswered": True},
        ...     "desks": [{"name": "shop"}], "agents": [{"name": "ann"}]}))
        >>> effects = engine.apply(kefu.CustomerSends(
        ...     at=0, customer="c", desk="shop", kind="text"))
        >>> [(one.customer, one.since) for one in engine.unanswered()]
        [('c', 0)]
        """
        return [
            Unanswered(customer, at, session, SessionState(state), since, last,
                       may_send_of(sends))
            for customer, at, session, state, since, last, sends
            in _kefu.unanswered(self, self._desk(desk) if desk else 0,
                                self._agent(agent) if agent else 0,
                                _number("limit", limit, 64))]

    def crowds_of(self, customer: Customer) -> list[str]:
        """The crowds that a customer is in, in declared order."""
        return _kefu.crowds_of(self, self.find_customer(customer))

    def stats(self) -> Stats:
        """Counters for monitoring; costs a pass over the agents."""
        return Stats(**_kefu.stats(self))

    def explain(self, customer: Customer | None, desk: str, *,
                product: str = "", intent: str = "", order_status: str = "",
                kind: MessageKind | MessageKindName = MessageKind.NONE,
                agent: str = "", link: str = "", page: str = "",
                language: str = "", store: str = "") -> Explanation:
        """Why a session waits, or what the routing would decide now.

        customer: None is one who is not known yet
        product, intent, order_status, kind, agent, link, page, language,
            store: what he would come with

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({
        ...     "desks": [{"name": "shop"}], "agents": [{"name": "ann"}]}))
        >>> print(engine.explain(None, "shop").agents[0].reason.english)
        the agent is offline
        """
        ruleset = self._ruleset
        number = 0 if customer is None else self.find_customer(customer)
        return explanation_of(_kefu.explain(
            self, number, self._desk(desk), ruleset.product(product),
            ruleset.intent(intent), ruleset.order_status(order_status),
            MessageKind(kind), self._agent(agent) if agent else 0,
            ruleset.link(link), ruleset.page(page),
            ruleset.language(language),
            ruleset.store(store) if store else 0))

    def counterfactuals(
            self, customer: Customer, desk: str, *, most_agents: int = 10,
            within: int | timedelta | None = timedelta(hours=24)
    ) -> Counterfactuals:
        """Which single changes would have a waiting session assigned now.

        The list has `refused` if there is nothing to answer. Each change is
        tried on a copy of the engine, by the rules themselves: who comes online
        is given those who wait before it first, and may be full. "Now" is
        `now`: let time pass first.

        most_agents: so many are tried for each change and reason; 0 to
            2**64 - 1, else ValueError; 0: only `waits` is told
        within: how far it looks for `waits`, in milliseconds or as a timedelta;
            None: not at all

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({
        ...     "desks": [{"name": "shop"}],
        ...     "agents": [{"name": "ann"}, {"name": "bo"}]}))
        >>> effects = engine.apply(kefu.CustomerSends(
        ...     at=0, customer="c", desk="shop", kind="text"))
        >>> for found in engine.counterfactuals("c", "shop"):
        ...     print(found.what, found.agents)
        comes_online ('ann', 'bo')
        """
        return counterfactuals_of(*_kefu.counterfactuals(
            self, self.find_customer(customer), self._desk(desk),
            _number("most_agents", most_agents, 64),
            None if within is None else duration_ms(within)))

    @property
    def open_sessions(self) -> int:
        """Sessions open now."""
        return self._open_sessions()

    @property
    def customers(self) -> int:
        """Customers known now."""
        return self._customers()

    @property
    def events(self) -> int:
        """Events applied so far, refused ones too."""
        return self._events()

    @property
    def memory_bytes(self) -> int:
        """Bytes in use by its tables; ruleset and names apart."""
        return self._memory_bytes()

    # ---------------------------------------------------------------- logs

    def read_log(self, log: Log, size: int = 4096) -> Iterator[_kefu.Batch]:
        """The events of a log, JSON Lines or binary, as batches.

        log: a path (a pathlib.Path), or the text or bytes themselves

        Raises LogError after the events before the one that is wrong.
        """
        with log_bytes(log) as data:
            yield from _kefu.LogReader(self, data, size)

    def apply_log(self, log: Log) -> "Effects":
        """Reads a log, JSON Lines or binary, applies it, returns all effects.

        Raises LogError. What came before the place that is wrong has been
        applied then and its effects are lost: use read_log() where that
        matters, or where all effects at once would be too many.

        >>> import kefu
        >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}]}))
        >>> engine.apply_log('{"at":1,"event":"time_passes"}\\n').counts()
        {}
        """
        with log_bytes(log) as data:
            return Effects(_kefu.apply_log(self, data), self._ruleset)

    # -------------------------------------------------------------- names

    def _desk(self, name: str) -> int:
        return self._ruleset.desk(name) or _unknown("desk", name)

    def _group(self, name: str) -> int:
        return self._ruleset.group(name) or _unknown("group", name)

    def _agent(self, name: str) -> int:
        return self._ruleset.agent(name) or _unknown("agent", name)

    def __repr__(self) -> str:
        return (f"<Engine at {self.now}: {self.open_sessions} sessions, "
                f"{self.customers} customers, {self.events} events>")


def _number(what: str, value: int, bits: int) -> int:
    if not 0 <= value < 1 << bits:
        raise ValueError(f"{what} is {value}, expected 0 to {(1 << bits) - 1}")
    return value


def _one_of(function: str, group: str | None, desk: str | None) -> None:
    if (group is None) == (desk is None):
        raise TypeError(f"{function}() takes either a group or a desk")


def _unknown(what: str, name: str) -> int:
    raise UnknownName(f"the ruleset has no {what} '{name}'",
                      code=f"unknown_{what}")
