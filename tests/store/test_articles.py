"""Articles and their revisions: visits, duplicates, imports, texts of every kind."""

from dataclasses import replace

import pytest

from store import ArticleAfterVisit, Reader, Validators, integrity

from .newsroom import Newsroom, at, due_ids, entry, killed, revision, visit


def test_an_unchanged_text_is_no_revision_but_was_seen(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    saved = newsroom.edit(article_id, [killed(7)], seen=50)
    assert saved is not None
    assert (saved.revision_id, saved.number, saved.claims) == (None, 1, 1)
    assert newsroom.writer.article(article_id).last_seen_at == at(50)
    outcomes = newsroom.writer.database.execute(
        "SELECT outcome FROM visits WHERE article_id = ? ORDER BY id", [article_id]
    ).fetchall()
    assert outcomes == [("new",), ("unchanged",)]
    assert len(reader.revisions(article_id)) == 1


def test_a_visit_that_was_answered_unchanged_counts_as_seen_and_a_failed_one_not(newsroom: Newsroom) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    after = ArticleAfterVisit(Validators(), at(99), 1)
    writer = newsroom.writer
    assert writer.save_article_visit(article_id, visit("u", at(30), "unchanged", status=304), after, None) is None
    assert writer.article(article_id).last_seen_at == at(30)
    writer.save_article_visit(article_id, visit("u", at(60), "failed", status=None, reason="timed out"), after, None)
    article = writer.article(article_id)
    assert (article.last_seen_at, article.failures, article.next_visit_at) == (at(30), 1, at(99))


def test_a_text_still_stood_when_it_was_asked_for_not_when_the_answer_was_read(
    newsroom: Newsroom, reader: Reader
) -> None:
    writer, after = newsroom.writer, ArticleAfterVisit(Validators(), at(99), 0)
    (article_id,) = newsroom.list_entries("The Lamp", at(1), entry("http://lamp.example/1", published_at=at(1)))
    slow = visit("u", at(13), started_at=at(10))
    writer.save_article_visit(article_id, slow, after, revision("Fire", [killed(7)], at(13)))
    assert writer.article(article_id).last_seen_at == at(10)
    writer.save_article_visit(article_id, visit("u", at(40)), after, revision("Fire", [killed(9)], at(40)))
    first, second = reader.revisions(article_id)
    assert (first.seen_from, second.seen_not_before, second.seen_from) == (at(13), at(10), at(40))
    (report,) = [reader.reports(fact.id)[0] for fact in reader.facts() if fact.low == 9]
    assert (report.not_before, report.not_after) == (at(10), at(40))


def test_the_last_sight_of_a_text_never_goes_back(newsroom: Newsroom) -> None:
    writer, after = newsroom.writer, ArticleAfterVisit(Validators(), at(99), 0)
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=20)
    for saved in (None, revision("Fire", [killed(7)], at(33))):
        writer.save_article_visit(article_id, visit("u", at(33), "unchanged", started_at=at(10)), after, saved)
        assert writer.article(article_id).last_seen_at == at(20)


def test_a_text_that_comes_back_is_a_revision_again(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(7)], published=1, seen=2)
    newsroom.edit(article_id, [killed(9)], seen=10)
    newsroom.edit(article_id, [killed(7)], seen=20)
    assert [(row.number, row.seen_not_before, row.seen_from) for row in reader.revisions(article_id)] == [
        (1, None, at(2)),
        (2, at(2), at(10)),
        (3, at(10), at(20)),
    ]
    (fact,) = [fact for fact in reader.facts() if fact.low == 7]
    assert reader.reports(fact.id)[0].withdrawn_at is None


def test_what_a_visit_does_not_know_leaves_the_article_as_it_was(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [], published=1, seen=2)
    newsroom.edit(article_id, [], seen=3, byline="A. Writer", lang="en", title="Blaze", credit="Quill Wire")
    newsroom.edit(article_id, [], seen=4)
    article = reader.article(article_id)
    assert article is not None
    assert (article.byline, article.lang, article.published_at) == ("A. Writer", "en", at(1))


