"""Which origins carried which fact in the last day of reporting: what decides the headline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from story.carriers import DAY, Carrier, goes_on, later

ReportFrom = Callable[[datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class CountChange:
    """From then on one origin more (1) or less (-1) carries a fact in the last day."""

    at: datetime
    fact_key: str
    change: int


@dataclass(frozen=True, slots=True)
class OriginRun:
    """One origin's giving of one fact, whoever prints it and whoever is quoted: runs of carriers that meet as one.

    Fields as in `Carrier`. Runs of one fact and origin never count at the same time.
    """

    fact_key: str
    origin: str
    start: datetime
    last: datetime
    until: datetime | None

    def end(self, report_from: ReportFrom) -> datetime | None:
        """When it counts no longer: once withdrawn, or with the first report a day after its last one.

        `report_from` gives the first time from a moment on at which anything was reported about the toll; where there
        is none, silence changes nothing.
        """
        dropped = report_from(self.last + DAY)
        if dropped is None or self.until is None:
            return dropped or self.until
        return min(dropped, self.until)

    def changes(self, report_from: ReportFrom) -> Iterator[CountChange]:
        """One more from its start on, one less from its end."""
        yield CountChange(self.start, self.fact_key, 1)
        end = self.end(report_from)
        if end is not None:
            yield CountChange(end, self.fact_key, -1)


def origin_runs(carriers: Iterable[Carrier]) -> Iterator[OriginRun]:
    """The runs of each origin and fact that carriers give; parties on the attackers' side are to be left out before."""
    return joined_origins(
        OriginRun(each.first.fact_key, each.origin, each.start, each.last, each.until) for each in carriers
    )


def joined_origins(runs: Iterable[OriginRun]) -> Iterator[OriginRun]:
    """Runs that meet as one, in order of fact, origin and time."""

    def key(run: OriginRun) -> tuple[str, str]:
        return run.fact_key, run.origin

    for _, its in groupby(sorted(runs, key=lambda run: (key(run), run.start)), key):
        open_run, *further = its
        for run in further:
            if goes_on(open_run.last, open_run.until, run.start):
                last, until = max(open_run.last, run.last), later(open_run.until, run.until)
                open_run = OriginRun(run.fact_key, run.origin, open_run.start, last, until)
            else:
                yield open_run
                open_run = run
        yield open_run
