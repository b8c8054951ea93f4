"""One quantity with what happened to the people it counts."""

from __future__ import annotations

from dataclasses import dataclass

from story.model import Kind
from story.reading.numbers.quantity import Quantity
from story.reading.people.triggers import Trigger


@dataclass(slots=True)
class Finding:
    """One quantity with what happened to the people it counts."""

    kind: Kind
    quantity: Quantity
    at: int
    first: int
    last: int
    head: int | None
    rule: str
    is_part: bool = False
    superseded: bool = False
    trigger: Trigger | None = None
