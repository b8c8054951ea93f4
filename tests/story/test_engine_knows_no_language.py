"""The modules that read claims hold no word of any language: all that they know of one stands in its pack."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import story
from story.lexicon import PACKS, known_languages, spellings

NOT_READING = {"model", "lexicon", "agencies", "folding"}  # names of fields and lists; spellings of outlets
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


def modules_behind(module: str) -> set[str]:
    """The modules of story/ that one imports, those they import included."""
    known, waiting = set(), {module}
    while waiting:
        name = waiting.pop()
        known.add(name)
        found = re.findall(r"^from story\.(\w+) import", source(name), re.MULTILINE)
        waiting |= set(found) - known - NOT_READING
    return known


def source(module: str) -> str:
    return Path(story.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")


def working_strings(module: str) -> set[str]:
    """The strings that a module works with: its docstrings left out, spaces around a word as well."""
    tree = ast.parse(source(module))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        node.value.strip()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }


@pytest.mark.parametrize("module", sorted(modules_behind("claims")))
def test_a_module_of_the_engine_holds_no_word_of_any_language(module: str) -> None:
    packs = [tomllib.loads((PACKS / f"{code}.toml").read_text(encoding="utf-8")) for code in known_languages()]
    names = {name for pack in packs for section in pack.values() if isinstance(section, dict) for name in section}
    names |= {name for pack in packs for name in pack}
    words = {
        phrase
        for pack in packs
        for section in GRAMMATICAL
        for phrase in phrases(pack[section])
        if len(phrase) > 1 and any(letter.isalpha() for letter in phrase)
    }
    strings = working_strings(module)
    assert strings & (words - names - LANGUAGE_TAGS) == set()
    assert strings & set(known_languages()) == set()
