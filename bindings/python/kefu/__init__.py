"""The rules of a customer-service desk: events in, effects out.

A host tells the engine what happens and carries out what it answers. The
engine has no thread, no clock and no file: time is what the events say.

>>> import kefu
>>> ruleset = kefu.Ruleset({"desks": [{"name": "shop"}],
...                         "agents": [{"name": "ann"}, {"name": "bo"}]})
>>> engine = kefu.Engine(ruleset)
>>> engine.apply(kefu.AgentConnects(at=1000, agent="ann"))
[]
>>> for effect in engine.apply(kefu.CustomerSends(
...         at=2000, customer="c-1", desk="shop", kind="text")):
...     match effect:
...         case kefu.Assign(agent=agent, customer=customer):
...             print(agent, "serves", customer)
ann serves c-1
"""

from . import _effects, _events, _kefu, _records, _words, config
from ._answers import (Agent, AgentTrace, Counterfactual, Counterfactuals,
                       Explanation, ListedSession, MaySend, PoolInfo, Position,
                       RungTrace, Session, Stats, Unanswered)
from ._batch import Effects
from ._effect import Decision, Effect
from ._effects import *  # noqa: F403
from ._engine import Engine
from ._errors import (BusyError, ConfigError, Error, LogError, Problem,
                      SnapshotError, TimeError, UnknownDay, UnknownName)
from ._event import Customer, Event, Time
from ._events import *  # noqa: F403
from ._fast import Fast
from ._kefu import Batch, LogReader
from ._lint import LintFinding
from ._logs import (LogCheck, LogWriter, check_log, is_binary_log,
                    to_binary_log, to_json_lines)
from ._metrics import Metrics
from ._parse import parse_event
from ._records import (EFFECT_DTYPE, EFFECT_SLOTS, EVENT_DTYPE,
                       EVENT_SLOTS)
from ._replay import Comparison, Replay, compare, replay
from ._ruleset import Ruleset
from ._time import to_datetime, to_ms
from ._words import *  # noqa: F403
from ._zone import time_zone_table

_kefu.register(
    {int(kind.TYPE): kind for kind in _events.EVENT_CLASSES},
    {int(kind.TYPE): kind for kind in _effects.EFFECT_CLASSES},
    _records.EVENT_DTYPE, _records.EFFECT_DTYPE)

__version__: str = _kefu.__version__

__all__ = [
    "EFFECT_DTYPE", "EFFECT_SLOTS", "EVENT_DTYPE", "EVENT_SLOTS", "Agent",
    "AgentTrace", "Batch", "BusyError", "Comparison", "ConfigError",
    "Counterfactual", "Counterfactuals", "Customer", "Decision", "Effect",
    "Effects", "Engine", "Error", "Event", "Explanation", "Fast",
    "LintFinding", "ListedSession", "LogCheck", "LogError", "LogReader",
    "LogWriter", "MaySend", "Metrics", "PoolInfo", "Position", "Problem",
    "Replay", "Ruleset", "RungTrace", "Session", "SnapshotError", "Stats",
    "Time", "TimeError", "Unanswered", "UnknownDay", "UnknownName",
    "check_log", "compare", "config", "is_binary_log", "parse_event", "replay",
    "time_zone_table", "to_binary_log", "to_datetime", "to_json_lines",
    "to_ms"]
__all__ += _words.__all__ + _events.__all__ + _effects.__all__
