"""Visits that are saved together leave behind what they leave one by one, at every moment."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import (
    ArticleAfterVisit,
    ArticleVisit,
    NewRevision,
    RevisionSaved,
    StoreUnwritable,
    Validators,
    Visit,
    integrity,
)
from store.moments import from_text

from .newsroom import Newsroom, at, entry, killed, revision, visit
from .test_invariants import Life, content, numbers, outlets, pages, passages_of, shown, told

KEPT = (  # tables that hold no versions, with what may differ: nothing
    "SELECT * FROM articles ORDER BY id",
    "SELECT * FROM revisions ORDER BY id",
    "SELECT * FROM claims ORDER BY id",
    "SELECT * FROM passages ORDER BY id",
    "SELECT * FROM visits ORDER BY id",
    "SELECT article_id, revision_id, original_id, containment FROM copies WHERE known_until IS NULL ORDER BY 1",
    "SELECT * FROM copy_index ORDER BY 1",
    "SELECT * FROM fact_sources ORDER BY 1, 2, 3",
    "SELECT * FROM toll_carriers ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT * FROM toll_origins ORDER BY 1, 2, 3, 4",
    "SELECT * FROM toll_clock ORDER BY 1, 2",
)


class Waiting(Life):
    """Visits wait until something else happens, or so many wait."""

    def __init__(self, path: Path, together: int) -> None:
        self.together = together
        self.visits: list[ArticleVisit] = []
        self.saved: list[RevisionSaved | None] = []
        super().__init__(path)

    def save(self, article_id: int, seen: Visit, after: ArticleAfterVisit, text: NewRevision | None) -> None:
        self.visits.append(ArticleVisit(article_id, seen, after, text))
        if len(self.visits) >= self.together:
            self.save_waiting()

    def save_waiting(self) -> None:
        if self.visits:
            self.saved += self.writer.save_article_visits(self.visits)
            self.visits = []

    def happens(self, step: tuple[Any, ...]) -> None:
        if step[1] not in ("visit", "look"):
            self.save_waiting()
        super().happens(step)


later = st.sampled_from([0, 0, 0, 0, 3, 90])
visited = st.tuples(later, st.just("visit"), numbers, content, told, pages, st.none() | numbers)
looked = st.tuples(later, st.just("look"), numbers, st.sampled_from(["unchanged", "failed"]))
listed = st.tuples(later, st.just("list"), outlets, told, st.just(False), content)
judged = st.tuples(later, st.just("mark"), st.sampled_from(["off-story", "wrong", "merge", "split"]), numbers, numbers)
scripts = st.tuples(
    st.lists(listed, min_size=2, max_size=6),
    st.lists(st.one_of(visited, visited, visited, visited, looked, listed, judged), min_size=2, max_size=14),
).map(lambda parts: [*parts[0], *parts[1]])


@settings(max_examples=40, deadline=None)
@given(scripts, st.integers(2, 8))
def test_visits_saved_together_leave_what_they_leave_one_by_one_at_every_moment(
    script: list[Any], together: int
) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(Waiting(Path(folder) / "one.db", 1)) as one,
        closing(Waiting(Path(folder) / "many.db", together)) as many,
    ):
        for life in (one, many):
            for step in script:
                life.happens(step)
            life.save_waiting()
        assert integrity(many.path) == []
        for query in KEPT:
            assert many.writer.database.execute(query).fetchall() == one.writer.database.execute(query).fetchall()
        assert many.saved == one.saved
        many.check_counts()
        moments = one.writer.database.execute(
            "SELECT known_from FROM fact_history UNION SELECT known_from FROM revisions"
        )
        for (text,) in moments.fetchall():
            moment = from_text(text)
            assert shown(many.reader, moment, moment) == shown(one.reader, moment, moment)


def test_of_visits_saved_together_each_first_one_is_told_of_the_facts_that_nobody_had(newsroom: Newsroom) -> None:
    articles = [
        newsroom.list_entries(outlet, at(1), entry(f"http://{outlet[-4:].lower()}.example/a"))[0]
        for outlet in ("Quill Wire", "The Lamp")
    ]
    after = ArticleAfterVisit(Validators(), at(30), 0)
    waiting = [
        ArticleVisit(
            article, visit("http://x.example/", at(2)), after, revision("Fire", [killed(n) for n in figures], at(2))
        )
        for article, figures in zip(articles, ((7,), (7, 9)), strict=True)
    ]
    first, second = newsroom.writer.save_article_visits(waiting)
    assert first is not None
    assert second is not None
    assert first.new_facts == ("7 killed",)
    assert second.new_facts == ("9 killed",)


def test_of_visits_saved_together_none_is_kept_if_one_is_bad(newsroom: Newsroom) -> None:
    (article,) = newsroom.list_entries("The Lamp", at(1), entry("http://lamp.example/a"))
    after = ArticleAfterVisit(Validators(), at(30), 0)
    good = ArticleVisit(article, visit("http://x.example/", at(2)), after, revision("Fire", [killed(7)], at(2)))
    unknown = ArticleVisit(article + 99, visit("http://x.example/", at(2)), after, None)
    with pytest.raises(LookupError):
        newsroom.writer.save_article_visits([good, unknown])
    assert newsroom.writer.article(article).revisions == 0


def test_words_that_are_a_fact_only_when_two_outlets_say_them_are_told_to_the_second_visit(newsroom: Newsroom) -> None:
    passage = replace(passages_of([1])[0], start=5, sentence_start=5)
    placed = replace(passage, end=5 + len(passage.text), sentence_end=5 + len(passage.text))
    text = replace(revision("Fire", [], at(2), ending=passage.text), passages=(placed,))
    after = ArticleAfterVisit(Validators(), at(30), 0)
    waiting = []
    for outlet in ("Quill Wire", "The Lamp"):
        (article,) = newsroom.list_entries(outlet, at(1), entry(f"http://{outlet[-4:].lower()}.example/a"))
        waiting.append(ArticleVisit(article, visit("http://x.example/", at(2)), after, text))
    first, second = newsroom.writer.save_article_visits(waiting)
    assert first is not None
    assert second is not None
    assert first.new_facts == ()
    assert len(second.new_facts) == 1


def test_a_full_disk_keeps_none_of_the_visits_saved_together_and_all_can_be_saved_later(newsroom: Newsroom) -> None:
    after = ArticleAfterVisit(Validators(), at(30), 0)
    waiting = []
    for number in range(20):
        (article,) = newsroom.list_entries("The Lamp", at(1), entry(f"http://lamp.example/{number}"))
        text = revision("Fire", [killed(number + 1)], at(2), ending=f"{number} of many words. " * 2_000)
        waiting.append(ArticleVisit(article, visit("http://x.example/", at(2)), after, text))
    database = newsroom.writer.database
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    (unlimited,) = database.execute("PRAGMA max_page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages + 100}").fetchone()
    with pytest.raises(StoreUnwritable):
        newsroom.writer.save_article_visits(waiting)
    assert database.execute("SELECT count(*) FROM revisions").fetchone() == (0,)
    database.execute(f"PRAGMA max_page_count = {unlimited}").fetchone()
    saved = newsroom.writer.save_article_visits(waiting)
    assert [each.new_facts for each in saved if each is not None] == [(f"{number} killed",) for number in range(1, 21)]
    assert integrity(newsroom.writer.path) == []
