"""What the coverage says: claims, facts, first reports, the toll. Pure: no network, no disk, no screen.

The reader of claims, and what explains it, are imported when first asked for: a dashboard only shows claims and starts
the sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from story.agencies import agency_called, agency_in, outlet_key
from story.carriers import DAY, Carrier, FirstReport, carrier_of, goes_on, joined, later
from story.clocks import ClockJudgement, ClockSample, judge_clock, reconciled
from story.copies import COPY, containment, shingles
from story.credits import text_credit, who_helped
from story.day_order import outdated_figures
from story.differences import Change, changes
from story.edits import (
    Admission,
    admission,
    changed_figures,
    changed_words,
    edit_detail,
    edited_words,
    publication_moved,
)
from story.facts import are_kin, fact_key, kin_number
from story.happenings import SHARED
from story.labels import fact_label, quantity_label
from story.last_day import CountChange, OriginRun, joined_origins, origin_runs
from story.live_blogs import appeared_in_update, was_pushed_down
from story.marks import (
    TARGETS_OF_JUDGEMENT,
    ArticleMarks,
    ArticleTarget,
    EvidenceTarget,
    FactTarget,
    Judgement,
    KeyRules,
    Mark,
    article_marks,
    base_key,
    effective_key,
    evidence_target,
    is_meant,
    key_rules,
    merge_problem,
    next_split_key,
)
from story.matching import Match, Matcher, Terms
from story.model import (
    OWN,
    Claim,
    FactType,
    Given,
    Kind,
    Modality,
    Origin,
    OutletKind,
    Party,
    Passage,
    Qualifier,
    Reading,
    Report,
    RevisionEvidence,
    Scope,
    SpeakerClass,
    StandingFigure,
    StoryContext,
    StoryParty,
    TimeInterval,
    Toll,
    TollPoint,
    Update,
)
from story.origins import Copied, Original, independent_origins, origin_key, origin_of
from story.passages import block_keys, passage_key, passage_label, same_passage
from story.plain_text import plain_text
from story.reports import article_reports, first_reports
from story.revisions import claims_differ, essence, is_revision_again
from story.source_kinds import SEARCHES, ListKind, SearchKind, SourceKind, source_kind
from story.standing import Figure, Span, figures_of, merged_spans, standing_at, standing_steps
from story.tally import Step, Tally, VoiceChange
from story.times import appeared_first, appeared_in_edit, appeared_on, appeared_sometime
from story.toll import is_on_toll, toll, toll_series
from story.toll_by_day import DayToll, toll_by_day
from story.typed_moments import day_named, typed_moment
from story.voices import Voice, report_voice, voice

if TYPE_CHECKING:
    from story.reading.claims import read_claims
    from story.reading.explanation import KnownWord, OtherNumber, SentenceExplanation, explain
    from story.reading.outside import class_of_speaker
    from story.reading.packs import PackError, known_languages

__all__ = [
    "COPY",
    "DAY",
    "OWN",
    "SEARCHES",
    "SHARED",
    "TARGETS_OF_JUDGEMENT",
    "Admission",
    "ArticleMarks",
    "ArticleTarget",
    "Carrier",
    "Change",
    "Claim",
    "ClockJudgement",
    "ClockSample",
    "Copied",
    "CountChange",
    "DayToll",
    "EvidenceTarget",
    "FactTarget",
    "FactType",
    "Figure",
    "FirstReport",
    "Given",
    "Judgement",
    "KeyRules",
    "Kind",
    "KnownWord",
    "ListKind",
    "Mark",
    "Match",
    "Matcher",
    "Modality",
    "Origin",
    "OriginRun",
    "Original",
    "OtherNumber",
    "OutletKind",
    "PackError",
    "Party",
    "Passage",
    "Qualifier",
    "Reading",
    "Report",
    "RevisionEvidence",
    "Scope",
    "SearchKind",
    "SentenceExplanation",
    "SourceKind",
    "Span",
    "SpeakerClass",
    "StandingFigure",
    "Step",
    "StoryContext",
    "StoryParty",
    "Tally",
    "Terms",
    "TimeInterval",
    "Toll",
    "TollPoint",
    "Update",
    "Voice",
    "VoiceChange",
    "admission",
    "agency_called",
    "agency_in",
    "appeared_first",
    "appeared_in_edit",
    "appeared_in_update",
    "appeared_on",
    "appeared_sometime",
    "are_kin",
    "article_marks",
    "article_reports",
    "base_key",
    "block_keys",
    "carrier_of",
    "changed_figures",
    "changed_words",
    "changes",
    "claims_differ",
    "class_of_speaker",
    "containment",
    "day_named",
    "edit_detail",
    "edited_words",
    "effective_key",
    "essence",
    "evidence_target",
    "explain",
    "fact_key",
    "fact_label",
    "figures_of",
    "first_reports",
    "goes_on",
    "independent_origins",
    "is_meant",
    "is_on_toll",
    "is_revision_again",
    "joined",
    "joined_origins",
    "judge_clock",
    "key_rules",
    "kin_number",
    "known_languages",
    "later",
    "merge_problem",
    "merged_spans",
    "next_split_key",
    "origin_key",
    "origin_of",
    "origin_runs",
    "outdated_figures",
    "outlet_key",
    "passage_key",
    "passage_label",
    "plain_text",
    "publication_moved",
    "quantity_label",
    "read_claims",
    "reconciled",
    "report_voice",
    "same_passage",
    "shingles",
    "source_kind",
    "standing_at",
    "standing_steps",
    "text_credit",
    "toll",
    "toll_by_day",
    "toll_series",
    "typed_moment",
    "voice",
    "was_pushed_down",
    "who_helped",
]

_LATER = {
    "KnownWord": "story.reading.explanation",
    "OtherNumber": "story.reading.explanation",
    "PackError": "story.reading.packs",
    "SentenceExplanation": "story.reading.explanation",
    "class_of_speaker": "story.reading.outside",
    "explain": "story.reading.explanation",
    "known_languages": "story.reading.packs",
    "read_claims": "story.reading.claims",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
