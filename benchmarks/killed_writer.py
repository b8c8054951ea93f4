"""A writer that does what the poller does, says on standard output what the store has acknowledged, and is killed.

`python -m benchmarks.killed_writer STORE` goes on where the store stands and never ends by itself. Each line names a
row that was committed before the line was written: what a kill at any later moment must not undo.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import (
    ArticleAfterVisit,
    ArticleVisit,
    FeedAfterVisit,
    FeedSpec,
    MarkRequest,
    NewEntry,
    NewRevision,
    OutletSpec,
    PollerRow,
    UndoRequest,
    Validators,
    Visit,
    Writer,
    open_writer,
    post,
)
from story import ArticleTarget, Claim, FactType, Judgement, Kind, Passage, Qualifier, Reading, StoryContext

START = datetime(2024, 9, 17, 5, tzinfo=UTC)
CONTEXT = StoryContext("Harbour fire", "Port Quill", START, ("Port Quill",), ())
OUTLETS = tuple(
    OutletSpec(name, (f"{name}.example",), feeds=(FeedSpec(f"http://{name}.example/feed"),))
    for name in ("lamp", "cove", "wire")
)
REBUILD_EVERY = 11  # rounds
NOTHING = Validators()


def say(kind: str, key: object) -> None:
    """One acknowledged row for whoever watches, at once."""
    sys.stdout.write(f"{kind} {key}\n")
    sys.stdout.flush()


def moment(at: datetime) -> str:
    """A moment as the store writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


