"""What German sentences claim: verbs in two halves, joined nouns and numbers, people before and behind."""

import pytest

from story import Claim, read_claims


def in_short(claim: Claim) -> str:
    return f"{claim.kind} {claim.low}-{'' if claim.high is None else claim.high} {claim.qualifier}"


CASES: list[tuple[str, list[str]]] = [
    (
        "Nach Angaben der Polizei wurden 13 Menschen verletzt, drei davon schwer.",
        ["injured 13-13 exact", "injured 3-3 exact"],
    ),
    ("Es gab keine Verletzten.", ["injured 0-0 exact"]),
    ("Mindestens 50 Menschen bei Anschlag in Kabul getötet", ["killed 50- at_least"]),
    ("Der Anschlag kostete 17 Menschen das Leben.", ["killed 17-17 exact"]),
    ("Hunderte Häuser wurden zerstört, Tausende Menschen sind obdachlos.", ["displaced 1000-9999 vague"]),
    ("Die Küstenwache rettete 118 Migranten aus Seenot.", ["rescued 118-118 exact"]),
    ("Von sieben Seeleuten fehlt jede Spur.", ["missing 7-7 exact"]),
    ("Boko Haram entführte 276 Schülerinnen.", ["detained 276-276 exact"]),
    ("Elf Fahrgäste kamen ins Krankenhaus.", ["hospitalised 11-11 exact"]),
    ("Ein Polizist erschoss einen bewaffneten Mann.", ["killed 1-1 exact"]),
    ("Unter den Opfern befinden sich zwei Deutsche.", []),
    ("Die Rettungskräfte bargen 81 Leichen.", ["killed 81-81 exact"]),
    ("Zwischen 70 und 80 Menschen wurden getötet.", ["killed 70-80 range"]),
    ("Zweihundertfünfzig Soldaten gerieten in Gefangenschaft.", ["detained 250-250 exact"]),
    ("Die Behörden bestätigten den Tod von 31 Kumpeln.", ["killed 31-31 exact"]),
    ("Hunderttausende sind auf der Flucht.", ["displaced 100000-999999 vague"]),
    ("Am 11. September 2001 starben fast 3000 Menschen.", ["killed 3000-3000 about"]),
    ("Der Mann wurde zu 12 Jahren Haft verurteilt, weil er zwei Frauen ermordet hatte.", ["killed 2-2 exact"]),
    ("Die beiden Autos stießen frontal zusammen.", []),
    ("Sechs Polizisten wurden dabei teils schwer verletzt.", ["injured 6-6 exact"]),
    ("Zwei Dutzend Zuschauer erlitten Verletzungen.", ["injured 24-24 about"]),
    ("Der Täter verletzte vier Menschen, bevor er sich selbst tötete.", ["injured 4-4 exact"]),
    ("Von den 150 Passagieren überlebte keiner.", []),
    ("Nach UN-Angaben wurden 304 Menschen getötet.", ["killed 304-304 exact"]),
    ("Drei Insassen waren auf der Stelle tot.", ["killed 3-3 exact"]),
    ("Trauerfeier für 50 getötete Kadetten", ["killed 50-50 exact"]),
    (
        "Unbekannte töteten in der Nacht zum Sonntag neun Bauern und verschleppten vier Frauen.",
        ["killed 9-9 exact", "detained 4-4 exact"],
    ),
    ("Er soll drei Frauen ermordet haben.", ["killed 3-3 exact"]),
    ("Man fand die Leichen von drei Männern in einem Brunnen.", ["killed 3-3 exact"]),
    ("Die Epidemie hat in Westafrika bereits mehr als 4.000 Todesopfer gefordert.", ["killed 4000- over"]),
    ("Es kam zu 45 Festnahmen.", ["detained 45-45 exact"]),
    ("Piraten kaperten das Schiff und nahmen 25 Seeleute als Geiseln.", ["detained 25-25 exact"]),
    ("Er starb im Alter von 93 Jahren.", []),
    ("In der Region leben 9000 Flüchtlinge.", ["displaced 9000-9000 exact"]),
    ("Der Unfall, bei dem fünf Jugendliche ums Leben kamen, ereignete sich am Samstag.", ["killed 5-5 exact"]),
    ("Der Attentäter, der 77 Menschen getötet hat, wurde verurteilt.", ["killed 77-77 exact"]),
    ("Die Zahl der Todesopfer liegt nun bei mindestens 120.", ["killed 120- at_least"]),
    (
        "Laut Polizei starben mindestens 15 Menschen, weitere 40 wurden verletzt.",
        ["killed 15- at_least", "injured 40-40 exact"],
    ),
    ("15 Menschen, darunter drei Kinder, starben bei dem Angriff.", ["killed 15-15 exact", "killed 3-3 exact"]),
    ("Täglich sterben 90 Menschen an Hunger.", ["killed 90-90 exact"]),
    ("Hunderte Vermisste nach Schiffsunglück in Südkorea", ["missing 100-999 vague"]),
    (
        "Bei dem Anschlag wurden über 100 Personen verletzt, 20 von ihnen lebensgefährlich.",
        ["injured 100- over", "injured 20-20 exact"],
    ),
    ("Im Gefängnis sitzen 600 Häftlinge.", ["detained 600-600 exact"]),
    ("Der Unfall verlief ohne Verletzte.", ["injured 0-0 exact"]),
    ("2000 Menschen wurden evakuiert.", ["displaced 2000-2000 exact"]),
    ("An Unterernährung könnten Tausende Kinder sterben.", []),
    ("Von Januar bis März sind 1.000 Zivilisten getötet worden.", ["killed 1000-1000 exact"]),
    ("289 Menschen verbrannten oder erstickten.", ["killed 289-289 exact"]),
    ("Die Behörden haben 16 Fälle bestätigt, und vier Personen sind gestorben.", ["killed 4-4 exact"]),
    ("In dem Bericht ist von 12 getöteten Zivilisten die Rede.", ["killed 12-12 exact"]),
    ("Er tötete sich selbst und drei weitere Menschen.", ["killed 3-3 exact"]),
    ("Am Wochenende sind zwei Menschen tödlich verunglückt.", ["killed 2-2 exact"]),
    ("Von den 30 Geiseln wurden 12 befreit.", ["detained 30-30 exact", "rescued 12-12 exact"]),
    ("Die Zahl der Vermissten wird auf 300 geschätzt.", ["missing 300-300 exact"]),
    ("Es gab 2.600 Morde.", ["killed 2600-2600 exact"]),
    ("Der Fahrer und drei Fahrgäste erlitten schwere Verletzungen.", ["injured 3-3 exact"]),
    ("200 Demonstranten wurden vorübergehend in Polizeigewahrsam genommen.", ["detained 200-200 exact"]),
    ("Hunderte flohen aus der Stadt.", ["displaced 100-999 vague"]),
    ("Nach dem Chemieunfall mussten 900 Einwohner evakuiert werden.", ["displaced 900-900 exact"]),
    ("Tote und Verletzte bei Anschlag in Bagdad", []),
    ("Gegen sechs Personen wurde Haftbefehl erlassen.", []),
    ("Die Regierung zählte 1.500 Tote.", ["killed 1500-1500 exact"]),
    ("Zwei Jugendliche erschossen 1999 zwölf Schüler und einen Lehrer.", ["killed 12-12 exact", "killed 1-1 exact"]),
    ("Ein 45-Jähriger ist dringend verdächtig, zwei Frauen getötet zu haben.", ["killed 2-2 exact"]),
    ("Retter zogen 45 Leichen aus dem Wrack.", ["killed 45-45 exact"]),
    ("Eine Person wurde getötet, eine weitere verletzt.", ["killed 1-1 exact", "injured 1-1 exact"]),
    ("Rund 30 Kilometer von Kabul entfernt starben drei Polizisten.", ["killed 3-3 exact"]),
    ("Am Montag wurden in Rom zwölf Menschen als mutmaßliche Mafiosi verhaftet.", ["detained 12-12 exact"]),
    ("Unter den Opfern des Massakers waren 30 Journalisten.", ["killed 30-30 exact"]),
    ("Nachdem ein Lastwagen in die Menge gefahren war, wurden 86 Menschen getötet.", ["killed 86-86 exact"]),
    ("Damit steigt die Zahl der Toten auf 14.", ["killed 14-14 exact"]),
    ("Der Vulkan hat seit Oktober mindestens 275 Menschenleben gefordert.", ["killed 275- at_least"]),
    ("Zwei der Opfer starben im Krankenhaus.", ["killed 2-2 exact"]),
    ("Auch zwei Kinder kamen ums Leben.", ["killed 2-2 exact"]),
    ("Der 30-jährige Mann verletzte zwei Passanten, ehe er von der Polizei erschossen wurde.", ["injured 2-2 exact"]),
    ("Vor der libyschen Küste sind vermutlich mehr als 200 Flüchtlinge ertrunken.", ["killed 200- over"]),
    (
        "Sechs Verdächtige wurden getötet und vier weitere gefangen genommen.",
        ["killed 6-6 exact", "detained 4-4 exact"],
    ),
    ("Sechs Bergleute sind unter Tage eingeschlossen.", []),
    ("Zwei bei dem Angriff verletzte Soldaten wurden ausgeflogen.", ["injured 2-2 exact"]),
    ("Bei den Anschlägen von Mumbai im November 2008 kamen 166 Menschen ums Leben.", ["killed 166-166 exact"]),
    (
        "Die Cholera hat in Haiti nach Angaben des Gesundheitsministeriums bereits 1.034 Menschenleben gekostet.",
        ["killed 1034-1034 exact"],
    ),
    ("Nur 13 Personen blieben in Haft.", ["detained 13-13 exact"]),
    ("Das Virus hat weltweit mindestens 8.768 Todesfälle verursacht.", ["killed 8768- at_least"]),
    ("Drei ETA-Mitglieder wurden in Frankreich verhaftet.", ["detained 3-3 exact"]),
    ("In Srebrenica wurden 1995 rund 8.000 muslimische Männer und Jungen ermordet.", ["killed 8000-8000 about"]),
    ("Eine der beiden Geiseln wurde getötet.", ["killed 1-1 exact"]),
    ("Vier weitere Verdächtige befinden sich in Haft.", ["detained 4-4 exact"]),
    ("Man fand 15 Tote.", ["killed 15-15 exact"]),
    ("15 Touristen wurden bei einem ähnlichen Angriff vor einem Jahr erschossen.", ["killed 15-15 exact"]),
    ("Die Mörder von drei Polizisten wurden gefasst.", ["killed 3-3 exact"]),
    ("Er hat drei Menschenleben auf dem Gewissen.", ["killed 3-3 exact"]),
    ("Es gab mindestens drei Tote und ein Dutzend Verletzte.", ["killed 3- at_least", "injured 12-12 about"]),
    ("Drei Frauen konnten nur noch tot geborgen werden.", ["killed 3-3 exact"]),
    (
        "Der Anschlag auf die Moschee, zu dem sich niemand bekannte, hat 63 Gläubigen das Leben gekostet.",
        ["killed 63-63 exact"],
    ),
    (
        "Mindestens 34 Menschen sind am Sonntag getötet worden, als in Tikrit eine Autobombe explodierte.",
        ["killed 34- at_least"],
    ),
    ("Man befürchtet, dass Hunderte getötet wurden.", ["killed 100-999 vague"]),
    ("In der Hauptstadt leben noch 2.000 Obdachlose in Zelten.", ["displaced 2000-2000 exact"]),
    ("Der Absturz forderte 150 Opfer.", ["killed 150-150 exact"]),
    ("Zwei Hubschrauber stürzten ab, wobei 14 Amerikaner starben.", ["killed 14-14 exact"]),
    ("Vor den Augen von 200 Zuschauern wurden fünf Menschen öffentlich hingerichtet.", ["killed 5-5 exact"]),
    ("Zehntausende Menschen sind in den letzten Jahren aus dem Land geflüchtet.", ["displaced 10000-99999 vague"]),
    ("An die 30 Personen wurden leicht verletzt.", ["injured 30-30 about"]),
    ("Bei einer Razzia wurden 17 Frauen aus einem Bordell befreit.", ["rescued 17-17 exact"]),
    ("Wegen des Hochwassers mussten 12.000 Menschen in Sicherheit gebracht werden.", ["rescued 12000-12000 exact"]),
    ("Rund 2,5 Millionen Menschen leben in Flüchtlingslagern.", ["displaced 2500000-2500000 about"]),
    ("Neun Personen befinden sich noch in stationärer Behandlung.", ["hospitalised 9-9 exact"]),
    ("Sechs Polizisten erlitten Prellungen.", ["injured 6-6 exact"]),
    ("Von zwei Kindern fehlt weiterhin jede Spur.", ["missing 2-2 exact"]),
    ("Nordkorea hält drei US-Bürger fest.", ["detained 3-3 exact"]),
    ("Die Zahl der Verletzten stieg von 80 auf 120.", ["injured 80-80 exact", "injured 120-120 exact"]),
    ("Bei der Massenpanik wurden 18 Menschen zu Tode getrampelt.", ["killed 18-18 exact"]),
    ("Bei den Krawallen wurden ca. zwanzig Personen festgenommen.", ["detained 20-20 about"]),
    ("Zwölf der Verletzten überlebten nicht.", ["killed 12-12 exact"]),
    ("12 verhaftet in Wien", ["detained 12-12 exact"]),
    ("Zwölf Tote bei Zugunglück, vier davon Kinder", ["killed 12-12 exact", "killed 4-4 exact"]),
    (
        "Zwölf Männer, vier Frauen und ein Kind wurden getötet.",
        ["killed 12-12 exact", "killed 4-4 exact", "killed 1-1 exact"],
    ),
    ("Zwölf Menschen wurden getötet, unter ihnen auch vier Kinder.", ["killed 12-12 exact", "killed 4-4 exact"]),
    ("Das Beben forderte 150 Todesopfer.", ["killed 150-150 exact"]),
]
NOTHING = [
    "Er brachte zwei Koffer in das Krankenhaus.",
    "Alle drei Insassen blieben unverletzt.",
    "Er wurde von zwei Männern erschossen.",
    "Bei dem Angriff wurde er von zwei Kugeln getroffen.",
    "Die USA haben 150 Soldaten nach Mali geschickt.",
    "Drei Männer wurden wegen Mordes angeklagt.",
    "Das Unternehmen entlässt 200 Mitarbeiter.",
    "200 Mitarbeiter verlieren ihren Arbeitsplatz.",
    "Die Partei verlor 3 Prozent.",
    "Drei Minuten vor Schluss fiel das Tor.",
    "Sie haben zwei Kinder.",
    "Die Aktie fiel um 12 Prozent.",
    "Zwei Abgeordnete traten zurück.",
    "In der Stadt leben 300.000 Menschen.",
    "Sieben Menschen hatten sich beworben.",
    "Sie gewann drei Goldmedaillen.",
    "Die Kosten liegen bei 77 Millionen Euro.",
    "Der Zug mit 200 Fahrgästen kam zu spät.",
    "Vor zwei Jahren starb sein Vater.",
    "Nach drei Tagen starb er.",
    "Der 12. Spieltag bringt das Aus für zwei Trainer.",
    "Vier Parteien kamen ins Parlament.",
    "Er kam als einer von zwei Kandidaten in Frage.",
    "Zwei Drittel der Menschen sind gegen den Krieg.",
    "Der Kampf forderte seinen Tribut.",
    "Sie töteten die Zeit mit zwei Partien Schach.",
    "Die Krise kostete 5.000 Menschen den Arbeitsplatz.",
    "Das Feuer vernichtete 300 Hektar Wald.",
    "Bis zu 5.000 Menschen kommen jedes Jahr zum Festival.",
    "Acht Mannschaften sind ausgeschieden.",
]


