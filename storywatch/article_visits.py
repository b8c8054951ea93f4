"""One visit to an article's page, from request to row: a changed text becomes a revision with its claims."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from weakref import WeakValueDictionary

from fetchers import (
    Answer,
    PageReading,
    WorkerFailed,
    article_interval,
    host_of,
    interval_after_edit,
    is_wall_of_search,
    looks_like_login,
    normalise_url,
    same_site,
    shown_url,
    tell_the_same,
)
from store import (
    GOOD_OUTCOMES,
    ArticleAfterVisit,
    ArticleState,
    ArticleVisit,
    RevisionSaved,
    Validators,
    Visit,
    VisitOutcome,
)
from storywatch.desk import Desk
from storywatch.logs import log_visit
from storywatch.pipeline import ArticleReading, after_page, body_hash, new_revision, outcome_of, read_article
from storywatch.waiting_visits import WaitingVisits

ONLY_BY_SCRIPT = "the search's link leads on only by a script or a form; its headline is kept"
STUB = "only the beginning of the article, the rest is behind a paywall"
LEAST_TRIES = 5  # for a page that nobody could read yet, however old it is: its server may just be restarting
PAGE_TIME = 10.0  # seconds of worker time for one page, a thousand times what an honest one takes


@dataclass(frozen=True, slots=True)
class _Found:
    """What a visit's request brought. `failure` is one line for people; `is_dead_end`: asking again is of no use."""

    answer: Answer
    read: ArticleReading | None = None
    failure: str | None = None
    is_dead_end: bool = False
    stands_at: str | None = None  # the address of the article of which another view was asked for


