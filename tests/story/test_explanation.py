"""What is said of a text's reading to those who correct a pack."""

from story import Reading, SentenceExplanation, explain, read_claims

TEXT = "Fire in the port\n\nTwo people were hurt. The fire destroyed 12 houses in 2019. It rained. Police shut 3 roads."


def explained(text: str, lang: str = "en") -> list[SentenceExplanation]:
    return list(explain(text, read_claims(text, lang=lang)))


def test_sentences_with_a_number_or_a_casualty_word_are_explained_in_order() -> None:
    sentences = [found.sentence for found in explained(TEXT)]
    assert sentences == ["Two people were hurt.", "The fire destroyed 12 houses in 2019.", "Police shut 3 roads."]
    assert all(TEXT[found.start : found.end] == found.sentence for found in explained(TEXT))


def test_a_sentence_holds_its_claims() -> None:
    found = explained(TEXT)
    assert [len(sentence.claims) for sentence in found] == [1, 0, 0]
    assert found[0].claims == read_claims(TEXT, lang="en").claims


def test_numbers_without_a_claim_say_why() -> None:
    _, houses, roads = explained(TEXT)
    assert [(number.words, number.reason) for number in houses.other_numbers] == [
        ("12", "counts “houses”, which people.things holds"),
        ("2019", "may be a year"),
    ]
    assert [number.words for number in roads.other_numbers] == ["3"]


def test_a_number_of_people_without_a_word_for_what_happened_says_so() -> None:
    (sentence,) = explained("Some 300 people applauded.")
    assert [number.reason for number in sentence.other_numbers] == [
        "no word in the sentence says what happened to people: no list of happened holds one"
    ]


def test_a_thing_that_is_counted_is_named_with_its_list() -> None:
    (sentence,) = explained("Two people were hurt and 12 houses burned.")
    assert [(number.words, number.reason) for number in sentence.other_numbers] == [
        ("12", "counts “houses”, which people.things holds")
    ]


def test_words_carry_the_lists_of_the_pack_that_hold_them() -> None:
    (sentence,) = explained("At least five gunmen were killed, police said.")
    lists = {word.words: word.lists for word in sentence.known_words}
    assert "qualifiers.at_least" in lists["At least"]
    assert lists["gunmen"] == ("people.attackers",)
    assert lists["killed"][0] == "happened.killed.participle"
    assert "attribution.verbs" in lists["said"]


def test_a_word_for_quoting_somebody_is_named_with_its_own_list() -> None:
    (sentence,) = explained("Reuters, citing police, said 12 people were killed.")
    lists = {word.words: word.lists for word in sentence.known_words}
    assert lists["citing"] == ("attribution.citing",)


def test_words_that_no_list_holds_are_named_but_no_names() -> None:
    (sentence,) = explained("The blast zorbled 7 traders in Lima.")
    assert "zorbled" in sentence.unknown_words
    assert not {"Lima", "The", "traders", "7"} & set(sentence.unknown_words)


def test_a_language_without_a_pack_has_nothing_to_explain() -> None:
    assert list(explain("Kuolleita oli 77.", Reading("fi", (), "there is no pack"))) == []
