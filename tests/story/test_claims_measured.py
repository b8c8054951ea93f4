"""How well claims are read, measured on annotated texts that lie beside the project; skipped where they don't."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from story import read_claims

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated texts are not there")
FIELDS = (
    "kind", "low", "high", "qualifier", "text", "start", "end", "sentence", "party", "partial", "scope", "modality",
    "superseded", "source", "via",
)  # fmt: skip


def read_rows(data: Path, predicted: Path, langs: tuple[str, ...] = ("en",)) -> None:
    """Write what the reader says of each row as the scorers want it."""
    with data.open(encoding="utf-8") as rows, predicted.open("w", encoding="utf-8") as out:
        for line in rows:
            row = json.loads(line)
            date = row.get("date")
            is_day = bool(date) and len(date) == 10
            moment = datetime.fromisoformat(date).replace(tzinfo=UTC) if is_day else None
            lang = row["lang"] if row["lang"] in langs else "fi"
            reading = read_claims(row["text"], title=row.get("title"), lang=lang, date=moment)
            claims = [{name: getattr(claim, name) for name in FIELDS} for claim in reading.claims]
            out.write(json.dumps({"id": row["id"], "lang": row["lang"], "claims": claims}) + "\n")


def score(tool: str, *arguments: str | Path) -> str:
    command = [sys.executable, str(SHARED / "tools" / tool), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def figure(report: str, line: str, name: str) -> float:
    """The number behind a name ("F1") on the first line that begins so."""
    words = next(row for row in report.splitlines() if row.startswith(line)).split()
    return float(words[words.index(name) + 1])


def share(report: str, line: str) -> float:
    """The share at the end of a clause such as "wrong claims 7/459 = 0.015"."""
    return float(report.split(line, 1)[1].split("=")[1].split()[0])


@pytest.mark.parametrize(("name", "least"), [("claims_seeds", 0.95), ("claims_dev", 0.88)])
def test_the_figures_of_annotated_articles_are_found(tmp_path: Path, name: str, least: float) -> None:
    gold, predicted = SHARED / "data" / f"{name}.jsonl", tmp_path / "predicted.jsonl"
    read_rows(gold, predicted)
    assert figure(score("score_claims.py", gold, predicted), "all figures", "F1") >= least


def test_an_articles_figures_are_told_apart_by_event_part_and_party(tmp_path: Path) -> None:
    gold, predicted = SHARED / "data" / "claims_dev.jsonl", tmp_path / "predicted.jsonl"
    read_rows(gold, predicted)
    report = score("score_claims.py", gold, predicted)
    shares = {
        row.split()[0]: float(row.split()[1])
        for row in report.splitlines()
        if row.rstrip().endswith(")") and row.split()[0] in ("scope", "partial", "party")
    }
    assert shares["scope"] >= 0.75
    assert shares["partial"] >= 0.75
    assert shares["party"] >= 0.95


def test_english_and_french_sentences_are_read(tmp_path: Path) -> None:
    gold, predicted = SHARED / "data" / "claims_multi_dev.jsonl", tmp_path / "predicted.jsonl"
    read_rows(gold, predicted, ("en", "fr"))
    report = score("score_claims.py", gold, predicted, "--by", "lang")
    assert figure(report, "all figures  en", "F1") >= 0.85
    assert figure(report, "all figures  fr", "F1") >= 0.85


def test_crime_news_without_victims_seldom_gives_a_claim(tmp_path: Path) -> None:
    gold, predicted = SHARED / "data" / "counts_incidents.jsonl", tmp_path / "predicted.jsonl"
    read_rows(gold, predicted)
    # what is left are figures that the sentences do give ("left one dead and four wounded", "a double murder") and the
    # counts leave out
    report = score("score_counts.py", "incidents", gold, predicted)
    assert share(report, "wrong claims") <= 0.03
    assert share(report, "recall") >= 0.85


def test_the_counts_of_listed_attacks_are_found(tmp_path: Path) -> None:
    gold, predicted = SHARED / "data" / "counts_terror.jsonl", tmp_path / "predicted.jsonl"
    read_rows(gold, predicted)
    report = score("score_counts.py", "terror", gold, predicted)
    assert share(report, "killed recall") >= 0.9
    assert share(report, "injured recall") >= 0.9


def test_upper_case_wires_are_read(tmp_path: Path) -> None:
    gold, predicted = SHARED / "data" / "counts_muc.jsonl", tmp_path / "predicted.jsonl"
    read_rows(gold, predicted)
    assert share(score("score_counts.py", "muc", gold, predicted), "muc recall") >= 0.8
