"""Dates that servers send, true and absurd."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fetchers import http_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 17 Sep 2024 05:00:00 GMT", datetime(2024, 9, 17, 5, tzinfo=UTC)),
        ("Tue, 17 Sep 2024 07:00:00 +0200", datetime(2024, 9, 17, 5, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        ("Tue, 17 Sep 2024 05:00:00 +999999999", None),
        ("0", None),
        ("", None),
        (None, None),
    ],
)
def test_an_http_date_is_a_time_in_utc_or_none(text: str | None, moment: datetime | None) -> None:
    assert http_date(text) == moment


@given(st.text(max_size=60) | st.from_regex(r"\A(Mon, )?\d{1,3} (Jan|Dec) \d{1,12} \d\d:\d\d:\d\d [+-]?\d{1,9}\Z"))
@example("1 Jan 0 00:00:00 -0001")
def test_no_header_makes_the_reader_of_dates_raise(text: str) -> None:
    found = http_date(text)
    assert found is None or found.tzinfo is UTC
