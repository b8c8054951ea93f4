"""Which articles the store takes for copies, in whatever order they come."""

from datetime import datetime
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import ArticleAfterVisit, NewRevision, OutletSpec, Validators, Writer, open_writer
from store.connection import transaction
from store.copies import CopyOf, copies_of, copy_of, forget_copies, judge_text
from store.in_place import FilesInPlace
from story import OutletKind

from .newsroom import START, at, visit

OUTLETS = (
    OutletSpec("Quill Wire", ("quillwire.example",), OutletKind.AGENCY),
    OutletSpec("The Lamp", ("lamp.example",), OutletKind.NEWSPAPER),
    OutletSpec("Radio Cove", ("cove.example",), OutletKind.BROADCASTER),
    OutletSpec("The Lamp on Sunday", ("sunday.example",), OutletKind.NEWSPAPER, publisher="The Lamp"),
    OutletSpec("Pier Post", ("pier.example",), OutletKind.NEWSPAPER),
)


def words(start: int, end: int) -> str:
    """A stretch of a text without end in which no word comes twice, twelve words a line."""
    numbers = range(start, end)
    return "\n".join(" ".join(f"word{n}" for n in numbers[at : at + 12]) + "." for at in range(0, len(numbers), 12))


class Desk:
    """Puts texts into a store as they become known; the store has each judged."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.database = writer.database
        writer.sync_outlets(OUTLETS, START)
        self.articles: dict[str, int] = {}

    def file(self, outlet: str, text: str, *, published: float, seen: float | None = None, slug: str = "") -> list[int]:
        """A text of an outlet; with a slug it may be the next revision of an article. What the judge says of it."""
        moment = at(published if seen is None else seen)
        url = f"http://x.example/{outlet}/{slug or len(self.articles)}"
        article_id = self.writer.add_article(outlet, url, "Fire", at(published), moment)
        self.articles[slug or outlet] = article_id
        after = ArticleAfterVisit(Validators(), moment, 0)
        revision = NewRevision("Fire", f"Fire\n{text}", "en", (), moment)
        changed: list[int] = []

        def judge(*arguments: Any) -> list[int]:
            found = judge_text(*arguments)
            changed.extend(found)
            return found

        with patch("store.refreshing.judge_text", judge):
            self.writer.save_article_visit(article_id, visit(url, moment), after, revision)
        return changed

    def judge(self, revision_id: int, best: datetime, known_from: datetime) -> list[int]:
        with transaction(self.database.conn, self.writer.path, FilesInPlace(self.writer.path)):
            return judge_text(self.database, revision_id, best, known_from)

    def original(self, name: str, as_of: datetime | None = None) -> int | None:
        found = copy_of(self.database, self.articles[name], as_of)
        return found.original_id if found else None


@pytest.fixture
def desk(writer: Writer) -> Desk:
    return Desk(writer)


def test_a_text_that_another_outlet_had_before_is_a_copy(desk: Desk) -> None:
    assert desk.file("Quill Wire", words(0, 200), published=0) == []
    changed = desk.file("The Lamp", words(0, 200), published=10)
    assert changed == [desk.articles["The Lamp"]]
    found = copy_of(desk.database, desk.articles["The Lamp"])
    assert found == CopyOf(2, desk.articles["Quill Wire"], 1, 1.0)
    assert desk.original("Quill Wire") is None


def test_wire_copy_with_a_new_lead_is_a_copy(desk: Desk) -> None:
    desk.file("Quill Wire", words(0, 200), published=0)
    desk.file("The Lamp", words(1000, 1060) + "\n" + words(12, 200), published=10)
    assert desk.original("The Lamp") == desk.articles["Quill Wire"]


def test_a_brief_and_the_long_text_that_has_it_whole_are_copies_in_either_direction(desk: Desk) -> None:
    desk.file("Quill Wire", words(0, 60), published=0)
    desk.file("The Lamp", words(1000, 1300) + "\n" + words(0, 60), published=10)
    assert desk.original("The Lamp") == desk.articles["Quill Wire"]
    desk.file("Radio Cove", words(1000, 1060), published=20)
    assert desk.original("Radio Cove") == desk.articles["The Lamp"]


def test_texts_with_little_in_common_are_no_copies(desk: Desk) -> None:
    desk.file("Quill Wire", words(0, 200), published=0)
    desk.file("The Lamp", words(160, 400), published=10)
    assert desk.original("The Lamp") is None


def test_outlets_of_one_publisher_do_not_copy_each_other(desk: Desk) -> None:
    desk.file("The Lamp", words(0, 200), published=0)
    desk.file("The Lamp on Sunday", words(0, 200), published=10)
    assert desk.original("The Lamp on Sunday") is None


def test_a_hundred_copies_lead_to_the_first_and_add_nothing_to_the_index(desk: Desk) -> None:
    desk.file("Quill Wire", words(0, 300), published=0)
    rows = desk.database.table("copy_index").count
    for number in range(100):
        desk.file("The Lamp" if number % 2 else "Radio Cove", words(0, 300), published=1 + number, slug=f"c{number}")
        assert desk.original(f"c{number}") == desk.articles["Quill Wire"]
    assert desk.database.table("copy_index").count == rows


def test_a_copy_of_a_copy_that_keeps_what_it_added_copies_it_and_not_the_first(desk: Desk) -> None:
    desk.file("Quill Wire", words(0, 200), published=0)
    desk.file("The Lamp", words(0, 200) + "\n" + words(1000, 1100), published=10)
    desk.file("Radio Cove", words(24, 200) + "\n" + words(1000, 1100), published=20)
    assert desk.original("Radio Cove") == desk.articles["The Lamp"]
    assert desk.original("The Lamp") == desk.articles["Quill Wire"]


def test_an_earlier_text_that_is_found_late_becomes_the_original(desk: Desk) -> None:
    desk.file("The Lamp", words(0, 200), published=30)
    desk.file("Radio Cove", words(0, 200), published=40)
    changed = desk.file("Quill Wire", words(0, 200), published=10, seen=60)
    assert desk.original("Quill Wire") is None
    assert desk.original("The Lamp") == desk.articles["Quill Wire"]
    assert desk.original("Radio Cove") == desk.articles["The Lamp"]  # and through it, the wire's
    assert changed == [desk.articles["The Lamp"], desk.articles["Radio Cove"]]  # the original before its copy
    desk.file("Pier Post", words(0, 200), published=70)
    assert desk.original("Pier Post") == desk.articles["Quill Wire"]


def test_what_was_known_before_an_earlier_text_was_found_is_still_known(desk: Desk) -> None:
    desk.file("The Lamp", words(0, 200), published=30)
    desk.file("Radio Cove", words(0, 220), published=40)
    desk.file("Quill Wire", words(0, 220), published=10, seen=60)
    assert desk.original("Radio Cove", at(39)) is None
    assert desk.original("Radio Cove", at(59)) == desk.articles["The Lamp"]
    assert desk.original("The Lamp", at(59)) is None
    assert desk.original("The Lamp", at(60)) == desk.articles["Quill Wire"]


def test_a_copy_of_a_long_chain_is_told_whose_origin_may_have_changed_but_not_thousands(desk: Desk) -> None:
    desk.file("The Lamp", words(0, 200), published=30)
    for number in range(110):
        desk.file("Radio Cove", words(0, 200), published=40, slug=f"c{number}")
    changed = desk.file("Quill Wire", words(0, 200), published=10, seen=60)
    assert len(changed) == 100
    assert changed[0] == desk.articles["The Lamp"]
    assert len(copies_of(desk.database, desk.articles["The Lamp"], limit=50)) == 50


def test_a_stub_that_becomes_wire_copy_is_a_copy_from_then_on(desk: Desk) -> None:
    desk.file("The Lamp", words(5000, 5020), published=0, slug="live")
    desk.file("Quill Wire", words(0, 200), published=10)
    desk.file("The Lamp", words(0, 200), published=20, slug="live")
    found = copy_of(desk.database, desk.articles["live"])
    assert found is not None
    assert (found.revision_id, found.original_id) == (3, desk.articles["Quill Wire"])
    assert desk.original("live", at(15)) is None


def test_an_edit_is_judged_by_what_it_adds(desk: Desk) -> None:
    desk.file("The Lamp", words(0, 200), published=0, slug="lamp")
    desk.file("Radio Cove", words(0, 200) + "\n" + words(1000, 1100), published=10, slug="cove")
    desk.file("The Lamp", words(0, 210), published=20, slug="lamp")
    assert desk.original("lamp") is None
    assert desk.original("cove") == desk.articles["lamp"]
    desk.file("The Lamp", words(0, 210) + "\n" + words(1000, 1100), published=30, slug="lamp")
    assert desk.original("lamp") == desk.articles["cove"]


def test_an_edit_of_a_copy_leaves_it_the_copy_that_it_was(desk: Desk) -> None:
    desk.file("Quill Wire", words(0, 200), published=0)
    desk.file("Radio Cove", words(2000, 2300), published=5)
    desk.file("The Lamp", words(0, 200), published=10, slug="lamp")
    desk.file("The Lamp", words(2000, 2300), published=20, slug="lamp")
    assert desk.original("lamp") == desk.articles["Quill Wire"]


def test_an_edited_text_that_is_copied_is_the_original(desk: Desk) -> None:
    desk.file("Quill Wire", words(0, 60), published=0, slug="wire")
    desk.file("Quill Wire", words(0, 60) + "\n" + words(1000, 1200), published=20, slug="wire")
    desk.file("The Lamp", words(1000, 1200), published=30)
    assert desk.original("The Lamp") == desk.articles["wire"]


def test_a_time_that_turns_out_later_makes_the_original_the_copy(desk: Desk) -> None:
    desk.file("The Lamp", words(0, 200), published=0)
    desk.file("Quill Wire", words(0, 200), published=10)
    changed = desk.judge(1, at(30), at(40))
    assert desk.original("The Lamp") == desk.articles["Quill Wire"]
    assert desk.original("Quill Wire") is None
    assert changed == [desk.articles["Quill Wire"], desk.articles["The Lamp"]]
    assert desk.judge(1, at(30), at(50)) == []


def test_a_first_text_whose_time_moves_leaves_a_later_one_the_copy_that_it_is(desk: Desk) -> None:
    desk.file("The Lamp", words(5000, 5100), published=0, slug="live")
    desk.file("Quill Wire", words(0, 200), published=10)
    desk.file("The Lamp", words(0, 200), published=20, slug="live")
    desk.judge(1, at(5), at(30))
    assert desk.original("live") == desk.articles["Quill Wire"]


@pytest.mark.parametrize("text", ["", "x", "«" * 50_000, "word " * 100_000, "\n" * 10_000, "\u0000\ud800 text"])
def test_any_text_can_be_judged(desk: Desk, text: str) -> None:
    desk.file("Quill Wire", text, published=0)
    desk.file("The Lamp", text + "!", published=10)
    assert desk.original("The Lamp") is None  # nothing of it is five different words in a row, forty times


FILED = st.tuples(
    st.sampled_from([outlet.name for outlet in OUTLETS]),
    st.integers(0, 3),  # which article of the outlet
    st.integers(0, 20),  # published
    st.sampled_from([0, 60, 100, 150]),  # from which word
    st.sampled_from([30, 80, 150, 220]),  # how many words
    st.booleans(),  # with a lead of its own
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FILED, max_size=12))
def test_no_chain_of_copies_bites_its_tail_and_a_second_run_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, filed: list[tuple[str, int, int, int, int, bool]]
) -> None:
    with open_writer(tmp_path_factory.mktemp("chains") / "story.db") as writer:
        desk = Desk(writer)
        judged = []
        for minute, (outlet, number, published, start, length, has_lead) in enumerate(filed):
            lead = words(10_000 + minute * 50, 10_050 + minute * 50) if has_lead else ""
            slug = f"{outlet}-{number}"
            is_edit = slug in desk.articles
            best = 30 + minute if is_edit else published
            text = f"{words(start, start + length)}\n{lead}\nrevision {minute}"
            desk.file(outlet, text, published=best, seen=30 + minute, slug=slug)
            judged.append((minute + 1, at(best), at(30 + minute)))
        rows = list(desk.database.query("SELECT * FROM copies ORDER BY article_id, known_from"))
        for row in rows:
            (copying, original) = (
                desk.database.execute(
                    "SELECT at, article_id, revision_id FROM copy_texts WHERE revision_id = ?", (row[column],)
                ).fetchone()
                for column in ("revision_id", "original_revision_id")
            )
            assert original < copying  # texts are in one order, so following originals must end
        for one, other in pairwise(rows):
            if one["article_id"] == other["article_id"]:
                assert one["known_until"] is not None
                assert one["known_until"] <= other["known_from"]
        with transaction(desk.database.conn, writer.path, FilesInPlace(writer.path)):
            forget_copies(desk.database)
        for revision_id, best_time, known_from in judged:
            desk.judge(revision_id, best_time, known_from)
        again = desk.database.query("SELECT * FROM copies ORDER BY article_id, known_from")
        assert [{**row, "id": 0} for row in again] == [{**row, "id": 0} for row in rows]