@pytest.mark.parametrize(("text", "claims"), CASES)
def test_a_german_sentence_claims_what_its_words_allow(text: str, claims: list[str]) -> None:
    assert [in_short(claim) for claim in read_claims(text, lang="de").claims] == claims


@pytest.mark.parametrize("text", NOTHING)
def test_a_german_sentence_with_a_number_and_a_telling_word_may_claim_nothing(text: str) -> None:
    assert read_claims(text, lang="de").claims == ()


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("siebenundsiebzig", 77),
        ("zweihundertfünfzig", 250),
        ("hunderteins", 101),
        ("dreitausendfünfhundert", 3500),
        ("neunzehnhundert", 1900),
        ("hunderttausend", 100_000),
        ("einundzwanzig", 21),
    ],
)
def test_a_number_may_be_one_word(word: str, number: int) -> None:
    [claim] = read_claims(f"Bei dem Beben starben {word} Menschen.", lang="de").claims
    assert (claim.low, claim.high) == (number, number)


def test_a_number_with_a_full_stop_ends_no_sentence_beside_a_month() -> None:
    text = "Die Zahl der Toten stieg am 3. Mai auf 77. Am Tag darauf waren es 80 Tote."
    assert [(claim.low, claim.sentence_start) for claim in read_claims(text, lang="de").claims] == [(77, 0), (80, 43)]


