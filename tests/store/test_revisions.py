"""Which texts of a page the store keeps as revisions, and what the timeline says of them."""

from dataclasses import replace

from store import Reader, RevisionSaved

from .newsroom import Newsroom, at, killed


def numbers(reader: Reader, article_id: int) -> list[int]:
    return [revision.number for revision in reader.revisions(article_id)]


def test_a_change_around_the_article_is_an_unchanged_visit_and_keeps_the_text_with_its_offsets(
    newsroom: Newsroom, reader: Reader
) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    (before,) = reader.revisions(article_id)
    saved = offer(newsroom, article_id, "Fire\nUpdated 14:20\n12 comments", [killed(7)], 50)
    assert saved is not None
    assert saved.revision_id is None
    assert reader.revisions(article_id) == [before]
    assert newsroom.writer.article(article_id).last_seen_at == at(50)
    (claim,) = reader.claims(before.id)
    assert before.text[claim.claim.start : claim.claim.end] == claim.claim.text


def offer(newsroom: Newsroom, article_id: int, title: str, claims: list, seen: float) -> RevisionSaved | None:  # type: ignore[type-arg]
    return newsroom.edit(article_id, claims, seen=seen, title=title)


def test_a_claim_read_differently_makes_a_revision_though_every_word_is_the_same(
    newsroom: Newsroom, reader: Reader
) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    assert offer(newsroom, article_id, "Fire\nUpdated 14:20", [replace(killed(7), partial=True)], 50).number == 2  # type: ignore[union-attr]


def test_the_same_text_is_no_revision_even_if_it_is_read_differently_now(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    newsroom.edit(article_id, [replace(killed(7), partial=True)], seen=50)
    assert numbers(reader, article_id) == [1]


def test_a_page_that_flips_between_two_texts_stops_making_revisions_until_one_has_stood(
    newsroom: Newsroom, reader: Reader
) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    for minute in range(10, 310, 10):
        newsroom.edit(article_id, [killed(9 if minute % 20 else 7)], seen=minute)
    assert numbers(reader, article_id) == [1, 2, 3, 4]
    newsroom.edit(article_id, [killed(7)], seen=600)
    assert numbers(reader, article_id) == [1, 2, 3, 4, 5]


def test_an_edits_detail_says_that_the_publication_time_moved(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    newsroom.edit(article_id, [killed(8)], seen=50, published_at=at(1), published_basis="json-ld")
    newsroom.edit(article_id, [killed(9)], seen=200, published_at=at(131), published_basis="json-ld")
    last = next(row for row in reader.timeline() if row.event == "edit")
    assert last.detail == "silently raised 8 to 9 killed; publication time moved forward by 2 h 10 min"
