"""What the user's judgement does to a real store, and that undoing it leaves no trace but its own row."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import (
    ArticleAfterVisit,
    MarkRequest,
    NewRevision,
    Outcome,
    Reader,
    RequestRefused,
    UndoRequest,
    Validators,
    integrity,
    open_reader,
    open_writer,
    post,
)
from story import ArticleTarget, FactTarget, FactType, Judgement, Kind, Passage

from .newsroom import CONTEXT, Newsroom, at, background, killed, visit

PART, ELSEWHERE = "20 killed (a part of the toll)", "900 killed (background)"
WHOLE = FactTarget("killed|77|-|victims|event")


class Desk:
    """A store with an editor beside it: each mark goes through the inbox, as from a dashboard."""

    def __init__(self, newsroom: Newsroom, reader: Reader) -> None:
        self.newsroom, self.writer, self.reader = newsroom, newsroom.writer, reader
        self.minutes = 1000.0

    def ask(self, request: MarkRequest | UndoRequest, *, minutes: float | None = None) -> Outcome:
        """What came of a request, taken up a minute after the one before."""
        self.minutes += 1
        posted = post(self.writer.path, request)
        assert posted.outcome is None  # the writer is open, so the request waits for it
        (outcome,) = self.writer.take_up_requests(at(self.minutes if minutes is None else minutes))
        assert outcome.name == posted.name
        assert self.reader.outcome(posted.name) == outcome
        return outcome

    def done(self, request: MarkRequest | UndoRequest) -> int:
        """The id of the mark that a request made or undid."""
        outcome = self.ask(request)
        assert outcome.refusal is None
        assert outcome.mark_id is not None
        assert integrity(self.writer.path) == []
        return outcome.mark_id

    def refused(self, request: MarkRequest | UndoRequest) -> str:
        """Why a request did nothing, in one line."""
        outcome = self.ask(request)
        assert outcome.refusal is not None
        assert outcome.refusal.isprintable()
        return outcome.refusal

    def key(self, label: str) -> str:
        return next(fact.key for fact in self.reader.facts(scope=None) if fact.label == label)

    def labels(self) -> list[str]:
        return sorted(fact.label for fact in self.reader.facts(scope=None))

    def wrong(self, label: str, place: int = 0) -> MarkRequest:
        """A request to call one of a fact's reports a misreading."""
        fact = self.reader.fact_by_key(self.key(label))
        assert fact is not None
        target = self.reader.target_of_claim(self.reader.reports(fact.id)[place].claim_id)
        return MarkRequest("Awa", Judgement.WRONG, evidence=target)

    def merge(self, label: str, into: str) -> MarkRequest:
        return MarkRequest("Awa", Judgement.MERGE, fact=FactTarget(self.key(label)), into=self.key(into))

    def split(self, label: str, *articles: int) -> MarkRequest:
        return MarkRequest("Awa", Judgement.SPLIT, fact=FactTarget(self.key(label)), articles=articles)

    def undo(self, mark_id: int) -> int:
        return self.done(UndoRequest("Ben", mark_id))

    def shown(self, as_of: datetime | None = None) -> str:
        """All that facts, reports, toll and timeline show, to the letter; of timeline rows all but their ids."""
        moment = as_of or at(2000)
        facts: list[Any] = [
            [asdict(fact), [asdict(row) for row in self.reader.reports(fact.id, as_of=as_of)]]
            for fact in self.reader.facts(scope=None, limit=1000, as_of=as_of)
        ]
        toll = [
            [{**asdict(self.reader.toll(kind, moment)), "as_of": None}]
            + [asdict(point) for point in self.reader.toll_series(kind, moment)]
            for kind in Kind
        ]
        timeline = [{**asdict(row), "cursor": None} for row in self.reader.timeline(limit=1000, as_of=as_of)]
        facts.sort(key=lambda fact: fact[0]["key"])
        timeline.sort(key=lambda row: (row["at"], row["event"], row["label"], row["outlet"]))
        return json.dumps([facts, toll, timeline], default=str, indent=1)


@pytest.fixture
def desk(newsroom: Newsroom, reader: Reader) -> Desk:
    newsroom.publish("Quill Wire", "a", [killed(77), killed(20, partial=True)], published=10, seen=12)
    newsroom.publish("The Lamp", "b", [killed(77), background(900)], published=20, seen=22)
    newsroom.publish("Radio Cove", "c", [killed(81)], published=30, seen=32)
    return Desk(newsroom, reader)


