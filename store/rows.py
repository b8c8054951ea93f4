"""What the store gives out and takes in: plain values, one class a kind of row.

Moments are timezone-aware UTC datetimes here and `YYYY-MM-DDTHH:MM:SSZ` text in the tables. Times of the story's
world (`at`, `published_at`, `first_seen_at`, `seen_from`, next visits) follow the story's clock, which the demo
runs faster; heartbeats follow the wall clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from story import Claim, FactType, OutletKind, Passage, Qualifier, SpeakerClass

DEAD_AFTER = timedelta(seconds=30)  # a poller whose last heartbeat is older (wall clock) is dead: six missed


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as the configuration names it. `url` is its identity; `every`: least seconds between visits, or None."""

    url: str
    every: int | None = None


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


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's end, good or bad, as it is recorded.

    `outcome` is one of "new" (something new came), "unchanged" (304 or the same body), "failed" (see `reason`),
    "refused" (our own guards or robots.txt said no), "gone" (410). `reason` is one line for people.
    """

    url: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    status: int | None = None
    reason: str | None = None
    size: int | None = None


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


@dataclass(frozen=True, slots=True)
class ArticleAfterVisit:
    """What a visit leaves behind in an article's row; None leaves a field as it was, but for `next_visit_at`."""

    validators: Validators
    next_visit_at: datetime | None
    failures: int
    canonical_url: str | None = None
    title: str | None = None
    byline: str | None = None
    lang: str | None = None
    published_at: datetime | None = None
    published_basis: str | None = None  # where the time was found: "JSON-LD", "meta", "feed", …
    modified_at: datetime | None = None
    credit: str | None = None  # the agency or outlet that the page credits


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A changed text with what was read in it. `text` starts with the headline's line.

    `stated_lang` and `stated_at` are the language and publication time with which it was read, to read it so again.
    """

    title: str
    text: str
    lang: str
    claims: tuple[Claim, ...]
    seen_at: datetime
    passages: tuple[Passage, ...] = ()
    stated_lang: str | None = None
    stated_at: datetime | None = None


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

    `beat_at` and `started_at` are wall-clock time, `next_visit_at` story time.
    """

    pid: int
    started_at: datetime
    beat_at: datetime
    next_visit_at: datetime | None
    state: str  # "starting", "polling", "idle", "stopped"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as `status` and the dashboard show it."""

    outlet: str
    url: str
    last_visit_at: datetime | None
    last_outcome: str | None
    last_status: int | None
    last_reason: str | None
    next_visit_at: datetime
    failures: int
    is_stopped: bool
    entries: int
    on_story: int
    clock: str | None = None  # why its outlet's times aren't believed; None if they are


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds of the story."""

    outlets: int
    feeds: int
    feeds_failing: int
    entries: int
    articles: int
    revisions: int
    claims: int
    facts: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a keyset-ordered list: the sort time and the row's id."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event of the timeline, newest first by `cursor`.

    `event` is "fact" (somebody reports a fact for the first time), "report" (another outlet gives it too),
    "article" (an article on the story that gives no fact of it), or "edit" (an article's text changed in place).
    `not_before` and `not_after` bound `at`. `label` is the line for people ("77 killed"); `detail` what changed
    in an edit ("silently raised 20 to 37 killed") or the speaker.
    """

    cursor: Cursor
    at: datetime
    not_before: datetime | None
    not_after: datetime
    event: str
    label: str
    detail: str
    outlet: str
    fact_id: int | None
    article_id: int
    revision_id: int
    claim_id: int | None
    passage_id: int | None
    fact_type: FactType | None = None  # of its fact, None for an article or an edit


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with who had it first. `first_outlets` are several when their intervals overlap: a photo finish.

    A statement or happening has no kind, figure or party. `origin` is where the first outlet has it from.
    """

    cursor: Cursor
    id: int
    key: str
    type: FactType
    kind: str | None
    low: int | None
    high: int | None
    qualifier: Qualifier | None
    party: str | None
    partial: bool
    group: str | None
    scope: str
    modality: str
    label: str  # "77 killed", "about 100 killed", "about 50 killed (gendarme students)"
    voice: str  # who is said to give it, as one voice; "unattributed" if nobody is
    speaker: str | None  # in an article's words
    speaker_class: SpeakerClass
    first_at: datetime
    first_not_before: datetime | None
    first_not_after: datetime
    first_outlets: tuple[str, ...]
    outlets: int  # publishers that gave it
    origins: int  # independent origins among them
    reports: int
    withdrawn: int  # reports no longer standing
    last_at: datetime
    origin: str = ""
    origin_how: str = "own"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One article's giving of a fact, as the drill-down shows it, in order of time.

    It leads to a claim or, for a statement or happening, to a passage; a passage has no qualifier, a claim no topic and
    no actor (story.Passage).
    """

    fact_id: int
    article_id: int
    revision_id: int
    claim_id: int | None
    passage_id: int | None
    outlet: str
    outlet_kind: str
    title: str
    url: str
    at: datetime
    not_before: datetime | None
    not_after: datetime
    basis: str
    origin: str
    origin_how: str
    source: str | None
    via: str | None
    text: str
    sentence: str
    qualifier: Qualifier | None
    modality: str
    withdrawn_at: datetime | None
    is_first: bool
    topic: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One version of an article's text, with the interval in which it appeared."""

    id: int
    article_id: int
    number: int
    title: str
    text: str
    lang: str
    seen_not_before: datetime | None
    seen_from: datetime


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as the reader screen shows it."""

    id: int
    outlet: str
    outlet_kind: str
    url: str
    title: str
    byline: str | None
    lang: str | None
    published_at: datetime | None
    published_basis: str | None
    modified_at: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime | None
    revisions: int
    claims: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as stored: `id`, the revision it belongs to, the fact it gives, and the claim itself."""

    id: int
    revision_id: int
    fact_id: int | None
    claim: Claim


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as stored: `id`, its revision, the fact it gives (None if nobody else tells it), and itself."""

    id: int
    revision_id: int
    fact_id: int | None
    passage: Passage
