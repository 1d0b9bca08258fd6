"""What an engine answers when it is asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Iterable, NamedTuple

from . import _kefu
from ._effect import Decision
from ._event import Customer
from ._time import to_datetime
from ._words import (AgentStatus, AutoAccept, Change, Reason, Rung,
                     ScopeDimension, SessionState)


class Session(NamedTuple):
    """A customer's open session at a desk."""

    number: int
    state: SessionState
    agent: str
    group: str
    priority: str
    cost: int
    opened_at: int
    joined_at: int | None
    assigned_at: int | None
    held: bool
    lapsed: bool
    offered_to: str
    offered_until: int | None

    @property
    def opened_time(self) -> datetime:
        """`opened_at` as an aware datetime, in UTC."""
        return to_datetime(self.opened_at)


@dataclass(frozen=True)
class ListedSession:
    """A session in a list of several (S7).

    customer: whose it is
    desk: where
    session: what Engine.session() says of it
    """

    customer: Customer
    desk: str
    session: Session


class Position(NamedTuple):
    """The place of a waiting session, from 1; 0 if it does not wait."""

    position: int
    ahead: int
    estimated_wait_ms: int | None


class PoolInfo(NamedTuple):
    """The message pool of a group, or of a desk's own list.

    oldest: the customer whose session has been there longest; None: it is empty
    since: when that one came, in ms since 1970
    """

    sessions: int
    oldest: Customer | None
    since: int | None


class MaySend(NamedTuple):
    """Whether a message may be sent to a customer (W2).

    allowed: it goes out as it is
    template_only: a template goes out instead (W3), at an H5 page when the
        time of W4 is over
    reason: why it does not go out as it is
    left: how many may go out as they are; None: any number
    until: until when the last of those may, in ms since 1970; None: nothing
        ends, or none may
    """

    allowed: bool
    template_only: bool
    reason: Reason
    left: int | None
    until: int | None


class Unanswered(NamedTuple):
    """A session whose last message is the customer's (S5).

    state: waiting, pooled or closed
    since: his first message that has had no answer, in ms since 1970
    agent: whom the customer talked to last at the desk; "": nobody is
        remembered
    may_send: what may_send() says of an agent's text to him now
    """

    customer: Customer
    desk: str
    session: int
    state: SessionState
    since: int
    agent: str
    may_send: MaySend


class Agent(NamedTuple):
    """An agent as the engine sees him now; loads in units of capacity."""

    status: AgentStatus
    auto_accept: AutoAccept
    capacity: int
    load: int
    sessions: int


class Stats(NamedTuple):
    """Counters; the first six and the last two are how things are now."""

    customers: int
    agents_online: int
    sessions: int
    waiting: int
    serving: int
    load: int
    events: int
    refusals: int
    opened: int
    closed: int
    assignments: int
    timers: int
    forgotten: int
    robot: int
    pooled: int


class RungTrace(NamedTuple):
    """What one rung of the routing order found.

    dimension: for not_in_scope where the group's scope does not hold the
    customer
    """

    rung: Rung
    reason: Reason
    agent: str
    group: str
    dimension: ScopeDimension


class AgentTrace(NamedTuple):
    """What became of one agent of the list that was asked.

    limit: for at_capacity the limit with the smallest room: "agent",
    "channel", "group" or "maximum"; else ""
    """

    agent: str
    reason: Reason
    limit: str
    load: int
    capacity: int


class Explanation(NamedTuple):
    """Why: what a routing would decide now, or why a session still waits."""

    session: int
    customer: Customer
    refused: Reason
    waiting: bool
    position: int
    ahead: int
    decision: Decision
    group: str
    rungs: tuple[RungTrace, ...]
    agents: tuple[AgentTrace, ...]
    english: str
    chinese: str

    def __str__(self) -> str:
        return self.english


@dataclass(frozen=True)
class Counterfactual:
    """A change that would have a waiting session assigned now (E2).

    what: the change
    reason: what stands against them now, as in an Explanation; of who is not
        in the list not_participant; of `waits` why the session waits
    agents: each of them alone would do, in the order of the list; of `waits`
        the one who has the session then, or is asked to take it
    at: of `waits` when, in ms since 1970; else None
    """

    what: Change
    reason: Reason
    agents: tuple[str, ...]
    at: int | None


class Counterfactuals(list[Counterfactual]):
    """What Engine.counterfactuals() has found: a list of Counterfactual.

    refused: why there is nothing to answer: unknown_customer, no_session, or
        wrong_state of a session that does not wait; NONE: it was answered
    """

    def __init__(self, found: Iterable[Counterfactual] = (),
                 refused: Reason = Reason.NONE) -> None:
        super().__init__(found)
        self.refused = refused


_LIMITS = ("", "agent", "channel", "group", "maximum")


def session_of(engine: _kefu.Engine, customer: int,
               desk: int) -> Session | None:
    row = _kefu.session(engine, customer, desk)
    return _session(row) if row[0] != 0 else None


def listed_sessions_of(
        rows: list[tuple[Customer, str, tuple[Any, ...]]]
) -> list[ListedSession]:
    return [ListedSession(customer, desk, _session(row))
            for customer, desk, row in rows]


def _session(row: tuple[Any, ...]) -> Session:
    return Session(row[0], SessionState(row[1]), *row[2:])


def may_send_of(told: tuple[bool, bool, int, int | None, int | None],
                ) -> MaySend:
    """From what the engine has told."""
    allowed, template_only, reason, left, until = told
    return MaySend(allowed, template_only, Reason(reason), left, until)


def agent_of(engine: _kefu.Engine, agent: int) -> Agent:
    status, auto_accept, *rest = _kefu.agent(engine, agent)
    return Agent(AgentStatus(status), AutoAccept(auto_accept), *rest)


def explanation_of(row: tuple[Any, ...]) -> Explanation:
    (session, customer, refused, waiting, position, ahead, decision, group,
     rungs, agents, english, chinese) = row
    return Explanation(
        session, customer, Reason(refused), waiting, position, ahead,
        Decision(Rung(decision[0]), Reason(decision[1]), *decision[2:]),
        group,
        tuple(RungTrace(Rung(r[0]), Reason(r[1]), r[2], r[3],
                        ScopeDimension(r[4])) for r in rungs),
        tuple(AgentTrace(a[0], Reason(a[1]), _LIMITS[a[2]], a[3], a[4])
              for a in agents),
        english, chinese)


def counterfactuals_of(
        refused: int, rows: list[tuple[int, int, tuple[str, ...], int | None]]
) -> Counterfactuals:
    return Counterfactuals(
        (Counterfactual(Change(what), Reason(reason), agents, at)
         for what, reason, agents, at in rows), Reason(refused))
