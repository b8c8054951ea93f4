"""One attack after the other on one running poller, then all at once; a line each, and what broke the rules.

`python -m benchmarks hostile` takes some minutes. `--only WORD` tries the attacks whose name holds a word.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from benchmarks.hostile import feeds, odd_answers, pages, private_addresses, sources, texts, transport
from benchmarks.hostile.attack import Attack, Target
from benchmarks.hostile.healthy import HealthyOutlet, Punctuality, punctuality
from benchmarks.hostile.poller import Poller, summary
from benchmarks.hostile.site import Site
from benchmarks.hostile.watching import Lag, Memory, Notes
from store import integrity

ATTACKS: tuple[Attack, ...] = (
    *private_addresses.ATTACKS,
    *transport.ATTACKS,
    *odd_answers.ATTACKS,
    *feeds.ATTACKS,
    *sources.ATTACKS,
    *pages.ATTACKS,
    *texts.ATTACKS,
)
HEALTHY = 5
CROWD = 40
MOST_MEMORY = 300.0  # MB for one process
LONGEST_LAG = 100.0  # milliseconds of our own
LATEST = 10.0  # seconds between two visits to a healthy feed that is due after 3.5, or from its listing to a page
MOST_ADDRESSES = 10  # of one name
LATEST_STOP = 5.0  # seconds from SIGTERM to the end
CALM = 8.0  # seconds to begin with
# All at once have bounds of their own: twenty bodies of 5 MB are in flight then, in up to three copies each; hosts are
# visited in turn, and a round of 160 whose bodies cost a worker half a second each takes most of a minute.
SIEGE_MEMORY, SIEGE_LAG, SIEGE_LATEST = 400.0, 250.0, 60.0
SIEGE = 60.0  # seconds of all attacks at once
# Nothing that moves a cursor, hides or reorders may be in the store, in the log or on the screen.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one attack did."""

    name: str
    happened: str
    seconds: float
    poller_memory: float
    worker_memory: float
    lag: Lag
    punctuality: Punctuality
    broken: tuple[str, ...] = ()


@dataclass(slots=True)
class Battlefield:
    """The poller and all servers."""

    poller: Poller
    memory: Memory
    notes: Notes
    healthy: list[HealthyOutlet]
    tripwire: Site
    stage: Site
    sites: list[tuple[Site, Site]]
    crowd: list[Site]
    results: list[Result] = field(default_factory=list)

    @property
    def healthy_feeds(self) -> list[str]:
        return [outlet.open() for outlet in self.healthy]

    def target(self, number: int) -> Target:
        site, other = self.sites[number]
        return Target(site, other, self.tripwire, self.crowd, {private_addresses.STAGE: self.stage})

    async def try_out(self, number: int, attack: Attack) -> Result:
        """Lay one attack, let the poller come, and see what it did."""
        tripped = len(self.tripwire.requests)
        self.memory.restart()
        url = await asyncio.to_thread(attack.lay, self.target(number))
        started = monotonic()
        self.poller.watch([*self.healthy_feeds, url])
        is_through = False
        while not is_through and monotonic() - started < attack.patience and self.poller.is_running():
            await asyncio.sleep(0.2)
            is_through = await asyncio.to_thread(self._is_through, url, attack)
        await asyncio.sleep(0.3)
        ended = monotonic()
        happened = summary(self.poller.outcomes(url))
        for site in (*self.sites[number], *self.crowd):
            site.is_over = True
        broken = [] if is_through or attack.held else [f"not through after {attack.patience:.0f} s"]
        if not re.search(attack.expect, happened):
            broken.append(f"expected {attack.expect!r}")
        if len(self.tripwire.requests) > tripped:
            broken.append("TRIPWIRE REACHED")
        return self._result(attack.name, happened, started, ended, broken)

    def _is_through(self, url: str, attack: Attack) -> bool:
        outcomes = self.poller.outcomes(url)
        if sum(each.times for each in outcomes if not each.is_page) < attack.feed_visits:
            return False
        return sum(each.times for each in outcomes) >= attack.enough or self.poller.unvisited(url) == 0

    async def besiege(self, attacks: Sequence[Attack], first: int) -> Result:
        """All attacks at once."""
        tripped = len(self.tripwire.requests)
        urls = [
            await asyncio.to_thread(attack.lay, self.target(first + number)) for number, attack in enumerate(attacks)
        ]
        await asyncio.sleep(CALM)  # making all that kept these servers busy, too
        self.memory.restart()
        started = monotonic()
        self.poller.watch([*self.healthy_feeds, *urls])
        await asyncio.sleep(SIEGE)
        ended = monotonic()
        visited = sum(bool(self.poller.outcomes(url)) for url in urls)
        broken = ["TRIPWIRE REACHED"] if len(self.tripwire.requests) > tripped else []
        return self._result(
            f"all {len(urls)} at once, for {SIEGE:.0f} s",
            f"{visited} of them visited",
            started,
            ended,
            broken,
            is_siege=True,
        )

    def _result(
        self, name: str, happened: str, started: float, ended: float, broken: list[str], *, is_siege: bool = False
    ) -> Result:
        most, longest, latest = (
            (SIEGE_MEMORY, SIEGE_LAG, SIEGE_LATEST) if is_siege else (MOST_MEMORY, LONGEST_LAG, LATEST)
        )
        self.notes.read()
        lag = self.notes.worst(started, ended)
        on_time = punctuality(self.healthy, started, ended)
        poller, worker = self.memory.poller, self.memory.worker
        if not self.poller.is_running():
            broken.append("THE POLLER ENDED")
        if max(poller, worker) > most:
            broken.append(f"more than {most:.0f} MB")
        if lag.own > longest:
            broken.append(f"lag over {longest:.0f} ms")
        if on_time.feed > latest or on_time.article > latest:
            broken.append("healthy outlets late")
        return Result(name, happened, ended - started, poller, worker, lag, on_time, tuple(broken))


