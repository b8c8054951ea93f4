"""Walls, stubs and missing pages in seven languages, and articles that look like them, each within three layouts.

The pages stand in walls.toml and articles_like_walls.toml, in two rounds: each was written to find misses, and the
rules were mended after.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fetchers import PageReading, read_page

NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "https://paper.example/world/mine-collapse-leaves-dozens-missing-1832"
LAYOUTS = {
    "bare": "{}",
    "with menu and footer": """
        <header><a href="/">Paper</a><nav><ul><li><a href="/world">World</a></li><li><a href="/login">Log in</a></li>
        </ul></nav></header>{}<footer><p>Copyright 2026. All rights reserved.</p><ul>
        <li><a href="/privacy">Privacy policy</a></li><li><a href="/cookies">Cookie settings</a></li>
        <li><a href="/subscribe">Subscribe</a></li></ul></footer>""",
    "with a cookie banner": """
        <div id="top"><a href="/">Home</a></div>{}<div class="cookie-banner" role="dialog"><p>We use cookies and similar
        technologies to personalise content and ads. By clicking accept you agree.</p><button>Accept all</button>
        <button>Reject</button></div>""",
}


def pages(name: str) -> list[Any]:
    found = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["pages"]
    return [pytest.param(page, layout, id=f"{page['name']}, {layout}") for page in found for layout in LAYOUTS]


def read(page: dict[str, Any], layout: str) -> PageReading:
    html = (
        f"<!doctype html><html lang='{page['lang']}'><head><meta charset='utf-8'><title>{page['title']}</title>"
        f"{page.get('head', '')}</head><body>{LAYOUTS[layout].format(page['body'])}</body></html>"
    )
    return read_page(html.encode(), {}, page.get("url", URL), NOW, page.get("asked"))


@pytest.mark.parametrize(("page", "layout"), pages("walls.toml"))
def test_what_is_not_the_whole_article_is_called_so(page: dict[str, Any], layout: str) -> None:
    reading = read(page, layout)
    failure = reading.failure or ""
    if page["sort"] == "paywall":
        assert reading.is_stub or "paywall" in failure
    elif page["sort"] == "consent":
        assert "consent" in failure
    else:
        assert "isn't there" in failure or "front page" in failure


@pytest.mark.parametrize(("page", "layout"), pages("articles_like_walls.toml"))
def test_an_article_that_looks_like_a_wall_is_read_whole(page: dict[str, Any], layout: str) -> None:
    reading = read(page, layout)
    assert reading.failure is None
    assert not reading.is_stub
    for words in page["keeps"]:
        assert words in reading.text
