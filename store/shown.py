"""What the store shows: plain values, one class a kind of row of a screen or list.

Moments are timezone-aware UTC datetimes; those of the story's world follow the story's clock (store/rows.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from store.feed_condition import FeedCondition, condition_of
from story import Claim, FactType, Passage, Qualifier, SpeakerClass


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as `status` and the dashboard show it."""

    outlet: str
    url: str
    last_visit_at: datetime | None
    last_outcome: str | None
    last_status: int | None
    last_reason: str | None
    next_visit_at: datetime  # as planned, or when its host's pause ends if that is later
    failures: int
    is_stopped: bool  # gone or left out: not visited again
    entries: int
    on_story: int
    clock: str | None = None  # why its outlet's times aren't believed; None if they are
    asked_at: datetime | None = None  # when somebody asked for a visit; None once it was made
    failing_since: datetime | None = None  # the first visit of those that failed in a row
    paused_until: datetime | None = None  # its host asked to be left alone for longer than was planned
    is_left_out: bool = False

    @property
    def condition(self) -> FeedCondition:
        """How the feed is, in a word."""
        return condition_of(
            failures=self.failures,
            is_stopped=self.is_stopped,
            is_left_out=self.is_left_out,
            is_visited=self.last_visit_at is not None,
        )


@dataclass(frozen=True, slots=True)
class VisitTotal:
    """How many visits to feeds or to articles ended in one way since the store was made, and what they brought.

    `subject` is "feed" or "article"; `bytes` are those of the bodies as they were read.
    """

    subject: str
    outcome: str
    visits: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds of the story."""

    outlets: int
    feeds: int
    feeds_failing: int  # those that are gone not among them
    feeds_gone: int
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
    where_found: dict[str, str] = field(default_factory=dict)  # where on its page each field of the article was found


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
    where_found: dict[str, str] = field(default_factory=dict)  # where on the page each field was found


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