async def audit(
    attacks: Sequence[Attack], folder: Path, *, with_siege: bool, calm: float = CALM
) -> tuple[list[Result], list[str]]:
    """Try the attacks. Returns a result each, and what was wrong afterwards with the whole, a line each.

    The first result is that of `calm` seconds without an attack.
    """
    async with AsyncExitStack() as stack:

        async def opened() -> Site:
            site = Site()
            await site.open()
            stack.push_async_callback(site.close)
            return site

        tripwire, stage = await opened(), await opened()
        tripwire.default = answer_of_a_tripwire()
        healthy = [HealthyOutlet(number, await opened()) for number in range(HEALTHY)]
        besiegers = attacks if with_siege else []
        sites = [(await opened(), await opened()) for _ in range(len(attacks) + len(besiegers))]
        crowd = [await opened() for _ in range(CROWD)]
        open_sites = [*crowd, *(outlet.site for outlet in healthy), *(site for pair in sites for site in pair)]
        poller = Poller(
            folder,
            [site.host for site in open_sites],
            [tripwire.port],
            {private_addresses.STAGE: stage.port},
        )
        field = Battlefield(poller, Memory(0), Notes(poller.notes), healthy, tripwire, stage, sites, crowd)
        poller.watch(field.healthy_feeds)
        await asyncio.to_thread(poller.start)
        try:
            field.memory.pid = poller.pid
            field.memory.start()
            await asyncio.sleep(calm)
            field.memory.restart()
            begun = monotonic()
            await asyncio.sleep(calm)
            results = [field._result("(nothing but the healthy outlets)", "all well", begun, monotonic(), [])]
            show(results[0], 0)
            for number, attack in enumerate(attacks):
                results.append(await field.try_out(number, attack))
                show(results[-1], number + 1)
                if not poller.is_running():
                    break
            if besiegers and poller.is_running():
                results.append(await field.besiege(besiegers, len(attacks)))
                show(results[-1], len(results))
        finally:
            field.memory.stop()
            code, seconds = await asyncio.to_thread(poller.stop)
        field.notes.read()
        may = {site.port for site in open_sites}
        wrong = [f"ended with exit code {code}"] if code else []
        if seconds > LATEST_STOP:
            wrong.append(f"SIGTERM took {seconds:.1f} s")
        tried = [(host, port) for host, port in sorted(field.notes.connections) if port not in may]
        of_crowd = [host for host, _ in tried if host in private_addresses.CROWD]
        if len(of_crowd) > MOST_ADDRESSES:
            wrong.append(f"tried {len(of_crowd)} addresses of one name")
        wrong += [f"connected to {host}:{port}" for host, port in tried if host not in private_addresses.CROWD]
        wrong += await asyncio.to_thread(aftermath, poller)
        return results, wrong


