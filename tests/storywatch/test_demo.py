"""The demo from end to end: real outlets on loopback, the real poller, the real store, held to the story's script."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest

from store import StoreMissing, integrity, open_reader
from storywatch.demo.expected import ExpectedFact, ExpectedPassage, ExpectedRevisions, load_expected
from storywatch.demo.world import END

EXPECTED = load_expected()
FIRST_ARTICLES = 25  # of 74: in the middle of the second day, where the run is killed


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """A headless demo that keeps its store in `folder`."""
    command = [sys.executable, "-m", "storywatch", "demo", "--headless", "--json", "--dir", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ))


def finish(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """What a demo prints in the end."""
    output, errors = process.communicate(timeout=400)
    assert process.returncode == 0, errors.decode()
    assert errors == b""
    return dict(json.loads(output))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def played(folder: Path) -> Iterator[dict[str, Any]]:
    """The demo, played once to its end for all tests of this file."""
    with start(folder) as process:
        yield finish(process)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def fact_of(played: dict[str, Any], expected: ExpectedFact) -> dict[str, Any]:
    """The one fact that the script's row means."""
    key = (expected.figure.kind, expected.figure.low, expected.figure.high, expected.party, expected.is_partial)
    found = [
        fact
        for fact in played["facts"]
        if (fact["kind"], fact["low"], fact["high"], fact["party"], fact["partial"]) == key
    ]
    assert len(found) == 1, f"{expected.label}: {[fact['key'] for fact in found]}"
    return dict(found[0])


def passage_of(played: dict[str, Any], expected: ExpectedPassage) -> dict[str, Any]:
    """The one statement or happening that the script's row means."""
    found = [
        fact
        for fact in played["facts"]
        if fact["type"] == expected.type
        and (fact["label"] == expected.name or fact["reports"][0]["text"].startswith(expected.name))
    ]
    assert len(found) == 1, f"{expected.name}: {[fact['key'] for fact in found]}"
    return dict(found[0])


def sources_of(fact: dict[str, Any]) -> set[tuple[str, str, str]]:
    """From whom the outlets have a fact that don't report for themselves."""
    return {
        (report["outlet"], report["origin_how"], report["origin"])
        for report in fact["reports"]
        if report["origin_how"] != "own"
    }


def origins_of_first(expected: ExpectedFact | ExpectedPassage) -> set[str]:
    """Where those who had it first have it from: themselves, but for those who cite or copy."""
    from_others = {outlet: whom for outlet, _, whom in expected.sources}
    return {from_others.get(outlet, outlet) for outlet in expected.first}


def edited(played: dict[str, Any], expected: ExpectedRevisions) -> list[dict[str, Any]]:
    """The revisions of an article that the script edits."""
    (article,) = [
        article
        for article in played["revisions"]
        if article["outlet"] == expected.outlet and article["url"].endswith(expected.slug)
    ]
    return list(article["revisions"])


@pytest.mark.parametrize("expected", EXPECTED.facts, ids=lambda fact: fact.label)
def test_a_fact_has_the_first_outlet_publishers_and_origins_of_the_script(
    played: dict[str, Any], expected: ExpectedFact
) -> None:
    fact = fact_of(played, expected)
    assert fact["label"] == expected.label
    assert set(fact["first_outlets"]) == set(expected.first)
    assert {report["outlet"] for report in fact["reports"]} == expected.publishers
    assert fact["origins"] == expected.origins
    assert sources_of(fact) == expected.sources
    assert fact["origin"] in origins_of_first(expected)
    assert sum(report["withdrawn_at"] is not None for report in fact["reports"]) == expected.withdrawn
    said_by = "unattributed" if fact["speaker_class"] == "unknown" else fact["speaker_class"]
    assert said_by == expected.voice
    if expected.is_silent:
        assert moment(fact["first_not_before"]) <= expected.first_at <= moment(fact["first_not_after"])
    else:
        assert moment(fact["first_at"]) == expected.first_at