@dataclass(slots=True)
class ArticleVisitor:
    """Visits pages. Whatever a server sends becomes a recorded visit; only a store that fails raises (StoreError).

    `_pages` are the bodies last read, by article: for the many servers without validators, the same page is not
    read twice. Of pages that aren't visited again nothing is kept. It is lost with the process; then each page is read
    once more, to the same text.
    """

    desk: Desk
    _pages: dict[int, str] = field(default_factory=dict)
    _reading: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)  # by outlet
    _waiting: WaitingVisits = field(init=False)
    _closed: set[str] = field(default_factory=set)  # hosts of which the log has said that robots.txt closes pages

    def __post_init__(self) -> None:
        self._waiting = WaitingVisits(self.desk.writer, self.desk.in_store)

    async def visit(self, article: ArticleState) -> None:
        """Fetch an article's page and offer its text to the store."""
        desk = self.desk
        started_at = desk.clock.now()
        async with desk.hands:
            answer = await self._ask(article.url, article.validators)
            is_dead_end = answer.failure is None and self._leads_nowhere(article, answer)
            failure = ONLY_BY_SCRIPT if is_dead_end else answer.failure
            read: ArticleReading | None = None
            fingerprint = body_hash(answer.body)
            if answer.status == 200 and failure is None and fingerprint != self._pages.get(article.id):
                read, failure = await self._read(article, answer, article.url)
        found = _Found(answer, read, failure, is_dead_end=is_dead_end)
        if read is not None and failure is None and read.page.is_other_view and not article.revisions:
            found = await self._look_at_its_own_address(article, found, read)
            fingerprint = body_hash(found.answer.body)
        comes_again = await self._conclude(article, found, started_at)
        if not comes_again:
            self._pages.pop(article.id, None)
        elif found.read is not None and failure is None:
            self._pages[article.id] = fingerprint

    async def _ask(self, url: str, validators: Validators) -> Answer:
        desk = self.desk
        answer = await desk.client.get(
            url,
            etag=validators.etag,
            last_modified=validators.last_modified,
            accept="page",
            respect_robots=desk.settings.config.polling.respect_robots,
        )
        await desk.note_answer(url, answer)
        return answer

    async def _look_at_its_own_address(self, article: ArticleState, found: _Found, read: ArticleReading) -> _Found:
        """The article at the address that its AMP page or print view names, so that it is read and revisited there.

        One that has been read before isn't asked for: this page is its duplicate. What was found stays if there is no
        more to be had: that page can't be asked for, is cut short or another view again, or holds something else, for
        some sites name one address in all their pages.
        """
        desk, address = self.desk, read.page.canonical_url
        if address is None:
            return found
        if await desk.in_store(desk.writer.has_read, address):
            return replace(found, stands_at=address)
        if desk.paused_until(host_of(address)) is not None:
            return found
        async with desk.hands:
            answer = await self._ask(address, Validators())
            if answer.status != 200 or answer.failure is not None or not same_site(answer.url, address):
                return found
            own, failure = await self._read(article, answer, address)
        if own is None or failure is not None or own.page.is_other_view or not tell_the_same(read.page, own.page):
            return found
        is_shorter = own.page.is_stub and not read.page.is_stub
        return found if is_shorter else _Found(answer, own, stands_at=address)

    def _moved_to(self, article: ArticleState, answer: Answer, page: PageReading) -> str | None:
        """Where an article stands whose link led to another site: a search's or a shortener's link is nobody's article.

        Only a search's link leads away by nature. Any other may have led to a wall for once, so the page has to call
        that site its own.
        """
        if same_site(answer.url, article.url) or looks_like_login(answer.url):
            return None
        is_link_of_search = host_of(article.url) in self.desk.settings.search_hosts
        is_at_home = page.canonical_url is not None and same_site(page.canonical_url, answer.url)
        return normalise_url(answer.url) if is_link_of_search or is_at_home else None

    def _leads_nowhere(self, article: ArticleState, answer: Answer) -> bool:
        """Whether a search's link ended at the search's own host, or at its page that asks people to agree.

        Neither is an article, and asking again leads to the same place.
        """
        hosts = self.desk.settings.search_hosts
        asked = host_of(article.url)
        return asked in hosts and (host_of(answer.url) in hosts or is_wall_of_search(answer.url, asked))

    async def fail(self, article: ArticleState, reason: str) -> None:
        """Record a visit that came to nothing by our own fault, so that the page is left alone for a while."""
        answer = Answer(article.url, None, failure=reason)
        await self._conclude(article, _Found(answer, failure=reason), self.desk.clock.now())

    async def _read(
        self, article: ArticleState, answer: Answer, asked_url: str
    ) -> tuple[ArticleReading | None, str | None]:
        """Have a worker read a page, one of an outlet at a time: pages built to be slow leave a worker to others."""
        try:
            async with self._reading.setdefault(article.outlet, asyncio.Lock()):
                read = await self.desk.read(
                    f"pages of {article.outlet}",
                    asked_url,
                    read_article,
                    answer.body,
                    answer.headers,
                    answer.url,
                    asked_url,
                    article.lang,
                    self.desk.clock.now(),
                    self.desk.settings.context,
                    time_limit=PAGE_TIME,
                )
        except WorkerFailed as error:
            return None, str(error)
        if read.page.is_stub and article.has_whole_text:
            return read, f"{STUB}; the whole text read before stays"
        return read, read.page.failure

    async def _conclude(self, article: ArticleState, found: _Found, started_at: datetime) -> bool:
        """Record the visit, what it leaves behind, and the text if there is one; whether another visit is planned."""
        desk, answer, read, failure = self.desk, found.answer, found.read, found.failure
        visit = Visit(
            url=shown_url(article.url),
            started_at=started_at,
            finished_at=desk.clock.now(),
            outcome=outcome_of(answer, failure, is_new=read is not None),
            status=answer.status,
            reason=failure or _remark(found),
            size=len(answer.body) or None,
        )
        after = self._after(article, found, visit)
        revision = new_revision(read, visit.finished_at) if read is not None and failure is None else None
        saved = await self._waiting.save(ArticleVisit(article.id, visit, after, revision))
        if answer.is_by_robots:
            self._log_closed(article, visit, host_of(answer.url))
        else:
            _log(article, visit, read, saved)
        return after.next_visit_at is not None

    def _log_closed(self, article: ArticleState, visit: Visit, host: str) -> None:
        """Say once a host, not once a page, that its robots.txt closes pages to us."""
        if host in self._closed:
            return
        self._closed.add(host)
        message = f"{article.outlet}: {visit.url}: {visit.reason} (said once for {host})"
        log_visit("article", article.outlet, visit, message)

    def _after(self, article: ArticleState, found: _Found, visit: Visit) -> ArticleAfterVisit:
        """Come again most often while the article is young, never once it is old or gone (410) or a dead end.

        A page that was read before and fails now (withdrawn, behind a wall) is looked for no more often than it would
        be; one that nobody could read yet is worth a look soon, and some looks also when it is old.
        """
        desk, answer, read = self.desk, found.answer, found.read
        polling, schedule = desk.settings.config.polling, desk.settings.revisits
        published_at = (read.page.published_at if read else None) or article.published_at or article.first_seen_at
        age = max(0.0, (visit.finished_at - published_at).total_seconds())
        is_good = visit.outcome in GOOD_OUTCOMES
        wait = article_interval(age, schedule, unchanged=article.unchanged_visits if is_good else 0)
        after_edit = interval_after_edit(age, schedule, floor=polling.shortest_interval)
        failures = 0 if is_good else article.failures + 1
        if not is_good and not article.revisions:
            is_tried_again = wait is not None or failures < LEAST_TRIES
            wait = desk.wait_after_failures(failures, polling.shortest_interval) if is_tried_again else None
        elif not is_good and wait is not None:
            wait = desk.wait_after_failures(failures, max(wait, polling.shortest_interval))
        fresh_for = answer.fresh_for or 0.0
        next_visit_at = next_if_edited = None
        if wait is not None and visit.outcome != VisitOutcome.GONE and not found.is_dead_end:
            next_visit_at = desk.moment_after(max(wait, fresh_for), article.url)
        if after_edit is not None and is_good:
            next_if_edited = desk.moment_after(max(after_edit, fresh_for), article.url)
        validators = desk.validators_after(article.validators, answer) if is_good else article.validators
        after = ArticleAfterVisit(validators, next_visit_at, failures)
        if read is not None and is_good:
            moved_to = found.stands_at or self._moved_to(article, answer, read.page)
            after = replace(after_page(read.page, validators, next_visit_at), moved_to=moved_to)
        return replace(after, next_visit_if_edited=next_if_edited, not_before=desk.moment_allowed(fresh_for))


def _remark(found: _Found) -> str | None:
    """What is to be said of a visit that was good."""
    if found.stands_at is not None:
        return f"an AMP page or print view; the article stands at {shown_url(found.stands_at)}"
    return STUB if found.read is not None and found.read.page.is_stub else None


def _log(article: ArticleState, visit: Visit, read: ArticleReading | None, saved: RevisionSaved | None) -> None:
    if visit.reason is not None and saved is None:
        message = f"{article.outlet}: {visit.url}: {visit.reason}"
        log_visit("article", article.outlet, visit, message)
    elif read is not None and saved is not None and saved.revision_id is not None:
        figures = f"{saved.claims} claim{'' if saved.claims == 1 else 's'}"
        news = f"; first with {', '.join(saved.new_facts)}" if saved.new_facts else ""
        log_visit(
            "article",
            article.outlet,
            visit,
            f"{article.outlet}: {read.page.title} ({figures}{news})",
            event="article" if saved.number == 1 else "edit",
            revision=saved.number,
            claims=saved.claims,
            new_facts=list(saved.new_facts),
        )
