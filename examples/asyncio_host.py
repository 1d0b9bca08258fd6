#!/usr/bin/python3
"""An asyncio host: connections as tasks, one task that owns the engine.

Only the desk's task touches the engine, between two awaits, so nothing needs a
lock. Its deadline is a timeout of the same wait that takes events.
"""

import asyncio
from typing import Any, Callable

import kefu

RULES = kefu.Ruleset({
    "desks": [{"name": "shop"}],
    "agents": [{"name": "ann", "capacity": 1}, {"name": "bo", "capacity": 1}],
    "timers": {"customer_silent": {"after": "150 ms"}}})


class Desk:
    """Owns the engine. `tell` may be called from any task."""

    def __init__(self) -> None:
        self._engine = kefu.Engine(RULES)
        self._inbox: asyncio.Queue[Callable[[int], kefu.Event]] = (
            asyncio.Queue())
        self._listeners: dict[kefu.Customer, asyncio.Queue[str]] = {}
        self.served: list[str] = []

    def tell(self, event: type[kefu.Event], /, **fields: Any) -> None:
        """An event, which gets its time when it is taken."""
        make: Callable[..., kefu.Event] = event
        self._inbox.put_nowait(lambda now: make(at=now, **fields))

    def listen(self, customer: str) -> "asyncio.Queue[str]":
        return self._listeners.setdefault(customer, asyncio.Queue())

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        begin = loop.time()

        def now() -> int:
            return int((loop.time() - begin) * 1000)

        while True:
            deadline = self._engine.next_deadline
            timeout = (None if deadline is None
                       else max(0, deadline - now()) / 1000)
            try:
                make = await asyncio.wait_for(self._inbox.get(), timeout)
                effects = self._engine.apply(make(now()))
            except asyncio.TimeoutError:
                assert deadline is not None
                effects = self._engine.advance_to(max(deadline, now()))
            for effect in effects:
                self._carry_out(effect)

    def _carry_out(self, effect: kefu.Effect) -> None:
        match effect:
            case kefu.Assign():
                self.served.append(f"{effect.customer} by {effect.agent}")
                self.listen(str(effect.customer)).put_nowait(effect.agent)
                # The agent answers at once.
                self.tell(kefu.AgentSends, agent=effect.agent,
                          customer=effect.customer, desk="shop", kind="text")
            case kefu.CloseSession():
                self.listen(str(effect.customer)).put_nowait(
                    str(effect.reason))


async def customer(desk: Desk, name: str) -> str:
    """One connection: asks, hears who serves, and how it ended."""
    news = desk.listen(name)
    desk.tell(kefu.CustomerSends, customer=name, desk="shop", kind="text")
    agent = await news.get()
    if name == "c-1":
        desk.tell(kefu.AgentCloses, customer=name, desk="shop", agent=agent)
    return f"{name}: served by {agent}, then {await news.get()}"


async def main() -> None:
    desk = Desk()
    owner = asyncio.create_task(desk.run())
    for agent in ("ann", "bo"):
        desk.tell(kefu.AgentConnects, agent=agent)
    stories = await asyncio.wait_for(asyncio.gather(
        *(customer(desk, f"c-{i}") for i in range(1, 5))), 30)
    print("\n".join(stories))
    owner.cancel()


if __name__ == "__main__":
    asyncio.run(main())
