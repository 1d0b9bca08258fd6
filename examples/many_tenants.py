#!/usr/bin/python3
"""10,000 small tenants in one process, with one heap of deadlines.

Each tenant is an engine of a few kilobytes beside a ruleset that many share.
A heap of (deadline, tenant) says who is next; entries are not removed when a
deadline moves, but looked at when they come: if the engine's own deadline is
later by then, the entry goes back.

    examples/many_tenants.py [tenants]
"""

import heapq
import sys

import kefu

RULES = kefu.Ruleset({
    "desks": [{"name": "shop"}],
    "agents": [{"name": name, "capacity": 3} for name in ("ann", "bo")],
    "timers": {"customer_silent": {"after": "30 min"}}})


class Tenants:
    """Engines by number, and who is due when."""

    def __init__(self, count: int) -> None:
        self.engines = [kefu.Engine(RULES) for _ in range(count)]
        self._heap: list[tuple[int, int]] = []
        # The earliest entry of each tenant in the heap.
        self._queued: dict[int, int] = {}

    def apply(self, tenant: int, event: kefu.Event) -> list[kefu.Effect]:
        effects = self.engines[tenant].apply(event)
        self._queue(tenant)
        return effects

    def advance_to(self, now: int) -> dict[str, int]:
        """Fires what is due everywhere; counts the effects by type."""
        counts: dict[str, int] = {}
        while self._heap and self._heap[0][0] <= now:
            _, tenant = heapq.heappop(self._heap)
            del self._queued[tenant]
            engine = self.engines[tenant]
            deadline = engine.next_deadline
            if deadline is not None and deadline <= now:
                for effect in engine.advance_to(deadline):
                    name = effect.TYPE.json
                    counts[name] = counts.get(name, 0) + 1
            self._queue(tenant)
        return counts

    def _queue(self, tenant: int) -> None:
        deadline = self.engines[tenant].next_deadline
        if deadline is None:
            return
        queued = self._queued.get(tenant)
        if queued is not None:
            if queued <= deadline:
                return
            self._heap.remove((queued, tenant))  # rare: it moved forward
            heapq.heapify(self._heap)
        self._queued[tenant] = deadline
        heapq.heappush(self._heap, (deadline, tenant))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    tenants = Tenants(count)
    for tenant in range(count):
        at = 1000 + tenant
        tenants.apply(tenant, kefu.AgentConnects(at=at, agent="ann"))
        tenants.apply(tenant, kefu.CustomerSends(
            at=at, customer="c-1", desk="shop", kind="text"))
        tenants.apply(tenant, kefu.AgentSends(
            at=at + 1000, agent="ann", customer="c-1", desk="shop",
            kind="text"))
    used = sum(engine.memory_bytes for engine in tenants.engines)
    print(f"{count} tenants, {used // count} bytes each")
    half_past = 1000 + 1000 + count // 2 + 30 * 60_000
    print(f"half of them: {tenants.advance_to(half_past - 1)}")
    print(f"the others: {tenants.advance_to(half_past + count)}")
    still_open = sum(engine.open_sessions for engine in tenants.engines)
    print(f"open sessions: {still_open}")


if __name__ == "__main__":
    main()