@pytest.mark.parametrize("expected", EXPECTED.passages, ids=lambda passage: passage.name)
def test_a_statement_or_happening_has_the_first_outlet_publishers_and_origins_of_the_script(
    played: dict[str, Any], expected: ExpectedPassage
) -> None:
    fact = passage_of(played, expected)
    assert fact["voice"] == expected.voice
    assert expected.speaker in (None, fact["speaker"])
    assert set(fact["first_outlets"]) == set(expected.first)
    assert moment(fact["first_at"]) == expected.first_at
    assert {report["outlet"] for report in fact["reports"]} == expected.publishers
    assert fact["origins"] == expected.origins
    assert sources_of(fact) == expected.sources
    assert fact["origin"] in origins_of_first(expected)


def test_there_are_no_other_facts(played: dict[str, Any]) -> None:
    expected = {fact_of(played, fact)["key"] for fact in EXPECTED.facts}
    expected |= {passage_of(played, passage)["key"] for passage in EXPECTED.passages}
    assert [fact["label"] for fact in played["facts"] if fact["key"] not in expected] == []


def test_every_sentence_is_in_the_revision_that_the_report_names(played: dict[str, Any], folder: Path) -> None:
    with open_reader(folder / "story.db") as reader:
        texts = {
            revision.id: revision.text
            for article in reader.articles(limit=1000)
            for revision in reader.revisions(article.id)
        }
    for fact in played["facts"]:
        for report in fact["reports"]:
            assert report["sentence"] in texts[report["revision_id"]]
            assert report["text"] in report["sentence"]


@pytest.mark.parametrize("expected", EXPECTED.revisions, ids=lambda article: article.slug)
def test_an_edited_article_has_a_revision_for_each_edition_dated_around_it(
    played: dict[str, Any], expected: ExpectedRevisions
) -> None:
    revisions = edited(played, expected)
    assert len(revisions) == len(expected.editions)
    for revision, edition in zip(revisions, expected.editions, strict=True):
        figures = {(f["kind"], f["low"], f["high"]) for f in revision["figures"] if f["scope"] == "event"}
        assert figures == {(f.kind, f.low, f.high) for f in edition.figures}
        assert revision["seen_not_before"] is None or moment(revision["seen_not_before"]) <= edition.at
        assert edition.at <= moment(revision["seen_from"])


def test_the_timeline_says_what_every_edit_did(played: dict[str, Any], folder: Path) -> None:
    with open_reader(folder / "story.db") as reader:
        urls = {article.id: article.url for article in reader.articles(limit=1000)}
        rows = [row for row in reader.timeline(limit=1000) if row.event == "edit"]
    said = sorted((row.outlet, urls[row.article_id].rpartition("/")[2], row.detail) for row in rows)
    expected = [
        (article.outlet, article.slug, edition.says)
        for article in EXPECTED.revisions
        for edition in article.editions[1:]
    ]
    assert said == sorted(expected)


def test_no_other_article_has_a_second_revision(played: dict[str, Any]) -> None:
    slugs = tuple(article.slug for article in EXPECTED.revisions)
    others = [article for article in played["revisions"] if not article["url"].endswith(slugs)]
    assert len(others) > 40
    assert all(len(article["revisions"]) <= 1 for article in others)


@pytest.mark.parametrize("kind", EXPECTED.toll)
def test_the_toll_at_the_end_is_the_scripts(played: dict[str, Any], kind: str) -> None:
    expected = EXPECTED.toll[kind]  # type: ignore[index]
    (toll,) = [toll for toll in played["toll"]["kinds"] if toll["kind"] == kind]
    assert (toll["range_low"], toll["range_high"]) == (expected.range_low, expected.range_high)
    assert toll["range_is_open"] == expected.range_is_open
    headline = expected.headline
    assert (toll["headline"]["low"], toll["headline"]["high"]) == (headline.figure.low, headline.figure.high)
    assert (toll["headline"]["speaker_class"], toll["headline"]["first_outlet"]) == (headline.voice, headline.first)
    official = toll["official"] and (toll["official"]["speaker_class"], toll["official"]["low"])
    assert official == (expected.official and (expected.official.voice, expected.official.figure.low))
    standing = {(figure["voice"], figure["low"], figure["high"]) for figure in toll["standing"]}
    for row in expected.standing:
        if row.voice not in ("news outlet",):
            assert (row.voice, row.figure.low, row.figure.high) in standing


