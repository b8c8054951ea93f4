"""What marks make of an article's claims and of the keys of facts: pure application, in any order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story import (
    ArticleMarks,
    ArticleTarget,
    Claim,
    EvidenceTarget,
    FactTarget,
    FactType,
    Judgement,
    KeyRules,
    Kind,
    Mark,
    Passage,
    Qualifier,
    article_marks,
    effective_key,
    evidence_target,
    is_meant,
    key_rules,
    merge_problem,
    next_split_key,
)
from story.marks import Target, figure_as_counted

START = datetime(2024, 9, 17, 5, tzinfo=UTC)
WHOLE = "|-|victims|event"
SENTENCE = "In Bamako 77 people were killed, a security source said."


def claim(low: int = 77, start: int = 10, end: int = 30, **fields: object) -> Claim:
    read = Claim(Kind.KILLED, low, low, Qualifier.EXACT, "77 people were killed", start, end, SENTENCE, 0, 56)
    return replace(read, **fields)  # type: ignore[arg-type]


def passage(start: int = 10, end: int = 30, **fields: object) -> Passage:
    read = Passage(FactType.STATEMENT, "quotation", "it is a mess", start, end, SENTENCE, 0, 56)
    return replace(read, **fields)  # type: ignore[arg-type]


def mark(
    number: int, judgement: Judgement, target: Target, *, other: str | None = None, articles: tuple[int, ...] = ()
) -> Mark:
    return Mark(number, START, "Awa", judgement, target, articles=frozenset(articles), other_key=other)


def killed(figure: str) -> str:
    return f"killed|{figure}{WHOLE}"


@pytest.mark.parametrize(
    ("revision", "read", "is_it"),
    [
        (1, claim(), True),
        (1, claim(start=12, end=40), True),  # a better grammar sees other ends of the same words
        (1, claim(qualifier=Qualifier.ABOUT, partial=True), True),
        (1, claim(78), False),
        (1, claim(high=None), False),
        (1, claim(kind=Kind.INJURED), False),
        (1, claim(start=30, end=50), False),  # the same figure further on in the text
        (2, claim(start=200, end=220), True),  # the same sentence after an edit
        (2, claim(sentence=f"{SENTENCE} Yesterday."), False),
        (2, claim(text="77 killed"), False),
        (1, passage(), False),
    ],
)
def test_a_marked_claim_is_found_again_by_its_figure_and_its_words(revision: int, read: Claim, is_it: bool) -> None:
    assert is_meant(evidence_target(3, 1, claim()), revision, read) is is_it


def test_a_marked_statement_is_found_again_whatever_pattern_finds_it() -> None:
    target = evidence_target(3, 1, passage())
    assert target.is_passage
    assert is_meant(target, 1, passage(topic="attributed", start=5, end=11))
    assert not is_meant(target, 1, passage(type=FactType.HAPPENING))


def test_a_wrong_claim_does_not_count_and_its_neighbours_do() -> None:
    judged = article_marks(3, [mark(1, Judgement.WRONG, evidence_target(3, 1, claim()))])
    assert not judged.counts(1, claim())
    assert judged.counts(1, claim(20))
    assert article_marks(4, [mark(1, Judgement.WRONG, evidence_target(3, 1, claim()))]).counts(1, claim())


def test_nothing_of_an_article_off_the_story_counts() -> None:
    judged = article_marks(3, [mark(1, Judgement.OFF_STORY, ArticleTarget(3))])
    assert judged.is_off_story
    assert not judged.counts(2, claim(20))
    assert not judged.counts(1, passage())


def test_confirmed_disputed_and_notes_change_no_count() -> None:
    marks = [
        mark(1, Judgement.CONFIRMED, FactTarget(killed("77"))),
        mark(2, Judgement.DISPUTED, FactTarget(killed("77"))),
        mark(3, Judgement.NOTE, evidence_target(3, 1, claim())),
        mark(4, Judgement.NOTE, ArticleTarget(3)),
    ]
    assert article_marks(3, marks) == ArticleMarks(3)


def test_a_chain_of_merges_ends_at_its_last_fact() -> None:
    rules = KeyRules(merges={"a": "b", "b": "c"})
    assert [effective_key(key, 3, rules) for key in "abcd"] == ["c", "c", "c", "d"]


def test_a_split_takes_only_its_articles_and_their_part_may_be_merged_elsewhere() -> None:
    rules = KeyRules(merges={"a#2": "b"}, splits={"a": ((frozenset({3}), "a#2"),)})
    assert effective_key("a", 3, rules) == "b"
    assert effective_key("a", 4, rules) == "a"
    assert effective_key("a", None, rules) == "a"


def test_a_fact_that_was_merged_away_takes_with_it_what_is_not_split_off_there() -> None:
    rules = KeyRules(merges={"a": "b"}, splits={"b": ((frozenset({3}), "b#2"),)})
    assert effective_key("a", 3, rules) == "b#2"
    assert effective_key("a", 4, rules) == "b"


def test_of_two_splits_that_name_an_article_the_later_one_holds() -> None:
    rules = key_rules(
        [
            mark(2, Judgement.SPLIT, FactTarget("a"), other="a#3", articles=(3,)),
            mark(1, Judgement.SPLIT, FactTarget("a"), other="a#2", articles=(3, 4)),
        ]
    )
    assert (effective_key("a", 3, rules), effective_key("a", 4, rules)) == ("a#3", "a#2")


def test_what_is_split_off_never_takes_a_key_that_was_given_before() -> None:
    assert next_split_key("a", []) == "a#2"
    assert next_split_key("a", ["a#2", "a#7", "b#9"]) == "a#8"
    assert next_split_key("a#8", ["a#2", "a#8"]) == "a#9"


@pytest.mark.parametrize(
    ("key", "into", "problem"),
    [
        (killed("77"), killed("77"), "with itself"),
        (killed("77"), killed("78"), "go round"),
        (killed("77"), f"{killed('77')}#2", None),
        (f"{killed('77')}#2", killed("77"), "go round"),
        (killed("77"), f"injured|77{WHOLE}", "kind"),
        (killed("77"), "killed|77|-|attackers|event", "side"),
        (killed("77"), "killed|77|-|victims|background", "scope"),
        (killed("77"), "killed|20|cadets|victims|event", "whole or parts"),
        ("killed|20|cadets|victims|event", "killed|20|part|victims|event", None),
        ("statement|a", "statement|b", None),
        ("statement|a", "happening|arrest|b", "kind"),
        (killed("77"), killed("70+"), None),
    ],
)
def test_a_merge_that_would_go_round_or_mix_sorts_is_refused(key: str, into: str, problem: str | None) -> None:
    if problem == "go round" and key.endswith("#2"):
        rules = KeyRules(merges={killed("77"): key})
    else:
        rules = KeyRules(merges={killed("78"): killed("77")})
    found = merge_problem(key, into, rules)
    if problem is None:
        assert found is None
    else:
        assert found is not None
        assert problem in found
        assert "\n" not in found


def test_merging_back_what_was_split_off_is_refused_too() -> None:
    rules = KeyRules(splits={killed("77"): ((frozenset({3}), f"{killed('77')}#2"),)})
    found = merge_problem(f"{killed('77')}#2", killed("77"), rules)
    assert found is not None
    assert "undo that mark instead" in found


def test_a_mark_holds_from_its_moment_to_the_one_it_was_undone_at() -> None:
    hour = timedelta(hours=1)
    made = replace(mark(1, Judgement.OFF_STORY, ArticleTarget(3)), at=START + hour, undone_at=START + 3 * hour)
    assert [made.holds(START + hours * hour) for hours in range(5)] == [False, True, True, False, False]
    assert replace(made, undone_at=None).holds(START + 100 * hour)


KEYS = [killed(str(number)) for number in range(5)]


@st.composite
def histories(draw: st.DrawFn) -> list[Mark]:
    """Marks as the store lets them be made one after the other, some of them undone in any order."""
    marks: list[Mark] = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        rules = key_rules(marks)
        if marks and draw(st.booleans()):
            marks.remove(draw(st.sampled_from(marks)))
        key = effective_key(draw(st.sampled_from(KEYS)), draw(st.integers(1, 3)), rules)
        if draw(st.booleans()):
            articles = tuple(draw(st.sets(st.integers(1, 3), min_size=1, max_size=2)))
            taken = [f"{base}#{i}" for base in KEYS for i in range(2, number + 1)]
            marks.append(
                mark(number, Judgement.SPLIT, FactTarget(key), other=next_split_key(key, taken), articles=articles)
            )
        else:
            into = effective_key(draw(st.sampled_from(KEYS)), draw(st.integers(1, 3)), rules)
            if merge_problem(key, into, key_rules(marks)) is None:
                marks.append(mark(number, Judgement.MERGE, FactTarget(key), other=into))
    return marks


@given(histories(), st.sampled_from(KEYS), st.integers(1, 3))
def test_every_key_comes_to_one_end_that_no_rule_leads_on_from(marks: list[Mark], key: str, article_id: int) -> None:
    rules = key_rules(marks)
    end = effective_key(key, article_id, rules)
    assert effective_key(end, article_id, rules) == end
    assert end not in rules.merges
    assert end in rules.reached_from(key)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_marks_are_read_changes_nothing(marks: list[Mark], random: object) -> None:
    shuffled = list(marks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert key_rules(shuffled) == key_rules(marks)


def test_rules_that_go_round_by_tampering_still_end() -> None:
    rules = KeyRules(merges={"a": "b", "b": "a"})
    assert effective_key("a", 3, rules) == "a"
    assert rules.reached_from("a") == {"a", "b"}


def test_a_target_is_a_value_that_can_be_kept() -> None:
    target = evidence_target(3, 1, claim())
    assert target == EvidenceTarget(3, 1, "killed", 77, 77, 10, 30, "77 people were killed", SENTENCE)


@pytest.mark.parametrize(
    ("figure", "counted"),
    [
        ("77", (77, 77, Qualifier.ABOUT)),  # its own: as the claim has it
        ("81", (81, 81, Qualifier.EXACT)),
        ("70+", (70, None, Qualifier.AT_LEAST)),
        ("70-79", (70, 79, Qualifier.RANGE)),
        ("0-200", (0, 200, Qualifier.UP_TO)),
        ("20-99", (20, 99, Qualifier.VAGUE)),
        ("some", (1, None, Qualifier.VAGUE)),
        ("9" * 40, (77, 77, Qualifier.ABOUT)),
        ("odd", (77, 77, Qualifier.ABOUT)),
    ],
)
def test_a_merged_claim_counts_with_the_figure_of_the_fact_it_counts_as(
    figure: str, counted: tuple[int, int | None, Qualifier]
) -> None:
    about = claim(qualifier=Qualifier.ABOUT)
    assert figure_as_counted(about, killed(figure)) == counted
    assert figure_as_counted(about, f"{killed(figure)}#2") == counted
    assert figure_as_counted(about, "a key of tests") == (77, 77, Qualifier.ABOUT)
