"""Whole visits to what is no feed: real poller, real servers, a real store, hours of story time."""

import asyncio
import gzip
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from storywatch.clock import SteppedClock
from storywatch.config import Settings, parse_config
from storywatch.daemon import open_poller
from tests.storywatch.conftest import CONFIG, Site
from tests.storywatch.visiting import START, asked, feed_row, poll

SENTENCE = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."
MORE = "The attackers stormed the gendarmerie school before dawn and reached the airport soon after, residents said."


@pytest.fixture
def other() -> Iterator[Site]:
    """A site of another name than `site`'s."""
    server = Site()
    server.host = server.host.replace("127.0.0.1", "localhost")
    server.url = f"http://{server.host}"
    yield server
    server.close()


def settings_for(folder: Path, text: str, *sites: Site) -> Settings:
    hosts = json.dumps([site.host for site in sites])
    polling = f'\n[polling]\nallowed_hosts = {hosts}\ngap_per_host = "0s"\nworkers = 1\n'
    match = '\n[story.match]\nany = ["Bamako"]\n'
    return parse_config(CONFIG + match + polling + text, folder / "config.toml")


def outlet(site: Site, path: str, kind: str, domains: str = "[]") -> str:
    return (
        f'\n[[outlets]]\nname = "The Paper"\nlanguage = "en"\ndomains = {domains}\n'
        f'feeds = [{{ url = "{site.url}{path}", kind = "{kind}" }}]\n'
    )


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(settings.store_path)) as database:
        return database.execute(query).fetchall()


ARTICLES = """
SELECT articles.url, outlets.name, articles.revision_count, articles.duplicate_of IS NOT NULL
FROM articles JOIN outlets ON outlets.id = articles.outlet_id ORDER BY articles.id
"""


def sitemap(site: Site, *pages: tuple[str, str]) -> bytes:
    urls = "".join(
        f"<url><loc>{site.url}{page}</loc><n:news xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
        f"<n:title>{title}</n:title><n:publication_date>2024-09-19T09:12:00Z</n:publication_date></n:news></url>"
        for title, page in pages
    )
    return f"<urlset>{urls}</urlset>".encode()


def index(site: Site, *parts: tuple[str, str]) -> bytes:
    listed = "".join(
        f"<sitemap><loc>{site.url}{part}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"
        for part, changed in parts
    )
    return f"<sitemapindex>{listed}</sitemapindex>".encode()


async def test_a_news_sitemap_brings_its_articles_on_the_story(site: Site, tmp_path: Path) -> None:
    site.pages["/map.xml.gz"] = (
        200,
        {"ETag": '"m"'},
        gzip.compress(sitemap(site, ("Attack in Bamako", "/a"), ("Football", "/b"))),
    )
    site.put_page("/a", "Attack in Bamako", SENTENCE, MORE)
    settings = settings_for(tmp_path, outlet(site, "/map.xml.gz", "sitemap"), site)
    assert await poll(settings, 1) == 0
    assert rows(settings, ARTICLES) == [(f"{site.url}/a", "The Paper", 1, 0)]
    assert feed_row(settings).entries == 2
    later = [headers for path, headers in site.requests if path == "/map.xml.gz"][1:]
    assert later
    assert all(headers["if-none-match"] == '"m"' for headers in later)


async def test_an_index_is_followed_to_its_newest_sitemaps_and_unchanged_ones_are_left_alone(
    site: Site, tmp_path: Path
) -> None:
    parts = [(f"/map-{number}.xml", f"2024-09-{10 + number}T08:00:00Z") for number in range(9)]
    site.pages["/index.xml"] = (200, {}, index(site, *parts))
    for number, (part, _) in enumerate(parts):
        site.pages[part] = (200, {}, sitemap(site, (f"Bamako, day {number}", f"/a{number}")))
        site.put_page(f"/a{number}", f"Bamako, day {number}", SENTENCE, MORE)
    settings = settings_for(tmp_path, outlet(site, "/index.xml", "sitemap"), site)
    await poll(settings, 0.05)
    assert [path for path, _ in site.requests if path.startswith("/map")] == [f"/map-{n}.xml" for n in (8, 7, 6, 5)]
    await poll(settings, 0.5, start=START + timedelta(minutes=5))
    assert asked(site, "/map-8.xml") == 1  # the index says that it hasn't changed
    parts[8] = (parts[8][0], "2024-09-19T11:45:00Z")
    site.pages["/index.xml"] = (200, {}, index(site, *parts))
    site.pages["/map-8.xml"] = (200, {}, sitemap(site, ("Bamako again", "/again"), ("Bamako, day 8", "/a8")))
    site.put_page("/again", "Bamako again", SENTENCE, MORE)
    await poll(settings, 0.3, start=START + timedelta(hours=3))
    assert asked(site, "/map-8.xml") == 2
    assert asked(site, "/again") >= 1


