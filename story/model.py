"""The words of the house as values: claims, reports, facts, the toll.

Every name here is the one that the glossary in docs/architecture.md gives, in code, schema, screen and docs alike.
All moments are timezone-aware datetimes in UTC. All offsets are code points of the revision's text, whose
first line is the headline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CASUALTIES = "casualties"
    DETAINED = "detained"
    DISPLACED = "displaced"
    RESCUED = "rescued"
    HOSPITALISED = "hospitalised"


class Qualifier(StrEnum):
    """How the words qualify the number."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    OVER = "over"
    UP_TO = "up_to"
    RANGE = "range"
    VAGUE = "vague"


class Party(StrEnum):
    """Who was counted; soldiers and police who were attacked are victims."""

    VICTIMS = "victims"
    ATTACKERS = "attackers"


class Scope(StrEnum):
    """Whether a figure belongs to the story or to another event, an earlier one, or a conflict's running total."""

    EVENT = "event"
    BACKGROUND = "background"


class Modality(StrEnum):
    """Whether the article reports the figure, fears it, projects it, or says that it is denied."""

    REPORTED = "reported"
    FEARED = "feared"
    PROJECTED = "projected"
    DENIED = "denied"


class SpeakerClass(StrEnum):
    """Kinds of speaker, so that "une source sécuritaire" and "a security source" are one voice."""

    GOVERNMENT = "government"
    ARMED_FORCES = "army and police"
    SECURITY_SOURCE = "security source"
    MEDICAL = "medical"
    LOCAL_OFFICIAL = "local official"
    DIPLOMAT = "diplomat"
    INTERNATIONAL_ORGANISATION = "international organisation"
    ARMED_GROUP = "armed group"
    DOCUMENT = "document"
    WITNESS = "witness"
    NEWS_OUTLET = "news outlet"
    AGENCY = "agency"
    UNKNOWN = "unknown"


class OutletKind(StrEnum):
    """What sort of publisher an outlet is."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    OFFICIAL = "official"
    PARTY = "party"
    AGGREGATOR = "aggregator"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure, or one vague quantity, that a text gives for the human toll of an event.

    `low` and `high` are the interval that the words allow ("more than 70" is 70 to None, "dozens" 20 to 99).
    `text` is the shortest run of the article's own words that holds the quantity and what happened;
    `text == document[start:end]` and `sentence == document[sentence_start:sentence_end]` always hold.
    `group` names the part that a partial figure counts, in the article's words ("police cadets"), None if it
    names none. `rule` says for people which rule and cues made the claim what it is.
    """

    kind: Kind
    low: int
    high: int | None
    qualifier: Qualifier
    text: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    party: Party = Party.VICTIMS
    partial: bool = False
    scope: Scope = Scope.EVENT
    modality: Modality = Modality.REPORTED
    superseded: bool = False
    source: str | None = None
    via: str | None = None
    speaker_class: SpeakerClass = SpeakerClass.UNKNOWN
    group: str | None = None
    rule: str = ""


