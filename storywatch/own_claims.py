"""Articles with claims ready-made, one JSON object a line: read, checked, and told line by line what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import IO, Any, TypeVar

from story import (
    Claim,
    Given,
    Kind,
    Modality,
    OutletKind,
    Party,
    Qualifier,
    Report,
    RevisionEvidence,
    Scope,
    SpeakerClass,
    TimeInterval,
    agency_called,
    agency_in,
    appeared_on,
    appeared_sometime,
    article_reports,
    class_of_speaker,
    fact_key,
)

LONGEST_LINE = 10_000_000  # bytes
LONGEST_WORDS = 2_000  # characters of a name, a speaker, a URL
LONGEST_SENTENCE = 20_000
MOST_CLAIMS = 5_000  # of one article, as many as are read from one text
LARGEST_FIGURE = 10_000_000_000  # people
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*$")
GZIP, UTF16, BOM = b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff"), b"\xef\xbb\xbf"
Member = TypeVar("Member", bound=StrEnum)


class BadLine(Exception):
    """A line can't be taken; the message says what is wrong in it and what to do."""


class BadFile(Exception):
    """A file can't be read as lines of JSON at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """One article of the file. `number` is its line; `outlet` the name for people, `domain` the file's "outlet".

    `appeared` is a moment, a whole day or ("no date") unknown.
    """

    number: int
    id: str
    url: str | None
    outlet: str
    domain: str
    publisher: str
    credit: str | None
    lang: str | None
    appeared: TimeInterval
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class OwnClaims:
    """What a file holds: articles on the story, how many are off it, and the lines that couldn't be taken.

    `remarks` are about lines that could be taken, but not as they stand.
    """

    articles: list[OwnArticle] = field(default_factory=list)
    off_story: int = 0
    bad: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def reports(self) -> list[Report]:
        """What the articles report, a report a fact. An article's and a revision's id is its line's number."""
        reports: list[Report] = []
        for article in self.articles:
            given = tuple(Given(n, claim, fact_key(claim)) for n, claim in enumerate(article.claims))
            revision = RevisionEvidence(article.number, article.appeared, given)
            is_agency = agency_called(article.outlet) is not None
            kind = OutletKind.AGENCY if is_agency else OutletKind.UNKNOWN
            reports += article_reports(
                article.number, article.outlet, article.publisher, kind, article.credit, [revision]
            )
        return reports


def read_own_claims(file: IO[bytes], now: datetime) -> OwnClaims:
    """Everything that a file of JSON lines holds. A line that can't be taken is left out whole.

    `now` is the moment after which nothing can have appeared. Raises BadFile if it holds no lines of JSON at all.
    """
    own = OwnClaims()
    lines_of: dict[str, int] = {}
    for number, line in _lines(file):
        try:
            row = _row(line)
            article = _article(number, row, now, own.remarks)
            before = lines_of.setdefault(article.id, number)
            if before != number:
                raise BadLine(
                    f'the id "{_shown(article.id)}" stands on line {before} already; give each article its own'
                )
        except BadLine as error:
            own.bad.append(f"line {number}: {error}")
            continue
        if row.get("on_story", True):
            own.articles.append(article)
        else:
            own.off_story += 1
    return own


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines that aren't empty, with their numbers; None for one that is too long. Raises BadFile."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            line = _first_line(line)
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield number, None
        elif line.strip():
            yield number, line


def _first_line(line: bytes) -> bytes:
    if line.startswith(GZIP):
        raise BadFile("is packed with gzip; unpack it: gunzip -c FILE | storywatch … --claims -")
    if line.startswith(UTF16):
        raise BadFile("is UTF-16; save it as UTF-8")
    line = line.removeprefix(BOM)
    if line.lstrip().startswith(b"["):
        raise BadFile("is one JSON list, not one object a line; turn it: jq -c '.[]' FILE | storywatch … --claims -")
    return line


