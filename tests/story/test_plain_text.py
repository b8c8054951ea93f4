"""Untrusted text is made harmless."""

from hypothesis import given
from hypothesis import strategies as st

from story import plain_text


def test_what_moves_hides_or_reorders_is_dropped() -> None:
    assert (
        plain_text("a\x1b[31m\x07\x00b\x7f\x9bc\u202ed\u2066e\u200bf\u061c\u200e\u200f\u2028\u2029\ufeffg")
        == "a[31mbcdefg"
    )


def test_lines_tabs_and_joiners_stay() -> None:
    text = "a\n\tb \u200c\u200d é 中 \U0001f468\u200d\U0001f469"
    assert plain_text(text) == text


@given(st.text(st.characters()))
def test_the_result_can_always_be_written_and_is_stable(text: str) -> None:
    clean = plain_text(text + "\ud800")
    clean.encode("utf-8")
    assert plain_text(clean) == clean
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in clean)
