"""The document's list of the points is the list of their tests."""

from tests.points.table import BEGIN, DOCUMENT, END, POINTS, held, in_document


def test_every_point_has_a_test() -> None:
    assert {each.point for each in held()} == set(POINTS) == set(range(1, 24))


def test_the_document_names_all_of_them() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert BEGIN in text
    assert END in text
    assert text == in_document(text), "write the list anew: python -m tests.points.table"
