"""2. A 304 writes nothing but the visit; its validators replace the old ones, absent ones stay; its max-age counts."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from fetchers import Client
from storywatch.config import Settings
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, conditions, gaps, poll, settings_for, visits


async def test_a_304_that_was_not_asked_for_is_a_failure(server: HostileServer, client: Client) -> None:
    answer = await client.get(server.raw("/feed", b"HTTP/1.1 304 Not Modified\r\n\r\n"))
    assert "304" in str(answer.failure)


def tables(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """All that the store holds, but for the visits, when they were and when the next ones are due."""
    with closing(sqlite3.connect(settings.store_path)) as store:
        names = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {}
        for name in names:
            columns = [row[1] for row in store.execute(f"PRAGMA table_info({name})")]
            kept = [column for column in columns if column not in SCHEDULE]
            held[name] = store.execute(f"SELECT {', '.join(kept) or 1} FROM {name}").fetchall()
    del held["visits"], held["visit_totals"], held["knowledge"]
    return held


SCHEDULE = {
    "next_visit_at",
    "not_before",
    "interval",
    "unchanged_visits",
    "last_visit_id",
    "listed_at",
    "last_seen_at",
}


async def test_a_304_writes_nothing_but_the_visit_and_nothing_is_read(
    site: Site, tmp_path: Path, readings: Counter[str]
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"), ("Quiet day", "/b"), etag='"one"')
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    status, headers, body = site.pages["/a"]
    site.pages["/a"] = (status, headers | {"ETag": '"two"'}, body)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.1)
    assert readings == {"read_feed": 1, "read_article": 1}
    before, so_far = tables(settings), len(visits(settings))
    await poll(settings, 3, start=START + timedelta(hours=1))
    assert readings == {"read_feed": 1, "read_article": 1}
    assert tables(settings) == before
    assert len(visits(settings)) > so_far + 10
    assert {(visit.status, visit.outcome) for visit in visits(settings)[so_far:]} == {(304, "unchanged")}


async def test_what_a_304_says_of_validators_replaces_the_old_ones_and_what_it_leaves_out_stays(
    site: Site, tmp_path: Path
) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"))
    whole = (200, {"ETag": '"one"', "Last-Modified": "Tue, 17 Sep 2024 05:00:00 GMT"}, site.pages["/rss"][2].decode())
    later = {"Last-Modified": "Wed, 18 Sep 2024 05:00:00 GMT"}
    answers = iter([whole, (304, {"ETag": '"two"'}, ""), (304, later, "")])
    site.make["/rss"] = lambda: next(answers, (304, {}, ""))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 2)
    assert conditions(site, "/rss")[:5] == [
        (None, None),
        ('"one"', "Tue, 17 Sep 2024 05:00:00 GMT"),
        ('"two"', "Tue, 17 Sep 2024 05:00:00 GMT"),
        ('"two"', "Wed, 18 Sep 2024 05:00:00 GMT"),
        ('"two"', "Wed, 18 Sep 2024 05:00:00 GMT"),
    ]


async def test_the_max_age_of_a_304_counts(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"))
    answers = iter([(200, {"ETag": '"one"'}, site.pages["/rss"][2].decode())])
    site.make["/rss"] = lambda: next(answers, (304, {"Cache-Control": "max-age=7200"}, ""))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 12)
    first, *later = gaps(settings, "/rss")
    assert first < 1800
    assert len(later) >= 4
    assert all(7200 <= gap < 8000 for gap in later)
