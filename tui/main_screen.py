"""The one screen: header, toll, who says what, feeds, timeline, facts. It alone asks the store what is new."""

from __future__ import annotations

from datetime import tzinfo
from time import monotonic
from typing import Any

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store import Cursor
from story import Kind
from tui.board_list import BoardList
from tui.display import display_line
from tui.errands import Errands
from tui.fact_words import judgement_signs
from tui.facts_list import FactsList
from tui.feeds_list import FeedsList, feed_state
from tui.header import Header
from tui.key_line import KeyLine
from tui.keys import PANE_KEYS, bindings
from tui.options import DashboardOptions
from tui.pane import Pane
from tui.row_list import RowList
from tui.subjects import Subject
from tui.timeline_list import TimelineList
from tui.toll_view import TollView
from tui.waiting import waiting_words
from tui.watching import LOOK_EVERY, Sight, Snapshot, StoreWatch, Wanted

ORDER = ("toll", "board", "timeline", "facts", "feeds")
FIRST_PANE = "timeline"
WIDTHS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
HEIGHTS: list[tuple[int, str]] | None = [(0, "-flat"), (12, "-low"), (20, "-usual"), (38, "-tall")]


class MainScreen(Errands, Screen[None]):
    """The dashboard's first screen."""

    BINDINGS = bindings(PANE_KEYS)
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "#timeline-list"

    header = getters.query_one("#header", Header)
    notice = getters.query_one("#notice", Static)
    toll_view = getters.query_one("#toll-view", TollView)
    board_list = getters.query_one("#board-list", BoardList)
    timeline_list = getters.query_one("#timeline-list", TimelineList)
    facts_list = getters.query_one("#facts-list", FactsList)
    feeds_list = getters.query_one("#feeds-list", FeedsList)

    def __init__(self, options: DashboardOptions, zone: tzinfo, watch: StoreWatch) -> None:
        super().__init__()
        self.options = options
        self.zone = zone
        self.watch_store = watch
        self.snapshot: Snapshot | None = None
        self.kind: Kind | None = None
        self.current = FIRST_PANE
        self.is_paused = False
        self.filters: dict[str, str] = {}
        self._obstacle: str | None = None

    def compose(self) -> ComposeResult:
        zone = self.zone
        yield Header(self.options, zone, id="header")
        yield Static(id="notice")
        with Container(id="panes"):
            yield Pane(1, "toll", TollView(zone, id="toll-view"), id="toll")
            yield Pane(2, "who says what", BoardList(zone, id="board-list"), id="board")
            yield Pane(5, "feeds", FeedsList(zone, id="feeds-list"), id="feeds")
            yield Pane(
                3, "timeline", TimelineList(lambda: self.watch_store.reader, zone, id="timeline-list"), id="timeline"
            )
            yield Pane(4, "facts", FactsList(zone, id="facts-list"), id="facts")
        yield KeyLine()

    def on_mount(self) -> None:
        self._set_current(FIRST_PANE)
        self.look()
        self.set_interval(LOOK_EVERY, self.look)

    # The store

    def look(self, *, force: bool = False) -> None:
        """Looks whether the store changed and shows what did."""
        if not self.app.is_running:  # it is closing, and the screens lose their parts
            return
        self.header.tick()
        now = self.options.now()
        if self.is_paused and not force:
            return
        wanted = Wanted(self.kind, self.facts_list.fact_type, self.filters.get("facts"))
        sight = self.watch_store.look(wanted, now, force=force)
        self._show_obstacle(sight.obstacle)
        if sight.snapshot is not None:
            self._show(sight)
        elif self.watch_store.as_of is None:
            self.toll_view.show_now(now)
        for row_list in (self.timeline_list, self.facts_list, self.board_list):
            row_list.age_fresh(monotonic())
        self._name_panes()

    def show_moment(self) -> None:
        """Shows the moment that the watch now looks at; the selections stay, and nothing counts as new there."""
        as_of = self.watch_store.as_of
        self.timeline_list.show_moment(as_of)
        self.facts_list.forget_fresh()
        self.board_list.forget_fresh()
        self.toll_view.action_now()
        self.look(force=True)

    def _show_obstacle(self, obstacle: str | None) -> None:
        if obstacle is not None and obstacle != self._obstacle:
            self.notice.update(Content(display_line(obstacle)))
            self.snapshot = None
            self.header.counts = self.header.poller = None
        if obstacle is not None or self.watch_store.reader is not None:
            self._obstacle = obstacle
        is_blocked = obstacle is not None or (self.snapshot is None and self.watch_store.reader is None)
        self.set_class(is_blocked, "blocked")

    def _show(self, sight: Sight) -> None:
        snapshot = sight.snapshot
        assert snapshot is not None
        self.snapshot = snapshot
        self.header.counts = snapshot.counts
        self.header.poller = snapshot.poller
        self.header.as_of, self.header.new_since = snapshot.as_of, snapshot.new_since
        self._set_messages(snapshot)
        self.feeds_list.show_feeds(snapshot.feeds)
        self.toll_view.show_toll(snapshot.toll, snapshot.series, snapshot.as_of or self.options.now())
        if not sight.has_new_rows:
            return
        self.board_list.show_toll(snapshot.toll)
        self.facts_list.show_facts(snapshot.facts, judgement_signs(snapshot.marks))
        self.timeline_list.read_again()
        for screen in self.app.screen_stack:
            changed = getattr(screen, "store_changed", None)
            if changed is not None and screen.is_mounted:  # one that is just being opened reads by itself
                changed()

    def _set_messages(self, snapshot: Snapshot) -> None:
        """What an empty pane says: what is being waited for."""
        words = waiting_words(snapshot, self.options.now())
        self.timeline_list.message = words.event
        self.facts_list.message = self.board_list.message = self.toll_view.message = words.figure
        self.feeds_list.message = words.feed

    # Panes

    def _name_panes(self) -> None:
        """Titles with what is shown, and how many new rows wait out of sight."""
        kind = self.toll_view.kind
        kinds = self.snapshot.kinds if self.snapshot else ()
        parts: list[tuple[str, str]] = [("toll ", "")]
        named = kinds if self.size.width >= 60 else ((kind,) if kind else ())
        parts += [(f" {each} ", "bold reverse" if each == kind else "") for each in named]
        self._pane("toll").name_it(Content.assemble(*parts))
        self._pane("board").name_it(
            Content("who says what" + (f": {kind}" if kind else "") + self._filter_note("board"))
        )
        self._pane("timeline").name_it(
            Content("timeline" + self._filter_note("timeline")), self._fresh_note(self.timeline_list)
        )
        self._pane("facts").name_it(
            Content(f"{self.facts_list.type_name}, {self.facts_list.sort_name}" + self._filter_note("facts")),
            self._fresh_note(self.facts_list),
        )
        now = ", as they are now" if self.watch_store.as_of is not None else ""
        self._pane("feeds").name_it(Content("feeds" + now + self._filter_note("feeds")))

    def _pane(self, name: str) -> Pane:
        return self.query_one(f"#{name}", Pane)

    def _filter_note(self, name: str) -> str:
        words = self.filters.get(name)
        return f" / {display_line(words)}" if words else ""

    def _fresh_note(self, row_list: RowList[Any]) -> str:
        """How many new rows lie above the view; "+" when there are more than the list holds."""
        count = row_list.fresh_above
        return f" ▲ {count}{'' if row_list.is_at_newest else '+'} new, g goes there " if count else ""

    def _set_current(self, name: str) -> None:
        if self.current == name and self.has_class(f"at-{name}"):
            return
        self.current = name
        for each in ORDER:
            self.set_class(each == name, f"at-{each}", update=False)
            self._pane(each).set_class(each == name, "current", update=False)
        self.update_node_styles(animate=False)  # once for all of them

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Whatever takes the focus makes its pane the current one."""
        for node in event.widget.ancestors_with_self:
            if isinstance(node, Pane) and node.id:
                self._set_current(node.id)
                return

    def action_pane(self, name: str) -> None:
        self._set_current(name)
        self._pane(name).inside.focus()

    def action_next_pane(self, step: int) -> None:
        self.action_pane(ORDER[(ORDER.index(self.current) + step) % len(ORDER)])

    def action_zoom(self) -> None:
        self.toggle_class("zoomed")

    # The toll's kind

    def action_kind(self, step: int) -> None:
        kinds = self.snapshot.kinds if self.snapshot else ()
        if not kinds or self.snapshot is None:
            return
        place = kinds.index(self.snapshot.kind) if self.snapshot.kind in kinds else 0
        self.kind = kinds[(place + step) % len(kinds)]
        self.look(force=True)

    # Filter

    def action_filter(self) -> None:
        """Asks for words in a line at the bottom; the pane follows as they are typed."""
        from tui.filter_line import FilterLine

        if self.current == "toll":
            self.action_pane("timeline")
        for old in self.query(FilterLine):
            old.remove()
        line = FilterLine(self.current, self.filters.get(self.current, ""))
        self.mount(line, before=self.query_one(KeyLine))
        line.focus()

    def filter_pane(self, name: str, words: str) -> None:
        """Shows in one pane only what contains the words; "" shows all."""
        if words:
            self.filters[name] = words
        else:
            self.filters.pop(name, None)
        if name == "timeline":
            self.timeline_list.filter(words or None)
        elif name == "facts":
            self.facts_list.filter_words = words or None
            self.facts_list.forget_fresh()
            self.look(force=True)
        elif name == "board":
            self.board_list.filter(words or None)
        elif name == "feeds":
            self.feeds_list.filter(words or None)
        self._name_panes()

    def leave_filter(self, name: str) -> None:
        """Takes the filter's line away and gives the focus back to its pane."""
        from tui.filter_line import FilterLine

        for line in self.query(FilterLine):
            line.remove()
        self.action_pane(name)

    def go_back(self) -> bool:
        """Undoes the last thing that can be undone here: a filter, then the zoom; False if there was neither."""
        if self.filters.get(self.current):
            self.filter_pane(self.current, "")
            return True
        if self.has_class("zoomed"):
            self.remove_class("zoomed")
            return True
        return False

    # Going in

    @on(RowList.Reordered)
    def _rename(self) -> None:
        self._name_panes()

    @on(FactsList.TypeWanted)
    def _show_type(self, message: FactsList.TypeWanted) -> None:
        self.facts_list.fact_type = message.fact_type
        self.facts_list.forget_fresh()
        self.look(force=True)

    @on(RowList.Opened, "#timeline-list")
    def _open_event(self, message: RowList.Opened) -> None:
        row = next((row for row in self.timeline_list.rows if row.cursor.id == message.row_id), None)
        if row is None:
            return
        if row.fact_id is not None:
            self.doors.open_fact(row.fact_id, place=Cursor(row.at, row.article_id))
        else:
            self.doors.open_article(
                row.article_id,
                row.revision_id,
                claim_id=row.claim_id,
                passage_id=row.passage_id,
                show_changes=row.event == "edit",
            )

    @on(RowList.Opened, "#facts-list")
    def _open_fact(self, message: RowList.Opened) -> None:
        self.doors.open_fact(message.row_id)

    @on(RowList.Opened, "#board-list")
    def _open_voice(self) -> None:
        row = self.board_list.selected_row
        if row is not None:
            self.doors.open_fact_key(row.fact_key)

    @on(TollView.Opened)
    def _open_toll(self, message: TollView.Opened) -> None:
        if self.toll_view.kind is not None:
            self.doors.open_fact_key(message.fact_key)

    # Errands

    @on(RowList.Opened, "#feeds-list")
    def _tell_feed(self) -> None:
        feed = self.feeds_list.selected_row
        if feed is not None:
            self.say(f"{feed.outlet}: {feed.url} · {feed_state(feed, self.zone)}", is_warning=feed.failures > 0)

    def action_visit_now(self) -> None:
        """Has the selected feed visited, or all where another pane is current."""
        self.doors.ask_for_visit(self.feeds_list.selected_row if self.current == "feeds" else None)

    def action_browse(self) -> None:
        if self.current == "feeds" and self.feeds_list.selected_row is not None:
            self.browse(self.feeds_list.selected_row.url)
            return
        if self.current == "timeline" and self.timeline_list.selected_row is not None:
            article = self.doors.article(self.timeline_list.selected_row.article_id)
            if article is not None:
                self.browse(article.url)
            return
        fact_id = self._selected_fact()
        report = self.doors.first_report(fact_id) if fact_id is not None else None
        if report is not None:
            self.browse(report.url)

    def action_cite(self) -> None:
        if self.current == "feeds" and self.feeds_list.selected_row is not None:
            self.cite(self.feeds_list.selected_row.url)
            return
        if self.current == "timeline" and self.timeline_list.selected_row is not None:
            row = self.timeline_list.selected_row
            citation = self.doors.citation(row.fact_id, Cursor(row.at, row.article_id))
        else:
            fact_id = self._selected_fact()
            citation = self.doors.citation(fact_id, None) if fact_id is not None else None
        if citation:
            self.cite(citation)

    def action_judge(self) -> None:
        if self.current == "timeline" and self.timeline_list.selected_row is not None:
            row = self.timeline_list.selected_row
            article = self.doors.article(row.article_id)
            self.doors.judge(
                Subject(
                    fact=self.doors.fact(row.fact_id) if row.fact_id is not None else None,
                    article_id=row.article_id,
                    article_title=article.title if article else "",
                    outlet=row.outlet,
                    claim_id=row.claim_id,
                    passage_id=row.passage_id,
                    words=row.label,
                )
            )
            return
        fact_id = self._selected_fact()
        fact = self.doors.fact(fact_id) if fact_id is not None else None
        if fact is None:
            self.say("Nothing here can be judged: facts, reports and articles can.")
            return
        self.doors.judge(Subject(fact=fact))

    def _selected_fact(self) -> int | None:
        if self.current == "facts" and self.facts_list.selected_row is not None:
            return self.facts_list.selected_row.id
        if self.current == "board" and self.board_list.selected_row is not None:
            row = self.board_list.selected_row
            return self.doors.fact_id_of_key(row.fact_key)
        return None
