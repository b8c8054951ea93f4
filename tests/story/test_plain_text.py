"""Untrusted text is made harmless."""

from hypothesis import given
from hypothesis import strategies as st

from story import plain_text


def test_what_moves_hides_or_reorders_is_dropped() -> None:
    assert (
        plain_text("a\x1b[31m\x07\x00b\x7f\x9bc\u202ed\u2066e\u200bf\u061c\u200e\u200f\u2028\u2029\ufeffg") == "abcdefg"
    )


def test_a_terminals_sequences_go_whole_so_that_their_numbers_are_no_figures() -> None:
    assert plain_text("12 people \x1b[2Jwere \x1b[1;31mkilled\x1b[0m") == "12 people were killed"
    assert plain_text("a\x1b]52;c;aGFjaw==\x07b\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\") == "ablink"
    assert plain_text("a\x1bP1$r0m\x1b\\b\x1b(Bc\x1b7d\x1bcE") == "abcdE"


def test_a_sequence_that_does_not_end_hides_nothing() -> None:
    assert plain_text("\x1b]0;12 people were killed\nin the attack") == "]0;12 people were killed\nin the attack"
    assert plain_text("\x1b") == ""


def test_lines_tabs_and_joiners_stay() -> None:
    text = "a\n\tb \u200c\u200d é 中 \U0001f468\u200d\U0001f469"
    assert plain_text(text) == text


@given(st.text(st.characters()))
def test_the_result_can_always_be_written_and_is_stable(text: str) -> None:
    clean = plain_text(text + "\ud800")
    clean.encode("utf-8")
    assert plain_text(clean) == clean
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in clean)