def answer_of_a_tripwire() -> bytes:
    """What stands behind the door that nobody may open."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"


def aftermath(poller: Poller) -> list[str]:
    """What is wrong with the store, the log and what the commands print, a line each."""
    wrong = [f"integrity: {each}" for each in integrity(poller.store)[:10]]
    log = poller.log.read_bytes()
    if b"Traceback" in log:
        wrong.append(f"a traceback in {poller.log}")
    outputs = {"the log": log, **poller.shown()}
    for name, output in outputs.items():
        if not output:
            wrong.append(f"{name}: nothing printed")
        if found := FORBIDDEN.search(output.decode("utf-8", "surrogateescape")):
            wrong.append(f"{name}: holds {found[0]!r}")
        if b"root:x:" in output or b"secret" in output.replace(b"/secret/", b""):
            wrong.append(f"{name}: holds what it never should have read")
    return wrong + stored_escapes(poller.store)


def stored_escapes(path: Path) -> list[str]:
    """Columns of the store in which a forbidden character stands, with an example."""
    wrong = []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (table,) in tables:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            for row in database.execute(f"SELECT * FROM {table}"):  # noqa: S608 the store's own names
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str) and (found := FORBIDDEN.search(value)):
                        line = f"the store's {table}.{column} holds {found[0]!r}"
                        if line not in wrong:
                            wrong.append(line)
    return wrong


def show(result: Result, number: int) -> None:
    """Print one line of the table, and what was broken below it."""
    print(
        f"{number:>3} {result.name[:76]:<76} {result.poller_memory:>5.0f} {result.worker_memory:>5.0f} "
        f"{result.lag.own:>5.0f} {result.lag.wall:>5.0f} {result.punctuality.feed:>5.1f} "
        f"{result.punctuality.article:>5.1f} {result.seconds:>5.1f}  {result.happened[:200]}",
        flush=True,
    )
    for each in result.broken:
        print(f"    BROKEN: {each}", flush=True)


def print_markdown(results: Sequence[Result]) -> None:
    """Print the table for docs/audit.md."""
    print("| | input | what happened | poller, MB | worker, MB | lag, ms |\n| --- | --- | --- | --- | --- | --- |")
    for number, each in enumerate(results):
        cells = (each.name, each.happened[:240], f"{each.poller_memory:.0f}", f"{each.worker_memory:.0f}")
        line = " | ".join(cell.replace("|", "\\|") for cell in cells)
        print(f"| {number} | {line} | {each.lag.own:.0f} |")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the audit; 1 if a rule was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks hostile", description=__doc__)
    parser.add_argument("--only", default="", metavar="PATTERN", help="only attacks whose name fits")
    parser.add_argument("--folder", type=Path, help="where to leave configuration, store and logs")
    parser.add_argument("--no-siege", action="store_true", help="don't try all at once at the end")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/audit.md as well")
    asked = parser.parse_args(arguments)
    attacks = [attack for attack in ATTACKS if re.search(asked.only, attack.name, re.IGNORECASE)]
    if not attacks:
        parser.error(f"no attack's name fits {asked.only!r}")
    print(
        f"{'':>3} {'input':<76} {'MB':>5} {'MB':>5} {'lag':>5} {'wall':>5} {'feed':>5} {'page':>5} {'s':>5}  happened"
    )
    with tempfile.TemporaryDirectory(prefix="storywatch-hostile-") as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        results, wrong = asyncio.run(audit(attacks, folder, with_siege=not asked.no_siege))
    if asked.markdown:
        print_markdown(results)
    broken = sum(bool(each.broken) for each in results)
    print(
        f"\n{len(attacks)} attacks, {broken} that broke a rule; most memory "
        f"{max(each.poller_memory for each in results):.0f} MB the poller, "
        f"{max(each.worker_memory for each in results):.0f} MB a worker; longest lag "
        f"{max(each.lag.own for each in results):.0f} ms of our own"
    )
    for each in wrong:
        print(f"BROKEN: {each}")
    return 1 if broken or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
