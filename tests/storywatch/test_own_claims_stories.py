"""Two real stories put together by hand, beside the project: what `--claims` must make of them."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks.stories import compare
from tests.storywatch.conftest import Program

STORIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "stories"
NAMES = ("beirut-2020", "crocus-2024")
Figure = tuple[int, int | None]
ANSWERS: dict[tuple[str, str], dict[str, Any]] = {}

pytestmark = pytest.mark.skipif(not STORIES.is_dir(), reason="the annotated stories aren't here")


def articles(name: str) -> list[dict[str, Any]]:
    lines = (STORIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["on_story"]]


def is_on_toll(claim: dict[str, Any]) -> bool:
    return (
        claim["party"] == "victims"
        and claim["scope"] == "event"
        and not claim["partial"]
        and claim["modality"] in ("reported", "feared")
    )


def figures(name: str, kind: str) -> dict[Figure, dict[str, set[str]]]:
    """For each figure of the whole event, by the file alone: the outlets that give it as current, by day."""
    found: dict[Figure, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for article in articles(name):
        for claim in article["claims"]:
            if article["date"] and claim["kind"] == kind and is_on_toll(claim) and not claim.get("superseded"):
                found[claim["low"], claim["high"]][article["date"]].add(article["outlet"])
    return found


def answer(program: Program, command: str, name: str) -> dict[str, Any]:
    """What the program says, asked once."""
    if (command, name) not in ANSWERS:
        done = program(command, "--claims", STORIES / f"{name}.jsonl", "--json")
        assert (done.returncode, done.stderr) == (0, b"")
        ANSWERS[command, name] = json.loads(done.stdout)
    return ANSWERS[command, name]


def killed_in(toll: dict[str, Any]) -> dict[str, Any]:
    (killed,) = (kind for kind in toll["kinds"] if kind["kind"] == "killed")
    return killed


@pytest.mark.parametrize("name", NAMES)
def test_for_every_killed_figure_the_outlets_of_its_first_day_are_right(program: Program, name: str) -> None:
    truth = {figure: (min(days), days[min(days)]) for figure, days in figures(name, "killed").items()}
    ours = {
        (fact["low"], fact["high"]): (fact["first_day"], {first["domain"] for first in fact["first_articles"]})
        for fact in answer(program, "facts", name)["facts"]
        if fact["kind"] == "killed" and is_on_toll(fact) and fact["first_day"] and not fact["first_is_outdated"]
    }
    assert ours == truth
    assert len(truth) > 10


def test_the_headlines_of_crocus_rise_as_the_reports_did(program: Program) -> None:
    killed = killed_in(answer(program, "toll", "crocus-2024"))
    assert [figure["low"] for figure in killed["headlines"]] == [40, 60, 93, 115, 133, 137, 143, 144]
    assert [day["headline"]["low"] for day in killed["days"]] == [40, 133, 137, 137, 137, 143, 143, 144]


def test_the_headlines_of_beirut_follow_the_reports(program: Program) -> None:
    killed = killed_in(answer(program, "toll", "beirut-2020"))
    by_day = [(day["day"][-2:], day["headline"]["low"]) for day in killed["days"]]
    rising = [("04", 78), ("05", 135), ("06", 137), ("07", 152), ("08", 154), ("09", 154), ("11", 200), ("12", 220)]
    assert by_day == [*rising, ("14", 178)]  # the United Nations' own count on the last day


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_about_the_whole_toll_never_enters_it(program: Program, name: str) -> None:
    kinds = answer(program, "toll", name)["kinds"]
    assert len(kinds) > 4
    for kind in kinds:
        allowed = set(figures(name, kind["kind"]))
        for day in kind["days"]:
            shown = [day["headline"], day["official"], *day["standing"], *day["headlines"]]
            assert {(figure["low"], figure["high"]) for figure in shown if figure} <= allowed
    assert not any(figure["low"] in (129, 330, 224) for kind in kinds for figure in kind["headlines"])


@pytest.mark.parametrize(("name", "same"), [("beirut-2020", 26), ("crocus-2024", 21)])
def test_no_article_that_people_put_to_a_figure_is_missing_from_ours(name: str, same: int) -> None:
    rows = compare(STORIES / f"{name}.jsonl", STORIES / f"{name}.facts.json")
    assert sum(row.verdict == "same" for row in rows) >= same
    assert [row.label for row in rows if row.made - row.articles] == (
        ["killed, 143 (early count of 23 March)"] if name == "crocus-2024" else []
    )
