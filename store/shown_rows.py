"""Rows as screens and commands show them, from what the reader's queries give (store/queries.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.hosts import host_of
from store.moments import from_text
from store.shown import ArticleRow, Cursor, FactRow, FeedRow, ReportRow, TimelineRow
from story import FactType, Modality, Qualifier, SpeakerClass


def feed_row(row: Any, pauses: Mapping[str, str]) -> FeedRow:
    """A row of FEEDS. `pauses`: until when which host asked to be left alone."""
    pause = pauses.get(host_of(row[14]), "")
    is_paused = pause > row[6]
    return FeedRow(
        outlet=row[0],
        url=row[1],
        last_visit_at=from_text(row[2]),
        last_outcome=row[3],
        last_status=row[4],
        last_reason=row[5],
        next_visit_at=from_text(pause if is_paused else row[6]),
        failures=row[7],
        is_stopped=bool(row[8]),
        entries=row[9],
        on_story=row[10],
        clock=row[11],
        failing_since=from_text(row[12]),
        asked_at=from_text(row[13]),
        paused_until=from_text(pause) if is_paused else None,
        is_left_out=bool(row[15]),
    )


def timeline_row(row: Any) -> TimelineRow:
    """A row of `timeline`."""
    return TimelineRow(
        cursor=Cursor(from_text(row[1]), row[0]),
        at=from_text(row[1]),
        not_before=from_text(row[2]),
        not_after=from_text(row[3]),
        event=row[4],
        label=row[5],
        detail=row[6],
        outlet=row[7],
        fact_id=row[8],
        article_id=row[9],
        revision_id=row[10],
        claim_id=row[11],
        passage_id=row[12],
        fact_type=FactType(row[13]) if row[13] else None,
    )


def fact_row(row: Any) -> FactRow:
    """A row of `facts`, `fact` or `kin`."""
    return FactRow(
        cursor=Cursor(from_text(row[16]), row[0]),
        id=row[0],
        key=row[1],
        type=FactType(row[2]),
        kind=row[3],
        low=row[4],
        high=row[5],
        qualifier=Qualifier(row[6]) if row[6] else None,
        party=row[7],
        partial=bool(row[8]),
        group=row[9],
        scope=row[10],
        modality=row[11],
        label=row[12],
        voice=row[13],
        speaker=row[14],
        speaker_class=SpeakerClass(row[15]),
        first_at=from_text(row[16]),
        first_not_before=from_text(row[17]),
        first_not_after=from_text(row[18]),
        first_outlets=tuple(json.loads(row[19])),
        outlets=row[20],
        origins=row[21],
        reports=row[22],
        withdrawn=row[23],
        last_at=from_text(row[24]),
        origin=row[25],
        origin_how=row[26],
    )


def report_row(row: Any, is_first: bool) -> ReportRow:
    """A row of `reports`."""
    return ReportRow(
        fact_id=row[0],
        article_id=row[1],
        revision_id=row[2],
        claim_id=row[3],
        passage_id=row[4],
        outlet=row[5],
        outlet_kind=row[6],
        title=row[7],
        url=row[8],
        at=from_text(row[9]),
        not_before=from_text(row[10]),
        not_after=from_text(row[11]),
        basis=row[12],
        origin=row[13],
        origin_how=row[14],
        source=row[15],
        via=row[16],
        text=row[17],
        sentence=row[18],
        qualifier=Qualifier(row[19]) if row[19] else None,
        modality=Modality(row[20]),
        withdrawn_at=from_text(row[21]),
        is_first=is_first,
        topic=row[22],
        actor=row[23],
        where_found=json.loads(row[24]),
    )


def article_row(row: Any) -> ArticleRow:
    """A row of ARTICLES."""
    return ArticleRow(
        id=row[0],
        outlet=row[1],
        outlet_kind=row[2],
        url=row[3],
        title=row[4],
        byline=row[5],
        lang=row[6],
        published_at=from_text(row[7]),
        published_basis=row[8],
        modified_at=from_text(row[9]),
        first_seen_at=from_text(row[10]),
        last_seen_at=from_text(row[11]),
        revisions=row[12],
        claims=row[13],
        where_found=json.loads(row[14]),
    )