def test_a_wrong_claim_is_no_report_and_leaves_facts_toll_and_timeline(desk: Desk) -> None:
    before = desk.shown()
    mark = desk.done(desk.wrong("81 killed"))
    assert desk.labels() == [PART, "77 killed", ELSEWHERE]
    assert all(row.label != "81 killed" for row in desk.reader.timeline())
    toll = desk.reader.toll(Kind.KILLED, at(2000))
    assert (toll.range_low, toll.range_high) == (77, 77)
    desk.undo(mark)
    assert desk.shown() == before


def test_the_first_report_called_wrong_gives_the_first_place_to_the_next(desk: Desk) -> None:
    desk.done(desk.wrong("77 killed"))
    fact = desk.reader.fact_by_key(desk.key("77 killed"))
    assert fact is not None
    assert (fact.first_outlets, fact.reports) == (("The Lamp",), 1)


def test_a_wrong_claim_stays_wrong_in_later_revisions_of_its_sentence_only(desk: Desk) -> None:
    desk.done(desk.wrong("81 killed"))
    desk.newsroom.edit(3, [killed(81), killed(5, kind=Kind.INJURED)], seen=60)
    assert "81 killed" not in desk.labels()
    desk.newsroom.edit(3, [killed(81, text="Now 81 were killed")], seen=90)
    assert "81 killed" in desk.labels()


def test_an_article_off_the_story_counts_nowhere_and_undoing_brings_it_back(desk: Desk) -> None:
    before = desk.shown()
    mark = desk.done(MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(1), note="another Port Quill"))
    assert desk.labels() == ["77 killed", "81 killed", ELSEWHERE]
    assert all(row.article_id != 1 for row in desk.reader.timeline())
    desk.newsroom.edit(1, [killed(78)], seen=60)
    assert "78 killed" not in desk.labels()
    assert all(row.article_id != 1 for row in desk.reader.timeline())
    desk.newsroom.edit(1, [killed(77), killed(20, partial=True)], seen=60)
    desk.undo(mark)
    assert desk.shown() != before  # the edits made meanwhile are there
    assert "78 killed" in desk.labels()


def test_a_merged_fact_counts_as_the_other_also_in_what_comes_later(desk: Desk) -> None:
    before = desk.shown()
    mark = desk.done(desk.merge("81 killed", "77 killed"))
    (fact,) = desk.reader.facts(kind=Kind.KILLED, contains="77")
    assert (fact.outlets, fact.reports, fact.label) == (3, 3, "77 killed")
    desk.undo(mark)
    assert desk.shown() == before
    desk.done(desk.merge("81 killed", "77 killed"))
    desk.newsroom.publish("The Lamp", "d", [killed(81)], published=40, seen=42)
    assert "81 killed" not in desk.labels()
    (fact,) = desk.reader.facts(kind=Kind.KILLED, contains="77")
    assert (fact.outlets, fact.reports) == (3, 4)


def test_a_merged_fact_is_called_what_it_counts_as_even_if_the_other_was_first(desk: Desk) -> None:
    desk.done(desk.merge("77 killed", "81 killed"))
    (fact,) = desk.reader.facts(kind=Kind.KILLED, contains="81")
    assert (fact.label, fact.low, fact.first_outlets) == ("81 killed", 81, ("Quill Wire",))
    toll = desk.reader.toll(Kind.KILLED, at(2000))
    assert (toll.range_low, toll.range_high) == (81, 81)
    assert toll.headline is not None
    assert (toll.headline.low, toll.headline.first_outlet) == (81, "Quill Wire")


