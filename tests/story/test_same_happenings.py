"""Happenings over articles: which are one, which are two, and what lists call them."""

from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from story import (
    FactType,
    Party,
    Passage,
    StoryContext,
    StoryParty,
    block_keys,
    passage_key,
    passage_label,
    read_claims,
    same_passage,
)
from story.happenings import SHARED

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
JNIM = ("GSIM", "Groupe de soutien à l'islam et aux musulmans", "Group for the Support of Islam and Muslims")
CONTEXT = StoryContext(
    "Bamako attack",
    "Bamako",
    datetime(2024, 9, 17, 4, tzinfo=UTC),
    places=("Mali",),
    parties=(StoryParty("JNIM", Party.ATTACKERS, JNIM),),
)


def read(text: str, lang: str = "en", topic: str | None = None) -> Passage:
    passages = [
        passage
        for passage in read_claims(text, lang=lang, context=CONTEXT).passages
        if passage.type is FactType.HAPPENING and (passage.topic != SHARED if topic is None else passage.topic == topic)
    ]
    assert len(passages) == 1, passages
    return passages[0]


def are_one(one: Passage, other: Passage, lang: str = "en") -> bool:
    """As a store finds it: by their keys, or by comparing those that share a block."""
    keys = [passage_key(passage, CONTEXT) for passage in (one, other)]
    if any(keys):
        return keys[0] == keys[1]
    blocks = [set(block_keys(passage, lang, CONTEXT)) for passage in (one, other)]
    found = bool(blocks[0] & blocks[1]) and same_passage(one, other, lang, CONTEXT)
    assert same_passage(one, other, lang, CONTEXT) == same_passage(other, one, lang, CONTEXT)
    return found


CLAIMED = [
    ("en", "JNIM claimed responsibility for the attack."),
    ("en", "The Group for the Support of Islam and Muslims claimed the attack."),
    ("en", "Jihadists claim unprecedented attack in Bamako"),
    ("en", "The group claimed responsibility for the attack."),
    ("fr", "Le GSIM a revendiqué l'attaque."),
    ("fr", "L'attaque a été revendiquée par le Groupe de soutien à l'islam et aux musulmans."),
    ("es", "El JNIM reivindicó el ataque."),
    ("de", "Zu dem Anschlag bekannte sich JNIM."),
    ("it", "Il JNIM ha rivendicato l'attacco."),
    ("pt", "O JNIM reivindicou o ataque."),
]


@pytest.mark.parametrize(("lang", "text"), CLAIMED, ids=[text for _, text in CLAIMED])
def test_a_party_of_the_story_is_one_under_all_its_names_and_in_every_language(lang: str, text: str) -> None:
    assert passage_key(read(text, lang), CONTEXT) == "happening|claim of responsibility|party:jnim"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("en", "The United Nations condemned the attack."), ("fr", "L'ONU a condamné l'attaque.")),
        (("en", "The African Union condemned the bombing."), ("es", "La Unión Africana condenó el atentado.")),
        (("en", "Bamako airport was closed."), ("fr", "L'aéroport de Bamako a été fermé jusqu'à vendredi.")),
        (("en", "Bamako airport was closed."), ("en", "The authorities ordered the closure of the airport of Bamako.")),
        (
            ("en", "Police arrested 11 people in Gao, four gunmen among them."),
            ("en", "Four gunmen were among those held in Gao: eleven people were arrested in all."),
        ),
        (
            ("en", "Flights stopped and roads around the airport were closed."),
            ("en", "Flights stopped and roads around the airport were closed."),
        ),
        (
            ("en", "President Assimi Goita condemned the attack."),
            ("en", "The attack was condemned by Colonel Goita."),
        ),
        (
            ("fr", "Moussa Faki a condamné l'attaque de mardi."),
            ("fr", "Le président de la Commission de l'Union africaine, Moussa Faki, a condamné l'attaque."),
        ),
        (
            ("en", "Interior minister Ousmane Traore resigned on Friday."),
            ("en", "Ousmane Traore, the interior minister, stepped down."),
        ),
    ],
)
def test_two_tellings_of_one_happening_are_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert are_one(read(one[1], one[0]), read(other[1], other[0]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("France condemned the attack.", "Senegal condemned the attack."),
        ("The UN condemned the attack.", "UN Secretary-General Antonio Guterres condemned the attack."),
        ("The foreign minister of Chad condemned the attack.", "The foreign minister of Niger condemned the attack."),
        ("The government condemned the attack.", "The government condemned the attack in Bamako."),
        ("JNIM claimed responsibility for the attack.", "Islamic State claimed responsibility for the attack."),
        ("Bamako airport was closed.", "Gao airport was closed."),
        ("Bamako airport was closed.", "Schools in Bamako were closed."),
        ("Police arrested 11 people in Gao.", "Police arrested 12 people in Gao."),
        ("Police arrested 11 people in Gao.", "Police arrested 11 people in Kayes."),
        ("A man was arrested in Gao.", "A man was arrested in Kayes."),
        ("JNIM claimed responsibility for the attack.", "JNIM condemned the attack."),
        ("Two JNIM fighters were arrested in Gao.", "Three JNIM fighters were arrested in Kayes."),
        ("The interior minister resigned.", "The defence minister resigned."),
    ],
)
def test_two_happenings_are_two(one: str, other: str) -> None:
    assert not are_one(read(one), read(other))


