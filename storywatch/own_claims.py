"""Articles with claims ready-made, one JSON object a line: read, checked, and told line by line what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import IO, Any

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
from storywatch.json_fields import (
    BadLine,
    figure_field,
    flag_field,
    json_name,
    json_problem,
    shown,
    text_field,
    word_field,
    wrong_field,
)

LONGEST_LINE = 10_000_000  # bytes
LONGEST_SENTENCE = 20_000
MOST_CLAIMS = 5_000  # of one article
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*$")
COMMON = "en"  # the language in which people note down speakers, whatever an article has
GZIP, UTF16, BOM = b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff"), b"\xef\xbb\xbf"


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

    def by_number(self) -> dict[int, OwnArticle]:
        """The articles by their lines."""
        return {article.number: article for article in self.articles}

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
                    f'the id "{shown(article.id)}" stands on line {before} already; give each article its own'
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
        row = json.loads(line.decode(), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadLine(f"is not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"is not JSON: {json_problem(error)}") from error
    if not isinstance(row, dict):
        raise BadLine(f'is no object with "id", "outlet" and "claims", but {json_name(row)}')
    return row


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _article(number: int, row: dict[str, Any], now: datetime, remarks: list[str]) -> OwnArticle:
    if isinstance(row.get("id"), int) and not isinstance(row["id"], bool):
        row["id"] = str(row["id"])
    domain = text_field(row, "outlet", needed=True) or ""
    name = text_field(row, "outlet_name") or domain
    credit = text_field(row, "credit")
    found = BRACKETS.search(name)
    if found and agency_in(found[1]) and name[: found.start()].strip():
        name, credit = name[: found.start()].strip(), credit or found[1]
    if not isinstance(row.get("on_story", True), bool):
        raise BadLine(wrong_field("on_story", row, "must be true or false"))
    lang = text_field(row, "lang")
    claims = row.get("claims")
    if not isinstance(claims, list):
        raise BadLine(wrong_field("claims", row, "must be a list; [] if the article gives no figure"))
    if len(claims) > MOST_CLAIMS:
        raise BadLine(f'"claims" holds {len(claims):,} claims; no article has more than {MOST_CLAIMS:,}')
    return OwnArticle(
        number=number,
        id=text_field(row, "id", needed=True) or "",
        url=text_field(row, "url"),
        outlet=name,
        domain=domain,
        publisher=text_field(row, "publisher") or name,
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
        raise BadLine(f'"date" is {json_name(value)}; {wish}')
    try:
        if DAY.fullmatch(value):
            appeared = appeared_on(date.fromisoformat(value))
        else:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise BadLine(f'"date" {shown(value)} has no time zone; {wish}')
            moment = moment.astimezone(UTC)
            appeared = TimeInterval(moment, moment, moment, "published")
    except (ValueError, OverflowError) as error:
        raise BadLine(f'"date" {shown(value)} is no date; {wish}') from error
    if appeared.best.year < 1900:
        raise BadLine(f'"date" {shown(value)} is long before any story; {wish}')
    if appeared.not_before is not None and appeared.not_before > now + timedelta(days=1):
        remarks.append(f'line {number}: "date" {shown(value)} lies in the future; the article is taken as undated')
        return appeared_sometime(now)
    return appeared


def _claim(row: Any, place: str, lang: str | None) -> Claim:
    """A claim of a line. Raises BadLine."""
    if not isinstance(row, dict):
        raise BadLine(f"{place} is {json_name(row)}, not an object")
    kind = word_field(Kind, row, "kind", place)
    low, high = figure_field(row, "low", place), figure_field(row, "high", place, may_be_open=True)
    qualifier = word_field(Qualifier, row, "qualifier", place)
    assert low is not None
    if high is not None and high < low:
        raise BadLine(f'{place}: "high" {high} is less than "low" {low}')
    if qualifier in (Qualifier.EXACT, Qualifier.ABOUT) and high != low:
        raise BadLine(f'{place}: "{qualifier}" needs "high" equal to "low" ({low})')
    if qualifier in (Qualifier.AT_LEAST, Qualifier.OVER) and high is not None:
        raise BadLine(f'{place}: "{qualifier}" is open upwards; "high" must be null')
    if high is None and qualifier in (Qualifier.UP_TO, Qualifier.RANGE):
        raise BadLine(f'{place}: "{qualifier}" needs a number for "high"')
    source = text_field(row, "source", place)
    known = row.get("speaker_class")
    speaker_class = SpeakerClass.UNKNOWN
    if known is not None and known != SpeakerClass.UNKNOWN:
        speaker_class = word_field(SpeakerClass, row, "speaker_class", place)
    elif source:
        speaker_class = class_of_speaker(source, *([lang] if lang else []), COMMON)
    text = text_field(row, "text", place) or text_field(row, "figure", place) or ""
    return Claim(
        kind=kind,
        low=low,
        high=high,
        qualifier=qualifier,
        text=text,
        start=0,
        end=len(text),
        sentence=text_field(row, "sentence", place, longest=LONGEST_SENTENCE) or "",
        sentence_start=0,
        sentence_end=0,
        party=word_field(Party, row, "party", place, Party.VICTIMS),
        partial=flag_field(row, "partial", place),
        scope=word_field(Scope, row, "scope", place, Scope.EVENT),
        modality=word_field(Modality, row, "modality", place, Modality.REPORTED),
        superseded=flag_field(row, "superseded", place),
        source=source,
        via=text_field(row, "via", place),
        speaker_class=speaker_class,
        group=text_field(row, "group", place),
    )