def test_a_split_fact_is_two_and_the_part_may_be_merged_elsewhere(desk: Desk) -> None:
    before = desk.shown()
    split = desk.done(desk.split("77 killed", 2))
    facts = [fact for fact in desk.reader.facts() if fact.label == "77 killed"]
    assert sorted((fact.key, fact.first_outlets) for fact in facts) == [
        ("killed|77|-|victims|event", ("Quill Wire",)),
        ("killed|77|-|victims|event#2", ("The Lamp",)),
    ]
    part = MarkRequest(
        "Awa", Judgement.MERGE, fact=FactTarget("killed|77|-|victims|event#2"), into=desk.key("81 killed")
    )
    merge = desk.done(part)
    assert [fact.first_outlets for fact in desk.reader.facts(contains="81")] == [("The Lamp",)]
    desk.undo(split)
    assert desk.shown() == before  # the merge of the part is still there, and has nothing to work on
    assert [row.id for row in desk.reader.marks()] == [merge]
    desk.undo(merge)
    assert desk.shown() == before
    desk.done(desk.split("77 killed", 2))
    assert any(fact.key.endswith("#3") for fact in desk.reader.facts())


def test_a_chain_of_merges_comes_apart_in_any_order(desk: Desk) -> None:
    desk.newsroom.publish("The Lamp", "d", [killed(90)], published=40, seen=42)
    before = desk.shown()
    first = desk.done(desk.merge("77 killed", "81 killed"))
    second = desk.done(desk.merge("81 killed", "90 killed"))
    (fact,) = desk.reader.facts(contains="90")
    assert fact.reports == 4
    desk.undo(first)
    assert desk.labels() == [PART, "77 killed", "90 killed", ELSEWHERE]
    desk.undo(second)
    assert desk.shown() == before


def test_what_is_split_off_a_merged_fact_goes_home_when_the_merge_is_undone(desk: Desk) -> None:
    before = desk.shown()
    merge = desk.done(desk.merge("77 killed", "81 killed"))
    split = desk.done(desk.split("81 killed", 2))
    assert len([fact for fact in desk.reader.facts() if fact.label == "77 killed"]) == 1
    desk.undo(merge)
    assert desk.shown() == before
    desk.undo(split)
    assert desk.shown() == before


def test_a_large_fact_is_not_counted_anew_where_the_smaller_one_would_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.marks.MANY_REPORTS", 1)
    assert "it has 2 reports, the other 1: merge that one into this one" in desk.refused(
        desk.merge("77 killed", "81 killed")
    )
    desk.done(desk.merge("81 killed", "77 killed"))


def test_confirmed_disputed_and_notes_are_shown_with_the_fact_and_change_nothing(desk: Desk) -> None:
    before = desk.shown()
    fact = FactTarget(desk.key("77 killed"))
    desk.done(MarkRequest("Awa", Judgement.CONFIRMED, fact=fact, note="seen the list"))
    desk.done(MarkRequest("Ben", Judgement.DISPUTED, fact=fact))
    desk.done(MarkRequest("Ben", Judgement.NOTE, fact=fact, note="ask the hospital"))
    assert desk.shown() == before
    fact_row = desk.reader.fact_by_key(fact.key)
    assert fact_row is not None
    marks = desk.reader.marks_of_fact(fact_row.id)
    assert [(row.judgement, row.author, row.note) for row in marks] == [
        ("note", "Ben", "ask the hospital"),
        ("disputed", "Ben", ""),
        ("confirmed", "Awa", "seen the list"),
    ]
    desk.done(desk.merge("77 killed", "81 killed"))
    merged = desk.reader.fact_by_key(desk.key("81 killed"))
    assert merged is not None
    assert [row.judgement for row in desk.reader.marks_of_fact(merged.id)] == [
        "merge",
        "note",
        "disputed",
        "confirmed",
    ]


def test_marks_are_found_from_their_article_and_from_their_claim(desk: Desk) -> None:
    request = desk.wrong("81 killed")
    fact = desk.reader.facts(contains="81")[0]
    claim_id = desk.reader.reports(fact.id)[0].claim_id
    mark = desk.done(request)
    desk.done(MarkRequest("Awa", Judgement.NOTE, article=ArticleTarget(3), note="radio, not the wire"))
    desk.done(desk.split("77 killed", 2))
    (of_claim,) = desk.reader.marks_of_claim(claim_id)
    assert (of_claim.id, of_claim.claim_id, of_claim.label, of_claim.has_target) == (
        mark,
        claim_id,
        "81 were killed",
        True,
    )
    assert [row.judgement for row in desk.reader.marks_of_article(3)] == ["note", "wrong"]
    assert [row.judgement for row in desk.reader.marks_of_article(2)] == ["split"]
    assert desk.reader.marks_of_article(99) == desk.reader.marks_of_claim(99) == desk.reader.marks_of_fact(99) == []