class KilledWriter:
    """Publishes, edits, marks, rebuilds and beats in rounds of story minutes, which go on through all its lives."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        writer.sync_outlets(OUTLETS, START)
        self.feeds = {feed.outlet: feed for feed in writer.feeds()}
        ask = writer.database.execute
        self.round = int(ask("SELECT count(DISTINCT started_at) FROM visits WHERE feed_id IS NOT NULL").fetchone()[0])
        (self.grammar,) = ask("SELECT coalesce(max(CAST(rule AS INTEGER)), 0) FROM claims").fetchone()

    def play(self) -> None:
        """One round: a feed's visit, its new articles, an edit, a page that stayed, and now and then the rest."""
        self.round += 1
        now = START + timedelta(minutes=self.round)
        listed = [article_id for outlet in OUTLETS for article_id in self.visit_feed(outlet.name, now)]
        self.visit_articles(listed, now, self.round % 7)
        (oldest, latest) = self.writer.database.execute("SELECT min(id), max(id) FROM articles").fetchone()
        edited = latest - self.round % min(9, latest - oldest + 1)
        self.visit_articles([edited], now + timedelta(seconds=20), 10 + self.round % 5)
        self.visit_unchanged(latest, now + timedelta(seconds=40))
        self.writer.beat(PollerRow(os.getpid(), START, now, now, "polling"))
        say("beat", moment(now))
        if self.round % 3 == 0:
            self.judge(latest, now)
        if self.round % REBUILD_EVERY == 0:
            self.rebuild()

    def visit_feed(self, outlet: str, now: datetime) -> list[int]:
        """A feed that lists an article on the story and one that isn't, or answers 304, or fails."""
        feed = self.feeds[outlet]
        sort = (self.round + feed.id) % 5
        outcome = {0: "unchanged", 1: "failed"}.get(sort, "new")
        entries = []
        if outcome == "new":
            page = f"http://{outlet}.example/{self.round}"
            entries = [
                NewEntry(page, page, f"Fire on day {self.round}", "", now, None, True),
                NewEntry(f"{page}/other", f"{page}/other", "Football", "", now, None, False),
            ]
        reason = "HTTP 500" if outcome == "failed" else None
        visit = Visit(feed.url, now, now, outcome, 304 if outcome == "unchanged" else 200, reason)
        after = FeedAfterVisit(Validators(f'"{self.round}"'), None, now, 300.0, int(outcome == "failed"))
        ids = self.writer.save_feed_visit(feed.id, visit, after, entries, now)
        say("feed-visit", f"{feed.id} {moment(now)}")
        for entry in entries:
            say("entry", entry.guid)
        for article_id in ids:
            say("article", article_id)
        return ids

    def visit_articles(self, article_ids: Sequence[int], now: datetime, figure: int) -> None:
        """Pages whose texts hold a figure, a sentence that others share and words that others copy: saved together."""
        revision = revision_of(self.round // 2, figure, self.grammar, now)
        after = ArticleAfterVisit(NOTHING, now, 0)
        visits = [
            ArticleVisit(each, Visit(f"http://x.example/{each}", now, now, "new", 200), after, revision)
            for each in article_ids
        ]
        for article_id, saved in zip(article_ids, self.writer.save_article_visits(visits), strict=True):
            say("article-visit", f"{article_id} {moment(now)}")
            if saved and saved.revision_id:
                say("revision", saved.revision_id)

    def visit_unchanged(self, article_id: int, now: datetime) -> None:
        """A page that answers 304."""
        visit = Visit(f"http://x.example/{article_id}", now, now, "unchanged", 304)
        self.writer.save_article_visit(article_id, visit, ArticleAfterVisit(NOTHING, now, 0), None)
        say("article-visit", f"{article_id} {moment(now)}")

    def judge(self, article_id: int, now: datetime) -> None:
        """A request handed in through the inbox, and whatever waits there taken up."""
        marks = self.writer.database.execute("SELECT id FROM marks WHERE undone_at IS NULL ORDER BY id").fetchall()
        if self.round % 2 and len(marks) > 3:
            request: MarkRequest | UndoRequest = UndoRequest("Awa", marks[0][0])
        else:
            request = MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(article_id))
        say("request", post(self.writer.path, request).name)
        for outcome in self.writer.take_up_requests(now):
            if outcome.mark_id is not None:
                say("undone" if outcome.request == "undo" else "mark", outcome.mark_id)

    def rebuild(self) -> None:
        """All texts read again by the next grammar, which differs in a claim's rule."""
        grammar = self.grammar + 1
        say("rebuilding", grammar)
        name, last = str(grammar), 0
        while texts := self.writer.unread_texts(name, last, 40):
            readings = [(text.revision_id, reading_of(text.text, grammar)) for text in texts]
            self.writer.keep_readings(name, readings)
            last = texts[-1].revision_id
        self.writer.put_readings_in_place(name)
        self.grammar = grammar
        say("rebuilt", grammar)


def reading_of(text: str, grammar: int) -> Reading:
    """The one claim and the one sentence of a text of `revision_of`."""
    _, words, told, _ = text.split("\n")
    first, at = text.index(words), text.index(told)
    last = first + len(words)
    figure = int(words.split()[0])
    claim = Claim(
        Kind.KILLED, figure, figure, Qualifier.EXACT, words, first, last, words, first, last, rule=str(grammar)
    )
    shared = Passage(FactType.HAPPENING, "shared", told, at, at + len(told), told, at, at + len(told))
    return Reading(lang="en", claims=(claim,), passages=(shared,))


def revision_of(day: int, figure: int, grammar: int, now: datetime) -> NewRevision:
    """A text as a page gives it."""
    title = f"Fire on day {day}"
    copied = " ".join(f"smoke{day + number}" for number in range(60))
    text = f"{title}\n{figure} were killed\nSmoke stood over the Marlow quay on day {day}\n{copied}"
    reading = reading_of(text, grammar)
    return NewRevision(title, text, "en", reading.claims, now, passages=reading.passages)


if __name__ == "__main__":
    with open_writer(Path(sys.argv[1]), context=CONTEXT) as opened:
        say("open", os.getpid())
        killed_writer = KilledWriter(opened)
        while True:
            killed_writer.play()
