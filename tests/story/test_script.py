"""Words as Arabic writes them: joined, folded, marked, in the dual, each piece in its own place in the text."""

import pytest

from story.reading.items import read_items
from story.reading.loading import load_lexicon
from story.reading.numbers.quantities import mark_quantities
from story.reading.packs import known_languages, read_pack

LEXICON = load_lexicon("ar")
SECTION = {
    "folds", "marks", "proclitics", "articles", "accusative", "pronouns", "dual", "dual_construct", "kept", "singular",
    "before_ending", "construct_plural",
}  # fmt: skip


def pieces(text: str) -> list[tuple[str, str]]:
    assert LEXICON.script is not None
    return [(word, text[start:end]) for word, start, end, _ in LEXICON.script.pieces(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("وقُتِلَ", [("و", "و"), ("قتل", "قُتِلَ")]),
        ("بجروحٍ", [("ب", "ب"), ("جروح", "جروحٍ")]),
        ("للقوات", [("ل", "ل"), ("قوات", "قوات")]),
        ("والجرحى", [("و", "و"), ("جرحي", "الجرحى")]),
        ("٢٥٥", [("255", "٢٥٥")]),
        ("۱٬۲۰۰", [("1,200", "۱٬۲۰۰")]),
        ("و255", [("و", "و"), ("255", "255")]),
        ("جنديًا", [("جندي", "جنديًا")]),
        ("مـقـتـل", [("مقتل", "مـقـتـل")]),
        ("\u200fمقتل\u200f", [("مقتل", "مقتل\u200f")]),
        ("إصابة", [("اصابه", "إصابة")]),
        ("مرافقيه", [("مرافقين", "مرافقيه")]),
        ("بوركينا", [("بوركينا", "بوركينا")]),
    ],
)
def test_a_written_word_is_cut_into_the_words_of_the_pack(text: str, read: list[tuple[str, str]]) -> None:
    assert pieces(text) == read


@pytest.mark.parametrize(
    "word",
    ["وفاة", "وكالة", "فقد", "بلدة", "كان", "لبنان", "ألف", "آلاف", "إلى", "الاثنين", "والد", "بين", "ولاية"],
)
def test_a_word_that_only_begins_like_a_joined_one_stays_whole(word: str) -> None:
    assert len(pieces(word)) == 1


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("جنديان", 2),
        ("طفلتين", 2),
        ("طفليها", 2),
        ("ثلاثة وعشرون", 23),
        ("أحد عشر", 11),
        ("اثنتا عشرة", 12),
        ("مئة وخمسة وثلاثين", 135),
        ("ثلاث مئة", 300),
        ("ألف ومئتان", 1200),
        ("خمسة وعشرين ألفا", 25_000),
        ("34 ألفا و356", 34_356),
        ("مليون ونصف مليون", 1_500_000),
        ("الجنود الثلاثة", 3),
        ("الركاب الـ150", 150),
    ],
)
def test_a_number_is_read_however_it_is_said(text: str, low: int) -> None:
    items = mark_quantities(read_items(text, 0, len(text), LEXICON), LEXICON)
    assert [item.quantity.low for item in items if item.quantity is not None] == [low]


def test_a_plural_that_is_spelled_like_a_dual_is_no_two() -> None:
    text = "مقتل مدنيين"
    items = mark_quantities(read_items(text, 0, len(text), LEXICON), LEXICON)
    assert [item for item in items if item.quantity is not None] == []


def test_a_thousand_letters_and_marks_are_one_word_and_take_no_time() -> None:
    word = "وَ" * 50_000
    assert len(pieces(word)) == 1


def test_marks_without_a_letter_are_no_words_however_many() -> None:
    assert pieces("\u064b" * 500_000) == []


@pytest.mark.parametrize("code", known_languages())
def test_a_packs_script_has_all_that_is_read_of_one(code: str) -> None:
    section = read_pack(code).get("script")
    assert section is None or set(section) == SECTION
