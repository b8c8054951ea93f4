"""Who is said to give a figure, in every language: each sentence with its speakers and the outlet it was told to."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from story import read_claims

SENTENCES = tomllib.loads(Path(__file__).with_name("attributions.toml").read_text(encoding="utf-8"))

ACROSS: list[tuple[str, str, list[str | None]]] = [
    ("en", "The mayor spoke at noon. According to him, 12 people were killed.", ["The mayor"]),
    ("fr", "Le maire a parlé à midi. Selon lui, 12 personnes ont été tuées.", ["Le maire"]),
    ("de", "Das Ministerium sprach von einem Angriff. Demnach wurden zwölf Menschen getötet.", ["Das Ministerium"]),
    (
        "en",
        'The mayor, Amadou Diallo, visited the wounded. "We buried our dead. Twelve people were killed," he said.',
        ["The mayor"],
    ),
    (
        "en",
        '"Twelve people were killed. We are in mourning," the mayor said. "Thirty others were wounded."',
        ["the mayor", "the mayor"],
    ),
    ("en", "Colonel Traoré gave an update. He said 12 soldiers had died.", ["Colonel Traoré"]),
    (
        "en",
        "The army said the camp was attacked. It said 12 soldiers were killed. Another 30 were wounded, it added.",
        ["The army", "The army"],
    ),
    ("en", 'A doctor said the hospital was full. "I saw twelve bodies," she said.', ["A doctor"]),
    (
        "en",
        "A security source said the attack was over. The same source put the toll at 12 dead.",
        ["A security source"],
    ),
    ("en", "A diplomat said the situation was bad. The report says 12 people were killed.", ["The report"]),
    ("en", "The ministry said the attack was over.\nTwelve people were killed.", [None]),
    ("fr", "« Nous avons été attaqués. Douze personnes ont été tuées », a dit le maire.", ["le maire"]),
    (
        "fr",
        "Le maire a dénoncé l'attaque. « Douze personnes ont été tuées. Nous sommes en deuil », a-t-il dit.",
        ["Le maire"],
    ),
    (
        "fr",
        "Une source sécuritaire a évoqué une attaque. La même source a fait état de 12 morts.",
        ["Une source sécuritaire"],
    ),
    ("fr", "Le colonel Traoré a parlé. Il a annoncé la mort de 12 soldats.", ["Le colonel Traoré"]),
    ("fr", "Le ministère a condamné l'attaque. Douze personnes ont été tuées.", [None]),
    ("es", "El ministro habló del ataque. Añadió que 12 personas murieron.", ["El ministro"]),
    ("es", '"Fuimos atacados. Murieron doce personas", dijo el alcalde.', ["el alcalde"]),
    (
        "es",
        'Murieron 12 personas, informó la Policía. "Hay seis desaparecidos", dijo el alcalde a la prensa.',
        ["la Policía", "el alcalde"],
    ),
    ("it", "Il ministro ha parlato dell'attacco. Ha aggiunto che 12 persone sono morte.", ["Il ministro"]),
    ("it", "«Siamo stati attaccati. Sono morte dodici persone», ha detto il sindaco.", ["il sindaco"]),
    ("pt", "O ministro falou do ataque. Acrescentou que 12 pessoas morreram.", ["O ministro"]),
    ("pt", '"Fomos atacados. Doze pessoas morreram", disse o prefeito.', ["o prefeito"]),
    ("de", "„Wir wurden angegriffen. Zwölf Menschen wurden getötet“, sagte der Bürgermeister.", ["der Bürgermeister"]),
    ("de", "Der Minister sprach über den Angriff. Er sagte, zwölf Menschen seien getötet worden.", ["Der Minister"]),
    ("de", "»Wir wurden angegriffen. Zwölf Menschen starben«, sagte ein Arzt.", ["ein Arzt"]),
    ("ar", "قال رئيس البلدية إن الهجوم انتهى. وأضاف أن 12 شخصا قتلوا.", ["رئيس البلدية"]),
    ("ar", "«تعرضنا لهجوم. قتل 12 شخصا»، قال رئيس البلدية.", ["رئيس البلدية"]),
]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        pytest.param(code, sentence, id=f"{code}: {sentence['text'][:70]}")
        for code, sentences in SENTENCES.items()
        for sentence in sentences
    ],
)
def test_a_figure_has_the_speaker_that_its_sentence_names(code: str, sentence: dict[str, Any]) -> None:
    claims = read_claims(sentence["text"], lang=code).claims
    assert [claim.source or "" for claim in claims] == sentence["sources"]
    assert {claim.via for claim in claims} == {sentence.get("via")}


@pytest.mark.parametrize(("code", "text", "sources"), ACROSS)
def test_a_speaker_is_carried_over_to_the_next_sentence_by_a_pronoun_or_a_quotation(
    code: str, text: str, sources: list[str | None]
) -> None:
    assert [claim.source for claim in read_claims(text, lang=code).claims] == sources


def test_the_outlet_that_somebody_spoke_to_is_carried_over_with_a_pronoun() -> None:
    text = "« L'attaque est finie », a déclaré à l'AFP le maire. « Douze personnes sont mortes », a-t-il ajouté."
    (claim,) = read_claims(text, lang="fr").claims
    assert (claim.source, claim.via) == ("le maire", "AFP")