@pytest.mark.parametrize(
    ("lang", "text", "is_head"),
    [
        ("en", "The UN secretary-general condemned the attack.", True),
        ("en", "The UN chief condemned the attack.", True),
        ("fr", "Le secrétaire général des Nations unies a condamné l'attaque.", True),
        ("es", "El secretario general de la ONU condenó el ataque.", True),
        ("de", "Der Generalsekretär der Vereinten Nationen verurteilte den Angriff.", True),
        ("en", "The UN condemned the attack.", False),
        ("en", "The UN Security Council condemned the attack.", False),
        ("en", "The president of the UN Security Council condemned the attack.", False),
        ("en", "The deputy head of the UN condemned the attack.", False),
        ("en", "The African Union chief condemned the attack.", False),
        ("en", "The head of the UN refugee agency condemned the attack.", False),
    ],
)
def test_the_head_of_an_organisation_is_one_in_every_language_and_not_the_organisation(
    lang: str, text: str, is_head: bool
) -> None:
    key = passage_key(read(text, lang), CONTEXT)
    assert (key == "happening|condemnation|head united nations") is is_head


def test_the_head_of_a_commission_is_not_the_head_of_its_union() -> None:
    union, commission = (
        passage_key(read(f"The head of the African Union{body} condemned the attack."), CONTEXT)
        for body in ("", " Commission")
    )
    assert union != commission


def test_an_article_before_a_place_is_no_name() -> None:
    assert passage_key(read("Les marchés ont rouvert mercredi.", "fr"), CONTEXT) is None


def test_another_events_happening_meets_none() -> None:
    (one,) = (p for p in read_claims("JNIM claimed the attack in 2016.", lang="en", context=CONTEXT).passages)
    assert passage_key(one, CONTEXT) is None
    assert block_keys(one, "en", CONTEXT) == ()


def test_sentences_that_share_names_numbers_and_rare_words_are_one() -> None:
    one = read("Bulldozers demolished the historic livestock warehouse of Faladié beside Avenue Nkrumah.", topic=SHARED)
    same = read("The historic livestock warehouse of Faladié, beside Avenue Nkrumah, was demolished.", topic=SHARED)
    other = read(
        "Firefighters protected the historic livestock warehouse of Kalaban beside Avenue Modibo.", topic=SHARED
    )
    assert are_one(one, same)
    assert not are_one(one, other)


def test_only_sentences_of_one_language_are_shared() -> None:
    passage = read(
        "Bulldozers demolished the historic livestock warehouse of Faladié beside Avenue Nkrumah.", topic=SHARED
    )
    assert not set(block_keys(passage, "en")) & set(block_keys(passage, "fr"))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("JNIM claimed responsibility for the attack.", "claim of responsibility: JNIM"),
        ("Police arrested 11 people.", "arrest: 11 people"),
        ("Bamako airport was closed.", "closure: Bamako airport"),
        ("Three days of national mourning were declared.", "day of mourning"),
    ],
)
def test_lists_call_a_happening_by_topic_and_actor(text: str, label: str) -> None:
    assert passage_label(read(text)) == label


def test_lists_call_a_party_by_its_own_name() -> None:
    text = "The al Qaeda affiliate JNIM claimed responsibility for the attack."
    assert passage_label(read(text), CONTEXT) == "claim of responsibility: JNIM"


def test_a_shared_sentence_is_called_by_its_first_words() -> None:
    text = "Bulldozers demolished the historic livestock warehouse of Faladié beside Avenue Nkrumah in Bamako."
    label = passage_label(read(text, topic=SHARED))
    assert len(label) <= 80
    assert label.endswith("…")
    assert text.startswith(label[:-1])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared is absent")
def test_the_claim_of_responsibility_is_one_happening_over_the_seeds() -> None:
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        reading = read_claims(path.read_text(encoding="utf-8"), context=CONTEXT)
        found += [passage for passage in reading.passages if passage.topic == "claim of responsibility"]
    assert len(found) == 4
    assert all(are_one(one, other) for one, other in combinations(found, 2))
