"""What changed between two texts, as words added, taken away and moved."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from story import Change, changes

TEXTS = st.lists(
    st.lists(st.sampled_from(["army", "said", "20", "killed.", "“a”", "the", "of", "the school"]), max_size=9).map(
        " ".join
    ),
    max_size=8,
).map("\n".join)


def read_as(found: tuple[Change, ...], *kinds: str) -> str:
    return "".join(change.text for change in found if change.change in kinds)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_without_what_was_removed_the_changes_are_the_new_text(before: str, after: str) -> None:
    assert read_as(changes(before, after), "same", "added", "moved") == after


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_without_what_was_added_the_changes_hold_every_word_of_the_old_text(before: str, after: str) -> None:
    kept = read_as(changes(before, after), "same", "removed", "moved")
    assert Counter(re.findall(r"\w+", kept)) == Counter(re.findall(r"\w+", before))


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {change.change for change in changes(text, text)} <= {"same"}


def test_an_edited_figure_is_one_removed_and_one_added_word() -> None:
    assert [(change.text, change.change) for change in changes("It spoke of 20 dead.", "It spoke of 15 dead.")] == [
        ("It spoke of ", "same"),
        ("20 ", "removed"),
        ("15 ", "added"),
        ("dead.", "same"),
    ]


def test_a_sign_behind_a_word_does_not_change_the_word() -> None:
    found = changes("20 killed. The end", "20 killed, 3 hurt. The end")
    assert read_as(found, "removed") == ""
    assert read_as(found, "added").split() == [",", "3", "hurt"]


def test_white_space_and_the_shape_of_quotation_marks_are_no_change() -> None:
    assert {change.change for change in changes("He said: “No’”\n\nEnd", 'He  said: "No\'"\nEnd')} == {"same"}


FIRST = "The army said on Tuesday that the airport had been closed until further notice."
SECOND = "Witnesses heard shots near the school before dawn and saw smoke over the river."
THIRD = "Flights were diverted to Dakar for the rest of the day."


def test_a_paragraph_that_moved_is_told_as_moved_and_not_as_words_taken_away_and_added() -> None:
    found = changes("\n".join((FIRST, SECOND, THIRD)), "\n".join((SECOND, THIRD, FIRST)))
    assert read_as(found, "moved").strip() == FIRST
    assert not read_as(found, "added", "removed")


def test_a_paragraph_that_moved_and_was_touched_up_shows_the_words_concerned() -> None:
    found = changes("\n".join((FIRST, SECOND, THIRD)), "\n".join((SECOND, THIRD, FIRST.replace("Tuesday", "Monday"))))
    assert read_as(found, "removed").strip() == "Tuesday"
    assert read_as(found, "added").strip() == "Monday"


def test_a_rewritten_sentence_is_not_shown_as_islands_of_small_words() -> None:
    found = changes("The quick brown fox of the hill ran away.", "Some lazy dogs of the house sleep soundly.")
    assert [change.change for change in found] == ["removed", "added", "same"]


def test_a_huge_rewritten_text_is_told_whole() -> None:
    old = " ".join(f"a{number}" for number in range(50_000))
    new = " ".join(f"b{number}" for number in range(50_000))
    assert [change.change for change in changes(old, new)] == ["removed", "added"]
