#!/usr/bin/python3
"""A host that sleeps until something happens or the next deadline is due.

The engine has no clock: the host tells it the time, with each event and when a
deadline has come. Here events come out of a queue, as they would out of a
socket, and minutes pass as milliseconds so that the example ends soon.

    examples/host_loop.py [milliseconds that a minute takes]
"""

import queue
import sys
import threading
import time

import kefu

# With its type an editor completes names, and mypy finds those misspelt.
CONFIG: kefu.config.Config = {
    "desks": [{"name": "shop"}],
    "agents": [{"name": "ann", "capacity": 1}],
    "timers": {"customer_silent": {
        "after": "30 min", "warn_before": "10 min",
        "warning": ["Are you still there?"], "closing": ["Goodbye."]}}}


class Clock:
    """Time as the host sees it: a minute takes `minute_ms`."""

    def __init__(self, minute_ms: float) -> None:
        self._factor = 60_000 / minute_ms
        self._begin = time.monotonic()

    def now(self) -> int:
        return int((time.monotonic() - self._begin) * 1000 * self._factor)

    def seconds_until(self, at: int) -> float:
        return max(0.0, (at - self.now()) / 1000 / self._factor)


class Host:
    """Owns the engine; everything else talks to it through the queue."""

    def __init__(self, clock: Clock) -> None:
        self.inbox: queue.Queue[dict[str, str] | None] = queue.Queue()
        self.clock = clock
        self._engine = kefu.Engine(kefu.Ruleset(CONFIG))

    def run(self) -> None:
        """Until None comes out of the queue and no session is open."""
        open_inbox = True
        while open_inbox or self._engine.open_sessions:
            deadline = self._engine.next_deadline
            timeout = (None if deadline is None
                       else self.clock.seconds_until(deadline))
            try:
                what = self.inbox.get(timeout=timeout)
            except queue.Empty:
                # Never ahead of the deadline: the engine fires it then.
                assert deadline is not None
                self._carry_out(self._engine.advance_to(
                    max(deadline, self.clock.now())))
                continue
            if what is None:
                open_inbox = False
            else:
                event = kefu.parse_event({"at": self.clock.now(), **what})
                self._carry_out(self._engine.apply(event))

    def _carry_out(self, effects: list[kefu.Effect]) -> None:
        for effect in effects:
            match effect:
                case kefu.Assign():
                    print(f"{minutes(effect)}: {effect.agent} serves "
                          f"{effect.customer}")
                case kefu.Send():
                    print(f"{minutes(effect)}: to {effect.customer}: "
                          f"{' '.join(effect.texts)}")
                case kefu.CloseSession():
                    print(f"{minutes(effect)}: {effect.customer} is closed, "
                          f"{effect.reason.english}")
                case kefu.Refuse():
                    print(f"{minutes(effect)}: refused, "
                          f"{effect.reason.english}")


def minutes(effect: kefu.Effect) -> str:
    return f"minute {effect.at // 60_000}"


def people(host: Host) -> None:
    """What happens outside, on a thread of its own."""
    host.inbox.put({"event": "agent_connects", "agent": "ann"})
    for customer in ("c-1", "c-2"):
        host.inbox.put({"event": "customer_sends", "customer": customer,
                        "desk": "shop", "kind": "text"})
    time.sleep(host.clock.seconds_until(2 * 60_000))
    host.inbox.put({"event": "agent_sends", "agent": "ann", "desk": "shop",
                    "customer": "c-1", "kind": "text"})
    # c-1 says no more: warned after 20 minutes, closed after 30; then c-2 is
    # served, until the shop shuts.
    time.sleep(host.clock.seconds_until(40 * 60_000))
    host.inbox.put({"event": "agent_closes", "desk": "shop",
                    "customer": "c-2"})
    host.inbox.put(None)


def main() -> None:
    minute_ms = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    host = Host(Clock(minute_ms))
    thread = threading.Thread(target=people, args=(host,))
    thread.start()
    host.run()
    thread.join()


if __name__ == "__main__":
    main()
