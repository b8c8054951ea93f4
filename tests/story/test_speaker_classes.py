"""Speakers are put in classes by an article's own words, so that every language's "security source" is one voice."""

import pytest

from story import SpeakerClass
from story.reading.loading import load_lexicon
from story.reading.packs import known_languages
from story.reading.speakers.speaker_classes import speaker_class

SPEAKERS: dict[SpeakerClass, dict[str, list[str]]] = {
    SpeakerClass.SECURITY_SOURCE: {
        "en": ["a security source", "two military sources", "a senior security official", "intelligence sources"],
        "fr": ["une source sécuritaire", "des sources militaires", "une source policière", "sources de sécurité"],
        "es": ["una fuente de seguridad", "fuentes militares", "fuentes policiales"],
        "it": ["una fonte della sicurezza", "fonti militari", "fonti di sicurezza"],
        "pt": ["uma fonte de segurança", "fontes militares", "fontes policiais"],
        "de": ["Sicherheitskreise", "eine Militärquelle", "Geheimdienstkreise"],
        "ar": ["مصدر أمني", "مصادر عسكرية"],
    },
    SpeakerClass.GOVERNMENT: {
        "en": ["the health ministry", "the prime minister", "government officials", "the prosecutor's office"],
        "fr": ["le ministère de la Santé", "le gouvernement", "le parquet", "les autorités"],
        "es": ["el Ministerio de Salud", "el gobierno", "la fiscalía", "las autoridades"],
        "it": ["il ministero della Salute", "il governo", "la procura", "le autorità"],
        "pt": ["o Ministério da Saúde", "o governo", "as autoridades"],
        "de": ["das Gesundheitsministerium", "die Regierung", "die Staatsanwaltschaft", "die Behörden"],
        "ar": ["وزارة الصحة", "الحكومة", "السلطات"],
    },
    SpeakerClass.ARMED_FORCES: {
        "en": [
            "the army",
            "a police spokesman",
            "Colonel Traoré",
            "the coast guard",
            "firefighters",
            "the Investigative Committee",
        ],
        "fr": [
            "l'armée",
            "la gendarmerie",
            "le colonel Traoré",
            "les forces de l'ordre",
            "les pompiers",
            "le Comité d'enquête",
        ],
        "es": ["el ejército", "la policía", "el coronel Pérez", "los bomberos", "el Comité de Investigación"],
        "it": ["l'esercito", "la polizia", "il colonnello Rossi", "i vigili del fuoco", "il Comitato investigativo"],
        "pt": ["o exército", "a polícia", "o coronel Silva", "os bombeiros", "o Comitê de Investigação"],
        "de": ["die Armee", "ein Polizeisprecher", "die Feuerwehr", "die Streitkräfte", "das Ermittlungskomitee"],
        "ar": ["الجيش", "الشرطة", "المتحدث باسم الجيش"],
    },
    SpeakerClass.MEDICAL: {
        "en": ["a hospital official", "doctors", "a medical source", "a nurse"],
        "fr": ["une source hospitalière", "des médecins", "une source médicale", "l'hôpital"],
        "es": ["una fuente médica", "fuentes hospitalarias", "los médicos", "el hospital"],
        "it": ["una fonte medica", "fonti ospedaliere", "i medici", "l'ospedale"],
        "pt": ["uma fonte médica", "fontes hospitalares", "os médicos", "o hospital"],
        "de": ["ein Arzt", "das Krankenhaus", "Krankenhauskreise", "Rettungskräfte"],
        "ar": ["مصدر طبي", "مصادر طبية", "المستشفى"],
    },
    SpeakerClass.LOCAL_OFFICIAL: {
        "en": ["the mayor of the town", "the governor", "a local official", "the village chief"],
        "fr": ["le maire de la commune", "le gouverneur", "un élu local", "le préfet"],
        "es": ["el alcalde", "el gobernador", "un funcionario local"],
        "it": ["il sindaco", "il governatore", "il prefetto"],
        "pt": ["o prefeito", "o governador", "uma autoridade local"],
        "de": ["der Bürgermeister", "der Gouverneur", "die örtlichen Behörden"],
        "ar": ["رئيس البلدية", "المحافظ", "مسؤول محلي"],
    },
    SpeakerClass.DIPLOMAT: {
        "en": ["a Western diplomat", "the ambassador", "diplomatic sources"],
        "fr": ["un diplomate occidental", "l'ambassade", "une source diplomatique"],
        "es": ["un diplomático occidental", "la embajada", "fuentes diplomáticas"],
        "it": ["un diplomatico occidentale", "l'ambasciata", "fonti diplomatiche"],
        "pt": ["um diplomata ocidental", "a embaixada", "fontes diplomáticas"],
        "de": ["ein westlicher Diplomat", "die Botschaft", "Diplomatenkreise"],
        "ar": ["دبلوماسي غربي", "السفارة", "مصدر دبلوماسي"],
    },
    SpeakerClass.INTERNATIONAL_ORGANISATION: {
        "en": ["the United Nations", "Human Rights Watch", "the Red Cross", "Doctors Without Borders"],
        "fr": ["les Nations unies", "Human Rights Watch", "la Croix-Rouge", "Médecins sans frontières"],
        "es": ["las Naciones Unidas", "Human Rights Watch", "la Cruz Roja"],
        "it": ["le Nazioni Unite", "Human Rights Watch", "la Croce Rossa"],
        "pt": ["as Nações Unidas", "Human Rights Watch", "a Cruz Vermelha"],
        "de": ["die Vereinten Nationen", "Human Rights Watch", "das Rote Kreuz", "Ärzte ohne Grenzen"],
        "ar": ["الأمم المتحدة", "الصليب الأحمر", "المرصد السوري لحقوق الإنسان"],
    },
    SpeakerClass.ARMED_GROUP: {
        "en": ["JNIM", "the Islamic State group", "the rebels", "Boko Haram"],
        "fr": ["le JNIM", "le groupe État islamique", "les rebelles", "Boko Haram"],
        "es": ["el grupo Estado Islámico", "los rebeldes", "Boko Haram", "los talibanes"],
        "it": ["lo Stato Islamico", "i ribelli", "Boko Haram", "i talebani"],
        "pt": ["o Estado Islâmico", "os rebeldes", "Boko Haram"],
        "de": ["die Terrormiliz Islamischer Staat", "die Rebellen", "Boko Haram", "die Taliban"],
        "ar": ["تنظيم الدولة الإسلامية", "حركة طالبان", "بوكو حرام"],
    },
    SpeakerClass.DOCUMENT: {
        "en": ["an official document", "a report", "an internal memo", "a statement"],
        "fr": ["un document officiel", "un rapport", "une note interne", "un communiqué"],
        "es": ["un documento oficial", "un informe", "un comunicado"],
        "it": ["un documento ufficiale", "un rapporto", "un comunicato"],
        "pt": ["um documento oficial", "um relatório", "um comunicado"],
        "de": ["ein Bericht", "eine Mitteilung", "ein internes Dokument"],
        "ar": ["تقرير", "بيان", "وثيقة"],
    },
    SpeakerClass.WITNESS: {
        "en": ["witnesses", "two residents", "a survivor", "relatives of the dead"],
        "fr": ["des témoins", "deux habitants", "un survivant", "des proches des victimes"],
        "es": ["testigos", "dos residentes", "un superviviente", "familiares de las víctimas"],
        "it": ["alcuni testimoni", "due residenti", "un sopravvissuto"],
        "pt": ["testemunhas", "dois moradores", "um sobrevivente"],
        "de": ["Augenzeugen", "zwei Anwohner", "ein Überlebender", "Angehörige"],
        "ar": ["شهود عيان", "سكان", "أحد الناجين"],
    },
    SpeakerClass.NEWS_OUTLET: {
        "en": ["state television", "a local newspaper", "the BBC", "local media"],
        "fr": ["la télévision d'État", "un journal local", "RFI", "les médias locaux"],
        "es": ["la televisión estatal", "un periódico local", "medios locales"],
        "it": ["la tv di Stato", "un giornale locale", "i media locali"],
        "pt": ["a televisão estatal", "um jornal local", "a imprensa local"],
        "de": ["das Staatsfernsehen", "eine Zeitung", "örtliche Medien"],
        "ar": ["التلفزيون الرسمي", "صحيفة محلية", "وسائل إعلام محلية"],
    },
    SpeakerClass.AGENCY: {
        "en": ["AFP", "Reuters", "the Xinhua news agency", "the Associated Press"],
        "fr": ["l'AFP", "Reuters", "l'agence Xinhua", "l'Agence France-Presse"],
        "es": ["la AFP", "Reuters", "la agencia Efe"],
        "it": ["l'AFP", "Reuters", "l'agenzia Ansa"],
        "pt": ["a AFP", "Reuters", "a agência Lusa"],
        "de": ["AFP", "Reuters", "die Nachrichtenagentur dpa"],
        "ar": ["وكالة فرانس برس", "رويترز", "وكالة الأنباء"],
    },
    SpeakerClass.UNKNOWN: {
        "en": ["a source", "an expert", "the director of the institute"],
        "fr": ["une source", "un expert", "le directeur de l'institut"],
        "es": ["una fuente", "un experto", "el director del instituto"],
        "it": ["una fonte", "un esperto", "il direttore dell'istituto"],
        "pt": ["uma fonte", "um especialista", "o diretor do instituto"],
        "de": ["eine Quelle", "ein Experte", "der Direktor des Instituts"],
        "ar": ["مصدر", "خبير"],
    },
}


def test_every_class_is_tried_in_every_language_that_has_a_pack() -> None:
    assert set(SPEAKERS) == set(SpeakerClass)
    assert len(SPEAKERS) == 13
    for words in SPEAKERS.values():
        assert set(known_languages()) <= set(words)


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        pytest.param(code, words, expected, id=f"{code}: {words}")
        for expected, languages in SPEAKERS.items()
        for code, speakers in languages.items()
        for words in speakers
    ],
)
def test_a_speaker_belongs_to_the_class_that_its_words_tell(code: str, words: str, expected: SpeakerClass) -> None:
    assert speaker_class(words, load_lexicon(code))[0] is expected
