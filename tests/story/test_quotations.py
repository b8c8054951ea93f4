"""Where a text quotes somebody, in the marks of every language."""

import pytest

from story import read_claims
from story.reading.speakers.quotations import Quotations


@pytest.mark.parametrize(
    "text",
    [
        "He said “we were hit” at noon.",
        'He said "we were hit" at noon.',
        "Il a dit « nous étions là » à midi.",
        "Er sagte „wir waren da“ am Mittag.",
        "Er sagte »wir waren da« am Mittag.",
        "Er sagte ‚wir waren da‘ am Mittag.",
        "He said ‘we were hit’ at noon.",
        "彼は「被害を受けた」と正午に言った。",
        "彼は『被害を受けた』と正午に言った。",
    ],
)
def test_a_quotation_is_found_between_the_marks_of_its_language(text: str) -> None:
    quotations = Quotations(text)
    assert len(quotations.starts) == 1
    inside = quotations.starts[0] + 3
    assert quotations.holds(inside)
    assert not quotations.holds(quotations.starts[0])
    assert not quotations.holds(len(text))


def test_an_apostrophe_closes_no_quotation() -> None:
    text = "‘It’s over’, he said."
    assert Quotations(text).ends == [text.index("’,")]


def test_a_quotation_of_two_paragraphs_opens_twice_and_closes_once() -> None:
    text = "“The first part.\n“The second part,” he said."
    assert Quotations(text).holds(text.index("second"))


def test_a_quotation_of_two_paragraphs_may_open_once() -> None:
    text = '"The first part.\nThe second part", he said. Then he left.'
    assert Quotations(text).holds(text.index("second"))


def test_a_mark_that_nobody_closes_is_forgotten_when_the_next_paragraph_opens_a_quotation() -> None:
    text = '"The first part.\nThe second part. "A quotation", he said.'
    assert not Quotations(text).holds(text.index("second"))
    assert Quotations(text).holds(text.index("quotation"))


def test_a_straight_mark_that_begins_a_paragraph_opens_and_one_that_ends_it_closes() -> None:
    text = 'He said: " The first part. \n" The second part. " \nThen he left. " \nShe said: " The third. " '
    quotations = Quotations(text)
    parts = [text[start + 1 : end].strip() for start, end in zip(quotations.starts, quotations.ends, strict=True)]
    assert parts == ["The first part.", "The second part.", "The third."]


@pytest.mark.parametrize("mark", list('«»“”„"‹›‚‘’「」『』'))
def test_a_long_row_of_one_mark_is_read_in_linear_time(mark: str) -> None:
    assert len(Quotations(mark * 50_000).starts) <= 25_000


def test_two_sentences_of_a_quotation_have_the_speaker_named_after_it() -> None:
    text = "»Wir wurden angegriffen. 77 people were killed,« the mayor said."
    (claim,) = read_claims(text, lang="en").claims
    assert claim.source == "the mayor"
