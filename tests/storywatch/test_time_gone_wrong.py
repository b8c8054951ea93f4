"""Restarts, suspends, and clocks that are set: nothing comes early, nothing bursts, nothing is forgotten."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from storywatch.clock import SteppedClock
from storywatch.config import Settings
from storywatch.daemon import open_poller
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, asked, feed_row, poll, settings_for

HOUR = timedelta(hours=1)


class JumpingClock(SteppedClock):
    """Stepped time that is set once, as soon as it reaches `at`, by so much; forward as a suspend would, or back."""

    def __init__(self, start: datetime, end: datetime, at: datetime, by: timedelta) -> None:
        super().__init__(start, end)
        self.at, self.by, self.jumped = at, by, False

    def now(self) -> datetime:
        if not self.jumped and self._now >= self.at:
            self.jumped = True
            self._now += self.by
        return self._now


async def poll_by(settings: Settings, clock: SteppedClock) -> None:
    async with open_poller(settings, clock, random=Random(1)) as poller:
        stopper = asyncio.create_task(clock.ended.wait())
        stopper.add_done_callback(lambda _: poller.stop.set())
        await poller.run()
        assert poller.bugs == 0


def many_feeds(site: Site, tmp_path: Path, polling: str = "") -> Settings:
    for number in range(4):
        site.put_feed(f"/{number}", ("Quiet day", f"/page{number}"), etag='"one"')
    return settings_for(tmp_path, *((site, f"/{number}") for number in range(4)), polling=polling)


async def test_a_pause_that_a_host_asked_for_survives_a_restart(site: Site, tmp_path: Path) -> None:
    site.pages["/rss"] = (503, {"Retry-After": "14400"}, b"")
    site.put_feed("/other", ("Quiet day", "/b"))
    settings = settings_for(tmp_path, (site, "/other"), (site, "/rss"))
    await poll(settings, 1)
    before = len(site.requests)
    await poll(settings, 2.9, start=START + HOUR)
    assert len(site.requests) == before
    await poll(settings, 2, start=START + 4 * HOUR)
    assert len(site.requests) > before


async def test_a_max_age_holds_after_a_restart_and_also_for_a_single_round(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"), etag='"one"')
    status, headers, body = site.pages["/rss"]
    site.pages["/rss"] = (status, headers | {"Cache-Control": "max-age=7200"}, body)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.1)
    await poll(settings, 1.7, start=START + 0.2 * HOUR)
    clock = SteppedClock(START + 1.9 * HOUR, START + 9 * HOUR)
    async with open_poller(settings, clock, random=Random(1)) as poller:
        await poller.run(once=True)
    assert asked(site, "/rss") == 1
    clock = SteppedClock(START + 2.3 * HOUR, START + 9 * HOUR)
    async with open_poller(settings, clock, random=Random(1)) as poller:
        await poller.run(once=True)
    assert asked(site, "/rss") == 2


async def test_a_clock_that_is_set_back_an_hour_delays_no_visit_by_an_hour(site: Site, tmp_path: Path) -> None:
    settings = many_feeds(site, tmp_path)
    clock = JumpingClock(START, START + HOUR, START + HOUR / 2, -HOUR)
    await poll_by(settings, clock)
    gaps_allowed = 1.5 * 60 / 15 / 1.2  # an hour and a half in truth, at most a visit in 15 minutes and its jitter
    assert all(asked(site, f"/{number}") >= gaps_allowed for number in range(4))


async def test_a_clock_that_was_set_back_while_the_poller_was_off_delays_no_visit(site: Site, tmp_path: Path) -> None:
    settings = many_feeds(site, tmp_path)
    await poll(settings, 1)
    before = asked(site, "/0")
    await poll(settings, 0.5, start=START - 24 * HOUR)
    assert asked(site, "/0") > before


async def test_a_day_of_suspend_is_made_up_by_one_visit_each_not_by_one_for_each_hour(
    site: Site, tmp_path: Path
) -> None:
    settings = many_feeds(site, tmp_path)
    clock = JumpingClock(START, START + 25 * HOUR, START + HOUR / 2, 24 * HOUR)
    await poll_by(settings, clock)
    assert all(4 <= asked(site, f"/{number}") <= 12 for number in range(4))


async def test_a_pause_is_as_long_when_the_clock_is_set_back_meanwhile(site: Site, other: Site, tmp_path: Path) -> None:
    site.pages["/rss"] = (429, {"Retry-After": "7200"}, b"")
    other.put_feed("/rss", ("Quiet day", "/b"))
    settings = settings_for(tmp_path, (site, "/rss"), (other, "/rss"))
    # half an hour to the jump; then, from half an hour before the start, two hours and more to the end
    await poll_by(settings, JumpingClock(START, START + 1.8 * HOUR, START + HOUR / 2, -HOUR))
    assert asked(site, "/rss") == 2


async def test_an_edited_page_is_visited_sooner_and_a_settled_one_later(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/edited"), ("Attack in Bamako: toll", "/same"))
    numbers = iter(range(77, 1000))

    def edited() -> tuple[int, dict[str, str], str]:
        site.put_page("/made", "Attack in Bamako", SENTENCE.replace("77", str(next(numbers))))
        status, headers, body = site.pages["/made"]
        return status, headers, body.decode()

    site.make["/edited"] = edited
    site.put_page("/same", "Attack in Bamako: toll", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"), polling='revisits = [{ until = "6h", every = "20m" }]\n')
    await poll(settings, 5)
    assert 5 * 60 / 40 <= asked(site, "/same") <= 5 * 60 / 30
    assert 5 * 60 / 12 <= asked(site, "/edited") <= 5 * 60 / 10 + 1


async def test_a_page_that_was_read_and_is_missing_now_is_looked_for_no_more_often_than_before(
    site: Site, tmp_path: Path
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.1)
    site.pages["/a"] = (404, {}, b"")
    before = asked(site, "/a")
    await poll(settings, 4, start=START + HOUR)
    assert 2 <= asked(site, "/a") - before <= 5  # after 20, 40, 80 minutes and more


async def test_a_page_that_its_server_calls_fresh_is_not_asked_for_meanwhile_though_its_feed_calls_it_modified(
    site: Site, tmp_path: Path
) -> None:
    minutes = iter(range(1, 60))

    def feed() -> tuple[int, dict[str, str], str]:
        moment = f"2024-09-19T09:{next(minutes):02}:00Z"
        return (
            200,
            {},
            (
                '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>Attack in '
                f'Bamako</title><id>a</id><link href="{site.url}/a"/><updated>{moment}</updated></entry></feed>'
            ),
        )

    site.make["/atom"] = feed
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    status, headers, body = site.pages["/a"]
    site.pages["/a"] = (status, headers | {"Cache-Control": "max-age=3600"}, body)
    settings = settings_for(tmp_path, (site, "/atom"))
    await poll(settings, 1.9)
    assert asked(site, "/atom") > 10
    assert asked(site, "/a") == 2
    assert feed_row(settings).failures == 0
