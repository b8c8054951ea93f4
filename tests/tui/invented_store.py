"""A small store for the dashboard's tests, written by the real writer. Every outlet, name and figure is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import (
    ArticleAfterVisit,
    FeedAfterVisit,
    FeedSpec,
    NewRevision,
    OutletSpec,
    PollerRow,
    Validators,
    Visit,
    Writer,
    open_writer,
)
from story import (
    Claim,
    FactType,
    Kind,
    OutletKind,
    Party,
    Passage,
    Qualifier,
    SpeakerClass,
    StoryContext,
    StoryParty,
)

START = datetime(2031, 3, 4, 5, 0, tzinfo=UTC)
NOW = START + timedelta(hours=40)
CONTEXT = StoryContext(
    "Fire at Port Ostrel",
    "Port Ostrel",
    START,
    ("Port Ostrel",),
    (StoryParty("Harbour Front", Party.ATTACKERS, ("Harbour Front",)),),
)
OUTLETS = (
    OutletSpec(
        "Ostrel Wire", ("wire.example",), OutletKind.AGENCY, "OS", "en", None, (FeedSpec("https://wire.example/rss"),)
    ),
    OutletSpec(
        "The Morning Quay",
        ("quay.example",),
        OutletKind.NEWSPAPER,
        "OS",
        "en",
        None,
        (FeedSpec("https://quay.example/rss"),),
    ),
    OutletSpec(
        "Radio Môle",
        ("mole.example",),
        OutletKind.BROADCASTER,
        "OS",
        "fr",
        None,
        (FeedSpec("https://mole.example/rss"),),
    ),
    OutletSpec(
        "Harbour Ministry",
        ("ministry.example",),
        OutletKind.OFFICIAL,
        "OS",
        "en",
        None,
        (FeedSpec("https://ministry.example/rss"),),
    ),
)


def at(hours: float) -> datetime:
    """That many hours after the story's start."""
    return START + timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim to be found in a text by its words; the sentence is the line or full stop around it."""

    words: str
    kind: Kind
    low: int
    high: int | None
    qualifier: Qualifier = Qualifier.EXACT
    source: str | None = None
    speaker_class: SpeakerClass = SpeakerClass.UNKNOWN
    via: str | None = None
    party: Party = Party.VICTIMS


def claim_in(text: str, figure: Figure) -> Claim:
    """The figure as a claim with true offsets."""
    start = text.index(figure.words)
    end = start + len(figure.words)
    sentence_start = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1, 0)
    stop = text.find(".", end)
    sentence_end = len(text) if stop < 0 else stop + 1
    return Claim(
        figure.kind,
        figure.low,
        figure.high,
        figure.qualifier,
        figure.words,
        start,
        end,
        text[sentence_start:sentence_end],
        sentence_start,
        sentence_end,
        party=figure.party,
        source=figure.source,
        via=figure.via,
        speaker_class=figure.speaker_class,
    )


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement or happening to be found in a text by its words."""

    words: str
    type: FactType
    topic: str
    source: str | None = None
    actor: str | None = None


def passage_in(text: str, saying: Saying) -> Passage:
    """The saying as a passage with true offsets, its sentence the words themselves."""
    start = text.index(saying.words)
    end = start + len(saying.words)
    return Passage(
        saying.type, saying.topic, saying.words, start, end, saying.words, start, end, saying.source, saying.actor
    )


def put_article(
    writer: Writer,
    outlet: str,
    slug: str,
    title: str,
    body: str,
    figures: Sequence[Figure],
    *,
    published: datetime | None,
    seen: datetime,
    domain: str = "quay.example",
    passages: Sequence[Saying] = (),
) -> int:
    """One article, or the next revision of it if the slug is known; returns its id."""
    url = f"https://{domain}/{slug}"
    article_id = writer.add_article(outlet, url, title, published, seen)
    text = f"{title}\n\n{body}"
    writer.save_article_visit(
        article_id,
        Visit(url, seen, seen, "new", 200, None, len(text)),
        ArticleAfterVisit(Validators(), None, 0, title=title, byline="A. Invented", lang="en", published_at=published),
        NewRevision(
            title,
            text,
            "en",
            tuple(claim_in(text, figure) for figure in figures),
            seen,
            tuple(passage_in(text, saying) for saying in passages),
        ),
    )
    return article_id


SECURITY = SpeakerClass.SECURITY_SOURCE
KILLED_12 = Figure("12 people were killed", Kind.KILLED, 12, 12, source="a security source", speaker_class=SECURITY)
INJURED_30 = Figure("30 were injured", Kind.INJURED, 30, 30, source="a security source", speaker_class=SECURITY)
KILLED_18 = Figure("18 bodies", Kind.KILLED, 18, 18, source="the harbour hospital", speaker_class=SpeakerClass.MEDICAL)
KILLED_20 = Figure("20 dead", Kind.KILLED, 20, 20, source="a docker", speaker_class=SpeakerClass.WITNESS)
KILLED_15 = Figure("15 dead", Kind.KILLED, 15, 15, source="a docker", speaker_class=SpeakerClass.WITNESS)
OFFICIAL_9 = Figure("nine deaths", Kind.KILLED, 9, 9, source="the ministry", speaker_class=SpeakerClass.GOVERNMENT)
LONG = " ".join(f"Paragraph {number} of the report says nothing of the toll." for number in range(60))


