#!/usr/bin/python3
"""How fast Python drives kefu, against C++ in the same run.

    PYTHONPATH=build/python bench/python_bench.py --bench build/bin/kefu-bench

Runs kefu-bench for the C++ figures and for the events of workload W, applies
these through Python, and prints each rate with its share of the C++ rate of
`batch`. A rate counts only if the decisions were right, by their hash, and the
state at the end is the same on every way. Times are those that the processor
spent on this thread.

    batch      apply_many() on slices of a NumPy array
    log        apply_log() on the binary log, read and applied
    fast       a positional call for each event, arguments built beforehand
    objects    apply() for each event, event objects built beforehand
    building   the same with the objects built inside the clock
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np

import kefu

# What kefu has set itself for Python.
MUST = {"batch": (0.9, "of C++"), "fast": (1.5, "M/s")}
HASHES = {"small": "fd6eb13e89363dea", "medium": "aec3f7a0c51dc123",
          "large": "fe3fe361ee4742ca"}
SLICE = 4096
CLOCK = time.thread_time


def outside_keys(count):
    """The keys by which the host of W knows its customers (SplitMix64)."""
    z = np.arange(count, dtype=np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


class Workload:
    """Ruleset and events of one size."""

    def __init__(self, bench, size, folder):
        self.log = pathlib.Path(folder) / "events.klog"
        run(bench, "--write-events", size, "--file", self.log)
        self.ruleset = kefu.Ruleset(run(bench, "--print-ruleset", size))
        self.customers = {"small": 20_000, "medium": 200_000,
                          "large": 1_000_000}[size]
        engine = self.engine()
        self.records = np.concatenate(
            [batch.records for batch in engine.read_log(self.log, 1 << 16)])

    def engine(self):
        """A new one: customers known, everybody online."""
        engine = kefu.Engine(self.ruleset)
        self.ids = engine.customers_by_key(outside_keys(self.customers))
        for agent in self.ruleset.agents:
            engine.apply(kefu.AgentConnects(at=0, agent=agent))
        return engine


def run(*command):
    return subprocess.run([str(part) for part in command], check=True,
                          capture_output=True, text=True).stdout


# ----------------------------------------------------------------- the hash

class DecisionHash:
    """h = h * 31 + decision, mod 2**64, over all decisions (bench/hash.h)."""

    def __init__(self, work):
        self.value = 0
        names = work.ruleset.names_by_id
        self.agents = numbers_of(names("agent"))
        self.groups = numbers_of(names("group"))
        rows = (work.ids & np.uint64(0xFFFFFFFF)).astype(np.int64)
        self.customers = np.zeros(rows.max() + 1, np.uint64)
        self.customers[rows] = np.arange(len(rows), dtype=np.uint64)

    def add(self, effects):
        kinds = self.kinds(effects)
        effects, kinds = effects[kinds > 0], kinds[kinds > 0]
        rows = (effects["customer"] & np.uint64(0xFFFFFFFF)).astype(np.int64)
        in_list = (kinds == 3) | (kinds == 7)
        place = np.where(in_list, self.groups[effects["group"]],
                         self.agents[effects["agent"]])
        value = ((effects["at"].astype(np.uint64) << np.uint64(3) | kinds)
                 ^ (self.customers[rows] << np.uint64(20))
                 ^ (place << np.uint64(44)))
        powers = np.full(len(value), 31, np.uint64)
        powers[:1] = 1
        powers = np.multiply.accumulate(powers)[::-1]
        total = int(np.sum(value * powers, dtype=np.uint64))
        self.value = (self.value * pow(31, len(value), 1 << 64) + total) % (
            1 << 64)

    @staticmethod
    def kinds(e):
        """What an effect is in W; 0: no decision."""
        kinds = np.zeros(len(e), np.uint64)
        assign = e["type"] == kefu.EffectType.ASSIGN
        for by, kind in ((kefu.AssignBy.STICKY, 1), (kefu.AssignBy.SCOPE, 2),
                         (kefu.AssignBy.QUEUE, 4)):
            kinds[assign & (e["detail"] == by)] = kind
        kinds[e["type"] == kefu.EffectType.ENQUEUE] = 3
        close = e["type"] == kefu.EffectType.CLOSE_SESSION
        kinds[close] = np.where(e["timer"][close] == 0, 5, 6)
        kinds[close & (e["agent"] == 0)] = 7
        return kinds


def numbers_of(names):
    return np.array([int(name[1:]) if name else 0 for name in names],
                    np.uint64)


# ----------------------------------------------------------------- the ways

def batch(work, records, sink):
    engine = work.engine()
    begin = CLOCK()
    for i in range(0, len(records), SLICE):
        effects = engine.apply_many(records[i:i + SLICE])
        if sink:
            sink(effects.records)
    return CLOCK() - begin, engine


def fast(work, records):
    engine = work.engine()
    calls = calls_of(engine.fast, records)
    begin = CLOCK()
    for call, arguments in calls:
        call(*arguments)
    return CLOCK() - begin, engine


def calls_of(fast_calls, records):
    """(call, arguments) for each event, as a host would call."""
    t = kefu.EventType
    calls = []
    for r in records.tolist():
        at, customer, agent, value, desk, kind, detail, _ = r
        if kind == t.CUSTOMER_ENTERS:
            calls.append((fast_calls.customer_enters,
                          (at, customer, desk, 0, value)))
        elif kind == t.CUSTOMER_SENDS:
            calls.append((fast_calls.customer_sends,
                          (at, customer, desk, detail)))
        elif kind == t.AGENT_SENDS:
            calls.append((fast_calls.agent_sends,
                          (at, agent, customer, desk, detail)))
        elif kind == t.CUSTOMER_LEAVES:
            calls.append((fast_calls.customer_leaves,
                          (at, customer, desk, detail)))
        elif kind == t.AGENT_CLOSES:
            calls.append((fast_calls.agent_closes, (at, customer, desk)))
        else:
            calls.append((fast_calls.agent_sets_status, (at, agent, detail)))
    return calls


def builders(work, engine, records):
    """(class, fields) for each event."""
    ruleset = work.ruleset
    names = engine.customer_names(records["customer"])
    agents = ruleset.names_by_id("agent")
    products = [""] + [f"p{i}" for i in range(100_000)]
    by_id = {ruleset.product(p): p for p in products if ruleset.product(p)}
    made = []
    for r, customer in zip(records.tolist(), names):
        at, _, agent, value, _, kind, detail, _ = r
        kind = kefu.EventType(kind)
        more = {"customer": customer, "desk": "desk"}
        if kind == kefu.EventType.CUSTOMER_ENTERS:
            made.append((kefu.CustomerEnters, dict(
                at=at, product=by_id.get(value, ""), **more)))
        elif kind == kefu.EventType.CUSTOMER_SENDS:
            made.append((kefu.CustomerSends, dict(
                at=at, kind=kefu.MessageKind(detail), **more)))
        elif kind == kefu.EventType.AGENT_SENDS:
            made.append((kefu.AgentSends, dict(
                at=at, agent=agents[agent], kind=kefu.MessageKind(detail),
                **more)))
        elif kind == kefu.EventType.CUSTOMER_LEAVES:
            made.append((kefu.CustomerLeaves, dict(
                at=at, what=kefu.LeaveWhat(detail), **more)))
        elif kind == kefu.EventType.AGENT_CLOSES:
            made.append((kefu.AgentCloses, dict(at=at, **more)))
        else:
            made.append((kefu.AgentSetsStatus, dict(
                at=at, agent=agents[agent],
                status=kefu.AgentStatus(detail))))
    return made


def objects(work, records):
    engine = work.engine()
    events = [kind(**fields)
              for kind, fields in builders(work, engine, records)]
    apply = engine.apply
    begin = CLOCK()
    for event in events:
        apply(event)
    return CLOCK() - begin, engine


def building(work, records):
    engine = work.engine()
    made = builders(work, engine, records)
    apply = engine.apply
    begin = CLOCK()
    for kind, fields in made:
        apply(kind(**fields))
    return CLOCK() - begin, engine


def log(work, records):
    engine = work.engine()
    begin = CLOCK()
    engine.apply_log(work.log)
    return CLOCK() - begin, engine


# ---------------------------------------------------------------- the figures

def best(way, count, repeat):
    """(rate in M/s, digest) of the best of `repeat` runs."""
    timings = [way() for _ in range(repeat)]
    digests = {engine.digest() for _, engine in timings}
    if len(digests) != 1:
        sys.exit("two equal runs ended in different states")
    return count / min(t for t, _ in timings) / 1e6, digests.pop()


def cpp_rates(bench, size, repeat, folder):
    out = pathlib.Path(folder) / "cpp.json"
    run(bench, "--sizes", size, "--cases", "batch,calls", "--cpu-time",
        "--repeat", repeat, "--json", out)
    figures = json.loads(out.read_text())
    rows = figures["figures"] if isinstance(figures, dict) else figures
    return {row.get("figure") or row.get("name"): row["value"]
            for row in rows if row["size"] == size}


def measure(work, size, repeat, prefix):
    """{way: M/s}; stops if a decision is not the one of C++."""
    records = work.records
    some = records[:prefix]
    rates = {}
    hashed = DecisionHash(work)
    _, engine = batch(work, records, hashed.add)
    if f"{hashed.value:016x}" != HASHES[size]:
        sys.exit(f"decision hash {hashed.value:016x}, expected "
                 f"{HASHES[size]}")
    rates["batch"], digest = best(lambda: batch(work, records, None),
                                  len(records), repeat)
    rates["log"], logged = best(lambda: log(work, records), len(records), 1)
    if {digest, logged} != {engine.digest()}:
        sys.exit("the timed runs ended in another state than the checked one")
    _, engine = batch(work, some, None)
    for way in (fast, objects, building):
        rates[way.__name__], digest = best(lambda: way(work, some), len(some),
                                           repeat)
        if digest != engine.digest():
            sys.exit(f"{way.__name__} ended in another state than batch")
    return rates


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bench", default="build/release/bin/kefu-bench")
    parser.add_argument("--size", default="medium", choices=list(HASHES))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--events", type=int, default=500_000,
                        help="of the log, for one call each")
    parser.add_argument("--json", type=pathlib.Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # Before and after, so that both meet the machine in the same mood.
        before = cpp_rates(given.bench, given.size, given.repeat, folder)
        work = Workload(given.bench, given.size, folder)
        rates = measure(work, given.size, given.repeat, given.events)
        after = cpp_rates(given.bench, given.size, given.repeat, folder)
    cpp = {name: max(before[name], after[name]) for name in before}
    print(f"size {given.size}; C++: batch {cpp['batch']:.2f} M/s, "
          f"calls {cpp['calls']:.2f} M/s; hash {HASHES[given.size]}\n")
    rows = []
    for name, rate in rates.items():
        share = rate / cpp["batch"]
        bound, unit = MUST.get(name, (None, ""))
        met = bound is None or (share if unit == "of C++" else rate) >= bound
        must = f"{bound} {unit}" if bound else ""
        print(f"{name:10}{rate:8.2f} M/s{share:8.2f} of C++   {must:12}"
              f"{'' if met else 'BELOW'}")
        rows.append({"size": given.size, "name": f"python {name}",
                     "value": rate, "unit": "M/s", "of_cpp": share})
    if given.json:
        given.json.write_text(json.dumps(
            {"cpp": cpp, "figures": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
