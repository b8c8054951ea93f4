"""The demo's invented outlets, as outlets.toml describes them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from story import OutletKind


@dataclass(frozen=True, slots=True)
class FeedPath:
    """Where an outlet's feed stands and how it is written: "rss", "atom", "rdf", "json", "hostile" or "bomb"."""

    path: str
    format: str


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of story time in which an outlet's server is sick: "error" answers 500, "silence" hardly at all."""

    start: datetime
    end: datetime
    how: str


@dataclass(frozen=True, slots=True)
class DemoOutlet:
    """One invented outlet with its server's character.

    `slug` names its article file and its template. `zone` is how its clock is written ("+01:00"; what it prints
    is still the right moment). `delay` is in real seconds, `max_age` in seconds. `domains` are reserved names
    (`.example`) that nobody can own.
    """

    name: str
    slug: str
    kind: OutletKind
    country: str
    lang: str
    domains: tuple[str, ...]
    description: str
    feeds: tuple[FeedPath, ...]
    zone: str = "+00:00"
    encoding: str = "utf-8"
    has_validators: bool = True
    compresses: bool = False
    delay: float = 0.0
    max_age: int | None = None
    outages: tuple[Outage, ...] = ()

    @property
    def notice(self) -> str:
        """What each of its pages and feeds says of itself, in its language."""
        if self.lang.startswith("fr"):
            return (
                f"{self.name} est un média inventé ; ce texte a été écrit pour la démonstration de storywatch, et les "
                "personnes qu'il nomme sont inventées."
            )
        return (
            f"{self.name} is an invented outlet; this text was written for the storywatch demo, and the people whom it "
            "names are invented."
        )

    def outage_at(self, now: datetime) -> Outage | None:
        """The outage that lasts at story time `now`, if one does."""
        return next((outage for outage in self.outages if outage.start <= now < outage.end), None)


@cache
def load_outlets() -> tuple[DemoOutlet, ...]:
    """All outlets, in the order of outlets.toml."""
    table = tomllib.loads(resources.files("storywatch.demo").joinpath("outlets.toml").read_text(encoding="utf-8"))
    return tuple(_read_outlet(row) for row in table["outlets"])


def _read_outlet(row: dict[str, Any]) -> DemoOutlet:
    values = dict(row)
    values["kind"] = OutletKind(values["kind"])
    values["domains"] = tuple(values["domains"])
    values["feeds"] = tuple(FeedPath(**feed) for feed in values["feeds"])
    values["outages"] = tuple(Outage(**outage) for outage in values.get("outages", ()))
    return DemoOutlet(**values)