def test_marks_are_knowledge_as_of_a_moment_too(desk: Desk) -> None:
    made = at(desk.minutes + 1)
    mark = desk.done(desk.wrong("81 killed"))
    undone = at(desk.minutes + 1)
    desk.undo(mark)

    def marks(moment: datetime | None) -> list[int]:
        return [row.id for row in desk.reader.marks(moment)]

    assert [marks(moment) for moment in (at(5), made, undone, None)] == [[], [mark], [], []]
    (row,) = desk.reader.marks(with_undone=True)
    assert (row.at, row.undone_at, row.author, row.undone_by) == (made, undone, "Awa", "Ben")


def test_as_of_a_moment_facts_toll_and_timeline_heed_the_marks_of_then(desk: Desk) -> None:
    before = desk.shown()
    first = desk.done(desk.merge("81 killed", "77 killed"))
    merged = desk.shown()
    desk.done(desk.split("77 killed", 2))
    split = desk.shown()
    desk.undo(first)
    desk.done(MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(1)))
    assert [desk.shown(as_of=at(minutes)) for minutes in (999, 1001, 1002)] == [before, merged, split]
    desk.writer.refresh_facts()
    assert [desk.shown(as_of=at(minutes)) for minutes in (999, 1001, 1002)] == [before, merged, split]


STATEMENT = "Nobody was prepared for it"


def say(desk: Desk, outlet: str, slug: str, *, minutes: float, ending: str = "") -> int:
    """An article that quotes the mayor; its id."""
    article_id = desk.newsroom.publish(outlet, slug, [], published=minutes, seen=minutes)
    text = f"Fire\n“{STATEMENT},” the mayor said.\n{ending}"
    start = text.index(STATEMENT)
    sentence = text.splitlines()[1]
    passage = Passage(
        FactType.STATEMENT,
        "quotation",
        STATEMENT,
        start,
        start + len(STATEMENT),
        sentence,
        5,
        5 + len(sentence),
        source="Mayor Ilse Brandt",
    )
    read = NewRevision("Fire", text, "en", (), at(minutes + 1), passages=(passage,))
    after = ArticleAfterVisit(Validators(), None, 0)
    desk.writer.save_article_visit(article_id, visit("http://x.example/", at(minutes + 1)), after, read)
    return article_id


def test_a_statement_called_wrong_is_no_report_and_comes_back(desk: Desk) -> None:
    first, second = say(desk, "Quill Wire", "s1", minutes=40), say(desk, "The Lamp", "s2", minutes=50)
    (fact,) = [fact for fact in desk.reader.facts() if fact.reports == 2 and fact.label not in (PART, "77 killed")]
    before = desk.shown()
    report = next(row for row in desk.reader.reports(fact.id) if row.article_id == first)
    assert report.passage_id is not None
    target = desk.reader.target_of_passage(report.passage_id)
    mark = desk.done(MarkRequest("Awa", Judgement.WRONG, evidence=target))
    assert [row.article_id for row in desk.reader.reports(fact.id)] == [second]
    (row,) = desk.reader.marks_of_passage(report.passage_id)
    assert (row.target, row.label, row.passage_id, row.has_target) == ("passage", STATEMENT, report.passage_id, True)
    part = desk.done(MarkRequest("Awa", Judgement.CONFIRMED, fact=FactTarget(fact.key)))
    desk.undo(mark)
    desk.undo(part)
    assert desk.shown() == before
    desk.done(MarkRequest("Awa", Judgement.SPLIT, fact=FactTarget(fact.key), articles=(second,)))
    assert desk.reader.fact_by_key(f"{fact.key}#2") is not None


def test_a_clock_that_is_behind_dates_no_mark_before_an_earlier_one(desk: Desk) -> None:
    mark = desk.ask(desk.wrong("81 killed"), minutes=500).mark_id
    assert mark is not None
    desk.ask(UndoRequest("Awa", mark), minutes=400)
    (row,) = desk.reader.marks(with_undone=True)
    assert row.at == row.undone_at == at(500)


