# Made by kefu-reference from include/kefu/events.def; do not edit.
"""Events: what a host tells the engine.

`at` is whole milliseconds since 1970 UTC or an aware datetime. Customers are
named by a text or by a number of the host's own; agents, desks and the like by
their names in the ruleset. What is left out is not given.
"""

from dataclasses import dataclass
from typing import ClassVar, Sequence

from ._event import Attributes, Customer, Event, Time
from ._words import (
    AgentStatus, AgentStatusName, AutoAccept, AutoAcceptName, MessageKind,
    MessageKindName, LeaveWhat, LeaveWhatName, BlockScope, BlockScopeName,
    TextSource, TextSourceName, CustomerTrigger, CustomerTriggerName,
    FailureCause, FailureCauseName, Understanding, UnderstandingName, EventType)

__all__ = [
    "EVENT_CLASSES", "CustomerEnters", "CustomerSends", "CustomerLeaves",
    "CustomerClicks", "CustomerRates", "CustomerVisits", "CustomerExits",
    "CustomerAddsContact", "CustomerErased", "CustomerSubmitsForm",
    "RobotHandsOver", "RobotReplies", "AgentConnects", "AgentDisconnects",
    "AgentSetsStatus", "AgentAccepts", "AgentDeclines", "AgentSends",
    "AgentCloses", "AgentTransfers", "AgentClaims", "AgentHolds",
    "AgentUnholds", "AgentDiscards", "AgentReopens", "AgentAssigns",
    "AgentInvitesRating", "AgentBlocks", "AgentUnblocks", "CustomerChanges",
    "AgentChangesSettings", "CrowdRefreshes", "CrowdUsed", "CustomerTriggers",
    "DeliveryFails", "TimePasses",]


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerEnters(Event):
    """A customer opens a desk. With `session_starts` enter or enter_or_message
    a session opens (S1); otherwise product, intent, order status, link and
    priority are kept for the message that opens it.

    customer: the customer
    desk: the desk; `desk` or `link`
    link: the link through which the customer came; it names the desk; `desk`
    or `link`
    product: the product that the customer looked at (R8)
    order_status: the status of the customer's order (R8)
    intent: the robot's classification (R8)
    priority: the priority in the waiting list (Q1)
    agent: the agent who acts, or whom the customer asks for (R4)
    page: the page from which he came to the desk (R9), or of the shop that he
    comes to or leaves (G4)
    language: the customer's language (R9)
    attributes: attributes of the customer; one that is given nothing, or an
    empty text or list, has no value from then on (V1)
    store: the store where the customer is, or whose goods he asks about (R11)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_ENTERS

    at: Time
    customer: Customer
    desk: str = ""
    link: str = ""
    product: str = ""
    order_status: str = ""
    intent: str = ""
    priority: str = ""
    agent: str = ""
    page: str = ""
    language: str = ""
    attributes: Attributes | None = None
    store: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerSends(Event):
    """A customer writes. Without an open session it opens one, or is refused
    `no_session` where `session_starts` is enter (S1).

    customer: the customer
    desk: the desk
    kind: the kind of the message
    text: the text of the message, UTF-8
    message: the host's id of the message
    product: the product that the customer looked at (R8)
    order_status: the status of the customer's order (R8)
    intent: the robot's classification (R8)
    priority: the priority in the waiting list (Q1)
    agent: the agent who acts, or whom the customer asks for (R4)
    language: the customer's language (R9)
    store: the store where the customer is, or whose goods he asks about (R11)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_SENDS

    at: Time
    customer: Customer
    desk: str
    kind: MessageKind | MessageKindName
    text: str = ""
    message: str = ""
    product: str = ""
    order_status: str = ""
    intent: str = ""
    priority: str = ""
    agent: str = ""
    language: str = ""
    store: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerLeaves(Event):
    """A customer leaves the page, or gives up waiting (Q7).

    customer: the customer
    desk: the desk
    what: what the customer leaves
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_LEAVES

    at: Time
    customer: Customer
    desk: str
    what: LeaveWhat | LeaveWhatName
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerClicks(Event):
    """A customer clicks an item of a menu that was sent to him, which counts
    as his sending the text of the item, with all that follows (K4); or an
    arrival campaign that is shown to him, and so claims its gifts (G4).
    Exactly one of both is given; an item with its desk.

    customer: the customer
    desk: the desk
    item: the item of a menu that was sent, which the customer clicks (K4);
    exactly one of these
    campaign: a click: the name of a campaign of the ruleset (G4); else the
    host's id of one; exactly one of these
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_CLICKS

    at: Time
    customer: Customer
    desk: str = ""
    item: str = ""
    campaign: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerRates(Event):
    """A customer rates the last session at this desk that somebody has served,
    while it runs or so long after its close (F1). The comment is stored by
    the host, from this event.

    customer: the customer
    desk: the desk
    score: the customer's score, 0 to 1000; it must be on the scale (F1)
    comment: what the customer says beside it, UTF-8 (F1)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_RATES

    at: Time
    customer: Customer
    desk: str
    score: int | None
    comment: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerVisits(Event):
    """A customer comes to the shop, not to a desk: greetings (G3) and
    campaigns (G4) begin, no session opens.

    customer: the customer
    channel: the channel where he did it (W1)
    page: the page from which he came to the desk (R9), or of the shop that he
    comes to or leaves (G4)
    store: the store where the customer is, or whose goods he asks about (R11)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_VISITS

    at: Time
    customer: Customer
    channel: str
    page: str = ""
    store: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerExits(Event):
    """A customer leaves the shop (G3).

    customer: the customer
    channel: the channel where he did it (W1)
    page: the page from which he came to the desk (R9), or of the shop that he
    comes to or leaves (G4)
    store: the store where the customer is, or whose goods he asks about (R11)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_EXITS

    at: Time
    customer: Customer
    channel: str
    page: str = ""
    store: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerAddsContact(Event):
    """A customer has added an agent to his contacts, by the contact code that
    came through this link (G5).

    customer: the customer
    agent: the agent who acts, or whom the customer asks for (R4)
    link: the link through which the customer came; it names the desk
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_ADDS_CONTACT

    at: Time
    customer: Customer
    agent: str
    link: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerErased(Event):
    """A customer is to be forgotten at once: his sessions are closed and
    everything about him goes (T9).

    customer: the customer
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_ERASED

    at: Time
    customer: Customer
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerSubmitsForm(Event):
    """A customer who waits, or whose session is in the pool, leaves a message
    form: the session goes to the pool with it (Q9).

    customer: the customer
    desk: the desk
    fields: what the customer filled in: a text of the host, JSON say, UTF-8
    (Q9)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_SUBMITS_FORM

    at: Time
    customer: Customer
    desk: str
    fields: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class RobotHandsOver(Event):
    """The robot gives its session to the people: the routing order runs, with
    this intent if one is given (R7, R9).

    customer: the customer
    desk: the desk
    intent: the robot's classification (R8)
    """

    TYPE: ClassVar[EventType] = EventType.ROBOT_HANDS_OVER

    at: Time
    customer: Customer
    desk: str
    intent: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class RobotReplies(Event):
    """The robot has an answer, which goes out if the channel lets it through;
    or none. Where it has not understood too often, or finds an intent that
    is for people, it hands over (K2).

    customer: the customer
    desk: the desk
    understood: whether the robot has understood the customer (K2)
    intent: the robot's classification (R8)
    messages: how many messages the robot wants to send, 0 to 1000; not given:
    one (K2)
    kind: the kind of the message
    """

    TYPE: ClassVar[EventType] = EventType.ROBOT_REPLIES

    at: Time
    customer: Customer
    desk: str
    understood: Understanding | UnderstandingName
    intent: str = ""
    messages: int | None = None
    kind: MessageKind | MessageKindName = MessageKind.NONE
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentConnects(Event):
    """An agent logs in and is online (A18), at the desks given (A14).

    agent: the agent who acts, or whom the customer asks for (R4)
    desks: desks, at most 1000; not given: all of his (A14)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_CONNECTS

    at: Time
    agent: str
    desks: Sequence[str] = ()
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentDisconnects(Event):
    """An agent's connection ends; unless he is back within the grace, he is
    offline (A7, A18). With desks: he logs out of these only (A14).

    agent: the agent who acts, or whom the customer asks for (R4)
    desks: desks, at most 1000; not given: all of his (A14)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_DISCONNECTS

    at: Time
    agent: str
    desks: Sequence[str] = ()
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentSetsStatus(Event):
    """An agent sets his status, or a manager that of another (A8, A18).

    agent: the agent who acts, or whom the customer asks for (R4)
    status: the new status
    by: the agent who sets another's status (A8)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_SETS_STATUS

    at: Time
    agent: str
    status: AgentStatus | AgentStatusName
    by: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentAccepts(Event):
    """An agent takes waiting customers by hand, one or a batch (A4); a session
    on offer to him (A16); his own sessions that have lapsed (A9).

    agent: the agent who acts, or whom the customer asks for (R4)
    customers: one customer or several, at most 1000 (A4)
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_ACCEPTS

    at: Time
    agent: str
    customers: Sequence[Customer]
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentDeclines(Event):
    """An agent declines a session that is on offer to him (A16).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_DECLINES

    at: Time
    agent: str
    customer: Customer
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentSends(Event):
    """An agent writes in his own session. Where the channel does not let the
    message through it goes as a template, or is refused (W3, W6).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    kind: the kind of the message
    text: the text of the message, UTF-8
    message: the host's id of the message
    items: how many products or articles the message has, 0 to 1000; not given:
    one (W6)
    file_name: the name of the file, UTF-8; what stands behind its last dot is
    its type (W6)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_SENDS

    at: Time
    agent: str
    customer: Customer
    desk: str
    kind: MessageKind | MessageKindName
    text: str = ""
    message: str = ""
    items: int | None = None
    file_name: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentCloses(Event):
    """A session is closed by its agent or, without an agent, by the host (S2).

    customer: the customer
    desk: the desk
    agent: the agent who acts, or whom the customer asks for (R4)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_CLOSES

    at: Time
    customer: Customer
    desk: str
    agent: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentTransfers(Event):
    """An agent hands his session over to another agent or to a group; exactly
    one of them is given (S3).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    to_agent: the agent who is to have the session; exactly one of these
    to_group: the group that is to have the session; exactly one of these
    note: a note for the receiver, UTF-8
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_TRANSFERS

    at: Time
    agent: str
    customer: Customer
    desk: str
    to_agent: str = ""
    to_group: str = ""
    note: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentClaims(Event):
    """An agent takes over the session of another (S9).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_CLAIMS

    at: Time
    agent: str
    customer: Customer
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentHolds(Event):
    """An agent puts his session on hold: it costs no capacity until either
    writes (A17).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_HOLDS

    at: Time
    agent: str
    customer: Customer
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentUnholds(Event):
    """An agent takes his session off hold (A17).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_UNHOLDS

    at: Time
    agent: str
    customer: Customer
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentDiscards(Event):
    """An agent removes junk from the waiting list (Q4).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_DISCARDS

    at: Time
    agent: str
    customer: Customer
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentReopens(Event):
    """An agent opens new sessions of his own with past customers, one or a
    batch (S4). Where the reply window is shut a template goes out (W3).

    agent: the agent who acts, or whom the customer asks for (R4)
    customers: one customer or several, at most 1000 (A4)
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_REOPENS

    at: Time
    agent: str
    customers: Sequence[Customer]
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentAssigns(Event):
    """An agent moves a waiting customer, or a dispatcher hands one out of the
    pool, to an agent or to a group; exactly one of them is given (Q5, O2).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    to_agent: the agent who is to have the session; exactly one of these
    to_group: the group that is to have the session; exactly one of these
    intent: the robot's classification (R8)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_ASSIGNS

    at: Time
    agent: str
    customer: Customer
    desk: str
    to_agent: str = ""
    to_group: str = ""
    intent: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentInvitesRating(Event):
    """An agent invites the customer of his session to rate it, once a session
    (F1).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_INVITES_RATING

    at: Time
    agent: str
    customer: Customer
    desk: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentBlocks(Event):
    """An agent blocks a customer at a desk or for the whole tenant; a running
    session is closed (F4).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    scope: this desk, or all desks of the tenant (F4)
    desk: the desk
    until: when the block ends; not given: never (F4)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_BLOCKS

    at: Time
    agent: str
    customer: Customer
    scope: BlockScope | BlockScopeName
    desk: str = ""
    until: Time | None = None
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentUnblocks(Event):
    """An agent lifts a block (F4).

    agent: the agent who acts, or whom the customer asks for (R4)
    customer: the customer
    scope: this desk, or all desks of the tenant (F4)
    desk: the desk
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_UNBLOCKS

    at: Time
    agent: str
    customer: Customer
    scope: BlockScope | BlockScopeName
    desk: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerChanges(Event):
    """The host tells what it knows of a customer. What is not given stays as
    it is (V1, R6, R11).

    customer: the customer
    attributes: attributes of the customer; one that is given nothing, or an
    empty text or list, has no value from then on (V1)
    tags: all tags that the customer has from then on; an empty list: none (V1)
    dedicated_agent: the customer's dedicated agent from then on, or nobody
    (R6)
    home_store: the customer's own store 归属门店 from then on, or none; of
    the sessions that open and for which neither event nor link names one (R11)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_CHANGES

    at: Time
    customer: Customer
    attributes: Attributes | None = None
    tags: Sequence[str] | None = None
    dedicated_agent: str | None = None
    home_store: str | None = None
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class AgentChangesSettings(Event):
    """An agent changes his own settings (A2, A3).

    agent: the agent who acts, or whom the customer asks for (R4)
    auto_accept: the new value of auto_accept (A3)
    capacity: the new capacity, 0 to 1000 units (A2)
    """

    TYPE: ClassVar[EventType] = EventType.AGENT_CHANGES_SETTINGS

    at: Time
    agent: str
    auto_accept: AutoAccept | AutoAcceptName = AutoAccept.NONE
    capacity: int | None = None
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CrowdRefreshes(Event):
    """A crowd is brought up to date by hand, at most
    `crowds.refreshes_by_hand` times a local day (V3).

    agent: the agent who acts, or whom the customer asks for (R4)
    crowd: the crowd (V2)
    """

    TYPE: ClassVar[EventType] = EventType.CROWD_REFRESHES

    at: Time
    agent: str
    crowd: str
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CrowdUsed(Event):
    """A campaign or a mass sending uses a crowd; the record stays when the
    crowd is removed (V2).

    crowd: the crowd (V2)
    campaign: a click: the name of a campaign of the ruleset (G4); else the
    host's id of one
    send: the host's id of the mass sending
    """

    TYPE: ClassVar[EventType] = EventType.CROWD_USED

    at: Time
    crowd: str
    campaign: str = ""
    send: str = ""
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class CustomerTriggers(Event):
    """A customer does something on his platform by which messages to him are
    allowed, or no longer (W1, W3, W5); exactly one of desk and channel is
    given.

    customer: the customer
    desk: the desk; exactly one of these
    channel: the channel where he did it (W1); exactly one of these
    trigger: what the customer did (W1)
    template_id: subscribe: the platform's id of the template that he agreed to
    (W3)
    count: subscribe: how many such messages he agreed to, 0 to 1000; not
    given: one (W3)
    """

    TYPE: ClassVar[EventType] = EventType.CUSTOMER_TRIGGERS

    at: Time
    customer: Customer
    desk: str = ""
    channel: str = ""
    trigger: CustomerTrigger | CustomerTriggerName
    template_id: str = ""
    count: int | None = None
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class DeliveryFails(Event):
    """The platform has not delivered a message: an agent's, or an automatic
    one. Where the cause is the reply window it is closed (W5).

    customer: the customer
    desk: the desk
    cause: why it did not arrive (W5)
    message: the host's id of the message
    source: which automatic text it was (G1)
    """

    TYPE: ClassVar[EventType] = EventType.DELIVERY_FAILS

    at: Time
    customer: Customer
    desk: str
    cause: FailureCause | FailureCauseName
    message: str = ""
    source: TextSource | TextSourceName = TextSource.NONE
    seq: int | None = None
    id: str = ""


@dataclass(frozen=True, kw_only=True, match_args=False, slots=True)
class TimePasses(Event):
    """Nothing but time: fires every timer that is due (T2)."""

    TYPE: ClassVar[EventType] = EventType.TIME_PASSES

    at: Time
    seq: int | None = None
    id: str = ""


EVENT_CLASSES: tuple[type[Event], ...] = (
    CustomerEnters, CustomerSends, CustomerLeaves, CustomerClicks,
    CustomerRates, CustomerVisits, CustomerExits, CustomerAddsContact,
    CustomerErased, CustomerSubmitsForm, RobotHandsOver, RobotReplies,
    AgentConnects, AgentDisconnects, AgentSetsStatus, AgentAccepts,
    AgentDeclines, AgentSends, AgentCloses, AgentTransfers, AgentClaims,
    AgentHolds, AgentUnholds, AgentDiscards, AgentReopens, AgentAssigns,
    AgentInvitesRating, AgentBlocks, AgentUnblocks, CustomerChanges,
    AgentChangesSettings, CrowdRefreshes, CrowdUsed, CustomerTriggers,
    DeliveryFails, TimePasses,)
