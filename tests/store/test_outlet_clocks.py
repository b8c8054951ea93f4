"""Outlets' clocks that are wrong: noticed from feeds and pages, their times not believed, shown beside the feed."""

from store import NewEntry, Reader, Writer

from .newsroom import Newsroom, after_feed, at, entry, killed, visit


def come(newsroom: Newsroom, number: int, *, ahead: float, outlet: str = "The Lamp") -> int:
    """An article that its feed lists soon after it came out, dated so many minutes ahead; the feed was just visited."""
    moment = 60 * number
    newsroom.list_entries(outlet, at(moment - 10))
    published_at = at(moment - 5 + ahead)
    (article_id,) = newsroom.list_entries(
        outlet, at(moment), entry(f"http://lamp.example/{number}", published_at=published_at)
    )
    newsroom.edit(article_id, [killed(number)], seen=moment + 1)
    return article_id


def clocks(newsroom: Newsroom) -> list[tuple[object, ...]]:
    found = newsroom.writer.database.execute(
        "SELECT clock, ahead_by, reason, known_from, known_until FROM outlet_clocks ORDER BY id"
    )
    return found.fetchall()  # type: ignore[no-any-return]


def bases(newsroom: Newsroom) -> set[tuple[str, str]]:
    found = newsroom.writer.database.execute(
        "SELECT DISTINCT at = not_after, basis FROM reports WHERE known_until IS NULL"
    )
    return set(found.fetchall())


def test_a_feed_an_hour_behind_is_noticed_and_its_earlier_articles_are_dated_anew(
    newsroom: Newsroom, reader: Reader
) -> None:
    for number in (1, 2):
        come(newsroom, number, ahead=-60)
    assert [fact.first_at for fact in reader.facts()] == [at(55), at(-5)]
    come(newsroom, 3, ahead=-60)
    assert clocks(newsroom) == [("feed", -3600, "its clock is 1 h behind", "2024-09-17T08:00:00Z", None)]
    assert sorted(fact.first_at for fact in reader.facts()) == [at(61), at(121), at(181)]
    assert bases(newsroom) == {(1, "first seen")}
    row = next(feed for feed in reader.feeds() if feed.outlet == "The Lamp")
    assert row.clock == "feed times not believed: its clock is 1 h behind"


def test_a_clock_that_was_mended_is_believed_again_but_not_what_it_said_before(
    newsroom: Newsroom, reader: Reader
) -> None:
    wrong = [come(newsroom, number, ahead=-60) for number in (1, 2, 3)]
    right = [come(newsroom, number, ahead=0) for number in (4, 5, 6)]
    (judged,) = clocks(newsroom)
    assert judged[4] == "2024-09-17T10:00:00Z"
    assert next(feed.clock for feed in reader.feeds() if feed.outlet == "The Lamp") is None
    basis = dict(
        newsroom.writer.database.execute("SELECT article_id, basis FROM reports WHERE known_until IS NULL").fetchall()
    )
    assert {basis[article_id] for article_id in wrong} == {"first seen"}
    assert basis[right[-1]] == "published"


def test_a_feed_that_is_right_is_believed(newsroom: Newsroom) -> None:
    for number in range(1, 6):
        come(newsroom, number, ahead=0)
    assert clocks(newsroom) == []
    assert bases(newsroom) == {(0, "published")}


def test_pages_and_feeds_have_clocks_of_their_own(newsroom: Newsroom) -> None:
    for number in range(1, 5):
        moment = 60 * number
        newsroom.list_entries("The Lamp", at(moment - 10))
        (article_id,) = newsroom.list_entries("The Lamp", at(moment), entry(f"http://lamp.example/{number}"))
        page = {"published_at": at(moment - 125), "published_basis": "meta, zone assumed UTC", "is_zone_assumed": True}
        newsroom.edit(article_id, [killed(number)], seen=moment + 1, **page)
    assert [clock[:3] for clock in clocks(newsroom)] == [("page", -7200, "its clock is 2 h behind")]


def test_entries_left_over_for_the_next_visit_are_not_taken_for_late_ones(newsroom: Newsroom) -> None:
    feed = newsroom.feeds["The Lamp"]
    listed = [entry(f"http://lamp.example/{number}", published_at=at(-number)) for number in range(2)]
    newsroom.list_entries("The Lamp", at(0))
    for number, one in enumerate(listed):
        after = after_feed(at(100), body_hash=None if number == 0 else "hash")
        newsroom.writer.save_feed_visit(feed.id, visit(feed.url, at(10 * (number + 1))), after, [one], None)
    assert seen_after(newsroom.writer) == ["2024-09-17T05:00:00Z"] * 2


def test_a_failed_visit_bounds_nothing(newsroom: Newsroom) -> None:
    feed = newsroom.feeds["The Lamp"]
    newsroom.list_entries("The Lamp", at(0))
    failed = visit(feed.url, at(10), "failed", reason="timed out")
    newsroom.writer.save_feed_visit(feed.id, failed, after_feed(at(100)), [], None)
    newsroom.list_entries("The Lamp", at(20), entry("http://lamp.example/1"))
    assert seen_after(newsroom.writer) == ["2024-09-17T05:00:00Z"]


def test_what_a_feed_lists_at_its_first_visit_has_no_lower_bound(newsroom: Newsroom) -> None:
    newsroom.list_entries("The Lamp", at(0), entry("http://lamp.example/1"))
    assert seen_after(newsroom.writer) == [None]


def seen_after(writer: Writer) -> list[str | None]:
    return [row[0] for row in writer.database.execute("SELECT seen_after FROM entries ORDER BY id").fetchall()]


def test_a_page_that_contradicts_its_feed_by_whole_hours_is_believed_only_if_it_fits_the_visits(
    newsroom: Newsroom,
) -> None:
    def dated(feed: NewEntry, page: float) -> tuple[str, str]:
        newsroom.list_entries("The Lamp", at(290))
        (article_id,) = newsroom.list_entries("The Lamp", at(300), feed)
        newsroom.edit(article_id, [killed(7)], seen=301, published_at=at(page), published_basis="json-ld")
        return newsroom.writer.database.execute(  # type: ignore[no-any-return]
            "SELECT published_at, published_basis FROM articles WHERE id = ?", [article_id]
        ).fetchone()

    first = entry("http://lamp.example/a", published_at=at(295))
    assert dated(first, 175) == ("2024-09-17T09:55:00Z", "feed")
    second = entry("http://lamp.example/b", published_at=at(175))
    assert dated(second, 295) == ("2024-09-17T09:55:00Z", "json-ld")
    third = entry("http://lamp.example/c", published_at=at(295))
    assert dated(third, 281) == ("2024-09-17T09:41:00Z", "json-ld")


def test_counting_everything_anew_makes_the_same_versions_as_the_visits_did(newsroom: Newsroom) -> None:
    come(newsroom, 1, ahead=0)
    for number in range(2, 8):
        come(newsroom, number, ahead=60 if number < 5 else 0)
    assert clocks(newsroom) != []

    def versions() -> list[tuple[object, ...]]:
        statement = "SELECT article_id, at, basis, known_from, known_until FROM reports ORDER BY article_id, known_from"
        return newsroom.writer.database.execute(statement).fetchall()  # type: ignore[no-any-return]

    before = versions()
    newsroom.writer.refresh_facts()
    assert versions() == before
