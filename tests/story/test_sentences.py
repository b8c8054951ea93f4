"""Where sentences end: abbreviations, headlines, hard-wrapped lines, endless stretches."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.reading.loading import load_lexicon
from story.reading.sentences import LONGEST, split_sentences


def split(text: str, lang: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, load_lexicon(lang).abbreviations)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Gen. Diarra spoke. He left.", ["Gen. Diarra spoke.", "He left."]),
        ("He met J. Spencer of the U.S. embassy. It rained.", ["He met J. Spencer of the U.S. embassy.", "It rained."]),
        ("“We ran.” They said 3 died.", ["“We ran.”", "They said 3 died."]),
        ("77 dead in Bamako\n\nThe army was silent.", ["77 dead in Bamako", "The army was silent."]),
        ("77 dead in Bamako\nThe army was silent.", ["77 dead in Bamako", "The army was silent."]),
        ("It rose to 7.5 metres. Then it fell.", ["It rose to 7.5 metres.", "Then it fell."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_french_abbreviations_end_no_sentence() -> None:
    assert split("Le gén. Diarra a parlé. M. Keïta est parti.", "fr") == [
        "Le gén. Diarra a parlé.",
        "M. Keïta est parti.",
    ]


def test_a_sentence_runs_over_the_lines_of_a_hard_wrapped_wire() -> None:
    text = (
        "A security source reported on Thursday that seventy-seven people were\n"
        "killed and two hundred and fifty-five others were injured in attacks\n"
        "Bamako had not seen the like of since the year twenty sixteen, while\n"
        "Officials of the army kept silent about the number of the dead and of\n"
        "Wounded.\n\nNext paragraph."
    )
    assert len(split(text)) == 2


@given(st.text(alphabet=st.sampled_from("ab .!?\n“”\"'"), max_size=300))
def test_sentences_are_in_order_and_hold_every_letter(text: str) -> None:
    spans = list(split_sentences(text, frozenset()))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())


def test_no_sentence_is_longer_than_the_longest() -> None:
    spans = list(split_sentences("word " * 5_000, frozenset()))
    assert all(end - start <= LONGEST for start, end in spans)
