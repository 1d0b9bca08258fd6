"""Rulesets: a config that has been checked and compiled."""

import json
import os
from pathlib import Path
from typing import Any, Callable, Mapping, Union

from datetime import timedelta

from . import _kefu, config as _config
from ._errors import ConfigError, Problem, UnknownDay, UnknownName
from ._files import path_hint
from ._lint import LintFinding
from ._time import Time, duration_ms, to_ms
from ._words import LintCheck

# A config as JSON text, as bytes of it, as a mapping, or in a file.
Config = Union[str, bytes, _config.Config, Mapping[str, Any],
               "os.PathLike[str]"]


class Ruleset(_kefu.Ruleset):
    """A config that has been checked and compiled. It never changes.

    config: JSON text, its bytes, a mapping, or a path (a pathlib.Path)
    previous: equal names keep the ids that they have there

    Raises ConfigError, whose `errors` tell everything that is wrong.

    >>> ruleset = Ruleset({"desks": [{"name": "shop"}],
    ...                    "agents": [{"name": "ann", "capacity": 3}]})
    >>> ruleset.agent("ann"), ruleset.agent_name(1), ruleset.agent("bo")
    (1, 'ann', 0)
    >>> ruleset.config["agents"][0]["capacity"]
    3
    >>> Ruleset('{"desks": [{"nam": "shop"}]}')
    Traceback (most recent call last):
    ...
    kefu.ConfigError: 1:12: /desks/0: lacks the member "name", \
expected a name of 1 to 128 bytes
    1:13: /desks/0/nam: is no member here, expected name, channel, agents, \
default_group, schedule, slots, all_day, deleted, routing, queue, offline, timers or feedback; did you mean "name"?
    """

    __slots__ = ("_json", "_previous", "_names")

    def __init__(self, config: Config,
                 previous: "Ruleset | None" = None) -> None:
        data = _bytes_of(config)
        try:
            super().__init__(data, previous)
        except ConfigError as error:
            if isinstance(config, os.PathLike):
                error.args = (_in_file(os.fspath(config), str(error)),)
            raise
        self._json = data.decode()
        self._previous = previous
        self._names: dict[str, tuple[str, ...]] = {}

    @property
    def json(self) -> str:
        """The JSON text that it was made from."""
        return self._json

    @property
    def config(self) -> dict[str, Any]:
        """What the JSON text says, as a new dict."""
        config: dict[str, Any] = json.loads(self._json.lstrip("\ufeff"))
        return config

    def names_by_id(self, kind: str) -> tuple[str, ...]:
        """The names of a kind; the index is the id.

        kind: "agent", "group", "desk", "link", "crowd", "channel", "rule" or
            "coupon"
        """
        if kind not in self._names:
            self._names[kind] = tuple(self.names(kind))
        return self._names[kind]

    @property
    def agents(self) -> list[str]:
        """The names of the agents, by their ids."""
        return [name for name in self.names_by_id("agent") if name]

    @property
    def groups(self) -> list[str]:
        """The names of the groups, by their ids."""
        return [name for name in self.names_by_id("group") if name]

    @property
    def desks(self) -> list[str]:
        """The names of the desks, by their ids."""
        return [name for name in self.names_by_id("desk") if name]

    def lint(self) -> list[LintFinding]:
        """What is unwise in it, in the order of the checks (E4).

        A finding is an opinion: the ruleset works as it says. Lines and
        columns are those of `json`, also where it was made from a mapping.

        >>> ruleset = Ruleset({"desks": [{"name": "shop"}],
        ...     "agents": [{"name": "ann"}],
        ...     "groups": [{"name": "a", "agents": [{"agent": "ann"}]},
        ...                {"name": "b"}]})
        >>> [(finding.pointer, finding.line, finding.column)
        ...  for finding in ruleset.lint()
        ...  if finding.check is LintCheck.GROUP_EMPTY]
        [('/groups/1', 1, 116)]
        """
        return [
            LintFinding(LintCheck(check), line, column, pointer, message)
            for check, line, column, pointer, message in self._lint(
                self._json)]

    # ------------------------------------------------- quick replies, scripts

    def quick_replies(self, agent: str = "", typed: str = "", *, at: Time = 0,
                      desk: str = "", customer: str = "",
                      ) -> list[dict[str, Any]]:
        """The quick replies that an agent finds who has typed this (K6).

        "#" and a shortcut: the reply with this very shortcut, his own before
        the public one; "": all of them; else none. Each is a dict of `root`
        ("personal" or "public"), `folder`, `shortcut` and what it is, as of
        Effect.messages; `at`, `desk` and `customer` stand in its texts (K7).

        >>> ruleset = Ruleset({"desks": [{"name": "shop"}],
        ...     "agents": [{"name": "li"}], "replies": {"list": [
        ...         {"shortcut": "hi", "messages": {"texts": ["I am {agent}"]}}]}})
        >>> ruleset.quick_replies("li", "#hi")
        [{'root': 'public', 'shortcut': 'hi', 'texts': ['I am li']}]
        """
        return self._asked(self._quick_replies, agent, typed, at, desk,
                           customer)

    def scripts(self, agent: str = "", typed: str = "", *, at: Time = 0,
                desk: str = "", customer: str = "") -> list[dict[str, Any]]:
        """The scripts of which a keyword is in what an agent has typed (K6).

        "": all. Each is a dict of `situation` and what it is, as of
        quick_replies; those of one situation stand behind each other.
        """
        return self._asked(self._scripts, agent, typed, at, desk, customer)

    def _asked(self, ask: Callable[[int, str, int, int, str], str], agent: str,
               typed: str, at: Time, desk: str,
               customer: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(
            ask(self.agent(agent) if agent else 0, typed, to_ms(at),
                self.desk(desk) if desk else 0, customer))
        return found

    # --------------------------------------------------------------- hours
    #
    # What a schedule says (C4), by its name; a desk's is hours_of(desk), and ""
    # is no schedule, which is always open. All raise UnknownDay where the
    # answer rests on days that its calendar does not know.

    def is_open(self, schedule: str, at: Time) -> bool:
        """Whether it is open at that time.

        >>> ruleset = Ruleset({"desks": [{"name": "shop"}], "schedules": [
        ...     {"name": "office", "slots": [
        ...         {"days": ["friday"], "from": "09:00", "to": "18:00"}]}]})
        >>> from datetime import datetime, timedelta, timezone
        >>> china = timezone(timedelta(hours=8))
        >>> friday = datetime(2026, 2, 13, 17, tzinfo=china)
        >>> ruleset.is_open("office", friday)
        True
        >>> from kefu import to_datetime
        >>> def local(ms): return to_datetime(ms).astimezone(china).isoformat()
        >>> local(ruleset.next_closing("office", friday))
        '2026-02-13T18:00:00+08:00'
        >>> local(ruleset.add_open_time("office", friday, timedelta(hours=2)))
        '2026-02-20T10:00:00+08:00'
        >>> local(ruleset.add_working_days("office", friday, 2))
        '2026-02-27T17:00:00+08:00'
        """
        return bool(_known(self._is_open(self._schedule(schedule), to_ms(at))))

    def next_opening(self, schedule: str, at: Time) -> int | None:
        """The first time after `at` at which it opens; None: never."""
        return _instant(self._next_opening(self._schedule(schedule),
                                           to_ms(at)))

    def next_closing(self, schedule: str, at: Time) -> int | None:
        """The first time after `at` at which it closes; None: never."""
        return _instant(self._next_closing(self._schedule(schedule),
                                           to_ms(at)))

    def open_time(self, schedule: str, begin: Time, end: Time) -> int:
        """Open time from `begin` up to `end`, in milliseconds."""
        return _known(self._open_time(self._schedule(schedule), to_ms(begin),
                                      to_ms(end)))

    def add_open_time(self, schedule: str, at: Time,
                      open_time: int | timedelta) -> int | None:
        """When so much open time has passed since `at`; None: never."""
        return _instant(self._add_open_time(
            self._schedule(schedule), to_ms(at), duration_ms(open_time)))

    def add_working_days(self, schedule: str, at: Time,
                         days: int) -> int | None:
        """The same time of day, so many working days later; None: never.

        A working day is one on which a slot of the schedule begins.
        """
        return _instant(self._add_working_days(self._schedule(schedule),
                                               to_ms(at), days))

    def hours_of(self, desk: str) -> str:
        """The schedule of a desk; "" if it has none."""
        number = self.desk(desk)
        if number == 0:
            raise UnknownName(f"the ruleset has no desk '{desk}'",
                              code="unknown_desk")
        return self._hours_of(number)

    def _schedule(self, name: str) -> int:
        number = self.schedule(name)
        if number == 0 and name != "":
            raise UnknownName(f"the ruleset has no schedule '{name}'",
                              code="unknown_schedule")
        return number

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._json, self._previous)

    # It never changes.
    def __copy__(self) -> "Ruleset":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Ruleset":
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ruleset):
            return NotImplemented
        return (self._json, self._previous) == (other._json, other._previous)

    def __hash__(self) -> int:
        return hash(self._json)

    def __repr__(self) -> str:
        return (f"<Ruleset: {len(self.desks)} desks, {len(self.groups)} "
                f"groups, {len(self.agents)} agents>")


_NEVER = (1 << 63) - 1


def _known(answer: int | None) -> int:
    if answer is None:
        raise UnknownDay("the answer rests on days that the calendar does not "
                         "know: give it later days and a later known_until",
                         code="unknown_day")
    return answer


def _instant(answer: int | None) -> int | None:
    ms = _known(answer)
    return None if ms == _NEVER else ms


def _bytes_of(config: Config) -> bytes:
    """JSON as bytes; whether it is UTF-8 is for the engine to say."""
    if isinstance(config, (bytes, bytearray)):
        return bytes(config)
    if isinstance(config, os.PathLike):
        return Path(config).read_bytes()
    if not isinstance(config, str):
        config = json.dumps(config, ensure_ascii=False)
    elif hint := path_hint(config):
        raise ConfigError(hint, code="config", line=1, column=1,
                          errors=(Problem(1, 1, "", hint, ""),))
    return config.encode("utf-8", "surrogatepass")


def _in_file(file: str, text: str) -> str:
    return "\n".join(f"{file}:{line}" for line in text.split("\n"))
