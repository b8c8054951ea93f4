"""How well claims are read, measured on annotated texts that lie beside the project; skipped where they don't."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from story import read_claims

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated texts are not there")
FIELDS = (
    "kind", "low", "high", "qualifier", "text", "start", "end", "sentence", "party", "partial", "scope", "modality",
    "superseded", "source", "via",
)  # fmt: skip


LEAST_F1 = {"en": 0.92, "fr": 0.92, "es": 0.88, "de": 0.88, "pt": 0.88, "it": 0.88, "ar": 0.75}
MOST_FALSE_FRIENDS = 0.02  # of the sentences with a casualty word and no claim
Reports = Callable[[str, str], str]


def predictions(name: str) -> list[dict[str, Any]]:
    """What the reader says of each row of a data file, as the scorers want it."""
    found = []
    for line in (SHARED / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        date = row.get("date")
        moment = datetime.fromisoformat(date).replace(tzinfo=UTC) if date and len(date) == 10 else None
        reading = read_claims(row["text"], title=row.get("title"), lang=row.get("lang", "en"), date=moment)
        claims = [{name: getattr(claim, name) for name in FIELDS} for claim in reading.claims]
        found.append({"id": row["id"], "lang": row.get("lang"), "group": row.get("group"), "claims": claims})
    return found


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """What a scorer says of a data file; each is read and scored once."""
    folder = tmp_path_factory.mktemp("predicted")

    @cache
    def report(name: str, kind: str = "") -> str:
        predicted = folder / f"{name}.jsonl"
        predicted.write_text("".join(json.dumps(row) + "\n" for row in predictions(name)), encoding="utf-8")
        gold = SHARED / "data" / f"{name}.jsonl"
        tool = ["score_counts.py", kind] if kind else ["score_claims.py"]
        options = [] if kind else ["--by", "lang"]
        command = [sys.executable, str(SHARED / "tools" / tool[0]), *tool[1:], str(gold), str(predicted), *options]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    return report


def f1(report: str, line: str) -> float:
    """The F1 on the first line that begins with these words."""
    words = next(row for row in report.splitlines() if row.split()[: len(line.split())] == line.split()).split()
    return float(words[words.index("F1") + 1])


def rate(report: str, attribute: str) -> float:
    """How often an attribute is right."""
    return float(next(row for row in report.splitlines() if row.startswith(f"{attribute} ")).split()[1])


def share(report: str, words: str) -> float:
    """The share behind words such as "found 22 of 22" or "wrong claims 7/459 = 0.015"."""
    part, whole = map(int, re.findall(r"\d+", report.split(words, 1)[1])[:2])
    return part / whole


def test_the_seeds_are_read_whole_with_every_speaker(reports: Reports) -> None:
    report = reports("claims_seeds", "")
    assert f1(report, "all figures all") >= 0.97
    assert f1(report, "the toll all") >= 0.97
    assert share(report, "found") == 1


def test_articles_are_read_with_their_toll_and_told_apart(reports: Reports) -> None:
    report = reports("claims_dev", "")
    assert f1(report, "all figures all") >= 0.90
    assert f1(report, "the toll all") >= 0.88
    least = {"qualifier": 0.97, "party": 0.97, "modality": 0.95, "scope": 0.90, "partial": 0.85}
    assert {name: rate(report, name) for name in least if rate(report, name) < least[name]} == {}


def test_the_speakers_of_articles_are_found_and_seldom_invented(reports: Reports) -> None:
    report = reports("claims_dev", "")
    assert share(report, "found") >= 0.85
    assert share(report, "given where there is none") <= 0.08


@pytest.mark.parametrize("lang", LEAST_F1)
def test_sentences_of_every_language_are_read(reports: Reports, lang: str) -> None:
    assert f1(reports("claims_multi_dev", ""), f"all figures {lang}") >= LEAST_F1[lang]


def test_false_friends_seldom_give_a_claim() -> None:
    gold = (SHARED / "data" / "claims_multi_dev.jsonl").read_text(encoding="utf-8").splitlines()
    free = {(row["id"], row["lang"]) for row in map(json.loads, gold) if not row["claims"]}
    rows = [row for row in predictions("claims_multi_dev") if (row["id"], row["lang"]) in free]
    assert sum(bool(row["claims"]) for row in rows) <= MOST_FALSE_FRIENDS * len(rows)


def test_crime_news_without_victims_seldom_gives_a_claim(reports: Reports) -> None:
    # what is left are figures that the sentences do give ("left one dead and four wounded", "a double murder") and the
    # counts leave out
    report = reports("counts_incidents", "incidents")
    assert share(report, "wrong claims") <= 0.02
    assert share(report, "recall") >= 0.85


def test_the_counts_of_listed_attacks_are_found(reports: Reports) -> None:
    # what is left are sums of several figures, numbers that no sentence gives, and stabbings without wounds
    report = reports("counts_terror", "terror")
    assert share(report, "killed recall") >= 0.95
    assert share(report, "injured recall") >= 0.95


def test_upper_case_wires_are_read(reports: Reports) -> None:
    assert share(reports("counts_muc", "muc"), "muc recall") >= 0.85
