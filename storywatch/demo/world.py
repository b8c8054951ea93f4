"""The demo's world: what each invented outlet's server answers at a moment of story time. Pure; server.py serves it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from html import escape

from storywatch.demo.editions import DemoArticle, load_articles
from storywatch.demo.feeds import CONTENT_TYPES, feed_body
from storywatch.demo.hostile import HOSTILE_SLUG, hostile_answer
from storywatch.demo.outlets import DemoOutlet, Outage, load_outlets
from storywatch.demo.pages import page_body

START = datetime(2024, 9, 17, 4, 30, tzinfo=UTC)
END = datetime(2024, 9, 21, 6, 0, tzinfo=UTC)
SILENCE = 3.0  # real seconds that a silent server keeps a reader waiting before it gives up with 504


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. Header names are as sent; `delay` is in real seconds, to wait before the first byte."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class World:
    """All outlets and all that they will have printed by the end."""

    outlets: tuple[DemoOutlet, ...]
    articles: Mapping[str, tuple[DemoArticle, ...]]  # by outlet name

    @classmethod
    def load(cls) -> World:
        """The world as the package's own data tells it."""
        outlets = load_outlets()
        return cls(outlets, {outlet.name: load_articles(outlet.slug) for outlet in outlets})

    def outlet(self, name: str) -> DemoOutlet:
        """The outlet of that name; KeyError if there is none."""
        for outlet in self.outlets:
            if outlet.name == name:
                return outlet
        raise KeyError(name)

    def respond(self, outlet: DemoOutlet, path: str, headers: Mapping[str, str], now: datetime) -> Response:
        """What `outlet` answers to a GET of `path` (with its query) at story time `now`.

        `headers` are the request's, with lower-case names; `host` gives the address that links are made of.
        """
        if path == "/robots.txt":
            rules = b"User-agent: *\nDisallow: /admin/\nDisallow: /recherche\n"
            return Response(200, {"Content-Type": "text/plain; charset=utf-8"}, rules)
        if outage := outlet.outage_at(now):
            return _sick(outage)
        base = f"http://{headers.get('host', '127.0.0.1')}"
        if outlet.slug == HOSTILE_SLUG and (answer := hostile_answer(path, base)):
            content_type, body, extra = answer
            return Response(int(extra.pop("Status", "200")), {"Content-Type": content_type, **extra}, body)
        for feed in outlet.feeds:
            if path == feed.path:
                text = feed_body(feed.format, outlet, self.articles[outlet.name], base, now)
                changed = self._last_change(outlet, now)
                return _answer(outlet, text.encode(), CONTENT_TYPES[feed.format], changed, headers)
        if article := self._article_at(outlet, path, now):
            text = page_body(outlet, article, base, now)
            body = text.encode(outlet.encoding, errors="xmlcharrefreplace")
            content_type = f"text/html; charset={outlet.encoding}"
            return _answer(outlet, body, content_type, article.edition_at(now).at, headers)
        if path == "/":
            return Response(200, {"Content-Type": "text/html; charset=utf-8"}, _front_page(outlet).encode())
        return Response(404, {"Content-Type": "text/html; charset=utf-8"}, b"<!doctype html><h1>404</h1><p>?</p>")

    def _article_at(self, outlet: DemoOutlet, path: str, now: datetime) -> DemoArticle | None:
        bare = path.split("?")[0].rstrip("/")
        articles = self.articles[outlet.name]
        return next((one for one in articles if one.path == bare and one.published <= now), None)

    def _last_change(self, outlet: DemoOutlet, now: datetime) -> datetime:
        editions = [edition.at for article in self.articles[outlet.name] for edition in article.editions]
        return max((at for at in editions if at <= now), default=START - timedelta(days=1))


def _answer(
    outlet: DemoOutlet, body: bytes, content_type: str, changed: datetime, request: Mapping[str, str]
) -> Response:
    """A 200, or a 304 when the reader's validators still hold; compressed when both sides can."""
    headers = {"Content-Type": content_type}
    if outlet.max_age is not None:
        headers["Cache-Control"] = f"public, max-age={outlet.max_age}"
    if outlet.has_validators:
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
        if _still_holds(headers["ETag"], changed, request):
            del headers["Content-Type"]
            return Response(304, headers)  # at once, however slow the outlet is: nothing is made anew
    if outlet.compresses and "gzip" in request.get("accept-encoding", ""):
        body = gzip.compress(body, mtime=0)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(200, headers, body, outlet.delay)


def _still_holds(etag: str, changed: datetime, request: Mapping[str, str]) -> bool:
    """Whether the reader has this version already (RFC 9110: If-None-Match comes before If-Modified-Since)."""
    if (match := request.get("if-none-match")) is not None:
        offered = {tag.strip().removeprefix("W/") for tag in match.split(",")}
        return etag in offered or "*" in offered
    if (since := request.get("if-modified-since")) is not None:
        try:
            return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False
    return False


def _sick(outage: Outage) -> Response:
    html = {"Content-Type": "text/html; charset=utf-8"}
    if outage.how == "silence":
        return Response(504, html, b"<h1>504 Gateway Time-out</h1>", SILENCE)
    return Response(500, html, b"<h1>Erreur lors de la connexion \xc3\xa0 la base de donn\xc3\xa9es</h1>")


def _front_page(outlet: DemoOutlet) -> str:
    return (
        f'<!doctype html><html lang="{outlet.lang}"><title>{escape(outlet.name)}</title>'
        f"<h1>{escape(outlet.name)}</h1><p>{escape(outlet.notice)}</p></html>"
    )
