"""`storywatch import`: text and HTML files go the way of fetched pages."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from fetchers import PageReading, decoded
from store import Validators, Visit, VisitOutcome, Writer, open_writer
from story import FactType, plain_text
from storywatch import exits, plain
from storywatch.commands import settings_of
from storywatch.config import Settings
from storywatch.pipeline import ArticleReading, after_page, new_revision, read_article, with_claims

HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
SUFFIXES = HTML_SUFFIXES | {".txt", ".text", ".md"}
LONGEST_TITLE = 500  # characters, as of pages
LARGEST_FILE = 5_000_000  # bytes, as much as the largest answer that the poller takes


class UnreadableFile(Exception):
    """A file can't be imported; the message says why."""


def _moment(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a time such as 2024-09-19T09:12Z") from error
    if not 1900 <= moment.year <= 9000:
        raise click.BadParameter(f"{value} is no time of a running story")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _paths(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    if "" in value:
        raise click.BadParameter("an empty name is no file")
    return tuple(Path(name) for name in value)


@click.command(
    "import",
    epilog="Example: storywatch import --outlet 'Le Soir de Bamako' --published 2024-09-19T09:12Z page.html",
)
@click.argument("paths", nargs=-1, required=True, callback=_paths)
@click.option("--outlet", help="The outlet, when the file doesn't say; else an outlet named after the file.")
@click.option("--published", callback=_moment, help="When it was published, if the file doesn't say; UTC without zone.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], outlet: str | None, published: datetime | None) -> int:
    """Bring text and HTML files into the store, as if their pages had been fetched now.

    A text's first line is its title. A folder brings every .txt, .text, .md, .html and .htm file in it. The same file
    again is no second article; a changed one is a new revision. A file that can't be read is reported, the others
    are imported, and the exit code is 65.
    """
    settings = settings_of(ctx)
    bad = 0
    with open_writer(settings.store_path, context=settings.context) as writer:
        writer.sync_outlets(settings.outlets, _now())
        for path in _files(paths):
            try:
                line = _import(writer, settings, path, outlet, published)
            except UnreadableFile as error:
                bad += 1
                click.echo(f"storywatch: {plain.one_line(str(path))}: {error}", err=True)
            else:
                click.echo(line)
    return exits.DATA if bad else exits.OK


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if os.path.isdir(path):
            yield from sorted(
                file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and os.path.isfile(file)
            )
        else:
            yield path


def _import(writer: Writer, settings: Settings, path: Path, outlet: str | None, published: datetime | None) -> str:
    """Import one file and return the line that says what came of it. Raises UnreadableFile."""
    body, now = _read(path), _now()
    url = path.resolve().as_uri()
    if path.suffix.lower() in HTML_SUFFIXES or body.lstrip()[:1] == b"<":
        article = read_article(body, {"content-type": "text/html"}, url, url, None, now, settings.context)
    else:
        article = with_claims(_text_page(body), None, settings.context)
    page = article.page
    if page.failure is not None:
        raise UnreadableFile(page.failure)
    name = plain.one_line(outlet or "") or _outlet_of(page.canonical_url, settings) or path.name
    moment = page.published_at or published
    article_id = writer.add_article(name, page.canonical_url or url, page.title, moment, now)
    visit = Visit(url=url, started_at=now, finished_at=now, outcome=VisitOutcome.NEW, size=len(body))
    after = after_page(page, Validators(), None)
    saved = writer.save_article_visit(article_id, visit, after, new_revision(article, now))
    if saved is None or saved.revision_id is None:
        return f"{plain.one_line(str(path))}: unchanged"
    return f"{plain.one_line(str(path))}: {_summary(article)}"


def _summary(article: ArticleReading) -> str:
    """`12 claims, 2 statements, 1 happening`; not sentences that are facts only if another outlet shares them."""
    passages = [passage for passage in article.reading.passages if passage.topic != "shared"]
    statements = sum(passage.type is FactType.STATEMENT for passage in passages)
    read = [(len(article.reading.claims), "claim")]
    read += [(statements, "statement"), (len(passages) - statements, "happening")]
    reason = f" ({article.reading.reason})" if article.reading.reason else ""
    return ", ".join(plain.counted(number, noun) for number, noun in read if number or noun == "claim") + reason


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(f"is larger than {LARGEST_FILE // 1_000_000} MB; split it")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"can't be read ({error.strerror})") from error


def _text_page(body: bytes) -> PageReading:
    """A text file as a page: its first line is the title. Raises UnreadableFile when it is empty or no text."""
    if b"\0" in body[:4096] and not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFile("is not a text file")
    text = plain_text(decoded(body, "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        raise UnreadableFile("holds no text")
    return PageReading(title=text.split("\n", 1)[0].strip()[:LONGEST_TITLE], text=text)


def _outlet_of(url: str | None, settings: Settings) -> str | None:
    """The configured outlet that has the longest part of a URL's domain, as of fetched pages; else the domain."""
    owners: dict[str, str] = {}
    for outlet in settings.outlets:
        for domain in outlet.domains:
            owners.setdefault(domain.lower().removeprefix("www."), outlet.name)
    own = part = ((urlsplit(url).hostname or "") if url else "").removeprefix("www.")
    while part:
        if part in owners:
            return owners[part]
        part = part.partition(".")[2]
    return own or None


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
