"""How a cost grows with the size of the store: flat, logarithmic or linear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log

NOISE = 0.3  # milliseconds that two runs of the same work may differ by, at least
FLAT = 1.6  # what grows by less than this factor, over the whole range, is called flat


def growth(sizes: Sequence[int], costs: Sequence[float]) -> str:
    """What a cost (milliseconds) does while the size grows: "flat", "log" or "linear"; "" with fewer than three sizes.

    Beyond noise, whichever of a + b·log n and a + b·n comes closer to all costs; so a small linear part is told from a
    logarithm by its last, largest step.
    """
    if len(sizes) < 3:
        return ""
    least, most = min(costs), max(costs)
    if costs[-1] <= costs[0] or most - least <= NOISE or most <= FLAT * least:
        return "flat"
    return "log" if _misfit(sizes, costs, log) < _misfit(sizes, costs, float) else "linear"


def _misfit(sizes: Sequence[int], costs: Sequence[float], curve: Callable[[int], float]) -> float:
    """The squared errors of the best line of costs over a curve of the sizes."""
    places = [curve(size) for size in sizes]
    mean_place, mean_cost = sum(places) / len(places), sum(costs) / len(costs)
    spread = sum((place - mean_place) ** 2 for place in places)
    slope = sum((place - mean_place) * (cost - mean_cost) for place, cost in zip(places, costs, strict=True)) / spread
    return sum(
        (cost - mean_cost - slope * (place - mean_place)) ** 2 for place, cost in zip(places, costs, strict=True)
    )
