"""What reading claims costs, as a ratio to what cleaning the same text out of a page costs, in the same run.

    python benchmarks/claims.py [FILE.jsonl]

FILE has one JSON object a line with "text" and "lang"; without it a made-up article is used. Prints milliseconds
an article of 3,000 characters, the same for trafilatura on the text in a plain page, their ratio, and seconds a
megabyte on long and hostile texts. Best of several rounds, since the machine may be busy.
"""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from story import read_claims

ROUNDS = 5
ARTICLE = (
    "More than 70 killed in attacks on the capital\n\n"
    "A security source told a news agency on Thursday that 77 people were killed and 255 others were injured, while "
    "an official document put the toll at around 100. The newspaper on the square said about fifty cadets were buried. "
    "The general staff acknowledged some losses.\n\n"
    "The president met ambassadors at the palace and spoke of the harvest, the price of bread and the coming season. "
    "Traders in the market said that business had been slow since the rains began, and that better days would come. "
    "The road to the north was closed for repairs; lorries waited in long lines in the heat of the afternoon.\n\n"
)
HOSTILE = {
    "a megabyte of article": ARTICLE * (1_000_000 // len(ARTICLE)),
    "a megabyte of digits": "7" * 1_000_000,
    "a hundred thousand numbers in one sentence": " ".join(["12"] * 100_000) + " people were killed",
    "unpaired quotation marks": "“77 people were killed. " * 10_000,
}


def best_seconds(work: Callable[[], object]) -> float:
    """The shortest of several runs."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    if len(sys.argv) > 1:
        rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        rows = [{"text": ARTICLE * 3, "lang": "en"}] * 20
    rows = [row for row in rows if row["lang"] in ("en", "fr") and len(row["text"]) > 500][:200]
    characters = sum(len(row["text"]) for row in rows)
    pages = [
        "<html><body><nav>News Sport</nav><article>"
        + "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in row["text"].split("\n") if paragraph.strip())
        + "</article></body></html>"
        for row in rows
    ]
    started = time.perf_counter()
    read_claims("77 people were killed.", lang="en")
    print(f"loading English: {(time.perf_counter() - started) * 1000:.0f} ms")
    reading = best_seconds(lambda: [read_claims(row["text"], lang=row["lang"]) for row in rows])
    from trafilatura import extract

    cleaning = best_seconds(lambda: [extract(page) for page in pages])
    share = 3000 / characters * 1000
    print(f"reading claims:  {reading * share:.2f} ms for 3,000 characters ({len(rows)} texts)")
    print(f"cleaning a page: {cleaning * share:.2f} ms for 3,000 characters")
    print(f"ratio:           {reading / cleaning:.2f}")
    for name, text in HOSTILE.items():
        seconds = best_seconds(lambda text=text: read_claims(text, lang="en"))  # type: ignore[misc]
        print(f"{name}: {seconds:.2f} s ({seconds / len(text) * 1_000_000:.2f} s a megabyte)")


if __name__ == "__main__":
    main()
