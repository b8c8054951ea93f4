"""What answers mean for feeds and articles, over hours of story time: real poller, real servers, a stepped clock."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fetchers import Answer
from store import ArticleState, open_reader
from storywatch.article_visits import ArticleVisitor
from storywatch.config import parse_config
from storywatch.pipeline import ArticleReading
from tests.storywatch.conftest import Site, config_for
from tests.storywatch.visiting import SENTENCE, START, asked, feed_row, poll, settings_for

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><updated>{now}</updated>
<entry><title>Attack in Bamako</title><id>a</id><link href="{url}/a"/><updated>2024-09-19T09:12:00.5Z</updated></entry>
</feed>"""


@pytest.fixture
def other() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


async def test_a_feed_that_only_changes_its_own_date_brings_nothing_new_and_is_visited_less(
    site: Site, tmp_path: Path
) -> None:
    number = iter(range(10_000))
    body = ATOM.replace("{url}", site.url)
    site.make["/atom"] = lambda: (
        200,
        {"Content-Type": "application/atom+xml"},
        body.replace("{now}", str(next(number))),
    )
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/atom"))
    await poll(settings, 12)
    assert feed_row(settings).entries == 1
    assert asked(site, "/atom") < 12 * 60 / 10  # at the shortest interval of two minutes it would be 360