def test_marks_stay_when_facts_are_counted_anew_and_when_outlets_change(desk: Desk) -> None:
    desk.done(desk.wrong(PART))
    desk.done(desk.merge("81 killed", "77 killed"))
    desk.done(desk.split("77 killed", 2))
    desk.done(MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(2)))
    marked = desk.shown()
    desk.writer.refresh_facts()
    assert desk.shown() == marked
    assert integrity(desk.writer.path) == []
    path = desk.writer.path
    desk.writer.close()
    with open_writer(path, context=CONTEXT, official=frozenset({"Radio Cove"})), open_reader(path) as reader:
        assert {fact.label for fact in reader.facts(scope=None)} == {"77 killed"}


def test_a_mark_whose_claim_is_read_no_more_stays_and_says_so_until_it_is_read_again(desk: Desk) -> None:
    desk.done(desk.wrong("81 killed"))
    execute = desk.writer.database.execute
    execute("UPDATE claims SET kind = 'injured' WHERE low = 81")  # as another grammar might read it
    desk.writer.refresh_facts()
    (row,) = desk.reader.marks()
    assert (row.has_target, row.claim_id, row.label) == (False, None, "81 were killed")
    assert "81 injured" in desk.labels()
    execute("UPDATE claims SET kind = 'killed', text_start = text_start + 3, text = substr(text, 4) WHERE low = 81")
    desk.writer.refresh_facts()
    assert "81 killed" not in desk.labels()
    assert desk.reader.marks()[0].has_target


def test_a_mark_on_a_fact_that_nobody_gives_any_more_says_so(desk: Desk) -> None:
    desk.done(MarkRequest("Awa", Judgement.CONFIRMED, fact=FactTarget(desk.key("81 killed"))))
    desk.done(MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(3)))
    assert [(row.judgement, row.has_target) for row in desk.reader.marks()] == [
        ("off-story", True),
        ("confirmed", False),
    ]


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (MarkRequest("A", Judgement.OFF_STORY, article=ArticleTarget(99)), "no article 99"),
        (MarkRequest("A", Judgement.CONFIRMED, fact=FactTarget("killed|1|-|victims|event")), "no fact"),
        (MarkRequest("A", Judgement.MERGE, fact=WHOLE, into="x"), "no fact"),
        (
            MarkRequest(
                "A",
                Judgement.MERGE,
                fact=FactTarget("killed|77|-|victims|event"),
                into="killed|900|-|victims|background",
            ),
            "scope",
        ),
        (
            MarkRequest(
                "A", Judgement.MERGE, fact=FactTarget("killed|77|-|victims|event"), into="killed|77|-|victims|event"
            ),
            "with itself",
        ),
        (MarkRequest("A", Judgement.SPLIT, fact=WHOLE, articles=(3,)), "no report"),
        (MarkRequest("A", Judgement.SPLIT, fact=WHOLE, articles=(1, 2)), "be left"),
        (MarkRequest("A", Judgement.CONFIRMED, fact=FactTarget("\x1b[2J\n" * 500 + "key")), "no fact"),
        (UndoRequest("A", 5), "no mark 5"),
    ],
)
def test_what_the_store_does_not_hold_is_refused_in_one_line(
    desk: Desk, request_: MarkRequest | UndoRequest, reason: str
) -> None:
    before = desk.shown()
    assert reason in desk.refused(request_)
    assert desk.shown() == before
    assert desk.reader.marks(with_undone=True) == []


def test_the_same_judgement_twice_and_an_undo_twice_are_refused(desk: Desk) -> None:
    wrong = desk.wrong("81 killed")
    mark = desk.done(wrong)
    assert f"already (mark {mark}, by Awa)" in desk.refused(wrong)
    desk.undo(mark)
    assert "undone already, by Ben" in desk.refused(UndoRequest("Awa", mark))
    assert desk.done(wrong) == mark + 1