def test_the_doers_of_a_passive_are_not_counted() -> None:
    [claim] = read_claims("Drei Frauen wurden von zwei Männern entführt.", lang="de").claims
    assert (claim.text, claim.low) == ("Drei Frauen wurden von zwei Männern entführt", 3)


def test_the_subjunctive_says_that_the_speaker_of_the_sentence_before_still_speaks() -> None:
    text = "Drei Menschen seien tot, sagte ein Sprecher der Armee. Es habe auch zehn Verletzte gegeben."
    assert [claim.source for claim in read_claims(text, lang="de").claims] == ["ein Sprecher der Armee"] * 2


def test_who_a_relative_clause_is_about_belongs_to_the_main_verb_first() -> None:
    [claim] = read_claims("Zwölf Bauern, die entführt worden waren, wurden ermordet.", lang="de").claims
    assert (claim.kind, claim.low) == ("killed", 12)


def test_a_joined_noun_is_known_by_its_last_part() -> None:
    [claim] = read_claims("Zwölf Grenzsoldaten wurden freigelassen.", lang="de").claims
    assert claim.text == "Zwölf Grenzsoldaten wurden freigelassen"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Sie wurde wegen Mordes an vier Bewohnern verurteilt.", ["killed 4"]),
        ("Retter bargen 33 Bootsflüchtlinge.", ["rescued 33"]),
        ("Die Feuerwehr brachte 33 Mieter in Sicherheit.", ["rescued 33"]),
        ("Tausende brachten sich in Sicherheit.", ["displaced 1000"]),
        ("Vier Camper mussten den Campingplatz verlassen.", ["displaced 4"]),
        ("Vier Aktien starben einen stillen Tod.", []),
    ],
)
def test_who_was_murdered_brought_to_safety_or_had_to_leave(text: str, claims: list[str]) -> None:
    assert [f"{claim.kind} {claim.low}" for claim in read_claims(text, lang="de").claims] == claims
