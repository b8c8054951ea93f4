"""What follows from coverage, brought up to date one article at a time: reports, facts, events, the toll."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.copies import judge_text, original_of
from store.events import refresh_article_events, refresh_fact_events
from store.facts import count_fact, fact_of_key
from store.history import History, read_history
from store.moments import from_text
from store.reports import ReportChange, save_reports
from store.settings import StorySetting
from story import Scope, article_reports

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(slots=True)
class Refreshed:
    """What bringing articles up to date did: facts that changed, and the labels of those nobody had before."""

    facts: set[int] = field(default_factory=set)
    new_facts: list[str] = field(default_factory=list)


def refresh_articles(database: Database, article_ids: Iterable[int], setting: StorySetting, known_at: str) -> Refreshed:
    """Reads anew what these articles report, from all their revisions, and brings all that follows up to date.

    With them those whose origin changes because they copy one of them.
    """
    changes: dict[int, list[ReportChange]] = {}
    for history in _histories(database, article_ids, setting, known_at):
        reports = article_reports(
            history.article_id,
            history.outlet,
            history.publisher,
            history.kind,
            history.credit,
            history.revisions,
            original_of(database, history.article_id),
        )
        by_fact = {fact_of_key(database, report.fact_key, report.evidence): report for report in reports}
        for change in save_reports(database, history.article_id, by_fact, setting, known_at):
            changes.setdefault(change.fact_id, []).append(change)
        refresh_article_events(database, history, known_at)
    refreshed = Refreshed(set(changes))
    for fact_id, its in sorted(changes.items()):
        fact = count_fact(database, fact_id, its, setting, known_at)
        publishers = set().union(*(change.publishers for change in its))
        refresh_fact_events(database, fact, publishers, known_at)
        if fact.is_new and fact.first and fact.first[0].evidence.scope is Scope.EVENT:
            refreshed.new_facts.append(fact.label)
    return refreshed


def _histories(database: Database, article_ids: Iterable[int], setting: StorySetting, known_at: str) -> list[History]:
    """The articles' histories and those of articles that copy them, originals before their copies."""
    histories = {id: read_history(database, id, setting.start, known_at) for id in article_ids}
    led_anew: set[int] = set()
    for history in histories.values():
        for revision in history.revisions:
            led_anew.update(judge_text(database, revision.revision_id, revision.appeared.best, from_text(known_at)))
    for article_id in led_anew - histories.keys():
        histories[article_id] = read_history(database, article_id, setting.start, known_at)
    return sorted(histories.values(), key=_first_appeared)


def _first_appeared(history: History) -> tuple[str, int]:
    best = history.revisions[0].appeared.best.isoformat() if history.revisions else ""
    return best, history.article_id
