"""The facts with who had each first; several at once are a photo finish and shown as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message

from store import FactRow
from story import FactType
from tui.columns import shares, widest
from tui.display import cell, clipped, display_line
from tui.fact_words import (
    TYPE_PLURALS,
    TYPE_SIGNS,
    fact_words,
    first_outlets_words,
    is_withdrawn,
    spread_words,
    voice_words,
)
from tui.keys import FACTS_KEYS, SORT_KEYS, bindings
from tui.row_list import RowList
from tui.wording import column_interval

FIGURE_ORDER = "highest figure"
SORTS: tuple[tuple[str, Callable[[FactRow], object]], ...] = (
    ("newest first", lambda fact: fact.first_at),
    ("latest report", lambda fact: fact.last_at),
    (FIGURE_ORDER, lambda fact: (fact.high or fact.low or 0, fact.low or 0)),
    ("outlets", lambda fact: (fact.outlets, fact.origins)),
    ("independent origins", lambda fact: (fact.origins, fact.outlets)),
)

OUTLET_SHARE = 45  # per cent of the room that the first outlet may take from a fact, where there is no voice
SIGN_WIDTH = 2  # cells: what sort of fact it is
LABEL_SHARE = 44  # per cent of the room that a fact may take from voice and outlet
SHOWN_TYPES: tuple[FactType | None, ...] = (None, *FactType)  # in the order of the key that goes through them


class FactsList(RowList[FactRow]):
    """The facts pane's list, sorted in memory (at most a thousand facts are held)."""

    BINDINGS = bindings(SORT_KEYS + FACTS_KEYS)

    @dataclass
    class TypeWanted(Message):
        """The reader wants facts of the next sort; `fact_type` says which, None for all."""

        fact_type: FactType | None

    def __init__(self, zone: tzinfo, *, id: str) -> None:
        super().__init__(id=id)
        self.zone = zone
        self.sort = 0
        self.is_turned = False
        self.filter_words: str | None = None
        self.fact_type: FactType | None = None
        self._facts: tuple[FactRow, ...] = ()
        self._signs: Mapping[int, str] = {}
        self._wanted = (12, 8, 8, 8)

    def row_id(self, row: FactRow) -> int:
        return row.id

    @property
    def sort_name(self) -> str:
        """What the pane's title says of the order."""
        return SORTS[self.sort][0] + (", turned round" if self.is_turned else "")

    @property
    def type_name(self) -> str:
        """What the pane's title calls the facts that are shown: "facts", or one sort of them."""
        return "facts" if self.fact_type is None else TYPE_PLURALS[self.fact_type]

    def show_facts(self, facts: Sequence[FactRow], signs: Mapping[int, str] | None = None) -> None:
        """Shows these facts in the chosen order; `signs` are what people judged of them, by the fact's id."""
        self._facts = tuple(facts)
        self._signs = self._signs if signs is None else signs
        self._wanted = (
            widest((self._words(fact) for fact in facts), 12),
            widest((voice_words(fact) for fact in facts), 8),
            widest((first_outlets_words(fact) for fact in facts), 8),
            widest((display_line(name) for fact in facts for name in fact.first_outlets), 8),
        )
        name, key = SORTS[self.sort]
        rows = sorted(self._facts, key=lambda fact: fact.id, reverse=True)
        rows.sort(key=key, reverse=not self.is_turned)  # type: ignore[arg-type]
        if name == FIGURE_ORDER:
            rows.sort(key=lambda fact: fact.low is None)  # what has no figure stands below, whichever way round
        self.show_rows(rows)

    def _words(self, fact: FactRow) -> str:
        return fact_words(fact, self._signs.get(fact.id, ""))

    def action_fact_type(self, step: int) -> None:
        place = SHOWN_TYPES.index(self.fact_type) + step
        self.post_message(self.TypeWanted(SHOWN_TYPES[place % len(SHOWN_TYPES)]))

    def action_sort(self, step: int) -> None:
        self.sort = (self.sort + step) % len(SORTS)
        self.show_facts(self._facts)
        self.post_message(self.Reordered(self))

    def action_turn_sort(self) -> None:
        self.is_turned = not self.is_turned
        self.show_facts(self._facts)
        self.post_message(self.Reordered(self))

    def heads(self, width: int) -> str:
        label, voice, first, when, spread = self._widths(width)
        parts = [cell("  fact", label + SIGN_WIDTH), cell("said by", voice), cell("first", first), cell("since", when)]
        return " " + " ".join(part for part in parts if part.strip()) + " " + cell("out/ind", spread, "right")

    def draw_row(self, row: FactRow, width: int, is_fresh: bool) -> Sequence[Content]:
        label, voice, first, when, spread = self._widths(width)
        is_apart = row.scope != "event"
        is_gone = is_withdrawn(row)
        parts: list[tuple[str, str]] = [("▌" if is_fresh else " ", "$text-success")]
        name = self._words(row)
        style = "strike $muted" if is_gone else "$muted" if is_apart else "bold"
        shown = clipped(name, label)
        parts += [(TYPE_SIGNS[row.type] + " ", "$muted"), (shown, style), (" " * (label - cell_len(shown) + 1), "")]
        if voice:
            parts += [(cell(voice_words(row), voice), "$text-primary"), (" ", "")]
        if first:
            parts += [self._first_cell(row, first), (" ", "")]
        if when:
            parts += [(cell(column_interval(row.first_at, row.first_not_before, self.zone), when), "$muted"), (" ", "")]
        parts.append((cell(spread_words(row), spread, "right"), ""))
        return (Content.assemble(*parts),)

    def _first_cell(self, row: FactRow, width: int) -> tuple[str, str]:
        words = first_outlets_words(row)
        if len(row.first_outlets) > 1:
            names = [display_line(name) for name in row.first_outlets]
            if len(words) > width:
                each = shares(width - 3 * (len(names) - 1), [cell_len(name) for name in names])
                words = " = ".join(clipped(name, max(3, room)) for name, room in zip(names, each, strict=True))
            return cell(words, width), "bold $text-warning"
        return cell(words, width), "$text-secondary"

    def _widths(self, width: int) -> tuple[int, int, int, int, int]:
        """Cells for label, voice, first outlets, time and spread; the least telling goes first when room is short."""
        spread = 7
        width -= SIGN_WIDTH
        when = 13 if width >= 72 else 0
        label, voice, first, one_outlet = self._wanted
        if width < 40:
            return max(4, width - spread - 2), 0, 0, 0, spread
        if width < 60:
            room = width - spread - 3
            first = max(min(one_outlet, room * OUTLET_SHARE // 100), room - label)
            return room - first, 0, first, 0, spread
        room = width - spread - 4 - (when + 1 if when else 0)
        label = min(label, room * LABEL_SHARE // 100)
        voice, first = shares(room - label, (voice, first), filled=1)
        return label, voice, first, when, spread

    def empty_message(self) -> str:
        if self.filter_words:
            one = "fact" if self.fact_type is None else self.fact_type
            return f"No {one} contains “{display_line(self.filter_words)}”. Escape shows all."
        if self.fact_type is not None:
            return f"No {self.fact_type} is known. f shows other facts."
        return self.message
