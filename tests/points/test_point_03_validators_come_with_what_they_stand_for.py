"""3. A 200 without validators clears the stored ones; validators are saved only with the items."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from store import open_reader
from storywatch.clock import SteppedClock
from storywatch.daemon import open_poller
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, conditions, poll, settings_for


async def test_a_200_without_validators_clears_the_stored_ones(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"))
    body = site.pages["/rss"][2].decode()
    answers = iter([(200, {"ETag": '"one"', "Last-Modified": "Tue, 17 Sep 2024 05:00:00 GMT"}, body)])
    site.make["/rss"] = lambda: next(answers, (200, {}, body.replace("Quiet", "Loud")))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 2)
    assert conditions(site, "/rss")[1] == ('"one"', "Tue, 17 Sep 2024 05:00:00 GMT")
    assert set(conditions(site, "/rss")[2:]) == {(None, None)}


async def test_when_the_items_cannot_be_saved_the_validators_are_not_and_nothing_is_lost(
    site: Site, tmp_path: Path
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"), etag='"one"')
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"))
    async with open_poller(settings, SteppedClock(START, START)):
        pass
    with closing(sqlite3.connect(settings.store_path)) as store:
        store.execute(
            "CREATE TRIGGER stumble BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no room for items'); END"
        )
        assert await poll(settings, 1) > 0
        assert store.execute("SELECT etag, body_hash, failures > 0 FROM feeds").fetchall() == [(None, None, 1)]
        store.execute("DROP TRIGGER stumble")
    await poll(settings, 1, start=START + timedelta(hours=4))
    with_conditions = [condition for condition in conditions(site, "/rss") if condition != (None, None)]
    assert with_conditions == conditions(site, "/rss")[-len(with_conditions) :]  # only once all is saved
    with open_reader(settings.store_path) as reader:
        assert {fact.low for fact in reader.facts()} == {77, 255}


async def test_a_visit_that_left_items_for_the_next_keeps_no_validators(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storywatch.feed_visits.ARTICLES_AT_A_TIME", 1)
    site.put_feed("/rss", *((f"Attack in Bamako, part {n}", f"/{n}") for n in range(3)), etag='"one"')
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 2)
    assert conditions(site, "/rss")[:4] == [(None, None), (None, None), (None, None), ('"one"', None)]
