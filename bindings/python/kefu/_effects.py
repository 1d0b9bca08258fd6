# Made by kefu-reference from include/kefu/events.def; do not edit.
"""Effects: what the engine tells its host to do, one class for each.

Names that are not given are "", numbers 0, and enumerations NONE.
"""

from ._effect import Decision, Effect
from ._event import Customer
from ._words import (
    AgentStatus, MessageKind, AssignBy, ClosedBy, TextSource, NoticeWhat,
    SessionChange, RecordWhat, GiftKind, EffectType, Reason)

__all__ = [
    "EFFECT_CLASSES", "Refuse", "OpenSession", "CloseSession", "Assign",
    "Offer", "WithdrawOffer", "Enqueue", "Dequeue", "Pool", "ChangeSession",
    "Transfer", "AskRobot", "Send", "Deliver", "SendTemplate", "NotifyAgent",
    "SetAgentStatus", "Grant", "Record",]


class Refuse(Effect):
    """The event, or its part about this customer, is refused (T4)."""

    __slots__ = ()
    FIELDS = (
        "reason", "customer", "agent", "desk",)
    TYPE = EffectType.REFUSE

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def desk(self) -> str:
        return self._desk


class OpenSession(Effect):
    """A session opens (S1)."""

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "link",)
    TYPE = EffectType.OPEN_SESSION

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def link(self) -> str:
        return self._value_link


class CloseSession(Effect):
    """A session is closed; `agent` is who served it, `group` where it was
    (S2).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "group", "by", "reason",)
    TYPE = EffectType.CLOSE_SESSION

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def group(self) -> str:
        return self._group

    @property
    def by(self) -> ClosedBy:
        return ClosedBy(self._detail)

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)


class Assign(Effect):
    """The session is this agent's from now on (R, Q2, A4)."""

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "group", "by", "decision",)
    TYPE = EffectType.ASSIGN

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def group(self) -> str:
        return self._group

    @property
    def by(self) -> AssignBy:
        return AssignBy(self._detail)

    @property
    def decision(self) -> Decision:
        return self._decision


class Offer(Effect):
    """The session, which waits, is offered to this agent until then; its place
    is reserved meanwhile (A16).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "group", "until", "decision",)
    TYPE = EffectType.OFFER

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def group(self) -> str:
        return self._group

    @property
    def until(self) -> int:
        return self.at + self._value

    @property
    def decision(self) -> Decision:
        return self._decision


class WithdrawOffer(Effect):
    """The session is offered to this agent no longer (A16). Not after he has
    accepted or declined it.
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "group", "reason",)
    TYPE = EffectType.WITHDRAW_OFFER

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def group(self) -> str:
        return self._group

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)


class Enqueue(Effect):
    """The session waits; `position` counts from 1 in its list (Q1, Q6).
    `preferred`: at an all-day desk, whom the host named or whom the
    customer talked to (R13).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "group", "position", "reason",
        "decision", "preferred",)
    TYPE = EffectType.ENQUEUE

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def group(self) -> str:
        return self._group

    @property
    def position(self) -> int:
        return self._value

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)

    @property
    def decision(self) -> Decision:
        return self._decision

    @property
    def preferred(self) -> str:
        return self._agent


class Dequeue(Effect):
    """The session waits no longer."""

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "group", "reason",)
    TYPE = EffectType.DEQUEUE

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def group(self) -> str:
        return self._group

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)


class Pool(Effect):
    """The session is in the message pool, to be handed out later (O1, O2)."""

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "group", "reason", "decision",)
    TYPE = EffectType.POOL

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def group(self) -> str:
        return self._group

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)

    @property
    def decision(self) -> Decision:
        return self._decision


class ChangeSession(Effect):
    """The session stays with its agent: it is held or not (A17), has lapsed or
    is revived (A9).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "what",)
    TYPE = EffectType.CHANGE_SESSION

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def what(self) -> SessionChange:
        return SessionChange(self._detail)


class Transfer(Effect):
    """The session leaves this agent for another agent or a group (S3, A7).
    What becomes of it follows: `assign` or `enqueue`. A note is that of the
    event.
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "from_agent", "to_agent", "to_group",
        "reason",)
    TYPE = EffectType.TRANSFER

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def from_agent(self) -> str:
        return self._agent

    @property
    def to_agent(self) -> str:
        return self._value_agent

    @property
    def to_group(self) -> str:
        return self._group

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)


class AskRobot(Effect):
    """The customer's last message is the robot's to answer (R7); `group`: of
    whose own robot it is. The decision is that by which the robot got the
    session, and none for later messages.
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "group", "decision",)
    TYPE = EffectType.ASK_ROBOT

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def group(self) -> str:
        return self._group

    @property
    def decision(self) -> Decision:
        return self._decision


