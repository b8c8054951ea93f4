"""What German sentences claim: verbs in two halves, joined nouns and numbers, people before and behind."""

import pytest

from story import Claim, read_claims


def in_short(claim: Claim) -> str:
    return f"{claim.kind} {claim.low}-{'' if claim.high is None else claim.high} {claim.qualifier}"


CASES: list[tuple[str, list[str]]] = [
    ("Die Zahl der Toten erhöhte sich von 63 auf 71.", ["killed 63-63 exact", "killed 71-71 exact"]),
    ("Verletzt wurde niemand.", ["injured 0-0 exact"]),
    ("Opfer gab es keine.", []),
    ("Mindestens 50 Menschen bei Anschlag in Kabul getötet", ["killed 50- at_least"]),
    ("Das Beben forderte nach Behördenangaben mehr als 300 Tote.", ["killed 300- over"]),
    ("Dabei fanden 17 Menschen den Tod.", ["killed 17-17 exact"]),
    ("Mehr als 40.000 Einwohner mussten ihre Häuser verlassen.", ["displaced 40000- over"]),
    ("Die Küstenwache rettete 118 Migranten aus Seenot.", ["rescued 118-118 exact"]),
    ("22 Bergleute gelten als vermisst.", ["missing 22-22 exact"]),
    ("Die Polizei nahm sieben Verdächtige fest.", ["detained 7-7 exact"]),
    ("Die Entführer ließen fünf Geiseln frei.", ["rescued 5-5 exact"]),
    ("Elf Fahrgäste kamen ins Krankenhaus.", ["hospitalised 11-11 exact"]),
    ("Bei dem Einsatz tötete die Armee 30 Dschihadisten.", ["killed 30-30 exact"]),
    ("Ein Angreifer, der zuvor drei Passanten niedergestochen hatte, wurde getötet.", ["killed 1-1 exact"]),
    ("Getötet wurden drei Zivilisten, darunter ein Kind.", ["killed 3-3 exact", "killed 1-1 exact"]),
    ("Die Rettungskräfte bargen 81 Leichen.", ["killed 81-81 exact"]),
    ("Zwischen 70 und 80 Menschen wurden getötet.", ["killed 70-80 range"]),
    ("Die Zahl der Opfer könnte noch auf 200 steigen.", ["killed 200-200 exact"]),
    ("Fünf Menschen seien verletzt worden, teilte die Feuerwehr mit.", ["injured 5-5 exact"]),
    (
        "Bei der Geiselnahme in einem Hotel wurden 20 Geiseln und die beiden Attentäter getötet.",
        ["killed 20-20 exact", "killed 2-2 exact"],
    ),
    ("Hunderttausende sind auf der Flucht.", ["displaced 100000-999999 vague"]),
    ("Am 3. Mai starben 12 Menschen.", ["killed 12-12 exact"]),
    ("Eine 83 Jahre alte Frau wurde leicht verletzt.", ["injured 1-1 exact"]),
    ("Das Gericht verurteilte drei Männer wegen Mordes zum Tode.", []),
    ("Die beiden Autos stießen frontal zusammen.", []),
    ("Ein Selbstmordattentäter riss sechs Polizisten mit in den Tod.", ["killed 6-6 exact"]),
    ("Mehrere Hundert Menschen wurden festgenommen.", ["detained 100-999 vague"]),
    ("Bei dem Angriff der Rebellen auf zwei Dörfer sind 40 Zivilisten umgekommen.", ["killed 40-40 exact"]),
    ("Der Täter verletzte vier Menschen, bevor er sich selbst tötete.", ["injured 4-4 exact"]),
    ("Die Maschine mit 150 Menschen an Bord stürzte ab.", []),
    ("Dabei gab es einen Toten und zahlreiche Verletzte.", ["killed 1-1 exact", "injured 1- vague"]),
    ("Sicherheitskräfte erschossen nach Angaben von Aktivisten mindestens 20 Demonstranten.", ["killed 20- at_least"]),
    ("Drei Insassen waren auf der Stelle tot.", ["killed 3-3 exact"]),
    ("Der Sturm hinterließ 12 Tote und tausende Obdachlose.", ["killed 12-12 exact", "displaced 1000-9999 vague"]),
    ("Ein Soldat getötet, drei verletzt", ["killed 1-1 exact", "injured 3-3 exact"]),
    ("Wie die Polizei mitteilte, kamen zwei Bergsteiger in einer Lawine ums Leben.", ["killed 2-2 exact"]),
    ("Er soll drei Frauen ermordet haben.", ["killed 3-3 exact"]),
    ("Der Diktator ließ Tausende Oppositionelle verhaften und foltern.", ["detained 1000-9999 vague"]),
    ("An der Schweinegrippe sind bisher 1.200 Menschen gestorben.", ["killed 1200-1200 exact"]),
    ("Im Kampf gegen die Taliban sind seit 2001 über 500 ausländische Soldaten gefallen.", ["killed 500- over"]),
    ("Es kam zu 45 Festnahmen.", ["detained 45-45 exact"]),
    ("Rebellen nahmen 20 Soldaten gefangen.", ["detained 20-20 exact"]),
    ("Vier Kinder konnten gerettet werden.", ["rescued 4-4 exact"]),
    ("Die 33 eingeschlossenen Bergleute wurden nach 69 Tagen gerettet.", ["rescued 33-33 exact"]),
    ("In der Region leben 9000 Flüchtlinge.", ["displaced 9000-9000 exact"]),
    ("Eine Frau und ihre beiden Kinder starben in den Flammen.", ["killed 1-1 exact", "killed 2-2 exact"]),
    ("77 Menschen, die meisten von ihnen Jugendliche, wurden auf der Insel Utoya erschossen.", ["killed 77-77 exact"]),
    ("Der Mann steht vor Gericht, weil er vier Patienten getötet haben soll.", ["killed 4-4 exact"]),
    ("Die Zahl der Todesopfer liegt nun bei mindestens 120.", ["killed 120- at_least"]),
    ("Bisher ist von 120 Toten die Rede.", ["killed 120-120 exact"]),
    ("15 Menschen starben, unter ihnen drei Kinder.", ["killed 15-15 exact", "killed 3-3 exact"]),
    ("Zehn der 15 Opfer starben noch am Unfallort.", ["killed 10-10 exact"]),
    ("Täglich sterben 90 Menschen an Hunger.", ["killed 90-90 exact"]),
    ("Das Schiff mit 400 Passagieren ist gesunken.", []),
    ("Weitere 14 Personen wurden noch vermisst.", ["missing 14-14 exact"]),
    ("Die Ärzte mussten zwölf Verwundete behandeln.", ["injured 12-12 exact"]),
    ("Im Gefängnis sitzen 600 Häftlinge.", ["detained 600-600 exact"]),
    ("Bei dem Brand gab es weder Tote noch Verletzte.", ["killed 0-0 exact", "injured 0-0 exact"]),
    ("Eine Bombendrohung hat 2000 Menschen in Angst versetzt.", []),
    ("Polizisten erschossen zwei Verdächtige.", ["killed 2-2 exact"]),
    ("An Unterernährung könnten Tausende Kinder sterben.", []),
    ("Beim Untergang der Titanic kamen 1.514 der 2.220 Menschen an Bord um.", ["killed 1514-1514 exact"]),
    ("Vier Palästinenser bei israelischem Luftangriff im Gazastreifen getötet", ["killed 4-4 exact"]),
    ("Zahlreiche Menschen wurden getötet oder verletzt.", ["casualties 1- vague"]),
    ("Die Behörden haben 16 Fälle bestätigt, und vier Personen sind gestorben.", ["killed 4-4 exact"]),
    ("Er wurde für den Tod von 8.000 Muslimen verantwortlich gemacht.", ["killed 8000-8000 exact"]),
    ("Die 191 Todesopfer des 11. März wurden geehrt.", ["killed 191-191 exact"]),
    ("Seit 1990 haben 1,3 Millionen Afrikaner ihr Leben verloren.", ["killed 1300000-1300000 exact"]),
    ("Am Wochenende sind zwei Menschen tödlich verunglückt.", ["killed 2-2 exact"]),
    ("Drei seiner Leibwächter wurden getötet.", ["killed 3-3 exact"]),
    ("Zwölf von ihnen wurden verhaftet.", ["detained 12-12 exact"]),
    ("Etwa 300 Menschen sollen noch unter den Trümmern liegen.", ["missing 300-300 about"]),
    ("Es gab 2.600 Morde.", ["killed 2600-2600 exact"]),
    ("Sie waren zwei von mehr als hundert Gefangenen.", ["detained 100- over"]),
    ("Einem Polizeisprecher zufolge wurden neun Beamte verletzt.", ["injured 9-9 exact"]),
    ("Alle Insassen des Flugzeugs kamen ums Leben.", []),
    ("Hunderte flohen aus der Stadt.", ["displaced 100-999 vague"]),
    ("Ein Drittel der 900 Einwohner wurde evakuiert.", []),
    (
        "Die Bombe tötete mindestens 32 Menschen und verletzte 78 weitere.",
        ["killed 32- at_least", "injured 78-78 exact"],
    ),
    ("Dutzende Tote und Hunderte Verletzte", ["killed 20-99 vague", "injured 100-999 vague"]),
    ("Gegen sechs Personen wurde Haftbefehl erlassen.", []),
    ("Das Spiel endete mit zwei verletzten Spielern.", ["injured 2-2 exact"]),
    ("Zwei Millionen Menschen wurden in die Flucht geschlagen.", ["displaced 2000000-2000000 exact"]),
    ("Seine Frau und zwei seiner Kinder wurden bei dem Angriff getötet.", ["killed 2-2 exact"]),
    ("Ein 45-Jähriger ist dringend verdächtig, zwei Frauen getötet zu haben.", ["killed 2-2 exact"]),
    ("Bisher wurden 45 Leichen aus dem Wrack geborgen.", ["killed 45-45 exact"]),
    ("Ärzte ohne Grenzen hat seit Montag 200 Verletzte behandelt.", ["injured 200-200 exact"]),
    ("Die Terrormiliz soll 300 Zivilisten entführt haben.", ["detained 300-300 exact"]),
    ("Rund 30 Kilometer von Kabul entfernt starben drei Polizisten.", ["killed 3-3 exact"]),
    ("Es war der Anschlag mit den meisten Toten seit zehn Jahren.", []),
    ("Es wurden zwölf Menschen seit Montag getötet.", ["killed 12-12 exact"]),
    ("Die Polizei nahm 20 Personen fest, die Demonstranten angegriffen hatten.", ["detained 20-20 exact"]),
    ("Nachdem ein Lastwagen in die Menge gefahren war, wurden 86 Menschen getötet.", ["killed 86-86 exact"]),
    ("Wenn sich das bestätigt, wären es schon 14 Tote.", ["killed 14-14 exact"]),
    ("Die Polizei hat 14 Tote bestätigt.", ["killed 14-14 exact"]),
    ("Es ist das 15. Todesopfer.", []),
    ("Zwei der Opfer starben im Krankenhaus.", ["killed 2-2 exact"]),
    ("Unter den Verletzten ist ein Deutscher.", ["injured 1-1 exact"]),
    ("Im Krankenhaus erlagen später drei weitere Personen ihren Verletzungen.", ["killed 3-3 exact"]),
    ("Zwei von ihnen sind in kritischem Zustand.", ["injured 2-2 exact"]),
    ("Vor der libyschen Küste sind vermutlich mehr als 200 Flüchtlinge ertrunken.", ["killed 200- over"]),
    ("Weltweit sind fast 20 Millionen Menschen auf der Flucht.", ["displaced 20000000-20000000 about"]),
    ("Drei Polizisten und fünf Soldaten kamen ums Leben.", ["killed 3-3 exact", "killed 5-5 exact"]),
    ("Die Polizei konnte drei der vier Täter festnehmen.", ["detained 3-3 exact"]),
    ("Zwei bei dem Angriff verletzte Soldaten wurden ausgeflogen.", ["injured 2-2 exact"]),
    ("Auf dem Friedhof liegen 1.200 gefallene Soldaten.", ["killed 1200-1200 exact"]),
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


def test_a_joined_noun_is_known_by_its_last_part() -> None:
    [claim] = read_claims("Zwölf Grenzsoldaten wurden freigelassen.", lang="de").claims
    assert claim.text == "Zwölf Grenzsoldaten wurden freigelassen"