def fill(writer: Writer) -> None:
    """The whole small story: a wire's figures, a copy at the same minute, an edit, an official figure, a claim."""
    writer.sync_outlets(OUTLETS, START)
    wire = "The warehouse burned all night. 12 people were killed and 30 were injured, a security source said."
    put_article(
        writer,
        "Ostrel Wire",
        "a1",
        "Fire in the harbour",
        wire,
        (KILLED_12, INJURED_30),
        published=at(3),
        seen=at(3.2),
        domain="wire.example",
    )
    put_article(
        writer, "The Morning Quay", "a2", "Harbour fire kills twelve", wire, (KILLED_12,), published=at(3), seen=at(3.3)
    )
    put_article(
        writer,
        "Radio Môle",
        "a3",
        "Incendie au port",
        f"{LONG} A docker spoke of 20 dead.",
        (KILLED_20,),
        published=at(5),
        seen=at(5.1),
        domain="mole.example",
    )
    put_article(
        writer,
        "Radio Môle",
        "a3",
        "Incendie au port",
        f"{LONG} A docker spoke of 15 dead.",
        (KILLED_15,),
        published=at(5),
        seen=at(9),
        domain="mole.example",
    )
    put_article(
        writer,
        "Harbour Ministry",
        "a4",
        "Communiqué",
        "The ministry deplores nine deaths.",
        (OFFICIAL_9,),
        published=at(20),
        seen=at(20.1),
        domain="ministry.example",
    )
    put_article(
        writer,
        "The Morning Quay",
        "a5",
        "Hospital counts eighteen",
        "The harbour hospital received 18 bodies.",
        (KILLED_18,),
        published=at(28),
        seen=at(28.1),
    )
    put_article(
        writer,
        "The Morning Quay",
        "a6",
        "Port closed until Friday",
        "Ships are waiting outside.",
        (),
        published=at(30),
        seen=at(30.1),
    )
    failing = next(feed for feed in writer.feeds() if feed.outlet == "Radio Môle")
    writer.save_feed_visit(
        failing.id,
        Visit(failing.url, at(31), at(31), "failed", 500, "server error (500)"),
        FeedAfterVisit(Validators(), None, at(41), 900.0, 3),
        (),
        None,
    )


CLOSURE = Saying(
    "The port authority closed the northern harbour", FactType.HAPPENING, "closure", actor="the northern harbour"
)
STATEMENT = Saying(
    "We heard three explosions before the cranes caught fire that night",
    FactType.STATEMENT,
    "quotation",
    source="Inga Ravn",
)
AT_LEAST_18 = Figure("at least 18 died", Kind.KILLED, 18, None, Qualifier.AT_LEAST, "a nurse", SpeakerClass.MEDICAL)


def put_sayings(writer: Writer) -> None:
    """A closure and a quotation in two outlets, and a figure that is kin to another."""
    for number, (outlet, domain) in enumerate((("Ostrel Wire", "wire.example"), ("Radio Môle", "mole.example"))):
        put_article(
            writer,
            outlet,
            f"s{number}",
            f"Harbour closed, says report {number}",
            f"{CLOSURE.words} this morning. {STATEMENT.words}, said Inga Ravn. A nurse said that at least 18 died.",
            (AT_LEAST_18,),
            published=at(31 + number),
            seen=at(31.1 + number),
            domain=domain,
            passages=(CLOSURE, STATEMENT),
        )


def beat(writer: Writer, wall: datetime, *, pid: int = 4242, state: str = "polling") -> None:
    """A sign of life of the poller."""
    writer.beat(PollerRow(pid, wall, wall, at(40.1), state))


def make_store(path: Path, *, wall: datetime | None = None) -> Path:
    """The invented story in a file."""
    with open_writer(path, context=CONTEXT) as writer:
        fill(writer)
        if wall is not None:
            beat(writer, wall)
    return path


def put_hostile(writer: Writer, text: str, number: int = 0) -> int:
    """An article whose every field of words holds the hostile text, with a figure of its own (100 + number)."""
    dead = 100 + number
    body = f"{text} says that {dead} people drowned there {text}."
    figure = Figure(f"{dead} people drowned", Kind.KILLED, dead, dead, source=text, via=text)
    title, outlet, domain = f"Title {text}", f"Outlet {text}", "hostile.example"
    slug = f"hostile{number}"
    return put_article(writer, outlet, slug, title, body, (figure,), published=at(33), seen=at(33.1), domain=domain)
