"""Speakers as voices."""

import pytest

from story import (
    Claim,
    OutletKind,
    Party,
    Qualifier,
    SpeakerClass,
    StoryContext,
    StoryParty,
    fact_key,
    origin_of,
    read_claims,
    text_credit,
    voice,
)

from .factories import START, claim, said_by

SAHEL = StoryContext(
    name="Bamako attack",
    place="Bamako",
    start=START,
    parties=(
        StoryParty("JNIM", Party.ATTACKERS, ("Group for the Support of Islam and Muslims", "GSIM")),
        StoryParty("Mali’s army", Party.VICTIMS, ("FAMa", "armed forces of Mali", "l’armée malienne")),
    ),
)


def spoken(speaker_class: SpeakerClass, source: str) -> Claim:
    return claim(77, **said_by(speaker_class, source))


def test_two_languages_words_for_one_class_are_one_voice() -> None:
    english = voice(spoken(SpeakerClass.SECURITY_SOURCE, "A security source"))
    french = voice(spoken(SpeakerClass.SECURITY_SOURCE, "une source sécuritaire"))
    assert english == french
    assert english.label == "security source"
    assert not english.is_official


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "At least 41 people were killed in the blast, a security source told AFP."),
        ("fr", "Au moins 41 personnes ont été tuées dans l'explosion, a dit une source sécuritaire à l'AFP."),
        ("es", "Al menos 41 personas murieron en la explosión, dijo a la AFP una fuente de seguridad."),
        ("de", "Mindestens 41 Menschen wurden getötet, sagte eine Sicherheitsquelle der Nachrichtenagentur AFP."),
        ("it", "Almeno 41 persone sono morte nell'esplosione, ha detto all'Afp una fonte della sicurezza."),
        ("pt", "Pelo menos 41 pessoas morreram na explosão, disse à AFP uma fonte de segurança."),
        ("ar", "قُتل 41 شخصا على الأقل في الانفجار، حسبما قال مصدر أمني لوكالة فرانس برس."),
    ],
)
def test_what_a_security_source_told_an_agency_is_one_fact_of_one_voice_and_origin(lang: str, text: str) -> None:
    (given,) = read_claims(text, lang=lang).claims
    assert fact_key(given) == fact_key(claim(41, None, qualifier=Qualifier.AT_LEAST))
    assert voice(given) == voice(spoken(SpeakerClass.SECURITY_SOURCE, "a security source"))
    assert (
        origin_of(
            given, outlet="The Post", outlet_kind=OutletKind.NEWSPAPER, credit=None, text_credit=text_credit(text)
        ).name
        == "AFP"
    )


@pytest.mark.parametrize(
    "source", ["la ONU", "as Nações Unidas", "le Nazioni Unite", "die Vereinten Nationen", "الأمم المتحدة"]
)
def test_an_organisation_is_one_voice_in_every_language(source: str) -> None:
    known = voice(spoken(SpeakerClass.INTERNATIONAL_ORGANISATION, "the United Nations"))
    assert voice(spoken(SpeakerClass.INTERNATIONAL_ORGANISATION, source)) == known


@pytest.mark.parametrize("source", ["وكالة رويترز", "la agencia Reuters", "die Nachrichtenagentur Reuters"])
def test_an_agency_is_one_voice_in_every_language(source: str) -> None:
    assert voice(spoken(SpeakerClass.AGENCY, source)) == voice(spoken(SpeakerClass.AGENCY, "Reuters"))


def test_a_group_that_is_named_without_capitals_is_no_other_party() -> None:
    assert voice(spoken(SpeakerClass.ARMED_GROUP, "المسلحون"), SAHEL).label == "JNIM"
    assert voice(spoken(SpeakerClass.ARMED_GROUP, "حركة حماس"), SAHEL).label == "حركة حماس"


@pytest.mark.parametrize(
    "source", ["dos responsables", "due funzionari", "dois funcionários", "zwei Beamte", "بعض المسؤولين"]
)
def test_officials_of_whom_only_the_number_is_told_are_not_official_in_any_language(source: str) -> None:
    assert not voice(spoken(SpeakerClass.GOVERNMENT, source)).is_official


@pytest.mark.parametrize(
    "source", ["otro diplomático", "outro diplomata", "un altro diplomatico", "ein weiterer Diplomat", "دبلوماسي آخر"]
)
def test_a_further_speaker_of_a_class_is_another_voice_in_every_language(source: str) -> None:
    assert voice(spoken(SpeakerClass.DIPLOMAT, source)) != voice(spoken(SpeakerClass.DIPLOMAT, "a diplomat"))


