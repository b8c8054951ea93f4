"""The pure parts: texts made fit for the screen, times and figures in words, columns, wrapping, differences, links."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from store import FeedRow
from story import Qualifier, changes
from tui.browser import browser_command, is_web_address
from tui.columns import shares
from tui.differences import offset_in_changes
from tui.display import FORBIDDEN, cell, clipped, display_in_place, display_line
from tui.feeds_list import feed_names, feed_state
from tui.themes import own_colours, theme_for
from tui.wording import (
    column_interval,
    figure,
    full_moment,
    interval,
    latest,
    places_found,
    span,
    toll_range,
    zone_named,
)
from tui.wrapping import wrapped

ANY_TEXT = st.text(st.characters(), max_size=300)
NINE = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


@given(ANY_TEXT)
def test_what_is_displayed_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    for shown in (display_line(text), display_in_place(text)):
        assert not {ord(character) for character in shown} & FORBIDDEN
        shown.encode("utf-8")
    assert "\n" not in display_line(text)
    assert len(display_in_place(text)) == len(text)


@given(ANY_TEXT, st.integers(0, 60))
def test_a_cell_has_exactly_its_width_whatever_is_in_it(text: str, width: int) -> None:
    line = display_line(text)
    assert cell_len(cell(line, width)) == width
    assert cell_len(cell(line, width, "right")) == width
    assert cell_len(clipped(line, width)) <= width


def test_what_fits_is_never_clipped() -> None:
    assert clipped("seventy-seven", 13) == "seventy-seven"
    assert clipped("seventy-seven", 12) == "seventy-sev…"
    assert clipped("漢字漢字", 8) == "漢字漢字"
    assert clipped("漢字漢字", 7) == "漢字漢…"
    assert clipped("漢字漢字", 6) == "漢字…"


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "words"),
    [
        (77, 77, Qualifier.EXACT, "77"),
        (0, 0, Qualifier.EXACT, "no one"),
        (100, 100, Qualifier.ABOUT, "about 100"),
        (77, None, Qualifier.AT_LEAST, "at least 77"),
        (70, None, Qualifier.OVER, "more than 70"),
        (0, 200, Qualifier.UP_TO, "up to 200"),
        (70, 79, Qualifier.RANGE, "70–79"),
        (1, None, Qualifier.VAGUE, "several"),
        (20, 99, Qualifier.VAGUE, "dozens"),
        (100, 999, Qualifier.VAGUE, "hundreds"),
        (12345, 12345, Qualifier.EXACT, "12,345"),
    ],
)
def test_a_figure_reads_as_its_words_allow(low: int, high: int | None, qualifier: Qualifier, words: str) -> None:
    assert figure(low, high, qualifier) == words


@pytest.mark.parametrize(
    ("low", "high", "is_open", "words"),
    [
        (None, None, False, "no figure given"),
        (77, 103, False, "77–103"),
        (77, 100, True, "77–100 or more"),
        (70, None, True, "at least 70"),
        (70, 70, True, "at least 70"),
        (77, 77, False, "77"),
        (0, 0, False, "0"),
    ],
)
def test_a_range_reads_with_its_open_end(low: int | None, high: int | None, is_open: bool, words: str) -> None:
    assert toll_range(low, high, is_open) == words


def test_a_time_is_given_with_its_uncertainty() -> None:
    later = NINE + timedelta(minutes=40)
    assert interval(NINE, NINE, ZONE) == "Tue 4 09:00"
    assert interval(NINE + timedelta(seconds=59), NINE, ZONE) == "Tue 4 09:00"
    assert interval(later, NINE, ZONE) == "between Tue 4 09:00 and 09:40"
    assert interval(later, None, ZONE) == "by Tue 4 09:40"
    assert interval(later, NINE - timedelta(days=1), ZONE) == "between Mon 3 09:00 and Tue 4 09:40"
    assert interval(later, NINE, ZONE, full_moment) == "between Tue 4 Mar 2031 09:00 and 09:40"


def test_where_room_is_short_an_interval_is_its_end() -> None:
    later = NINE + timedelta(minutes=40)
    assert [latest(NINE, NINE, ZONE), latest(later, NINE, ZONE), latest(later, None, ZONE)] == [
        "Tue 4 09:00",
        "by Tue 4 09:40",
        "by Tue 4 09:40",
    ]
    assert column_interval(NINE, NINE, ZONE) == "Tue  4  09:00"
    assert column_interval(later, NINE, ZONE) == "Tue  4 ≤09:40"


def test_lengths_of_time_are_for_a_glance() -> None:
    assert [span(seconds) for seconds in (-5, 40, 300, 3 * 3600, 172800)] == ["0 s", "40 s", "5 min", "3 h", "2 days"]


@pytest.mark.parametrize("name", ["", "Nowhere/City", "../etc/passwd", "\x00", "x" * 5000, "[/]"])
def test_a_time_zone_nobody_knows_is_utc(name: str) -> None:
    assert zone_named(name) is UTC


@given(st.integers(-5, 300), st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_columns_never_take_more_than_there_is_nor_than_they_want(room: int, wanted: list[int]) -> None:
    given_cells = shares(room, wanted)
    assert sum(given_cells) <= max(0, room)
    assert all(each <= wish for each, wish in zip(given_cells, wanted, strict=True))
    if sum(wanted) <= room:
        assert given_cells == wanted
    assert sum(shares(room, wanted, filled=0)) == max(0, room)


@given(st.text(st.sampled_from("ab 漢\n\u0301é "), max_size=200), st.integers(2, 40))
def test_wrapping_loses_no_word_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in lines)
    assert "".join("".join(text[start:end] for start, end in lines).split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(lines))


@settings(deadline=None)
@given(st.text(st.sampled_from("ab \n"), max_size=80), st.text(st.sampled_from("ab \n"), max_size=80))
def test_a_place_in_the_text_is_found_among_its_changes(old: str, new: str) -> None:
    found = changes(old, new)
    shown = "".join(change.text for change in found)
    for offset, character in enumerate(new):
        assert shown[offset_in_changes(found, offset)] == character


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[broken", False),
        ("https://example.org/\x1b]52;c;x\x07", False),
        ("https://example.org/a b", False),
        ("-oProxyCommand=x", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_handed_to_a_browser(url: str, may: bool) -> None:
    assert is_web_address(url) is may


def test_without_a_display_there_is_no_browser() -> None:
    assert browser_command({}, "linux") is None


@pytest.mark.parametrize(
    ("choice", "environment", "theme"),
    [
        (None, {}, "storywatch-dark"),
        ("light", {}, "storywatch-light"),
        (None, {"COLORFGBG": "0;15"}, "storywatch-light"),
        ("dark", {"COLORFGBG": "0;15"}, "storywatch-dark"),
        ("nord", {}, "nord"),
        (None, {"NO_COLOR": "1"}, "ansi-dark"),
        ("light", {"NO_COLOR": ""}, "ansi-light"),
    ],
)
def test_the_theme_follows_the_reader_then_the_terminal(
    choice: str | None, environment: dict[str, str], theme: str
) -> None:
    assert theme_for(choice, environment) == theme


def test_both_themes_can_be_read() -> None:
    """At least 4.5 to 1 for what is read, by the rule of WCAG 2."""
    from textual.color import Color

    from tui.themes import DARK, LIGHT

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    for theme in (DARK, LIGHT):
        variables = theme.to_color_system().generate() | own_colours(theme)
        texts = [
            "foreground",
            "muted",
            "text-accent",
            "text-primary",
            "text-secondary",
            "text-success",
            "text-warning",
            "text-error",
        ]
        for ground in ("background", "panel", "selected-row"):
            for text in texts:
                if (text, ground) != ("muted", "selected-row"):
                    assert contrast(variables[text], variables[ground]) >= 4.5, (theme.name, text, ground)


def test_feeds_of_one_outlet_are_told_apart_by_where_their_addresses_part() -> None:
    urls = ["https://lamp.example/rss", "https://lamp.example/rss/fr\x1b[2J", "https://www.cove.example/feed"]
    rows = [
        FeedRow("The Lamp" if "lamp" in url else "Cove", url, NINE, "new", 200, None, NINE, 0, False, 1, 1)
        for url in urls
    ]
    assert list(feed_names(rows).values()) == ["Cove", "The Lamp rss", "The Lamp rss/fr[2J"]
    rows[1] = replace(rows[1], url="https://fr.lamp.example/rss")
    assert feed_names(rows)[rows[1].url] == "The Lamp fr.lamp.example/rss"


def test_a_feed_whose_outlets_clock_is_wrong_says_so_before_all_that_goes_well() -> None:
    feed = FeedRow("The Lamp", "u", NINE, "unchanged", 304, None, NINE, 0, False, 9, 3, "feed times not believed: …")
    assert feed_state(feed, ZONE) == "feed times not believed: …"
    assert feed_state(replace(feed, failures=2, last_reason="timed out"), ZONE) == "failing (2×): timed out"
    assert feed_state(replace(feed, clock=None), ZONE) == "well · next 09:00"
    assert (
        feed_state(replace(feed, clock=None, last_reason="9 new entries left out"), ZONE)
        == "well: 9 new entries left out"
    )


def test_a_feed_that_is_gone_or_left_out_is_called_so() -> None:
    feed = FeedRow("The Lamp", "u", NINE, "gone", 410, "HTTP 410 Gone", NINE, 1, True, 9, 3)
    assert feed_state(feed, ZONE) == "gone: HTTP 410 Gone"
    assert feed_state(replace(feed, is_left_out=True), ZONE) == "left out: not in the configuration"
    assert feed_state(replace(feed, is_stopped=False, failures=0, last_visit_at=None), ZONE) == "waiting · next 09:00"


def test_places_of_a_page_are_named_once_with_what_was_found_in_each() -> None:
    found = {"title": "json-ld", "canonical_url": "canonical link", "published_at": "json-ld", "lang": "html lang"}
    assert places_found(found) == "from json-ld: title, published · canonical link: address · html lang: language"