class FactType(StrEnum):
    """What sort of fact outlets report: a figure (from claims), or a statement or happening (from passages)."""

    FIGURE = "figure"
    STATEMENT = "statement"
    HAPPENING = "happening"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text that give a statement or a happening; no figure.

    `type` is STATEMENT or HAPPENING. `topic` is "quotation" or "attributed" for a statement, and for a happening the
    name of the pattern that found it ("claim of responsibility", "arrest", …) or "shared", if it is one only because
    other outlets tell it too. `text` are the quoted or telling words; `text == document[start:end]` and
    `sentence == document[sentence_start:sentence_end]` always hold. `source` is who says it, in the article's words;
    `actor` whose happening it is: who claims responsibility, who was arrested, what was closed, who condemns, who
    resigned, who speaks for the first time; None where the words don't tell, and for statements. `via` and `rule` as
    in `Claim`.
    """

    type: FactType
    topic: str
    text: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    source: str | None = None
    actor: str | None = None
    via: str | None = None
    speaker_class: SpeakerClass = SpeakerClass.UNKNOWN
    scope: Scope = Scope.EVENT
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says: its language (BCP 47, "und" if unknown), its claims and its passages in order of `start`.

    `reason` says in one line why claims are missing when that isn't the text's doing: no pack for the language, or
    too many claims for one text.
    """

    lang: str
    claims: tuple[Claim, ...]
    reason: str | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryParty:
    """A party to the event as the configuration names it: `names` are all its spellings, lower or upper case."""

    name: str
    side: Party
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryContext:
    """What is known of the story before a text is read; helps to tell its event from others and who its parties are.

    `outlets` are the names of outlets that the story's configuration knows, so that "Le Soir said" is no witness.
    """

    name: str
    place: str
    start: datetime
    places: tuple[str, ...] = ()
    parties: tuple[StoryParty, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """When a report appeared: not before, not after, and the best estimate between them.

    `not_before` is None when nothing bounds it from below. `not_after` is when we saw it.
    `best` is the publication time if that is believed, else `not_after`. `basis` says where `best` comes from:
    "published", "update" (its part of a live blog is dated), "modified", "first seen", "edited" (appeared between two
    visits), "day" (nothing but the day is known), "no date".
    """

    not_before: datetime | None
    not_after: datetime
    best: datetime
    basis: str


@dataclass(frozen=True, slots=True)
class Update:
    """A dated part of a live blog's text: `text[start:end]` was posted at `published_at`, as the page says."""

    start: int
    end: int
    published_at: datetime
    modified_at: datetime | None = None


OWN, CITES, COPIES = "own", "cites", "copies"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article has a fact from. `how` is OWN (its own reporting), CITES or COPIES.

    `name` is the outlet or agency at the end of the chain: the article's own outlet for "own". `key` is what it counts
    as if that isn't its name: its publisher (story.agencies.outlet_key), for an outlet that is called otherwise.
    """

    name: str
    how: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A claim or passage of a revision, with its id and the key of the fact that it gives.

    `appeared` is when its part of a live blog did, None if nothing is known but when the revision did.
    `is_pushed_down`: the next revision has that part no more, because newer ones took its place.
    """

    id: int
    evidence: Claim | Passage
    fact_key: str
    appeared: TimeInterval | None = None
    is_pushed_down: bool = False

    @property
    def is_superseded(self) -> bool:
        """Whether the article itself calls what it gives outdated."""
        return isinstance(self.evidence, Claim) and self.evidence.superseded


@dataclass(frozen=True, slots=True)
class RevisionEvidence:
    """What one revision of an article gives. `appeared` is when the revision first could have been up.

    For an article's first revision that is publication (if believed) to our first visit; for later ones the
    time between the visit that still had the old text and the one that found this. `credit` is whom the text itself
    credits (story.origins.text_credit).
    """

    revision_id: int
    appeared: TimeInterval
    given: tuple[Given, ...]
    credit: Origin | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article's giving of one fact.

    `fact_key` names the fact (story.facts.fact_key). `evidence` is the claim or passage that gives it in the article's
    earliest revision that does (the first one that names a speaker, else the first), `evidence_id` its id.
    `withdrawn_at` is when a later revision was seen that no longer gives the fact, None while it stands.
    `is_superseded`: the article itself calls the figure outdated.
    """

    fact_key: str
    article_id: int
    revision_id: int
    evidence_id: int
    outlet: str
    publisher: str
    evidence: Claim | Passage
    time: TimeInterval
    origin: Origin
    withdrawn_at: datetime | None = None
    is_superseded: bool = False

    @property
    def claim(self) -> Claim:
        """The claim that gives a figure. Raises TypeError for a statement or happening."""
        if isinstance(self.evidence, Claim):
            return self.evidence
        raise TypeError(f"{self.fact_key} is no figure")

    @property
    def earliest(self) -> datetime:
        """The earliest moment at which it can have appeared, as far as that is known: else its best time."""
        bound = self.time.not_before
        return self.time.best if bound is None else min(bound, self.time.best)


@dataclass(frozen=True, slots=True)
class StandingFigure:
    """A speaker's latest figure of one kind that has not been withdrawn or superseded.

    `voice` is the speaker as one voice across outlets ("security source", "JNIM"), `speaker` the article's words.
    `since` is when the figure was first reported for this voice, as best known, `first_time` that report's whole
    interval and `claim_id` its claim; `outlets` and `origins` count who carries it.
    """

    kind: Kind
    voice: str
    speaker: str | None
    speaker_class: SpeakerClass
    low: int
    high: int | None
    qualifier: Qualifier
    party: Party
    fact_key: str
    since: datetime
    first_outlet: str
    outlets: int
    origins: int
    is_official: bool
    in_range: bool
    first_time: TimeInterval | None = None
    claim_id: int | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """For one kind at one moment: the standing figures, their range, the headline and the official figure.

    `range_low` and `range_high` are None when no standing figure is about the whole event; `range_is_open` when
    the highest figure is open upwards ("more than 70"). `headline` is None for "no figure given". docs/toll.md
    gives the rule.
    """

    kind: Kind
    as_of: datetime
    standing: tuple[StandingFigure, ...]
    range_low: int | None
    range_high: int | None
    range_is_open: bool
    headline: StandingFigure | None
    official: StandingFigure | None


@dataclass(frozen=True, slots=True)
class TollPoint:
    """A step of the toll's series: what held from `at` until the next point. Each figure leads to its fact."""

    at: datetime
    range_low: int | None
    range_high: int | None
    range_is_open: bool
    headline: StandingFigure | None
    official: StandingFigure | None
