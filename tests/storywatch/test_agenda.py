"""What is due when: the poller's plan, without network or store."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storywatch.agenda import FEEDS_IN_A_ROW, HOSTS_A_SECOND, LONGEST_SPREAD, Agenda, Turn

START = datetime(2024, 9, 19, 9, 30, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_the_longest_due_comes_first_and_nothing_comes_early() -> None:
    agenda = Agenda()
    agenda.plan_feed(1, "a.test:443", at(30))
    agenda.plan_feed(2, "b.test:443", at(10))
    agenda.plan_articles({"c.test:443": at(20)})
    assert agenda.take(at(9), 9) == []
    assert agenda.next_moment() == at(10)
    assert agenda.take(at(25), 9) == [Turn("b.test:443", 2), Turn("c.test:443", None)]
    assert agenda.next_moment() == at(30)


def test_a_host_is_visited_one_thing_at_a_time_with_its_gap_between() -> None:
    agenda = Agenda()
    for feed in (1, 2):
        agenda.plan_feed(feed, "a.test:443", at(feed))
    assert agenda.take(at(5), 9) == [Turn("a.test:443", 1)]
    assert agenda.take(at(5), 9) == []
    assert agenda.next_moment() is None
    agenda.release("a.test:443", at(8))
    assert agenda.take(at(7), 9) == []
    assert agenda.next_moment() == at(8)
    assert agenda.take(at(8), 9) == [Turn("a.test:443", 2)]


def test_hundreds_of_pages_due_do_not_starve_a_hosts_feeds_nor_feeds_its_pages() -> None:
    agenda = Agenda()
    host = "a.test:443"
    agenda.plan_articles({host: at(0)})
    for feed in range(20):
        agenda.plan_feed(feed, host, at(1))
    taken = []
    for second in range(2, 42):
        taken += agenda.take(at(second), 1)
        agenda.release(host, at(second))
        agenda.plan_articles({host: at(0)})
    assert [turn.feed_id is not None for turn in taken[: FEEDS_IN_A_ROW + 2]] == [True] * FEEDS_IN_A_ROW + [False, True]
    assert sum(turn.feed_id is not None for turn in taken) == 20


def test_no_more_are_taken_than_there_are_places_and_the_others_stay_due() -> None:
    agenda = Agenda()
    for feed in range(5):
        agenda.plan_feed(feed, f"{feed}.test:443", at(feed))
    assert [turn.feed_id for turn in agenda.take(at(9), 2)] == [0, 1]
    assert agenda.take(at(9), 0) == []
    assert [turn.feed_id for turn in agenda.take(at(9), 9)] == [2, 3, 4]


def test_a_pause_holds_for_all_that_a_host_has_and_is_over_in_time() -> None:
    agenda = Agenda()
    agenda.plan_feed(1, "a.test:443", at(0))
    agenda.plan_articles({"a.test:443": at(0)})
    assert agenda.has_due(at(1))
    assert not agenda.has_due(at(1), {"a.test:443"})
    assert agenda.take(at(1), 9) == [Turn("a.test:443", 1)]
    agenda.plan_feed(1, "a.test:443", at(0))
    agenda.release("a.test:443", at(60))
    assert agenda.take(at(59), 9) == []
    assert agenda.take(at(60), 9) == [Turn("a.test:443", 1)]


def test_a_feed_that_is_planned_anew_or_taken_out_comes_only_as_planned_last() -> None:
    agenda = Agenda()
    agenda.plan_feed(1, "a.test:443", at(5))
    agenda.plan_feed(1, "b.test:443", at(9))
    agenda.plan_feed(2, "a.test:443", at(5))
    agenda.forget_feed(2)
    agenda.forget_feed(7)
    assert agenda.take(at(8), 9) == []
    assert agenda.take(at(9), 9) == [Turn("b.test:443", 1)]


def test_what_is_overdue_after_a_restart_begins_one_after_the_other_and_news_need_not_wait() -> None:
    agenda = Agenda()
    for feed in range(200):
        agenda.plan_feed(feed, f"{feed}.test:443", at(-feed))
    agenda.plan_feed(1000, "new.test:443", at(0))
    assert agenda.spread(at(0), {"new.test:443"}) == 200
    begun = [agenda.take(at(second), 999) for second in range(21)]
    assert [len(turns) for turns in begun] == [HOSTS_A_SECOND + 1] + [HOSTS_A_SECOND] * 19 + [0]
    assert Turn("199.test:443", 199) in begun[0]  # the longest overdue


def test_thousands_that_are_overdue_have_begun_within_two_minutes() -> None:
    agenda = Agenda()
    for feed in range(5000):
        agenda.plan_feed(feed, f"{feed}.test:443", at(-1))
    agenda.spread(at(0))
    numbers = [len(agenda.take(at(second), 9999)) for second in range(LONGEST_SPREAD + 1)]
    assert sum(numbers) == 5000
    assert max(numbers) <= 43


def test_a_host_that_nothing_is_planned_for_is_forgotten() -> None:
    agenda = Agenda()
    for number in range(1000):
        agenda.plan_articles({f"{number}.test:443": at(0)})
        (turn,) = agenda.take(at(1), 1)
        agenda.release(turn.host, at(2))
        agenda.plan_articles({turn.host: None})
    assert agenda._hosts == {}


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("feed"), st.integers(0, 5), st.integers(0, 50)),
            st.tuples(st.just("pages"), st.integers(0, 3), st.none() | st.integers(0, 50)),
            st.tuples(st.just("forget"), st.integers(0, 5), st.just(0)),
            st.tuples(st.just("spread"), st.just(0), st.just(0)),
            st.tuples(st.just("take"), st.integers(0, 3), st.just(0)),
            st.tuples(st.just("release"), st.integers(0, 3), st.integers(0, 50)),
        ),
        max_size=60,
    )
)
def test_whatever_happens_nothing_comes_early_twice_or_never(steps: list[tuple[str, int, int | None]]) -> None:
    agenda = Agenda()
    planned: dict[int, datetime] = {}
    busy: set[str] = set()
    now = 0
    for what, which, when in steps:
        now += 1
        host = f"{which % 4}.test:443"
        if what == "feed" and when is not None:
            agenda.plan_feed(which, host, at(when))
            planned[which] = at(when)
        elif what == "pages":
            agenda.plan_articles({host: None if when is None else at(when)})
        elif what == "forget":
            agenda.forget_feed(which)
            planned.pop(which, None)
        elif what == "spread":
            agenda.spread(at(now))
        elif what == "take":
            for turn in agenda.take(at(now), which):
                assert turn.host not in busy
                busy.add(turn.host)
                if turn.feed_id is not None:
                    assert planned.pop(turn.feed_id) <= at(now)
        elif what == "release" and host in busy and when is not None:
            busy.discard(host)
            agenda.release(host, at(now + when))
    for host in busy:
        agenda.release(host, at(now))
    agenda.plan_all_articles({})
    found = set()
    for second in range(now + 200, now + 230):
        for turn in agenda.take(at(second), 99):
            found.add(turn.feed_id)
            agenda.release(turn.host, at(second))
    assert found == set(planned)
    assert agenda.next_moment() is None


def test_places_that_are_kept_for_prompt_hosts_are_given_to_no_other() -> None:
    agenda = Agenda()
    for feed_id, name in enumerate("abc"):
        agenda.plan_feed(feed_id, name, at(0))
    assert [turn.host for turn in agenda.take(at(0), 9)] == ["a", "b", "c"]
    for feed_id, name in enumerate("abc"):
        agenda.plan_feed(feed_id, name, at(10 + feed_id))
        agenda.release(name, at(5), is_prompt=name == "c")
    assert [agenda.is_prompt(name) for name in "abcd"] == [False, False, True, False]
    assert agenda.next_moment() == at(10)
    assert agenda.next_moment(with_others=False) == at(12)
    assert [turn.host for turn in agenda.take(at(20), 9, 1)] == ["a", "c"]
    assert agenda.take(at(20), 9, 0) == []
    assert [turn.host for turn in agenda.take(at(20), 9, 1)] == ["b"]
