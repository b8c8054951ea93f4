"""Which texts are copies of each other."""

import time
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import COPY, containment, shingles
from storywatch.demo.editions import load_articles
from storywatch.demo.outlets import load_outlets

MADE_UP = tomllib.loads(Path(__file__).with_name("copies.toml").read_text(encoding="utf-8"))
PAIRS = [
    pytest.param(*pair, group["is_copy"], id=f"{group['why']}: {pair[0]}, {pair[1]}")
    for group in MADE_UP["pairs"]
    for pair in group["pairs"]
]
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
FIFTY = " ".join(f"word{number}" for number in range(50))


def share(one: str, other: str) -> float:
    return containment(shingles(one), shingles(other))


@pytest.mark.parametrize(("one", "other", "is_copy"), PAIRS)
def test_made_up_pairs_are_told_right(one: str, other: str, is_copy: bool) -> None:
    assert (share(MADE_UP["texts"][one], MADE_UP["texts"][other]) >= COPY) == is_copy


def test_of_the_made_up_texts_no_others_are_copies() -> None:
    named = {frozenset(pair) for group in MADE_UP["pairs"] for pair in group["pairs"]}
    families = [("ferry_wire", "ferry_new_lead", "ferry_short", "ferry_edited", "ferry_reordered", "ferry_half_own")]
    named |= {frozenset(pair) for family in families for pair in combinations(family, 2)}
    for one, other in combinations(MADE_UP["texts"], 2):
        if frozenset((one, other)) not in named:
            assert share(MADE_UP["texts"][one], MADE_UP["texts"][other]) < COPY, (one, other)


def test_of_the_demos_articles_only_those_are_copies_that_its_script_copies() -> None:
    articles = [
        (outlet.slug, article, "\n".join((article.editions[0].title, *article.editions[0].paragraphs)))
        for outlet in load_outlets()
        for article in load_articles(outlet.slug)
    ]
    found = {
        (one.slug, other.slug)
        for (outlet, one, text), (other_outlet, other, other_text) in combinations(articles, 2)
        if outlet != other_outlet and share(text, other_text) >= COPY
    }
    assert found == {
        ("gunmen-attack-gendarmerie-school-bamako", "gunmen-attack-gendarmerie-school"),
        ("jnim-says-hundreds-killed-wounded-bamako", "jnim-says-hundreds"),
        ("mali-attack-analyst", "bamako-was-meant-to-hear-it"),
        ("diplomats-put-bamako-toll-in-the-70s", "diplomats-toll-in-the-70s"),
        ("attaque-de-bamako-77-morts-255-blesses", "attaque-de-bamako-77-morts-selon-une-source-securitaire"),
        ("attaque-de-bamako-77-morts-255-blesses", "attaque-de-bamako-le-bilan-tombe"),
        ("attaque-de-bamako-77-morts-selon-une-source-securitaire", "attaque-de-bamako-le-bilan-tombe"),
    }


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles that the story began with are not here")
def test_five_real_articles_about_one_attack_are_no_copies() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert len(texts) == 5
    assert max(share(one, other) for one, other in combinations(texts, 2)) < 0.1


def test_case_accents_punctuation_and_spacing_are_no_difference() -> None:
    text = f"L’école, à l'aube — {FIFTY}."
    assert share(text, f"l'ECOLE  a l’aube: {FIFTY.upper()} !") == 1.0


@pytest.mark.parametrize("marks", ["“{}”", "« {} »", "„{}“", '"{}"'])
def test_what_both_quote_makes_no_copy(marks: str) -> None:
    own = [" ".join(f"{outlet}{number}" for number in range(60)) for outlet in ("lamp", "cove")]
    quoted = marks.format(FIFTY)
    assert share(f"{own[0]}\n{quoted} says the army.", f"{own[1]}\nThe army: {quoted}") == 0


def test_a_text_that_says_little_besides_a_quotation_is_not_judged() -> None:
    assert not shingles(f"The army says: “{FIFTY}”")
    assert not shingles(" ".join(FIFTY.split()[:39]))
    assert share(FIFTY, FIFTY) == 1.0


def test_only_the_beginning_of_an_endless_text_is_looked_at() -> None:
    endless = " ".join(f"word{number}" for number in range(200_000))
    assert len(shingles(endless)) < 5_000


@pytest.mark.parametrize(
    "text", ["", "«" * 200_000, '" ' * 100_000, "word " * 200_000, "\u0301" * 50_000, "\ud800 \u0000"]
)
def test_a_hostile_text_is_read_as_fast_as_any(text: str) -> None:
    before = time.process_time()
    assert share(text, f"{text}!") in (0.0, 1.0)
    assert time.process_time() - before < 2


@settings(deadline=None)
@given(st.lists(st.sampled_from(FIFTY.split()), max_size=120), st.lists(st.sampled_from(FIFTY.split()), max_size=120))
def test_a_share_is_the_same_in_both_directions_and_at_most_all(one: list[str], other: list[str]) -> None:
    texts = " ".join(one), " ".join(other)
    assert 0 <= share(*texts) == share(*reversed(texts)) <= 1