def test_an_unknown_article_is_a_lookup_error(newsroom: Newsroom, reader: Reader) -> None:
    with pytest.raises(LookupError, match="no article 5"):
        newsroom.edit(5, [], seen=1)
    with pytest.raises(LookupError, match="no article 5"):
        newsroom.writer.article(5)
    assert reader.article(5) is None
    assert reader.revisions(5) == []
    assert reader.fact(5) is None


def test_a_page_whose_canonical_url_is_a_known_article_is_its_duplicate(newsroom: Newsroom, reader: Reader) -> None:
    first, second = newsroom.list_entries(
        "The Lamp", at(1), entry("http://lamp.example/1"), entry("http://lamp.example/amp/1")
    )
    newsroom.edit(first, [killed(7)], seen=2, canonical_url="http://lamp.example/1")
    assert newsroom.edit(second, [killed(7)], seen=3, canonical_url="http://lamp.example/1") is None
    (reason,) = newsroom.writer.database.execute(
        "SELECT reason FROM visits WHERE article_id = ? ORDER BY id DESC", (second,)
    ).fetchone()
    assert reason == "the same page as http://lamp.example/1"
    assert newsroom.writer.article(second).next_visit_at is None
    assert newsroom.writer.article(second).revisions == 0
    assert reader.facts()[0].reports == 1
    newsroom.list_entries("The Lamp", at(9), entry("http://lamp.example/amp/1", modified_at=at(8)))
    assert due_ids(newsroom.writer, at(9)) == [first]


def test_a_duplicate_visited_before_the_article_brings_its_text(newsroom: Newsroom, reader: Reader) -> None:
    first, second = newsroom.list_entries(
        "The Lamp", at(1), entry("http://lamp.example/1"), entry("http://lamp.example/amp/1")
    )
    saved = newsroom.edit(second, [killed(7)], seen=2, canonical_url="http://lamp.example/1")
    assert saved is not None
    assert saved.new_facts == ("7 killed",)
    assert reader.reports(1)[0].article_id == first
    again = newsroom.edit(first, [killed(7)], seen=3)
    assert again is not None
    assert again.revision_id is None


def test_an_article_read_under_another_url_first_keeps_its_history(newsroom: Newsroom, reader: Reader) -> None:
    (amp,) = newsroom.list_entries("The Lamp", at(1), entry("http://lamp.example/amp/1"))
    newsroom.edit(amp, [killed(7)], seen=2, canonical_url="http://lamp.example/1")
    assert newsroom.list_entries("The Lamp", at(60), entry("http://lamp.example/1")) == []
    assert reader.counts().articles == 1


def test_two_articles_that_were_both_read_each_keep_their_history(newsroom: Newsroom, reader: Reader) -> None:
    first = newsroom.publish("The Lamp", "1", [killed(7)], published=1, seen=2)
    second = newsroom.publish("The Lamp", "2", [killed(7)], published=3, seen=4)
    newsroom.edit(second, [killed(8)], seen=9, canonical_url="http://lamp.example/1")
    assert [newsroom.writer.article(row).revisions for row in (first, second)] == [1, 2]


def test_one_canonical_url_in_all_pages_of_a_site_does_not_merge_them(newsroom: Newsroom, reader: Reader) -> None:
    for number in range(3):
        (article_id,) = newsroom.list_entries("The Lamp", at(number), entry(f"http://lamp.example/{number}"))
        canonical = "http://lamp.example/live" if number else "http://lamp.example/"
        newsroom.edit(article_id, [killed(number + 1)], seen=number + 1, title=f"T{number}", canonical_url=canonical)
    assert reader.counts().facts == 3


def test_two_addresses_with_one_canonical_url_and_one_headline_are_one_article(
    newsroom: Newsroom, reader: Reader
) -> None:
    for address in ("a", "b"):
        (article_id,) = newsroom.list_entries("The Lamp", at(1), entry(f"http://lamp.example/{address}"))
        newsroom.edit(article_id, [killed(7)], seen=2, canonical_url="http://lamp.example/1")
    assert reader.facts()[0].reports == 1