async def test_a_host_that_asks_for_a_pause_gets_it_and_others_are_visited_meanwhile(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.pages["/rss"] = (429, {"Retry-After": "14400"}, b"")
    other.put_feed("/rss", ("Attack in Bamako", "/a"))
    other.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"), (other, "/rss"))
    await poll(settings, 3.5)
    assert asked(site, "/rss") == 1
    assert asked(other, "/rss") > 10
    assert asked(other, "/a") > 2


async def test_the_host_that_asked_for_the_pause_gets_it_not_the_one_that_redirected(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.pages["/rss"] = (302, {"Location": f"{other.url}/busy"}, b"")
    site.put_feed("/second", ("Quiet day", "/b"))
    other.pages["/busy"] = (503, {"Retry-After": "36000"}, b"")
    settings = settings_for(tmp_path, (site, "/rss"), (site, "/second"), (other, "/busy"))
    await poll(settings, 4)
    assert asked(site, "/second") > 10
    assert asked(other, "/busy") <= asked(site, "/rss") + 1


async def test_a_page_that_is_missing_at_first_is_asked_again_and_read(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 1)
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    await poll(settings, 2, start=START + timedelta(hours=1))
    with open_reader(settings.store_path) as reader:
        assert {fact.low for fact in reader.facts()} == {77, 255}


async def test_a_page_that_fails_for_days_is_given_up(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.pages["/a"] = (403, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"), polling='shortest_interval = "4h"\nlongest_interval = "4h"\n')
    await poll(settings, 24 * 6)
    so_far = asked(site, "/a")
    assert so_far > 10
    await poll(settings, 24 * 6, start=START + timedelta(days=6))
    assert asked(site, "/a") == so_far


async def test_a_gone_feed_is_not_asked_again(site: Site, tmp_path: Path) -> None:
    site.pages["/rss"] = (410, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 24)
    assert asked(site, "/rss") == 1
    assert feed_row(settings).is_stopped


async def test_failures_back_off_and_a_success_ends_that(site: Site, tmp_path: Path) -> None:
    site.pages["/rss"] = (500, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 24)
    assert 5 < asked(site, "/rss") < 25
    assert feed_row(settings).failures > 3
    site.put_feed("/rss", ("Quiet day", "/b"))
    await poll(settings, 6, start=START + timedelta(days=1))
    assert feed_row(settings).failures == 0


async def test_a_permanent_move_is_followed_after_several_sightings(site: Site, tmp_path: Path) -> None:
    site.pages["/old"] = (301, {"Location": "/new"}, b"")
    site.put_feed("/new", ("Attack in Bamako", "/a"))
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/old"))
    await poll(settings, 6)
    assert asked(site, "/old") == 3
    assert asked(site, "/new") > 6


async def test_after_eight_days_of_304_the_feed_is_fetched_whole_once(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"), etag='"one"')
    settings = settings_for(tmp_path, (site, "/rss"), polling='shortest_interval = "4h"\nlongest_interval = "4h"\n')
    await poll(settings, 24 * 12)
    conditions = [headers.get("if-none-match") for path, headers in site.requests if path == "/rss"]
    assert conditions[0] is None
    assert conditions[1:].count(None) == 1


async def test_a_feed_that_asks_for_hours_gets_five_at_most(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"), etag='"one"')
    status, headers, body = site.pages["/rss"]
    site.pages["/rss"] = (status, headers, body.replace(b"<title>T</title>", b"<title>T</title><ttl>999999</ttl>"))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 30)
    assert 5 <= asked(site, "/rss") <= 8


async def test_odd_dates_in_headers_do_no_harm(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    status, headers, body = site.pages["/rss"]
    odd = {"Last-Modified": "Mon, 01 Jan 99999999999 00:00:00 GMT", "Expires": "Fri, 31 Dec 9999 23:59:59 -1200"}
    site.pages["/rss"] = (status, headers | odd, body)
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    status, headers, body = site.pages["/a"]
    site.pages["/a"] = (status, headers | odd, body)
    settings = settings_for(tmp_path, (site, "/rss"))
    assert await poll(settings, 6) == 0
    with open_reader(settings.store_path) as reader:
        assert {fact.low for fact in reader.facts()} == {77, 255}


async def test_a_bug_on_one_page_is_recorded_and_the_hosts_other_pages_are_read(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"), ("Attack in Bamako: toll", "/b"))
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    site.put_page("/b", "Attack in Bamako: toll", SENTENCE.replace("77", "79"))
    read = ArticleVisitor._read

    async def stumble(
        visitor: ArticleVisitor, article: ArticleState, answer: Answer
    ) -> tuple[ArticleReading | None, str | None]:
        if article.url.endswith("/a"):
            raise ZeroDivisionError("a bug")
        return await read(visitor, article, answer)

    monkeypatch.setattr(ArticleVisitor, "_read", stumble)
    settings = settings_for(tmp_path, (site, "/rss"))
    bugs = await poll(settings, 6)
    assert 1 <= bugs < 10
    assert asked(site, "/b") > 5
    with open_reader(settings.store_path) as reader:
        assert {fact.low for fact in reader.facts()} == {79, 255}


async def test_many_new_articles_come_over_several_visits_and_none_is_lost(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storywatch.feed_visits.ARTICLES_AT_A_TIME", 4)
    site.put_feed("/rss", *((f"Attack in Bamako, part {n}", f"/{n}") for n in range(10)), etag='"one"')
    for n in range(10):
        site.put_page(f"/{n}", f"Attack in Bamako, part {n}", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 2)
    with open_reader(settings.store_path) as reader:
        assert reader.counts().articles == 10


async def test_entries_seen_before_the_terms_were_widened_are_taken_up(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Gao", "/a"), ("Weather", "/b"), etag='"one"')
    site.put_page("/a", "Attack in Gao", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 2)
    assert asked(site, "/a") == 0
    wider = config_for(site, "/rss").replace('any = ["Bamako"]', 'any = ["Bamako", "Gao"]')
    await poll(parse_config(wider, settings.path), 2, start=START + timedelta(hours=2))
    assert asked(site, "/a") > 0
    assert asked(site, "/b") == 0


async def test_a_password_in_a_feeds_address_is_sent_but_never_shown(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages["/rss"] = (500, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    settings = parse_config(config_for(site, "/rss").replace("http://", "http://u:s3cret@"), settings.path)
    with caplog.at_level("INFO", "storywatch"):
        await poll(settings, 1)
    assert site.requests[0][1]["authorization"].startswith("Basic ")
    assert "s3cret" not in caplog.text
    assert "HTTP 500" in str(feed_row(settings).last_reason)
    assert "s3cret" not in str(feed_row(settings).last_reason)