def test_the_official_toll_stepped_down_when_the_hospital_corrected_it(played: dict[str, Any]) -> None:
    (killed,) = [toll for toll in played["toll"]["kinds"] if toll["kind"] == "killed"]
    highest = [point["range_high"] for point in killed["series"] if point["range_high"]]
    assert 130 in highest
    assert highest[-1] == 103


def test_background_and_tolls_around_the_article_stay_out(played: dict[str, Any]) -> None:
    figures = {(fact["kind"], fact["low"]) for fact in played["facts"]}
    assert not figures & {(str(kind), low) for kind, low in EXPECTED.never}
    assert not any(
        (fact["kind"], fact["low"], fact["high"]) == (row.figure.kind, row.figure.low, row.figure.high)
        and {report["outlet"] for report in fact["reports"]} & row.publishers
        for fact in played["facts"]
        for row in EXPECTED.background
        if row.figure.low >= 1000
    )


def test_background_figures_are_kept_apart_with_their_outlets(played: dict[str, Any], folder: Path) -> None:
    with open_reader(folder / "story.db") as reader:
        facts = reader.facts(limit=1000, scope="background")
        found = {
            (fact.kind, fact.low, fact.high): {report.outlet for report in reader.reports(fact.id)} for fact in facts
        }
    for row in EXPECTED.background:
        assert found[row.figure.kind, row.figure.low, row.figure.high] == row.publishers


def test_nothing_hostile_reached_the_store(played: dict[str, Any], folder: Path) -> None:
    texts = list(strings_in(played))
    assert any("Flash Choc 24" in text for text in texts)
    assert not [text for text in texts if any(category(character) in ("Cc", "Cf") for character in text)]
    with open_reader(folder / "story.db") as reader:
        reasons = {feed.outlet: feed.last_reason for feed in reader.feeds() if feed.failures}
        urls = [article.url for article in reader.articles(limit=1000)]
    assert not [url for url in urls if not url.startswith(("http://", "https://"))]
    assert all(reason and len(reason) < 300 for reason in reasons.values())
    assert integrity(folder / "story.db") == []


def test_a_run_that_was_killed_goes_on_to_the_same_end(played: dict[str, Any], tmp_path: Path) -> None:
    with start(tmp_path) as killed:
        deadline = time.monotonic() + 300
        while articles_in(tmp_path / "story.db") < FIRST_ARTICLES:
            assert killed.poll() is None, killed.stderr and killed.stderr.read().decode()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        killed.kill()
        killed.wait(30)
    assert integrity(tmp_path / "story.db") == []
    assert articles_in(tmp_path / "story.db") < len(played["revisions"])
    with start(tmp_path) as process:
        again = finish(process)
    assert integrity(tmp_path / "story.db") == []
    assert outcome(again) == outcome(played)


def strings_in(value: object) -> Iterator[str]:
    """Every string of a JSON value, the keys of objects too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)


def articles_in(store: Path) -> int:
    try:
        with open_reader(store) as reader:
            return reader.counts().articles
    except StoreMissing:
        return 0


def outcome(played: dict[str, Any]) -> dict[str, Any]:
    """What must not depend on when a page was visited: facts, who had them first, who carries them, revisions."""
    return {
        "facts": sorted(
            (fact["key"], sorted(fact["first_outlets"]), fact["origins"], sorted(r["outlet"] for r in fact["reports"]))
            for fact in played["facts"]
        ),
        "revisions": sorted(
            (article["outlet"], article["title"], [revision["figures"] for revision in article["revisions"]])
            for article in played["revisions"]
        ),
        "headlines": [
            (toll["kind"], toll["headline"] and toll["headline"]["low"], toll["range_low"], toll["range_high"])
            for toll in played["toll"]["kinds"]
        ],
        "end": str(END),
    }
