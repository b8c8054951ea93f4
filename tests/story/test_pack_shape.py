"""What is said to somebody who writes a pack: what may be missing, and where something is wrong."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from story.reading import loading
from story.reading.loading import build_lexicon
from story.reading.pack_shape import LISTS, NUMBER_LISTS, in_shape
from story.reading.packs import PackError, listed

ROOT = Path(__file__).parents[2]
SMALLEST = """
[language]
code = "xx"
name = "Invented"
head = "last"

[numbers]
words = { "uno" = 1, "do" = 2 }

[happened.killed]
state = '''
sterb, sterbed
'''
"""


def pack(text: str) -> dict[str, Any]:
    return {name: listed(section) for name, section in tomllib.loads(text).items()}


def test_number_words_and_a_word_for_what_happened_make_a_pack() -> None:
    lexicon = build_lexicon(in_shape(pack(SMALLEST), "xx"))
    assert lexicon.words == {"uno": 1, "do": 2}
    assert lexicon.triggers == {"sterb": (), "sterbed": ()}


@pytest.mark.parametrize("missing", ["language", "numbers", "happened.killed"])
def test_what_no_pack_can_do_without_is_asked_for(missing: str) -> None:
    sections = {name: section for name, section in pack(SMALLEST).items() if not missing.startswith(name)}
    with pytest.raises(PackError, match=r"^xx\.toml: .*: write "):
        in_shape(sections, "xx")


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("[peple]", "[peple]: there is no such section; did you mean people?"),
        ('[people]\nattacers = ["x"]', "people.attacers: there is no such list; did you mean attackers?"),
        ('[people]\nfoo = ["x"]', "people.foo: there is no such list; there are at"),
        ('[people]\ngeneral = "men, women"', "people.general: a text of one line is no list: write"),
        ("[people]\ngeneral = '''men, women'''", "people.general: a text of one line is no list: write"),
        ("[people]\ngeneral = [12]", "people.general: is no list of words"),
        ("[people]\ngeneral = 12", "people.general: is no list of words"),
        ('[people]\ngeneral = ["men", ""]', 'people.general: holds an empty word ""'),
        ('[happened.kiled]\nnoun = ["x"]', "happened.kiled: there is no such kind; did you mean killed?"),
        ('[happened.missing]\nverb = ["x"]', "happened.missing.verb: there is no such form; there are act"),
        ('[speakers]\n"police" = ["x"]', "speakers.police: there is no such list"),
        ('[numbers.vague]\n"several" = 2', "numbers.vague: “several”: write its lowest and highest number"),
        ('[numbers.implied]\n"twin murder" = 2', "numbers.implied: “twin murder”: write what happened and to how many"),
        ('[numbers.scales]\n"thousand" = "1000"', "numbers.scales: “thousand”: write a whole number"),
        ('[[conditional]]\nkind = "killed"\nnoun = ["x"]', "conditional (rule 1).with: is no list of words"),
        ('[conditional]\nkind = "killed"', "conditional: write each rule under a line [[conditional]]"),
        ('[attribution.split]\n"teilte" = "mit"', "attribution.split.teilte: a text of one line is no list"),
        ('[script]\nmarks = "x"', "[script]: has no accusative"),
        ('[happenings]\ntopic = "arrest"', "happenings: write each pattern under a line [[happenings]]"),
        ('[[happenings]]\nbefore = ["x"]', "happenings (pattern 1).topic: write what happened in English"),
        ('[[happenings]]\ntopic = "arrest"', "happenings (pattern 1): has no phrases: write a list before, alone"),
        (
            '[[happenings]]\ntopic = "arrest"\nbefor = ["x"]',
            "happenings (pattern 1).befor: there is no such entry; did",
        ),
        (
            '[[happenings]]\ntopic = "arrest"\nafter = "x"',
            "happenings (pattern 1).after: a text of one line is no list",
        ),
    ],
)
def test_a_mistake_is_one_line_with_file_section_and_what_to_write(added: str, said: str) -> None:
    with pytest.raises(PackError) as raised:
        in_shape(pack(f"{SMALLEST}\n{added}"), "xx")
    assert str(raised.value).startswith(f"xx.toml: {said}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('head = "last"', 'head = "end"', 'language.head: write "first" or "last"'),
        ('code = "xx"', 'code = "yy"', 'language.code: write "xx"'),
        ('head = "last"', 'head = "last"\nelision = "no"', "language.elision: write true or false, without quotes"),
        ('head = "last"', 'head = "last"\njoiners = "and"', "language.joiners: a text of one line is no list"),
        ('head = "last"', 'head = "last"\ncapitals = "all"', 'language.capitals: write "names" or "nouns" or "unused"'),
    ],
)
def test_how_a_language_is_written_is_told_in_the_words_allowed(right: str, wrong: str, said: str) -> None:
    with pytest.raises(PackError) as raised:
        in_shape(pack(SMALLEST.replace(right, wrong)), "xx")
    assert str(raised.value).startswith(f"xx.toml: {said}")


def test_the_least_pack_that_the_documentation_shows_works() -> None:
    blocks = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8").split("```")
    (shown,) = [block for block in blocks if "[language]" in block and "[happened.killed]" in block]
    sections = pack(shown)
    code = sections["language"]["code"]
    assert build_lexicon(in_shape({name: s for name, s in sections.items() if name != "examples"}, code)).triggers
    assert set(sections["examples"][0]) == {"text", "claims"}


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/claims.md"])
def test_every_file_that_the_documentation_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    reading = ROOT / "story" / "reading"
    named = set(re.findall(r"`((?:[a-z_]+/)*(?:[a-z_]+\.py|[a-z_]+/))`", text))
    places = (ROOT, reading, *(path for path in reading.iterdir() if path.is_dir()))
    assert {name for name in named if not any((place / name).exists() for place in places)} == set()


def test_every_list_that_the_engine_loads_may_stand_in_a_pack() -> None:
    assert set(loading.PEOPLE) <= LISTS["people"]
    assert set(loading.GRAMMAR) <= LISTS["grammar"]
    assert {*loading.ATTRIBUTION, *loading.SPEAKING} <= LISTS["attribution"]
    assert set(loading.QUALIFIERS) <= LISTS["qualifiers"]
    for section, name, *_ in (*loading.CUES, *loading.TINTS.values()):
        assert name in (NUMBER_LISTS if section == "numbers" else LISTS[section])