def test_an_import_makes_outlet_and_article_once(newsroom: Newsroom, reader: Reader) -> None:
    writer = newsroom.writer
    one = writer.add_article("Night Post", "file:///fire.txt", "Fire", at(3), at(60))
    assert writer.add_article("Night Post", "file:///fire.txt", "Fire", at(3), at(70)) == one
    assert due_ids(writer, at(999)) == []
    text = revision("Fire", [killed(7)], at(60))
    after = ArticleAfterVisit(Validators(), None, 0)
    writer.save_article_visit(one, visit("file:///fire.txt", at(60)), after, text)
    assert reader.facts()[0].first_outlets == ("Night Post",)
    assert reader.facts()[0].first_at == at(3)
    assert writer.add_article("The Lamp", "file:///2", "x", None, at(61)) == one + 1
    assert reader.counts().outlets == 4


def test_text_that_utf8_cannot_hold_is_kept_with_its_claims_in_place(
    newsroom: Newsroom, reader: Reader, path: object
) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [], published=1, seen=2)
    claim = killed(7, text="7 \ud83d\0 were killed", source="a\udc00 source", group="\0", via="\ud800")
    assert newsroom.edit(article_id, [claim], seen=9, title="Fire \ud800 🔥 ‏عاجل") is not None
    (_, text) = reader.revisions(article_id)
    (row,) = reader.claims(text.id)
    assert text.text[row.claim.start : row.claim.end] == row.claim.text == "7 \ufffd\ufffd were killed"
    assert row.claim.source == "a\ufffd source"
    assert integrity(newsroom.writer.path) == []


def test_a_claim_without_its_evidence_is_refused_and_nothing_is_written(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [], published=1, seen=2)
    good = revision("Fire", [killed(7)], at(9))
    after = ArticleAfterVisit(Validators(), None, 0)
    for wrong in ({"text": "8 were killed"}, {"end": 10_000}, {"start": 3, "end": 3}, {"sentence": "?"}):
        claims = (replace(good.claims[0], **wrong),)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="a claim"):
            newsroom.writer.save_article_visit(article_id, visit("u", at(9)), after, replace(good, claims=claims))
    assert len(reader.revisions(article_id)) == 1
    assert newsroom.writer.article(article_id).next_visit_at is not None


def test_empty_and_large_texts_are_kept(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [], published=1, seen=2)
    after = ArticleAfterVisit(Validators(), None, 0)
    for seen, ending in ((9, ""), (10, "word " * 400_000)):
        text = replace(revision("", [], at(seen), ending=ending))
        newsroom.writer.save_article_visit(article_id, visit("u", at(seen)), after, text)
    assert [len(row.text) for row in reader.revisions(article_id)] == [5, 1, 2_000_001]
    assert [row.label for row in reader.timeline() if row.event == "edit"] == ["(without a title)"] * 2


def test_a_page_read_under_another_url_dates_the_reports_of_the_one_that_it_calls_its_own(
    newsroom: Newsroom, reader: Reader
) -> None:
    listed = [entry(f"http://lamp.example/{slug}", published_at=at(9)) for slug in ("a", "b")]
    visited, own = newsroom.list_entries("The Lamp", at(10), *listed)
    newsroom.edit(visited, [killed(7)], seen=30, canonical_url="http://lamp.example/b", published_at=at(8))
    (row,) = reader.reports(reader.facts()[0].id)
    assert (row.article_id, row.at, row.basis) == (own, at(8), "published")


def test_a_page_that_confirms_the_time_of_a_feed_with_a_wrong_clock_dates_its_reports_anew(
    newsroom: Newsroom, reader: Reader
) -> None:
    articles = []
    for hour in (1, 2, 3):
        newsroom.list_entries("The Lamp", at(60 * hour - 10))
        hours_behind = entry(f"http://lamp.example/{hour}", published_at=at(60 * hour - 65))
        (article_id,) = newsroom.list_entries("The Lamp", at(60 * hour), hours_behind)
        newsroom.edit(article_id, [killed(hour)], seen=60 * hour + 1)
        articles.append(article_id)
    assert reader.facts()[-1].first_at == at(61)
    confirmed = {"published_at": at(-5), "published_basis": "json-ld"}
    newsroom.edit(articles[0], [killed(1)], seen=200, **confirmed)
    assert reader.facts()[-1].first_at == at(-5)
