"""A number of people as the words allow it: an interval and how it was qualified."""

from __future__ import annotations

from dataclasses import dataclass

from story.model import Qualifier

HIGHEST = 8_000_000_000  # nobody counts more people than there are


@dataclass(frozen=True, slots=True)
class Quantity:
    """`is_article`: a 1 that only an indefinite article says. `is_bare_digits`: could be a year or a label."""

    low: int
    high: int | None
    qualifier: Qualifier
    is_article: bool = False
    is_bare_digits: bool = False
    is_group: bool = False  # "both", "a couple", "a family of four", "nine more": people by itself
    is_decade: bool = False  # "in the 70s": counts people only as a toll
