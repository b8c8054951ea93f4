"""What the words around a figure make of it: a part, outdated, another event's, an outlet's."""

from datetime import UTC, datetime

import pytest

from story import Claim, Kind, Modality, Party, Scope, SpeakerClass, StoryContext, read_claims

STORY = StoryContext(
    name="Bamako",
    place="Bamako",
    start=datetime(2024, 9, 17, tzinfo=UTC),
    outlets=("Les Trois Caïmans", "Radio Karité", "Worldwave"),
)


def only(text: str, lang: str = "en") -> Claim:
    (claim,) = read_claims(text, lang=lang, context=STORY).claims
    return claim


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "A document puts the toll at about 100 dead. According to the document, 81 of them have been identified.",
        ),
        ("en", "A document puts the number of dead at about 100 and identifies 81 of them."),
        ("en", "A document puts the toll at about 100 dead, including 81 identified by name."),
        ("fr", "Un document fait état d'une centaine de morts. Selon ce document, 81 d'entre eux ont été identifiés."),
        ("fr", "Un document évoque une centaine de morts, dont 81 ont été identifiés."),
    ],
)
def test_those_identified_are_a_part_of_the_dead_and_the_document_says_so(lang: str, text: str) -> None:
    whole, part = read_claims(text, lang=lang).claims
    assert (whole.low, whole.partial) == (100, False)
    assert (part.kind, part.low, part.high, part.partial) == (Kind.KILLED, 81, 81, True)
    assert part.speaker_class is SpeakerClass.DOCUMENT


def test_those_identified_among_others_than_the_dead_are_no_claim() -> None:
    claims = read_claims("Police detained 30 men. So far 12 of them have been identified.", lang="en").claims
    assert [claim.low for claim in claims] == [30]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Correction: an earlier version of this article said that 130 people had been killed."),
        ("fr", "Rectificatif : une première version de cet article faisait état de 130 morts."),
    ],
)
def test_a_figure_that_a_correction_takes_back_is_superseded(lang: str, text: str) -> None:
    assert only(text, lang).superseded


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "State television showed about 20 captured attackers, blindfolded."),
        ("fr", "La télévision d'État a montré une vingtaine d'assaillants faits prisonniers."),
        ("fr", "La télévision d'État a diffusé des images d'une vingtaine d'assaillants capturés."),
    ],
)
def test_who_shows_captured_attackers_is_the_source(lang: str, text: str) -> None:
    claim = only(text, lang)
    assert (claim.kind, claim.low, claim.party) == (Kind.DETAINED, 20, Party.ATTACKERS)
    assert claim.speaker_class is SpeakerClass.NEWS_OUTLET


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "About fifty cadets killed in the attack were buried on Thursday."),
        ("fr", "Une cinquantaine d'élèves gendarmes tués dans l'attaque ont été enterrés jeudi."),
    ],
)
def test_a_group_that_is_buried_is_a_part_of_the_dead(lang: str, text: str) -> None:
    assert only(text, lang).partial


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The war is driving millions from their homes."),
        ("en", "The war has forced millions of people from their homes."),
        ("fr", "La guerre a chassé des millions de personnes de chez elles."),
        ("fr", "Des millions de personnes ont fui."),
    ],
)
def test_people_driven_from_their_homes_are_displaced(lang: str, text: str) -> None:
    claim = only(text, lang)
    assert (claim.kind, claim.low, claim.high) == (Kind.DISPLACED, 1_000_000, 9_999_999)


def test_an_outlet_of_the_story_is_an_outlet_as_source_and_as_via() -> None:
    said = only("Les Trois Caïmans, a paper in Bamako, said that about fifty cadets had been buried.")
    assert (said.source, said.speaker_class, said.via) == ("Les Trois Caïmans", SpeakerClass.NEWS_OUTLET, None)
    told = only("A doctor told Worldwave that 37 people had died.")
    assert (told.source, told.via) == ("A doctor", "Worldwave")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The mayor was shot to death along with two of his guards.", 2),
        ("Guerrillas have killed the mayor of the town, as well as two peasants.", 2),
        ("Three officers are among the dead.", 3),
    ],
)
def test_people_counted_beside_a_name_are_a_part(text: str, count: int) -> None:
    claim = only(text)
    assert (claim.kind, claim.low, claim.partial) == (Kind.KILLED, count, True)


