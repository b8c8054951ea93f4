"""What follows from coverage, brought up to date one article at a time: reports, facts, events, the toll."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.copies import CASCADE, judge_text, judged_texts, original_of, originals_first, with_their_copies
from store.events import refresh_article_events, refresh_fact_events
from store.facts import count_fact, facts_of_keys
from store.history import History, read_history
from store.moments import from_text, to_text
from store.outlets import publishers
from store.reports import ReportChange, save_reports
from store.settings import StorySetting
from store.toll_refresh import refresh_toll
from story import Scope, article_reports

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(slots=True)
class Refreshed:
    """What bringing articles up to date did: facts that changed, and those nobody had before.

    Of each new one its id, its label, and the articles that have it now.
    """

    facts: set[int] = field(default_factory=set)
    new_facts: list[tuple[int, str, frozenset[int]]] = field(default_factory=list)


def refresh_articles(
    database: Database,
    article_ids: Iterable[int],
    setting: StorySetting,
    known_at: str,
    added: Mapping[int, int] = MappingProxyType({}),
) -> Refreshed:
    """Reads anew what these articles report, from all their revisions, and brings all that follows up to date.

    With them those whose origins change because they copy one of them, CASCADE at most: the others when they are next
    read anew themselves.

    `added` are those of the articles to which nothing happened but that a revision came, with that revision: what
    followed from earlier ones isn't made again.
    """
    changes: dict[int, list[ReportChange]] = {}
    concerned = {id: read_history(database, id, setting.start, known_at, is_abridged=id in added) for id in article_ids}
    waiting = deque(_with_copies_found(database, concerned.values(), known_at))
    reached = set(waiting)
    while waiting:
        article_id = waiting.popleft()
        history = concerned.get(article_id) or read_history(database, article_id, setting.start, known_at)
        its_changes = _refresh_reports(database, history, setting, known_at, added.get(article_id))
        for change in its_changes:
            changes.setdefault(change.fact_id, []).append(change)
        if any(change.leads_elsewhere for change in its_changes) and len(reached) < len(concerned) + CASCADE:
            copies = [copy for copy in with_their_copies(database, [article_id]) if copy not in reached]
            reached.update(copies)
            waiting.extend(copies)
    pairs = [(change.before, change.after) for its in changes.values() for change in its]
    refresh_toll(database, pairs, setting, known_at)
    refreshed = Refreshed(set(changes))
    for fact_id, its in sorted(changes.items()):
        fact = count_fact(database, fact_id, its, setting, known_at)
        refresh_fact_events(database, fact, its, setting.context, known_at)
        if fact.is_new and fact.first and fact.first[0].evidence.scope is Scope.EVENT:
            havers = frozenset(change.after.article_id for change in its if change.after is not None)
            refreshed.new_facts.append((fact_id, fact.label, havers))
    return refreshed


def _with_copies_found(database: Database, histories: Iterable[History], known_at: str) -> list[int]:
    """Judges the articles' texts: these articles, and those that are copies or originals now by it, originals first."""
    found: dict[int, None] = {}
    for history in histories:
        found[history.article_id] = None
        judged = judged_texts(database, history.article_id)
        for revision in history.revisions:
            if judged.get(revision.revision_id) == to_text(revision.appeared.best):
                continue
            changed = judge_text(database, revision.revision_id, revision.appeared.best, from_text(known_at))
            found.update(dict.fromkeys(changed))
    return originals_first(database, found)


def _refresh_reports(
    database: Database, history: History, setting: StorySetting, known_at: str, added: int | None
) -> list[ReportChange]:
    """Brings an article's reports and events up to date. Returns the reports that changed."""
    reports = article_reports(
        history.article_id,
        history.outlet,
        history.publisher,
        history.kind,
        history.credit,
        history.revisions,
        original_of(database, history.article_id),
        publishers(database),
    )
    facts = facts_of_keys(database, ((report.fact_key, report.evidence) for report in reports))
    by_fact = {facts[report.fact_key]: report for report in reports}
    changes = save_reports(database, history.article_id, by_fact, setting, known_at)
    refresh_article_events(database, history, known_at, added)
    return changes