@pytest.mark.parametrize(
    "source", ["el diario El País", "le quotidien El País", "die Tageszeitung El País", "il quotidiano El País"]
)
def test_an_outlet_is_one_voice_whatever_stands_before_its_name(source: str) -> None:
    assert voice(spoken(SpeakerClass.NEWS_OUTLET, source)).key == voice(spoken(SpeakerClass.NEWS_OUTLET, "El País")).key


def test_what_nobody_is_said_to_have_said_is_unattributed() -> None:
    assert voice(claim(77)).label == "unattributed"
    assert voice(claim(77, source="  ")).label == "unattributed"


def test_government_army_and_police_are_official() -> None:
    assert voice(spoken(SpeakerClass.GOVERNMENT, "the ministry")).is_official
    assert voice(spoken(SpeakerClass.ARMED_FORCES, "the General Staff")).is_official
    assert not voice(spoken(SpeakerClass.LOCAL_OFFICIAL, "the mayor")).is_official


def test_officials_of_whom_only_the_number_is_told_are_not_the_official_word() -> None:
    for source in ("Two officials working in the area", "A third official", "plusieurs responsables"):
        unnamed = voice(spoken(SpeakerClass.GOVERNMENT, source))
        assert (unnamed.label, unnamed.is_official) == ("unnamed officials", False)
    assert voice(spoken(SpeakerClass.ARMED_FORCES, "two officers")).label == "unnamed officers"


def test_a_party_is_known_by_all_its_spellings() -> None:
    names = ("JNIM", "the Group for the Support of Islam and Muslims", "le GSIM", "a JNIM spokesman")
    voices = {voice(spoken(SpeakerClass.ARMED_GROUP, name), SAHEL) for name in names}
    assert {one.label for one in voices} == {"JNIM"}
    assert next(iter(voices)).party is Party.ATTACKERS


def test_a_group_without_a_name_is_the_only_attacking_party_there_is() -> None:
    words = ("Le groupe jihadiste", "the group", "The militants", "Jihadists", "Les djihadistes", "Die Dschihadisten")
    nameless = [spoken(SpeakerClass.ARMED_GROUP, one) for one in words]
    assert {voice(one, SAHEL).label for one in nameless} == {"JNIM"}
    assert {voice(one).label for one in nameless} == {"armed group"}
    assert voice(spoken(SpeakerClass.ARMED_GROUP, "the Macina Brigade"), SAHEL).label == "the Macina Brigade"


def test_a_party_with_an_elided_article_is_found_and_stays_official() -> None:
    army = voice(spoken(SpeakerClass.ARMED_FORCES, "un porte-parole de l'armée malienne"), SAHEL)
    assert (army.label, army.is_official, army.party) == ("Mali’s army", True, Party.VICTIMS)


def test_someone_who_only_speaks_about_a_party_is_not_the_party() -> None:
    assert voice(spoken(SpeakerClass.DIPLOMAT, "a diplomat who follows JNIM"), SAHEL).label == "diplomat"
    assert voice(spoken(SpeakerClass.SECURITY_SOURCE, "a source in the army, FAMa"), SAHEL).label == "security source"


def test_a_third_diplomat_is_another_voice_than_the_two_before() -> None:
    two = voice(spoken(SpeakerClass.DIPLOMAT, "Two diplomats in the region"))
    third = voice(spoken(SpeakerClass.DIPLOMAT, "a third diplomat"))
    troisieme = voice(spoken(SpeakerClass.DIPLOMAT, "un troisième diplomate"))
    assert two != third == troisieme


def test_outlets_and_unknown_speakers_are_a_voice_each() -> None:
    one = voice(spoken(SpeakerClass.NEWS_OUTLET, "the newspaper “Le Soir de Bamako”"))
    other = voice(spoken(SpeakerClass.NEWS_OUTLET, "Le Soir de Bamako"))
    assert one == other
    assert one.label == "Le Soir de Bamako"
    assert voice(spoken(SpeakerClass.UNKNOWN, "Moussa")) != voice(spoken(SpeakerClass.UNKNOWN, "Awa"))
    the_villagers, villagers = (voice(spoken(SpeakerClass.UNKNOWN, name)) for name in ("The villagers", "villagers"))
    assert the_villagers.key == villagers.key


def test_an_organisation_has_one_voice_in_every_language() -> None:
    organisation = SpeakerClass.INTERNATIONAL_ORGANISATION
    names = ("the UN", "l’ONU", "les Nations unies", "the United Nations mission")
    assert {voice(spoken(organisation, name)).label for name in names} == {"United Nations"}
    assert voice(spoken(organisation, "la Croix-Rouge malienne")).label == "Red Cross"
