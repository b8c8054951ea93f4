"""Happenings that articles tell as facts of the store: one over its outlets and languages, two where they are two."""

from store import ArticleAfterVisit, NewRevision, Reader, Validators
from story import FactType, read_claims

from .newsroom import CONTEXT, Newsroom, at, entry, visit


def publish(newsroom: Newsroom, outlet: str, text: str, *, seen: float, lang: str = "en") -> None:
    """An article with this text, read as the poller reads it."""
    url = f"http://x.example/{outlet}/{seen}"
    (article_id,) = newsroom.list_entries(outlet, at(seen), entry(url, published_at=at(seen)))
    reading = read_claims(text, lang=lang, date=at(seen), context=CONTEXT)
    found = NewRevision("", text, lang, reading.claims, at(seen), passages=reading.passages)
    after = ArticleAfterVisit(Validators(), at(seen + 30), 0)
    newsroom.writer.save_article_visit(article_id, visit(url, at(seen)), after, found)


def happenings(reader: Reader) -> dict[str, int]:
    """The happenings of the store by label, each with how many outlets told it."""
    return {fact.label: fact.outlets for fact in reader.facts() if fact.type is FactType.HAPPENING}


def test_a_partys_claim_of_responsibility_is_one_fact_in_two_languages(newsroom: Newsroom, reader: Reader) -> None:
    publish(newsroom, "Quill Wire", "The Torch claimed responsibility for the attack.", seen=10)
    publish(newsroom, "The Lamp", "L'attaque a été revendiquée par The Torch.", seen=20, lang="fr")
    assert happenings(reader) == {"claim of responsibility: The Torch": 2}


def test_what_happened_to_a_named_person_is_one_fact_in_two_languages(newsroom: Newsroom, reader: Reader) -> None:
    publish(newsroom, "Quill Wire", "The miller Osric Vane was arrested in Marlow.", seen=10)
    publish(newsroom, "The Lamp", "Osric Vane a été arrêté à Marlow.", seen=20, lang="fr")
    assert happenings(reader) == {"arrest: The miller Osric Vane": 2}


def test_a_shared_sentence_is_one_whatever_the_region_of_its_language(newsroom: Newsroom, reader: Reader) -> None:
    text = "Yesterday firefighters protected the historic warehouse of Saltby beside Avenue Marlow."
    publish(newsroom, "Quill Wire", text, seen=10, lang="en-GB")
    publish(newsroom, "The Lamp", text, seen=20, lang="en-IE")
    assert list(happenings(reader).values()) == [2]


def test_two_arrests_told_in_the_same_words_of_two_towns_are_two_facts(newsroom: Newsroom, reader: Reader) -> None:
    publish(newsroom, "Quill Wire", "Two men were arrested in Marlow on Tuesday, officials said.", seen=10)
    publish(newsroom, "The Lamp", "Two men were arrested in Saltby on Friday, officials said.", seen=20)
    assert sum(fact.type is FactType.HAPPENING for fact in reader.facts()) == 2


def test_an_arrest_of_as_many_people_in_one_town_is_one_fact(newsroom: Newsroom, reader: Reader) -> None:
    publish(newsroom, "Quill Wire", "Police arrested 11 people in Marlow, four gunmen among them.", seen=10)
    publish(newsroom, "The Lamp", "In Marlow eleven people were arrested.", seen=20)
    assert happenings(reader) == {"arrest: 11 people": 2}


def test_a_sentence_becomes_a_fact_when_another_outlet_tells_it_too(newsroom: Newsroom, reader: Reader) -> None:
    text = "Firefighters protected the historic warehouse of Saltby beside Avenue Marlow."
    publish(newsroom, "Quill Wire", text, seen=10)
    assert happenings(reader) == {}
    publish(newsroom, "The Lamp", f"Harbour\n\nThe mayor: {text}", seen=20)
    assert list(happenings(reader).values()) == [2]
