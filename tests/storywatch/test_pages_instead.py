"""What a visit does with a page that isn't what was asked for, and with a live blog: real poller, server and store."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import FactRow, open_reader
from storywatch.config import Settings
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, poll, settings_for

HTML = {"Content-Type": "text/html; charset=utf-8"}
TITLE = "Attack in Bamako"
MORE = "The army has so far spoken only of some losses, and families waited outside the gates for news of the cadets."
WALL = """<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1>
<p>We and our 812 partners use cookies to store information on your device.</p>
<p>You can manage your preferences or withdraw your consent at any time.</p><form><button>Accept all</button></form>
</body></html>"""
STUB = f"""<html><head><title>{TITLE}</title><script type="application/ld+json">{{"@type": "NewsArticle",
"isAccessibleForFree": false, "datePublished": "2024-09-19T09:12:00Z", "headline": "{TITLE}"}}</script></head><body>
<article><h1>{TITLE}</h1><p>{MORE}</p><div class="paywall">Subscribe to continue reading this article.</div></article>
</body></html>"""


def facts(settings: Settings) -> dict[int | None, FactRow]:
    with open_reader(settings.store_path) as reader:
        return {fact.low: fact for fact in reader.facts()}


def texts(settings: Settings) -> list[str]:
    with open_reader(settings.store_path) as reader:
        return [revision.text for article in reader.articles() for revision in reader.revisions(article.id)]


def visits(settings: Settings) -> list[tuple[str, str | None]]:
    """Outcome and reason of each visit to the article."""
    import sqlite3

    with sqlite3.connect(f"file:{settings.store_path}?mode=ro", uri=True) as connection:
        found = connection.execute("SELECT outcome, reason FROM visits WHERE article_id IS NOT NULL ORDER BY id")
        return [(outcome, reason) for outcome, reason in found]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (WALL, "a consent wall, not the article"),
        (STUB, "only the beginning of the article, the rest is behind a paywall; the whole text read before stays"),
    ],
    ids=["consent wall", "paywall"],
)
async def test_a_page_that_stands_where_the_article_stood_is_no_edit(
    site: Site, tmp_path: Path, page: str, reason: str
) -> None:
    site.put_feed("/rss", (TITLE, "/a"))
    site.put_page("/a", TITLE, SENTENCE, MORE)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.5)
    before = texts(settings)
    article = site.pages["/a"]
    site.pages["/a"] = (200, HTML | {"ETag": '"wall"'}, page.encode())
    await poll(settings, 3, start=START + timedelta(hours=0.5))
    assert texts(settings) == before
    assert facts(settings)[77].withdrawn == 0
    seen = [visit for visit in visits(settings) if visit[0] == "failed"]
    assert set(seen) == {("failed", reason)}
    assert 2 <= len(seen) <= 8
    site.pages["/a"] = article
    await poll(settings, 3, start=START + timedelta(hours=3.5))
    assert visits(settings)[-1] == ("unchanged", None)
    assert texts(settings) == before


async def test_a_visitor_led_to_the_front_page_has_not_seen_the_article(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", (TITLE, "/world/attack-in-bamako"))
    site.pages["/world/attack-in-bamako"] = (302, {"Location": "/"}, b"")
    site.pages["/"] = (
        200,
        HTML,
        f"<html><body><article><h1>Today</h1><p>{SENTENCE}</p></article></body></html>".encode(),
    )
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 1)
    assert texts(settings) == []
    assert {reason for _, reason in visits(settings)} == {"led to the front page, not the article"}


async def test_a_paywalled_beginning_is_kept_until_the_whole_text_comes(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", (TITLE, "/a"))
    site.pages["/a"] = (200, HTML, STUB.replace(MORE, SENTENCE).encode())
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.5)
    assert facts(settings).keys() == {77, 255}
    assert ("new", "only the beginning of the article, the rest is behind a paywall") in visits(settings)
    site.put_page("/a", TITLE, SENTENCE, MORE)
    await poll(settings, 2, start=START + timedelta(hours=0.5))
    assert len(texts(settings)) == 2
    assert MORE in texts(settings)[-1]


def live_page(posts: dict[str, str]) -> bytes:
    """A live blog, its newest update first: its words on the page, its times in the metadata."""
    data = {
        "@type": "LiveBlogPosting",
        "headline": f"{TITLE}: live",
        "datePublished": "2024-09-19T06:00:00Z",
        "liveBlogUpdate": [
            {"datePublished": f"2024-09-19T{at}:00Z", "articleBody": text} for at, text in posts.items()
        ],
    }
    boxes = "".join(f"<div><p>{text}</p></div>" for text in posts.values())
    return (
        f"<html lang='en'><head><script type='application/ld+json'>{json.dumps(data)}</script></head><body><article>"
        f"<h1>{TITLE}: live</h1><p>All that happens today, as it happens.</p>{boxes}</article></body></html>"
    ).encode()


def killed(number: int) -> str:
    return f"A security source said that {number} people were killed in the attack in Bamako."


async def test_a_figure_in_a_live_blog_is_dated_by_its_update(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", (TITLE, "/live"))
    posts = {
        "09:21": killed(20),
        "07:05": "Shots are heard near the airport, residents of the quarter say by telephone.",
    }
    site.pages["/live"] = (200, HTML, live_page(posts))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.4)

    def minute(killed: int) -> tuple[str, str]:
        fact = facts(settings)[killed]
        with open_reader(settings.store_path) as reader:
            (report,) = reader.reports(fact.id)
        assert fact.first_at == report.at
        return f"{report.at:%H:%M}", report.basis

    assert minute(20) == ("09:21", "update")
    later = START + timedelta(hours=0.4)
    posts = {f"{later + timedelta(minutes=3):%H:%M}": killed(37)} | posts
    site.make["/live"] = lambda: (200, HTML, live_page(posts).decode())
    await poll(settings, 1.5, start=later + timedelta(minutes=4))
    assert minute(37) == ("09:57", "update")
    assert minute(20) == ("09:21", "update")
    assert facts(settings)[20].withdrawn == 0
    posts = {"11:50": "The quarter is quiet now, and shops are open again.", "11:40": killed(77), "09:57": killed(37)}
    await poll(settings, 2, start=datetime(2024, 9, 19, 12, tzinfo=UTC))
    found = facts(settings)
    assert (found[77].first_at, found[20].withdrawn) == (datetime(2024, 9, 19, 11, 40, tzinfo=UTC), 0)
    posts = {"11:50": "The quarter is quiet now, and shops are open again.", "09:57": killed(37)}
    await poll(settings, 2, start=datetime(2024, 9, 19, 15, tzinfo=UTC))
    found = facts(settings)
    assert (found[77].withdrawn, found[20].withdrawn, found[37].withdrawn) == (1, 0, 0)
