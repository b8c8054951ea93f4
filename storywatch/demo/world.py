"""The demo's world: what each invented outlet's server answers at a moment of story time. Pure; server.py serves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

from storywatch.demo.answers import HTML, Response, answer, sick_answer
from storywatch.demo.editions import DemoArticle, load_articles
from storywatch.demo.feeds import CONTENT_TYPES, feed_body
from storywatch.demo.hostile import HOSTILE_SLUG, hostile_answer
from storywatch.demo.outlets import DemoOutlet, load_outlets
from storywatch.demo.pages import page_body

START = datetime(2024, 9, 17, 4, 30, tzinfo=UTC)
END = datetime(2024, 9, 21, 6, 0, tzinfo=UTC)


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
            return sick_answer(outage)
        base = f"http://{headers.get('host', '127.0.0.1')}"
        if outlet.slug == HOSTILE_SLUG and (hostile := hostile_answer(path, base, headers)):
            return hostile
        for feed in outlet.feeds:
            if path == feed.path:
                text = feed_body(feed.format, outlet, self.articles[outlet.name], base, now)
                changed = self._last_change(outlet, now)
                return answer(outlet, text.encode(), CONTENT_TYPES[feed.format], changed, headers)
        if article := self._article_at(outlet, path, now):
            text = page_body(outlet, article, base, now)
            body = text.encode(outlet.encoding, errors="xmlcharrefreplace")
            content_type = f"text/html; charset={outlet.encoding}"
            return answer(outlet, body, content_type, article.edition_at(now).at, headers)
        if path == "/":
            return Response(200, {"Content-Type": HTML}, _front_page(outlet).encode())
        return Response(404, {"Content-Type": HTML}, b"<!doctype html><h1>404</h1><p>?</p>")

    def _article_at(self, outlet: DemoOutlet, path: str, now: datetime) -> DemoArticle | None:
        bare = path.split("?")[0].rstrip("/")
        articles = self.articles[outlet.name]
        return next((one for one in articles if one.path == bare and one.published <= now), None)

    def _last_change(self, outlet: DemoOutlet, now: datetime) -> datetime:
        editions = [edition.at for article in self.articles[outlet.name] for edition in article.editions]
        return max((at for at in editions if at <= now), default=START - timedelta(days=1))


def _front_page(outlet: DemoOutlet) -> str:
    return (
        f'<!doctype html><html lang="{outlet.lang}"><title>{escape(outlet.name)}</title>'
        f"<h1>{escape(outlet.name)}</h1><p>{escape(outlet.notice)}</p></html>"
    )
