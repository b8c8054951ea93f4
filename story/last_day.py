"""Which reports of the last day carry which fact: what decides the headline."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from story.model import Report
from story.origins import origin_key

LAST_DAY = timedelta(hours=24)


@dataclass(slots=True)
class Carried:
    """A report that is counted while it is of the last day and not withdrawn."""

    at: datetime
    fact_key: str
    origin: str
    is_counted: bool = True


class LastDay:
    """Independent origins a fact in the 24 hours up to the latest report: silence changes nothing."""

    def __init__(self) -> None:
        self._window: deque[Carried] = deque()
        self._origins: dict[str, Counter[str]] = {}
        self.changed: set[str] = set()  # facts whose count may have changed; whoever reads them clears it

    def origins(self, fact_key: str) -> int:
        """How many independent origins carry a fact."""
        return len(self._origins.get(fact_key, ()))

    def count(self, report: Report) -> Carried:
        """Count a report no earlier than all before; what it makes a day old drops out."""
        at = report.time.best
        while self._window and self._window[0].at <= at - LAST_DAY:
            self.uncount(self._window.popleft())
        carried = Carried(at, report.fact_key, origin_key(report))
        self._window.append(carried)
        self._origins.setdefault(carried.fact_key, Counter())[carried.origin] += 1
        self.changed.add(carried.fact_key)
        return carried

    def uncount(self, carried: Carried) -> None:
        """Count a report no longer: a day has passed, or it was withdrawn."""
        if not carried.is_counted:
            return
        carried.is_counted = False
        origins = self._origins[carried.fact_key]
        origins[carried.origin] -= 1
        if not origins[carried.origin]:
            del origins[carried.origin]
        self.changed.add(carried.fact_key)
