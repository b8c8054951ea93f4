"""The toll as a reader sees it while articles come, change and go, against the toll of all reports known then."""

from datetime import timedelta

from store import Reader, integrity
from store.settings import read_setting
from story import Kind, SpeakerClass, toll, toll_series

from .newsroom import Newsroom, at, killed, reports_known


def lows(reader: Reader, minutes: float) -> list[tuple[int | None, int | None, int | None]]:
    """Each step of the series as known then: the number in the headline, and the range."""
    series = reader.toll_series(Kind.KILLED, at(minutes))
    return [(point.headline and point.headline.low, point.range_low, point.range_high) for point in series]


def check(reader: Reader, *minutes: float) -> None:
    """At each moment the stored toll is the toll of the reports known then."""
    setting = read_setting(reader._connection)
    for moment in map(at, minutes):
        reports = reports_known(reader, Kind.KILLED, moment)
        assert reader.toll(Kind.KILLED, moment) == toll(Kind.KILLED, reports, moment, setting.official, setting.context)
        assert reader.toll_series(Kind.KILLED, moment) == toll_series(
            Kind.KILLED, reports, moment, setting.official, setting.context
        )


ARMY = {"source": "the General Staff", "speaker_class": SpeakerClass.ARMED_FORCES}


def test_an_outlet_that_corrects_one_of_its_two_articles_still_carries_the_figure(
    newsroom: Newsroom, reader: Reader
) -> None:
    first = newsroom.publish("The Lamp", "a", [killed(359)], published=10, seen=12)
    second = newsroom.publish("The Lamp", "b", [killed(359)], published=20, seen=22)
    newsroom.publish("Radio Cove", "c", [killed(100, **ARMY)], published=25, seen=26)
    newsroom.edit(second, [killed(253)], seen=60)
    check(reader, 12, 22, 26, 60)
    (carriers,) = newsroom.writer.database.execute("SELECT reports FROM toll_carriers WHERE low = 359").fetchall()
    assert carriers == (2,)
    newsroom.edit(first, [killed(253)], seen=90)
    check(reader, 12, 22, 26, 60, 90)
    assert lows(reader, 90)[-1] == (253, 100, 253)
    assert integrity(reader.path) == []


def test_an_official_toll_steps_down_and_what_was_known_before_stays(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "a", [killed(359, **ARMY)], published=10, seen=12)
    newsroom.publish("Radio Cove", "b", [killed(359, **ARMY)], published=20, seen=22)
    newsroom.publish("Quill Wire", "c", [killed(253, **ARMY)], published=40, seen=70)
    assert lows(reader, 69) == [(359, 359, 359)]
    assert lows(reader, 70) == [(359, 359, 359), (253, 253, 253)]
    check(reader, 12, 22, 69, 70, 99)


def test_an_earlier_report_found_late_changes_the_past_as_it_is_known_from_then_on(
    newsroom: Newsroom, reader: Reader
) -> None:
    newsroom.publish("The Lamp", "a", [killed(77)], published=100, seen=102)
    newsroom.publish("Radio Cove", "b", [killed(40)], published=20, seen=130)
    assert [point.at for point in reader.toll_series(Kind.KILLED, at(129))] == [at(100)]
    assert [point.at for point in reader.toll_series(Kind.KILLED, at(130))] == [at(20), at(100)]
    check(reader, 102, 129, 130)


def test_the_toll_made_anew_is_the_same_at_every_moment(newsroom: Newsroom, reader: Reader) -> None:
    article = newsroom.publish("The Lamp", "a", [killed(20), killed(30, **ARMY)], published=10, seen=12)
    newsroom.edit(article, [killed(37)], seen=60)
    newsroom.publish("Radio Cove", "b", [killed(37)], published=5, seen=90)
    newsroom.publish("Quill Wire", "c", [killed(12)], published=1600, seen=1700)
    moments = [at(0) + timedelta(minutes=minutes) for minutes in (12, 60, 90, 1700)]
    before = [(reader.toll(Kind.KILLED, each), reader.toll_series(Kind.KILLED, each)) for each in moments]
    newsroom.writer.refresh_facts()
    assert [(reader.toll(Kind.KILLED, each), reader.toll_series(Kind.KILLED, each)) for each in moments] == before
    check(reader, 12, 60, 90, 1700)
