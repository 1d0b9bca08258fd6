# Made by kefu-reference from include/kefu/events.def; do not edit.
"""The positional calls of Engine.fast: ids in, effects out.

A protocol for people and type checkers; the calls are in C++.
"""

from typing import Mapping, Protocol, Sequence

from ._effect import Effect
from ._event import Value


class Fast(Protocol):
    """One call for each event, positional, with ids for names.

    `at` is whole milliseconds; 0 or None is "not given". An id comes from
    Ruleset.agent() and the like, or Engine.customer_id(). The customers of the
    effects are read from the engine when they are asked for, so read them
    before the next call, or use `customer_id`.

    >>> import kefu
    >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}]}))
    >>> customer = engine.customer_id("c-1")
    >>> engine.fast.customer_sends(2000, customer, 1, kefu.MessageKind.TEXT)[0]
    OpenSession(at=2000, event=1, index=0, session=1, customer='c-1', desk='shop')
    """

    def raw(
            self, type: int, at: int, customer: int = 0, desk: int = 0,
            agent: int = 0, value: int = 0, detail: int = 0, /,
    ) -> tuple[Effect, ...]:
        """Applies a record without a payload, column by column."""

    def customer_enters(
            self, at: int, customer: int, desk: int = 0, link: int = 0,
            product: int = 0, order_status: int = 0, intent: int = 0, priority:
            int = 0, agent: int = 0, page: int = 0, language: int = 0,
            attributes: Mapping[int, Value] | None = None, store: int = 0, seq:
            int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer opens a desk. With `session_starts` enter or
        enter_or_message a session opens (S1); otherwise product, intent,
        order status, link and priority are kept for the message that opens
        it.
        """

    def customer_sends(
            self, at: int, customer: int, desk: int, kind: int, text: str |
            bytes = "", message: str | bytes = "", product: int = 0,
            order_status: int = 0, intent: int = 0, priority: int = 0, agent:
            int = 0, language: int = 0, store: int = 0, seq: int | None = None,
            id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer writes. Without an open session it opens one, or is
        refused `no_session` where `session_starts` is enter (S1).
        """

    def customer_leaves(
            self, at: int, customer: int, desk: int, what: int, seq: int | None
            = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer leaves the page, or gives up waiting (Q7)."""

    def customer_clicks(
            self, at: int, customer: int, desk: int = 0, item: int = 0,
            campaign: str | bytes = "", seq: int | None = None, id: str | bytes
            = "", /,
    ) -> tuple[Effect, ...]:
        """A customer clicks an item of a menu that was sent to him, which
        counts as his sending the text of the item, with all that follows
        (K4); or an arrival campaign that is shown to him, and so claims its
        gifts (G4). Exactly one of both is given; an item with its desk.
        """

    def customer_visits(
            self, at: int, customer: int, channel: int, page: int = 0, store:
            int = 0, seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer comes to the shop, not to a desk: greetings (G3) and
        campaigns (G4) begin, no session opens.
        """

    def customer_exits(
            self, at: int, customer: int, channel: int, page: int = 0, store:
            int = 0, seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer leaves the shop (G3)."""

    def customer_adds_contact(
            self, at: int, customer: int, agent: int, link: int = 0, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer has added an agent to his contacts, by the contact code
        that came through this link (G5).
        """

    def customer_rates(
            self, at: int, customer: int, desk: int, score: int | None,
            comment: str | bytes = "", seq: int | None = None, id: str | bytes
            = "", /,
    ) -> tuple[Effect, ...]:
        """A customer rates the last session at this desk that somebody has
        served, while it runs or so long after its close (F1). The comment
        is stored by the host, from this event.
        """

    def customer_erased(
            self, at: int, customer: int, seq: int | None = None, id: str |
            bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer is to be forgotten at once: his sessions are closed and
        everything about him goes (T9).
        """

    def customer_submits_form(
            self, at: int, customer: int, desk: int, fields: str | bytes = "",
            seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer who waits, or whose session is in the pool, leaves a
        message form: the session goes to the pool with it (Q9).
        """

    def robot_hands_over(
            self, at: int, customer: int, desk: int, intent: int = 0, seq: int
            | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """The robot gives its session to the people: the routing order runs,
        with this intent if one is given (R7, R9).
        """

    def robot_replies(
            self, at: int, customer: int, desk: int, understood: int, intent:
            int = 0, messages: int | None = None, kind: int = 0, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """The robot has an answer, which goes out if the channel lets it
        through; or none. Where it has not understood too often, or finds an
        intent that is for people, it hands over (K2).
        """

    def agent_connects(
            self, at: int, agent: int, desks: Sequence[int] = (), seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent logs in and is online (A18), at the desks given (A14)."""

    def agent_disconnects(
            self, at: int, agent: int, desks: Sequence[int] = (), seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent's connection ends; unless he is back within the grace, he
        is offline (A7, A18). With desks: he logs out of these only (A14).
        """

    def agent_sets_status(
            self, at: int, agent: int, status: int, by: int = 0, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent sets his status, or a manager that of another (A8, A18)."""

    def agent_accepts(
            self, at: int, agent: int, customers: Sequence[int], desk: int,
            seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent takes waiting customers by hand, one or a batch (A4); a
        session on offer to him (A16); his own sessions that have lapsed
        (A9).
        """

    def agent_declines(
            self, at: int, agent: int, customer: int, desk: int, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent declines a session that is on offer to him (A16)."""

    def agent_sends(
            self, at: int, agent: int, customer: int, desk: int, kind: int,
            text: str | bytes = "", message: str | bytes = "", items: int |
            None = None, file_name: str | bytes = "", seq: int | None = None,
            id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent writes in his own session. Where the channel does not let
        the message through it goes as a template, or is refused (W3, W6).
        """

    def agent_closes(
            self, at: int, customer: int, desk: int, agent: int = 0, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A session is closed by its agent or, without an agent, by the host
        (S2).
        """

    def agent_transfers(
            self, at: int, agent: int, customer: int, desk: int, to_agent: int
            = 0, to_group: int = 0, note: str | bytes = "", seq: int | None =
            None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent hands his session over to another agent or to a group;
        exactly one of them is given (S3).
        """

    def agent_claims(
            self, at: int, agent: int, customer: int, desk: int, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent takes over the session of another (S9)."""

    def agent_holds(
            self, at: int, agent: int, customer: int, desk: int, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent puts his session on hold: it costs no capacity until either
        writes (A17).
        """

    def agent_unholds(
            self, at: int, agent: int, customer: int, desk: int, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent takes his session off hold (A17)."""

    def agent_discards(
            self, at: int, agent: int, customer: int, desk: int, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent removes junk from the waiting list (Q4)."""

    def agent_reopens(
            self, at: int, agent: int, customers: Sequence[int], desk: int,
            seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent opens new sessions of his own with past customers, one or a
        batch (S4). Where the reply window is shut a template goes out (W3).
        """

    def agent_assigns(
            self, at: int, agent: int, customer: int, desk: int, to_agent: int
            = 0, to_group: int = 0, intent: int = 0, seq: int | None = None,
            id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent moves a waiting customer, or a dispatcher hands one out of
        the pool, to an agent or to a group; exactly one of them is given
        (Q5, O2).
        """

    def agent_invites_rating(
            self, at: int, agent: int, customer: int, desk: int, seq: int |
            None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent invites the customer of his session to rate it, once a
        session (F1).
        """

    def agent_blocks(
            self, at: int, agent: int, customer: int, scope: int, desk: int =
            0, until: int | None = None, seq: int | None = None, id: str |
            bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent blocks a customer at a desk or for the whole tenant; a
        running session is closed (F4).
        """

    def agent_unblocks(
            self, at: int, agent: int, customer: int, scope: int, desk: int =
            0, seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent lifts a block (F4)."""

    def customer_changes(
            self, at: int, customer: int, attributes: Mapping[int, Value] |
            None = None, tags: Sequence[int] | None = None, dedicated_agent:
            int | None = None, home_store: int | None = None, seq: int | None =
            None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """The host tells what it knows of a customer. What is not given stays
        as it is (V1, R6, R11).
        """

    def agent_changes_settings(
            self, at: int, agent: int, auto_accept: int = 0, capacity: int |
            None = None, seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """An agent changes his own settings (A2, A3)."""

    def crowd_refreshes(
            self, at: int, agent: int, crowd: int, seq: int | None = None, id:
            str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A crowd is brought up to date by hand, at most
        `crowds.refreshes_by_hand` times a local day (V3).
        """

    def crowd_used(
            self, at: int, crowd: int, campaign: str | bytes = "", send: str |
            bytes = "", seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A campaign or a mass sending uses a crowd; the record stays when the
        crowd is removed (V2).
        """

    def customer_triggers(
            self, at: int, customer: int, desk: int, channel: int, trigger:
            int, template_id: str | bytes = "", count: int | None = None, seq:
            int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """A customer does something on his platform by which messages to him
        are allowed, or no longer (W1, W3, W5); exactly one of desk and
        channel is given.
        """

    def delivery_fails(
            self, at: int, customer: int, desk: int, cause: int, message: str |
            bytes = "", source: int = 0, seq: int | None = None, id: str |
            bytes = "", /,
    ) -> tuple[Effect, ...]:
        """The platform has not delivered a message: an agent's, or an
        automatic one. Where the cause is the reply window it is closed
        (W5).
        """

    def time_passes(
            self, at: int, seq: int | None = None, id: str | bytes = "", /,
    ) -> tuple[Effect, ...]:
        """Nothing but time: fires every timer that is due (T2)."""
