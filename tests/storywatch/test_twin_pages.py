"""AMP pages and print views: the article is read and kept at its own address. Real poller, server and store."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storywatch.config import Settings
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, asked, poll, settings_for

TITLE = "Attack in Bamako"
MORE = "The army has so far spoken only of some losses, and families waited outside the gates for news of the cadets."
OTHER = "The budget passed by nine votes on Wednesday after a debate of eleven hours, the speaker of the house said."
HTML = {"Content-Type": "text/html; charset=utf-8"}


def put_view(site: Site, path: str, canonical: str, title: str = TITLE, *, mark: str = " amp") -> None:
    """Another view of an article: the same sentences with a line of its own."""
    site.pages[path] = (200, HTML, view(f"{site.url}{canonical}", title, mark).encode())


def view(canonical: str, title: str, mark: str) -> str:
    return (
        f"<html{mark} lang='en'><head><title>{title}</title><link rel='canonical' href='{canonical}'>"
        f"<meta property='article:published_time' content='2024-09-19T09:12:00Z'></head><body><article><h1>{title}</h1>"
        f"<p>{SENTENCE}</p><p>{MORE}</p><p>This is the lighter version of the page, made to be loaded in no time.</p>"
        f"</article></body></html>"
    )


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(settings.store_path)) as database:
        return database.execute(query).fetchall()


ARTICLES = "SELECT url, revision_count FROM articles WHERE duplicate_of IS NULL ORDER BY id"
FIRST_VISIT = "SELECT outcome, reason FROM visits WHERE article_id IS NOT NULL ORDER BY id LIMIT 1"


@pytest.mark.parametrize(("path", "mark"), [("/amp/attack", " amp"), ("/attack?print=1", "")])
async def test_the_article_is_read_and_visited_again_at_its_own_address(
    site: Site, tmp_path: Path, path: str, mark: str
) -> None:
    site.put_feed("/rss", (TITLE, path))
    put_view(site, path, "/attack", mark=mark)
    site.put_page("/attack", TITLE, SENTENCE, MORE)
    settings = settings_for(tmp_path, (site, "/rss"))
    assert await poll(settings, 1) == 0
    assert rows(settings, ARTICLES) == [(f"{site.url}/attack", 1)]
    assert rows(settings, FIRST_VISIT) == [
        ("new", f"an AMP page or print view; the article stands at {site.url}/attack")
    ]
    assert asked(site, path) == 1
    assert asked(site, "/attack") >= 2
    assert "lighter version" not in rows(settings, "SELECT text FROM revisions")[0][0]


@pytest.mark.parametrize("first", ["/amp/attack", "/attack"])
async def test_two_feeds_that_list_both_give_one_article_with_two_sightings(
    site: Site, tmp_path: Path, first: str
) -> None:
    second = "/attack" if first == "/amp/attack" else "/amp/attack"
    site.put_feed("/rss", (TITLE, first))
    site.put_feed("/world", ("Football", "/football"))
    put_view(site, "/amp/attack", "/attack")
    site.put_page("/attack", TITLE, SENTENCE, MORE)
    settings = settings_for(tmp_path, (site, "/rss"), (site, "/world"))
    await poll(settings, 0.2)
    site.put_feed("/world", (TITLE, second))
    assert await poll(settings, 0.5, start=START + timedelta(hours=0.2)) == 0
    assert rows(settings, ARTICLES) == [(f"{site.url}/attack", 1)]
    sightings = rows(
        settings,
        "SELECT coalesce(articles.duplicate_of, articles.id) FROM entries JOIN articles ON articles.id = article_id",
    )
    assert len(sightings) == 2
    assert len(set(sightings)) == 1
    assert rows(settings, "SELECT count(*) FROM reports WHERE known_until IS NULL")[0][0] > 0
    assert rows(settings, "SELECT count(DISTINCT article_id) FROM reports WHERE known_until IS NULL") == [(1,)]
    assert asked(site, "/amp/attack") <= 1


async def test_both_listed_at_once_are_one_article_whichever_is_visited_first(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", (TITLE, "/amp/attack"), ("Attack in Bamako, live", "/attack"))
    put_view(site, "/amp/attack", "/attack")
    site.put_page("/attack", TITLE, SENTENCE, MORE)
    settings = settings_for(tmp_path, (site, "/rss"))
    assert await poll(settings, 0.5) == 0
    assert rows(settings, ARTICLES) == [(f"{site.url}/attack", 1)]


async def test_what_the_view_says_is_kept_where_its_article_cant_be_had(site: Site, tmp_path: Path) -> None:
    site.put_feed(
        "/rss", (TITLE, "/amp/gone"), (TITLE, "/amp/closed"), (TITLE, "/amp/other"), (TITLE, "/amp/amp"),
        (TITLE, "/amp/cut"), (TITLE, "/amp/away"),
    )  # fmt: skip
    for name in ("gone", "closed", "other", "amp", "cut", "away"):
        put_view(site, f"/amp/{name}", f"/{name}")
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /closed\n")
    site.put_page("/closed", TITLE, SENTENCE, MORE)
    site.put_page("/other", "Budget passes", OTHER)
    put_view(site, "/amp", "/amp/amp")
    site.put_page("/cut", TITLE, MORE, "Subscribe to continue reading this article.")
    site.pages["/away"] = (302, {"Location": f"http://localhost:{site.host.rpartition(':')[2]}/other"}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    assert await poll(settings, 1) == 0
    found = rows(settings, "SELECT url, text FROM articles JOIN revisions ON revisions.article_id = articles.id")
    assert sorted(url for url, _ in found) == [
        f"{site.url}/amp/{name}" for name in ("amp", "away", "closed", "cut", "gone", "other")
    ]
    assert all("77 people" in text for _, text in found)
    assert asked(site, "/closed") == 0
    assert asked(site, "/gone") == 1


async def test_an_article_that_was_read_before_isnt_asked_for_again_for_its_view(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", (TITLE, "/attack"))
    site.put_page("/attack", TITLE, SENTENCE, MORE)
    put_view(site, "/amp/attack", "/attack")
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.05)
    site.put_feed("/rss", (TITLE, "/amp/attack"))
    before = asked(site, "/attack")
    await poll(settings, 0.1, start=START + timedelta(hours=0.1))
    assert asked(site, "/amp/attack") == 1
    assert asked(site, "/attack") == before
    assert rows(settings, "SELECT reason FROM visits WHERE article_id IS NOT NULL ORDER BY id DESC LIMIT 1") == [
        (f"an AMP page or print view; the article stands at {site.url}/attack",)
    ]
