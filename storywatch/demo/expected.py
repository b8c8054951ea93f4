"""The script of the demo's story as a table: what a reader without mistakes finds. Tests compare a run with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from story import FactType, Kind, Party

# From whom the outlets have a fact that don't report for themselves: (outlet, "copies" or "cites", whom).
Sources = Set[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one edition, or of the toll's end. `high` None is open upwards."""

    kind: Kind
    low: int
    high: int | None = None
    is_superseded: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedFact:
    """One fact of the story. `first` has several outlets for a photo finish; `origins` counts independent ones.

    `voice` is the speaker's class in the first report, "unattributed" if the article speaks for itself. `is_silent`:
    it first stood in an edit without a word, so that it is only known to lie between two visits around `first_at`.
    `withdrawn` counts reports that no longer stand at the end.
    """

    label: str
    figure: Figure
    party: Party
    is_partial: bool
    group: str | None
    voice: str
    first: tuple[str, ...]
    first_at: datetime
    is_silent: bool
    publishers: frozenset[str]
    origins: int
    withdrawn: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class ExpectedPassage:
    """A statement or happening of the story. `name` is what tells it in lists and in its first report's words.

    That is the words of a statement, the topic and actor of a happening, or the first words of a sentence that outlets
    share. `speaker` is who says it in the first report, None for a happening; `voice` is "unattributed" if the articles
    speak for themselves.
    """

    type: FactType
    name: str
    speaker: str | None
    voice: str
    first: tuple[str, ...]
    first_at: datetime
    publishers: frozenset[str]
    origins: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class ExpectedBackground:
    """A figure of another event that articles mention; it must not enter the toll."""

    figure: Figure
    publishers: frozenset[str]


@dataclass(frozen=True, slots=True)
class ExpectedEdition:
    """One edition of an edited article: when it went up, the story's figures in it, and what the timeline says of it.

    `says` is None for the first edition.
    """

    at: datetime
    figures: frozenset[Figure]
    says: str | None


@dataclass(frozen=True, slots=True)
class ExpectedRevisions:
    """An edited article with all its editions."""

    outlet: str
    slug: str
    editions: tuple[ExpectedEdition, ...]


@dataclass(frozen=True, slots=True)
class ExpectedStanding:
    """A voice's standing figure. `first` is the outlet that had it first, None where the table doesn't say."""

    voice: str
    figure: Figure
    first: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedToll:
    """The toll of one kind at the end of the story."""

    kind: Kind
    range_low: int
    range_high: int
    range_is_open: bool
    headline: ExpectedStanding
    official: ExpectedStanding | None
    standing: tuple[ExpectedStanding, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """The whole table. `never` are (kind, low) that stand on pages around the articles and must not be read."""

    facts: tuple[ExpectedFact, ...]
    passages: tuple[ExpectedPassage, ...]
    background: tuple[ExpectedBackground, ...]
    revisions: tuple[ExpectedRevisions, ...]
    toll: Mapping[Kind, ExpectedToll]
    never: frozenset[tuple[Kind, int]]


def load_expected() -> Expected:
    """The table as expected.toml gives it."""
    table = tomllib.loads(resources.files("storywatch.demo").joinpath("expected.toml").read_text(encoding="utf-8"))
    return Expected(
        facts=tuple(_fact(row) for row in table["facts"]),
        passages=(*map(_statement, table["statements"]), *map(_happening, table["happenings"])),
        background=tuple(ExpectedBackground(_figure(row), frozenset(row["publishers"])) for row in table["background"]),
        revisions=tuple(_revisions(row) for row in table["revisions"]),
        toll={Kind(kind): _toll(Kind(kind), row) for kind, row in table["toll"].items()},
        never=frozenset((Kind(kind), low) for kind, lows in table["never"].items() for low in lows),
    )


def _figure(row: Mapping[str, Any], kind: Kind | None = None) -> Figure:
    return Figure(kind or Kind(row["kind"]), row["low"], row.get("high"), row.get("superseded", False))


def _fact(row: Mapping[str, Any]) -> ExpectedFact:
    return ExpectedFact(
        label=row["label"],
        figure=_figure(row),
        party=Party(row.get("party", "victims")),
        is_partial=row.get("partial", False),
        group=row.get("group"),
        voice=row["voice"],
        first=tuple(row["first"]),
        first_at=row["first_at"],
        is_silent=row.get("is_silent", False),
        publishers=frozenset(row["publishers"]),
        origins=row["origins"],
        withdrawn=row.get("withdrawn", 0),
        sources=_sources(row),
    )


def _statement(row: Mapping[str, Any]) -> ExpectedPassage:
    return _passage(row, FactType.STATEMENT, row["words"], row["speaker"])


def _happening(row: Mapping[str, Any]) -> ExpectedPassage:
    name = row["words"] if "words" in row else f"{row['topic']}: {row['actor']}"
    return _passage(row, FactType.HAPPENING, name, None)


def _passage(row: Mapping[str, Any], fact_type: FactType, name: str, speaker: str | None) -> ExpectedPassage:
    return ExpectedPassage(
        type=fact_type,
        name=name,
        speaker=speaker,
        voice=row.get("voice", "unattributed"),
        first=tuple(row["first"]),
        first_at=row["first_at"],
        publishers=frozenset(row["publishers"]),
        origins=row["origins"],
        sources=_sources(row),
    )


def _sources(row: Mapping[str, Any]) -> Sources:
    return {(outlet, how, whom) for how in ("copies", "cites") for outlet, whom in row.get(how, {}).items()}


def _revisions(row: Mapping[str, Any]) -> ExpectedRevisions:
    editions = tuple(
        ExpectedEdition(edition["at"], frozenset(_figure(figure) for figure in edition["figures"]), edition.get("says"))
        for edition in row["editions"]
    )
    return ExpectedRevisions(row["outlet"], row["slug"], editions)


def _standing(row: Mapping[str, Any], kind: Kind) -> ExpectedStanding:
    return ExpectedStanding(row["voice"], _figure(row, kind), row.get("first"))


def _toll(kind: Kind, row: Mapping[str, Any]) -> ExpectedToll:
    return ExpectedToll(
        kind=kind,
        range_low=row["range_low"],
        range_high=row["range_high"],
        range_is_open=row["range_is_open"],
        headline=_standing(row["headline"], kind),
        official=_standing(row["official"], kind) if "official" in row else None,
        standing=tuple(_standing(each, kind) for each in row["standing"]),
    )