class Send(Effect):
    """Send these texts, links and menus of the ruleset to the customer.
    Without a session: to the customer at this desk. What the texts speak of
    stands beside them (K7): `agent`, whose name; `position` in the list;
    `wait`, in whole minutes, rounded up, at most 65534. `rule`: the
    welcome, greeting, campaign, keyword or default reply. `valid_until`:
    from then on it is too late to send it (G1). In the shop it is of no
    desk (G4).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "source", "texts", "agent", "position",
        "wait", "rule", "valid_until",)
    TYPE = EffectType.SEND

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def source(self) -> TextSource:
        return TextSource(self._detail)

    @property
    def texts(self) -> tuple[str, ...]:
        return self._texts

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def position(self) -> int:
        return self._asked

    @property
    def wait(self) -> int | None:
        return self._why - 1 if self._why else None

    @property
    def rule(self) -> str:
        return self._group_rule

    @property
    def valid_until(self) -> int | None:
        return self.at + self._later if self._later else None


class Deliver(Effect):
    """The agent's message may go out to the customer; without an agent: all
    those of the robot. `left`: how many more may then go out; not given
    where their number is not limited (W1).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "kind", "left",)
    TYPE = EffectType.DELIVER

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def kind(self) -> MessageKind:
        return MessageKind(self._detail)

    @property
    def left(self) -> int | None:
        return self._value - 1 if self._value else None


class SendTemplate(Effect):
    """Send a template instead of the agent's message, or of those that he has
    written since the customer left the page; why, says the reason (W3, W4).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "channel", "reason",)
    TYPE = EffectType.SEND_TEMPLATE

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def channel(self) -> str:
        return self._value_channel

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)


class NotifyAgent(Effect):
    """Tell the agent (A15); without an agent: whoever looks after the group,
    or the desk. `push` is 1 where connections count for nothing (A7).
    """

    __slots__ = ()
    FIELDS = (
        "session", "customer", "desk", "agent", "what", "group", "push",)
    TYPE = EffectType.NOTIFY_AGENT

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def what(self) -> NoticeWhat:
        return NoticeWhat(self._detail)

    @property
    def group(self) -> str:
        return self._group

    @property
    def push(self) -> int:
        return self._value


class SetAgentStatus(Effect):
    """The engine has changed an agent's status, or he comes on duty or goes
    off duty (A8); his status is then the one that he has.
    """

    __slots__ = ()
    FIELDS = (
        "agent", "status", "reason",)
    TYPE = EffectType.SET_AGENT_STATUS

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def status(self) -> AgentStatus:
        return AgentStatus(self._detail)

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)


class Grant(Effect):
    """Give the customer one gift of a campaign that he has claimed (G4): so
    much `amount` of balance (in its smallest unit) or points, or a coupon.
    """

    __slots__ = ()
    FIELDS = (
        "customer", "desk", "gift", "campaign", "amount", "coupon",)
    TYPE = EffectType.GRANT

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def gift(self) -> GiftKind:
        return GiftKind(self._detail)

    @property
    def campaign(self) -> str:
        return self._group_rule

    @property
    def amount(self) -> int:
        return self._asked

    @property
    def coupon(self) -> str:
        return self._value_coupon


class Record(Effect):
    """Store this. `source`: of a text that was not sent, which it was (K9).
    `campaign`: what is shown, clicked or granted, which the reason says
    (G4). `score`: of a rating; one that has lapsed has none (F1).
    """

    __slots__ = ()
    FIELDS = (
        "what", "session", "customer", "desk", "agent", "reason", "crowd",
        "source", "score", "campaign",)
    TYPE = EffectType.RECORD

    @property
    def what(self) -> RecordWhat:
        return RecordWhat(self._detail)

    @property
    def session(self) -> int:
        return self._session

    @property
    def customer(self) -> Customer:
        return self._customer

    @property
    def desk(self) -> str:
        return self._desk

    @property
    def agent(self) -> str:
        return self._agent

    @property
    def reason(self) -> Reason:
        return Reason(self._reason)

    @property
    def crowd(self) -> str:
        return self._value_crowd

    @property
    def source(self) -> TextSource:
        return TextSource(self.group_id)

    @property
    def score(self) -> int | None:
        return self._why - 1 if self._why else None

    @property
    def campaign(self) -> str:
        return self._asked_rule


EFFECT_CLASSES: tuple[type[Effect], ...] = (
    Refuse, OpenSession, CloseSession, Assign, Offer, WithdrawOffer, Enqueue,
    Dequeue, Pool, ChangeSession, Transfer, AskRobot, Send, Deliver,
    SendTemplate, NotifyAgent, SetAgentStatus, Grant, Record,)
