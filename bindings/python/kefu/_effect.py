"""What all effects have in common."""

import json
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, Self

from ._kefu import EffectBase
from ._time import to_datetime
from ._words import EffectType, Reason, Rung, TimerKind

__all__ = ["Decision", "Effect"]


# A key that is 0, nothing left, the lowest grade.
_MAY_BE_0 = {"customer", "left", "wait", "score"}


class Decision(NamedTuple):
    """The decision behind an assignment or an enqueue.

    rung: the rung of the routing order that decided
    reason: why the rung before it did not, or why nobody was found
    group: whose list was asked; "": the desk's own
    agent: who was chosen; "": nobody
    asked: how many agents could have taken the session
    """

    rung: Rung
    reason: Reason
    group: str
    agent: str
    asked: int


class Effect(EffectBase):
    """Something that the engine tells its host to do.

    `at`, `event` and `index` are whole numbers; (event, index) names an effect
    for good. The names of agents, groups and desks come from the ruleset.
    """

    __slots__ = ()
    TYPE: ClassVar[EffectType] = EffectType.NONE
    FIELDS: ClassVar[tuple[str, ...]] = ()

    @property
    def time(self) -> datetime:
        """`at` as an aware datetime, in UTC."""
        return to_datetime(self.at)

    @property
    def timer(self) -> TimerKind:
        """The timer that caused it; NONE: the event itself did."""
        return TimerKind(self._timer)

    def messages(self, customer: str = "") -> dict[str, Any]:
        """What a Send sends, ready to go out (K7); of others nothing.

        `texts`, a list; `links`, of {"title", "url"}; `menu`, {"text", "items"},
        these of {"name", "text"}. What there is none of is left out.

        customer: what stands for {customer}; "": what the ruleset has for it
        """
        found: dict[str, Any] = json.loads(self._messages(customer))
        return found

    @property
    def _decision(self) -> Decision:
        return Decision(Rung(self._rung), Reason(self._why), self._group,
                        self._agent, self._asked)

    def as_dict(self) -> dict[str, Any]:
        """Its fields by name; those that are not given are left out."""
        fields: dict[str, Any] = {
            "at": self.at, "event": self.event, "index": self.index}
        if self._timer:
            fields["timer"] = self.timer
        for name in self.FIELDS:
            value = getattr(self, name)
            if value or (value == 0 and name in _MAY_BE_0):
                fields[name] = value
        return fields

    # It never changes.
    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __repr__(self) -> str:
        values = ", ".join(
            f"{name}={_shown(value)}"
            for name, value in self.as_dict().items() if name != "decision")
        return f"{type(self).__name__}({values})"


def _shown(value: Any) -> str:
    return repr(str(value)) if hasattr(value, "json") else repr(value)