def test_words_that_are_not_at_their_place_are_refused(desk: Desk) -> None:
    wrong = desk.wrong("81 killed")
    assert wrong.evidence is not None
    moved = MarkRequest("Awa", Judgement.WRONG, evidence=type(wrong.evidence)(**{**asdict(wrong.evidence), "start": 1}))
    assert "the words are not there" in desk.refused(moved)


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (MarkRequest("", Judgement.OFF_STORY, article=ArticleTarget(1)), "author"),
        (MarkRequest("\x1b[2J\n", Judgement.OFF_STORY, article=ArticleTarget(1)), "author"),
        (MarkRequest("A" * 101, Judgement.OFF_STORY, article=ArticleTarget(1)), "at most 100"),
        (MarkRequest("A", Judgement.OFF_STORY, article=ArticleTarget(1), note="n" * 2001), "at most 2000"),
        (MarkRequest("A", Judgement.NOTE, article=ArticleTarget(1)), "--note"),
        (MarkRequest("A", Judgement.OFF_STORY), "one target"),
        (MarkRequest("A", Judgement.WRONG, article=ArticleTarget(1)), "“wrong” is said of a claim or passage"),
        (MarkRequest("A", Judgement.OFF_STORY, article=ArticleTarget(-1)), "article -1"),
        (MarkRequest("A", Judgement.OFF_STORY, article=ArticleTarget(2**70)), "no such number"),
        (MarkRequest("A", Judgement.MERGE, fact=FactTarget("a")), "a merge"),
        (MarkRequest("A", Judgement.SPLIT, fact=FactTarget("a")), "a split"),
        (MarkRequest("A", Judgement.SPLIT, fact=FactTarget("a"), articles=tuple(range(1, 10_002))), "too many"),
        (UndoRequest("A", 0), "mark 0"),
    ],
)
def test_what_no_store_could_do_is_refused_before_it_is_posted(
    path: Path, request_: MarkRequest | UndoRequest, reason: str
) -> None:
    with pytest.raises(RequestRefused, match=reason) as refused:
        post(path, request_)
    assert "\n" not in str(refused.value)


def test_a_note_is_one_clean_line_whatever_is_typed(desk: Desk) -> None:
    note = "seen\x1b[31m by\n\nAwa\u202e \ud800 twice"
    desk.done(MarkRequest(" Awa \x07 K. ", Judgement.NOTE, article=ArticleTarget(1), note=note))
    (row,) = desk.reader.marks()
    assert (row.author, row.note) == ("Awa K.", "seen by Awa \ufffd twice")


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(("wrong", "off", "merge", "split", "undo")), st.integers(0, 5), st.integers(0, 5)),
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.sampled_from((1, 500)))
def test_after_any_marks_undone_in_any_order_everything_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: Sequence[Step], at_once: int
) -> None:
    path = tmp_path_factory.mktemp("desk") / "story.db"
    with (
        pytest.MonkeyPatch.context() as patch,
        open_writer(path, context=CONTEXT) as writer,
        open_reader(path) as reader,
    ):
        patch.setattr("store.taking_up.AT_ONCE", at_once)
        newsroom = Newsroom(writer)
        newsroom.publish("Quill Wire", "a", [killed(77), killed(20, partial=True)], published=10, seen=12)
        newsroom.publish("The Lamp", "b", [killed(77), killed(81)], published=20, seen=22)
        newsroom.publish("Radio Cove", "c", [killed(81), killed(90)], published=30, seen=32)
        newsroom.edit(2, [killed(81), killed(78)], seen=60)
        desk = Desk(newsroom, reader)
        before = desk.shown()
        for word, one, other in steps:
            facts = reader.facts(limit=100)
            marks = reader.marks()
            if word == "undo":
                if marks:
                    desk.ask(UndoRequest("Ben", marks[one % len(marks)].id))
                continue
            if not facts:
                continue
            fact, into = facts[one % len(facts)], facts[other % len(facts)]
            reports = reader.reports(fact.id)
            report = reports[other % len(reports)]
            target = reader.target_of_claim(report.claim_id)
            named, article_id = FactTarget(fact.key), report.article_id
            desk.ask(
                {
                    "wrong": MarkRequest("A", Judgement.WRONG, evidence=target),
                    "off": MarkRequest("A", Judgement.OFF_STORY, article=ArticleTarget(article_id)),
                    "merge": MarkRequest("A", Judgement.MERGE, fact=named, into=into.key),
                    "split": MarkRequest("A", Judgement.SPLIT, fact=named, articles=(article_id,)),
                }[word]
            )
            assert integrity(path) == []
        marked = desk.shown()
        writer.refresh_facts()
        assert desk.shown() == marked
        marks = reader.marks()
        for row in marks[1::2] + marks[::2]:
            desk.ask(UndoRequest("Ben", row.id))
            assert integrity(path) == []
        assert reader.marks() == []
        assert desk.shown() == before
