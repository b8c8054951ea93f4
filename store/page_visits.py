"""A visit to an article's page taken in whole: schedule, page, revision, and all that follows from its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store import article_visits, canonical_urls
from store.knowledge import learn
from store.moved_articles import move_article
from store.passages import lead_passages
from store.refreshing import refresh_articles
from store.rows import GOOD_OUTCOMES, ArticleVisit, RevisionSaved, VisitOutcome
from store.settings import StorySetting
from store.visits import prune_visits, save_visit

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(slots=True)
class _TakenIn:
    """A visit that is recorded, before what follows from it is brought up to date.

    `saved` are id and number of the revision that it added, if any; `concerned` the articles whose reports it changes;
    `latest_fact` the last fact that its evidence, or that of a visit before it, was led to.
    """

    owner: int
    has_moved: bool
    has_text: bool
    is_only_added: bool
    saved: tuple[int, int] | None
    concerned: set[int]
    latest_fact: int


def save_page_visits(
    database: Database, visits: Sequence[ArticleVisit], setting: StorySetting
) -> tuple[list[RevisionSaved | None], int]:
    """See `Writer.save_article_visits`; besides, how many of the articles have moved to another address.

    What follows is brought up to date once for all visits that become known at one moment: nobody can ask what was
    known between two of them.
    """
    outcomes: list[RevisionSaved | None] = []
    moved = 0
    waiting: list[_TakenIn] = []
    moment = ""
    for each in visits:
        revision = each.revision
        known_at = learn(
            database, max(each.visit.finished_at, revision.seen_at if revision else each.visit.finished_at)
        )
        is_seen = any(each.article_id in (other.owner, *other.concerned) for other in waiting)
        if waiting and (known_at != moment or is_seen):
            outcomes += _bring_up_to_date(database, waiting, setting, moment)
            waiting = []
        moment = known_at
        waiting.append(_take_in(database, each, setting, known_at))
        moved += waiting[-1].has_moved
    if waiting:
        outcomes += _bring_up_to_date(database, waiting, setting, moment)
    return outcomes, moved


def _take_in(database: Database, of: ArticleVisit, setting: StorySetting, known_at: str) -> _TakenIn:
    """Records a visit with the text that it brought."""
    article_id, visit, after, revision = of.article_id, of.visit, of.after, of.revision
    article_visits.save_schedule(database, article_id, after)
    is_dated_anew = article_visits.save_page(database, article_id, after, known_at)
    concerned = {article_id} if is_dated_anew else set()
    moved = move_article(database, article_id, after.moved_to) if after.moved_to else None
    owner = article_id if moved is None else moved
    if owner == article_id:
        owner = canonical_urls.settle_canonical_url(database, article_id, after.canonical_url, revision)
    if owner != article_id:
        visit = replace(visit, reason=visit.reason or canonical_urls.same_page_as(database, owner))
        is_empty = database.execute("SELECT revision_count = 0 FROM articles WHERE id = ?", (owner,)).fetchone()
        revision = revision if is_empty[0] else None
        if revision is not None:  # the page is the owner's, with all that it says
            article_visits.save_page(database, owner, after, known_at)
    saved = None
    if revision is not None:
        saved = article_visits.save_revision(database, owner, revision, known_at)
        if saved:
            if saved[1] > 1:
                article_visits.note_edit(database, owner, after.next_visit_if_edited)
            concerned |= {owner} | lead_passages(database, saved[0], setting.context)
        article_visits.see_text(database, owner, visit.started_at)
    elif visit.outcome in GOOD_OUTCOMES:
        article_visits.see_text(database, article_id, visit.started_at)
    is_known = revision is not None and saved is None
    visit = replace(visit, outcome=VisitOutcome.UNCHANGED) if is_known else visit
    save_visit(database, visit, article_id=article_id)
    prune_visits(database, visit.finished_at, article_id=article_id)
    is_only_added = saved is not None and not is_dated_anew and owner == article_id
    (latest_fact,) = database.execute("SELECT coalesce(max(id), 0) FROM facts").fetchone()
    return _TakenIn(owner, moved is not None, revision is not None, is_only_added, saved, concerned, latest_fact)


def _bring_up_to_date(
    database: Database, taken: Sequence[_TakenIn], setting: StorySetting, known_at: str
) -> list[RevisionSaved | None]:
    """Brings about what follows from visits of one moment. Returns what came of each."""
    times = Counter(id for each in taken for id in each.concerned)
    added = {
        each.owner: each.saved[0] for each in taken if each.saved and each.is_only_added and times[each.owner] == 1
    }
    concerned = dict.fromkeys(id for each in taken for id in sorted(each.concerned))
    refreshed = refresh_articles(database, concerned, setting, known_at, added)
    new_facts: dict[int, list[str]] = {}
    for fact_id, label, havers in refreshed.new_facts:
        came_by = _came_by(taken, fact_id, havers)
        if came_by is not None:
            new_facts.setdefault(came_by, []).append(label)
    return [
        _revision_saved(database, each, new_facts.get(place, [])) if each.has_text else None
        for place, each in enumerate(taken)
    ]


def _came_by(taken: Sequence[_TakenIn], fact_id: int, havers: frozenset[int]) -> int | None:
    """The place of the visit by which a new fact came: not before what makes it a fact, two outlets' word, was read."""
    for place, each in enumerate(taken):
        is_there = each.latest_fact >= fact_id or taken[-1].latest_fact < fact_id
        if is_there and each.saved is not None and not each.concerned.isdisjoint(havers):
            return place
    return None


def _revision_saved(database: Database, taken: _TakenIn, new_facts: Sequence[str]) -> RevisionSaved:
    revisions, claims = database.execute(
        "SELECT revision_count, claim_count FROM articles WHERE id = ?", (taken.owner,)
    ).fetchone()
    if taken.saved is None:
        return RevisionSaved(None, revisions, claims, ())
    return RevisionSaved(taken.saved[0], taken.saved[1], claims, tuple(new_facts))
