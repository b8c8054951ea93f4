"""The value of a number in digits, with every separator that texts put between them."""

from __future__ import annotations

SPACES = str.maketrans("", "", " \u00a0\u2009\u202f,.'’")


def digits_value(word: str) -> float | None:
    """The value of a digit token; None for times, ordinals, decades and compounds ("27-year-old")."""
    if not word[-1].isdigit() or ":" in word or "h" in word or len(word) > 15:
        return None
    if word[0] == "0" and word.isdecimal() and len(word) > 2:
        return None  # "at 0815"
    plain = word.translate(SPACES)
    if not plain.isascii() and not plain.isdecimal():
        return None
    if plain == word:
        return float(int(plain)) if plain.isdecimal() else None
    separators = {letter for letter in word if not letter.isdigit()}
    groups = list(split_groups(word))
    if (
        len(separators) == 1
        and all(len(group) == 3 for group in groups[1:])
        and len(groups[0]) <= 3
        and groups[0] != "0"
    ):
        return float(int(plain))
    if separators == {","} and len(groups) > 2 and len(groups[-1]) == 3 and {*map(len, groups[1:-1])} == {2}:
        return float(int(plain))  # 1,23,456
    if len(groups) == 2 and separators <= {".", ","} and plain.isdecimal():
        return float(f"{groups[0]}.{groups[1]}")
    return None


def split_groups(word: str) -> list[str]:
    """The runs of digits of a token."""
    groups = [""]
    for letter in word:
        if letter.isdigit():
            groups[-1] += letter
        else:
            groups.append("")
    return groups