@pytest.mark.parametrize(
    "text",
    [
        "Two diplomats in the region, one of them based in the capital, said 77 people had died.",
        "Three witnesses, two of whom were at the gate, said 77 people had died.",
    ],
)
def test_how_many_speak_is_no_claim(text: str) -> None:
    assert only(text).low == 77


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The truce should end the bloodshed that has cost more than 3,500 lives."),
        ("en", "The army has killed over 1,400 civilians."),
        ("en", "The militia killed 40 villagers in the past two years."),
        ("en", "Dozens of soldiers have been killed so far this year."),
        ("en", "In July, 14 soldiers were killed in an ambush."),
        ("en", "On March 4, 14 soldiers were killed."),
        ("en", "It was the deadliest attack in Bamako since 2015, when 20 people died in a hotel."),
        ("en", "More than 90 soldiers have been killed this year."),
        ("fr", "La trêve doit mettre fin au conflit qui a fait 3 500 morts."),
        ("en", "The conflict has killed 4,000 people."),
        ("fr", "L'attentat de Nice avait fait 86 morts."),
        ("fr", "Les violences jihadistes ont fait quelque 4.000 morts."),
        ("fr", "Il y a trois ans, 14 soldats avaient été tués."),
        ("fr", "Le 8 mai, 14 soldats ont été tués."),
        ("fr", "Il y a deux semaines, 14 soldats ont été tués."),
        ("de", "Erst vor zwei Wochen wurden 14 Soldaten getötet."),
        ("es", "Hace un mes murieron 14 soldados."),
        ("pt", "Há duas semanas, um atentado matou 14 soldados."),
        ("ar", "وقبل أسبوعين قتل 14 جنديا."),
        ("en", "Two weeks ago, 14 soldiers were killed."),
        ("fr", "En mai dernier, 14 soldats ont été tués."),
        ("fr", "Mi-mai, 14 soldats ont été tués."),
        ("en", "In early June, 14 soldiers were killed."),
        ("de", "Am 4. März wurden 14 Soldaten getötet."),
        ("es", "El 4 de marzo murieron 14 soldados."),
        ("it", "A metà maggio sono morti 14 soldati."),
        ("pt", "No começo de maio morreram 14 soldados."),
        ("ar", "قتل 14 جنديا في 4 مارس."),
    ],
)
def test_another_time_or_a_conflicts_total_is_background(lang: str, text: str) -> None:
    (claim,) = read_claims(text, lang=lang, date=datetime(2024, 9, 19, tzinfo=UTC), context=STORY).claims
    assert claim.scope is Scope.BACKGROUND


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "In one of the deadliest attacks in recent years, gunmen killed 70 people."),
        ("en", "On September 17, gunmen killed 70 people."),
        ("en", "The militia has killed 40 villagers in the past two days."),
        ("en", "People may have died: the toll of 70 killed is likely to march on."),
        ("en", "At least 70 people were killed in the deadliest attack in Bamako since 2015."),
        ("en", "The 2015 peace deal collapsed and on Tuesday 70 people were killed."),
        ("en", "Seventy people were killed by a group that has fought the army since 2012."),
        ("en", "In the conflict zone, 70 people were killed on September 18."),
        ("en", "Some 70 people were killed in road 4-A, No 1978, on the hill."),
        ("fr", "Il y a 70 morts."),
        ("fr", "Il y a deux jours, 70 personnes ont été tuées."),
        ("fr", "Au moins 70 personnes ont été tuées dans l'attaque la plus meurtrière depuis 2015."),
        ("fr", "Le ministre a déclaré que 70 personnes avaient été tuées."),
        ("fr", "Les soldats avaient abattu dimanche six personnes."),
        ("fr", "Le 17 septembre, 70 personnes ont été tuées."),
        ("de", "Am 17. September wurden 70 Menschen getötet."),
        ("es", "El 17 de septiembre murieron 70 personas."),
        ("en", "Tuesday's attack (the third of the year) that left 70 people dead is the worst in 2024."),
    ],
)
def test_the_events_own_figure_is_no_background(lang: str, text: str) -> None:
    (claim,) = read_claims(text, lang=lang, date=datetime(2024, 9, 19, tzinfo=UTC), context=STORY).claims
    assert claim.scope is Scope.EVENT


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        # the opening's own date is the event's, an earlier one another event's
        ("Gunmen killed 12 people on 27 June. A bombing on 30 October wounded 26.", ["event", "background"]),
        ("Gunmen killed 12 people on Thursday. A bombing on 30 October wounded 26.", ["event", "background"]),
        ("Gunmen killed 12 people. In 2016, a bombing wounded 26.", ["event", "background"]),
        ("Gunmen killed 12 people on Tuesday, April 19, 2016. The raid wounded 26.", ["event", "event"]),
    ],
)
def test_a_text_without_a_date_is_dated_by_its_own_first_words(text: str, scopes: list[str]) -> None:
    assert [claim.scope for claim in read_claims(text, lang="en").claims] == scopes


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The strain may have killed up to 176 people.", Modality.FEARED),
        ("Hundreds of people are believed to have fled.", Modality.REPORTED),
        ("The toll could rise; 20 people are injured.", Modality.REPORTED),
        ("Police arrested two presumed heads of the network.", Modality.REPORTED),
    ],
)
def test_deaths_are_feared_but_not_arrests(text: str, modality: Modality) -> None:
    assert only(text).modality is modality


def test_a_place_beside_a_larger_figure_is_a_part_unless_it_is_the_storys() -> None:
    text = "The quake killed 54,000 people. Some 11,000 died in Muzaffarabad. Officials said 900 died in Bamako."
    quake, town, here = read_claims(text, lang="en", context=STORY).claims
    assert (quake.partial, town.partial, here.partial) == (False, True, False)


def test_two_places_in_one_sentence_are_a_part_each() -> None:
    claims = read_claims("There were 176 deaths in Mexico, one in the United States.", lang="en").claims
    assert [(claim.low, claim.partial) for claim in claims] == [(176, True), (1, True)]
