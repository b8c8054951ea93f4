"""What an edit did, in words: its figures, whether the page owns up to it, its times."""

from dataclasses import replace

import pytest

from story import (
    Admission,
    Claim,
    Kind,
    Party,
    Qualifier,
    Scope,
    SpeakerClass,
    admission,
    changed_figures,
    edit_detail,
    edited_words,
    publication_moved,
)

from .factories import about, claim, hours, over, said_by, vague

INJURED = claim(255, kind=Kind.INJURED)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ([claim(20)], [claim(37)], "silently raised 20 to 37 killed"),
        ([claim(359)], [claim(253)], "silently lowered 359 to 253 killed"),
        ([claim(20)], [over(37)], "silently raised 20 to more than 37 killed"),
        ([claim(37)], [claim(37, None, qualifier=Qualifier.AT_LEAST)], "silently changed 37 to at least 37 killed"),
        ([vague(20, 99)], [claim(37)], "silently changed dozens to 37 killed"),
        ([vague(20, 99)], [claim(137)], "silently raised dozens to 137 killed"),
        ([claim(20)], [claim(0)], "silently lowered 20 killed to no one killed"),
        ([claim(2)], [claim(3, party=Party.ATTACKERS)], "took away 2 killed|added 3 attackers killed"),
        ([claim(77)], [claim(77), INJURED], "added 255 injured"),
        ([claim(77)], [], "took away 77 killed"),
        ([claim(77)], [claim(77), about(77)], ""),
        ([claim(20), INJURED], [claim(37)], "silently raised 20 to 37 killed|took away 255 injured"),
    ],
)
def test_an_edit_is_told_as_what_became_of_the_figures(old: list, new: list, told: str) -> None:  # type: ignore[type-arg]
    assert "|".join(changed_figures(old, new)) == told


def detail(old: list[Claim], new: list[Claim], before: str, after: str) -> str:
    """What an edit from one text to the other did."""
    return edit_detail(old, new, admission(before, after), edited_words(before, after))


def test_an_edit_that_keeps_the_old_figure_as_outdated_says_so() -> None:
    after = [replace(claim(20), superseded=True), claim(37)]
    assert changed_figures([claim(20)], after) == ("raised 20 to 37 killed (says so)",)


def test_a_figure_told_as_outdated_in_other_words_is_the_same_figure() -> None:
    before = claim(20, None, qualifier=Qualifier.AT_LEAST)
    after = [replace(claim(20), superseded=True), claim(37)]
    assert changed_figures([before], after) == ("raised at least 20 to 37 killed (says so)",)


def test_an_outdated_figure_that_was_never_the_pages_own_owns_up_to_nothing() -> None:
    after = [replace(claim(9), superseded=True), claim(37)]
    assert changed_figures([claim(20)], after) == ("silently raised 20 to 37 killed",)


def test_the_pages_note_decides_between_corrected_said_and_silent() -> None:
    def told(admitted: Admission) -> str:
        return changed_figures([claim(130)], [claim(103)], admitted)[0]

    assert told(Admission.CORRECTION) == "corrected 130 to 103 killed"
    assert told(Admission.UPDATE) == "lowered 130 to 103 killed (says so)"
    assert told(Admission.PARTLY) == "lowered 130 to 103 killed"
    assert told(Admission.NONE) == "silently lowered 130 to 103 killed"


def test_figures_of_one_class_of_speaker_pair_with_each_other() -> None:
    army, medics = said_by(SpeakerClass.ARMED_FORCES, "the army"), said_by(SpeakerClass.MEDICAL, "a doctor")
    old = [claim(30, **army), claim(20, **medics)]
    new = [claim(25, **army), claim(37, **medics)]
    assert changed_figures(old, new) == (
        "silently lowered 30 to 25 killed",
        "silently raised 20 to 37 killed",
    )


def test_background_is_no_change_and_parts_pair_with_their_own_kind_only() -> None:
    background = replace(claim(1000), scope=Scope.BACKGROUND)
    assert changed_figures([], [background]) == ()
    cadets = claim(50, partial=True, group="cadets")
    assert changed_figures([claim(20)], [cadets]) == ("took away 20 killed", "added 50 killed (cadets)")


NOTES = [
    ("An earlier version of this article gave the toll as 20.", Admission.CORRECTION),
    ("This story has been updated with a new toll.", Admission.UPDATE),
    ("Cet article a été mis à jour à 16h05.", Admission.UPDATE),
    ("Rectificatif : le bilan est de 103 morts.", Admission.CORRECTION),
    ("Une version précédente de cet article indiquait 130 morts.", Admission.CORRECTION),
    ("Berichtigung: In einer früheren Version war von 130 Toten die Rede.", Admission.CORRECTION),
    ("Dieser Artikel wurde aktualisiert.", Admission.UPDATE),
    ("Fe de erratas: son 103 los muertos.", Admission.CORRECTION),
    ("Esta noticia ha sido actualizada.", Admission.UPDATE),
    ("Errata corrige: i morti sono 103.", Admission.CORRECTION),
    ("Articolo aggiornato alle 16.", Admission.UPDATE),
    ("Este artigo foi corrigido.", Admission.CORRECTION),
    ("Esta reportagem foi atualizada.", Admission.UPDATE),
    ("تم تحديث هذا الخبر.", Admission.UPDATE),
    ("ورد في نسخة سابقة أن العدد عشرون.", Admission.CORRECTION),
    ("The toll stands at 103, down from 130.", Admission.PARTLY),
    ("Un précédent bilan faisait état de 130 morts.", Admission.PARTLY),
    ("Zunächst war von 130 Toten die Rede.", Admission.PARTLY),
    ("وكانت حصيلة سابقة تحدثت عن عشرين قتيلا.", Admission.PARTLY),
    ("Updated 14:20", Admission.NONE),
    ("Mis à jour il y a 3 minutes", Admission.NONE),
    ("The army corrected its aim.", Admission.NONE),
    ("L'école a été touchée par erreur.", Admission.NONE),
]


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_a_note_of_correction_or_update_owns_up(note: str, expected: Admission) -> None:
    before = "Attack in Bamako\nGunmen attacked a school."
    assert admission(before, f"{before}\n{note}") is expected


def test_a_note_that_stood_there_before_owns_up_to_nothing_new_but_the_edit_is_not_called_silent() -> None:
    before = "Attack\nThe army said 20 were killed.\nThis article has been updated."
    after = before.replace("20", "37")
    assert admission(before, after) is Admission.PARTLY
    assert detail([claim(20)], [claim(37)], before, after) == "raised 20 to 37 killed"


def test_an_edit_without_figures_is_told_by_its_words() -> None:
    before, after = "Attack\nThe suspects fled in a car.", "Attack\nThe gunmen fled in a car."
    assert detail([], [], before, after) == "“suspects” became “gunmen”; figures as before"
    longer = f"{before}\nThe mayor of the town said that schools would stay closed until the end of the week."
    assert detail([], [], before, longer) == "17 words added; figures as before"


def test_a_text_too_long_to_compare_is_still_told() -> None:
    assert detail([], [], "a " * 150_000, "b " * 150_000) == "text changed; figures as before"


def test_a_publication_time_that_moves_with_an_edit_is_noticed() -> None:
    assert publication_moved(hours(1), hours(3)) == hours(3) - hours(1)
    assert publication_moved(hours(1), hours(1.01)) is None
    assert publication_moved(None, hours(1)) is None
