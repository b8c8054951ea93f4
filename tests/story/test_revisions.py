"""What makes a new text of a page a revision, and what doesn't."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import FactType, Passage, Scope, claims_differ, essence, is_revision_again

from .factories import claim

HEAD = "Gunmen attack a school in Bamako"
BODY = "Gunmen attacked a school in Bamako on Tuesday at 14:20.\nThe army said 20 people were killed."


def page(*, above: str = "", below: str = "", headline: str = HEAD, body: str = BODY) -> str:
    return "\n".join(part for part in (headline, above, body, below) if part)


def differ_in_essence(before: str, after: str) -> bool:
    return essence(before) != essence(after)


STAMPS = [
    ("Updated 14:20", "Updated 14:35 GMT"),
    ("Last updated on Tue 17 Sep 2024 15.20 BST", "Last updated on Tue 17 Sep 2024 16.20 BST"),
    ("By Ann Writer, updated Sept. 17, 2024 2:20 p.m. ET", "By Ann Writer, updated Sept. 17, 2024 3:05 p.m. ET"),
    ("3 hours ago", "4 hours ago"),
    ("Mis à jour il y a 3 minutes", "Mis à jour il y a 4 minutes"),
    ("À l'instant", "il y a 1 minute"),
    (
        "Publié le 17 septembre 2024 à 14h20 • Mis à jour à 16h05 • Temps de lecture : 3 min",
        "Publié le 17 septembre 2024 à 14h20 • Mis à jour à 18h10 • Temps de lecture : 4 min",
    ),
    ("vor 2 Stunden", "vor 3 Stunden"),
    ("Stand: 17.09.2024, 14:20 Uhr", "Stand: 17.09.2024, 15:20 Uhr"),
    ("Actualizado a las 14:20", "Actualizado a las 15:20"),
    ("hace 3 horas", "hace 5 horas"),
    ("Aggiornato alle 14:20", "Aggiornato alle 15:20"),
    ("3 ore fa", "4 ore fa"),
    ("há 3 horas", "há 4 horas"),
    ("تحديث 14:20", "تحديث 14:30"),
    ("منذ 3 ساعات", "منذ 4 ساعات"),
    ("1,234 views", "1.3K views | 45 comments"),
    ("12 commentaires", "14 commentaires"),
    ("Partager 45", "Partager 46"),
    ("5 Kommentare", "Teilen 6"),
    ("Read also: Junta names a premier", "Read also: Schools close in the north"),
    ("À lire aussi Mali : la junte nomme un premier ministre", "À lire aussi Niger : les écoles ferment"),
    ("Lesen Sie auch: Neue Regierung", "Lesen Sie auch: Schulen bleiben zu"),
    ("", "Leggi anche: Nuovo governo"),
]


@pytest.mark.parametrize(("old", "new"), STAMPS)
def test_times_counters_and_pointers_to_other_stories_make_no_revision(old: str, new: str) -> None:
    assert not differ_in_essence(page(above=old), page(above=new))
    assert not differ_in_essence(page(below=old), page(below=new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14:20", "14:35"),  # in an article's sentence
        ("Tuesday", "Wednesday"),
        ("20 people", "21 people"),
        ("The army", "An army spokesman"),
        ("killed.", "killed?"),
        ("Gunmen attacked", "Suspects attacked"),
    ],
)
def test_any_word_or_number_of_a_sentence_makes_a_revision(old: str, new: str) -> None:
    assert differ_in_essence(page(), page(body=BODY.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("By Ann Writer, updated 14:20", "By Bob Writer, updated 14:20"),
        ("77", "78"),  # a bare number may be a toll
        ("Curfew from 18:00 to 6:00", "Curfew from 20:00 to 6:00"),
        ("The attack, 3 hours ago, killed a guard.", "The attack, 4 hours ago, killed a guard."),
        ("The list, updated 17 September, holds names.", "The list, updated 18 September, holds names."),
        ("Those killed:\nAnn Bah from the town of Kati", "Those killed:\nAnn Bah from the town of Segou"),
    ],
)
def test_what_could_be_the_articles_own_makes_a_revision(old: str, new: str) -> None:
    assert differ_in_essence(page(below=old), page(below=new))


def test_a_changed_headline_makes_a_revision_but_the_stamp_on_it_does_not() -> None:
    assert differ_in_essence(page(), page(headline="Suspects attack a school in Bamako"))
    assert differ_in_essence(page(headline="September 11"), page(headline="September 12"))
    stamped = [f"{HEAD} (updated 14:20)", f"{HEAD} (updated 15:10)", f"{HEAD} | Updated 15:10", HEAD]
    assert len({essence(page(headline=headline)) for headline in stamped}) == 1


def test_white_space_and_typography_make_no_revision() -> None:
    spaced = page().replace(" ", "\u00a0 ").replace("\n", "\n\n \t")
    assert not differ_in_essence(page(), spaced)
    assert not differ_in_essence("T\nHe said: “It’s over” – twice…", 'T\nHe said: "It\'s over" - twice...')
    assert not differ_in_essence("T\nOne. Two.", "T\nOne.\nTwo.")


def test_a_box_of_other_headlines_may_change_and_ends_at_the_next_sentence() -> None:
    box = "Read more\nSchools closed across the north\nNew cabinet in Niger"
    assert not differ_in_essence(page(below=box), page(below="Read more\nFloods along the river"))
    assert differ_in_essence(page(below=f"{box}\nThe airport is shut."), page(below=f"{box}\nThe airport is open."))


def test_a_list_of_other_headlines_at_the_end_may_change_without_being_announced() -> None:
    one = "Schools closed across the north\nNew cabinet sworn in today in Niger\nFloods spread along the river"
    two = "Prices of rice rise once more\nFloods spread along the river\nA new bridge for the capital"
    assert not differ_in_essence(page(below=one), page(below=two))
    assert differ_in_essence(page(below=f"The victims are:\n{one}"), page(below=f"The victims are:\n{two}"))


def test_a_sentence_wrapped_over_several_lines_keeps_its_times() -> None:
    wrapped = "The guards said that\non Tuesday at 14:20\nthey heard shots."
    assert differ_in_essence(page(below=wrapped), page(below=wrapped.replace("14:20", "15:20")))


def test_claims_differ_in_what_they_say_not_in_where_they_stand() -> None:
    moved = replace(claim(20), start=30, end=39, sentence_start=20, sentence_end=40, rule="another")
    assert not claims_differ([claim(20)], [moved])
    assert claims_differ([claim(20)], [claim(21)])
    assert claims_differ([claim(20)], [claim(20), claim(20)])
    assert claims_differ([claim(20)], [replace(claim(20), scope=Scope.BACKGROUND)])


def test_a_sentence_that_is_a_fact_only_if_others_share_it_is_no_difference() -> None:
    def passage(topic: str) -> Passage:
        words = "Junta names a premier"
        return Passage(FactType.HAPPENING, topic, words, 0, len(words), words, 0, len(words))

    assert not claims_differ([passage("shared")], [])
    assert claims_differ([passage("arrest")], [])


def test_a_page_that_flips_between_two_texts_makes_no_endless_revisions() -> None:
    soon = timedelta(minutes=10)
    assert is_revision_again(1, soon, claims_changed=False)  # an edit taken back
    assert not is_revision_again(2, soon, claims_changed=True)
    assert is_revision_again(2, timedelta(hours=7), claims_changed=True)
    assert not is_revision_again(2, timedelta(hours=7), claims_changed=False)
    assert is_revision_again(9, timedelta(days=2), claims_changed=False)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_text_is_a_revision_of_itself(text: str) -> None:
    assert not differ_in_essence(text, text)
    assert essence(text) == essence(f"\n {text}\n")


@settings(deadline=None)
@given(st.lists(st.sampled_from([*BODY.split("\n"), "Updated 14:20", "12 comments", "Read more"]), max_size=9))
def test_full_sentences_are_never_left_out(lines: list[str]) -> None:
    left = essence("\n".join((HEAD, *lines)))
    assert all(line in left for line in lines if line.endswith("."))


@pytest.mark.parametrize("text", ["1" + " - (" * 50_000, "h\n" + "1.1" * 20_000, "h\n" + "- " * 50_000, "\n" * 100_000])
def test_hostile_texts_have_an_essence(text: str) -> None:
    assert isinstance(essence(text), str)
