"""From what fetchers bring to what the store keeps: entries matched, pages read, claims taken from them."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from fetchers import Answer, Entry, PageReading, read_page
from store import ArticleAfterVisit, NewEntry, NewRevision, StoredText, Validators, VisitOutcome
from story import Matcher, Reading, StoryContext, read_claims


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """A page with the claims that its text makes."""

    page: PageReading
    reading: Reading
    lang: str | None = None  # with which it was read


def read_article(
    body: bytes,
    headers: dict[str, str],
    url: str,
    asked_url: str,
    lang: str | None,
    now: datetime,
    context: StoryContext,
) -> ArticleReading:
    """Clean a page and read its claims: the whole CPU work on an article, for one trip to a worker process.

    `url` is where the body came from when `asked_url` was asked for; `lang` is the outlet's language, used when the
    page doesn't say.
    """
    return with_claims(read_page(body, headers, url, now, asked_url), lang, context)


def with_claims(page: PageReading, lang: str | None, context: StoryContext) -> ArticleReading:
    """Read the claims of a page's text; a page without text has none."""
    if not page.text:
        return ArticleReading(page, Reading("und", ()))
    reading = read_claims(page.text, title=page.title, lang=page.lang or lang, date=page.published_at, context=context)
    return ArticleReading(page, reading, page.lang or lang)


def new_revision(article: ArticleReading, seen_at: datetime) -> NewRevision:
    """A page's text as a revision to offer to the store."""
    page, reading = article.page, article.reading
    return NewRevision(
        title=page.title,
        text=page.text,
        lang=reading.lang,
        claims=reading.claims,
        seen_at=seen_at,
        passages=reading.passages,
        stated_lang=article.lang,
        stated_at=page.published_at,
        updates=page.updates,
        is_stub=page.is_stub,
    )


def read_again(text: StoredText, context: StoryContext) -> Reading:
    """What the present grammar reads in a stored text: CPU work, for a worker process."""
    if not text.text:
        return Reading("und", ())
    return read_claims(text.text, title=text.title, lang=text.stated_lang, date=text.stated_at, context=context)


def after_page(
    page: PageReading, validators: Validators, next_visit_at: datetime | None, failures: int = 0
) -> ArticleAfterVisit:
    """What a page that was read leaves in its article's row."""
    return ArticleAfterVisit(
        validators=validators,
        next_visit_at=next_visit_at,
        failures=failures,
        canonical_url=page.canonical_url,
        title=page.title or None,
        byline=page.byline,
        lang=page.lang,
        published_at=page.published_at,
        published_basis=page.published_basis,
        is_zone_assumed=page.is_zone_assumed,
        modified_at=page.modified_at,
        credit=page.credit,
        where_found={name: where for name, where in asdict(page.where_found).items() if where},
    )


def new_entry(entry: Entry, lang: str | None, matcher: Matcher) -> NewEntry:
    """An entry as the store takes it, matched against the story by its title and summary."""
    match = matcher.match(f"{entry.title}\n{entry.summary}", lang)
    return NewEntry(
        guid=entry.guid,
        url=entry.link,
        title=entry.title,
        summary=entry.summary,
        published_at=entry.published_at,
        modified_at=entry.modified_at,
        is_on_story=match.is_on_story and entry.link is not None,
        credit=entry.credit,
        source_url=entry.source_url,
    )


def body_hash(body: bytes) -> str:
    """A body's fingerprint: the same body is not parsed again."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def outcome_of(answer: Answer, failure: str | None, *, is_new: bool) -> VisitOutcome:
    """What a visit came to."""
    if answer.status == 410 and not answer.is_detour:
        return VisitOutcome.GONE
    if answer.is_refused:
        return VisitOutcome.REFUSED
    if failure is not None:
        return VisitOutcome.FAILED
    return VisitOutcome.NEW if is_new else VisitOutcome.UNCHANGED
