"""A small invented newsroom: outlets, articles and edits written into a real store, in a word or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from store import (
    ArticleAfterVisit,
    FeedAfterVisit,
    FeedSpec,
    NewEntry,
    NewRevision,
    OutletSpec,
    Reader,
    RevisionSaved,
    Validators,
    Visit,
    Writer,
)
from store.moments import to_text
from store.report_rows import reports_of
from story import Claim, Kind, OutletKind, Party, Qualifier, Report, Scope, SpeakerClass, StoryContext, StoryParty

START = datetime(2024, 9, 17, 5, tzinfo=UTC)
CONTEXT = StoryContext(
    "Harbour fire", "Port Quill", START, ("Port Quill",), (StoryParty("The Torch", Party.ATTACKERS, ("the torch",)),)
)
OUTLETS = (
    OutletSpec(
        "Quill Wire", ("quillwire.example",), OutletKind.AGENCY, feeds=(FeedSpec("http://quillwire.example/f"),)
    ),
    OutletSpec("The Lamp", ("lamp.example",), OutletKind.NEWSPAPER, feeds=(FeedSpec("http://lamp.example/f"),)),
    OutletSpec("Radio Cove", ("cove.example",), OutletKind.BROADCASTER, feeds=(FeedSpec("http://cove.example/f"),)),
)


def at(minutes: float) -> datetime:
    """So many minutes after the story's start."""
    return START + timedelta(minutes=minutes)


def killed(low: int, **fields: object) -> Claim:
    """A claim of so many killed, given by a security source; its words are set when it stands in a text."""
    high = fields.pop("high", low)
    claim = Claim(
        Kind.KILLED,
        low,
        high,  # type: ignore[arg-type]
        Qualifier.EXACT,
        f"{low} were killed",
        0,
        0,
        "",
        0,
        0,
        source="a security source",
        speaker_class=SpeakerClass.SECURITY_SOURCE,
    )
    return replace(claim, **fields)  # type: ignore[arg-type]


def background(low: int) -> Claim:
    """A claim of so many killed in another event."""
    return killed(low, scope=Scope.BACKGROUND)


def revision(title: str, claims: Sequence[Claim], seen_at: datetime, *, ending: str = "") -> NewRevision:
    """A text with one sentence a claim under its title."""
    text, placed = f"{title}\n", []
    for claim in claims:
        sentence = f"In Port Quill {claim.text}, {claim.source or 'we'} said."
        start = len(text) + len("In Port Quill ")
        placed.append(
            replace(
                claim,
                start=start,
                end=start + len(claim.text),
                sentence=sentence,
                sentence_start=len(text),
                sentence_end=len(text) + len(sentence),
            )
        )
        text += f"{sentence}\n"
    return NewRevision(title, text + ending, "en", tuple(placed), seen_at)


def visit(url: str, moment: datetime, outcome: str = "new", **fields: object) -> Visit:
    """A visit that was answered as soon as it asked."""
    seen = Visit(url, moment, moment, outcome, 200)
    return replace(seen, **fields)  # type: ignore[arg-type]


def entry(url: str | None, title: str = "Fire", **fields: object) -> NewEntry:
    """An entry on the story."""
    return replace(NewEntry(url or title, url, title, "", None, None, True), **fields)  # type: ignore[arg-type]


def after_feed(next_visit_at: datetime, **fields: object) -> FeedAfterVisit:
    """A feed's state after a good visit."""
    return replace(FeedAfterVisit(Validators('"e"'), "hash", next_visit_at, 300.0, 0), **fields)  # type: ignore[arg-type]


def reports_known(reader: Reader, kind: Kind, as_of: datetime) -> list[Report]:
    """All reports of one kind about the story's event that were known at a moment, in order of time."""
    moment = to_text(as_of)
    return reports_of(
        reader._connection,
        "facts.kind = ? AND facts.scope = 'event' AND reports.known_from <= ? "
        "AND (reports.known_until IS NULL OR reports.known_until > ?)",
        (str(kind), moment, moment),
    )


class Newsroom:
    """Writes what outlets publish, each article through its outlet's feed."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        writer.sync_outlets(OUTLETS, START)
        self.feeds = {feed.outlet: feed for feed in writer.feeds()}

    def list_entries(self, outlet: str, moment: datetime, *entries: NewEntry) -> list[int]:
        """The outlet's feed lists entries; ids of new articles."""
        feed = self.feeds[outlet]
        after = after_feed(moment + timedelta(minutes=5))
        return self.writer.save_feed_visit(feed.id, visit(feed.url, moment), after, entries, None)

    def publish(
        self, outlet: str, slug: str, claims: Sequence[Claim], *, published: float | None, seen: float, title: str = ""
    ) -> int:
        """An article that came out and was visited so many minutes after the start; its id."""
        url = f"http://{OUTLETS[[spec.name for spec in OUTLETS].index(outlet)].domains[0]}/{slug}"
        published_at = None if published is None else at(published)
        title = title or slug
        (article_id,) = self.list_entries(outlet, at(seen), entry(url, title, published_at=published_at))
        self.edit(article_id, claims, seen=seen, title=title)
        return article_id

    def edit(
        self, article_id: int, claims: Sequence[Claim], *, seen: float, title: str = "Fire", **fields: object
    ) -> RevisionSaved | None:
        """A later visit to an article that finds these claims."""
        after = replace(ArticleAfterVisit(Validators(), at(seen + 30), 0), **fields)  # type: ignore[arg-type]
        text = revision(title, claims, at(seen))
        return self.writer.save_article_visit(article_id, visit("http://x.example/", at(seen)), after, text)


def due_ids(writer: Writer, now: datetime) -> list[int]:
    """The articles that are due, one a host, in the order of their hosts' names."""
    return [row.id for row in writer.articles_due(sorted(writer.next_article_visits()), now)]
