"""What an attack is: a name, the pages that it puts on servers, and what a good poller makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape

from benchmarks.hostile.site import Site, answer

RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
HEADLINE = "Bamako attack"
PROSE = (
    "Residents of the quarter near the airport told on Tuesday morning how they woke to the sound of gunfire, "
    "before the security forces closed the streets around the school of the gendarmerie in Bamako."
)


@dataclass(slots=True)
class Target:
    """What an attack finds: its own site, a second one, a crowd of hosts, and a door that nobody may open."""

    site: Site
    other: Site
    tripwire: Site
    crowd: list[Site] = field(default_factory=list)
    sites_at: dict[str, Site] = field(default_factory=dict)  # by their made-up public addresses

    def put(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Put a page on the attack's site; gives its URL."""
        self.site.pages[path] = answer(body, kind, **headers)
        return self.site.url + path

    def feed(self, *items: str, path: str = "/feed", head: str = "", **headers: str) -> str:
        """Put an RSS feed on the attack's site; gives its URL."""
        return self.put(path, rss(items, head), RSS, **headers)


@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile input. `lay` puts it there and gives the feed's URL, after its kind if it has one.

    `expect` is a pattern that what happened must show, or else the attack didn't arrive or something new happened.
    It is through when its feed was visited `feed_visits` times, and all pages that it brought once, or after `enough`
    visits in all.
    """

    name: str
    lay: Callable[[Target], str]
    expect: str
    enough: int = 10_000
    patience: float = 30.0  # seconds until an input that isn't through counts as having held the poller up
    feed_visits: int = 1
    held: bool = False  # it is meant to take longer: its own pages may wait


def rss(items: Iterable[str], head: str = "") -> bytes:
    """An RSS feed."""
    body = "".join(items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Choc</title>{head}{body}'
        "</channel></rss>"
    ).encode("utf-8", "surrogatepass")


def item(link: str, title: str = HEADLINE, more: str = "", guid: str | None = None) -> str:
    """One item on the story; the link is written as it is, in CDATA."""
    named = "" if guid is None else f"<guid isPermaLink='false'>{escape(guid)}</guid>"
    return f"<item><title>{title}</title><link><![CDATA[{link}]]></link>{named}{more}</item>"


def page(*paragraphs: str, title: str = HEADLINE, head: str = "") -> bytes:
    """An article's page."""
    text = "".join(f"<p>{each}</p>" for each in (PROSE, *paragraphs))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1>{text}</article></body></html>"
    ).encode("utf-8", "surrogatepass")


Body = bytes | Callable[[], bytes]  # large ones are made when they are needed


def made(body: Body) -> bytes:
    """A body that may have to be made first."""
    return body if isinstance(body, bytes) else body()


def one_page(body: Body, kind: str = "text/html; charset=utf-8", **headers: str) -> Callable[[Target], str]:
    """A feed with one item that leads to this page."""

    def lay(target: Target) -> str:
        return target.feed(item(target.put("/page", made(body), kind, **headers)))

    return lay


def one_feed(body: Body, kind: str = RSS, **headers: str) -> Callable[[Target], str]:
    """A feed of these bytes."""
    return lambda target: target.put("/feed", made(body), kind, **headers)