async def test_sitemaps_that_dont_say_when_they_changed_are_asked_with_conditions_though_the_index_stays(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/index.xml"] = (200, {"ETag": '"i"'}, index(site, ("/news.xml", ""), ("/gone.xml", "")))
    site.pages["/news.xml"] = (200, {"ETag": '"one"'}, sitemap(site, ("Quiet", "/q")))
    settings = settings_for(tmp_path, outlet(site, "/index.xml", "sitemap"), site)
    await poll(settings, 1)
    assert feed_row(settings).failures == 0
    assert "/gone.xml: HTTP 404" in (feed_row(settings).last_reason or "")
    site.pages["/news.xml"] = (200, {"ETag": '"two"'}, sitemap(site, ("Attack in Bamako", "/a")))
    site.put_page("/a", "Attack in Bamako", SENTENCE, MORE)
    await poll(settings, 1, start=START + timedelta(hours=1))
    assert rows(settings, ARTICLES) == [(f"{site.url}/a", "The Paper", 1, 0)]
    conditions = [headers.get("if-none-match") for path, headers in site.requests if path == "/news.xml"]
    assert conditions[0] is None
    assert set(conditions[1:]) == {'"one"', '"two"'}


async def test_sitemaps_that_a_pause_kept_from_being_asked_for_are_read_after_it_though_the_index_stays(
    site: Site, tmp_path: Path
) -> None:
    parts = [(f"/{name}.xml", f"2024-09-19T0{hour}:00:00Z") for name, hour in (("first", 8), ("busy", 7), ("last", 6))]
    site.pages["/index.xml"] = (200, {"ETag": '"i"'}, index(site, *parts))
    site.pages["/first.xml"] = (200, {}, sitemap(site, ("Quiet", "/q")))
    site.pages["/busy.xml"] = (429, {"Retry-After": "120"}, b"")
    site.pages["/last.xml"] = (200, {}, sitemap(site, ("Attack in Bamako", "/a")))
    site.put_page("/a", "Attack in Bamako", SENTENCE, MORE)
    settings = settings_for(tmp_path, outlet(site, "/index.xml", "sitemap"), site)
    await poll(settings, 0.02)
    assert asked(site, "/busy.xml") == 1
    assert asked(site, "/last.xml") == 0
    site.pages["/busy.xml"] = (200, {}, sitemap(site, ("Football", "/b")))
    await poll(settings, 1, start=START + timedelta(hours=1))
    assert rows(settings, ARTICLES) == [(f"{site.url}/a", "The Paper", 1, 0)]


async def test_indexes_within_an_index_are_followed_and_remembered(site: Site, tmp_path: Path) -> None:
    site.pages["/index.xml"] = (200, {"ETag": '"i"'}, index(site, ("/years.xml", "2024-09-19T08:00:00Z")))
    site.pages["/years.xml"] = (200, {"ETag": '"y"'}, index(site, ("/2024.xml", ""), ("/2023.xml", "")))
    site.pages["/2024.xml"] = (200, {"ETag": '"2024"'}, index(site, ("/2024-09.xml", ""), ("/2024-08.xml", "")))
    for name in ("2024-09", "2024-08", "2023"):
        site.pages[f"/{name}.xml"] = (200, {"ETag": f'"{name}"'}, sitemap(site, (f"Bamako {name}", f"/a-{name}")))
        site.put_page(f"/a-{name}", f"Bamako {name}", SENTENCE, MORE)
    settings = settings_for(tmp_path, outlet(site, "/index.xml", "sitemap"), site)
    await poll(settings, 0.05)
    assert sorted(row[0] for row in rows(settings, "SELECT title FROM entries")) == [
        "Bamako 2023",
        "Bamako 2024-08",
        "Bamako 2024-09",
    ]
    first = len(site.requests)
    site.pages["/2024-09.xml"] = (200, {"ETag": '"new"'}, sitemap(site, ("Bamako, the next day", "/next")))
    site.put_page("/next", "Bamako, the next day", SENTENCE, MORE)
    await poll(settings, 0.1, start=START + timedelta(minutes=5))
    asked_again: dict[str, str | None] = {}
    for path, headers in site.requests[first:]:
        asked_again.setdefault(path, headers.get("if-none-match"))
    assert asked_again["/2024-09.xml"] == '"2024-09"'  # though none of the indexes has changed
    assert asked_again["/2024.xml"] == '"2024"'
    assert "/years.xml" not in asked_again
    assert ("Bamako, the next day",) in rows(settings, "SELECT title FROM entries")
    assert feed_row(settings).failures == 0


async def test_indexes_that_name_each_other_or_go_on_for_ever_end(site: Site, tmp_path: Path) -> None:
    site.pages["/index.xml"] = (200, {}, index(site, ("/one.xml", ""), ("/deep-1.xml", "")))
    site.pages["/one.xml"] = (200, {}, index(site, ("/index.xml", ""), ("/two.xml", ""), ("/one.xml", "")))
    site.pages["/two.xml"] = (200, {}, index(site, ("/one.xml", ""), ("/index.xml", ""), ("/pages.xml", "")))
    site.pages["/pages.xml"] = (200, {}, sitemap(site, ("Bamako", "/a")))
    site.put_page("/a", "Bamako", SENTENCE, MORE)
    for level in range(1, 9):
        site.pages[f"/deep-{level}.xml"] = (200, {}, index(site, (f"/deep-{level + 1}.xml", "")))
    settings = settings_for(tmp_path, outlet(site, "/index.xml", "sitemap"), site)
    await poll(settings, 0.02)
    maps = [path for path, _ in site.requests if path.endswith(".xml")]
    assert len(maps) == len(set(maps)) <= 8
    assert "/pages.xml" in maps
    assert "/deep-4.xml" not in maps
    (reason,) = rows(settings, "SELECT reason FROM visits WHERE feed_id IS NOT NULL ORDER BY id LIMIT 1")[0]
    assert "so deep within others" in reason


async def test_an_index_of_thousands_of_indexes_costs_a_handful_of_requests(site: Site, tmp_path: Path) -> None:
    site.pages["/index.xml"] = (200, {}, index(site, *((f"/i{n}.xml", "") for n in range(1000))))
    for number in range(1000):
        inner = index(site, *((f"/i{number}-{n}.xml", "") for n in range(50)))
        site.pages[f"/i{number}.xml"] = (200, {}, inner)
        site.pages[f"/i{number}-49.xml"] = (200, {}, inner)
    settings = settings_for(tmp_path, outlet(site, "/index.xml", "sitemap"), site)
    await poll(settings, 0.02)
    assert 2 <= len(site.requests) <= 9
    parts = json.loads(rows(settings, "SELECT parts FROM feeds")[0][0])
    assert len(parts) <= 12


async def test_a_section_page_brings_its_new_links_and_robots_txt_may_close_it(site: Site, tmp_path: Path) -> None:
    link = '<a href="/world/attack-in-bamako-leaves-many-dead">Attack in Bamako leaves many dead</a>'
    site.pages["/world/"] = (200, {"Content-Type": "text/html"}, f"<html><main>{link}</main></html>".encode())
    site.put_page("/world/attack-in-bamako-leaves-many-dead", "Attack in Bamako", SENTENCE, MORE)
    settings = settings_for(tmp_path, outlet(site, "/world/", "section"), site)
    await poll(settings, 1)
    assert [row[2] for row in rows(settings, ARTICLES)] == [1]
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /world/\n")
    await poll(settings, 0.5, start=START + timedelta(hours=25))  # until then it counts that there was none
    assert "robots.txt" in (feed_row(settings).last_reason or "")


async def test_what_gdelt_finds_belongs_to_known_outlets_or_to_one_named_by_its_domain(
    site: Site, other: Site, tmp_path: Path
) -> None:
    found = [
        {"url": f"{other.url}/a", "title": "Attack in Bamako", "seendate": "20240919T080000Z", "language": "English"},
        {"url": "http://news.stranger.invalid/b", "title": "More dead in Bamako", "language": "English"},
    ]
    site.make["/doc?query=Bamako"] = lambda: (200, {}, json.dumps({"articles": found}))
    other.put_page("/a", "Attack in Bamako", SENTENCE, MORE)
    text = outlet(other, "/rss", "feed", '["localhost"]')
    text += f'\n[[searches]]\nkind = "gdelt"\nurl = "{site.url}/doc?query={{query}}"\n'
    settings = settings_for(tmp_path, text, site, other)
    await poll(settings, 0.1)
    assert rows(settings, ARTICLES) == [
        (f"{other.url}/a", "The Paper", 1, 0),
        ("http://news.stranger.invalid/b", "news.stranger.invalid", 0, 0),
    ]
    assert rows(settings, "SELECT published_at FROM entries") == [(None,), (None,)]
    named = text.replace('"The Paper"', '"The Herald"').replace('["localhost"]', '["news.stranger.invalid"]')
    await poll(
        settings_for(tmp_path, text + named.partition("\n[[searches]]")[0].replace("/rss", "/rss2"), site, other), 0.1
    )
    assert rows(settings, ARTICLES)[1][1] == "The Herald"


async def test_gdelts_complaint_makes_a_sick_feed_not_an_empty_one(site: Site, tmp_path: Path) -> None:
    site.pages["/doc?query=Bamako"] = (200, {"Content-Type": "text/html"}, b"Your query was too short or too long.")
    text = f'\n[[searches]]\nkind = "gdelt"\nurl = "{site.url}/doc?query={{query}}"\n'
    settings = settings_for(tmp_path, text, site)
    await poll(settings, 0.1)
    assert feed_row(settings).failures == 1
    assert feed_row(settings).last_reason == "GDELT gave no list but says: Your query was too short or too long."
    assert asked(site, "/doc?query=Bamako") == 1


async def test_gdelts_plea_in_a_good_answer_pauses_the_host_for_all_searches(site: Site, tmp_path: Path) -> None:
    plea = b"Please limit requests to one every 5 seconds or contact somebody@example.org for larger queries."
    for query in ("Bamako", "Kati"):
        site.pages[f"/doc?query={query}"] = (200, {"Content-Type": "text/html"}, plea)
    text = "".join(
        f'\n[[searches]]\nkind = "gdelt"\nname = "{query}"\nterms = ["{query}"]\n'
        f'url = "{site.url}/doc?query={{query}}"\n'
        for query in ("Bamako", "Kati")
    )
    settings = settings_for(tmp_path, text, site)
    assert await poll(settings, 0.02) == 0
    assert len([path for path, _ in site.requests if path.startswith("/doc")]) == 1
    assert rows(
        settings, "SELECT count(*) FROM visits WHERE reason LIKE 'GDELT gave no list but says: Please limit%'"
    ) == [(1,)]


def search_feed(site: Site, *hits: tuple[str, str]) -> bytes:
    items = "".join(
        f"<item><title>{title} - The Paper Online</title><link>{site.url}{link}</link><guid>{link}</guid>"
        f'<source url="http://localhost/">The Paper Online</source></item>'
        for title, link in hits
    )
    return f'<rss version="2.0"><channel><title>S</title>{items}</channel></rss>'.encode()


async def test_a_searchs_redirects_lead_to_the_article_its_outlet_and_its_duplicate(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.pages["/search?q=Bamako"] = (
        200,
        {},
        search_feed(site, ("Attack in Bamako", "/r/1"), ("Bamako: more dead", "/r/2"), ("Bamako by script", "/r/3")),
    )
    site.pages["/r/1"] = (302, {"Location": f"{other.url}/a"}, b"")
    site.pages["/r/2"] = (302, {"Location": f"{other.url}/b?utm_source=search"}, b"")
    site.put_page(
        "/r/3", "Opening the article", "This page leads on by a script, and says a few words meanwhile.", MORE
    )
    other.put_feed("/rss", ("Attack in Bamako", "/a"))
    other.put_page("/a", "Attack in Bamako", SENTENCE, MORE)
    other.put_page("/b", "Bamako: more dead", SENTENCE.replace("77", "81"), MORE)
    other.put_page("/b?utm_source=search", "Bamako: more dead", SENTENCE.replace("77", "81"), MORE)
    text = outlet(other, "/rss", "feed", '["localhost"]')
    text += (
        f'\n[[searches]]\nkind = "search"\nname = "Search"\nurl = "{site.url}/search?q={{query}}"\nlanguage = "en"\n'
    )
    settings = settings_for(tmp_path, text, site, other)
    assert await poll(settings, 0.5) == 0
    found = {url: rest for url, *rest in rows(settings, ARTICLES)}
    assert found[f"{other.url}/a"] == ["The Paper", 1, 0]
    assert found[f"{other.url}/b"] == ["The Paper", 1, 0]
    assert found[f"{site.url}/r/1"][2] == 1  # the duplicate of what the outlet's own feed brought
    assert found[f"{site.url}/r/3"] == ["The Paper", 0, 0]
    assert asked(site, "/r/3") == 1
    reasons = rows(settings, "SELECT reason FROM visits WHERE url LIKE '%/r/3'")
    assert reasons == [("the search's link leads on only by a script or a form; its headline is kept",)]
    assert rows(settings, "SELECT title, credit FROM entries WHERE url LIKE '%/r/3'") == [
        ("Bamako by script", "The Paper Online")
    ]
    outlets = {name for (name,) in rows(settings, "SELECT DISTINCT first_outlets FROM facts WHERE report_count")}
    assert outlets == {'["The Paper"]'}
    assert rows(settings, "SELECT DISTINCT origin, origin_how FROM facts WHERE report_count") == [("The Paper", "own")]


async def test_a_feeds_link_that_leads_to_another_site_stays_as_it_is_and_its_outlets(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/short"))
    site.pages["/short"] = (301, {"Location": f"{other.url}/a"}, b"")
    other.put_page("/a", "Attack in Bamako", SENTENCE, MORE)
    settings = settings_for(tmp_path, outlet(site, "/rss", "feed"), site, other)
    await poll(settings, 0.1)
    assert rows(settings, ARTICLES) == [(f"{site.url}/short", "The Paper", 1, 0)]  # it may have been a wall


async def test_a_shortened_link_is_known_by_where_it_leads_if_the_page_calls_that_its_home(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/short"))
    site.pages["/short"] = (301, {"Location": f"{other.url}/a"}, b"")
    other.put_page("/a", "Attack in Bamako", SENTENCE, MORE)
    status, headers, body = other.pages["/a"]
    home = f'<head><link rel="canonical" href="{other.url}/a">'.encode()
    other.pages["/a"] = (status, headers, body.replace(b"<head>", home))
    settings = settings_for(tmp_path, outlet(site, "/rss", "feed"), site, other)
    await poll(settings, 0.1)
    assert rows(settings, ARTICLES) == [(f"{other.url}/a", "The Paper", 1, 0)]


async def test_a_source_that_becomes_another_kind_while_it_is_visited_is_read_as_that_from_then_on(
    site: Site, tmp_path: Path
) -> None:
    asked_for, is_reloaded = threading.Event(), threading.Event()
    page = f'<html><body><main><a href="/2024/09/19/attack-in-bamako.html">{SENTENCE}</a></main></body></html>'

    def answer() -> tuple[int, dict[str, str], str]:
        asked_for.set()
        is_reloaded.wait(30)
        return 200, {"ETag": '"same"'}, page

    site.make["/list"] = answer
    site.put_page("/2024/09/19/attack-in-bamako.html", "Attack in Bamako", SENTENCE, MORE)
    settings = settings_for(tmp_path, outlet(site, "/list", "feed"), site)
    clock = SteppedClock(START, START + timedelta(hours=1))
    async with open_poller(settings, clock, random=Random(1)) as poller:

        async def reload() -> None:
            desk = poller.desk
            await asyncio.to_thread(asked_for.wait, 30)
            desk.settings = settings_for(tmp_path, outlet(site, "/list", "section"), site)
            await desk.in_store(desk.writer.sync_outlets, desk.settings.outlets, clock.now())
            await poller.reload()
            is_reloaded.set()
            await clock.ended.wait()
            poller.stop.set()

        reloading = asyncio.create_task(reload())
        await poller.run()
        await reloading
        assert poller.bugs == 0
    assert rows(settings, "SELECT revision_count FROM articles") == [(1,)]
    assert feed_row(settings).failures == 0
