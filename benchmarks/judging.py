"""What a user's judgements cost the writer, each made and undone again, so that the store ends as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from benchmarks.measuring import Clock
from store import MarkRequest, Reader, UndoRequest, Writer, open_reader, post
from story import ArticleTarget, FactTarget, Judgement

Request = MarkRequest | UndoRequest
AUTHOR = "benchmark"
FEW = 50  # reports of a fact that people may want to merge


def mark_milliseconds(path: Path, writer: Writer, now: datetime, clock: Clock) -> dict[str, float]:
    """What it takes to make each sort of mark, by name."""
    with open_reader(path) as reader:
        requests = _requests(reader)
    costs = {}
    for name, request in requests.items():
        milliseconds, mark = _taken_up(path, writer, request, now, clock)
        costs[f"a mark: {name}"] = milliseconds
        _taken_up(path, writer, UndoRequest(AUTHOR, mark), now, clock)
    return costs


def _requests(reader: Reader) -> dict[str, Request]:
    """A mark of each sort, on the latest article and on facts that few articles give."""
    article = reader.articles(limit=1)[0]
    facts = [fact for fact in reader.facts(limit=1_000) if fact.kind is not None]
    hot = max(facts, key=lambda fact: fact.reports)
    seldom = [fact for fact in facts if fact.reports < FEW and not fact.partial and fact.kind == hot.kind]
    seldom = [fact for fact in seldom if fact.party == hot.party and fact.modality == hot.modality][:2]
    requests: dict[str, Request] = {
        "an article is off the story": MarkRequest(AUTHOR, Judgement.OFF_STORY, article=ArticleTarget(article.id)),
        "a hot fact is disputed": MarkRequest(AUTHOR, Judgement.DISPUTED, fact=FactTarget(hot.key)),
    }
    if len(seldom) == 2:
        one, other = seldom
        requests[f"two facts are one (< {FEW} reports)"] = MarkRequest(
            AUTHOR, Judgement.MERGE, fact=FactTarget(one.key), into=other.key
        )
    return requests


def _taken_up(path: Path, writer: Writer, request: Request, now: datetime, clock: Clock) -> tuple[float, int]:
    """Posts a request and lets the writer take it up: milliseconds, and the mark's id."""
    posted = post(path, request)
    started = clock()
    writer.take_up_requests(now)
    milliseconds = (clock() - started) * 1000
    outcome = writer.outcome(posted.name)
    assert outcome is not None
    assert outcome.mark_id is not None, outcome.refusal
    return milliseconds, outcome.mark_id
