"""The made-up press: about 150 publishers with some 400 outlets, a few of which write most of what is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from store import FeedSpec, OutletSpec
from story import OutletKind

PUBLISHERS = 150
AGENCIES = ("AFP", "Reuters", "AP", "EFE", "Quellen Wire", "Coast News Agency", "Inland Press", "Dawn Dispatch")
LANGUAGES, LANGUAGE_WEIGHTS = ("en", "fr", "es", "ar"), (55, 20, 15, 10)
FIRST = ("Morning", "Evening", "Daily", "Northern", "Southern", "Coastal", "Inland", "Free", "New", "Old")
LAST = ("Lamp", "Courier", "Ledger", "Herald", "Voice", "Mirror", "Beacon", "Compass", "Chronicle", "Signal")
EDITIONS = ("", " Online", " Radio", " Sunday", " World", " Local", " Sport")


@dataclass(frozen=True, slots=True)
class MadeOutlet:
    """An outlet of the story; its clock runs `ahead` of the true one, mostly by nothing."""

    spec: OutletSpec
    lang: str
    weight: float  # how much it writes, beside the others
    ahead: timedelta
    poll_every: timedelta

    @property
    def feed_url(self) -> str:
        """Its one feed."""
        return self.spec.feeds[0].url

    @property
    def domain(self) -> str:
        """The domain on which its pages stand."""
        return self.spec.domains[0]


def made_outlets(chance: Random) -> tuple[MadeOutlet, ...]:
    """The outlets, those that write most first."""
    outlets = []
    for number in range(PUBLISHERS):
        publisher, kind = _publisher(number)
        lang = "en" if number < 4 else chance.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0]
        editions = 1 if kind is OutletKind.AGENCY else chance.randint(1, 5)
        for edition in EDITIONS[:editions]:
            name = f"{publisher}{edition}"
            domain = f"{name.lower().replace(' ', '-')}.example"
            feed = FeedSpec(f"https://{domain}/feed.xml")
            spec = OutletSpec(name, (domain,), kind, lang=lang, publisher=publisher, feeds=(feed,))
            ahead = _clock_error(chance)
            every = timedelta(minutes=chance.choice((2, 5, 10, 15, 30)))
            outlets.append((spec, lang, ahead, every))
    ranks = list(range(len(outlets)))
    chance.shuffle(ranks)
    ordered = sorted(zip(ranks, outlets, strict=True))
    return tuple(
        MadeOutlet(spec, lang, 1.0 / (rank + 3) ** 0.9, ahead, every) for rank, (spec, lang, ahead, every) in ordered
    )


def _publisher(number: int) -> tuple[str, OutletKind]:
    if number < len(AGENCIES):
        return AGENCIES[number], OutletKind.AGENCY
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
    name = name if number < 100 else f"{name} Group"
    kinds = (OutletKind.NEWSPAPER, OutletKind.NEWSPAPER, OutletKind.BROADCASTER, OutletKind.AGGREGATOR)
    return name, kinds[number % len(kinds)]


def _clock_error(chance: Random) -> timedelta:
    roll = chance.random()
    if roll < 0.94:
        return timedelta()
    return chance.choice((timedelta(hours=1), timedelta(hours=-1), timedelta(hours=5), timedelta(days=-9)))
