"""Outlets, feeds and their entries: what a configuration and a visit leave behind."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import ArticleAfterVisit, FeedSpec, NewEntry, OutletSpec, Reader, Validators, Writer, integrity, open_writer
from store.hosts import host_of

from .newsroom import CONTEXT, OUTLETS, START, Newsroom, after_feed, at, due_ids, entry, killed, revision, visit


def test_feeds_of_the_configuration_are_due_at_once(writer: Writer) -> None:
    writer.sync_outlets(OUTLETS, START)
    assert [(feed.outlet, feed.next_visit_at, feed.is_stopped) for feed in writer.feeds()] == [
        (spec.name, START, False) for spec in OUTLETS
    ]


def test_a_feed_no_longer_named_is_stopped_and_resumes_when_named_again(newsroom: Newsroom, reader: Reader) -> None:
    writer = newsroom.writer
    writer.sync_outlets(OUTLETS[:2], at(10))
    assert [feed.is_stopped for feed in writer.feeds()] == [False, False, True]
    assert reader.counts().feeds == 2
    assert reader.feeds()[-1].outlet == "Radio Cove"
    writer.sync_outlets(OUTLETS, at(20))
    assert [feed.is_stopped for feed in writer.feeds()] == [False, False, False]
    assert writer.feeds()[2].next_visit_at == at(20)


def test_a_feed_that_is_gone_stays_stopped_while_it_is_named(newsroom: Newsroom) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    writer.save_feed_visit(feed.id, visit(feed.url, at(1), "gone"), after_feed(at(9), is_stopped=True), [], None)
    writer.sync_outlets(OUTLETS, at(10))
    assert [row.is_stopped for row in writer.feeds() if row.id == feed.id] == [True]


def test_syncing_twice_changes_nothing(newsroom: Newsroom) -> None:
    before = newsroom.writer.feeds()
    newsroom.writer.sync_outlets(OUTLETS, at(99))
    assert newsroom.writer.feeds() == before


def test_a_visit_leaves_schedule_and_validators(newsroom: Newsroom, reader: Reader) -> None:
    feed = newsroom.feeds["The Lamp"]
    after = after_feed(at(20), validators=Validators('W/"1"', "Tue, 17 Sep 2024 05:00:00 GMT"), unconditional_at=at(1))
    seen = visit(feed.url, at(1), "failed", status=503, reason="the server is out of order")
    newsroom.writer.save_feed_visit(feed.id, seen, replace(after, failures=2, interval=900.5), [], None)
    saved = next(row for row in newsroom.writer.feeds() if row.id == feed.id)
    assert (saved.validators, saved.body_hash, saved.next_visit_at, saved.interval, saved.failures) == (
        after.validators,
        "hash",
        at(20),
        900.5,
        2,
    )
    row = next(row for row in reader.feeds() if row.outlet == "The Lamp")
    assert (row.last_visit_at, row.last_outcome, row.last_status, row.last_reason) == (
        at(1),
        "failed",
        503,
        "the server is out of order",
    )
    assert reader.counts().feeds_failing == 1


def test_a_moved_feed_is_visited_at_its_new_address_and_stays_one_feed(newsroom: Newsroom) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    new = "http://lamp.example/new"
    writer.save_feed_visit(feed.id, visit(feed.url, at(1)), after_feed(at(9), moved_to=new), [], None)
    assert next(row.url for row in writer.feeds() if row.id == feed.id) == new
    writer.sync_outlets(OUTLETS, at(10))
    assert len(writer.feeds()) == 3
    both = [replace(spec, feeds=(*spec.feeds, FeedSpec(new))) if spec.name == "The Lamp" else spec for spec in OUTLETS]
    writer.sync_outlets(both, at(15))
    assert len(writer.feeds()) == 4
    specs = [replace(spec, feeds=(FeedSpec(new),)) if spec.name == "The Lamp" else spec for spec in OUTLETS]
    writer.sync_outlets(specs, at(20))
    assert [row.is_stopped for row in writer.feeds() if row.url == new] == [True, False]


def test_a_feed_now_named_by_the_address_that_it_moved_to_is_the_same_feed(newsroom: Newsroom) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    new = "http://lamp.example/new"
    writer.save_feed_visit(feed.id, visit(feed.url, at(1)), after_feed(at(9), moved_to=new), [], None)
    specs = [replace(spec, feeds=(FeedSpec(new),)) if spec.name == "The Lamp" else spec for spec in OUTLETS]
    writer.sync_outlets(specs, at(20))
    assert [(row.id, row.is_stopped) for row in writer.feeds() if row.url == new] == [(feed.id, False)]
    assert len(writer.feeds()) == 3


def test_an_entry_is_remembered_once_by_guid_or_by_link(newsroom: Newsroom, reader: Reader) -> None:
    one = entry("http://lamp.example/1", guid="g1")
    assert len(newsroom.list_entries("The Lamp", at(1), one, one)) == 1
    assert newsroom.list_entries("The Lamp", at(2), one, replace(one, guid="another")) == []
    assert reader.counts().entries == 1
    feed = newsroom.feeds["The Lamp"]
    assert newsroom.writer.entries_known(feed.id, ["g1", "g2"]) == {"g1": None}
    row = next(row for row in reader.feeds() if row.outlet == "The Lamp")
    assert (row.entries, row.on_story) == (1, 1)


def test_known_entries_come_with_the_modification_time_that_the_store_has(newsroom: Newsroom) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    guids = ["g1", "g\ud800", 'g"\0', "g2"]
    listed = [entry(f"http://lamp.example/{n}", guid=guid, modified_at=at(n)) for n, guid in enumerate(guids[:3])]
    newsroom.list_entries("The Lamp", at(9), *listed)
    newsroom.list_entries(
        "The Lamp", at(19), replace(listed[0], modified_at=at(15)), replace(listed[1], modified_at=None)
    )
    assert writer.entries_known(feed.id, guids) == {"g1": at(15), "g\ud800": at(1), 'g"\0': at(2)}
    assert writer.entries_known(feed.id, []) == {}
    assert writer.entries_known(newsroom.feeds["Radio Cove"].id, guids) == {}


def test_an_entry_that_has_not_changed_since_is_not_touched(newsroom: Newsroom) -> None:
    execute = newsroom.writer.database.execute
    one = entry("http://lamp.example/1", modified_at=at(5))
    newsroom.list_entries("The Lamp", at(9), one)
    tables = [execute(f"SELECT * FROM {table}").fetchall() for table in ("entries", "articles")]
    for same in (one, replace(one, modified_at=at(4)), replace(one, modified_at=at(5) + timedelta(microseconds=9))):
        newsroom.list_entries("The Lamp", at(19), replace(same, title="Another title"))
    assert [execute(f"SELECT * FROM {table}").fetchall() for table in ("entries", "articles")] == tables


def test_only_entries_on_the_story_become_articles(newsroom: Newsroom, reader: Reader) -> None:
    off = entry("http://lamp.example/sport", is_on_story=False)
    assert newsroom.list_entries("The Lamp", at(1), off, entry(None, "no link")) == []
    assert (reader.counts().entries, reader.counts().articles) == (2, 0)


def test_an_entry_that_matches_only_later_becomes_an_article_then(newsroom: Newsroom) -> None:
    off = entry("http://lamp.example/1", "Smoke", is_on_story=False)
    newsroom.list_entries("The Lamp", at(1), off)
    (article_id,) = newsroom.list_entries("The Lamp", at(9), replace(off, is_on_story=True, title="Fire"))
    assert newsroom.writer.article(article_id).title == "Fire"


def test_one_article_listed_by_several_feeds_is_one_article(newsroom: Newsroom) -> None:
    (article_id,) = newsroom.list_entries("The Lamp", at(1), entry("http://lamp.example/1"))
    assert newsroom.list_entries("Radio Cove", at(2), entry("http://lamp.example/1")) == []
    assert newsroom.writer.article(article_id).outlet == "The Lamp"


def test_a_page_on_another_outlets_domain_is_that_outlets_article(newsroom: Newsroom) -> None:
    (article_id,) = newsroom.list_entries("Radio Cove", at(1), entry("https://www.lamp.example/1", credit="The Lamp"))
    assert newsroom.writer.article(article_id).outlet == "The Lamp"


def test_of_outlets_that_share_a_domain_the_lister_has_the_article(writer: Writer) -> None:
    shared = [
        OutletSpec("Cove World", ("cove.example",), feeds=(FeedSpec("http://cove.example/world"),)),
        OutletSpec("Cove Quay", ("cove.example",), feeds=(FeedSpec("http://cove.example/quay"),)),
    ]
    writer.sync_outlets(shared, START)
    feed = writer.feeds()[1]
    (article_id,) = writer.save_feed_visit(
        feed.id, visit(feed.url, at(1)), after_feed(at(9)), [entry("http://cove.example/1")], None
    )
    assert writer.article(article_id).outlet == "Cove Quay"


def test_a_newer_modification_time_makes_the_article_due(newsroom: Newsroom) -> None:
    writer = newsroom.writer
    article_id = newsroom.publish("The Lamp", "1", [], published=1, seen=2)
    assert due_ids(writer, at(20)) == []
    newsroom.list_entries("The Lamp", at(20), entry("http://lamp.example/1", modified_at=at(15)))
    (due,) = writer.articles_due(["lamp.example"], at(20))
    assert (due.id, due.modified_at, due.next_visit_at) == (article_id, at(15), at(20))
    newsroom.edit(article_id, [], seen=21)
    newsroom.list_entries("The Lamp", at(22), entry("http://lamp.example/1", modified_at=at(15)))
    assert due_ids(writer, at(22)) == []


def test_a_page_that_its_feed_calls_modified_is_not_visited_before_its_server_allows_it(newsroom: Newsroom) -> None:
    writer = newsroom.writer
    article_id = newsroom.publish("The Lamp", "1", [], published=1, seen=2)
    after = ArticleAfterVisit(Validators(), at(60), 0, not_before=at(25))
    writer.save_article_visit(article_id, visit("http://lamp.example/1", at(3)), after, None)
    newsroom.list_entries("The Lamp", at(20), entry("http://lamp.example/1", modified_at=at(15)))
    assert writer.article(article_id).next_visit_at == at(25)


def test_a_feed_makes_no_page_of_another_outlet_due(newsroom: Newsroom) -> None:
    writer = newsroom.writer
    article_id = newsroom.publish("The Lamp", "1", [], published=1, seen=2)
    writer.save_article_visit(
        article_id, visit("http://lamp.example/1", at(3)), ArticleAfterVisit(Validators(), at(60), 0), None
    )
    for minute in (15, 20):
        newsroom.list_entries("Quill Wire", at(minute + 1), entry("http://lamp.example/1", modified_at=at(minute)))
    assert writer.article(article_id).next_visit_at == at(60)
    newsroom.list_entries("The Lamp", at(30), entry("http://lamp.example/1", modified_at=at(25)))
    assert writer.article(article_id).next_visit_at == at(30)


def test_a_page_is_settled_by_visits_without_a_change_and_unsettled_by_an_edit(newsroom: Newsroom) -> None:
    writer = newsroom.writer
    article_id = newsroom.publish("The Lamp", "1", [killed(7)], published=1, seen=2)
    after = ArticleAfterVisit(Validators(), at(90), 0, next_visit_if_edited=at(70))
    failed = ArticleAfterVisit(Validators(), at(90), 1)
    for minute, plan in ((3, after), (4, failed), (5, after)):
        writer.save_article_visit(article_id, visit("http://lamp.example/1", at(minute)), plan, None)
    assert writer.article(article_id).unchanged_visits == 3  # the first reading of its text counts too
    edit = revision("The Lamp: 1", [killed(9)], at(60))
    writer.save_article_visit(article_id, visit("http://lamp.example/1", at(60)), after, edit)
    found = writer.article(article_id)
    assert (found.unchanged_visits, found.next_visit_at) == (0, at(70))


def test_articles_fall_due_at_the_given_moment_in_order(newsroom: Newsroom) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    for number, minute in ((1, 30), (2, 20)):
        listed = [entry(f"http://lamp.example/{number}")]
        writer.save_feed_visit(feed.id, visit(feed.url, at(1)), after_feed(at(9)), listed, at(minute))
    assert writer.next_article_visits() == {"lamp.example": at(20)}
    assert due_ids(writer, at(25)) == [2]
    assert due_ids(writer, at(35)) == [2]
    newsroom.edit(2, [], seen=35)
    assert due_ids(writer, at(35)) == [1]
    hosts = ["lamp.example", "nowhere.example"]
    assert writer.next_article_visits(hosts) == {"lamp.example": at(30), "nowhere.example": None}


def test_a_page_that_nobody_read_yet_comes_before_one_that_is_looked_at_again(newsroom: Newsroom) -> None:
    read = newsroom.publish("The Lamp", "1", [], published=1, seen=2)
    newsroom.list_entries("The Lamp", at(20), entry("http://lamp.example/1", modified_at=at(15)))
    (unread,) = newsroom.list_entries("The Lamp", at(25), entry("http://lamp.example/2"))
    assert due_ids(newsroom.writer, at(30)) == [unread]
    newsroom.edit(unread, [], seen=31)
    assert due_ids(newsroom.writer, at(32)) == [read]


def test_each_host_has_at_most_one_article_due_its_most_overdue(newsroom: Newsroom) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    hosts = ["lamp.example", "www.lamp.example", "lamp.example:8080", "cove.example"]
    for number in range(12):
        host = hosts[number % 4]
        listed = [entry(f"http://{host.upper() if number < 4 else host}/{number}?x=http://cove.example/@")]
        writer.save_feed_visit(feed.id, visit(feed.url, at(1)), after_feed(at(9)), listed, at(20 - number))
    assert due_ids(writer, at(20)) == [12, 9, 11, 10]
    assert due_ids(writer, at(9)) == [12]
    assert due_ids(writer, at(8)) == []
    found = writer.database.execute("SELECT host, count(*) FROM articles GROUP BY host").fetchall()
    assert dict(found) == dict.fromkeys(hosts, 3)


def test_a_host_with_thousands_of_articles_due_leaves_the_others_their_turn(newsroom: Newsroom) -> None:
    crowd = [entry(f"https://user:word@crowd.example/{n}") for n in range(2000)]
    newsroom.list_entries("The Lamp", at(1), *crowd)
    newsroom.list_entries("The Lamp", at(9), entry("http://lamp.example/1"), entry("not a URL"))
    assert newsroom.writer.next_article_visits() == {"": at(9), "crowd.example": at(1), "lamp.example": at(9)}
    due = newsroom.writer.articles_due(["crowd.example", "lamp.example", ""], at(10))
    assert [row.url for row in due] == [crowd[0].url, "http://lamp.example/1", "not a URL"]


def test_pauses_stay_until_they_are_over_and_the_longest_counts(writer: Writer) -> None:
    for host, minute in (("lamp.example", 30), ("lamp.example", 20), ("cove.example", 5)):
        writer.save_pause(host, at(minute), at(1))
    assert writer.pauses(at(2)) == {"lamp.example": at(30), "cove.example": at(5)}
    assert writer.pauses(at(5)) == {"lamp.example": at(30)}
    writer.save_pause("other.example", at(40), at(35))
    assert writer.database.execute("SELECT count(*) FROM pauses").fetchone() == (1,)


def test_a_schedule_is_moved_whole_and_what_is_not_planned_stays_so(newsroom: Newsroom) -> None:
    writer = newsroom.writer
    old = newsroom.publish("The Lamp", "1", [], published=1, seen=2)
    (planned,) = newsroom.list_entries("The Lamp", at(25), entry("http://lamp.example/2"))
    writer.database.execute("UPDATE articles SET next_visit_at = NULL WHERE id = ?", (old,))
    writer.save_pause("lamp.example", at(30), at(1))
    before = writer.feeds()[0].next_visit_at
    writer.move_schedule(-timedelta(minutes=60))
    assert writer.feeds()[0].next_visit_at == before - timedelta(minutes=60)
    assert writer.article(planned).next_visit_at == at(-35)
    assert writer.article(old).next_visit_at is None
    assert writer.pauses(at(-40)) == {"lamp.example": at(-30)}


def test_a_feed_of_thousands_is_written_with_a_few_statements(newsroom: Newsroom, reader: Reader) -> None:
    statements: list[str] = []
    listed = [entry(f"http://lamp.example/{n}", modified_at=at(1), is_on_story=n % 2 == 0) for n in range(3000)]
    with newsroom.writer.database.tracer(lambda sql, _: statements.append(sql)):
        assert len(newsroom.list_entries("The Lamp", at(2), *listed)) == 1500
        assert newsroom.list_entries("The Lamp", at(3), *(replace(one, modified_at=at(2)) for one in listed)) == []
    assert len(statements) < 40
    assert (reader.counts().entries, reader.counts().articles) == (3000, 1500)


class Listing(NamedTuple):
    """One entry of a few that differ in little, so that feeds often repeat them."""

    guid: int
    url: int | None
    modified: int | None
    is_on_story: bool
    outlet: str

    def entry(self) -> NewEntry:
        url = None if self.url is None else f"http://{self.outlet.split()[-1].lower()}.example/{self.url}"
        modified_at = None if self.modified is None else at(self.modified)
        title = f"Fire {self.guid} {self.modified}"
        return entry(url, title, guid=str(self.guid), modified_at=modified_at, is_on_story=self.is_on_story)


few = st.none() | st.integers(0, 3)
listings = st.lists(
    st.builds(Listing, st.integers(0, 3), few, few, st.booleans(), st.sampled_from([spec.name for spec in OUTLETS])),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(listings, max_size=3))
def test_entries_that_come_together_leave_what_they_leave_one_by_one(visits: list[list[Listing]]) -> None:
    left = []
    for is_together in (True, False):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "story.db"
            with open_writer(path, context=CONTEXT) as writer:
                newsroom = Newsroom(writer)
                for number, listed in enumerate(visits):
                    entries = [listing.entry() for listing in listed]
                    for some in [entries] if is_together else [[one] for one in entries]:
                        newsroom.list_entries("The Lamp", at(number), *some)
                execute = writer.database.execute
                execute("UPDATE entries SET seen_after = NULL")  # it tells of visits, of which there were more
                feed = execute("SELECT entry_count, on_story_count FROM feeds ORDER BY id").fetchall()
                rows = [execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in ("entries", "articles")]
                left.append((feed, rows))
            assert integrity(path) == []
    assert left[0] == left[1]


def test_a_visit_of_an_unknown_feed_is_a_lookup_error_and_leaves_nothing(newsroom: Newsroom) -> None:
    with pytest.raises(LookupError, match="no feed 99"):
        newsroom.writer.save_feed_visit(99, visit("http://x.example/", at(1)), after_feed(at(9)), [], None)
    assert newsroom.writer.database.execute("SELECT count(*) FROM visits").fetchone() == (0,)


DAY = 24 * 60.0


@pytest.mark.parametrize(
    ("days_between", "kept"),
    [(0.5, 500), (0.01, 520), (0.0585, 513)],  # only 60 are younger than 30 days; all are; 513 are
)
def test_visits_are_kept_for_30_days_or_the_last_500_whichever_is_more(
    newsroom: Newsroom, reader: Reader, days_between: float, kept: int
) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    article_id = newsroom.publish("Radio Cove", "Fire", [], published=1, seen=2)
    moments = [at((number + 1) * days_between * DAY) for number in range(520)]
    for moment in moments:
        failed = visit(feed.url, moment, "failed", reason=f"failed at {moment}")
        writer.save_feed_visit(feed.id, failed, after_feed(moment), [], None)
    with writer.database.conn:
        writer.database.conn.executemany(
            "INSERT INTO visits (article_id, url, started_at, finished_at, outcome) VALUES (?, 'u', ?, ?, 'failed')",
            [(article_id, moment.isoformat()[:19] + "Z", moment.isoformat()[:19] + "Z") for moment in moments[:-1]],
        )
    failed = visit("u", moments[-1], "failed")
    writer.save_article_visit(article_id, failed, ArticleAfterVisit(Validators(), None, 9), None)
    a_day = int(1 / days_between) + 1  # a feed's old visits are forgotten once a day
    for owner, more in (("feed_id = 2", a_day), (f"article_id = {article_id} AND url = 'u'", 0)):
        counted, oldest = writer.database.execute(
            f"SELECT count(*), min(finished_at) FROM visits WHERE {owner}"
        ).fetchone()
        assert kept <= counted <= kept + more, owner
        assert oldest == moments[-counted].isoformat()[:19] + "Z", owner
    row = next(row for row in reader.feeds() if row.outlet == "The Lamp")
    assert row.last_reason == f"failed at {moments[-1]}"
    assert integrity(writer.path) == []


def test_old_visits_are_found_by_index(newsroom: Newsroom) -> None:
    statements: list[tuple[str, Any]] = []
    database = newsroom.writer.database
    with database.tracer(lambda sql, parameters: statements.append((sql, parameters))):
        newsroom.publish("The Lamp", "Fire", [], published=1, seen=2)
    prunings = [(sql, parameters) for sql, parameters in statements if "DELETE FROM visits" in sql]
    assert len(prunings) == 2
    for sql, parameters in prunings:
        steps = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()]
        assert "AND finished_at<?" in steps[0], steps
        assert not [step for step in steps if "SCAN visits" in step or "TEMP B-TREE" in step], steps


def test_a_clock_that_was_set_back_keeps_the_last_visit(newsroom: Newsroom, reader: Reader) -> None:
    writer, feed = newsroom.writer, newsroom.feeds["The Lamp"]
    for number in range(520):
        writer.save_feed_visit(feed.id, visit(feed.url, at(number * DAY)), after_feed(at(9)), [], None)
    for moment in (at(1), at(600 * DAY)):
        writer.save_feed_visit(feed.id, visit(feed.url, moment), after_feed(at(9)), [], None)
        row = next(row for row in reader.feeds() if row.outlet == "The Lamp")
        assert row.last_visit_at == moment


def test_hostile_entry_text_is_kept_and_breaks_nothing(newsroom: Newsroom, reader: Reader) -> None:
    hostile = entry("http://lamp.example/\ud800\0", "a\ud800b\0c'); DROP TABLE facts; --", summary="\x1b]52;c;x\x07")
    (article_id,) = newsroom.list_entries("The Lamp", at(1), hostile)
    assert newsroom.list_entries("The Lamp", at(2), hostile) == []
    assert newsroom.writer.article(article_id).title == "a\ufffdb\ufffdc'); DROP TABLE facts; --"
    assert reader.counts().facts == 0


def test_a_feed_whose_host_asked_for_a_pause_shows_when_it_comes_next(newsroom: Newsroom, reader: Reader) -> None:
    feed = newsroom.feeds["The Lamp"]
    newsroom.writer.save_pause(host_of(feed.url), at(600), at(1))
    row = next(row for row in reader.feeds() if row.url == feed.url)
    assert row.next_visit_at == row.paused_until == at(600)
    rest = [row for row in reader.feeds() if row.url != feed.url]
    assert rest
    assert all(row.paused_until is None for row in rest)


def test_a_feed_that_moved_waits_for_the_host_to_which_it_moved(newsroom: Newsroom, reader: Reader) -> None:
    feed = newsroom.feeds["The Lamp"]
    after = after_feed(at(10), moved_to="http://new.example/rss")
    newsroom.writer.save_feed_visit(feed.id, visit(feed.url, at(1)), after, [], None)
    newsroom.writer.save_pause(host_of(feed.url), at(600), at(1))
    newsroom.writer.save_pause("new.example", at(60), at(1))
    row = next(row for row in reader.feeds() if row.url == feed.url)
    assert row.next_visit_at == row.paused_until == at(60)
