"""The modules that read claims hold no word of any language: all that they know of one stands in its pack."""

import ast
from pathlib import Path
from typing import Any

import pytest

import story
from story.reading.packs import known_languages, read_pack, spellings

ENGINE = Path(story.__file__).parent / "reading"
NAMES_OF_LISTS = {"loading", "pack_lists", "pack_shape"}  # modules that hold the names of a pack's lists
MODULES = [path for path in sorted(ENGINE.rglob("*.py")) if path.stem not in NAMES_OF_LISTS]
LANGUAGE_TAGS = {"und"}  # of a language that can't be told; German for "and"
GRAMMATICAL = ("grammar", "attribution", "qualifiers", "numbers")  # sections with the words that rules turn on


def phrases(value: Any) -> set[str]:
    """All phrases of a pack's section: those of its lists, and those that stand for a number."""
    if isinstance(value, dict):
        return {phrase for key, inner in value.items() for phrase in ({key} if number_like(inner) else phrases(inner))}
    if isinstance(value, list):
        return {phrase for inner in value for phrase in phrases(inner)}
    return set(spellings(value)) if isinstance(value, str) else set()


def number_like(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, list) and bool(value) and isinstance(value[-1], int))


def working_strings(path: Path) -> set[str]:
    """The strings that a module works with: its docstrings left out, spaces around a word as well."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        node.value.strip()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_the_engine_holds_no_word_of_any_language(path: Path) -> None:
    packs = [read_pack(code) for code in known_languages()]
    names = {name for pack in packs for section in pack.values() if isinstance(section, dict) for name in section}
    names |= {name for pack in packs for name in pack}
    words = {
        phrase
        for pack in packs
        for section in GRAMMATICAL
        for phrase in phrases(pack[section])
        if len(phrase) > 1 and any(letter.isalpha() for letter in phrase)
    }
    strings = working_strings(path)
    assert strings & (words - names - LANGUAGE_TAGS) == set()
    assert strings & set(known_languages()) == set()
