"""The made-up story that the scale benchmark feeds to a store."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.feeding import Feeder
from benchmarks.growth import growth
from benchmarks.scale import main, marks_up_to
from benchmarks.story_generator import CONTEXT, ArticleVisit, FeedVisit, GeneratedStory, Page
from store import integrity, open_reader, open_writer

ARTICLES = 100


def visits_of(articles: int, seed: int = 1) -> list[FeedVisit | ArticleVisit]:
    return list(GeneratedStory(articles, seed).visits())


def pages_of(articles: int) -> list[Page]:
    return [visit.page for visit in visits_of(articles) if isinstance(visit, ArticleVisit) and visit.page]


def runs_of_five(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[place : place + 5]) for place in range(len(words) - 4)}


def test_the_same_seed_tells_the_same_story_and_another_seed_another() -> None:
    story = visits_of(60)
    assert story == visits_of(60)
    assert story != visits_of(60, seed=2)


def test_visits_come_in_order_of_time_and_a_page_is_read_after_its_feed_listed_it() -> None:
    listed: set[str] = set()
    visits = visits_of(ARTICLES)
    assert all(one.at <= next_one.at for one, next_one in pairwise(visits))
    for visit in visits:
        if isinstance(visit, FeedVisit):
            listed |= {article.url for article in visit.articles}
        else:
            assert visit.url in listed
    assert len(listed) == ARTICLES


def test_the_words_of_claims_and_passages_stand_at_their_offsets() -> None:
    pages = pages_of(ARTICLES)
    assert {page.lang for page in pages} == {"en", "fr", "es", "ar"}
    for page in pages:
        assert page.text.startswith(f"{page.title}\n")
        for given in (*page.claims, *page.passages):
            assert page.text[given.start : given.end] == given.text
            assert page.text[given.sentence_start : given.sentence_end] == given.sentence
            assert given.text in given.sentence


def test_an_article_holds_about_ten_claims_in_a_few_hundred_words() -> None:
    pages = pages_of(ARTICLES)
    assert 8 < sum(len(page.claims) for page in pages) / len(pages) < 12
    assert 250 < sum(len(page.text.split()) for page in pages) / len(pages) < 450


def test_about_a_third_of_the_articles_is_copied_and_the_others_are_not_alike() -> None:
    texts = [
        runs_of_five(visit.page.text)
        for visit in visits_of(3 * ARTICLES)
        if isinstance(visit, ArticleVisit) and visit.page and visit.number == 1
    ]
    shares = [
        max(len(text & earlier) / min(len(text), len(earlier)) for earlier in texts[:place])
        for place, text in enumerate(texts)
        if place
    ]
    copied = [share for share in shares if share > 0.5]
    assert 0.2 < len(copied) / len(shares) < 0.4
    assert sorted(shares)[len(shares) // 2] < 0.2


def test_a_store_that_was_fed_the_story_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    with open_writer(path, context=CONTEXT) as writer:
        story = GeneratedStory(2 * ARTICLES)
        feeder = Feeder(writer, story)
        for visit in story.visits():
            feeder.feed(visit)
    assert integrity(path) == []
    with open_reader(path) as reader:
        counts = reader.counts()
        assert counts.articles == 2 * ARTICLES
        assert counts.revisions > 2 * ARTICLES
        assert max(fact.reports for fact in reader.facts(limit=5_000)) > ARTICLES / 5


def test_growth_is_told_by_the_last_step_not_by_the_first() -> None:
    sizes = (1_000, 10_000, 100_000)
    assert growth(sizes, (2.0, 2.1, 2.2)) == "flat"
    assert growth(sizes, (0.01, 0.05, 0.25)) == "flat"  # a factor of 25, but all of it is noise
    assert growth(sizes, (5.0, 3.0, 4.0)) == "flat"
    assert growth(sizes, (2.0, 4.0, 6.0)) == "log"
    assert growth(sizes, (5.0, 5.9, 15.0)) == "linear"
    assert growth(sizes, (1.0, 10.0, 100.0)) == "linear"
    assert growth(sizes[:2], (1.0, 10.0)) == ""


def test_a_store_is_measured_at_every_power_of_ten_and_at_its_end() -> None:
    assert marks_up_to(100_000) == [1_000, 10_000, 100_000]
    assert marks_up_to(5_000) == [1_000, 5_000]
    assert marks_up_to(30) == [30]


def test_the_benchmark_prints_what_saves_and_views_cost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--articles", "12", "--store", str(tmp_path / "story.db")])
    printed = capsys.readouterr().out
    assert "new article, worst" in printed
    assert "the dashboard's first sight" in printed


def test_the_benchmark_refuses_a_store_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "story.db").touch()
    with pytest.raises(SystemExit):
        main(["--articles", "12", "--store", str(tmp_path / "story.db")])
    assert "name another file" in capsys.readouterr().err
