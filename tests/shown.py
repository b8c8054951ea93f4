"""All that a store shows, to be compared: facts with their reports, timeline, toll."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store import Reader
from story import Scope
from storywatch.commands.facts import all_facts, facts_summary
from storywatch.commands.toll import toll_summary
from storywatch.serial import to_builtin


def shown(reader: Reader, now: datetime, as_of: datetime | None = None) -> dict[str, list[Any]]:
    """What facts, timeline and toll show at a moment, now or as of then.

    Without the ids of rows, which also put in order what has one time: so lists are sorted by their content.
    """
    facts = [
        fact
        for scope in (Scope.EVENT, Scope.BACKGROUND)
        for fact in facts_summary(reader, all_facts(reader, scope=scope, as_of=as_of), as_of=as_of)
    ]
    timeline = [to_builtin(row) for row in reader.timeline(limit=9999, as_of=as_of)]
    toll = toll_summary(reader, reader.kinds(as_of), as_of or now)["kinds"]
    lists = {"facts": facts, "timeline": timeline, "toll": toll}
    return {name: sorted(map(without_ids, rows), key=str) for name, rows in lists.items()}


def without_ids(value: Any) -> Any:
    """A value of JSON without the ids and cursors in it."""
    if isinstance(value, dict):
        return {
            name: without_ids(part)
            for name, part in value.items()
            if name not in ("id", "cursor") and not name.endswith("_id")
        }
    return [without_ids(part) for part in value] if isinstance(value, list | tuple) else value
