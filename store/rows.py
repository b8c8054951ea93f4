"""What the store takes in, and what it remembers of it for the next visit: plain values, one class a kind of row.

Moments are timezone-aware UTC datetimes here and `YYYY-MM-DDTHH:MM:SSZ` text in the tables. Times of the story's
world (`at`, `published_at`, `first_seen_at`, `seen_from`, next visits) follow the story's clock, which the demo
runs faster; heartbeats follow the wall clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from story import Claim, ListKind, OutletKind, Passage, SourceKind, Update

DEAD_AFTER = timedelta(seconds=30)  # a poller whose last heartbeat is older (wall clock) is dead: six missed


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as the configuration names it. `url` is its identity; `every`: least seconds between visits, or None.

    `kind` is how it lists articles: its outlet's own, or as a search over many outlets.
    """

    url: str
    every: int | None = None
    kind: SourceKind = ListKind.FEED


@dataclass(frozen=True, slots=True)
class OutletSpec:
    """An outlet as the configuration names it. `name` is its identity; `publisher` defaults to it."""

    name: str
    domains: tuple[str, ...] = ()
    kind: OutletKind = OutletKind.UNKNOWN
    country: str | None = None
    lang: str | None = None
    publisher: str | None = None
    feeds: tuple[FeedSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with, byte for byte."""

    etag: str | None = None
    last_modified: str | None = None


class VisitOutcome(StrEnum):
    """What a visit came to, in the words of table visits."""

    NEW = "new"  # something new came
    UNCHANGED = "unchanged"  # 304, or the same as before
    FAILED = "failed"
    REFUSED = "refused"  # our own guards or robots.txt said no
    GONE = "gone"  # 410


GOOD_OUTCOMES = frozenset({VisitOutcome.NEW, VisitOutcome.UNCHANGED})  # what was asked for was seen


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's end, good or bad, as it is recorded. `reason` is one line for people; nothing goes by its words."""

    url: str
    started_at: datetime
    finished_at: datetime
    outcome: VisitOutcome
    status: int | None = None
    reason: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class FeedDay:
    """What a feed brought new in the day that began at `since` (None: no day yet), and what of it was left out.

    `text` is in characters. An entry that is left out at several visits counts each time.
    """

    since: datetime | None = None
    entries: int = 0
    text: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class FeedRhythm:
    """When a feed wants to be left alone, as it said when it was last read: a 304 doesn't say it again."""

    ttl: float | None = None  # seconds between visits
    skip_hours: tuple[int, ...] = ()  # of the day in UTC, 0 to 23


@dataclass(frozen=True, slots=True)
class Move:
    """Where a feed's address redirects to permanently, and on how many visits in a row it did."""

    target: str
    sightings: int


@dataclass(frozen=True, slots=True)
class FeedPart:
    """One of the documents over which a feed is spread (a sitemap of an index), as it was when last fetched.

    `changed` is what the index said of it, as written; None if it said nothing. `within` is the address of the inner
    index that names it, itself a part; None for what the feed's own document names.
    """

    url: str
    changed: str | None = None
    validators: Validators = Validators()
    body_hash: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed with what its schedule and its next request need."""

    id: int
    outlet: str
    url: str
    lang: str | None
    every: int | None
    validators: Validators
    body_hash: str | None
    next_visit_at: datetime
    interval: float  # seconds between visits, as adapted so far
    failures: int  # visits in a row that failed
    is_stopped: bool  # 410, or no longer in the config
    unconditional_at: datetime | None  # the last fetch without validators
    named_url: str = ""  # as the configuration has it, where `url` is where the feed has moved to since
    rhythm: FeedRhythm = FeedRhythm()
    move: Move | None = None  # a permanent redirect that hasn't been seen often enough yet
    kind: SourceKind = ListKind.FEED
    parts: tuple[FeedPart, ...] = ()
    not_before: datetime | None = None  # by the server's max-age: not even when somebody asks for a visit
    day: FeedDay = FeedDay()


@dataclass(frozen=True, slots=True)
class FeedAfterVisit:
    """What a visit leaves behind in a feed's row."""

    validators: Validators
    body_hash: str | None
    next_visit_at: datetime
    interval: float
    failures: int
    is_stopped: bool = False
    unconditional_at: datetime | None = None
    moved_to: str | None = None  # the feed's new address, after a permanent redirect was seen often enough
    rhythm: FeedRhythm = FeedRhythm()
    move: Move | None = None
    parts: tuple[FeedPart, ...] = ()
    not_before: datetime | None = None
    day: FeedDay = FeedDay()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to remember. `url` is the normalised link, `guid` the feed's own id for it (or the link).

    `is_on_story` says whether it matched; an entry that did becomes an article to visit at `visit_at`.
    """

    guid: str
    url: str | None
    title: str
    summary: str
    published_at: datetime | None
    modified_at: datetime | None
    is_on_story: bool
    credit: str | None = None  # RSS <source>: where an aggregator has it from
    source_url: str | None = None  # likewise, its address


@dataclass(frozen=True, slots=True)
class EntryOffStory:
    """An entry that didn't match the story when it came, to match again. `lang` is its outlet's."""

    id: int
    outlet: str
    lang: str | None
    title: str
    summary: str
    published_at: datetime | None
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class ArticleState:
    """An article with what its schedule and its next request need."""

    id: int
    outlet: str
    publisher: str
    url: str
    title: str
    lang: str | None
    published_at: datetime | None  # best known: page, else feed
    modified_at: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime | None  # the last visit that saw its text
    validators: Validators
    next_visit_at: datetime | None  # None: not visited again
    failures: int
    revisions: int
    unchanged_visits: int = 0  # good visits in a row that found the text as it was
    has_whole_text: bool = False  # its latest text isn't only its beginning


@dataclass(frozen=True, slots=True)
class ArticleAfterVisit:
    """What a visit leaves behind in an article's row; None leaves a field as it was, but for the visits planned.

    `next_visit_at` is for a text that is the same, `next_visit_if_edited` for one that the visit found edited (None:
    the same); not before `not_before`, the server's own word, even when its feed calls the article modified.
    """

    validators: Validators
    next_visit_at: datetime | None
    failures: int
    next_visit_if_edited: datetime | None = None
    not_before: datetime | None = None
    canonical_url: str | None = None
    title: str | None = None
    byline: str | None = None
    lang: str | None = None
    published_at: datetime | None = None
    published_basis: str | None = None  # where the time was found: "JSON-LD", "meta", "feed", …
    is_zone_assumed: bool = False  # `published_at` was written without a zone: some hours off, where a feed is exact
    modified_at: datetime | None = None
    credit: str | None = None  # the agency or outlet that the page credits
    moved_to: str | None = None  # where the article stands, when its link led to another site
    where_found: Mapping[str, str] = field(default_factory=dict)  # which of these fields was found where on the page


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A changed text with what was read in it. `text` starts with the headline's line.

    `stated_lang` and `stated_at` are the language and publication time with which it was read, to read it so again.
    `updates` are the dated parts of a live blog. `is_stub`: only the article's beginning, the rest is sold.
    """

    title: str
    text: str
    lang: str
    claims: tuple[Claim, ...]
    seen_at: datetime
    passages: tuple[Passage, ...] = ()
    stated_lang: str | None = None
    stated_at: datetime | None = None
    updates: tuple[Update, ...] = ()
    is_stub: bool = False


@dataclass(frozen=True, slots=True)
class ArticleVisit:
    """A visit to an article's page with all that it brought, to be saved."""

    article_id: int
    visit: Visit
    after: ArticleAfterVisit
    revision: NewRevision | None


@dataclass(frozen=True, slots=True)
class StoredText:
    """A revision's text with what it was read with, to be read again."""

    revision_id: int
    title: str
    text: str
    stated_lang: str | None
    stated_at: datetime | None


@dataclass(frozen=True, slots=True)
class RereadRevision:
    """What reading a revision again changed: claims and passages that came and went."""

    revision_id: int
    article_id: int
    number: int
    outlet: str
    title: str
    url: str
    came: tuple[Claim | Passage, ...]
    went: tuple[Claim | Passage, ...]


@dataclass(frozen=True, slots=True)
class RevisionSaved:
    """What came of offering a revision to the store: `revision_id` is None if the text was the one it had."""

    revision_id: int | None
    number: int  # 1 for an article's first
    claims: int
    new_facts: tuple[str, ...]  # labels of facts that nobody had before


@dataclass(frozen=True, slots=True)
class PollerRow:
    """The poller's sign of life: the poller is dead if `beat_at` is further back than DEAD_AFTER.

    `beat_at` and `started_at` are wall-clock time, `next_visit_at` story time, and so is `story_at`, the story's moment
    at `beat_at`. `version` is the program's.
    """

    pid: int
    started_at: datetime
    beat_at: datetime
    next_visit_at: datetime | None
    state: str  # "starting", "polling", "idle", "stopped"
    note: str | None = None
    story_at: datetime | None = None
    version: str | None = None
