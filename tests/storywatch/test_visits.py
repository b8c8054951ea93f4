"""What answers mean for feeds and articles, over hours of story time: real poller, real servers, a stepped clock."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from fetchers import Answer
from store import ArticleState, open_reader
from storywatch.article_visits import LEAST_TRIES, ArticleVisitor
from storywatch.clock import SteppedClock
from storywatch.config import parse_config
from storywatch.daemon import open_poller
from storywatch.pipeline import ArticleReading
from tests.storywatch.conftest import Site, config_for
from tests.storywatch.visiting import SENTENCE, START, asked, feed_row, poll, settings_for


async def test_a_page_that_is_missing_at_first_is_asked_again_and_read(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 1)
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    await poll(settings, 2, start=START + timedelta(hours=1))
    with open_reader(settings.store_path) as reader:
        assert {fact.low for fact in reader.facts()} == {77, 255}


@pytest.mark.parametrize("revisits", ["[]", '[{ until = "1h", every = "20m" }]'])
async def test_an_old_page_whose_server_just_restarts_is_asked_again_and_read(
    site: Site, tmp_path: Path, revisits: str
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"), published="Mon, 09 Sep 2024 09:12:00 GMT")
    answers = iter([(502, {}, ""), (503, {"Retry-After": "60"}, "")])
    site.put_page("/page", "Attack in Bamako", SENTENCE)
    status, headers, body = site.pages["/page"]
    site.make["/a"] = lambda: next(answers, (status, headers, body.decode().replace("09-19", "09-09")))
    settings = settings_for(tmp_path, (site, "/rss"), polling=f"revisits = {revisits}\n")
    await poll(settings, 2)
    with open_reader(settings.store_path) as reader:
        assert {fact.low for fact in reader.facts()} == {77, 255}
    assert asked(site, "/a") == 3


async def test_an_old_page_that_can_never_be_read_is_given_up_after_five_tries(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"), published="Mon, 09 Sep 2024 09:12:00 GMT")
    await poll(settings := settings_for(tmp_path, (site, "/rss")), 12)
    assert asked(site, "/a") == LEAST_TRIES
    with open_reader(settings.store_path) as reader:
        assert reader.counts().articles == 1


async def test_a_page_that_fails_for_days_is_given_up(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.pages["/a"] = (403, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"), polling='shortest_interval = "4h"\nlongest_interval = "4h"\n')
    await poll(settings, 24 * 6)
    so_far = asked(site, "/a")
    assert so_far > 10
    await poll(settings, 24 * 6, start=START + timedelta(days=6))
    assert asked(site, "/a") == so_far


async def test_no_next_visit_is_told_while_the_only_host_is_being_visited(site: Site, tmp_path: Path) -> None:
    may_answer = threading.Event()

    def late_answer() -> tuple[int, dict[str, str], str]:
        may_answer.wait(30)
        return 404, {}, ""

    site.make["/rss"] = late_answer
    clock = SteppedClock(START, START + timedelta(hours=1))
    async with open_poller(settings_for(tmp_path, (site, "/rss")), clock) as poller:
        polling = asyncio.create_task(poller.run())
        await poller.is_scheduled.wait()
        assert poller.next_visit_at is None
        may_answer.set()
        await clock.ended.wait()
        assert poller.next_visit_at is not None
        poller.stop.set()
        await polling


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
        visitor: ArticleVisitor, article: ArticleState, answer: Answer, asked_url: str
    ) -> tuple[ArticleReading | None, str | None]:
        if article.url.endswith("/a"):
            raise ZeroDivisionError("a bug")
        return await read(visitor, article, answer, asked_url)

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


async def test_one_outlets_pages_on_many_hosts_leave_places_to_the_others(site: Site, tmp_path: Path) -> None:
    hosts = [Site() for _ in range(6)]
    now, most, counting, never = 0, 0, threading.Lock(), threading.Event()

    def slow() -> tuple[int, dict[str, str], str]:
        nonlocal now, most
        with counting:
            now, most = now + 1, max(most, now + 1)
        never.wait(0.1)
        with counting:
            now -= 1
        return 500, {}, ""

    try:
        for host in hosts:
            host.make["/page"] = slow
        site.put_feed("/rss", *((f"Attack in Bamako {n}", f"/{n}") for n in range(len(hosts))))
        status, headers, body = site.pages["/rss"]
        for n, host in enumerate(hosts):
            body = body.replace(f"{site.url}/{n}".encode(), f"{host.url}/page".encode())
        site.pages["/rss"] = (status, headers, body)
        sites = [(site, "/rss"), *((host, "/none") for host in hosts)]
        await poll(settings_for(tmp_path, *sites, polling="in_flight = 8"), 0.1)
    finally:
        for host in hosts:
            host.close()
    assert most <= 2
    assert all(asked(host, "/page") for host in hosts)


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
