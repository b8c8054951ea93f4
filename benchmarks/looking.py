"""What opening each view of a large store costs, in a process of its own: `python -m benchmarks.looking STORE [--cpu]`.

Every view is opened on a fresh `Reader`, as a dashboard that was just started would, several times; the median counts.
Prints one JSON object: milliseconds by view, and the process's peak memory in MB.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.measuring import clock_of, median_milliseconds, peak_memory
from store import Cursor, Reader, open_reader
from story import Kind

ROUNDS = 5
FACTS, EVENTS = 1_000, 100  # rows that the dashboard reads at a time
View = Callable[[Reader], object]


def views(reader: Reader) -> dict[str, View]:
    """Everything that dashboards and commands open, by name; what is looked up here isn't timed."""
    facts = reader.facts(limit=100_000)
    hot = max(facts, key=lambda fact: fact.reports).id
    quiet = min(facts, key=lambda fact: fact.reports).id
    article = max(reader.articles(limit=200), key=lambda article: article.revisions).id
    now = reader.timeline(limit=1)[0].at
    context = reader.context()
    assert context is not None
    middle = context.start + (now - context.start) / 2
    plain: dict[str, View] = {
        "counts": lambda reader: reader.counts(),
        "feeds": lambda reader: reader.feeds(),
        "kinds": lambda reader: reader.kinds(),
        "toll and series": lambda reader: _toll(reader, now),
        "toll and series, as of": lambda reader: _toll(reader, middle),
        "facts": lambda reader: reader.facts(limit=FACTS),
        "facts, rare words": lambda reader: reader.facts(limit=FACTS, contains="lindqvar"),
        "facts, words nobody uses": lambda reader: reader.facts(limit=FACTS, contains="zeppelin"),
        "facts of one kind": lambda reader: reader.facts(limit=FACTS, kind=Kind.DETAINED),
        "timeline": lambda reader: reader.timeline(limit=EVENTS),
        "timeline, from the middle": lambda reader: reader.timeline(limit=EVENTS, before=Cursor(middle, 0)),
        "timeline, rare words": lambda reader: reader.timeline(limit=EVENTS, contains="lindqvar"),
        "timeline, words nobody uses": lambda reader: reader.timeline(limit=EVENTS, contains="zeppelin"),
        "a quiet fact": lambda reader: _fact(reader, quiet),
        "a hot fact": lambda reader: _fact(reader, hot),
        "an article": lambda reader: _article(reader, article),
        "articles": lambda reader: reader.articles(limit=EVENTS),
        "search, a common word": lambda reader: reader.search("warehouse"),
        "search, words seldom together": lambda reader: reader.search("grua camillas lonja aduanero"),
        "search, words nobody uses": lambda reader: reader.search("zeppelin"),
        "the dashboard's first sight": lambda reader: _first_sight(reader, now),
    }
    return {**plain, **_as_of_views(reader, middle, hot, article)}


def _as_of_views(reader: Reader, middle: datetime, fact: int, article: int) -> dict[str, View]:
    """The views that can be shown as they were, in the middle of the story."""
    asked: dict[str, tuple[str, tuple[int, ...], dict[str, Any]]] = {
        "counts": ("counts", (), {}),
        "kinds": ("kinds", (), {}),
        "facts": ("facts", (), {"limit": FACTS}),
        "timeline": ("timeline", (), {"limit": EVENTS}),
        "a hot fact": ("reports", (fact,), {}),
        "an article": ("revisions", (article,), {}),
        "articles": ("articles", (), {"limit": EVENTS}),
    }
    return {
        f"{name}, as of": lambda reader, method=method, ids=ids, more=more: getattr(reader, method)(  # type: ignore[misc]
            *ids, as_of=middle, **more
        )
        for name, (method, ids, more) in asked.items()
        if "as_of" in inspect.signature(getattr(reader, method)).parameters
    }


def _toll(reader: Reader, as_of: datetime) -> object:
    return reader.toll(Kind.KILLED, as_of), reader.toll_series(Kind.KILLED, as_of)


def _fact(reader: Reader, fact_id: int) -> object:
    return reader.fact(fact_id), reader.reports(fact_id), reader.marks_of_fact(fact_id)


def _article(reader: Reader, article_id: int) -> object:
    revisions = reader.revisions(article_id)
    evidence = [(reader.claims(revision.id), reader.passages(revision.id)) for revision in revisions]
    return reader.article(article_id), evidence, reader.marks_of_article(article_id)


def _first_sight(reader: Reader, now: datetime) -> object:
    """What tui/watching.py reads before it shows anything."""
    state = reader.counts(), reader.poller(), reader.feeds(), reader.kinds()
    return state, _toll(reader, now), reader.facts(limit=FACTS), reader.timeline(limit=EVENTS)


def _open(path: Path, view: View) -> None:
    with open_reader(path) as reader:
        view(reader)


def main() -> None:
    """Print what looking costs."""
    path, clock = Path(sys.argv[1]), clock_of("--cpu" in sys.argv[2:])
    with open_reader(path) as reader:
        asked = views(reader)
    costs = {
        name: median_milliseconds(lambda view=view: _open(path, view), ROUNDS, clock)  # type: ignore[misc]
        for name, view in asked.items()
    }
    print(json.dumps({"views": costs, "memory": peak_memory()}))


if __name__ == "__main__":
    main()