def _row(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise BadLine(f"is longer than {LONGEST_LINE // 1_000_000} MB; is it one article?")
    try:
        row = json.loads(line, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadLine(f"is not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise BadLine(f"is not JSON: {reason}") from error
    if not isinstance(row, dict):
        raise BadLine(f'is a JSON {type(row).__name__}, not an object with "id", "outlet" and "claims"')
    return row


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _article(number: int, row: dict[str, Any], now: datetime, remarks: list[str]) -> OwnArticle:
    identity = row.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity.strip():
        raise BadLine(_wrong("id", row, 'must be the article\'s name, such as "rte-1"'))
    domain = _words(row, "outlet", needed=True) or ""
    name = _words(row, "outlet_name") or domain
    credit = _words(row, "credit")
    found = BRACKETS.search(name)
    if found and agency_in(found[1]) and name[: found.start()].strip():
        name, credit = name[: found.start()].strip(), credit or found[1]
    if not isinstance(row.get("on_story", True), bool):
        raise BadLine(_wrong("on_story", row, "must be true or false"))
    lang = _words(row, "lang")
    claims = row.get("claims")
    if not isinstance(claims, list):
        raise BadLine(_wrong("claims", row, "must be a list; [] if the article gives no figure"))
    if len(claims) > MOST_CLAIMS:
        raise BadLine(f'"claims" holds {len(claims):,} claims; no article has more than {MOST_CLAIMS:,}')
    return OwnArticle(
        number=number,
        id=identity[:LONGEST_WORDS],
        url=_words(row, "url"),
        outlet=name,
        domain=domain,
        publisher=_words(row, "publisher") or name,
        credit=credit,
        lang=lang,
        appeared=_appeared(number, row.get("date"), now, remarks),
        claims=tuple(_claim(claim, f"claims[{place}]", lang) for place, claim in enumerate(claims)),
    )


def _appeared(number: int, value: Any, now: datetime, remarks: list[str]) -> TimeInterval:
    """When the article appeared; one from the future is taken as undated, and remarked on."""
    if value is None:
        return appeared_sometime(now)
    wish = 'write a day ("2024-03-23"), a moment with its zone ("2024-03-23T09:12Z"), or null if it isn\'t known'
    if not isinstance(value, str):
        raise BadLine(f'"date" is {_json_name(value)}; {wish}')
    try:
        if DAY.fullmatch(value):
            appeared = appeared_on(date.fromisoformat(value))
        else:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise BadLine(f'"date" {_shown(value)} has no time zone; {wish}')
            moment = moment.astimezone(UTC)
            appeared = TimeInterval(moment, moment, moment, "published")
    except (ValueError, OverflowError) as error:
        raise BadLine(f'"date" {_shown(value)} is no date; {wish}') from error
    if appeared.best.year < 1900:
        raise BadLine(f'"date" {_shown(value)} is long before any story; {wish}')
    if appeared.not_before is not None and appeared.not_before > now + timedelta(days=1):
        remarks.append(f'line {number}: "date" {_shown(value)} lies in the future; the article is taken as undated')
        return appeared_sometime(now)
    return appeared


def _claim(row: Any, place: str, lang: str | None) -> Claim:
    """A claim of a line. Raises BadLine."""
    if not isinstance(row, dict):
        raise BadLine(f"{place} is {_json_name(row)}, not an object")
    kind = _one_of(Kind, row, "kind", place)
    low, high = _figure(row, "low", place), _figure(row, "high", place, may_be_open=True)
    qualifier = _one_of(Qualifier, row, "qualifier", place)
    assert low is not None
    if high is not None and high < low:
        raise BadLine(f'{place}: "high" {high} is less than "low" {low}')
    if qualifier in (Qualifier.EXACT, Qualifier.ABOUT) and high != low:
        raise BadLine(f'{place}: "{qualifier}" needs "high" equal to "low" ({low})')
    if qualifier in (Qualifier.AT_LEAST, Qualifier.OVER) and high is not None:
        raise BadLine(f'{place}: "{qualifier}" is open upwards; "high" must be null')
    if high is None and qualifier in (Qualifier.UP_TO, Qualifier.RANGE):
        raise BadLine(f'{place}: "{qualifier}" needs a number for "high"')
    source = _words(row, "source", place)
    known = row.get("speaker_class")
    speaker_class = SpeakerClass.UNKNOWN
    if known is not None and known != SpeakerClass.UNKNOWN:
        speaker_class = _one_of(SpeakerClass, row, "speaker_class", place)
    elif source:
        speaker_class = class_of_speaker(source, lang)
    text = _words(row, "text", place) or _words(row, "figure", place) or ""
    return Claim(
        kind=kind,
        low=low,
        high=high,
        qualifier=qualifier,
        text=text,
        start=0,
        end=len(text),
        sentence=_words(row, "sentence", place, longest=LONGEST_SENTENCE) or "",
        sentence_start=0,
        sentence_end=0,
        party=_one_of(Party, row, "party", place, Party.VICTIMS),
        partial=_flag(row, "partial", place),
        scope=_one_of(Scope, row, "scope", place, Scope.EVENT),
        modality=_one_of(Modality, row, "modality", place, Modality.REPORTED),
        superseded=_flag(row, "superseded", place),
        source=source,
        via=_words(row, "via", place),
        speaker_class=speaker_class,
        group=_words(row, "group", place),
    )


def _figure(row: dict[str, Any], name: str, place: str, *, may_be_open: bool = False) -> int | None:
    value = row.get(name)
    if value is None and name in row and may_be_open:
        return None
    wish = "must be a whole number" + (", or null if it is open" if may_be_open else "")
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadLine(f"{place}: {_wrong(name, row, wish)}")
    if value < 0:
        raise BadLine(f'{place}: "{name}" is {_shown(str(value))}; a figure can\'t be negative')
    if value > LARGEST_FIGURE:
        raise BadLine(f'{place}: "{name}" is more than there are people')
    return value


def _flag(row: dict[str, Any], name: str, place: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise BadLine(f"{place}: {_wrong(name, row, 'must be true or false')}")
    return value


def _one_of(members: type[Member], row: dict[str, Any], name: str, place: str, default: Member | None = None) -> Member:
    value = row.get(name)
    if value is None and default is not None:
        return default
    if isinstance(value, str) and value in [str(member) for member in members]:
        return members(value)
    raise BadLine(f"{place}: {_wrong(name, row, 'must be one of ' + ', '.join(members))}")


def _words(
    row: dict[str, Any], name: str, place: str = "", *, needed: bool = False, longest: int = LONGEST_WORDS
) -> str | None:
    """A string of a row, None if it is empty, null or missing."""
    value = row.get(name)
    at = f"{place}: " if place else ""
    if value is None and not needed:
        return None
    if not isinstance(value, str) or (needed and not value.strip()):
        raise BadLine(at + _wrong(name, row, "must be words in quotation marks"))
    if len(value) > longest:
        raise BadLine(f'{at}"{name}" is longer than {longest:,} characters')
    return value.strip() or None


def _wrong(name: str, row: dict[str, Any], wish: str) -> str:
    """What is wrong with a field: `"low" is missing; it must be a whole number`."""
    if name not in row:
        return f'"{name}" is missing; it {wish}'
    value = row[name]
    shown = f"“{_shown(value)}”" if isinstance(value, str) else _json_name(value)
    return f'"{name}" is {shown}; it {wish}'


def _json_name(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"the number {_shown(str(value))}"
    return names[type(value)]


def _shown(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"
