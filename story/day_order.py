"""In which order the figures of one day came, as far as that can be known."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise, product

from story.carriers import FirstReport, carrier_of, is_on_toll
from story.model import Kind, Qualifier, Report
from story.standing import says_nothing_new

MOST_PAIRS = 400  # of outdated and current figures of one kind in one article
NEAR = 20  # numbers of one voice that are looked at for the one that round words stand for


def outdated_figures(reports: Iterable[Report]) -> dict[str, dict[str, list[Report]]]:
    """Which figures came before which, by the word of articles that call the one outdated and give the other.

    For the key of each outdated fact the keys of the facts of its kind given instead, with the reports that say so.
    An article with very many figures is a list, not the story of a toll, and says nothing.
    """
    told: dict[tuple[int, Kind], tuple[list[Report], list[Report]]] = {}
    for report in reports:
        if is_on_toll(report.claim):
            told.setdefault((report.article_id, report.claim.kind), ([], []))[not report.is_superseded].append(report)
    outdated: dict[str, dict[str, list[Report]]] = {}
    for old_ones, new_ones in told.values():
        if len(old_ones) * len(new_ones) <= MOST_PAIRS:
            for old, new in product(old_ones, new_ones):
                outdated.setdefault(old.fact_key, {}).setdefault(new.fact_key, []).append(old)
    return outdated


def in_order(of_day: Sequence[Report], outdated: Mapping[str, Mapping[str, object]]) -> list[list[Report]]:
    """The reports of one day, one list a figure, in the order in which the figures came as far as that can be known.

    A figure that an article calls outdated came before the one it gives, and one whose moment is known before one of a
    later moment. For all else the toll is taken to rise. Round words for a figure that the same voice gave on that day
    ("more than 90" beside 93) are no step of their own and stand with it, and "dozens" with the day's first number.
    """
    reports: dict[str, list[Report]] = {}
    figures: dict[str, list[FirstReport]] = {}
    moments: dict[str, datetime] = {}
    for report in of_day:
        carrier = carrier_of(report, frozenset(), None)
        if carrier is not None:
            reports.setdefault(report.fact_key, []).append(report)
            figures.setdefault(report.fact_key, []).append(carrier.first)
            if report.time.basis != "day":
                moments[report.fact_key] = min(moments.get(report.fact_key, report.time.best), report.time.best)
    homes = _homes(figures, moments)
    ranks = {fact: (figures[fact][0].weight, fact) for fact in figures}
    before: dict[str, set[str]] = {home: set() for home in homes.values()}
    pairs = [(old, new) for old in figures for new in outdated.get(old, ()) if new in figures]
    pairs += pairwise(sorted(moments, key=lambda fact: (moments[fact], ranks[fact])))
    for old, new in pairs:
        if homes[old] != homes[new]:
            before[homes[new]].add(homes[old])
    places: dict[str, list[Report]] = {home: [] for home in _sorted(before, ranks)}
    first_number = next((home for home in places if not figures[home][0].is_loose), None)
    for fact, home in homes.items():
        places[first_number if first_number and figures[home][0].is_loose else home] += reports[fact]
    return [figure for figure in places.values() if figure]


def _homes(figures: Mapping[str, Sequence[FirstReport]], moments: Mapping[str, datetime]) -> dict[str, str]:
    """For each fact the exact number, of the same day and a voice of its own, that it only rounds; else itself."""
    exact: dict[str, set[tuple[int, str]]] = {}
    for fact, firsts in figures.items():
        if _strictest(firsts).qualifier is Qualifier.EXACT:
            for first in firsts:
                exact.setdefault(first.voice.key, set()).add((first.low, fact))
    numbers = {voice: sorted(lows) for voice, lows in exact.items()}
    homes = {}
    for fact, firsts in figures.items():
        given, near = _strictest(firsts), []
        for voice in {first.voice.key for first in firsts}:
            at = bisect_left(numbers.get(voice, ()), (given.low * 9 // 10, ""))
            near += [
                (low, other)
                for low, other in numbers.get(voice, [])[at : at + NEAR]
                if _rounds(given, _strictest(figures[other])) and not (fact in moments and other in moments)
            ]
        homes[fact] = min(near)[1] if near else fact
    return homes


def _strictest(firsts: Sequence[FirstReport]) -> FirstReport:
    """The words for one fact that allow the least: "100" and "about 100" are one."""
    return max(firsts, key=lambda first: first.weight)


def _rounds(words: FirstReport, number: FirstReport) -> bool:
    """Whether words are round ones for an exact number: they allow it, and it is at most a tenth above them."""
    if words.is_loose or words.qualifier is Qualifier.EXACT:
        return False
    return says_nothing_new(words, number) and number.low * 10 <= words.low * 11


def _sorted(before: Mapping[str, set[str]], ranks: Mapping[str, tuple[object, ...]]) -> list[str]:
    """The facts, each behind those before it, else by rank; where articles contradict each other, by rank."""
    waiting = {fact: set(earlier) for fact, earlier in before.items()}
    behind: dict[str, list[str]] = {}
    for fact, earlier in before.items():
        for one in earlier:
            behind.setdefault(one, []).append(fact)
    ready = [(ranks[fact], fact) for fact, earlier in waiting.items() if not earlier]
    heapq.heapify(ready)
    rest = sorted(waiting, key=lambda fact: ranks[fact], reverse=True)
    ordered: dict[str, None] = {}
    while len(ordered) < len(waiting):
        if ready:
            fact = heapq.heappop(ready)[1]
        else:
            while rest[-1] in ordered:
                rest.pop()
            fact = rest[-1]
        if fact in ordered:
            continue
        ordered[fact] = None
        for follower in behind.get(fact, ()):
            waiting[follower].discard(fact)
            if not waiting[follower]:
                heapq.heappush(ready, (ranks[follower], follower))
    return list(ordered)
