"""Encodings: what browsers make of a label, and what a body really is when its labels lie."""

import pytest

from fetchers import decoded

FRENCH = "Une source sécuritaire évoque 77 tués à l’école « de gendarmerie », coûts : 12 €."
LATIN = "Une source sécuritaire évoque 77 tués à l'école de gendarmerie."
ARABIC = "مقتل 77 شخصا في هجوم باماكو"
CYRILLIC = "В Бамако погибли 77 человек"
JAPANESE = "バマコの攻撃で77人が死亡した"
HTML = "text/html"


def labelled(name: str) -> str:
    return f"{HTML}; charset={name}"


def meta(name: str, text: str) -> str:
    return f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={name}'></head>{text}</html>"


@pytest.mark.parametrize(
    ("text", "encoding", "content_type"),
    [
        (FRENCH, "utf-8", HTML),
        (FRENCH, "utf-8", labelled("iso-8859-1")),
        (FRENCH, "utf-8", labelled("windows-1256")),
        (FRENCH, "utf-8", labelled("nonsense")),
        (FRENCH, "utf-8", labelled("x-unicode20utf8")),
        (FRENCH, "cp1252", labelled("iso-8859-1")),
        (FRENCH, "cp1252", labelled("us-ascii")),
        (FRENCH, "cp1252", labelled("'x-cp1252'")),
        (FRENCH, "cp1252", HTML),
        (FRENCH, "cp1252", labelled("utf-16")),
        (LATIN + "€", "iso8859-15", labelled("iso-8859-15")),
        (LATIN + "€", "iso8859-15", labelled("l9")),
        (ARABIC, "cp1256", labelled("windows-1256")),
        (ARABIC, "iso8859-6", labelled("asmo-708")),
        (CYRILLIC, "cp1251", labelled("win-1251, windows-1251").replace("win-1251, ", "")),
        (CYRILLIC, "cp1251", labelled("x-cp1251")),
        (CYRILLIC, "koi8-r", labelled("koi8")),
        (JAPANESE, "cp932", labelled("Shift_JIS")),
        (JAPANESE, "cp932", labelled("x-sjis")),
        (JAPANESE, "euc_jp", labelled("x-euc-jp")),
        (JAPANESE, "iso2022_jp", labelled("iso-2022-jp")),
        (JAPANESE, "gb18030", labelled("gb2312")),
        (FRENCH, "utf-16", HTML),
        (FRENCH, "utf-8-sig", labelled("iso-8859-1")),
        (ARABIC, "utf-16-le", labelled("utf-16")),
        (ARABIC, "utf-16-be", labelled("utf-16be")),
        (ARABIC, "utf-16-le", labelled("unicode")),
        (f"<html>{ARABIC}", "utf-16-le", HTML),
        (f"\n<!doctype html>{ARABIC}", "utf-16-be", HTML),
        (meta("iso-8859-1", FRENCH), "cp1252", HTML),
        (meta("utf-8", LATIN), "iso8859-1", labelled("iso-8859-1")),
        (meta("utf-16", FRENCH), "utf-8", HTML),
        (meta("utf-16", FRENCH), "utf-8", labelled("utf-16")),
        (meta("windows-1256", ARABIC), "cp1256", labelled("nonsense")),
        (meta("windows-1256", ARABIC), "cp1256", labelled("utf-8")),
        (f"<?xml version='1.0' encoding='windows-1251'?><html>{CYRILLIC}</html>", "cp1251", HTML),
        (f"<?xml version='1.0' encoding='utf-16'?><html>{CYRILLIC}</html>", "utf-8", HTML),
        ("Ã©cole", "utf-8", HTML),  # encoded twice: as it came
    ],
)
def test_a_text_comes_through_its_labels(text: str, encoding: str, content_type: str) -> None:
    assert decoded(text.encode(encoding), content_type) == text


@pytest.mark.parametrize("content_type", [HTML, labelled("utf-8"), labelled("iso-8859-1")])
def test_one_bad_byte_does_not_spoil_a_text_in_utf_8(content_type: str) -> None:
    text = decoded((ARABIC * 3).encode() + b"\xff" + FRENCH.encode()[:-2], content_type)
    assert text.startswith(ARABIC * 3 + "\ufffd")


@pytest.mark.parametrize("name", ["utf-7", "idna", "rot13", "hex", "unicode_escape", "undefined", "zip", "x" * 40])
def test_a_label_that_is_no_encoding_of_pages_is_passed_over(name: str) -> None:
    assert decoded(LATIN.encode("cp1252"), labelled(name)) == LATIN
