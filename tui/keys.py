"""Every key of the dashboard as data: its id (which `[keys]` in config.toml names), its key, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Key:
    """One binding. `key` may name several keys with commas; `label` stands in the bottom line, "" keeps it out."""

    id: str
    key: str
    action: str
    help: str
    label: str = ""
    is_priority: bool = False


APP_KEYS = (
    Key("help", "question_mark", "help", "show the keys of the pane that has the focus", "help"),
    Key("back", "escape,h,backspace", "back", "go back one level; at the first screen to now, then clears the filter"),
    Key("quit", "q", "quit_level", "go back one level; at the first screen, quit", "quit"),
    Key("quit-now", "ctrl+c", "quit", "quit at once", is_priority=True),
    Key("pause", "p", "pause", "hold the screen still; again: go on", "pause"),
    Key("theme", "f2", "next_theme", "change between dark and light"),
)

FACT_KEYS = (Key("kin", "K", "kin", "to a fact that gives the same number in other words", "kin"),)

TIME_KEYS = (
    Key(
        "time-back",
        "comma",
        "time_step(-1)",
        "a step back in time: what the store knew before it last learned",
        ", . time",
    ),
    Key("time-forward", "full_stop", "time_step(1)", "a step forward in time"),
    Key("day-back", "left_curly_bracket", "day_step(-1)", "a day back in time"),
    Key("day-forward", "right_curly_bracket", "day_step(1)", "a day forward in time"),
    Key("time-ask", "at", "ask_moment", "show what was known at a moment that you type"),
    Key("time-now", "0", "time_now", "back from the past to now"),
)
"""Heard on every screen but help: they change the moment whose knowledge is shown."""

PANE_KEYS = (
    Key("next-pane", "tab", "next_pane(1)", "next pane"),
    Key("previous-pane", "shift+tab", "next_pane(-1)", "previous pane"),
    Key("pane-toll", "1", "pane('toll')", "the toll", "1–5 panes"),
    Key("pane-board", "2", "pane('board')", "who says what"),
    Key("pane-timeline", "3", "pane('timeline')", "the timeline"),
    Key("pane-facts", "4", "pane('facts')", "the facts and who had them first"),
    Key("pane-feeds", "5", "pane('feeds')", "the feeds and how they fare"),
    Key("zoom", "z", "zoom", "give the pane the whole screen, and take it back", "zoom"),
    Key("next-kind", "t", "kind(1)", "the next kind of toll: killed, injured, missing …", "killed/injured…"),
    Key("previous-kind", "T", "kind(-1)", "the kind of toll before"),
    Key("visit-now", "r", "visit_now", "have feeds visited now: the one selected, elsewhere all"),
    Key("filter", "slash", "filter", "show only what contains some words", "filter"),
)

LIST_KEYS = (
    Key("down", "j,down", "move(1)", "down"),
    Key("up", "k,up", "move(-1)", "up"),
    Key("first", "g,home", "first", "to the newest (first) row, and follow it"),
    Key("last", "G,end", "last", "to the oldest (last) row"),
    Key("half-page-down", "ctrl+d", "half_page(1)", "half a page down"),
    Key("half-page-up", "ctrl+u", "half_page(-1)", "half a page up"),
    Key("page-down", "pagedown,ctrl+f", "page(1)", "a page down"),
    Key("page-up", "pageup,ctrl+b", "page(-1)", "a page up"),
    Key("open", "enter,l", "open", "go in: to the reports, then to the sentence", "open"),
    Key("next-match", "n", "match(1)", "next match of the filter"),
    Key("previous-match", "N", "match(-1)", "match of the filter before"),
    Key("next-new", "right_square_bracket", "new_row(1)", "next row that is new"),
    Key("previous-new", "left_square_bracket", "new_row(-1)", "row before that is new"),
    Key("judge", "space,m", "screen.judge", "judge: confirmed, disputed, a note, wrong, off the story …", "judge"),
    Key("browser", "o", "screen.browse", "open the article in the browser", "browser"),
    Key("cite", "y", "screen.cite", "copy a citation", "cite"),
)

FACTS_KEYS = (
    Key(
        "fact-type",
        "f",
        "fact_type(1)",
        "only figures, only statements, only happenings, or all facts",
        "which facts",
    ),
)

SORT_KEYS = (
    Key("sort", "s", "sort(1)", "sort by the next column", "sort"),
    Key("sort-turn", "S", "turn_sort", "turn the sorting round"),
)
"""Only of lists that have more orders than one."""

TOLL_KEYS = (
    Key("earlier", "left", "step(-1)", "read the chart's values at an earlier moment"),
    Key("later", "right", "step(1)", "read the chart's values at a later moment"),
    Key("now", "end,G", "now", "the chart's cursor back to now"),
    Key("open-toll", "enter,l", "open", "go in: the reports of the headline figure at that moment", "open"),
)

ARTICLE_KEYS = (
    Key("scroll-down", "j,down", "move(1)", "a line down"),
    Key("scroll-up", "k,up", "move(-1)", "a line up"),
    Key("article-top", "g,home", "edge(-1)", "to the beginning"),
    Key("article-end", "G,end", "edge(1)", "to the end"),
    Key("article-half-page-down", "ctrl+d", "half_page(1)", "half a page down"),
    Key("article-half-page-up", "ctrl+u", "half_page(-1)", "half a page up"),
    Key("article-page-down", "pagedown,space,ctrl+f", "page(1)", "a page down"),
    Key("article-page-up", "pageup,ctrl+b", "page(-1)", "a page up"),
    Key("next-claim", "n", "claim(1)", "the next figure, statement or happening in the text", "next figure"),
    Key("previous-claim", "N", "claim(-1)", "the one before"),
    Key("article-open", "enter,l", "open", "go to the fact that the marked words give", "its fact"),
    Key("article-judge", "m", "screen.judge", "judge: misread, off the story, a note …", "judge"),
    Key("previous-revision", "left_square_bracket", "revision(-1)", "the revision before", "[ ] revision"),
    Key("next-revision", "right_square_bracket", "revision(1)", "the next revision"),
    Key("changes", "d", "changes", "words added and removed since the revision before", "changes"),
    Key("article-browser", "o", "screen.browse", "open the article in the browser", "browser"),
    Key("article-cite", "y", "screen.cite", "copy a citation of the figure", "cite"),
)

HELP_KEYS = (
    Key("back", "escape,h,backspace", "app.back", "close this"),
    Key("quit", "q", "app.back", "close this"),
    Key("help", "question_mark", "app.back", "close this"),
    Key("down", "j", "help_scroll(1)", "down"),
    Key("up", "k", "help_scroll(-1)", "up"),
)
"""A modal screen hears only its own keys; these have the ids, and so the configured keys, of those outside it."""

MENU_KEYS = (
    Key("back", "escape,h,backspace", "close", "close this"),
    Key("quit", "q", "close", "close this"),
    Key("quit-now", "ctrl+c", "app.quit", "quit at once", is_priority=True),
)
"""Of the small screens, in which letters choose or are typed."""

ALL_KEYS = LIST_KEYS + SORT_KEYS + FACTS_KEYS + FACT_KEYS + TOLL_KEYS + ARTICLE_KEYS + PANE_KEYS + TIME_KEYS + APP_KEYS

PLACES = (
    LIST_KEYS + SORT_KEYS + FACTS_KEYS + FACT_KEYS + PANE_KEYS + TIME_KEYS + APP_KEYS,
    TOLL_KEYS + PANE_KEYS + TIME_KEYS + APP_KEYS,
    ARTICLE_KEYS + TIME_KEYS + APP_KEYS,
)
"""The keys that can be heard at the same time: in a list, on the toll, in an article."""


def bindings(keys: tuple[Key, ...]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """The keys as Textual takes them; each keeps its id and its help as the tooltip."""
    from textual.binding import Binding

    return [
        Binding(
            key.key,
            key.action,
            key.label or key.help,
            show=bool(key.label),
            priority=key.is_priority,
            tooltip=key.help,
            id=key.id,
        )
        for key in keys
    ]
