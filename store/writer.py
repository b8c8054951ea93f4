"""The one writer of a store. Every call that saves is one transaction: all of it is kept, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from store import article_visits, feed_visits, off_story, outlets, rebuilding, visits
from store.asking import ask_for_visits
from store.connection import connect_for_writing, transaction, writing_errors
from store.heartbeat import save_beat
from store.in_place import FilesInPlace
from store.inbox import Inbox, Outcome, read_outcome
from store.knowledge import learn
from store.lock import WriterLock
from store.moments import from_text, to_text
from store.outlet_clocks import judge_clocks
from store.page_visits import save_page_visits
from store.recounting import recount_next
from store.refreshing import refresh_articles
from store.replay import Progress, replay
from store.robots import RobotsFile, robots_file, save_robots_file
from store.rows import (
    ArticleAfterVisit,
    ArticleState,
    ArticleVisit,
    EntryOffStory,
    FeedAfterVisit,
    FeedState,
    NewEntry,
    NewRevision,
    OutletSpec,
    PollerRow,
    RereadRevision,
    RevisionSaved,
    StoredText,
    Visit,
)
from store.settings import StorySetting, read_setting, write_setting
from store.taking_up import take_up_waiting

if TYPE_CHECKING:
    from sqlite_utils import Database

    from story import Reading, StoryContext


def open_writer(
    path: Path,
    *,
    context: StoryContext | None = None,
    official: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> Writer:
    """Opens the store for writing, makes it if it isn't there, and brings its schema up to date.

    `context` and `official` (names of outlets or voices whose word is official) are kept for readers; without a
    context those of the last writer stay. If they changed, all that follows from coverage is brought about anew, which
    takes minutes for a large store: `progress` is told how many steps of how many are done.
    Raises StoreBusy, StoreTooNew and StoreUnwritable.
    """
    path = Path(path)
    with ExitStack() as undo:
        lock = WriterLock(path)
        undo.callback(lock.release)
        writer = Writer(path, lock)
        undo.callback(writer.close)
        writer._prepare(context, official, progress)
        undo.pop_all()  # all went well: the writer keeps the lock and stays open
    return writer


class Writer:
    """Made by `open_writer`. Not for two threads at one moment."""

    def __init__(self, path: Path, lock: WriterLock) -> None:
        from sqlite_utils import Database

        self.path = path
        self._lock = lock
        self._setting = StorySetting()
        self._inbox = Inbox(path)
        self.article_plans = 0  # counts what may have planned visits to articles other than the one just visited
        self._database = Database(connect_for_writing(path), execute_plugins=False)
        self._files = FilesInPlace(path)

    def _prepare(self, context: StoryContext | None, official: frozenset[str], progress: Progress | None) -> None:
        from store.migrations import bring_up_to_date

        with writing_errors(self.path):
            bring_up_to_date(self._database, self.path)
            known = read_setting(self._database.conn)
        if context is not None:
            context = replace(context, outlets=())  # what they are called decides how texts are read, not what follows
        asked = known if context is None and not official else StorySetting(context or known.context, official)
        self._setting = asked
        if asked != known:
            with self._transaction() as database:
                write_setting(database.conn, asked)
                replay(database, asked, progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file and lets the next writer in. A second call does nothing."""
        self._database.conn.close()
        self._lock.release()

    @property
    def database(self) -> Database:
        """The sqlite-utils database underneath, for maintenance and tests."""
        return self._database

    @contextmanager
    def _transaction(self) -> Iterator[Database]:
        with transaction(self._database.conn, self.path, self._files):
            yield self._database

    # outlets and feeds

    def sync_outlets(self, specs: Sequence[OutletSpec], now: datetime) -> None:
        """Makes outlets and feeds those of the configuration; a feed no longer named is stopped, not deleted.

        Takes long if the publisher or kind of an outlet with many articles has changed: see `name_outlets`.
        """
        self.name_outlets(specs, now)
        while self.recount_articles(now):
            pass

    def name_outlets(self, specs: Sequence[OutletSpec], now: datetime) -> None:
        """The same at once: what articles report of outlets that changed is left for `recount_articles`."""
        with self._transaction() as database:
            outlets.sync_outlets(database, specs, now)

    def recount_articles(self, now: datetime) -> int:
        """Counts the next few articles anew of outlets whose publisher or kind has changed. Returns how many are left.

        A short transaction, so that others have their turn in between. Whoever is ended before none is left goes on
        with the next call, of the next writer too.
        """
        with self._transaction() as database:
            return recount_next(database, self._setting, now)

    def ask_for_visits(self, names: tuple[str, ...], now: datetime) -> None:
        """Plans visits to these outlets' feeds, or feeds, as soon as is polite; all if none is named.

        Raises RequestRefused when a name is no outlet's and no feed's, or there is none that may be visited.
        """
        with self._transaction() as database:
            ask_for_visits(database, names, now)

    def feeds(self) -> list[FeedState]:
        """Every feed with its schedule, stopped ones too."""
        with writing_errors(self.path):
            return feed_visits.feed_states(self._database)

    def entries_known(self, feed_id: int, guids: Iterable[str]) -> dict[str, datetime | None]:
        """Those of these guids that the feed has listed before, each with the `modified_at` that the store has of it.

        An entry has changed if its own is later than that, to the second (the store keeps no fractions).
        """
        with writing_errors(self.path):
            return feed_visits.entries_known(self._database, feed_id, guids)

    def save_feed_visit(
        self,
        feed_id: int,
        visit: Visit,
        after: FeedAfterVisit,
        entries: Sequence[NewEntry],
        visit_articles_at: datetime | None,
    ) -> list[int]:
        """Records a visit to a feed and what it listed. Returns the ids of new articles.

        Entries that the feed listed before (same guid or URL) are left as they are, unless they are called modified
        since, which makes their article due, or match the story only now. New articles are due at
        `visit_articles_at`, or when the visit ended. An unknown feed raises LookupError. If the new entries show that
        the outlet's clock is wrong, its articles' reports are dated anew.
        """
        with self._transaction() as database:
            articles = feed_visits.save_feed_visit(database, feed_id, visit, after, entries, visit_articles_at)
            if entries:
                self.article_plans += 1
                concerned = judge_clocks(database, feed_id, visit.finished_at)
                if concerned:
                    refresh_articles(database, concerned, self._setting, learn(database, visit.finished_at))
            return articles

    # the story's terms

    def terms_fingerprint(self) -> str | None:
        """The fingerprint of the terms by which entries were last matched; None if nobody kept one."""
        with writing_errors(self.path):
            return off_story.terms_fingerprint(self._database)

    def set_terms_fingerprint(self, text: str) -> None:
        """Keeps the fingerprint of the terms by which all entries have been matched."""
        with self._transaction() as database:
            off_story.set_terms_fingerprint(database, text)

    def entries_off_story(self, limit: int, after_id: int = 0) -> list[EntryOffStory]:
        """A page of the entries that are not on the story, oldest first, to match again when the terms have changed.

        The next page comes `after_id`, the last one's. Entries without a link and those of feeds that are no longer
        configured are left out: no article can come of them.
        """
        with writing_errors(self.path):
            return off_story.entries_off_story(self._database, limit, after_id)

    def take_up_entries(self, ids: Iterable[int], visit_articles_at: datetime) -> list[int]:
        """Brings entries onto the story, as if they had matched when they came. Returns the ids of new articles.

        New articles are due at `visit_articles_at`. Ids of no entry, of one without a link or on the story already
        are passed over.
        """
        with self._transaction() as database:
            self.article_plans += 1
            return off_story.take_up_entries(database, ids, to_text(visit_articles_at))

    # articles

    def add_article(self, outlet: str, url: str, title: str, published_at: datetime | None, now: datetime) -> int:
        """The article at a URL, made if nobody knew it, with no visit planned: for coverage brought by hand."""
        with self._transaction() as database:
            return article_visits.add_article(database, outlet, url, title, published_at, now)

    def article(self, article_id: int) -> ArticleState:
        """An article with its schedule. An unknown id raises LookupError."""
        with writing_errors(self.path):
            row = self._database.execute(article_visits.ARTICLE, (article_id,)).fetchone()
        if row is None:
            raise LookupError(f"no article {article_id}")
        return article_visits.article_state(row)

    def articles_due(self, hosts: Iterable[str], now: datetime) -> list[ArticleState]:
        """Of each of these hosts one article whose visit is due, if there is any.

        One that was never asked for comes first, then the most overdue: hosts are visited one page at a time.
        """
        with writing_errors(self.path):
            found = [
                self._database.execute(article_visits.ARTICLE_DUE, {"host": host, "now": to_text(now)}).fetchone()
                for host in hosts
            ]
        return [article_visits.article_state(row) for row in found if row is not None]

    def next_article_visits(self, hosts: Iterable[str] | None = None) -> dict[str, datetime | None]:
        """When the next article of each host falls due; of all that have one planned, or of `hosts` (None: none is)."""
        with writing_errors(self.path):
            if hosts is None:
                rows = self._database.execute(article_visits.NEXT_ARTICLE_VISITS).fetchall()
            else:
                ask = article_visits.NEXT_ARTICLE_VISIT_OF_HOST
                rows = [(host, self._database.execute(ask, (host,)).fetchone()[0]) for host in hosts]
        return {host: from_text(moment) for host, moment in rows}

    # the schedule as a whole

    def pauses(self, now: datetime) -> dict[str, datetime]:
        """Hosts that asked to be left alone, until when."""
        with writing_errors(self.path):
            return visits.pauses(self._database, now)

    def save_pause(self, host: str, until: datetime, now: datetime) -> None:
        """Remembers that a host asked to be left alone; a longer pause that it asked for stays."""
        with self._transaction() as database:
            visits.save_pause(database, host, until, now)

    def has_read(self, url: str) -> bool:
        """Whether the article at this URL, if there is one, has a text."""
        with writing_errors(self.path):
            return article_visits.has_read(self._database, url)

    def robots_file(self, url: str, now: datetime) -> RobotsFile | None:
        """What a site answered to the question for the robots.txt at a URL, if that still counts."""
        with writing_errors(self.path):
            return robots_file(self._database, url, now)

    def save_robots_file(self, url: str, file: RobotsFile, now: datetime) -> None:
        """Keeps a site's robots.txt, or that it has none, for as long as it counts."""
        with self._transaction() as database:
            save_robots_file(database, url, file, now)

    def latest_feed_visit(self) -> datetime | None:
        """When the last visit to any feed ended; later than now only if the clock went back."""
        with writing_errors(self.path):
            return visits.latest_feed_visit(self._database)

    def move_schedule(self, by: timedelta) -> None:
        """Moves every visit and pause that is planned by so much, for a clock that was set anew."""
        with self._transaction() as database:
            visits.move_schedule(database, by)

    def save_article_visit(
        self, article_id: int, visit: Visit, after: ArticleAfterVisit, revision: NewRevision | None
    ) -> RevisionSaved | None:
        """Records a visit to an article and, if its text changed, the revision, its claims and all that follows.

        A visit that brought the text that was already there is recorded as "unchanged".
        Returns None without a revision, and when the page turned out to be one that another visit brought already
        (see `duplicate_of` in docs/store.md). A claim whose words aren't at its offsets raises ValueError.
        """
        (saved,) = self.save_article_visits([ArticleVisit(article_id, visit, after, revision)])
        return saved

    def save_article_visits(self, visits: Sequence[ArticleVisit]) -> list[RevisionSaved | None]:
        """Records visits that wait, in the order in which they ended, in one transaction: all of them or none.

        What follows from texts that become known in the same second is brought up to date once for all of them, and
        the transaction is committed once: for several it costs much less than `save_article_visit` for each, and
        leaves what was known at each moment the same.
        """
        with self._transaction() as database:
            saved, moved = save_page_visits(database, visits, self._setting)
            self.article_plans += moved  # their next visits are another host's now
            return saved

    def refresh_facts(self) -> None:
        """Brings facts, first reports, events and the toll about anew from claims and passages, as of every moment.

        For when the rules have changed. Takes as long as all the visits did that brought the coverage.
        """
        with self._transaction() as database:
            replay(database, self._setting)

    # reading again with a better grammar

    def unread_texts(self, grammar: str, after_id: int = 0, limit: int = 100) -> list[StoredText]:
        """A page of the texts that this grammar hasn't read again yet; the next comes `after_id`, the last one's."""
        with writing_errors(self.path):
            return rebuilding.unread_texts(self._database, grammar, after_id, limit)

    def count_unread_texts(self, grammar: str) -> int:
        """How many texts this grammar hasn't read again yet."""
        with writing_errors(self.path):
            return rebuilding.count_unread(self._database, grammar)

    def keep_readings(self, grammar: str, readings: Iterable[tuple[int, Reading]]) -> None:
        """Keeps what a grammar read in revisions; nothing else changes before `put_readings_in_place`."""
        with self._transaction() as database:
            rebuilding.keep_readings(database, grammar, readings)

    def changed_readings(self, grammar: str) -> Iterator[RereadRevision]:
        """The revisions in which a grammar read something else than what stands."""
        with writing_errors(self.path):
            yield from rebuilding.changed_readings(self._database, grammar)

    def put_readings_in_place(self, grammar: str, progress: Progress | None = None) -> None:
        """Makes what a grammar read in all texts what stands, with all that follows: at one stroke or not at all.

        Raises ValueError if it hasn't read all.
        """
        with self._transaction() as database:
            rebuilding.put_in_place(database, grammar, self._setting, progress)

    def forget_readings(self) -> None:
        """Drops what was read again and not put in place."""
        with self._transaction() as database:
            rebuilding.forget_readings(database)

    # what people ask of the writer

    def take_up_requests(self, now: datetime) -> list[Outcome]:
        """Does what waits in the inbox, oldest first and a bounded number at a time; what came of each.

        A mark is dated `now`, the story's moment. A file that is no request is set aside, as is one that brings out a
        bug of ours, so that it can't do so again and again.
        """
        return take_up_waiting(self._inbox, self._transaction, self._setting, now)

    def outcome(self, name: str) -> Outcome | None:
        """What came of a request; None while it waits in the inbox."""
        with writing_errors(self.path):
            return read_outcome(self._database.conn, name)

    # the poller

    def beat(self, row: PollerRow) -> None:
        """Leaves the poller's sign of life."""
        with self._transaction() as database:
            save_beat(database, row)
