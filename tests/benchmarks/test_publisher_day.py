"""Some hours of polling as a publisher's access log tells of them; and the judge of logs itself."""

from datetime import timedelta
from pathlib import Path

from benchmarks.access_log import judged
from benchmarks.publisher_day import START, polled_day, told
from benchmarks.publishers.living import CRAWL_DELAY, RETRY_AFTER, LogLine, publishers

HOST = "127.0.0.1:8000"


def line(seconds: float, path: str = "/feed/0", status: int = 200, **more: object) -> LogLine:
    fields: dict[str, object] = {"headers": {"user-agent": "a reader"}} | more
    return LogLine(START + timedelta(seconds=seconds), HOST, path, status, **fields)  # type: ignore[arg-type]


async def test_the_log_of_a_night_shows_a_welcome_visitor(tmp_path: Path) -> None:
    start_at_night = timedelta(hours=20)  # so that the hour comes in which publishers ask to be left alone
    made = publishers(2, 5, START, 1)
    log = await polled_day(tmp_path, made, 0.2, after=start_at_night)
    verdict = judged(log.lines)
    assert verdict.requests > 80
    assert verdict.statuses[429] >= 1
    assert verdict.share_of_304 > 0.5
    assert len(verdict.user_agents) == 1
    assert verdict.user_agents[0].startswith("storywatch/")
    assert "press@desk.example" in verdict.user_agents[0]
    assert (verdict.with_cookie, verdict.with_referer) == (0, 0)
    assert (verdict.before_max_age, verdict.in_a_pause, verdict.unconditional_again) == (0, 0, 0)
    assert verdict.least_gap is not None
    assert verdict.least_gap >= 2
    assert verdict.least_gap_after_robots is not None
    assert verdict.least_gap_after_robots >= CRAWL_DELAY
    assert verdict.busiest_hour < 60
    assert "304" in told(verdict, 2)


def test_a_log_of_bad_manners_is_seen_as_such() -> None:
    verdict = judged(
        [
            line(0, max_age=300),
            line(1, headers={"user-agent": "a reader", "cookie": "a=b", "referer": "/"}),
            line(400, "/a", 429, retry_after=RETRY_AFTER),
            line(500, "/b"),
        ]
    )
    assert (verdict.before_max_age, verdict.in_a_pause, verdict.unconditional_again) == (1, 1, 1)
    assert (verdict.with_cookie, verdict.with_referer, verdict.least_gap) == (1, 1, 1.0)


def test_what_a_publisher_says_at_a_moment_is_the_same_each_time_and_edits_change_its_pages() -> None:
    one, again = publishers(3, 7, START, 2), publishers(3, 7, START, 2)
    assert [each.feeds for each in one] == [3, 2, 2]
    edited = next(each for each in one[0].articles if each.edits)
    moments = (edited.at, edited.edits[-1])
    pages = [one[0].answer(edited.path, moment)[2] for moment in moments]
    assert pages == [again[0].answer(edited.path, moment)[2] for moment in moments]
    assert pages[0] != pages[1]
    assert one[0].answer(edited.path, edited.at - timedelta(seconds=1))[0] == 404
