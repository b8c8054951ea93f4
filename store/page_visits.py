"""A visit to an article's page taken in whole: schedule, page, revision, and all that follows from its text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store import article_visits
from store.knowledge import learn
from store.moved_articles import move_article
from store.passages import lead_passages
from store.refreshing import Refreshed, refresh_articles
from store.rows import GOOD_OUTCOMES, ArticleAfterVisit, NewRevision, RevisionSaved, Visit, VisitOutcome
from store.settings import StorySetting
from store.visits import prune_visits, save_visit

if TYPE_CHECKING:
    from sqlite_utils import Database


def save_page_visit(
    database: Database,
    article_id: int,
    visit: Visit,
    after: ArticleAfterVisit,
    revision: NewRevision | None,
    setting: StorySetting,
) -> tuple[RevisionSaved | None, bool]:
    """See `Writer.save_article_visit`; besides, whether the article has moved to another address."""
    known_at = learn(database, max(visit.finished_at, revision.seen_at if revision else visit.finished_at))
    article_visits.save_schedule(database, article_id, after)
    is_dated_anew = article_visits.save_page(database, article_id, after, known_at)
    concerned = {article_id} if is_dated_anew else set()
    moved = move_article(database, article_id, after.moved_to) if after.moved_to else None
    owner = article_id if moved is None else moved
    if owner == article_id:
        owner = article_visits.settle_canonical_url(database, article_id, after.canonical_url, revision)
    if owner != article_id:
        visit = replace(visit, reason=visit.reason or article_visits.same_page_as(database, owner))
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
    added = (owner, saved[0]) if saved is not None and not is_dated_anew and owner == article_id else None
    refreshed = refresh_articles(database, sorted(concerned), setting, known_at, added)
    outcome = _revision_saved(database, owner, saved, refreshed) if revision is not None else None
    return outcome, moved is not None


def _revision_saved(
    database: Database, article_id: int, saved: tuple[int, int] | None, refreshed: Refreshed
) -> RevisionSaved:
    revisions, claims = database.execute(
        "SELECT revision_count, claim_count FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if saved is None:
        return RevisionSaved(None, revisions, claims, ())
    return RevisionSaved(saved[0], saved[1], claims, tuple(refreshed.new_facts))
