"""What is written between two spaces is looked at once and remembered: that may save time, and change nothing."""

import tomllib
from dataclasses import replace

import pytest

from story import read_claims
from story.reading import looks
from story.reading.items import read_items
from story.reading.loading import load_lexicon
from story.reading.packs import PACKS, known_languages
from story.reading.people.telling import words_of


def words_read(text: str, code: str) -> list[tuple[str, str]]:
    return [(item.word, text[item.start : item.end]) for item in read_items(text, 0, len(text), load_lexicon(code))]


@pytest.mark.parametrize("code", known_languages())
def test_a_sentence_is_read_alike_by_a_language_that_remembers_and_by_one_that_knows_nothing_yet(code: str) -> None:
    known = load_lexicon(code)
    examples = tomllib.loads((PACKS / f"{code}.toml").read_text(encoding="utf-8"))["examples"]
    for example in examples[:60]:
        text = example["text"]
        fresh = replace(known, stretches={})
        assert read_items(text, 0, len(text), fresh) == read_items(text, 0, len(text), known)
        assert words_of(text, 0, len(text), fresh) == words_of(text, 0, len(text), known)


def test_words_are_found_in_their_own_places_when_they_come_again_and_inside_others() -> None:
    text = "a  an a, (an) a\tan.\u00a0a"
    places = [(item.start, item.end) for item in read_items(text, 0, len(text), load_lexicon("en"))]
    assert [text[start:end] for start, end in places] == ["a", "an", "a", ",", "(", "an", ")", "a", "an", ".", "a"]
    assert places == sorted(places)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_a_number_with_spaces_in_it_is_one_word_wherever_it_stands(space: str) -> None:
    assert (f"14{space}000", f"14{space}000") in words_read(f"Il y a 14{space}000 déplacés, dit-on.", "fr")


def test_numbers_that_only_stand_side_by_side_are_two_words() -> None:
    assert [word for word, _ in words_read("In 2012 77 died", "en")][1:3] == ["2012", "77"]


def test_a_language_remembers_only_so_much_and_nothing_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "REMEMBERED", 50)
    lexicon = replace(load_lexicon("en"), stretches={})
    text = (
        " ".join("abcdefghij"[one] + "klmnopqrstuvwxyzabcd"[other] for one in range(10) for other in range(20))
        + " "
        + "x" * 1_000
    )
    items = read_items(text, 0, len(text), lexicon)
    assert len(items) == 201
    assert 0 < len(lexicon.stretches) <= 50
    assert max(map(len, lexicon.stretches)) <= looks.LONGEST


def test_what_was_read_before_changes_no_claim() -> None:
    text = "Bamako attack\n\nA security source told AFP that 77 people were killed and 255 others were injured."
    before = read_claims(text, lang="en")
    for other in ("77 People WERE killed.", "“77 people” were “killed”", "people killed 77"):
        read_claims(other, lang="en")
    assert read_claims(text, lang="en") == before


def test_a_page_of_nonsense_does_not_take_the_room_of_what_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "REMEMBERED", 50)
    lexicon = replace(load_lexicon("en"), stretches={})
    nonsense = " ".join("abcdefghij"[one] + "klmnopqrst"[other] for one in range(10) for other in range(10))
    for text in (nonsense, "Seven people were killed"):
        read_items(text, 0, len(text), lexicon)
    assert {"Seven", "people", "were", "killed"} <= lexicon.stretches.keys()
