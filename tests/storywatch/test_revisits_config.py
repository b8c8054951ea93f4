"""`[polling] revisits`: how often pages are visited again, and what is refused in one line."""

from pathlib import Path

import pytest

from fetchers import Revisits
from storywatch.config import ConfigError, parse_config
from tests.storywatch.conftest import CONFIG

PATH = Path("config.toml")


def parsed(revisits: str) -> tuple[Revisits, ...]:
    return parse_config(f"{CONFIG}\n[polling]\nrevisits = {revisits}\n", PATH).revisits


def test_as_it_comes_pages_are_visited_every_20_minutes_then_hourly_then_every_four_hours() -> None:
    usual = (Revisits(6 * 3600, 1200), Revisits(24 * 3600, 3600), Revisits(96 * 3600, 4 * 3600))
    assert parse_config(CONFIG, PATH).revisits == usual


def test_a_schedule_of_ones_own_is_taken_up_and_an_empty_one_means_a_single_visit() -> None:
    assert parsed('[{ until = "90m", every = "5m" }, { until = "8d", every = "1d" }]') == (
        Revisits(5400, 300),
        Revisits(8 * 86400, 86400),
    )
    assert parsed("[]") == ()


@pytest.mark.parametrize(
    ("revisits", "expected"),
    [
        ('[{ until = "6h", every = "5s" }]', "polling.revisits[0].every: 5 s is not between 30 s and 7 days"),
        ('[{ until = "6h", every = "8d" }]', "polling.revisits[0].every: 691200 s is not between 30 s and 7 days"),
        ('[{ until = "10m", every = "20m" }]', "polling.revisits[0].until: 600 s is not between its own every"),
        ('[{ until = "99d", every = "20m" }]', "polling.revisits[0].until: 8553600 s is not between its own every"),
        (
            '[{ until = "6h", every = "20m" }, { until = "6h", every = "1h" }]',
            "polling.revisits[1].until: 21600 s is not after the step before, which ends at 21600 s",
        ),
        (
            '[{ until = "6h", every = "20m" }, { until = "9h", every = "10m" }]',
            "polling.revisits[1].every: 600 s is shorter than before (1200 s); young pages change most",
        ),
        ('[{ until = "6h" }]', "every: is missing and must be given"),
        ('[{ until = "6h", evry = "20m" }]', "polling.revisits[0].evry: unknown key; did you mean 'every'?"),
        ('[{ until = 6, every = "20m" }]', "6 is not a duration"),
        ('"hourly"', "polling.revisits: 'hourly' is not a list"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(revisits: str, expected: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parsed(revisits)
    assert expected in str(refused.value)
    assert "\n" not in str(refused.value)
