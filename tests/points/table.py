"""The 23 points of docs/polling.md with the tests that hold the program to them.

`python -m tests.points.table` writes the list into the document, `--run` runs the tests and prints a table of their
results. A test belongs to the point that its file's or its own name gives, or that ALSO gives it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "polling.md"
BEGIN, END = "<!-- written by python -m tests.points.table -->", "<!-- end -->"

POINTS = {
    1: "The first fetch is unconditional; later ones send ETag and Last-Modified back byte for byte.",
    2: "A 304 is not read and writes nothing but its visit. Its validators replace the old ones, its max-age counts.",
    3: "A 200 without validators clears the stored ones; validators are saved only together with the items.",
    4: "Every eight days a fetch is unconditional; a Last-Modified that lies ahead is ignored.",
    5: "No visit comes before max-age, Expires, ttl and skipHours, up to five hours; no-cache is no invitation.",
    6: "Retry-After on 429 and 503, in seconds or as a date, pauses the whole host; nonsense is clamped.",
    7: "410 stops a feed and is shown; 404 and 5xx back off to a cap until a success; 401 and 403 are shown.",
    8: "Only 301 and 308 all the way, seen several times and never to a login page, rewrite a feed's address.",
    9: "One connection and a least gap a host, jitter, no burst after a restart, a suspend or a clock that jumps.",
    10: "Requests name program, version and contact, and bear neither cookies nor a Referer.",
    11: "The same body is read once; an empty 200 or an HTML page wipes nothing and shows as a sick feed.",
    12: "robots.txt is respected for pages, with its crawl-delay.",
    13: "Bombs stop at the cap, under 100 MB of memory; endless bodies, drips and floods of headers end in time.",
    14: "Private addresses are refused where the connection is made, however spelled, on every redirect.",
    15: "A body that is a path opens nothing; what takes quadratic time is ended, and nobody else waits.",
    16: "ESC, C1, NUL, DEL and bidi overrides reach neither the store nor the terminal.",
    17: "Feeds that are huge, deep, without guids or dates, or in wrong encodings are read for what they hold.",
    18: "One poller a store: the second exits with 75 and names the first; kill -9 frees the store.",
    19: "SIGTERM ends it in order, everything committed; SIGHUP reads the configuration again and keeps its state.",
    20: "Under systemd it is ready with its first schedule, and only a loop and a writer that work feed the watchdog.",
    21: "A heartbeat in the store tells that the poller is dead, without any port.",
    22: "Exit codes are those of sysexits: 0, 64, 69, 74, 75, 78.",
    23: "The log is one line an event, for people or as JSON, without secrets and without an article's text.",
}
ALSO = {
    6: ("tests/storywatch/test_time_gone_wrong.py", "pause"),
    9: ("tests/storywatch/test_time_gone_wrong.py", "clock|suspend"),
    17: ("tests/fetchers/test_lean_feedparser.py", "collected"),
    23: ("tests/storywatch/test_logins.py", "secret|log|shown|password"),
}
_OF_A_POINT = re.compile(r"test_point_(\d\d)_(.*)")


@dataclass(frozen=True, slots=True)
class Held:
    """A test that holds the program to a point. `path` is from the project's root."""

    point: int
    path: str
    name: str

    @property
    def sentence(self) -> str:
        """The test's name as people read it."""
        named = _OF_A_POINT.fullmatch(self.name)
        return (named[2] if named else self.name.removeprefix("test_")).replace("_", " ")


def held() -> list[Held]:
    """Every test of a point, by point, in the order of their files."""
    found = []
    for path in sorted((ROOT / "tests" / "points").glob("test_*.py")):
        of_file = _OF_A_POINT.fullmatch(path.stem)
        for name in _tests_in(path):
            of_test = _OF_A_POINT.fullmatch(name)
            if (match := of_test or of_file) is not None:
                found.append(Held(int(match[1]), str(path.relative_to(ROOT)), name))
    for point, (also, words) in ALSO.items():
        found += [Held(point, also, name) for name in _tests_in(ROOT / also) if re.search(words, name)]
    return sorted(found, key=lambda each: each.point)


def _tests_in(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node.name


def written() -> str:
    """The list as it stands in the document, between its marks."""
    lines = []
    tests = held()
    for point, words in POINTS.items():
        lines += ["", f"**{point}. {words}**", ""]
        of_point = [each for each in tests if each.point == point]
        for path in dict.fromkeys(each.path for each in of_point):
            lines.append(f"- [{Path(path).name}](../{path})")
            lines += [f"  - {each.sentence}" for each in of_point if each.path == path]
    return "\n".join([BEGIN, *lines, "", END])


def in_document(text: str) -> str:
    """The document's text with the list as it should be."""
    before, _, rest = text.partition(BEGIN)
    return before + written() + rest.partition(END)[2]


def results() -> str:
    """A table of the points and how their tests went, each case of a test counted."""
    tests = held()
    paths = list(dict.fromkeys(each.path for each in tests))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-o", "junit_family=xunit1", f"--junitxml={report}", *paths]
        subprocess.run(command, cwd=ROOT, check=False, stdout=sys.stderr)
        cases = ElementTree.parse(report).iter("testcase")
        went: Counter[tuple[str, str, str]] = Counter()
        for case in cases:
            kinds = {child.tag for child in case} & {"failure", "error", "skipped"}
            name = str(case.get("name")).partition("[")[0]
            went[str(case.get("file")), name, min(kinds, default="passed")] += 1
    rows = ["| | point | tests | cases passed | not |", "| --- | --- | --- | --- | --- |"]
    for point, words in POINTS.items():
        of_point = [each for each in tests if each.point == point]
        named = {(each.path, each.name) for each in of_point}
        counts = Counter[bool]()
        for (path, name, result), count in went.items():
            if (path, name) in named:
                counts[result == "passed"] += count
        rows.append(f"| {point} | {words} | {len(of_point)} | {counts[True]} | {counts[False] or ''} |")
    return "\n".join(rows)


if __name__ == "__main__":
    if sys.argv[1:] == ["--run"]:
        sys.stdout.write(results() + "\n")
    else:
        DOCUMENT.write_text(in_document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
